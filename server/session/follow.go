package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// sequel works out what the call to follow leaves behind, and takes its case and language over into the request. They may
// be named too, and must then be the same.
func (s *Service) sequel(ctx context.Context, req *StartRequest) (*coach.Sequel, error) {
	over, err := s.ended(ctx, req.Follows)
	if err != nil {
		return nil, err
	}
	if req.ScenarioID != "" && req.ScenarioID != over.session.ScenarioID || req.Lang != "" && req.Lang != over.session.Lang {
		return nil, coach.Errorf(coach.CodeInvalid, "a call that follows another has its case and language; leave both out, or ask for %s in %s",
			over.session.ScenarioID, over.session.Lang)
	}
	req.ScenarioID, req.Lang = over.session.ScenarioID, over.session.Lang
	req.Trainee, req.Purpose = over.session.Trainee, over.session.Purpose
	q, err := over.state().Sequel(over.written, req.Follows, over.aftermath())
	if err != nil {
		return nil, err
	}
	return &q, nil
}

// aftermath is what came of the call.
func (o endedCall) aftermath() coach.Aftermath {
	call := assess.FromLog(o.scenario, o.events)
	return o.state().Aftermath(call.Worth())
}

// state is the debtor's side at the end of the call.
func (o endedCall) state() *debtor.State {
	st := debtor.NewState(o.scenario, o.session.Lang)
	for _, e := range o.events {
		st.Apply(e)
	}
	return st
}

// Case returns the case of a session as that call found it: with what earlier calls of the account brought.
func (s *Service) Case(ctx context.Context, sessionID string) (coach.Session, *coach.Scenario, error) {
	stored, err := s.log.Session(ctx, sessionID)
	if err != nil {
		return coach.Session{}, nil, err
	}
	written, err := s.library.Scenario(stored.ScenarioID)
	if err != nil {
		return coach.Session{}, nil, err
	}
	events, err := s.log.Events(ctx, sessionID, 0)
	return stored, asFound(written, events), err
}
