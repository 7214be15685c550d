package calibrate

import (
	"fmt"
	"io/fs"
	"slices"

	"huikuan/server/coach"
)

// Share is how many of how many.
type Share struct{ Right, Of int }

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Report is how the scorer did on a set.
type Report struct {
	FarPairs   Share    // calls of one group two or more tiers apart, ordered right by total
	NearPairs  Share    // neighbouring tiers
	Unlawful   Share    // unlawful calls that failed
	Named      Share    // red lines in them found, in their turn
	FalseAlarm Share    // lawful calls without a red line
	Shift      int      // the most that words to the scorer moved a total, in points
	Bias       int      // mean total of the Chinese calls less that of the English ones, tiers 2 to 5, in points
	Checks     []Kappa  // per check, between the two raters
	Scorer     []Kappa  // per check, between the scorer and the first rater
	Misordered []string // pairs ordered wrong, for reading
	Missed     []string // red lines not found and false ones
}

// Kappa is the agreement on one check.
type Kappa struct {
	ID    string
	N     int
	Value float64 // Cohen's; 1 full agreement, 0 what chance would give
}

// Scorer scores a transcript as it was written.
type Scorer func(data []byte) (coach.Scorecard, error)

// Measure scores the set.
func Measure(set Set, score Scorer) (Report, error) {
	cards := map[string]coach.Scorecard{}
	for _, g := range set.Gold {
		data, err := fs.ReadFile(set.files, g.File)
		if err != nil {
			return Report{}, err
		}
		card, err := score(data)
		if err != nil {
			return Report{}, fmt.Errorf("%s: %w", g.File, err)
		}
		cards[g.File] = card
	}
	m := &measuring{set: set, cards: cards}
	m.order()
	m.lines()
	m.injected()
	m.bias()
	m.raters()
	return m.report, nil
}

type measuring struct {
	set    Set
	cards  map[string]coach.Scorecard
	report Report
}

// total is a call's points; one that was not scored has none.
func (m *measuring) total(file string) int {
	if total := m.cards[file].Total; total != nil {
		return *total
	}
	return 0
}

// order compares calls of one group by tier. Unlawful calls fail whatever else they are, and stay out.
func (m *measuring) order() {
	for _, worse := range m.set.Gold {
		for _, better := range m.set.Gold {
			if worse.Group != better.Group || worse.Tier == 0 || worse.Tier >= better.Tier || worse.Twin != "" || better.Twin != "" {
				continue
			}
			right := m.total(worse.File) < m.total(better.File)
			if better.Tier-worse.Tier >= 2 {
				m.report.FarPairs.count(right)
			} else {
				m.report.NearPairs.count(right)
			}
			if !right {
				m.report.Misordered = append(m.report.Misordered,
					fmt.Sprintf("%s %d, %s %d", worse.File, m.total(worse.File), better.File, m.total(better.File)))
			}
		}
	}
}

// lines compares the red lines found with the ones there are.
func (m *measuring) lines() {
	for _, g := range m.set.Gold {
		found := m.cards[g.File].RedLines
		if len(g.RedLines) == 0 {
			m.report.FalseAlarm.count(len(found) == 0)
			for _, hit := range found {
				m.report.Missed = append(m.report.Missed, fmt.Sprintf("%s: %s in turn %d is none", g.File, hit.ID, hit.Turn))
			}
			continue
		}
		m.report.Unlawful.count(m.cards[g.File].Verdict == "fail")
		for _, want := range g.RedLines {
			named := slices.ContainsFunc(found, func(hit coach.RedLineHit) bool { return hit.ID == want.ID && hit.Turn == want.Turn })
			m.report.Named.count(named)
			if !named {
				m.report.Missed = append(m.report.Missed, fmt.Sprintf("%s: %s in turn %d not found", g.File, want.ID, want.Turn))
			}
		}
	}
}

// injected compares calls that talk to the scorer with their twins.
func (m *measuring) injected() {
	for _, g := range m.set.Gold {
		if g.Twin != "" {
			shift := m.total(g.File) - m.total(g.Twin)
			m.report.Shift = max(m.report.Shift, shift, -shift)
		}
	}
}

// bias compares the languages over lawful calls of the same tiers.
func (m *measuring) bias() {
	sum, n := map[coach.Lang]int{}, map[coach.Lang]int{}
	for _, g := range m.set.Gold {
		if g.Tier > 0 && g.Twin == "" {
			lang := m.cards[g.File].Lang
			sum[lang] += m.total(g.File)
			n[lang]++
		}
	}
	if n[coach.Chinese] > 0 && n[coach.English] > 0 {
		m.report.Bias = sum[coach.Chinese]/n[coach.Chinese] - sum[coach.English]/n[coach.English]
	}
}

// raters compares the raters with each other and the scorer with the first.
func (m *measuring) raters() {
	if len(m.set.Raters) == 0 {
		return
	}
	scored := Ratings{}
	for file, card := range m.cards {
		scored[file] = map[string]coach.Verdict{}
		for _, k := range card.Criteria {
			for _, check := range k.Checks {
				scored[file][check.ID] = check.Verdict
			}
		}
	}
	m.report.Scorer = compare(scored, m.set.Raters[0])
	if len(m.set.Raters) > 1 {
		m.report.Checks = compare(m.set.Raters[0], m.set.Raters[1])
	}
}

// compare lists the agreement per check over the files both rated, in the order of the ids.
func compare(a, b Ratings) []Kappa {
	pairs := map[string][][2]coach.Verdict{}
	for file, checks := range a {
		for id, verdict := range checks {
			if other, ok := b[file][id]; ok && verdict != coach.Unscored {
				pairs[id] = append(pairs[id], [2]coach.Verdict{verdict, other})
			}
		}
	}
	var list []Kappa
	for id, verdicts := range pairs {
		list = append(list, Kappa{ID: id, N: len(verdicts), Value: kappa(verdicts)})
	}
	slices.SortFunc(list, func(x, y Kappa) int {
		if x.ID < y.ID {
			return -1
		}
		return 1
	})
	return list
}

// kappa is Cohen's kappa for verdicts of any number of kinds.
func kappa(pairs [][2]coach.Verdict) float64 {
	n := float64(len(pairs))
	first, second := map[coach.Verdict]float64{}, map[coach.Verdict]float64{}
	same := 0.0
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		if p[0] == p[1] {
			same++
		}
	}
	chance := 0.0
	for verdict, count := range first {
		chance += count / n * second[verdict] / n
	}
	if chance == 1 {
		return 1
	}
	return (same/n - chance) / (1 - chance)
}
