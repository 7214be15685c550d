package calibrate

import "huikuan/server/coach"

// Other compares another scorer than the rules with the raters: over all of the given checks at once, and check by check
// where both answered. The pooled figure is nil when nothing was answered by both.
func Other(raters []Ratings, scorer Ratings, checks []string) (pooled *Agreement, each []Agreement) {
	for _, id := range checks {
		if one := compare(id, raters, scorer, func(r Ratings, file string) (int, bool) { return nominal(r[file][id]) }, cohen); one != nil {
			each = append(each, *one)
		}
	}
	apart := make([]Ratings, len(raters))
	for i, rater := range raters {
		apart[i] = answersOf(rater, checks)
	}
	return compare("all", apart, answersOf(scorer, checks), func(r Ratings, key string) (int, bool) { return nominal(r[key][""]) }, cohen), each
}

// answersOf makes a call of its own of every answer.
func answersOf(ratings Ratings, checks []string) Ratings {
	flat := Ratings{}
	for file, verdicts := range ratings {
		for _, id := range checks {
			if verdict, ok := verdicts[id]; ok {
				flat[file+" "+id] = map[string]coach.Verdict{"": verdict}
			}
		}
	}
	return flat
}
