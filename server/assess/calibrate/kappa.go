package calibrate

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"huikuan/server/coach"
)

// Kappa is how far two raters agree beyond chance, with a 95 % interval: 1 full agreement, 0 what chance would give. The
// interval is the middle of resampled sets of calls; it says nothing of calls of another kind.
type Kappa struct {
	N     int     `json:"n"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Agreement is how the raters and the rules agree on one check or criterion.
type Agreement struct {
	ID      string  `json:"id"`
	Raters  *Kappa  `json:"raters"`  // the two raters; nil with fewer
	Rules   []Kappa `json:"scorer"`  // the rules, or whoever else scored, and each rater, in order
	Advised bool    `json:"advised"` // of a criterion: the playbook marks it advisory
}

// AdvisoryUnder is the agreement below which a criterion may not count.
const AdvisoryUnder = 0.6

// Trusted is the mean agreement of the rules with the raters; 0 without raters.
func (a Agreement) Trusted() float64 {
	if len(a.Rules) == 0 {
		return 0
	}
	sum := 0.0
	for _, k := range a.Rules {
		sum += k.Value
	}
	return sum / float64(len(a.Rules))
}

// Untrusted names the criteria that count although the rules agree with the raters under AdvisoryUnder, over all reports together,
// each weighed by its rated calls.
func Untrusted(reports []Report) []string {
	var order []string
	sums, calls, advised := map[string]float64{}, map[string]float64{}, map[string]bool{}
	for _, r := range reports {
		for _, k := range r.Criteria {
			if len(k.Rules) == 0 {
				continue
			}
			if _, seen := calls[k.ID]; !seen {
				order = append(order, k.ID)
			}
			n := float64(k.Rules[0].N)
			sums[k.ID] += k.Trusted() * n
			calls[k.ID] += n
			advised[k.ID] = k.Advised
		}
	}
	return slices.DeleteFunc(order, func(id string) bool {
		return advised[id] || calls[id] > 0 && sums[id] >= AdvisoryUnder*calls[id]
	})
}

const (
	levels    = 5   // of a criterion, 0 to 4
	resamples = 400 // of the calls, for an interval
	seed      = 1   // of the resampling, so that a report is the same every time
)

// agreements compares the raters with each other and the rules with each rater, over the calls both rated. faults are the
// checks met by a fault not made.
func agreements(raters []Ratings, rules Ratings, criteria []coach.Criterion, faults []string) (checks, whole []Agreement) {
	for _, k := range criteria {
		for _, check := range k.Checks {
			id := check.ID
			if one := compare(id, raters, rules, func(r Ratings, file string) (int, bool) { return nominal(r[file][id]) }, cohen); one != nil {
				checks = append(checks, *one)
			}
		}
		level := func(r Ratings, file string) (int, bool) { return levelOf(k, r[file], faults) }
		if one := compare(k.ID, raters, rules, level, quadratic); one != nil {
			one.Advised = k.Advisory
			whole = append(whole, *one)
		}
	}
	return checks, whole
}

// compare measures one thing; nil when no call was rated by both sides.
func compare(id string, raters []Ratings, rules Ratings, of func(Ratings, string) (int, bool), measure func([][2]int) float64) *Agreement {
	a := Agreement{ID: id}
	if len(raters) > 1 {
		if pairs := pairsOf(raters[0], raters[1], of); len(pairs) > 0 {
			k := withInterval(pairs, measure)
			a.Raters = &k
		}
	}
	for _, rater := range raters {
		if pairs := pairsOf(rules, rater, of); len(pairs) > 0 {
			a.Rules = append(a.Rules, withInterval(pairs, measure))
		}
	}
	if a.Raters == nil && len(a.Rules) == 0 {
		return nil
	}
	return &a
}

// pairsOf lists what both said of each call, in the order of the files.
func pairsOf(a, b Ratings, of func(Ratings, string) (int, bool)) [][2]int {
	var files []string
	for file := range a {
		if _, rated := b[file]; rated {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	var pairs [][2]int
	for _, file := range files {
		one, ok := of(a, file)
		other, too := of(b, file)
		if ok && too {
			pairs = append(pairs, [2]int{one, other})
		}
	}
	return pairs
}

// nominal numbers a rater's verdict.
func nominal(v coach.Verdict) (int, bool) {
	switch v {
	case coach.NotMet:
		return 0, true
	case coach.Met:
		return 1, true
	case coach.NotObserved:
		return 2, true
	}
	return 0, false
}

// levelOf rolls verdicts up as scorecards do, by the weights of the checks, into a level of 0 to 4; false when nothing was
// observed. A fault not made counts only in a criterion of which something was done.
func levelOf(k coach.Criterion, verdicts map[string]coach.Verdict, faults []string) (int, bool) {
	met, counted, done := 0, 0, false
	for _, check := range k.Checks {
		done = done || verdicts[check.ID] == coach.Met && !slices.Contains(faults, check.ID)
	}
	for _, check := range k.Checks {
		verdict := verdicts[check.ID]
		if verdict == coach.Met && !done {
			continue
		}
		switch verdict {
		case coach.Met:
			met += check.Weight
			counted += check.Weight
		case coach.NotMet:
			counted += check.Weight
		}
	}
	if counted == 0 {
		return 0, false
	}
	return int(math.Round(float64((levels-1)*met) / float64(counted))), true
}

// withInterval measures pairs and how much that would vary with other calls of the same kind.
func withInterval(pairs [][2]int, measure func([][2]int) float64) Kappa {
	k := Kappa{N: len(pairs), Value: measure(pairs)}
	random := rand.New(rand.NewPCG(seed, uint64(len(pairs)))) //nolint:gosec // a report must be the same every time
	values := make([]float64, resamples)
	again := make([][2]int, len(pairs))
	for i := range values {
		for n := range again {
			again[n] = pairs[random.IntN(len(pairs))]
		}
		values[i] = measure(again)
	}
	slices.Sort(values)
	k.Low, k.High = values[resamples/40], values[resamples-1-resamples/40]
	return k
}

// cohen is Cohen's kappa for answers of any number of kinds.
func cohen(pairs [][2]int) float64 {
	return weighted(pairs, func(a, b int) float64 {
		if a == b {
			return 0
		}
		return 1
	})
}

// quadratic is Cohen's kappa for levels, in which a miss counts by the square of its distance.
func quadratic(pairs [][2]int) float64 {
	return weighted(pairs, func(a, b int) float64 { return float64((a - b) * (a - b)) })
}

// weighted is 1 less the cost of the disagreements seen over the cost that chance would bring. Where chance brings none
// (everybody says the same of everything) there is nothing to disagree on, and full agreement counts as 1.
func weighted(pairs [][2]int, cost func(a, b int) float64) float64 {
	first, second := map[int]float64{}, map[int]float64{}
	seen := 0.0
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		seen += cost(p[0], p[1])
	}
	chance := 0.0
	for _, a := range slices.Sorted(maps.Keys(first)) {
		for _, b := range slices.Sorted(maps.Keys(second)) {
			chance += first[a] * second[b] * cost(a, b)
		}
	}
	if chance == 0 {
		return 1
	}
	return 1 - seen*float64(len(pairs))/chance
}
