package playtest_test

import "testing"

// TestAHarderCaseIsHarderForTheDecentTrainee holds the difficulty a case declares against what was last measured.
func TestAHarderCaseIsHarderForTheDecentTrainee(t *testing.T) {
	lib := library(t)
	for _, easy := range lib.Scenarios() {
		for _, hard := range lib.Scenarios() {
			if easy.Case.Difficulty >= hard.Case.Difficulty {
				continue
			}
			a, b := lib.Measured(easy.Case.ID), lib.Measured(hard.Case.ID)
			if a == nil || b == nil {
				t.Fatalf("%s and %s: not measured in this version; run make difficulty", easy.Case.ID, hard.Case.ID)
			}
			if a.Decent < b.Decent {
				t.Errorf("%s is declared %d and %s %d, but a decent trainee gets a sum and a day in %d and %d of a thousand calls",
					easy.Case.ID, easy.Case.Difficulty, hard.Case.ID, hard.Case.Difficulty, a.Decent, b.Decent)
			}
		}
	}
}
