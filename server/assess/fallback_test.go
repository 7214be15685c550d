package assess

import (
	"testing"

	"huikuan/server/coach"
)

// The day of the next call is no agreement about what happens if the money does not come (domain 12: evidence and fallback).
func TestADayToRingIsNoFallback(t *testing.T) {
	for name, c := range map[string]struct {
		recap, agreed string // the trainee's turn and the words heard as agreeing about afterwards
		want          string // "" when nothing is agreed for the case that it is missed
	}{
		"a check-in":             {"So 40,000 on the 20th. I'll put that in an email and ring you on the 21st.", "ring you on the 21st", ""},
		"a check-in in Chinese":  {"那就20号四万，21号下午我再打给您，没问题吧？", "21号下午我再打给您", ""},
		"a polite if":            {"So 40,000 on the 20th. I'll ring you on the 21st if that's all right.", "I'll ring you on the 21st if that's all right", ""},
		"if missed":              {"So 40,000 on the 20th. If it isn't there, you ring me by noon.", "If it isn't there, you ring me by noon", "If it isn't there, you ring me by noon"},
		"if missed, just before": {"So 40,000 on the 20th. Should it slip? You ring me by noon.", "You ring me by noon", "Should it slip?"},
		"if missed in Chinese":   {"那就20号四万，万一没走成，您当天上午给我打电话。", "万一没走成，您当天上午给我打电话", "万一没走成，您当天上午给我打电话"},
		"in a recap, elsewhere":  {"So 40,000 on the 20th, and if not, the letter goes out. Have I it right? It'll be in your email. I'll ring at four.", "I'll ring at four", "So 40,000 on the 20th, and if not, the letter goes out."},
	} {
		t.Run(name, func(t *testing.T) {
			call := words().debtor("Hello?").
				trainee("Can you pay 40,000 by the 20th?", does(coach.ActAskCommitment), sum(4000000, "40,000"), on("2026-05-20", "the 20th")).
				debtor("Yes, that works.").
				trainee(c.recap, does(coach.ActRecap), does(coach.ActAgreeFallback, c.agreed)).
				debtor("Yes, that's right.").call(Material{Playbook: shippedPlaybook(t)})
			if got := call.ledger.Promise.Fallback; got != c.want {
				t.Errorf("the fallback is %q, want %q", got, c.want)
			}
			got := settles(coach.ElementFallback)(&call)
			if (got.verdict == coach.Met) != (c.want != "") {
				t.Fatalf("promise_fallback is %s with the fallback %q", got.verdict, c.want)
			}
			if c.want != "" && got.evidence[0].quote != c.want {
				t.Errorf("it is shown by %q, want %q", got.evidence[0].quote, c.want)
			}
		})
	}
}
