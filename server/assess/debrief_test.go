package assess

import (
	"testing"

	"huikuan/server/coach"
)

func TestTheBalanceOfFirmAndWarm(t *testing.T) {
	firm := func(s *script) *script {
		return s.trainee("I need a day from you.", does(coach.ActStandFirm)).debtor("Hm.")
	}
	warm := func(s *script) *script {
		return s.trainee("I know it's been a hard month.", does(coach.ActEmpathise)).debtor("It has.")
	}
	for name, test := range map[string]struct {
		log        *script
		firm, warm int
		order      string
	}{
		"firm, then warm": {warm(firm(hello(newScript(t)))), 1, 1, "firm_first"},
		"warm, then firm": {firm(firm(warm(hello(newScript(t))))), 2, 1, "warm_first"},
		"in one breath": {hello(newScript(t)).trainee("I know it's hard, and I need a day.", does(coach.ActEmpathise, "I know it's hard"),
			does(coach.ActStandFirm, "I need a day")), 1, 1, "both"},
		"only firm": {firm(hello(newScript(t))), 1, 0, ""},
		"a threat is no firmness": {hello(newScript(t)).trainee("Pay or I break your legs.", does(coach.ActThreatViolence),
			crosses("rl_violence", coach.ActStandFirm)), 0, 0, ""},
		"neither": {hello(newScript(t)).trainee("Nice weather."), 0, 0, ""},
	} {
		got := Faces(test.log.call())
		if got.Firm != test.firm || got.Warm != test.warm || got.Order != test.order || len(got.Moments) != test.firm+test.warm {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestConsequencesAreHeldAgainstWhatTheCaseAllows(t *testing.T) {
	s := hello(newScript(t)).trainee("Then the next order waits.", does(coach.ActConsequenceCurrent)).debtor("Oh.").
		trainee("And your credit will suffer everywhere.", does(coach.ActConsequenceCompany)).debtor("Really?").
		trainee("You'll be sacked for this.", crosses("rl_career", coach.ActConsequencePersonal))
	got := Consequences(s.call())
	if len(got) != 4 {
		t.Fatalf("%d dimensions, want 4", len(got))
	}
	current, future, company, personal := got[0], got[1], got[2], got[3]
	if current.Permitted != "supply stops" || len(current.Uses) != 1 || !current.Uses[0].Permitted || !current.Uses[0].Lawful || current.Uses[0].Turn != 1 {
		t.Errorf("what is true here: %+v", current)
	}
	if len(future.Uses) != 0 || future.Permitted != "" {
		t.Errorf("what nobody named: %+v", future)
	}
	if len(company.Uses) != 1 || company.Uses[0].Permitted {
		t.Errorf("what the case does not allow: %+v", company)
	}
	if len(personal.Uses) != 1 || personal.Uses[0].Lawful {
		t.Errorf("what crosses a line: %+v", personal)
	}
}

func TestTheFullerCardHasALineForEveryMissedMoment(t *testing.T) {
	call := chinese(t).call()
	card := FullerCard(call)
	if len(card) < 4 || len(card) > maxCard {
		t.Fatalf("%d points", len(card))
	}
	for i, p := range card {
		at := call.position(p.Turn)
		if at < 0 || call.turns[at].speaker != coach.Trainee || !verifies(call.turns[at].folded, fold(p.Said)) || p.Line == "" || p.Check == "" {
			t.Errorf("point %+v", p)
		}
		if i > 0 && p.Worth > card[i-1].Worth {
			t.Errorf("%s (%d) stands behind %s (%d)", p.Criterion, p.Worth, card[i-1].Criterion, card[i-1].Worth)
		}
	}
	if got := FullerCard(newScript(t).debtor("Hello?").call()); len(got) != 0 {
		t.Errorf("a call in which nobody spoke has %d points", len(got))
	}
}
