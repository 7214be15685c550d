package debtor

import (
	"testing"

	"huikuan/server/coach"
)

// timed is the fixture with the playbook's words on when acts work.
func timed(change ...func(*coach.Scenario)) *coach.Scenario {
	s := fixture()
	s.Case.Stage = "st_late_30"
	s.Playbook.Stages = []coach.Stage{{ID: "st_due", Consequence: 0}, {ID: "st_late_30", Consequence: 1000}, {ID: "st_formal_letter", Consequence: 1200}}
	effect := func(act coach.Act, g coach.Gauges) {
		for i := range s.Playbook.Effects {
			if s.Playbook.Effects[i].Act == act {
				s.Playbook.Effects[i].Base = g
			}
		}
	}
	effect(coach.ActStateHardship, coach.Gauges{Obligation: 6})
	effect(coach.ActAppealReciprocity, coach.Gauges{Obligation: 8})
	effect(coach.ActThirdPartyPressure, coach.Gauges{Urgency: 6})
	effect(coach.ActOfferIncentive, coach.Gauges{Urgency: 6})
	s.Playbook.Timing = []coach.ActTiming{
		{Act: coach.ActStateHardship, Needs: coach.Needs{Diagnosed: true, AtMost: 1}, Backfires: coach.Gauges{Credibility: -6}},
		{Act: coach.ActAppealReciprocity, Needs: coach.Needs{Calm: 40, AtMost: 2}, Backfires: coach.Gauges{Irritation: 4}},
		{Act: coach.ActThirdPartyPressure, Needs: coach.Needs{Permitted: true}, Backfires: coach.Gauges{Credibility: -4}},
		{Act: coach.ActOfferIncentive, Needs: coach.Needs{Asked: true}, Backfires: coach.Gauges{Urgency: -5}},
		{Act: coach.ActConsequenceCurrent, Needs: coach.Needs{Diagnosed: true}, Backfires: coach.Gauges{Irritation: 9, Trust: -3}},
	}
	for _, c := range change {
		c(s)
	}
	return s
}

// moved is how one utterance of an act changed the gauges, the clock left out.
func moved(c *talk, text string, acts ...coach.Act) coach.Gauges {
	c.t.Helper()
	d := c.say(text, acts...)
	var sum [7]int
	for _, e := range d.Heard {
		if e.Kind == coach.EffectGauges && e.Cause.Rule != ruleClock {
			for i, v := range gaugeList(*e.Gauges) {
				sum[i] += v
			}
		}
	}
	return gaugesOf(sum)
}

// diagnosed is a call in which the reason is known.
func diagnosed(t *testing.T, s *coach.Scenario) *talk {
	t.Helper()
	c := ring(t, s, 1)
	c.say("How is your cash?", coach.ActProbeFinances)
	c.say("Why is it open?", coach.ActProbeReason)
	if !c.state.ledger.Diagnosed {
		t.Fatal("the reason is not known yet")
	}
	return c
}

func TestTheSameWordsAsOpenerAndAfterDiagnosisDoDifferentThings(t *testing.T) {
	const words = "What is shipped next stays here."
	opener := ring(t, timed(), 1)
	before := opener.state.Willingness()
	d := opener.say(words, coach.ActConsequenceCurrent)
	if !has(d, coach.MoveBristle) || opener.state.Willingness() >= before || opener.state.Gauges().Irritation <= 10 || opener.state.Gauges().Trust >= 50 {
		t.Fatalf("as an opener: %v, %+v", kinds(d), opener.state.Gauges())
	}
	later := diagnosed(t, timed())
	before = later.state.Willingness()
	d = later.say(words, coach.ActConsequenceCurrent)
	if has(d, coach.MoveBristle) || later.state.Willingness() <= before {
		t.Fatalf("after diagnosis: %v, %d from %d", kinds(d), later.state.Willingness(), before)
	}
}

func TestAConsequenceGrowsWithTheStageAndWithCredit(t *testing.T) {
	at := func(stage string, credibility int) int {
		c := diagnosed(t, timed(func(s *coach.Scenario) { s.Case.Stage = stage }))
		c.state.gauges.Credibility = credibility
		return moved(c, "What is shipped next stays here.", coach.ActConsequenceCurrent).Urgency
	}
	due, late, letter := at("st_due", 50), at("st_late_30", 50), at("st_formal_letter", 50)
	if due > 0 || late <= 0 || letter <= late {
		t.Errorf("urgency: %d on the due day, %d a month late, %d after the letter", due, late, letter)
	}
	if low := at("st_late_30", 10); low >= late {
		t.Errorf("urgency: %d from one who is not believed, %d from one who is", low, late)
	}
}

func TestABluffIsSeenThroughWhateverTheTime(t *testing.T) {
	c := diagnosed(t, timed())
	if got := moved(c, "The lawyers will write.", coach.ActFormalNotice); got.Urgency > 0 || got.Credibility >= 0 {
		t.Fatalf("%+v", got)
	}
}

func TestActsHaveTheirTime(t *testing.T) {
	permit := func(s *coach.Scenario) {
		s.Case.Permitted = append(s.Case.Permitted, coach.Permission{Act: coach.ActThirdPartyPressure})
	}
	for _, test := range []struct {
		name  string
		call  func() *talk
		acts  []coach.Act
		good  func(g coach.Gauges) int
		works bool
		rule  string
	}{
		{"hardship before the reason is known", func() *talk { return ring(t, timed(), 1) }, []coach.Act{coach.ActStateHardship}, obligation, false, ruleHardship},
		{"hardship once the reason is known", func() *talk { return diagnosed(t, timed()) }, []coach.Act{coach.ActStateHardship}, obligation, true, ""},
		{"hardship a second time", func() *talk {
			c := diagnosed(t, timed())
			c.say("My wages hang on it.", coach.ActStateHardship)
			return c
		}, []coach.Act{coach.ActStateHardship}, obligation, false, ruleHardship},
		{"an old favour in calm", func() *talk { return ring(t, timed(), 1) }, []coach.Act{coach.ActAppealReciprocity}, obligation, true, ""},
		{"an old favour in anger", func() *talk {
			c := ring(t, timed(), 1)
			c.state.gauges.Irritation = 50
			return c
		}, []coach.Act{coach.ActAppealReciprocity}, obligation, false, ruleFavour},
		{"pressure from inside that is not true here", func() *talk { return ring(t, timed(), 1) }, []coach.Act{coach.ActThirdPartyPressure}, urgency, false, ruleDeadline},
		{"pressure from inside that is", func() *talk { return ring(t, timed(permit), 1) }, []coach.Act{coach.ActThirdPartyPressure}, urgency, true, ""},
		{"a gift", func() *talk { return ring(t, timed(), 1) }, []coach.Act{coach.ActOfferIncentive}, urgency, false, ruleGivenFirst},
		{"an if with its then", func() *talk { return ring(t, timed(), 1) }, []coach.Act{coach.ActOfferIncentive, coach.ActAskCommitment}, urgency, true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := test.call()
			d := Decide(c.state, "words", understood("words", test.acts...))
			sum, rule := 0, ""
			for _, e := range d.Heard {
				if e.Kind == coach.EffectGauges && e.Cause.Act == test.acts[0] {
					sum += test.good(*e.Gauges)
					rule = e.Cause.Rule
				}
			}
			if test.works != (sum > 0) || !test.works && rule != test.rule {
				t.Fatalf("it brought %d under %q", sum, rule)
			}
		})
	}
}

func obligation(g coach.Gauges) int { return g.Obligation }
func urgency(g coach.Gauges) int    { return g.Urgency }

func TestWhoGetsSomethingForNothingWaitsForMore(t *testing.T) {
	c := readyIn(t, timed())
	c.state.scenario.Case.Truth.Offers[2].Will = c.state.Willingness()
	before := c.state.allowed()
	d := c.say("We'd waive the interest.", coach.ActOfferIncentive)
	if !has(d, coach.MoveTest) || d.Moves[0].Cause.Rule != ruleGivenFirst {
		t.Fatalf("%v", kinds(d))
	}
	if after := c.state.allowed(); after >= before {
		t.Fatalf("step %d allowed before, %d after gifts", before, after)
	}
	trade := readyIn(t, timed())
	d = trade.say("If it comes on Friday we waive the interest. Which day?", coach.ActOfferIncentive, coach.ActAskCommitment)
	if has(d, coach.MoveTest) || trade.promise().Level() < coach.P2 {
		t.Fatalf("a fair trade: %v", kinds(d))
	}
}

func TestFirmThenFaceDoesMoreThanEitherAlone(t *testing.T) {
	gain := func(acts ...coach.Act) int {
		c := diagnosed(t, timed())
		before := c.state.Willingness()
		for _, act := range acts {
			c.say("Words.", act)
		}
		return c.state.Willingness() - before
	}
	both := gain(coach.ActStandFirm, coach.ActGiveFace)
	firm, face, turned := gain(coach.ActStandFirm, coach.ActStandFirm), gain(coach.ActGiveFace, coach.ActGiveFace), gain(coach.ActGiveFace, coach.ActStandFirm)
	if both <= firm || both <= face || both <= turned {
		t.Fatalf("firm then face %d, firm twice %d, face twice %d, face then firm %d", both, firm, face, turned)
	}
}

// withColleague is a case in which a colleague can ring and soften things.
func withColleague() *coach.Scenario {
	return timed(func(s *coach.Scenario) {
		s.Case.Desk = append(s.Case.Desk, coach.DeskAction{
			ID: coach.SmoothingCall, Name: both("our sales director rings"), Document: both("No hard feelings."), Denies: []coach.Act{coach.ActConsequenceCurrent},
		})
	})
}

func TestASecondVoiceHelpsAfterFirmnessAndLooksWeakBefore(t *testing.T) {
	firm := diagnosed(t, withColleague())
	firm.say("This cannot go on.", coach.ActStandFirm)
	firm.state.gauges.Irritation = 50
	before := firm.state.Gauges()
	d := firm.desk(coach.SmoothingCall)
	after := firm.state.Gauges()
	if d.Moves[0].Kind != coach.MoveThankDesk || after.Irritation >= before.Irritation || after.Urgency <= before.Urgency || after.Trust <= before.Trust {
		t.Fatalf("%v: %+v from %+v", kinds(d), after, before)
	}
	again := firm.state.Gauges()
	firm.desk(coach.SmoothingCall)
	if firm.state.Gauges() != again {
		t.Fatal("the second call of the colleague worked again")
	}
	early := diagnosed(t, withColleague())
	before = early.state.Gauges()
	early.desk(coach.SmoothingCall)
	if after := early.state.Gauges(); after.Urgency >= before.Urgency || after.Credibility >= before.Credibility {
		t.Fatalf("%+v from %+v", after, before)
	}
}

func TestTwoVoicesThatContradictEachOtherLoseTheirCredit(t *testing.T) {
	first := diagnosed(t, withColleague())
	first.say("What is shipped next stays here.", coach.ActConsequenceCurrent)
	before := first.state.Gauges().Credibility
	first.desk(coach.SmoothingCall)
	if got := first.state.Gauges().Credibility; got >= before || marks(first.state.Ledger(), markContradiction) != 1 {
		t.Fatalf("threatened, then denied: credibility %d from %d", got, before)
	}
	second := diagnosed(t, withColleague())
	second.say("This cannot go on.", coach.ActStandFirm)
	second.desk(coach.SmoothingCall)
	second.say("What is shipped next stays here.", coach.ActConsequenceCurrent)
	if marks(second.state.Ledger(), markContradiction) != 1 {
		t.Fatal("denied, then threatened: nobody noticed")
	}
}

func TestATechnicianSoothesOnceAndOnlyWhereTheCaseSaysSo(t *testing.T) {
	s := fixture()
	s.Case.Desk = append(s.Case.Desk, coach.DeskAction{ID: "technician", Name: both("our technician"), Effect: coach.Gauges{Irritation: -12, Trust: 7}})
	c := ring(t, s, 1)
	c.state.gauges.Irritation = 60
	c.desk("technician")
	if g := c.state.Gauges(); g.Irritation != 48 || g.Trust != 60 {
		t.Fatalf("%+v", g)
	}
	c.desk("technician")
	if g := c.state.Gauges(); g.Irritation != 48 {
		t.Fatalf("it worked twice: %+v", g)
	}
}
