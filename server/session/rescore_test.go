package session_test

import (
	"testing"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
)

// older stores an assessment of a scored call as an earlier version would have left it.
func (f fixture) older(id string, total int, verdict string) coach.Assessment {
	f.t.Helper()
	before, err := f.log.Assessment(f.t.Context(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	events, err := f.log.Events(f.t.Context(), id, 0)
	if err != nil {
		f.t.Fatal(err)
	}
	last := events[len(events)-1].Seq
	old := coach.Assessment{ID: "asm_old" + id, SessionID: id, Card: before.Card}
	old.Card.Version, old.Card.Hash, old.Card.Total, old.Card.Verdict = "1", "of version 1", &total, verdict
	ready := coach.Event{Seq: last + 1, At: events[0].At, Body: coach.AssessmentReady{AssessmentID: old.ID}}
	if err := f.log.SaveAssessment(f.t.Context(), old, last, ready); err != nil {
		f.t.Fatal(err)
	}
	return old
}

func TestRescoringKeepsTheOldAndCountsWhatMoved(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	same, moved, failed := f.over(), f.over(), f.over()
	now, err := f.log.Assessment(t.Context(), same)
	if err != nil {
		t.Fatal(err)
	}
	total := *now.Card.Total
	f.older(moved, total+7, now.Card.Verdict)
	f.older(failed, total-3, "pass")
	want := session.Rescored{Calls: 3, Same: 1, Again: 2, Shifted: 2, Up: 3, Down: 7, Sum: -4, Verdicts: 1}
	look, err := f.service.Rescore(t.Context(), true)
	if err != nil || look != want {
		t.Errorf("a look: %+v (%v), want %+v", look, err, want)
	}
	if still, _ := f.log.Assessment(t.Context(), moved); still.Card.Version != "1" {
		t.Error("a mere look stored something")
	}
	done, err := f.service.Rescore(t.Context(), false)
	if err != nil || done != want {
		t.Errorf("rescored: %+v (%v), want %+v", done, err, want)
	}
	after, err := f.log.Assessment(t.Context(), moved)
	if err != nil || after.Card.Version != assess.Version || *after.Card.Total != total {
		t.Errorf("the newest assessment is of version %s with %d", after.Card.Version, *after.Card.Total)
	}
	announced := 0
	events, err := f.log.Events(t.Context(), moved, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Body.Kind() == "assessment.ready" {
			announced++
		}
	}
	if announced != 3 {
		t.Errorf("the log announces %d assessments, want all 3", announced)
	}
	if again, err := f.service.Rescore(t.Context(), false); err != nil || again.Same != 3 || again.Again != 0 {
		t.Errorf("a second time: %+v (%v)", again, err)
	}
	if _, err := f.log.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
