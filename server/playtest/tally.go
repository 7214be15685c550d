package playtest

import (
	"cmp"
	"slices"

	"huikuan/server/coach"
)

// Spread is a distribution in five numbers.
type Spread struct {
	Min    int64 `json:"min"`
	Q1     int64 `json:"q1"`
	Median int64 `json:"median"`
	Q3     int64 `json:"q3"`
	Max    int64 `json:"max"`
}

// spreadOf describes values; each number is one of them (nearest rank).
func spreadOf(values []int64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	sorted := slices.Sorted(slices.Values(values))
	at := func(quarter int) int64 { return sorted[((len(sorted)-1)*quarter+2)/4] }
	return Spread{Min: sorted[0], Q1: at(1), Median: at(2), Q3: at(3), Max: sorted[len(sorted)-1]}
}

// Tally sums up what one trainee made of a case in one language.
type Tally struct {
	Trainee   string                     `json:"trainee"`
	Calls     int                        `json:"calls"`
	Score     Spread                     `json:"score"`     // 0..100
	PassRate  coach.Permille             `json:"pass_rate"` // of the calls
	FailRate  coach.Permille             `json:"fail_rate"`
	Promises  map[coach.PromiseLevel]int `json:"promises"` // calls that ended with a promise of the level
	Outcomes  map[coach.OutcomeRung]int  `json:"outcomes"`
	Outcome   coach.OutcomeRung          `json:"outcome"` // median
	Promise   coach.PromiseLevel         `json:"promise"` // median
	Recovery  Spread                     `json:"expected_recovery"`
	Turns     Spread                     `json:"turns"`
	Facts     Spread                     `json:"facts"`   // graded facts told
	Excuses   Spread                     `json:"excuses"` // excuses closed
	Endings   map[coach.EndReason]int    `json:"endings"`
	Unscored  int                        `json:"unscored"`
	LeakCount int                        `json:"leaks"`

	results []Result
}

// tallyOf sums up results.
func tallyOf(trainee string, results []Result) Tally {
	t := Tally{
		Trainee: trainee, Calls: len(results), results: results,
		Promises: map[coach.PromiseLevel]int{}, Outcomes: map[coach.OutcomeRung]int{}, Endings: map[coach.EndReason]int{},
	}
	passed, failed := 0, 0
	rungs, levels := make([]coach.OutcomeRung, 0, len(results)), make([]coach.PromiseLevel, 0, len(results))
	for _, r := range results {
		t.Promises[r.Level]++
		t.Outcomes[r.Rung]++
		t.Endings[r.Ended]++
		t.LeakCount += len(r.Leaks)
		rungs, levels = append(rungs, r.Rung), append(levels, r.Level)
		if r.Passed {
			passed++
		}
		if r.Failed {
			failed++
		}
		if !r.Scored {
			t.Unscored++
		}
	}
	t.PassRate, t.FailRate = permille(passed, len(results)), permille(failed, len(results))
	t.Outcome, t.Promise = middle(rungs), middle(levels)
	t.Score = spreadOf(each(results, func(r Result) int64 { return int64(r.Score) }))
	t.Recovery = spreadOf(each(results, func(r Result) int64 { return r.Recovery }))
	t.Turns = spreadOf(each(results, func(r Result) int64 { return int64(r.Turns) }))
	t.Facts = spreadOf(each(results, func(r Result) int64 { return int64(r.Facts) }))
	t.Excuses = spreadOf(each(results, func(r Result) int64 { return int64(r.Closed) }))
	return t
}

func each(results []Result, of func(Result) int64) []int64 {
	values := make([]int64, len(results))
	for i, r := range results {
		values[i] = of(r)
	}
	return values
}

// middle is the median of names that sort by rank; of two middle ones the lower.
func middle[T cmp.Ordered](names []T) T {
	var none T
	if len(names) == 0 {
		return none
	}
	return slices.Sorted(slices.Values(names))[(len(names)-1)/2]
}

func permille(part, whole int) coach.Permille {
	if whole == 0 {
		return 0
	}
	return coach.Permille(part * 1000 / whole)
}

// separation is the probability, in permille, that a call of the better trainee outscores one of the other; ties count
// half (the area under the curve).
func separation(better, other []Result) coach.Permille {
	if len(better) == 0 || len(other) == 0 {
		return 0
	}
	twice := 0
	for _, b := range better {
		for _, o := range other {
			switch {
			case b.Score > o.Score:
				twice += 2
			case b.Score == o.Score:
				twice++
			}
		}
	}
	return coach.Permille(twice * 1000 / (2 * len(better) * len(other)))
}
