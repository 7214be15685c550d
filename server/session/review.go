package session

import (
	"cmp"
	"context"
	"time"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/transcript"
)

// Debrief reveals what went on behind a finished call. While the call runs it fails with CodeConflict: the debtor's
// mind stays hidden until the end. An empty language to tell it in is the call's.
func (s *Service) Debrief(ctx context.Context, sessionID string, told coach.Lang) (coach.Debrief, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.Debrief{}, err
	}
	heard := assess.FromLog(over.scenario, over.events).ToldIn(told)
	debrief := debtor.Reveal(over.scenario, over.session.Lang, over.events, cmp.Or(told, over.session.Lang))
	debrief.After = over.aftermath()
	debrief.Faces, debrief.Consequences, debrief.Card = assess.Faces(heard), assess.Consequences(heard), assess.FullerCard(heard)
	return debrief, nil
}

// endedCall is a call that is over, read from the store.
type endedCall struct {
	session  coach.Session
	written  *coach.Scenario // the case as it is written
	scenario *coach.Scenario // as the call found it
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
	return endedCall{session: stored, written: scenario, scenario: asFound(scenario, events), events: events}, err
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

// score assesses a finished log with what is added to it, and stores the additions, the result and the event that
// announces it at once. It returns the new events.
func (s *Service) score(ctx context.Context, stored coach.Session, written *coach.Scenario, added ...coach.EventBody) ([]coach.Event, error) {
	events, err := s.log.Events(ctx, stored.ID, 0)
	if err != nil {
		return nil, err
	}
	before, lastSeq, now := len(events), events[len(events)-1].Seq, s.now()
	assessment := coach.Assessment{ID: newID("asm"), SessionID: stored.ID}
	for _, body := range append(added, coach.AssessmentReady{AssessmentID: assessment.ID}) {
		events = append(events, coach.Event{Seq: events[len(events)-1].Seq + 1, At: now, Body: body})
	}
	assessment.Card = s.card(stored.Lang, asFound(written, events), events)
	if err := s.log.SaveAssessment(ctx, assessment, lastSeq, events[before:]...); err != nil {
		return nil, err
	}
	s.judging.offer(stored.ID, assessment.Card)
	return events[before:], nil
}

// card scores a finished log and goes over what the simulator did in it.
func (s *Service) card(lang coach.Lang, scenario *coach.Scenario, events []coach.Event) coach.Scorecard {
	var card coach.Scorecard
	s.scoring.do(func() {
		card = assess.Audited(assess.Score(assess.FromLog(scenario, events)), debtor.Audit(scenario, lang, events, s.labeller))
	})
	return card
}

// scoreIfEnded assesses the call once it is over. A failure is reported and tried again at the next join or start.
func (c *call) scoreIfEnded() {
	if c.session.Status != coach.StatusEnded {
		return
	}
	ctx, cancel := c.storeContext()
	defer cancel()
	events, err := c.service.score(ctx, c.session, c.written)
	if err != nil {
		c.service.logger.Error("a call could not be scored", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
		c.toSink(func(s Sink) {
			s.Fault(coach.Errorf(coach.CodeStorage, "the assessment could not be stored; reopen the call to try again"), "")
		})
		return
	}
	for _, event := range events {
		c.fold(event)
	}
	c.deliver(events)
}

// ScoreTranscript assesses a call that was not held here, by rules alone. With a scenario id it is scored against that
// case, else against the playbook of the first case, and the law pack the transcript names or else that case's.
func (s *Service) ScoreTranscript(ctx context.Context, data []byte, source transcript.Source) (card coach.Scorecard, err error) {
	read, err := transcript.Read(data, source)
	if err != nil {
		return card, err
	}
	err = s.readElsewhere(ctx, len(data), func() error {
		call, err := s.fromTranscript(read)
		if err == nil {
			card = assess.Score(call)
		}
		return err
	})
	return card, err
}

// JudgeTranscript is ScoreTranscript with the checks that rules leave open answered by the judge; it takes as long as the
// model does. A model that fails leaves them unscored, and the card says so. Without a judge it fails with CodeInvalid.
func (s *Service) JudgeTranscript(ctx context.Context, data []byte, source transcript.Source) (coach.Scorecard, error) {
	if s.judging == nil {
		return coach.Scorecard{}, coach.Errorf(coach.CodeInvalid, "no model judges calls here; set one up (HUIKUAN_LLM_JUDGE_BASE_URL), or ask for the rules' score alone")
	}
	read, err := transcript.Read(data, source)
	if err != nil {
		return coach.Scorecard{}, err
	}
	var call assess.Call
	var brief assess.Brief
	err = s.readElsewhere(ctx, len(data), func() (err error) {
		if call, err = s.fromTranscript(read); err == nil {
			brief = assess.ForJudge(call)
		}
		return err
	})
	if err != nil {
		return coach.Scorecard{}, err
	}
	if len(brief.Questions) > 0 { // the model is waited for outside
		judgement, err := s.judging.judge.Judge(ctx, brief)
		if err != nil {
			return coach.Scorecard{}, err
		}
		call = assess.WithJudgement(call, judgement)
	}
	var card coach.Scorecard
	err = s.readElsewhere(ctx, len(data), func() error {
		card = assess.Score(call)
		return nil
	})
	return card, err
}

const (
	readingWait = 30 * time.Second // how long a call held elsewhere waits for those brought in before it
	longCall    = 64 << 10         // bytes from which on one is long: an hour of talk
)

// readElsewhere works on a call held elsewhere, of so many bytes, when its turn has come. It fails with CodeUnavailable, the
// work not begun, when that is long in coming or ctx ends before.
func (s *Service) readElsewhere(ctx context.Context, size int, work func() error) (err error) {
	ctx, stop := context.WithTimeout(ctx, readingWait)
	defer stop()
	line := s.reading
	if size >= longCall {
		line = s.readingLong
	}
	if !line.doBy(ctx.Done(), func() { err = work() }) {
		return coach.Wrap(coach.CodeUnavailable, ctx.Err(), "other calls held elsewhere are being read; try again in a minute")
	}
	return err
}

func (s *Service) fromTranscript(call coach.Transcript) (_ assess.Call, err error) {
	material := assess.Material{Debtor: s.labeller.UnderstandDebtor}
	if call.Scenario != "" {
		if material.Scenario, err = s.library.Scenario(call.Scenario); err != nil {
			return assess.Call{}, err
		}
	} else if all := s.library.Scenarios(); len(all) > 0 {
		material.Playbook, material.LawPack = all[0].Playbook, all[0].LawPack
		if call.LawPack != "" {
			if material.LawPack, err = lawPack(all, call.LawPack); err != nil {
				return assess.Call{}, err
			}
		}
	}
	return assess.FromTranscript(call, material, s.labeller.Understand), nil
}

// lawPack finds a law pack among the cases'; CodeInvalid when none is under it.
func lawPack(all []*coach.Scenario, id string) (coach.LawPack, error) {
	for _, scenario := range all {
		if scenario.LawPack.ID == id {
			return scenario.LawPack, nil
		}
	}
	return coach.LawPack{}, coach.Errorf(coach.CodeInvalid, "there is no law pack %q among the cases", id)
}
