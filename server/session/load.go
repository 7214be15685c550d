package session

import (
	"context"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// load rebuilds a call from its log.
func (s *Service) load(ctx context.Context, sessionID string) (*call, error) {
	stored, err := s.log.Session(ctx, sessionID)
	if err != nil {
		return nil, err
	}
	scenario, err := s.library.Scenario(stored.ScenarioID)
	if err != nil {
		return nil, coach.Wrap(coach.CodeNotFound, err, "the case %q of this call is no longer there; put its file back to go on", stored.ScenarioID)
	}
	c := &call{
		service: s, epoch: newID("epo"), inbox: make(chan command, inboxSize), gone: make(chan struct{}),
		session: stored, written: scenario,
	}
	return c, c.rebuild(ctx)
}

// rebuild folds the log anew.
func (c *call) rebuild(ctx context.Context) error {
	events, err := c.service.log.Events(ctx, c.session.ID, 0)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return coach.Errorf(coach.CodeStorage, "the log of this call is empty; run huikuan verify")
	}
	c.scenario = asFound(c.written, events)
	c.state = debtor.NewState(c.scenario, c.session.Lang)
	c.answered, c.recent, c.pending, c.paused, c.lastSeq = map[string]acceptedTurn{}, nil, nil, false, 0
	c.session.Status = coach.StatusLive
	for _, event := range events {
		c.fold(event)
	}
	return nil
}

// asFound is a scenario as the call of a log found it: as it is written, or moved on by the calls before.
func asFound(scenario *coach.Scenario, events []coach.Event) *coach.Scenario {
	if len(events) == 0 {
		return scenario
	}
	started, _ := events[0].Body.(coach.SessionStarted)
	return scenario.For(started)
}

// fold takes one stored event into the call.
func (c *call) fold(event coach.Event) {
	c.foldState(event)
	c.foldProgress(event)
}

func (c *call) foldState(event coach.Event) { c.state.Apply(event) }

// foldProgress keeps what the call itself has to know: what is answered, what is pending, whether it is over.
func (c *call) foldProgress(event coach.Event) {
	c.lastSeq = event.Seq
	switch body := event.Body.(type) {
	case coach.SessionStarted:
		c.pending = &answer{decision: body.Opening}
	case coach.TurnAccepted:
		c.answered[body.ClientTurnID] = acceptedTurn{seq: event.Seq, text: body.Text}
		c.pending = &answer{decision: body.Decision, heard: body.Text}
		c.remember(coach.Turn{Index: body.Turn, Speaker: coach.Trainee, Contact: body.Contact, Text: body.Text, At: event.At})
	case coach.ActionDone:
		c.pending = &answer{decision: body.Decision}
	case coach.TurnCompleted:
		c.pending = nil
		c.remember(coach.Turn{Index: body.Turn, Speaker: coach.Debtor, Contact: body.Contact, Text: body.Text, Interrupted: body.Interrupted, At: event.At})
	case coach.ContactChanged:
		c.pending = &answer{decision: debtor.Greet(c.state)}
	case coach.SessionPaused:
		c.paused = true
	case coach.SessionResumed:
		c.paused = false
	case coach.SessionEnded:
		c.pending, c.session.Status = nil, coach.StatusEnded
	case coach.AssessmentReady:
		c.session.Status = coach.StatusScored
	}
}

func (c *call) remember(turn coach.Turn) {
	c.recent = append(c.recent, turn)
	if len(c.recent) > recentTurns {
		c.recent = append(c.recent[:0], c.recent[len(c.recent)-recentTurns:]...)
	}
}

// lastDebtorWords is what the trainee's words answer.
func (c *call) lastDebtorWords() string {
	for i := len(c.recent) - 1; i >= 0; i-- {
		if c.recent[i].Speaker == coach.Debtor {
			return c.recent[i].Text
		}
	}
	return ""
}
