package learn

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Count is right and wrong answers for one question.
type Count struct {
	Hit, Miss, False int // performed and heard; performed and not heard; heard and not performed
	Alike, Fooled    int // look-alikes of it; those that fired
}

// Precision is the share of what was heard that was performed; 1 when nothing was heard.
func (c Count) Precision() float64 { return share(c.Hit, c.Hit+c.False) }

// Recall is the share of what was performed that was heard; 1 when nothing was performed.
func (c Count) Recall() float64 { return share(c.Hit, c.Hit+c.Miss) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	return share(2*c.Hit, 2*c.Hit+c.Miss+c.False)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Report is how well a labeller hears a set of lines of one language.
type Report struct {
	Lang     coach.Lang
	Lines    int
	Acts     map[coach.Act]Count
	RedLines Count // any red-line act, line by line
	Alike    Count // all look-alikes together
}

// MacroF1 is the mean F1 over the acts that occur.
func (r Report) MacroF1() float64 {
	sum, n := 0.0, 0
	for _, c := range r.Acts {
		if c.Hit+c.Miss > 0 {
			sum += c.F1()
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// Labeller is what is measured.
type Labeller interface {
	Understand(in nlu.Input) coach.Understanding
}

// Today is the calendar day lines are heard on; the corpus does not depend on it.
const Today coach.Date = "2026-05-13"

// Input is a line as the labeller gets it.
func (l Line) Input() nlu.Input {
	return nlu.Input{Lang: l.Lang, Text: l.Text, Previous: l.Previous, Today: Today, Balance: coach.Money{Minor: 28_000_000, Currency: "CNY"}}
}

// Measure hears every line of one language and compares.
func Measure(labeller Labeller, language coach.Lang, lines []Line) Report {
	r := Report{Lang: language, Acts: map[coach.Act]Count{}}
	for _, line := range lines {
		if line.Lang != language {
			continue
		}
		r.Lines++
		heard := map[coach.Act]bool{}
		for _, hit := range labeller.Understand(line.Input()).Acts {
			heard[hit.Act] = true
		}
		r.add(line, heard)
	}
	return r
}

func (r *Report) add(line Line, heard map[coach.Act]bool) {
	crossed, fired, whole := false, false, true
	for _, act := range coach.Acts() {
		if !line.Speaks(act) {
			whole = whole && !act.RedLine()
			continue
		}
		c := r.Acts[act]
		performed := line.Performs(act)
		c.tally(performed, heard[act])
		if slices.Contains(line.Not, act) {
			c.Alike++
			r.Alike.Alike++
			if heard[act] {
				c.Fooled++
				r.Alike.Fooled++
			}
		}
		r.Acts[act] = c
		crossed = crossed || act.RedLine() && performed
		fired = fired || act.RedLine() && heard[act]
	}
	if whole { // labelled for every red line
		r.RedLines.tally(crossed, fired)
	}
}

func (c *Count) tally(performed, heard bool) {
	switch {
	case performed && heard:
		c.Hit++
	case performed:
		c.Miss++
	case heard:
		c.False++
	}
}

// Print writes the report, worst act first.
func (r Report) Print(w io.Writer) error {
	acts := slices.Clone(coach.Acts())
	slices.SortStableFunc(acts, func(a, b coach.Act) int { return cmp.Compare(r.Acts[a].F1(), r.Acts[b].F1()) })
	if _, err := fmt.Fprintf(w, "%s: %d lines\n%-22s %5s %9s %7s %5s %10s\n", r.Lang, r.Lines, "act", "n", "precision", "recall", "F1", "look-alike"); err != nil {
		return err
	}
	for _, act := range acts {
		c := r.Acts[act]
		if c.Hit+c.Miss == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-22s %5d %9.3f %7.3f %5.3f %6d/%d\n", act, c.Hit+c.Miss, c.Precision(), c.Recall(), c.F1(), c.Fooled, c.Alike); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "macro-F1 %.3f; red lines precision %.3f recall %.3f; look-alikes fire %.3f (%d of %d)\n\n",
		r.MacroF1(), r.RedLines.Precision(), r.RedLines.Recall(), share(r.Alike.Fooled, r.Alike.Alike), r.Alike.Fooled, r.Alike.Alike)
	return err
}
