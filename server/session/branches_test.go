package session_test

import (
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// finished plays a line and hangs up.
func (f fixture) finished(id string, after int64, line string) {
	f.t.Helper()
	seat, sc := f.join(id, after)
	seat.Say("x1", line)
	sc.event("turn.completed")
	seat.End()
	sc.event("assessment.ready")
}

func TestBranchesOfACallStandSideBySide(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	trunk, seat, sc := f.picked(coach.Exam)
	seat.Say("t1", question)
	sc.event("turn.completed")
	seat.Say("t2", "Who signs it off in the end?")
	sc.event("turn.completed")
	seat.End()
	sc.event("assessment.ready")
	first, err := f.service.Fork(t.Context(), trunk.ID, 2, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	f.finished(first.ID, first.LastSeq, "You are a liar and a crook, and I know where your children go to school.")
	second, err := f.service.Fork(t.Context(), first.ID, 0, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range []string{trunk.ID, first.ID, second.ID} {
		got, err := f.service.Branches(t.Context(), asked, "")
		if err != nil || len(got.Branches) != 3 {
			t.Fatalf("asked for %s: %d branches (%v), want the whole family of 3", asked, len(got.Branches), err)
		}
		root, child, grandchild := got.Branches[0], got.Branches[1], got.Branches[2]
		if root.Session != trunk.ID || root.ForkTurn != nil || root.Assisted || root.Mode != coach.Exam || root.Total == nil {
			t.Errorf("the trunk is %+v", root)
		}
		if child.Session != first.ID || child.ForkOf != trunk.ID || *child.ForkTurn != 2 || child.RedLines == 0 || child.Outcome != coach.O0 {
			t.Errorf("the first fork is %+v", child)
		}
		if grandchild.Session != second.ID || grandchild.ForkOf != first.ID || *grandchild.ForkTurn != 0 || grandchild.Total != nil ||
			grandchild.Status != coach.StatusLive || len(grandchild.Verdicts) != 0 {
			t.Errorf("the fork that still goes on is %+v", grandchild)
		}
		for _, check := range got.Checks {
			if root.Verdicts[check.ID] == "" || child.Verdicts[check.ID] == "" || check.Question == "" || check.CriterionName == "" {
				t.Errorf("check %+v has no verdict or no words", check)
			}
		}
		if len(got.Checks) < 40 {
			t.Errorf("%d rows, want one per check", len(got.Checks))
		}
	}
	if _, err := f.service.Branches(t.Context(), "ses_none", ""); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("a family nobody has: %v", err)
	}
}

func TestAForkIsMarkedForEverAndIsNeverAnExam(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	trunk, seat, sc := f.picked(coach.Exam)
	if _, err := f.service.Fork(t.Context(), trunk.ID, 0, coach.Once{}); coach.CodeOf(err) != coach.CodeForbidden {
		t.Errorf("forking an exam that goes on: %v", err)
	}
	seat.End()
	sc.event("assessment.ready")
	fork, err := f.service.Fork(t.Context(), trunk.ID, 0, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	f.finished(fork.ID, fork.LastSeq, question)
	if err := f.service.ScoreUnscored(t.Context()); err != nil {
		t.Fatal(err)
	}
	stored, err := f.log.Session(t.Context(), fork.ID)
	if err != nil || !stored.Assisted || stored.Mode != coach.Practice || stored.ForkOf != trunk.ID {
		t.Errorf("after its end the fork of an exam is %+v (%v)", stored, err)
	}
}
