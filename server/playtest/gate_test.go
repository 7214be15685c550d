package playtest_test

import (
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// TestPublishedCasesPassTheGate is the publish gate: skill, and nothing else, wins every published case in both
// languages. The long run is `huikuan playtest`; what fails here fails there.
func TestPublishedCasesPassTheGate(t *testing.T) {
	plan := playtest.Plan{Runs: 12, Seed: 1}
	ears := nlu.New()
	misheard := 0
	for _, s := range library(t).Scenarios() {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			t.Run(s.Case.ID+"/"+string(lang), func(t *testing.T) {
				sheet, err := playtest.Verdict(t.Context(), s, lang, plan, ears)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range sheet.Checks {
					if !c.OK {
						t.Errorf("%s: %s", c.ID, c.Says)
					}
				}
				skillShows(t, sheet)
				misheard += len(sheet.Misheard)
			})
		}
	}
	t.Logf("%d scripted sentences were heard otherwise than meant; huikuan playtest --misheard lists them", misheard)
}
