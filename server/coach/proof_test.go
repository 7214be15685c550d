package coach_test

import (
	"testing"

	"huikuan/server/coach"
)

func TestALineHelpsOnlyWhenItWinsClearly(t *testing.T) {
	type pair struct{ yours, better int64 }
	for name, tc := range map[string]struct {
		yours, better int
		pairs         []pair
		helps         bool
	}{
		"nothing differs":                     {5, 5, []pair{{100, 100}, {100, 100}, {100, 100}, {100, 100}, {100, 100}}, false},
		"one lucky call":                      {5, 5, []pair{{100, 400}, {100, 100}, {100, 100}, {100, 100}, {100, 100}}, false},
		"a little more in every call":         {5, 5, []pair{{1000, 1050}, {1000, 1050}, {1000, 1050}, {1000, 1050}, {1000, 1050}}, false},
		"clearly more in most":                {5, 5, []pair{{1000, 1300}, {1000, 1300}, {1000, 1300}, {1000, 1000}, {1000, 990}}, true},
		"more in three, less in two":          {5, 5, []pair{{1000, 2000}, {1000, 2000}, {1000, 2000}, {1000, 500}, {1000, 500}}, false},
		"pennies where there was nothing":     {0, 0, []pair{{0, 5}, {0, 5}, {0, 5}, {0, 5}, {0, 5}}, false},
		"something where there was nothing":   {0, 0, []pair{{0, 500}, {0, 500}, {0, 500}, {0, 500}, {0, 500}}, true},
		"more promises":                       {2, 4, []pair{{0, 500}, {0, 500}, {500, 500}, {500, 500}, {0, 0}}, true},
		"more promises that bring in less":    {2, 3, []pair{{0, 100}, {900, 100}, {900, 100}, {0, 0}, {0, 0}}, false},
		"fewer promises that bring in more":   {3, 2, []pair{{100, 900}, {100, 900}, {100, 0}, {0, 0}, {0, 0}}, false},
		"as many, and on the whole no better": {5, 5, []pair{{1000, 1200}, {1000, 1200}, {1000, 1200}, {1000, 700}, {1000, 1000}}, false},
	} {
		proof := coach.LineProof{Runs: len(tc.pairs), Yours: tc.yours, Better: tc.better}
		for _, p := range tc.pairs {
			proof.Pair(p.yours, p.better, 10_000)
			proof.YoursRecovery.Minor += p.yours
			proof.BetterRecovery.Minor += p.better
		}
		if proof.Helps() != tc.helps {
			t.Errorf("%s: helps %t, want %t (%+v)", name, proof.Helps(), tc.helps, proof)
		}
	}
}
