package debtor

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

// planning is the fixture with a plan for the rest at every step: each comes to the whole balance of 300,000.
func planning() *coach.Scenario {
	s := fixture()
	s.Case.Authority.MaxInstalments = 3
	for i := range s.Case.Truth.Offers {
		o := &s.Case.Truth.Offers[i]
		o.Rest = []coach.Share{{Share: 200, Date: "2026-06-10"}, {Share: 800 - o.Share, Date: "2026-06-25"}}
	}
	return s
}

// agreed is a call in which a first part stands.
func agreed(t *testing.T, s *coach.Scenario) *talk {
	t.Helper()
	c := readyIn(t, s)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	if c.promise().Level() != coach.P3 {
		t.Fatalf("%+v", c.promise())
	}
	return c
}

func part(major int64, day coach.Date) coach.Part {
	return coach.Part{Amount: coach.Money{Minor: major * 100, Currency: "CNY"}, Date: day}
}

func TestTheRestIsPlannedOnlyWhenAskedFor(t *testing.T) {
	c := agreed(t, planning())
	c.say("How will you pay?", coach.ActAskCommitment)
	c.say("Who will key it?", coach.ActAskCommitment)
	if p := c.promise(); len(p.Rest) > 0 {
		t.Fatalf("nobody asked for %+v", p.Rest)
	}
	d := c.say("And the rest?", coach.ActAskCommitment)
	want := []coach.Part{part(60000, "2026-06-10"), part(120000, "2026-06-25")}
	if p := c.promise(); !slices.Equal(p.Rest, want) || p.Total().Minor != 30000000 {
		t.Fatalf("%+v after %v, want %+v", p, kinds(d), want)
	}
	if last := d.Moves[len(d.Moves)-1]; last.Kind != coach.MoveAddElement || last.Element != coach.ElementRest {
		t.Fatalf("%+v", last)
	}
}

func TestADebtorWithoutAPlanGivesNone(t *testing.T) {
	c := agreed(t, fixture())
	c.say("And the rest? Shall we say three instalments?", coach.ActOfferInstalments)
	if p := c.promise(); len(p.Rest) > 0 {
		t.Fatalf("%+v", p.Rest)
	}
}

func TestALargerFirstPartLeavesLessForThePlan(t *testing.T) {
	c := agreed(t, planning())
	c.say("And the rest?", coach.ActAskCommitment)
	before := c.promise()
	c.say("That is too little.", coach.ActRejectDelay)
	after := c.promise()
	if after.Amount.Minor <= before.Amount.Minor {
		t.Fatal("pressing brought nothing")
	}
	if want := []coach.Part{part(60000, "2026-06-10"), part(90000, "2026-06-25")}; !slices.Equal(after.Rest, want) {
		t.Fatalf("%+v, want %+v", after.Rest, want)
	}
}

func TestPartsAlreadyCoveredByTheFirstDayMoveOn(t *testing.T) {
	c := readyIn(t, planning())
	text := "20,000 on 15 June, and the rest?"
	c.hears(text, withMoney(withDate(understood(text, coach.ActAskCommitment, coach.ActOfferInstalments), "2026-06-15"), 20000))
	p := c.promise()
	if want := []coach.Part{part(280000, "2026-06-25")}; p.Date != "2026-06-15" || !slices.Equal(p.Rest, want) {
		t.Fatalf("%+v, want the rest %+v", p, want)
	}
}

func TestAPlanOfLessThanTheBalanceStaysWithinIt(t *testing.T) {
	s := planning()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Rest = []coach.Share{{Share: 100, Date: "2026-06-10"}}
	}
	c := agreed(t, s)
	c.say("And the rest?", coach.ActAskCommitment)
	if want := []coach.Part{part(30000, "2026-06-10")}; !slices.Equal(c.promise().Rest, want) {
		t.Fatalf("%+v, want %+v", c.promise().Rest, want)
	}
}

func TestARecapOfThePlanIsAgreedTo(t *testing.T) {
	for _, test := range []struct {
		name string
		day  coach.Date
		sum  int64
		move coach.MoveKind
	}{
		{"the second part", "2026-06-10", 60000, coach.MoveConfirm},
		{"the whole", "2026-06-25", 300000, coach.MoveConfirm},
		{"a day that was never named", "2026-07-20", 60000, coach.MoveCorrect},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := agreed(t, planning())
			c.say("And the rest?", coach.ActAskCommitment)
			d := c.hears("So that is agreed.", withMoney(withDate(understood("So that is agreed.", coach.ActRecap), test.day), test.sum))
			if !has(d, test.move) {
				t.Fatalf("%v", kinds(d))
			}
		})
	}
}

func TestThePlanIsSpokenInBothLanguages(t *testing.T) {
	parts := []coach.Part{part(60000, "2026-06-10"), part(90000, "2026-06-25"), part(1000, "2026-07-01")}
	for lang, want := range map[coach.Lang]string{
		coach.Chinese: "6月10号6万，6月25号9万，7月1号1000块",
		coach.English: "¥60,000 on Wednesday 10 June, ¥90,000 on Thursday 25 June and ¥1,000 on Wednesday 1 July",
	} {
		if got := SpokenParts(parts, "2026-05-13", lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

func TestTheDebriefShowsThePlanAsAStepOfTheLadder(t *testing.T) {
	s := planning()
	c := agreed(t, s)
	c.say("And the rest?", coach.ActAskCommitment)
	ladder := Reveal(s, coach.English, c.log, coach.English).Ladder
	last := ladder[len(ladder)-1].Promise
	if len(last.Parts) != 3 || last.Parts[0].Amount != *last.Amount || last.Parts[0].Date != *last.Date {
		t.Fatalf("%+v", last)
	}
}
