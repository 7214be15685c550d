package debtor

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

// broken is a case with a broken promise of 20 April on the account.
func broken() *coach.Scenario {
	s := fixture()
	s.Case.Account.History = []coach.HistoryEntry{
		{Date: "2026-04-13", What: both("He said the 20th."), Promised: &coach.PastPromise{Day: "2026-04-20"}},
		{Date: "2026-04-21", What: both("Nothing came.")},
	}
	return s
}

func TestABrokenPromiseIsRememberedAndOneNeverMadeIsDenied(t *testing.T) {
	on := func(d coach.Date) func(coach.Understanding) coach.Understanding {
		return func(u coach.Understanding) coach.Understanding { return withDate(u, d) }
	}
	plain := func(u coach.Understanding) coach.Understanding { return u }
	for _, test := range []struct {
		name string
		text string
		in   func(coach.Understanding) coach.Understanding
		rule string
	}{
		{"the day of it", "You said it would come on 20 April.", on("2026-04-20"), ruleRecalled},
		{"the day it was given", "On 13 April you told me it would come.", on("2026-04-13"), ruleRecalled},
		{"no day at all", "You promised, and nothing came.", plain, ruleRecalled},
		{"a day that never was", "You promised it for 2 May.", on("2026-05-02"), ruleRecapFalse},
		{"the due day is no promise", "You promised, and it was due on 10 April.", on("2026-04-10"), ""},
		{"a day to come", "You said the 29th just now.", on("2026-05-29"), ""},
		{"no reminder", "It was due on 20 April.", on("2026-04-20"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := ring(t, broken(), 1)
			d := c.hears(test.text, test.in(understood(test.text, coach.ActStateDebt)))
			got := ""
			for _, m := range d.Moves {
				if m.Cause.Rule == ruleRecalled || m.Cause.Rule == ruleRecapFalse {
					got = m.Cause.Rule
				}
			}
			if got != test.rule {
				t.Fatalf("%q under %v", got, d.Moves)
			}
			if credit := c.state.Gauges().Credibility; test.rule == ruleRecapFalse && credit >= 31 || test.rule == ruleRecalled && credit <= 31 {
				t.Fatalf("credibility %d", credit)
			}
		})
	}
}

func TestAReminderWorksOnce(t *testing.T) {
	c := ring(t, broken(), 1)
	c.say("You promised, and nothing came.", coach.ActProbeReason)
	before := c.state.Gauges().Obligation
	d := c.say("You promised, I said.", coach.ActProbeReason)
	if c.state.Gauges().Obligation > before || d.Moves[0].Cause.Rule == ruleRecalled {
		t.Fatalf("%+v", d.Moves)
	}
}

func TestAnAccountWithoutPromisesSaysNothingAboutThem(t *testing.T) {
	c := ring(t, fixture(), 1)
	d := c.hears("You promised it for 2 May.", withDate(understood("words", coach.ActStateDebt), "2026-05-02"))
	if has(d, coach.MoveDeny) {
		t.Fatalf("%v", kinds(d))
	}
}

func TestWhoDoesNotAnswerIsSaidToBeOut(t *testing.T) {
	for absent, rule := range map[string]string{"": ruleReachNotYet, "voicemail": ruleVoicemail, "call_back": ruleCallBack} {
		s := fixture()
		s.Case.Contacts[1].Absent = absent
		c := ring(t, s, 1)
		d, err := DecideContact(c.state, "clerk")
		if err != nil || d.Moves[0].Kind != coach.MoveNoTransfer || d.Moves[0].Cause.Rule != rule {
			t.Fatalf("%s: %+v, %v", absent, d.Moves, err)
		}
		c.say("How does it run with you?", coach.ActProbeProcess)
		if d, _ = DecideContact(c.state, "clerk"); d.Moves[0].Kind != coach.MoveTransfer {
			t.Fatalf("%s: earned, and still %+v", absent, d.Moves)
		}
	}
}

func TestAFactThatSlipsOutIsDonated(t *testing.T) {
	s := fixture()
	s.Case.Facts = append(s.Case.Facts, coach.Fact{
		ID: "f_rival", Name: both("A rival was paid"), Unlock: coach.Condition{Acts: []coach.Act{coach.ActProbeProcess}, Times: 5},
		Lines: lines("I paid the others last week."), Secret: lines("paid the others"), Blurts: []coach.Affect{coach.Upset},
	})
	calm := ring(t, s, 1)
	for range 4 {
		calm.say("I see.", coach.ActEmpathise)
	}
	if calm.state.Ledger().Facts["f_rival"].Told() {
		t.Fatal("it slipped out in calm")
	}
	c := ring(t, s, 1)
	c.say("Good morning.", coach.ActGreet)
	c.state.gauges.Irritation = 58
	c.say("This cannot go on.", coach.ActStandFirm)
	for range 3 {
		c.say("Now then.", coach.ActStandFirm)
	}
	if got := c.state.Ledger().Facts["f_rival"]; got != coach.FactDonated {
		t.Fatalf("%q", got)
	}
	if c.state.Ledger().Diagnosed {
		t.Fatal("a fact that slipped out is no diagnosis")
	}
}

func TestAQuestionBackIsPassedWithSomethingSolid(t *testing.T) {
	asked := func() *talk {
		s := fixture()
		s.Playbook.DebtorTypes[0].AsksBack = 1
		s.Case.Excuses = nil
		c := ring(t, s, 1)
		if d := c.say("I understand.", coach.ActEmpathise); !has(d, coach.MoveTest) {
			t.Fatalf("%v", kinds(d))
		}
		return c
	}
	solid := asked()
	before := solid.state.Gauges().Credibility
	solid.hears("It is 300,000.", withMoney(understood("It is 300,000.", coach.ActGreet), 300000))
	if got := solid.state.Gauges().Credibility; got <= before {
		t.Errorf("with a figure: %d from %d", got, before)
	}
	empty := asked()
	empty.say("Well, you see.", coach.ActGreet)
	if got := empty.state.Gauges().Credibility; got >= before {
		t.Errorf("with nothing: %d from %d", got, before)
	}
}

// TestTheThirdInventedAgreementEndsTheCall holds whatever else there is to set right in that turn: nobody answers with
// more than two moves.
func TestTheThirdInventedAgreementEndsTheCall(t *testing.T) {
	for _, test := range []struct {
		name string
		acts []coach.Act
		last []coach.MoveKind
	}{
		{"the agreement alone", []coach.Act{coach.ActRecap}, []coach.MoveKind{coach.MoveBristle, coach.MoveHangUp}},
		{"a wrong figure of the debt besides", []coach.Act{coach.ActStateDebt, coach.ActRecap}, []coach.MoveKind{coach.MoveCorrect, coach.MoveHangUp}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := ring(t, fixture(), 1)
			var d coach.Decision
			for _, text := range []string{"So we agreed on 777.", "As agreed then: 777.", "777 it is, as we said."} {
				d = c.hears(text, withMoney(understood(text, test.acts...), 777))
			}
			var kinds []coach.MoveKind
			for _, m := range d.Moves {
				kinds = append(kinds, m.Kind)
			}
			if !slices.Equal(kinds, test.last) || !d.Ends {
				t.Fatalf("the third time: %v, ends %v", kinds, d.Ends)
			}
		})
	}
}
