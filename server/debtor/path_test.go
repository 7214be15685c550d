package debtor

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

// slippery is a case against somebody who never means to pay and slips away in four steps.
func slippery(stage string) *coach.Scenario {
	s := fixture()
	s.Case.Stage = stage
	s.Playbook.DebtorTypes[0].Group = coach.GroupSlippery
	s.Playbook.DebtorTypes[0].Path = []coach.PathStep{
		{Stage: "st_mal_sincere", Asks: 2}, {Stage: "st_mal_promise", Asks: 2},
		{Stage: "st_mal_delay", Asks: 2, Shift: coach.Gauges{Irritation: 45}, Affect: coach.Upset}, {Stage: "st_mal_silence", Asks: 2},
	}
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = 95 + i
	}
	s.Case.Excuses = s.Case.Excuses[1:]
	s.Case.Excuses[0].Truth = coach.False
	s.Case.Excuses[0].When = coach.Condition{Acts: []coach.Act{coach.ActAskCommitment}, Times: 4}
	return s
}

func TestTheMaliciousGoFromWarmthToSilence(t *testing.T) {
	c := ring(t, slippery("st_late_7"), 1)
	var rules []string
	quarrel := -1
	for i := 0; i < 12 && !c.ended; i++ {
		d := c.again("Which day?", coach.ActAskCommitment)
		for _, m := range d.Moves {
			if m.Excuse == "x_dissatisfied" && quarrel < 0 {
				quarrel = i
			}
			if m.Excuse == "" && m.Kind != coach.MoveBored {
				rules = append(rules, m.Cause.Rule)
			}
		}
	}
	rules = slices.Compact(rules)
	if want := []string{"st_mal_sincere", "st_mal_promise", "st_mal_delay", "st_mal_silence", ruleVanishes}; !c.ended || !isSubsequence(rules, want) {
		t.Fatalf("ended %t, by way of %v", c.ended, rules)
	}
	if quarrel < 3 {
		t.Fatalf("the quarrel came up in demand %d, before anybody was pressed", quarrel+1)
	}
}

// isSubsequence reports whether the first and the last of want frame what was seen, and nothing is out of order.
func isSubsequence(seen, want []string) bool {
	at := 0
	for _, rule := range seen {
		next := slices.Index(want[at:], rule)
		if next < 0 {
			return false
		}
		at += next
	}
	return len(seen) >= 3 && seen[0] == want[0] && seen[len(seen)-1] == want[len(want)-1]
}

func TestTheStageOfTheCaseIsWhereTheWayBegins(t *testing.T) {
	turns := func(stage string) int {
		c := ring(t, slippery(stage), 1)
		for !c.ended {
			c.again("Which day?", coach.ActAskCommitment)
		}
		return c.state.Turn()
	}
	if early, late := turns("st_mal_sincere"), turns("st_mal_delay"); late >= early {
		t.Fatalf("%d turns from the warm stage, %d from the sour one", early, late)
	}
}

func TestOneWhoIsBroughtToAnOfferDoesNotSlipAway(t *testing.T) {
	s := slippery("st_mal_sincere")
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = 5 + i
	}
	c := ring(t, s, 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	for range 8 {
		if c.again("Which day, and how much?", coach.ActAskCommitment); c.ended {
			t.Fatal("hung up on a promise")
		}
	}
	if c.state.memory.step != 0 || c.promise().Level() < coach.P3 {
		t.Fatalf("step %d, promise %s", c.state.memory.step, c.promise().Level())
	}
}

func TestTheStageIsHeardWhenTheDebtIsFirstNamed(t *testing.T) {
	s := fixture()
	s.Case.Stage = "st_due"
	s.Playbook.DebtorTypes[0].Group = coach.GroupSlippery
	s.Playbook.Stages = []coach.Stage{{ID: "st_due", Moods: []coach.StageMood{{Group: coach.GroupSlippery, Manner: "assures"}}}}
	c := ring(t, s, 1)
	d := c.say("We have 300,000 open.", coach.ActStateDebt)
	if len(d.Moves) != 2 || d.Moves[0].Cause.Rule != "stage_assures" || d.Moves[1].Kind != coach.MoveRaiseExcuse {
		t.Fatalf("%+v", d.Moves)
	}
	d = c.say("Why is it open?", coach.ActProbeReason)
	for _, m := range d.Moves {
		if m.Cause.Rule == "stage_assures" {
			t.Fatal("said again")
		}
	}
}
