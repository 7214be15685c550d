package playtest

import (
	"testing"

	"huikuan/server/coach"
)

func TestASpreadIsMadeOfItsValues(t *testing.T) {
	for name, c := range map[string]struct {
		values []int64
		want   Spread
	}{
		"none":         {nil, Spread{}},
		"one":          {[]int64{7}, Spread{7, 7, 7, 7, 7}},
		"five":         {[]int64{5, 1, 4, 2, 3}, Spread{1, 2, 3, 4, 5}},
		"a lone giant": {[]int64{0, 0, 0, 0, 100}, Spread{0, 0, 0, 0, 100}},
	} {
		if got := spreadOf(c.values); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func scored(points ...int) []Result {
	results := make([]Result, len(points))
	for i, p := range points {
		results[i] = Result{Score: p, Scored: true}
	}
	return results
}

func TestSeparationIsTheShareOfPairsWon(t *testing.T) {
	for name, c := range map[string]struct {
		better, other []Result
		want          coach.Permille
	}{
		"always above":      {scored(80, 90), scored(10, 20), 1000},
		"always below":      {scored(10, 20), scored(80, 90), 0},
		"the same":          {scored(50, 50), scored(50, 50), 500},
		"one pair of four":  {scored(10, 60), scored(20, 80), 250},
		"a tie counts half": {scored(60), scored(60, 20), 750},
		"nobody played":     {nil, scored(1), 0},
	} {
		if got := separation(c.better, c.other); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestATallyCountsWhatHappened(t *testing.T) {
	tally := tallyOf("expert", []Result{
		{Score: 90, Scored: true, Passed: true, Rung: coach.O5, Level: coach.P5, Turns: 12, Ended: coach.EndedAgreed},
		{Score: 80, Scored: true, Passed: true, Rung: coach.O4, Level: coach.P5, Turns: 14, Ended: coach.EndedAgreed},
		{Score: 0, Scored: true, Failed: true, Rung: coach.O0, Level: coach.P0, Turns: 3, Ended: coach.EndedByDebtor},
		{Rung: coach.O1, Level: coach.P1},
	})
	if tally.PassRate != 500 || tally.FailRate != 250 || tally.Unscored != 1 {
		t.Errorf("pass %d, fail %d, unscored %d", tally.PassRate, tally.FailRate, tally.Unscored)
	}
	if tally.Outcome != coach.O1 || tally.Promise != coach.P1 {
		t.Errorf("median outcome %s and promise %s; of two middle ones the lower counts", tally.Outcome, tally.Promise)
	}
	if tally.Outcomes[coach.O5] != 1 || tally.Promises[coach.P5] != 2 || tally.Endings[coach.EndedAgreed] != 2 {
		t.Errorf("counted %v %v %v", tally.Outcomes, tally.Promises, tally.Endings)
	}
}
