package assess

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

func flagKinds(card coach.Scorecard) []string {
	var kinds []string
	for _, f := range card.Flags {
		kinds = append(kinds, f.Kind)
	}
	return kinds
}

func TestACopiedHintEarnsNothingAndCostsNothing(t *testing.T) {
	const sample = "What is it that's kept this one from going out?"
	call := func(words string, hints ...coach.HintGiven) coach.Scorecard {
		s := hello(newScript(t))
		for _, h := range hints {
			s.add(h)
		}
		return s.trainee(words, does(coach.ActProbeReason)).debtor("The boss is away.", givesExcuse("x_boss_away")).card()
	}
	line := coach.HintGiven{Turn: 0, When: "diagnose", Rung: 3, Text: sample}
	for name, test := range map[string]struct {
		card    coach.Scorecard
		copied  bool
		verdict coach.Verdict
	}{
		"the line as it was given":      {call(sample, line), true, coach.NotMet},
		"the line in other punctuation": {call("what is it that’s kept this one from going out", line), true, coach.NotMet},
		"the idea in one's own words":   {call("So tell me, where has our invoice got stuck on your side?", line), false, coach.Met},
		"the principle, not the line":   {call(sample, coach.HintGiven{Turn: 0, When: "diagnose", Rung: 1, Text: sample}), false, coach.Met},
		"the same words without a hint": {call(sample), false, coach.Met},
	} {
		if got := checkOf(t, test.card, "diagnose_asks_open").Verdict; got != test.verdict {
			t.Errorf("%s: %s, want %s", name, got, test.verdict)
		}
		if slices.Contains(flagKinds(test.card), "copied_hint") != test.copied {
			t.Errorf("%s: flags %v", name, flagKinds(test.card))
		}
		if len(test.card.RedLines) > 0 {
			t.Errorf("%s is punished: %+v", name, test.card.RedLines)
		}
	}
}

func TestAListOfKeywordsEarnsNothing(t *testing.T) {
	acts := []heard{does(coach.ActStateDebt), does(coach.ActProbeReason), does(coach.ActProbeProcess), does(coach.ActProbeFinances),
		does(coach.ActProbeDecisionMaker), does(coach.ActAskProof), does(coach.ActRecap), does(coach.ActAgreeFallback)}
	list := hello(newScript(t)).trainee("debt reason process cash boss proof recap fallback", acts...).debtor("What?").card()
	if got := checkOf(t, list, "diagnose_asks_open").Verdict; got == coach.Met {
		t.Error("a list of keywords counts as a question")
	}
	full := hello(newScript(t)).trainee("The 80,000 from 1 May is open; what is the reason, how does payment work with you, is it cash, who decides, "+
		"and could you send me the slip? So that's Friday, and if it doesn't come I'll ring you on Monday.", acts...).debtor("Fine.").card()
	if got := checkOf(t, full, "diagnose_asks_open").Verdict; got != coach.Met {
		t.Errorf("a full turn of many things is %s", got)
	}
	for name, card := range map[string]coach.Scorecard{"list": list, "full": full} {
		if !slices.Contains(flagKinds(card), "keyword_stuffing") {
			t.Errorf("%s: flags %v; a reviewer should look", name, flagKinds(card))
		}
	}
	threat := hello(newScript(t)).trainee("debt reason process cash boss proof recap fallback violence", append(acts, does(coach.ActThreatViolence))...).card()
	if threat.Verdict != Failed || len(threat.RedLines) != 1 {
		t.Errorf("a threat among keywords is %s with %d red lines", threat.Verdict, len(threat.RedLines))
	}
}
