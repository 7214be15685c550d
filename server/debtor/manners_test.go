package debtor

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// cold is a call in which nobody has said yet who is calling.
func cold(t *testing.T, s *coach.Scenario) *talk {
	t.Helper()
	c := ring(t, s, 1)
	clear(c.state.memory.known)
	clear(c.state.memory.talks)
	return c
}

func TestNobodyPaysAStranger(t *testing.T) {
	s := fixture()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = i
	}
	s.Case.Excuses = nil
	for _, act := range []coach.Act{
		coach.ActAskCommitment, coach.ActProposeChoice, coach.ActVerifyClaim, coach.ActProbeReason, coach.ActAgreeFallback, coach.ActOfferInstalments, coach.ActRecap, coach.ActStandFirm,
	} {
		c := cold(t, s)
		before := c.state.Gauges()
		for range 8 {
			if c.ended {
				break
			}
			c.say("Which day, and how much?", act)
		}
		if c.promise().Level() > coach.P0 || len(c.state.Ledger().Facts) > 0 || !c.ended || c.state.Gauges().Urgency > before.Urgency {
			t.Errorf("%s: promise %s, ended %t, %+v", act, c.promise().Level(), c.ended, c.state.Gauges())
		}
	}
}

func TestWhoSaysWhoTheyAreIsNoStranger(t *testing.T) {
	for _, test := range []struct {
		name, text string
		acts       []coach.Act
		known      bool
	}{
		{"a name", "Hello, this is Sam from Fengtang. How does it run with you?", []coach.Act{coach.ActGreet, coach.ActProbeProcess}, true},
		{"the firm alone", "Good morning, Fengtang here. How does it run with you?", []coach.Act{coach.ActGreet, coach.ActProbeProcess}, true},
		{"the caller alone, and no greeting heard", "Sam again. How does it run with you?", []coach.Act{coach.ActProbeProcess}, true},
		{"a word that holds the name", "The same question. How does it run with you?", []coach.Act{coach.ActProbeProcess}, false},
		{"the bill", "It's about A-1, 200,000. How does it run with you?", []coach.Act{coach.ActStateDebt, coach.ActProbeProcess}, true},
		{"a bare hello", "Hello. How does it run with you?", []coach.Act{coach.ActGreet, coach.ActProbeProcess}, false},
	} {
		c := cold(t, fixture())
		d := c.say(test.text, test.acts...)
		if got := !has(d, coach.MoveIdentify); got != test.known {
			t.Errorf("%s: %v", test.name, kinds(d))
		}
	}
}

func TestWhoIsHandedThePhoneAsksOnceWhoItIs(t *testing.T) {
	c := cold(t, fixture())
	c.say("It's about A-1. How does it run with you?", coach.ActStateDebt, coach.ActProbeProcess)
	c.putThrough("clerk")
	if d := c.say("Was it keyed?", coach.ActVerifyClaim); !has(d, coach.MoveIdentify) {
		t.Fatalf("%v", kinds(d))
	}
	if d := c.say("Was it keyed?", coach.ActVerifyClaim); has(d, coach.MoveIdentify) {
		t.Fatalf("asked again: %v", kinds(d))
	}
}

func TestClaimingWhatWasNeverAgreedCostsMoreEachTime(t *testing.T) {
	c := ring(t, fixture(), 1)
	lie := func() (coach.Decision, int) {
		before := c.state.Gauges().Credibility
		d := c.hears("So 150,000 on the 20th, as agreed.", withDate(understood("words", coach.ActRecap), "2026-05-20"))
		return d, before - c.state.Gauges().Credibility
	}
	d, first := lie()
	if !has(d, coach.MoveDeny) || first < 5 || marks(c.state.Ledger(), markContradiction) != 1 {
		t.Fatalf("%v, credibility -%d", kinds(d), first)
	}
	if _, second := lie(); second <= first {
		t.Fatalf("credibility -%d, then -%d", first, second)
	}
}

func TestNoPromiseComesInAFirstAnswer(t *testing.T) {
	s := fixture()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = i
	}
	s.Case.Excuses = nil
	c := cold(t, s)
	const words = "Sam from Fengtang. 300,000 is open. Which day, and how much?"
	if d := c.say(words, coach.ActGreet, coach.ActStateDebt, coach.ActAskCommitment); c.promise().Level() > coach.P1 {
		t.Fatalf("%v", kinds(d))
	}
	if d := c.say("Which day, and how much?", coach.ActAskCommitment); c.promise().Level() != coach.P3 {
		t.Fatalf("%v", kinds(d))
	}
}

func TestAnExcuseDoesNotFallIntoAPromiseInOneBreath(t *testing.T) {
	s := fixture()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = i
	}
	s.Case.Excuses = s.Case.Excuses[1:]
	c := ring(t, s, 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	d := c.say("What is wrong, and which day will you pay?", coach.ActVerifyClaim, coach.ActAskCommitment)
	if !has(d, coach.MoveSettleExcuse) || c.promise().Level() > coach.P1 {
		t.Fatalf("%v, %s", kinds(d), c.promise().Level())
	}
}

func TestThereIsNothingToMissBeforeAnythingIsPromised(t *testing.T) {
	c := readyToPromise(t)
	d := c.say("And if it is missed?", coach.ActAgreeFallback)
	if d.Moves[0].Cause.Rule != ruleNothingYet || c.promise().Level() > coach.P1 {
		t.Fatalf("%+v", d.Moves)
	}
}

// TestNothingIsSaidYesToBeforeAnythingIsPromised: a recap without a sum or a day, with nothing agreed, is told so.
func TestNothingIsSaidYesToBeforeAnythingIsPromised(t *testing.T) {
	c := readyToPromise(t)
	d := c.say("So both invoices by transfer, and you approve it yourself. Is that right?", coach.ActRecap)
	if len(d.Moves) != 1 || d.Moves[0].Cause.Rule != ruleNothingYet || c.promise().Level() > coach.P1 {
		t.Fatalf("%+v", d.Moves)
	}
}

func TestWhoDecidesIsWhoSeesToItOnceSumAndDayStand(t *testing.T) {
	c := agreed(t, fixture())
	d := c.say("Who puts that through on your side?", coach.ActProbeDecisionMaker)
	if c.promise().Owner == "" {
		t.Fatalf("%v", kinds(d))
	}
}

func TestAskingForTheSlipDoesNotRaiseTheSum(t *testing.T) {
	c := agreed(t, planning())
	before := c.promise()
	c.say("The slip the same day, please; you can see that it is fair.", coach.ActAskProof, coach.ActStandFirm)
	c.say("And the rest?", coach.ActRejectDelay)
	if after := c.promise(); *after.Amount != *before.Amount || after.Date != before.Date {
		t.Fatalf("%+v from %+v", after, before)
	}
}

func TestTheRestIsPutOffWhereThereIsNoPlan(t *testing.T) {
	c := agreed(t, fixture())
	d := c.say("And the rest?", coach.ActAskCommitment)
	if last := d.Moves[len(d.Moves)-1]; last.Kind != coach.MoveDodge || last.Element != coach.ElementRest {
		t.Fatalf("%+v", d.Moves)
	}
}

func TestAFarewellAfterAPromiseIsAFarewell(t *testing.T) {
	c := agreed(t, fixture())
	day := c.promise().Date
	d := c.hears("That's agreed then. Thanks, goodbye.", withDate(understood("words", coach.ActRecap, coach.ActStandFirm), day))
	if !d.Ends || d.Moves[len(d.Moves)-1].Kind != coach.MoveGoodbye || !c.promise().Confirmed {
		t.Fatalf("%v, %+v", kinds(d), c.promise())
	}
}

func TestWhoHasPromisedEndsTiredCallsCivilly(t *testing.T) {
	c := agreed(t, fixture())
	c.state.gauges.Patience, c.state.gauges.Irritation = 1, 40
	if d := c.say("I see.", coach.ActEmpathise); !d.Ends || d.Moves[len(d.Moves)-1].Kind != coach.MoveGoodbye {
		t.Fatalf("%v", kinds(d))
	}
	angry := agreed(t, fixture())
	angry.state.gauges.Patience, angry.state.gauges.Irritation = 1, 90
	if d := angry.say("I insist.", coach.ActStandFirm); !d.Ends || d.Moves[len(d.Moves)-1].Kind != coach.MoveHangUp {
		t.Fatalf("%v", kinds(d))
	}
}

func TestPressingThePowerlessWearsThemOut(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.putThrough("clerk")
	cost := func(text string) int {
		before := c.state.Gauges().Patience
		c.say(text, coach.ActAskCommitment)
		return before - c.state.Gauges().Patience
	}
	first := cost("When?")
	cost("Which day?")
	if third := cost("So when?"); third < first+6 {
		t.Fatalf("patience -%d the first time, -%d the third", first, third)
	}
}

func TestAConditionOfOneContactCountsWhatThatContactHeard(t *testing.T) {
	s := fixture()
	s.Case.Facts[1].Unlock = coach.Condition{Acts: []coach.Act{coach.ActVerifyClaim}, Times: 2, Contact: "clerk"}
	c := ring(t, s, 1)
	c.say("Is that so?", coach.ActVerifyClaim)
	c.say("Is that so, really?", coach.ActVerifyClaim)
	c.putThrough("clerk")
	c.say("Was it keyed?", coach.ActVerifyClaim)
	if c.state.Ledger().Facts["f_keyed"].Told() {
		t.Fatal("the clerk answered questions put to the owner")
	}
	c.say("Was it keyed, or was it not?", coach.ActVerifyClaim)
	if !c.state.Ledger().Facts["f_keyed"].Told() {
		t.Fatal("the clerk was asked twice and told nothing")
	}
}

func TestAnOpenExcuseIsNotRepeatedLikeARecord(t *testing.T) {
	c := ring(t, fixture(), 1)
	seen := map[coach.MoveKind]bool{}
	for range 7 {
		for _, m := range c.again("Which day?", coach.ActAskCommitment).Moves {
			if m.Excuse == "x_warm_no_date" {
				seen[m.Kind] = true
			}
		}
	}
	if !seen[coach.MoveRaiseExcuse] || !seen[coach.MoveDodge] || !seen[coach.MoveDetailExcuse] {
		t.Fatalf("%v", seen)
	}
}

func TestAFactAnswersTheQuestionAsked(t *testing.T) {
	s := fixture()
	s.Case.Excuses = nil
	s.Case.Facts = []coach.Fact{
		{ID: "f_bank", Name: both("A bank account"), Unlock: coach.Condition{Acts: []coach.Act{coach.ActProbeFinances, coach.ActStandFirm}}, Lines: lines("A bank."), Secret: lines("bank")},
		{ID: "f_run", Name: both("The run"), Unlock: coach.Condition{Acts: []coach.Act{coach.ActProbeProcess}}, Lines: lines("The run."), Secret: lines("the run")},
	}
	c := ring(t, s, 1)
	c.say("Why is it open?", coach.ActProbeReason)
	d := c.say("This cannot go on. When is the run?", coach.ActStandFirm, coach.ActProbeProcess, coach.ActProbeFinances)
	if d.Moves[0].Fact != "f_run" {
		t.Fatalf("%+v", d.Moves)
	}
}

func TestTheVerySameWordsAThirdTimeBringNothing(t *testing.T) {
	c := readyToPromise(t)
	c.state.scenario.Case.Truth.Offers = nil
	for range 2 {
		c.say("Give me your word, will you?", coach.ActVerifyClaim)
	}
	before := c.state.Gauges()
	d := c.say("give me your word... will you", coach.ActVerifyClaim, coach.ActProbeFinances)
	after := c.state.Gauges()
	if len(d.Moves) != 1 || d.Moves[0].Kind != coach.MoveBored || after.Credibility > before.Credibility || after.Urgency > before.Urgency {
		t.Fatalf("%v, %+v from %+v", kinds(d), after, before)
	}
	if d := c.say("So, what about your cash?", coach.ActProbeFinances); has(d, coach.MoveBored) {
		t.Fatalf("other words: %v", kinds(d))
	}
}

func TestLyingAboutAnAgreementAThirdTimeEndsTheCall(t *testing.T) {
	c := ring(t, fixture(), 1)
	var seen []coach.MoveKind
	for i := 0; i < 3 && !c.ended; i++ {
		text := fmt.Sprintf("So 150,000 on the 20th, and the slip, right? (%d)", i)
		d := c.hears(text, withDate(understood(text, coach.ActRecap, coach.ActAskProof, coach.ActChallengeClaim), "2026-05-20"))
		seen = append(seen, d.Moves[0].Kind)
	}
	if want := []coach.MoveKind{coach.MoveDeny, coach.MoveBristle, coach.MoveBristle}; !c.ended || !slices.Equal(seen, want) {
		t.Fatalf("ended %t after %v", c.ended, seen)
	}
	if len(c.state.Ledger().Steps) > 0 {
		t.Fatalf("the lies moved %v", c.state.Ledger().Steps)
	}
}

func TestAWrongRecapIsCorrectedAndNothingElse(t *testing.T) {
	c := agreed(t, fixture())
	before := c.promise()
	d := c.hears("So that is 14 May, in full, and the slip.", withDate(understood("words", coach.ActRecap, coach.ActAskProof, coach.ActStandFirm), "2026-05-14"))
	if len(d.Moves) != 1 || d.Moves[0].Kind != coach.MoveCorrect || !before.Equal(c.promise()) {
		t.Fatalf("%v: %+v from %+v", kinds(d), c.promise(), before)
	}
}

func TestCallsBeginTheirLinesInDifferentPlaces(t *testing.T) {
	first := map[string]bool{}
	for seed := range int64(12) {
		c := ring(t, fixture(), seed)
		c.say("We have 300,000 open.", coach.ActStateDebt)
		first[c.said] = true
	}
	if len(first) < 3 {
		t.Fatalf("twelve calls began with %v", first)
	}
}

func TestASideReadingIsNoBluff(t *testing.T) {
	hit := func(act coach.Act, score float64) coach.ActHit {
		return coach.ActHit{Act: act, Score: score, Quote: "words"}
	}
	for _, test := range []struct {
		name  string
		acts  []coach.ActHit
		bluff bool
	}{
		{"beside a permitted one", []coach.ActHit{hit(coach.ActConsequenceCurrent, 0.9), hit(coach.ActFormalNotice, 0.6)}, false},
		{"as plain as the permitted one", []coach.ActHit{hit(coach.ActConsequenceCurrent, 0.9), hit(coach.ActFormalNotice, 0.88)}, true},
		{"by itself", []coach.ActHit{hit(coach.ActFormalNotice, 0.6)}, true},
	} {
		c := diagnosed(t, timed())
		c.hears("What comes next stays here.", coach.Understanding{Acts: test.acts})
		if got := marks(c.state.Ledger(), markBluff) > 0; got != test.bluff {
			t.Errorf("%s: bluff %t", test.name, got)
		}
	}
}

func TestAskingForTheRestDoesNotBetterTheFirstPart(t *testing.T) {
	c := agreed(t, planning())
	before := c.promise()
	c.say("And the rest, which day?", coach.ActOfferInstalments, coach.ActAskCommitment, coach.ActRejectDelay)
	if after := c.promise(); *after.Amount != *before.Amount || after.Date != before.Date || len(after.Rest) == 0 {
		t.Fatalf("%+v from %+v", after, before)
	}
}

func TestAFarewellAfterAPromiseIsAnsweredWithOneHoweverTired(t *testing.T) {
	c := agreed(t, fixture())
	c.state.gauges.Patience, c.state.gauges.Irritation = 0, 90
	if d := c.say("Thanks then, goodbye.", coach.ActGreet); !d.Ends || d.Moves[len(d.Moves)-1].Kind != coach.MoveGoodbye {
		t.Fatalf("%v", kinds(d))
	}
}

func TestALineThatGoesOnToAnotherThingSaysSoNowAndThen(t *testing.T) {
	moves := []coach.Move{{Kind: coach.MoveSettleExcuse}, {Kind: coach.MoveDisclose}}
	joined := 0
	for seed := range int64(60) {
		b := Brief{Seed: seed, Turn: 3, Lang: coach.English, Moves: moves, Used: map[string]bool{}}
		line, id := leadOver(b, 1, "The goods are sold.", map[string]bool{})
		if id == "" {
			continue
		}
		joined++
		if !strings.HasSuffix(line, "the goods are sold.") {
			t.Fatalf("%q", line)
		}
		b.Used[id] = true
		if again, twice := leadOver(b, 1, "The goods are sold.", map[string]bool{}); twice != "" || again != "The goods are sold." {
			t.Fatalf("%q twice in a call", again)
		}
		if named, id := leadOver(b, 1, "Qian sold them.", map[string]bool{}); id != "" {
			t.Fatalf("a name lost its capital: %q", named)
		}
	}
	if joined == 0 || joined > 40 {
		t.Fatalf("%d of 60 lines lead over", joined)
	}
}

func TestAskingForSomebodyByNameIsHeardWhateverElseIs(t *testing.T) {
	named := func(text string, acts ...coach.Act) coach.Understanding {
		u := understood(text, acts...)
		u.Slots.People = []coach.TermSlot{{Value: "contact:clerk", Quote: "Ms Su"}}
		return u
	}
	c := ring(t, fixture(), 1)
	if d := c.hears("Put me through to Ms Su.", named("words")); !has(d, coach.MoveNoTransfer) {
		t.Fatalf("%v", kinds(d))
	}
	if d := c.hears("Does Ms Su key it?", named("words", coach.ActProbeProcess)); has(d, coach.MoveNoTransfer) || has(d, coach.MoveTransfer) {
		t.Fatalf("only spoken of: %v", kinds(d))
	}
	if d := c.hears("Put me through to Ms Su, would you?", named("words", coach.ActOfferHelp)); !has(d, coach.MoveTransfer) {
		t.Fatalf("%v", kinds(d))
	}
}

// TestADeliverySignedForNamesNoBill: who has only said who they are and that goods were taken in is asked what it is about;
// once money is spoken of, the same words are an argument.
func TestADeliverySignedForNamesNoBill(t *testing.T) {
	c := ring(t, fixture(), 1)
	d := c.say("The delivery was signed for.", coach.ActChallengeClaim)
	if len(d.Moves) != 1 || d.Moves[0].Kind != coach.MoveIdentify || d.Moves[0].Cause.Rule != ruleWhich {
		t.Fatalf("%+v", d.Moves)
	}
	if d = c.say("By your own man."); !has(d, coach.MoveIdentify) {
		t.Fatalf("%+v", d.Moves)
	}
	if d = c.say("In March, all of it."); has(d, coach.MoveIdentify) {
		t.Fatalf("a third time: %+v", d.Moves)
	}
	c = ring(t, fixture(), 1)
	if d = c.say("It's your account. The delivery was signed for.", coach.ActChallengeClaim); has(d, coach.MoveIdentify) {
		t.Fatalf("%+v", d.Moves)
	}
	c = ring(t, fixture(), 1)
	c.say("300,000 is open.", coach.ActStateDebt)
	if d = c.say("The delivery was signed for.", coach.ActChallengeClaim); has(d, coach.MoveIdentify) {
		t.Fatalf("%+v", d.Moves)
	}
}
