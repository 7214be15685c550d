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

// Reading is a call held elsewhere as it was read, with the law that seems to hold for it, and those there are.
type Reading struct {
	transcript.Reading
	Laws []coach.LawPack // each once, by id
}

// ReadTranscript reads a call held elsewhere and leaves open who is who where that is not clear. A law that nobody named is
// told from what was said. It stores nothing.
func (s *Service) ReadTranscript(ctx context.Context, data []byte, source transcript.Source) (Reading, error) {
	read, err := transcript.Look(data, source)
	if err != nil {
		return Reading{}, err
	}
	all := s.library.Scenarios()
	if read.LawPack == "" {
		err := s.readElsewhere(ctx, len(data), func() error {
			read.LawPack = casedraft.LawOf(read.Call(), casedraft.Material{Among: all, Today: s.today()}, s.labeller)
			return nil
		})
		if err != nil {
			return Reading{}, err
		}
	}
	return Reading{Reading: read, Laws: casedraft.Laws(all)}, nil
}

func (s *Service) today() coach.Date { return coach.Date(s.now().Format("2006-01-02")) }

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
	material := casedraft.Material{Like: all[0], Among: all, Today: s.today()}
	if call.Scenario != "" {
		material.Among = nil
		if material.Like, err = s.library.Scenario(call.Scenario); err != nil {
			return nil, err
		}
	}
	var draft *casedraft.Draft
	err = s.readElsewhere(ctx, len(data), func() (err error) {
		draft, err = casedraft.Read(call, material, s.labeller)
		return err
	})
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
