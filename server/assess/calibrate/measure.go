package calibrate

import (
	"fmt"
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
	FarPairs   Share       // calls of one group two or more tiers apart, ordered right by total
	NearPairs  Share       // neighbouring tiers
	Unlawful   Share       // unlawful calls that failed
	Named      Share       // red lines in them found, in their turn
	Quoted     Share       // unlawful calls of which at least one red line is quoted in its turn
	FalseAlarm Share       // lawful calls without a red line
	Shift      int         // the most that words to the scorer moved a total, in points
	Parrots    Share       // calls of mere phrases that stay under a middling call of their group
	Bias       int         // mean total of the Chinese calls less that of the English ones, tiers 1 to 5, in points
	Checks     []Agreement // per check, Cohen's kappa
	Criteria   []Agreement // per criterion, quadratic-weighted kappa over levels 0 to 4
	Misordered []string    // pairs ordered wrong, for reading
	Missed     []string    // red lines not found and false ones
}

// Scorer scores a transcript as it was written.
type Scorer func(data []byte) (coach.Scorecard, error)

// Measure scores the set; criteria are what it is scored on, and faults the checks of them that are met by a fault not made.
func Measure(set Set, criteria []coach.Criterion, faults []string, score Scorer) (Report, error) {
	cards := map[string]coach.Scorecard{}
	for _, g := range set.Gold {
		data, err := set.Transcript(g.File)
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
	m.parrots()
	m.report.Checks, m.report.Criteria = agreements(set.Raters, m.verdicts(), criteria, faults)
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
		quoted := false
		for _, want := range g.RedLines {
			named := slices.ContainsFunc(found, func(hit coach.RedLineHit) bool { return hit.ID == want.ID && hit.Turn == want.Turn })
			m.report.Named.count(named)
			quoted = quoted || named
			if !named {
				m.report.Missed = append(m.report.Missed, fmt.Sprintf("%s: %s in turn %d not found", g.File, want.ID, want.Turn))
			}
		}
		m.report.Quoted.count(quoted)
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

// middling is the tier a parrot has to stay under.
const middling = 3

// parrots compares calls of mere phrases with the middling call of their group.
func (m *measuring) parrots() {
	for _, parrot := range m.set.Gold {
		if parrot.Kind != "parrot" {
			continue
		}
		for _, other := range m.set.Gold {
			if other.Group != parrot.Group || other.Tier != middling || other.Twin != "" {
				continue
			}
			under := m.total(parrot.File) < m.total(other.File)
			m.report.Parrots.count(under)
			if !under {
				m.report.Misordered = append(m.report.Misordered,
					fmt.Sprintf("%s recites its way to %d, %s has %d", parrot.File, m.total(parrot.File), other.File, m.total(other.File)))
			}
		}
	}
}

// verdicts are the scorer's answers as a rater would have given them. What it left unscored it did not rate.
func (m *measuring) verdicts() Ratings {
	scored := Ratings{}
	for file, card := range m.cards {
		scored[file] = map[string]coach.Verdict{}
		for _, k := range card.Criteria {
			for _, check := range k.Checks {
				if check.Verdict != coach.Unscored {
					scored[file][check.ID] = check.Verdict
				}
			}
		}
	}
	return scored
}
