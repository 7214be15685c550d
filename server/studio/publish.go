package studio

import (
	"context"
	"errors"
	"sync"
	"time"

	"huikuan/server/casedraft"
	"huikuan/server/coach"
	"huikuan/server/playtest"
)

// GateRuns is how many calls a scripted trainee makes before a case is published: the bars of huikuan playtest.
const GateRuns = 50

// gateOf is what is played before a case is published, runs calls a trainee.
func gateOf(runs int) playtest.Plan {
	return playtest.Plan{Runs: runs, Trials: (runs + 9) / 10, Seed: 1, Jobs: 1}
}

// Published is a case that was published here and is offered to trainees.
type Published struct {
	ID      string
	Title   coach.Text // empty when it does not fit
	Edition Edition
	Fits    bool // false when the content folder was changed so that its check finds faults: it is not in the library then

	scenario *coach.Scenario
}

// Published lists the cases that were published here and are offered, by id. One whose id a case of the content folder has
// taken meanwhile does not fit.
func (s *Studio) Published() []Published {
	all := s.editions.list()
	for i := range all {
		one := &all[i]
		if scenario, err := s.edition(one.ID, one.Edition.Number); err == nil && !s.inContent(one.ID) {
			one.Title, one.Fits, one.scenario = scenario.Case.Title, true, scenario
		}
	}
	return all
}

// Unfilled lists what a draft made of a real call still leaves to its writer.
func (s *Studio) Unfilled(source string) []casedraft.Mark { return casedraft.Marks(source) }

// Publish offers a draft to trainees as a new edition of its case, when scripted trainees clear every bar in both languages.
// The sheets tell how they did; the edition is nil when a bar fell. base is the version of the draft that is meant: when
// another one is saved it fails with CodeConflict. What is offered already is not played again, and comes without sheets.
// One playtest runs at a time, as with Play, and ctx ends it.
func (s *Studio) Publish(ctx context.Context, id, base string) (*Edition, []playtest.Sheet, error) {
	draft, err := s.meant(id, base)
	if err != nil {
		return nil, nil, err
	}
	if offered := s.editions.offered(id); offered != nil && offered.Version == draft.Version {
		return offered, nil, nil
	}
	scenario, err := s.ripe(draft)
	if err != nil {
		return nil, nil, err
	}
	sheets, err := s.play(ctx, scenario, s.gate, coach.Chinese, coach.English)
	if err != nil {
		return nil, nil, err
	}
	for _, sheet := range sheets {
		if !sheet.Passed {
			return nil, sheets, nil
		}
	}
	if draft, err = s.meant(id, base); err != nil { // somebody may have saved while it was played
		return nil, nil, err
	}
	edition, err := s.editions.add(id, draft.Source, Edition{PublishedAt: time.Now().UTC(), Measured: playtest.MeasuredOf(sheets)})
	if err != nil {
		return nil, nil, err
	}
	return &edition, sheets, nil
}

// meant returns the draft that somebody wants to publish.
func (s *Studio) meant(id, base string) (Draft, error) {
	draft, err := s.shelf.get(id)
	if err != nil {
		return draft, err
	}
	if draft.Version != base {
		return draft, coach.Errorf(coach.CodeConflict, "the draft %q was changed meanwhile; look at it before you publish it", id)
	}
	return draft, nil
}

// ripe returns the scenario of a draft that may be played for publishing.
func (s *Studio) ripe(draft Draft) (*coach.Scenario, error) {
	if s.inContent(draft.ID) {
		return nil, coach.Errorf(coach.CodeForbidden, "%q is a case of the content folder and cannot be published over; begin a draft under another id", draft.ID)
	}
	checked, err := s.sound(draft.Source)
	if err != nil {
		return nil, err
	}
	if checked.ID != draft.ID {
		return nil, coach.Errorf(coach.CodeInvalid, "the draft %q says that its id is %q; make both the same", draft.ID, checked.ID)
	}
	if open := s.Unfilled(draft.Source); len(open) > 0 {
		return nil, coach.Errorf(coach.CodeInvalid, "%s of the draft still to fill in or to check, the first in line %d; decide what is open and take its mark out", coach.Count(len(open), "place"), open[0].Line)
	}
	return checked.Scenario, nil
}

// Withdraw takes a published case out of the library when the given edition still is the one offered. Calls made with it,
// and what follows them, keep theirs.
func (s *Studio) Withdraw(id string, edition int) error { return s.editions.withdraw(id, edition) }

// handOver is how long a playtest waits for another to end: one that was stopped plays the call it is at to its end first.
const handOver = 3 * time.Second

// play lets scripted trainees play a case in some languages. One playtest runs at a time: another one waits for it a moment,
// then fails with CodeBusy. It stops when ctx ends or Stop is called.
func (s *Studio) play(ctx context.Context, scenario *coach.Scenario, plan playtest.Plan, langs ...coach.Lang) ([]playtest.Sheet, error) {
	wait := time.NewTimer(handOver)
	defer wait.Stop()
	select {
	case s.playing <- struct{}{}:
	case <-wait.C:
		return nil, coach.Errorf(coach.CodeBusy, "another playtest is running; wait for it, or stop it")
	case <-ctx.Done():
		return nil, coach.Wrap(coach.CodeUnavailable, ctx.Err(), "the playtest was stopped")
	}
	defer func() { <-s.playing }()
	ctx, stop := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() {
		select {
		case <-s.stopping:
			stop()
		case <-ctx.Done():
		}
	})
	defer watch.Wait()
	defer stop()
	var sheets []playtest.Sheet
	for _, lang := range langs {
		sheet, err := playtest.Verdict(ctx, scenario, lang, plan, s.ears)
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return nil, coach.Wrap(coach.CodeUnavailable, err, "the playtest was stopped")
		}
		if err != nil {
			return nil, coach.Wrap(coach.CodeInvalid, err, "the scripted trainees cannot play this case to its end; look at its contacts and conditions")
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}
