package debtor

import (
	"testing"

	"huikuan/server/coach"
)

func TestTheLifeOfAnExcuse(t *testing.T) {
	c := ring(t, fixture(), 1)
	for _, step := range []struct {
		text   string
		act    coach.Act
		move   coach.MoveKind
		status coach.ExcuseStatus
	}{
		{"300,000 is open.", coach.ActStateDebt, coach.MoveRaiseExcuse, coach.ExcuseRaised},
		{"Soon is no date.", coach.ActRejectDelay, coach.MoveDetailExcuse, coach.ExcuseTested},
		{"Later is no date.", coach.ActRejectDelay, coach.MoveSettleExcuse, coach.ExcuseExposed},
		{"You were busy, it happens.", coach.ActGiveFace, coach.MoveCloseExcuse, coach.ExcuseClosed},
	} {
		d := c.say(step.text, step.act)
		if !has(d, step.move) || c.excuse("x_warm_no_date") != step.status {
			t.Fatalf("after %q: %v, %s", step.text, kinds(d), c.excuse("x_warm_no_date"))
		}
	}
}

func TestATrueExcuseIsVerified(t *testing.T) {
	s := fixture()
	s.Case.Excuses = s.Case.Excuses[1:]
	c := ring(t, s, 1)
	c.say("300,000 is open.", coach.ActStateDebt)
	c.say("What fault, and when?", coach.ActVerifyClaim)
	if got := c.excuse("x_dissatisfied"); got != coach.ExcuseVerified {
		t.Fatalf("it is %q", got)
	}
	if d := c.desk("send_statement"); !has(d, coach.MoveThankDesk) || c.excuse("x_dissatisfied") != coach.ExcuseClosed {
		t.Fatalf("the document left it %q (%v)", c.excuse("x_dissatisfied"), kinds(d))
	}
}

func TestAnExcuseThatWasNotSettledComesBack(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.say("300,000 is open.", coach.ActStateDebt)
	c.say("I understand.", coach.ActEmpathise)
	if d := c.say("Which day?", coach.ActAskCommitment); len(d.Moves) != 1 || d.Moves[0].Excuse != "x_warm_no_date" {
		t.Fatalf("%v", d.Moves)
	}
}

func TestExcusesComeInOrderOneATurn(t *testing.T) {
	c := ring(t, fixture(), 1)
	d := c.say("Why, and which day, and how much?", coach.ActProbeReason, coach.ActAskCommitment, coach.ActStandFirm)
	raised := 0
	for _, m := range d.Moves {
		if m.Kind == coach.MoveRaiseExcuse {
			raised++
		}
	}
	if raised != 1 || c.excuse("x_warm_no_date") != coach.ExcuseRaised || c.excuse("x_dissatisfied") != coach.ExcuseUnraised {
		t.Fatalf("%v", kinds(d))
	}
}

func TestAFalseExcuseIsNotTriedOnWhoKnowsTheFile(t *testing.T) {
	s := fixture()
	s.Playbook.DebtorTypes[0].Start.Credibility = 95
	s.Case.Facts[0].Unlock = coach.Condition{Acts: []coach.Act{coach.ActProbeProcess}}
	c := ring(t, s, 1)
	c.say("Who checks it?", coach.ActProbeDecisionMaker)
	c.say("How is it paid?", coach.ActProbeProcess)
	if !c.state.Ledger().Diagnosed {
		t.Fatal("the fact did not bring the reason into the open")
	}
	c.say("Why?", coach.ActProbeReason)
	if c.excuse("x_warm_no_date") != coach.ExcuseUnraised || c.excuse("x_dissatisfied") != coach.ExcuseRaised {
		t.Fatalf("false %q, true %q", c.excuse("x_warm_no_date"), c.excuse("x_dissatisfied"))
	}
}

func TestClosingOneExcuseDoesNotBringTheNextInTheSameBreath(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.say("300,000 is open.", coach.ActStateDebt)
	c.say("Soon is no date.", coach.ActRejectDelay)
	c.say("Later is no date.", coach.ActRejectDelay)
	d := c.say("You were busy. So which day?", coach.ActGiveFace, coach.ActAskCommitment)
	if !has(d, coach.MoveCloseExcuse) || c.excuse("x_dissatisfied") != coach.ExcuseUnraised {
		t.Fatalf("%v, the next is %q", kinds(d), c.excuse("x_dissatisfied"))
	}
}

func TestAManageableSumStopsHonestReasons(t *testing.T) {
	s := fixture()
	s.Case.Excuses = s.Case.Excuses[1:]
	s.Case.Excuses[0].Close = coach.Condition{Acts: []coach.Act{coach.ActGiveFace}}
	s.Playbook.DebtorTypes[0].Start.Credibility, s.Playbook.DebtorTypes[0].Start.Urgency = 70, 60
	for sum, raised := range map[int64]bool{60000: false, 300000: true} {
		c := ring(t, s, 1)
		c.say("Who decides?", coach.ActProbeDecisionMaker)
		c.say("And cash?", coach.ActProbeFinances)
		c.hears("How much, that much, and when?", withMoney(understood("How much, that much, and when?", coach.ActAskCommitment), sum))
		if got := c.excuse("x_dissatisfied") != coach.ExcuseUnraised; got != raised {
			t.Errorf("asked for %d: raised %v, promise %s", sum, got, c.promise().Level())
		}
	}
}

func TestAnExcuseAnsweredBeforehandIsNotTried(t *testing.T) {
	s := fixture()
	s.Case.Excuses = s.Case.Excuses[1:2]
	c := ring(t, s, 1)
	c.desk("send_statement") // what would close it
	c.say("300,000 is open.", coach.ActStateDebt)
	if got := c.excuse(s.Case.Excuses[0].Excuse); got != coach.ExcuseUnraised {
		t.Fatalf("the excuse is %q although its document is there", got)
	}
}
