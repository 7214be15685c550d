package playtest

import (
	"context"

	"huikuan/server/coach"
)

// MeasuredOf counts the same in the sheets of a case, which name neither it nor its version.
func MeasuredOf(sheets []Sheet) coach.Measured {
	var measured coach.Measured
	shares := map[string]*coach.Permille{"novice": &measured.Novice, "decent": &measured.Decent, "expert": &measured.Expert}
	for id, share := range shares {
		reached, calls := 0, 0
		for i := range sheets {
			if t := sheets[i].tally(id); t != nil {
				reached, calls = reached+t.Outcomes[coach.O3]+t.Outcomes[coach.O4]+t.Outcomes[coach.O5], calls+t.Calls
			}
		}
		*share, measured.Calls = permille(reached, calls), calls
	}
	return measured
}

// Measure plays a case with a novice, a decent and an expert trainee in both languages, runs calls each, and counts the
// calls that brought at least a sum and a day.
func Measure(ctx context.Context, s *coach.Scenario, runs int, seed int64, ears Labeller) (coach.Measured, error) {
	ears = remember(ears)
	measured := coach.Measured{Case: s.Case.ID, Version: s.Case.Version, Calls: 2 * runs}
	shares := map[string]*coach.Permille{"novice": &measured.Novice, "decent": &measured.Decent, "expert": &measured.Expert}
	for _, t := range Trainees() {
		share, ok := shares[t.ID()]
		if !ok {
			continue
		}
		reached := 0
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			results, err := calls(ctx, s, lang, t, Plan{Seed: seed}, runs, ears)
			if err != nil {
				return measured, err
			}
			for _, r := range results {
				if r.Rung >= coach.O3 {
					reached++
				}
			}
		}
		*share = permille(reached, measured.Calls)
	}
	return measured, nil
}
