package debtor

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

func TestAPromiseGrowsOnlyByWhatIsAskedFor(t *testing.T) {
	c := readyToPromise(t)
	for _, step := range []struct {
		text  string
		act   coach.Act
		level coach.PromiseLevel
	}{
		{"Which day will you pay?", coach.ActAskCommitment, coach.P2},
		{"How much will that be?", coach.ActAskCommitment, coach.P3},
		{"How will you pay?", coach.ActAskCommitment, coach.P4},
		{"Who will key it?", coach.ActAskCommitment, coach.P4},
		{"Send me the slip.", coach.ActAskProof, coach.P4},           // slips away once
		{"The slip, please, I insist.", coach.ActAskProof, coach.P4}, // has it now; the fallback is missing
		{"And if it is missed?", coach.ActAgreeFallback, coach.P4},   // slips away once
		{"What if it is missed, then?", coach.ActAgreeFallback, coach.P5},
	} {
		d := c.say(step.text, step.act)
		if got := c.promise().Level(); got != step.level {
			t.Fatalf("after %q the promise is %s, not %s (%v)", step.text, got, step.level, kinds(d))
		}
	}
	if p := c.promise(); p.Method != "bank transfer" || p.Owner != "Ms Su" || p.Proof != "the slip" || p.Fallback != "I ring you at nine" {
		t.Fatalf("%+v", p)
	}
}

func TestNoPromiseWhileAnExcuseStands(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.say("300,000 is open.", coach.ActStateDebt)
	for range 3 {
		if d := c.say("Which day will you pay?", coach.ActAskCommitment); has(d, coach.MovePromise) || c.promise().Level() > coach.P1 {
			t.Fatalf("%v", kinds(d))
		}
	}
}

func TestAnUnwillingDebtorGivesWordsOnly(t *testing.T) {
	s := fixture()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = 99
	}
	s.Case.Excuses = s.Case.Excuses[:1]
	s.Case.Excuses[0].Contacts = []string{"clerk"}
	c := ring(t, s, 1)
	c.say("Which day will you pay?", coach.ActAskCommitment)
	if got := c.promise().Level(); got != coach.P1 {
		t.Fatalf("the promise is %s", got)
	}
}

func TestOffersImproveOnlyWhenPressedAndNeverBeyondTheLast(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	first := c.promise()
	c.say("Which day, and how much?", coach.ActAskCommitment)
	if again := c.promise(); *again.Amount != *first.Amount || again.Date != first.Date {
		t.Fatalf("asking again bettered %+v to %+v", first, again)
	}
	c.say("That is too late.", coach.ActRejectDelay)
	better := c.promise()
	if better.Amount.Minor <= first.Amount.Minor || better.Date >= first.Date {
		t.Fatalf("pressing left %+v at %+v", first, better)
	}
	for range 6 {
		c.say("Still too late.", coach.ActRejectDelay)
		c.say("We hold your stock.", coach.ActConsequenceCurrent)
		if c.ended {
			break
		}
	}
	if p := c.promise(); p.Amount.Minor > 15000000 || p.Date < "2026-05-20" {
		t.Fatalf("%+v is beyond the last offer", p)
	}
}

func TestAVagueWordAcceptedFreezesTheOffer(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	before := c.promise()
	c.say("Fine, whenever suits.", coach.ActAcceptVague)
	c.say("You are a good man.", coach.ActGiveFace, coach.ActProposeChoice)
	if p := c.promise(); *p.Amount != *before.Amount || p.Date != before.Date {
		t.Fatalf("frozen at %+v, now %+v", before, p)
	}
	c.say("No, that is too late after all.", coach.ActRejectDelay)
	if p := c.promise(); p.Amount.Minor <= before.Amount.Minor {
		t.Fatal("taking it back did not thaw the offer")
	}
}

func TestFaceAloneBringsTheFreeStepAndNoMore(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	first := c.promise().Amount.Minor
	c.say("I trust you. Any chance of more, and when?", coach.ActEmpathise, coach.ActAskCommitment)
	if c.promise().Amount.Minor <= first || c.state.Ledger().Concessions != 1 {
		t.Fatalf("%+v after %d concessions", c.promise(), c.state.Ledger().Concessions)
	}
}

func TestLessThanOfferedIsGladlyTaken(t *testing.T) {
	c := readyToPromise(t)
	heard := withMoney(withDate(understood("Pay 20,000 on 5 June?", coach.ActAskCommitment), "2026-06-05"), 20000)
	c.hears("Pay 20,000 on 5 June?", heard)
	if p := c.promise(); p.Amount == nil || p.Amount.Minor != 2000000 || p.Date != "2026-06-05" {
		t.Fatalf("%+v", p)
	}
}

func TestAskingForBetterBringsNoMoreThanWasAsked(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	first := c.promise()
	more := first.Amount.Minor/100 + 5000
	c.hears("Make it that instead.", withMoney(understood("Make it that instead.", coach.ActAskCommitment), more))
	if p := c.promise(); p.Amount.Minor != more*100 {
		t.Fatalf("asked for %d instead of %d, got %d", more, first.Amount.Minor/100, p.Amount.Minor/100)
	}
}

func TestASpanIsNoProposal(t *testing.T) {
	c := readyToPromise(t)
	heard := understood("Next month, which day exactly?", coach.ActAskCommitment)
	heard.Slots.Dates = []coach.DateSlot{{Earliest: "2026-06-01", Latest: "2026-06-30", Precision: coach.Exact, Quote: "next month"}}
	c.hears("Next month, which day exactly?", heard)
	if p := c.promise(); p.Date == "" || p.Date >= "2026-06-01" {
		t.Fatalf("promised for %q", p.Date)
	}
}

func TestMoreThanTheDebtorWillGiveIsCountered(t *testing.T) {
	c := readyToPromise(t)
	d := c.hears("All 300,000 tomorrow?", withMoney(withDate(understood("All 300,000 tomorrow?", coach.ActAskCommitment), "2026-05-14"), 300000))
	if p := c.promise(); !has(d, coach.MoveOffer) || p.Amount.Minor > 15000000 || p.Date < "2026-05-20" {
		t.Fatalf("%v %+v", kinds(d), c.promise())
	}
}

func TestWhoCannotDecideBindsNobody(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.add(coach.ContactChanged{Contact: "clerk", Turn: 0})
	if d := c.say("Which day will you pay?", coach.ActAskCommitment); !has(d, coach.MoveDeflect) || c.promise().Level() != coach.P0 {
		t.Fatalf("%v, %s", kinds(d), c.promise().Level())
	}
	c.say("Just tell me a day, 20 May, and how much.", coach.ActAskCommitment)
	if p := c.promise(); p.Level() > coach.P1 || p.Authority.Binds() {
		t.Fatalf("%+v", p)
	}
}

func TestTheClerkAddsDetailToTheOwnersPromise(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	c.add(coach.ContactChanged{Contact: "clerk", Turn: c.state.Turn() - 1})
	c.say("How will you pay it?", coach.ActAskCommitment)
	if p := c.promise(); p.Level() != coach.P4 || p.By != "owner" {
		t.Fatalf("%+v", p)
	}
}

func TestRecaps(t *testing.T) {
	promised := func(t *testing.T) *talk {
		c := readyToPromise(t)
		c.say("Which day, and how much?", coach.ActAskCommitment)
		return c
	}
	t.Run("a right one is confirmed", func(t *testing.T) {
		c := promised(t)
		p := c.promise()
		d := c.hears("So that on that day.", withMoney(withDate(understood("So that on that day.", coach.ActRecap), p.Date), p.Amount.Minor/100))
		if !has(d, coach.MoveConfirm) || !c.promise().Confirmed {
			t.Fatalf("%v", kinds(d))
		}
	})
	t.Run("a wrong day is corrected", func(t *testing.T) {
		c := promised(t)
		d := c.hears("So on 15 May.", withDate(understood("So on 15 May.", coach.ActRecap), "2026-05-15"))
		if !has(d, coach.MoveCorrect) || c.promise().Confirmed {
			t.Fatalf("%v", kinds(d))
		}
	})
	t.Run("one of nothing is denied", func(t *testing.T) {
		c := ring(t, fixture(), 1)
		d := c.hears("So 120,000 on 15 May.", withMoney(withDate(understood("So 120,000 on 15 May.", coach.ActRecap), "2026-05-15"), 120000))
		if !has(d, coach.MoveDeny) || c.promise().Level() != coach.P0 {
			t.Fatalf("%v", kinds(d))
		}
	})
	t.Run("better terms unconfirm", func(t *testing.T) {
		c := promised(t)
		p := c.promise()
		c.hears("So that on that day.", withMoney(withDate(understood("So that on that day.", coach.ActRecap), p.Date), p.Amount.Minor/100))
		c.say("That is too late after all.", coach.ActRejectDelay)
		if after := c.promise(); after.Confirmed || after.Amount.Minor <= p.Amount.Minor {
			t.Fatalf("%+v", after)
		}
	})
	t.Run("a new element unconfirms", func(t *testing.T) {
		c := promised(t)
		p := c.promise()
		c.hears("So that on that day.", withMoney(withDate(understood("So that on that day.", coach.ActRecap), p.Date), p.Amount.Minor/100))
		c.say("Who will key it?", coach.ActAskCommitment)
		if c.promise().Confirmed {
			t.Fatal("still confirmed")
		}
	})
}

// TestADebtorOffersSumsPeopleSay: of 317,350 nobody offers 126,940; a sum within the step that the trainee names is taken
// as it is, and the plan's last part is what is left.
func TestADebtorOffersSumsPeopleSay(t *testing.T) {
	odd := func() *coach.Scenario {
		s := planning()
		s.Case.Account.Invoices[0].Minor, s.Case.Account.Invoices[1].Minor = 21735000, 10000000
		return s
	}
	c := readyIn(t, odd())
	c.say("Which day, and how much?", coach.ActAskCommitment)
	if p := c.promise(); p.Amount.Minor != 12500000 {
		t.Fatalf("%+v", *p.Amount)
	}
	c.say("And the rest?", coach.ActAskCommitment)
	if want := []coach.Part{part(63000, "2026-06-10"), {Amount: coach.Money{Minor: 12935000, Currency: "CNY"}, Date: "2026-06-25"}}; !slices.Equal(c.promise().Rest, want) {
		t.Fatalf("%+v, want %+v", c.promise().Rest, want)
	}
	c = readyIn(t, odd())
	c.hears("126,000, which day?", withMoney(understood("126,000, which day?", coach.ActAskCommitment), 126000))
	if p := c.promise(); p.Amount == nil || p.Amount.Minor != 12600000 {
		t.Fatalf("%+v", p)
	}
}
