package session

import (
	"context"

	"huikuan/server/casedraft"
	"huikuan/server/coach"
	"huikuan/server/transcript"
)

// Drafter asks a model for what a draft leaves open. Its only error is the context's; a model that is down, late or talks
// nonsense proposes nothing.
type Drafter interface {
	Propose(ctx context.Context, open casedraft.Open) (casedraft.Proposal, error)
}

// DraftCase makes the draft of a case of a call held elsewhere, as YAML with comments: by rules, and with a model by what
// it proposes for the rest. It stores nothing.
func (s *Service) DraftCase(ctx context.Context, id string, data []byte, source transcript.Source) ([]byte, error) {
	call, err := transcript.Read(data, source)
	if err != nil {
		return nil, err
	}
	all := s.library.Scenarios()
	if len(all) == 0 {
		return nil, coach.Errorf(coach.CodeInvalid, "the content has no case yet to take playbook and law pack from")
	}
	like := all[0]
	if call.Scenario != "" {
		if like, err = s.library.Scenario(call.Scenario); err != nil {
			return nil, err
		}
	}
	today := coach.Date(s.now().Format("2006-01-02"))
	draft, err := casedraft.Read(call, casedraft.Material{Like: like, Today: today}, s.labeller)
	if err != nil {
		return nil, err
	}
	if s.drafter == nil {
		return draft.YAML(id, nil)
	}
	proposed, err := s.drafter.Propose(ctx, draft.Open())
	if err != nil {
		return nil, err
	}
	return draft.YAML(id, &proposed)
}
