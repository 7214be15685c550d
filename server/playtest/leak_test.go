package playtest

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// guarded is a case with one fact that takes a question about the cash, asked twice of the boss who trusts one.
func guarded() *coach.Scenario {
	text := func(s string) coach.Text { return coach.Text{Zh: s, En: s} }
	return &coach.Scenario{
		Playbook: coach.Playbook{DebtorTypes: []coach.DebtorType{{ID: "d_x", Start: coach.Gauges{Trust: 30}, Weights: coach.Gauges{Trust: 1}}}},
		Case: coach.Case{
			Account:  coach.Account{Currency: "CNY", Invoices: []coach.Invoice{{Number: "A-1", Minor: 100_00, Due: "2026-05-01"}}},
			Contacts: []coach.Contact{{ID: "boss", Title: text("Boss")}, {ID: "clerk", Title: text("Clerk")}},
			Truth:    coach.Truth{DebtorType: "d_x", Decides: "boss"},
			Facts: []coach.Fact{{
				ID: "f_cash", Graded: true,
				Unlock: coach.Condition{Acts: []coach.Act{coach.ActProbeFinances}, Times: 2, Contact: "boss", State: coach.Gauges{Trust: 40}},
				Secret: coach.Lines{Zh: []string{"冻结"}, En: []string{"Frozen"}},
			}},
		},
	}
}

// logOf numbers events.
func logOf(bodies ...coach.EventBody) []coach.Event {
	log := []coach.Event{{Seq: 1, Body: coach.SessionStarted{Lang: coach.English, Contact: "boss"}}}
	for _, b := range bodies {
		log = append(log, coach.Event{Seq: int64(len(log) + 1), Body: b})
	}
	return log
}

func asksCash() coach.TurnAccepted {
	return coach.TurnAccepted{Text: "cash?", Contact: "boss", Heard: coach.Understanding{Acts: []coach.ActHit{{Act: coach.ActProbeFinances}}}}
}

func trusts(points int) coach.TurnAccepted {
	gauges := coach.Gauges{Trust: points}
	turn := asksCash()
	turn.Decision.Heard = []coach.Effect{{Kind: coach.EffectGauges, Gauges: &gauges}}
	return turn
}

func tells(text string) coach.TurnCompleted {
	return coach.TurnCompleted{Contact: "boss", Text: text, Moves: []coach.Move{{Kind: coach.MoveDisclose, Fact: "f_cash"}}}
}

func TestALeakIsAFactToldOrHintedAtBeforeItIsEarned(t *testing.T) {
	small := coach.TurnCompleted{Contact: "boss", Text: "Good morning."}
	for name, c := range map[string]struct {
		log  []coach.Event
		want []string // how
	}{
		"earned":                            {logOf(asksCash(), small, trusts(15), tells("It is frozen.")), nil},
		"told at the first question":        {logOf(trusts(15), tells("It is closed.")), []string{"told without the acts, 1 of 2 times"}},
		"told without trust":                {logOf(asksCash(), small, asksCash(), tells("It is closed.")), []string{"told without trust 30 of 40"}},
		"told by somebody else":             {logOf(asksCash(), small, trusts(15), coach.ContactChanged{Contact: "clerk"}, tells("It is closed.")), []string{"told without contact boss"}},
		"its words said while it is locked": {logOf(coach.TurnCompleted{Contact: "boss", Text: "The account is FROZEN, they say."}), []string{`"Frozen" said while locked`}},
		"its words said once it was told":   {logOf(asksCash(), small, trusts(15), tells("It is closed."), coach.TurnCompleted{Contact: "boss", Text: "Frozen, as I said."}), nil},
	} {
		var how []string
		for _, l := range Leaks(guarded(), c.log) {
			how = append(how, l.How)
		}
		if !slices.Equal(how, c.want) {
			t.Errorf("%s: %q, want %q", name, how, c.want)
		}
	}
}

func TestWhatTheMoodGivesAwayIsNoLeakUnlessItIsGraded(t *testing.T) {
	blurted := tells("It is frozen.")
	blurted.Spoken = []coach.Effect{{Kind: coach.EffectFact, Target: "f_cash", Value: string(coach.FactDonated)}}
	s := guarded()
	if got := Leaks(s, logOf(blurted)); len(got) != 1 {
		t.Errorf("a graded fact given away counts as %d leaks", len(got))
	}
	s.Case.Facts[0].Graded = false
	if got := Leaks(s, logOf(blurted)); len(got) != 0 {
		t.Errorf("a fact that may be blurted counts as a leak: %v", got)
	}
}

func TestATraineeSeesNothingOfTheTruth(t *testing.T) {
	c := guarded().Case
	c.Excuses = []coach.CaseExcuse{{Excuse: "x_cash_tight"}}
	seen := public(c)
	if seen.Truth.DebtorType != "" || seen.Facts != nil || seen.Excuses != nil {
		t.Errorf("the view holds %+v", seen)
	}
	if len(seen.Contacts) != 2 || strings.Join([]string{seen.Contacts[0].Reach.Contact}, "") != "" {
		t.Errorf("the contacts are %+v", seen.Contacts)
	}
}
