package debtor

import (
	"testing"

	"huikuan/server/coach"
)

func TestNothingIsConfirmedThatDoesNotStand(t *testing.T) {
	c := readyToPromise(t)
	for _, acts := range [][]coach.Act{{coach.ActAgreeFallback}, {coach.ActAskProof}, {coach.ActAskProof, coach.ActAgreeFallback, coach.ActRecap}} {
		if d := c.say("And if it is missed? Send me the slip.", acts...); has(d, coach.MoveConfirm) {
			t.Fatalf("%v with %s", kinds(d), c.promise().Level())
		}
	}
}

func TestReadingBackADayAndASumWithAQuestionIsAProposal(t *testing.T) {
	c := readyToPromise(t)
	text := "So that is 20,000 on 5 June by transfer, with the slip, right?"
	c.hears(text, withMoney(withDate(understood(text, coach.ActRecap, coach.ActAskProof), "2026-06-05"), 20000))
	if p := c.promise(); p.Amount == nil || p.Amount.Minor != 2000000 || p.Date != "2026-06-05" {
		t.Fatalf("%+v", p)
	}
}

func TestATrueExcuseWaitsForThePaperItIsAbout(t *testing.T) {
	s := fixture()
	for i := range s.Case.Truth.Offers {
		s.Case.Truth.Offers[i].Will = i
	}
	s.Case.Excuses = s.Case.Excuses[1:]
	c := ring(t, s, 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	c.say("What is wrong with it?", coach.ActVerifyClaim)
	for range 2 {
		if c.again("Which day, and how much?", coach.ActAskCommitment); c.promise().Level() > coach.P1 {
			t.Fatalf("%s without the paper", c.promise().Level())
		}
	}
	c.desk("send_statement")
	if c.again("Which day, and how much?", coach.ActAskCommitment); c.promise().Level() != coach.P3 {
		t.Fatalf("%s with it", c.promise().Level())
	}
}

func TestAQuestionNeverEndsACall(t *testing.T) {
	for lang, text := range map[coach.Lang]string{
		coach.Chinese: "您先忙完手上的，我就问一句，票发到哪儿了？", coach.English: "I won't keep you, but where did it go?",
	} {
		if takesLeave(lang, text) {
			t.Errorf("%q ends the call", text)
		}
	}
}
