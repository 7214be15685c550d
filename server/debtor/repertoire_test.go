package debtor

import (
	"fmt"
	"testing"

	"huikuan/server/coach"
)

// repertoire is a case against somebody who gives one excuse of the playbook, of a truth, and has another behind it.
func repertoire(playbook coach.Playbook, x coach.Excuse, truth coach.TruthValue) *coach.Scenario {
	s := fixture()
	s.Playbook.Excuses = playbook.Excuses
	settle := coach.Condition{Acts: x.Settle}
	s.Case.Excuses = []coach.CaseExcuse{
		fixtureExcuse(x.ID, truth, settle, coach.Condition{Acts: []coach.Act{coach.ActGiveFace}}),
		fixtureExcuse(x.Next, coach.Half, coach.Condition{Acts: []coach.Act{coach.ActVerifyClaim}}, coach.Condition{Acts: []coach.Act{coach.ActGiveFace}}),
	}
	s.Case.Facts = nil
	return s
}

// Each excuse of the trade: a test of its own settles it, to the good if it is true or half so and to its ruin if not;
// then the obstacle behind it comes, and once closed it never does again. Left untested it comes back.
func TestEveryExcuseIsSettledAndHidesTheNext(t *testing.T) {
	playbook := shippedScenarios(t)[0].Playbook
	known := map[string]bool{}
	for _, x := range playbook.Excuses {
		known[x.ID] = true
	}
	for _, x := range playbook.Excuses {
		if len(x.Settle) == 0 || x.IfTrue.Zh == "" || x.IfTrue.En == "" || x.IfFalse.Zh == "" || x.IfFalse.En == "" || !known[x.Next] || x.Next == x.ID {
			t.Fatalf("%s: the playbook does not say how it goes: %+v", x.ID, x)
		}
		for truth, want := range map[coach.TruthValue]coach.ExcuseStatus{coach.True: coach.ExcuseVerified, coach.Half: coach.ExcuseVerified, coach.False: coach.ExcuseExposed} {
			for _, act := range x.Settle {
				if act == coach.ActConsequenceCurrent {
					continue // premature in a call that has just begun
				}
				t.Run(fmt.Sprintf("%s/%s/%s", x.ID, truth, act), func(t *testing.T) { livesAndDies(t, repertoire(playbook, x, truth), x, act, want) })
			}
		}
	}
}

func livesAndDies(t *testing.T, s *coach.Scenario, x coach.Excuse, act coach.Act, want coach.ExcuseStatus) {
	c := ring(t, s, 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	if c.excuse(x.ID) != coach.ExcuseRaised {
		t.Fatalf("it is %q at the start", c.excuse(x.ID))
	}
	if d := c.say("Which day?", coach.ActAskCommitment); d.Moves[0].Excuse != x.ID {
		t.Fatalf("untested it does not come back: %+v", d.Moves)
	}
	if d := c.say("Tell me more of that.", act); c.excuse(x.ID) != want || !has(d, coach.MoveSettleExcuse) {
		t.Fatalf("tested it is %q: %v", c.excuse(x.ID), kinds(d))
	}
	if c.say("Never mind.", coach.ActGiveFace); c.excuse(x.ID) != coach.ExcuseClosed || c.excuse(x.Next) != coach.ExcuseUnraised {
		t.Fatalf("it is %q, the next %q", c.excuse(x.ID), c.excuse(x.Next))
	}
	for i := range 8 {
		d := c.say(fmt.Sprintf("And now? (%d)", i), []coach.Act{coach.ActProbeReason, coach.ActAskCommitment, coach.ActRejectDelay, act}[i%4])
		for _, m := range d.Moves {
			if m.Excuse == x.ID {
				t.Fatalf("closed, it came back: %+v", m)
			}
		}
	}
	if c.excuse(x.Next) == coach.ExcuseUnraised {
		t.Fatalf("%s never came", x.Next)
	}
}

// Each hidden reason comes into the open by what the playbook names, and never at the first question of a call.
func TestEveryHiddenReasonIsReleasedByItsOwnQuestions(t *testing.T) {
	playbook := shippedScenarios(t)[0].Playbook
	for _, r := range playbook.Reasons {
		if len(r.Released) == 0 || r.SolvedBy.Zh == "" || r.SolvedBy.En == "" {
			t.Fatalf("%s: the playbook does not say what releases and solves it", r.ID)
		}
		for _, act := range r.Released {
			s := fixture()
			s.Playbook.Reasons, s.Case.Truth.Reason, s.Case.Excuses = playbook.Reasons, r.ID, nil
			s.Case.Facts = []coach.Fact{{ID: "f_why", Name: both("why"), Graded: true, Unlock: coach.Condition{Acts: r.Released}, Lines: lines("That is why."), Secret: lines("That is why")}}
			c := ring(t, s, 1)
			if c.say("Well?", act); c.state.Ledger().Diagnosed {
				t.Errorf("%s came out at the first %s", r.ID, act)
			}
			c.say("Who looks after it?", coach.ActProbeDecisionMaker)
			c.say("How does it go, with you?", coach.ActProbeProcess)
			if c.say("And what is behind it?", act); !c.state.Ledger().Diagnosed {
				t.Errorf("%s does not come out by %s", r.ID, act)
			}
		}
	}
}

// The shipped cases keep to it: one of the ways that the playbook names leads to a graded fact.
func TestTheReasonOfEveryCaseCanBeFoundThePlaybooksWay(t *testing.T) {
	for _, s := range shippedScenarios(t) {
		var released []coach.Act
		for _, r := range s.Playbook.Reasons {
			if r.ID == s.Case.Truth.Reason {
				released = r.Released
			}
		}
		ways := 0
		for _, f := range s.Case.Facts {
			if f.Graded && setOfActs(f.Unlock.Acts)&setOfActs(released) != 0 {
				ways++
			}
		}
		if ways == 0 {
			t.Errorf("%s: no graded fact comes out by any of %v, which release %s", s.Case.ID, released, s.Case.Truth.Reason)
		}
	}
}
