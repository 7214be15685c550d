package debtor

import (
	"testing"

	"huikuan/server/coach"
)

// TestARecapIsConfirmedOnlyWhenNothingInItIsWrong: one right day does not carry a wrong sum, nor one right sum a wrong day.
// 120,000 on the 22nd stands; 300,000 is owed, on invoices of 200,000 and 100,000.
func TestARecapIsConfirmedOnlyWhenNothingInItIsWrong(t *testing.T) {
	const stands coach.Date = "2026-05-22"
	day := func(quote string, d coach.Date) coach.DateSlot {
		return coach.DateSlot{Earliest: d, Latest: d, Precision: coach.Exact, Quote: quote}
	}
	sum := func(quote string, major int64) coach.MoneySlot {
		return coach.MoneySlot{Amount: &coach.Money{Minor: major * 100, Currency: "CNY"}, Precision: coach.Exact, Quote: quote}
	}
	for _, test := range []struct {
		text  string
		days  []coach.DateSlot
		sums  []coach.MoneySlot
		moved coach.MoveKind
	}{
		{"So 120,000 on the 22nd.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("120,000", 120000)}, coach.MoveConfirm},
		{"So 80,000 on the 22nd.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("80,000", 80000)}, coach.MoveCorrect},
		{"So 120,000 on the 22nd and the rest by the 31st.", []coach.DateSlot{day("the 22nd", stands), day("the 31st", "2026-05-31")}, []coach.MoneySlot{sum("120,000", 120000)}, coach.MoveCorrect},
		{"So 120,000 on the 22nd and 180,000 on the 29th.", []coach.DateSlot{day("the 22nd", stands), day("the 29th", "2026-05-29")}, []coach.MoneySlot{sum("120,000", 120000), sum("180,000", 180000)}, coach.MoveCorrect},
		{"So 120,000 on the 22nd, 180,000 stays open.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("120,000", 120000), sum("180,000", 180000)}, coach.MoveConfirm},
		{"Of the 300,000 you pay 120,000 on the 22nd.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("300,000", 300000), sum("120,000", 120000)}, coach.MoveConfirm},
		{"About the 300,000: you pay on the 22nd.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("300,000", 300000)}, coach.MoveConfirm},
		{"So the whole 300,000 on the 22nd.", []coach.DateSlot{day("the 22nd", stands)}, []coach.MoneySlot{sum("300,000", 300000)}, coach.MoveCorrect},
		{"So 120,000 on the 22nd, not the 29th.", []coach.DateSlot{day("the 22nd", stands), day("the 29th", "2026-05-29")}, []coach.MoneySlot{sum("120,000", 120000)}, coach.MoveConfirm},
		{"So 120,000 on the 22nd. If it isn't in, I ring you on the 25th.", []coach.DateSlot{day("the 22nd", stands), day("the 25th", "2026-05-25")}, []coach.MoneySlot{sum("120,000", 120000)}, coach.MoveConfirm},
		{"So 120,000 on the 22nd, the slip by the 23rd.", []coach.DateSlot{day("the 22nd", stands), day("the 23rd", "2026-05-23")}, []coach.MoneySlot{sum("120,000", 120000)}, coach.MoveConfirm},
	} {
		t.Run(test.text, func(t *testing.T) {
			c := standing(t, stands, 120000)
			heard := understood(test.text, coach.ActRecap)
			heard.Slots.Dates, heard.Slots.Money = test.days, test.sums
			if d := c.hears(test.text, heard); !has(d, test.moved) || c.promise().Confirmed != (test.moved == coach.MoveConfirm) {
				t.Fatalf("%v, confirmed: %v", kinds(d), c.promise().Confirmed)
			}
		})
	}
}

// standing is a call in which a sum on a day stands.
func standing(t *testing.T, day coach.Date, major int64) *talk {
	t.Helper()
	c := readyToPromise(t)
	c.hears("That much on that day?", withMoney(withDate(understood("That much on that day?", coach.ActAskCommitment), day), major))
	if p := c.promise(); p.Date != day || p.Amount == nil || p.Amount.Minor != major*100 {
		t.Fatalf("%+v", p)
	}
	return c
}

// TestTheRestMayBeProposedInTheBreathOfARecap: asked for a plan with it, the debtor does not take the day of the rest for a claim.
func TestTheRestMayBeProposedInTheBreathOfARecap(t *testing.T) {
	c := agreed(t, planning())
	p := c.promise()
	text := "So that much on that day, and the rest on the 25th?"
	heard := withMoney(withDate(understood(text, coach.ActRecap, coach.ActAskCommitment), p.Date), p.Amount.Minor/100)
	heard.Slots.Dates = append(heard.Slots.Dates, coach.DateSlot{Earliest: "2026-06-25", Latest: "2026-06-25", Precision: coach.Exact, Quote: "the 25th"})
	d := c.hears(text, heard)
	if has(d, coach.MoveCorrect) || len(c.promise().Rest) == 0 {
		t.Fatalf("%v, %+v", kinds(d), c.promise())
	}
}

// TestAProposalIsNoFalseRecap: parts put forward to somebody who has agreed to nothing are answered as a proposal, while a
// plain recap of them is denied.
func TestAProposalIsNoFalseRecap(t *testing.T) {
	for proposed, denied := range map[coach.Act]bool{coach.ActOfferInstalments: false, coach.ActProposeChoice: false, coach.ActStandFirm: true} {
		c := ring(t, fixture(), 1)
		c.say("300,000 is open.", coach.ActStateDebt)
		text := "Let's say 80,000 this Friday and the rest on 5 June."
		heard := withMoney(withDate(understood(text, proposed, coach.ActRecap), "2026-05-15"), 80000)
		if d := c.hears(text, heard); has(d, coach.MoveDeny) != denied || (c.state.memory.denied > 0) != denied {
			t.Errorf("%s: %v", proposed, kinds(d))
		}
	}
}
