package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/transcript"
)

// Debrief reveals what went on behind a finished call. While the call runs it fails with CodeConflict: the debtor's
// mind stays hidden until the end.
func (s *Service) Debrief(ctx context.Context, sessionID string) (coach.Debrief, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.Debrief{}, err
	}
	return debtor.Reveal(over.scenario, over.session.Lang, over.events), nil
}

// endedCall is a call that is over, read from the store.
type endedCall struct {
	session  coach.Session
	scenario *coach.Scenario
	events   []coach.Event
}

// ended reads a call that is over; while it runs it fails with CodeConflict.
func (s *Service) ended(ctx context.Context, sessionID string) (endedCall, error) {
	stored, err := s.log.Session(ctx, sessionID)
	if err != nil {
		return endedCall{}, err
	}
	if stored.Status == coach.StatusLive {
		return endedCall{}, coach.Errorf(coach.CodeConflict, "the call is still going on; hang up to see the debrief")
	}
	scenario, err := s.library.Scenario(stored.ScenarioID)
	if err != nil {
		return endedCall{}, err
	}
	events, err := s.log.Events(ctx, sessionID, 0)
	return endedCall{session: stored, scenario: scenario, events: events}, err
}

// ScoreUnscored scores calls that ended without an assessment, as after a crash between hanging up and scoring. It
// returns the first error and leaves the rest for the next start.
func (s *Service) ScoreUnscored(ctx context.Context) error {
	ids, err := s.log.Unscored(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		stored, err := s.log.Session(ctx, id)
		if err != nil {
			return err
		}
		scenario, err := s.library.Scenario(stored.ScenarioID)
		if err != nil {
			s.logger.Warn("a finished call cannot be scored: its case is gone", "session", id, "scenario", stored.ScenarioID)
			continue
		}
		if _, err := s.score(ctx, stored, scenario); err != nil {
			return err
		}
	}
	return nil
}

// score assesses a finished log and stores the result with the event that announces it.
func (s *Service) score(ctx context.Context, stored coach.Session, scenario *coach.Scenario) (coach.Event, error) {
	events, err := s.log.Events(ctx, stored.ID, 0)
	if err != nil {
		return coach.Event{}, err
	}
	card := assess.Score(assess.FromLog(scenario, events))
	lastSeq := events[len(events)-1].Seq
	assessment := coach.Assessment{ID: newID("asm"), SessionID: stored.ID, Card: card}
	ready := coach.Event{Seq: lastSeq + 1, At: s.now(), Body: coach.AssessmentReady{AssessmentID: assessment.ID}}
	return ready, s.log.SaveAssessment(ctx, assessment, lastSeq, ready)
}

// scoreIfEnded assesses the call once it is over. A failure is reported and tried again at the next join or start.
func (c *call) scoreIfEnded() {
	if c.session.Status != coach.StatusEnded {
		return
	}
	ctx, cancel := c.storeContext()
	defer cancel()
	ready, err := c.service.score(ctx, c.session, c.scenario)
	if err != nil {
		c.service.logger.Error("a call could not be scored", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
		c.toSink(func(s Sink) {
			s.Fault(coach.Errorf(coach.CodeStorage, "the assessment could not be stored; reopen the call to try again"), "")
		})
		return
	}
	c.fold(ready)
	c.deliver([]coach.Event{ready})
}

// ScoreTranscript assesses a call that was not held here. With a scenario id it is scored against that case, else against
// the playbook and law pack of the first case.
func (s *Service) ScoreTranscript(_ context.Context, data []byte, source transcript.Source) (coach.Scorecard, error) {
	call, err := transcript.Read(data, source)
	if err != nil {
		return coach.Scorecard{}, err
	}
	material := assess.Material{Debtor: s.labeller.UnderstandDebtor}
	if call.Scenario != "" {
		if material.Scenario, err = s.library.Scenario(call.Scenario); err != nil {
			return coach.Scorecard{}, err
		}
	} else if all := s.library.Scenarios(); len(all) > 0 {
		material.Playbook, material.LawPack = all[0].Playbook, all[0].LawPack
	}
	return assess.Score(assess.FromTranscript(call, material, s.labeller.Understand)), nil
}
