package nlu

import (
	"testing"

	"huikuan/server/coach"
)

// TestEveryActHasPatternsInBothLanguages also reads every pattern file: New panics on a faulty line.
func TestEveryActHasPatternsInBothLanguages(t *testing.T) {
	composed := map[coach.Act]bool{coach.ActRecap: true} // heard by code, from marks
	for language, b := range New().books {
		have := map[string]bool{}
		for _, p := range b.patterns {
			have[p.label] = true
			if act := coach.Act(p.label); act.RedLine() != (p.rule != "") {
				t.Errorf("%s %s: %s with red-line id %q", language, p.source, p.label, p.rule)
			}
		}
		for _, a := range coach.Acts() {
			if !have[string(a)] && !composed[a] {
				t.Errorf("%s: no pattern for %s", language, a)
			}
		}
	}
}
