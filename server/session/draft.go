package session

import (
	"context"

	"huikuan/server/casedraft"
	"huikuan/server/coach"
	"huikuan/server/transcript"
)

// DraftCase makes the draft of a case of a call held elsewhere, as YAML with comments. It stores nothing.
func (s *Service) DraftCase(_ context.Context, id string, data []byte, source transcript.Source) ([]byte, error) {
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
	return casedraft.New(id, call, casedraft.Material{Like: like, Today: today}, s.labeller)
}
