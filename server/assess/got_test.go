package assess

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

// TestASumThatWasNotGotIsNotShownAsGot: where the debtor came back with another sum or day, the words that settled it show it.
func TestASumThatWasNotGotIsNotShownAsGot(t *testing.T) {
	for _, tc := range []struct {
		debtor string
		stands int64
		asked  bool // the trainee's words come first
	}{
		{"I can do 30,000 on Friday.", 30000, false},
		{"All right, 80,000 on Friday.", 80000, true},
	} {
		s := hello(newScript(t)).trainee("So 80,000 it is?", does(coach.ActAskCommitment), sum(8_000_000, "80,000")).
			debtor(tc.debtor, promises(coach.MovePromise, coach.Promise{Amount: yuan(tc.stands), Date: "2026-05-15"}))
		got := checkOf(t, s.card(), "promise_amount")
		if got.Verdict != coach.Met || len(got.Evidence) == 0 || (strings.HasPrefix(got.Evidence[0].Quote, "So 80,000")) != tc.asked {
			t.Errorf("%d stands: %+v", tc.stands, got)
		}
	}
}

// TestTheReasonIsShownByTheQuestion: of kind words and a question in one turn, the question found the reason.
func TestTheReasonIsShownByTheQuestion(t *testing.T) {
	s := hello(newScript(t)).trainee("Whose desk is it on? You've enough on your plate.",
		does(coach.ActProbeProcess, "Whose desk is it on?"), does(coach.ActEmpathise, "You've enough on your plate.")).
		debtor("Mine.", effect(coach.Effect{Kind: coach.EffectDiagnosed}))
	got := checkOf(t, s.card(), "diagnose_finds_reason")
	if got.Verdict != coach.Met || got.Evidence[0].Quote != "Whose desk is it on?" {
		t.Errorf("the reason was found by %+v", got)
	}
}

func TestMoneyThatIsLateIsNamedInEveryWay(t *testing.T) {
	for text, names := range map[string]bool{
		"it's a month over now.": true, "the big one is nine days over": true, "都拖了一个月了，那个款": true,
		"how are the last few days over there?": false, "two days over easter we were closed": false, "the meeting is over.": false,
	} {
		if debtWords.MatchString(text) != names {
			t.Errorf("%q names the debt: %t", text, !names)
		}
	}
}
