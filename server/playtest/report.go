package playtest

import (
	"fmt"
	"io"
	"strings"

	"huikuan/server/coach"
)

// Report is everything a playtest measured; its JSON is stable: fields are added, never renamed.
type Report struct {
	Version int     `json:"version"` // of this format
	Runs    int     `json:"runs"`
	Trials  int     `json:"trials"`
	Seed    int64   `json:"seed"`
	Sheets  []Sheet `json:"sheets"`
	Passed  bool    `json:"passed"` // every published case
}

// ReportVersion is the version of the report's JSON.
const ReportVersion = 1

// NewReport returns the report of sheets played by a plan.
func NewReport(plan Plan, sheets []Sheet) Report {
	r := Report{Version: ReportVersion, Runs: plan.Runs, Trials: plan.Trials, Seed: plan.Seed, Sheets: sheets, Passed: true}
	for _, s := range sheets {
		r.Passed = r.Passed && (s.Passed || s.Draft)
	}
	return r
}

// PrintSheet writes a sheet as a table to read.
func PrintSheet(out io.Writer, sheet Sheet) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)  %s  %s, difficulty %d, balance %s\n", sheet.Case, sheet.Lang, sheet.Title, sheet.DebtorType, sheet.Difficulty, major(sheet.Balance))
	fmt.Fprintf(&b, "  %-12s %6s  %-14s %8s  %-34s %-30s %-22s %-10s %-8s %s\n",
		"trainee", "calls", "score (q1-q3)", "pass", "outcome: calls", "promise: calls", "recovery (q1-q3)", "turns", "facts", "excuses closed")
	for _, t := range sheet.Trainees {
		row(&b, t.Trainee, t, sheet)
	}
	if sheet.Explored.Calls > 0 {
		row(&b, "(explorer)", sheet.Explored, sheet)
	}
	tricks(&b, "expert without", sheet.Dropped, sheet)
	tricks(&b, "nothing but", sheet.Single, sheet)
	for _, c := range sheet.Checks {
		mark := "ok  "
		if !c.OK {
			mark = "FAIL"
		}
		fmt.Fprintf(&b, "  %s %-24s %s\n", mark, c.ID, c.Says)
	}
	verdict := "PASSED"
	if !sheet.Passed {
		verdict = "FAILED"
	}
	fmt.Fprintf(&b, "  %s %s (%s)\n\n", verdict, sheet.Case, sheet.Lang)
	_, err := io.WriteString(out, b.String())
	return err
}

func row(b *strings.Builder, name string, t Tally, sheet Sheet) {
	fmt.Fprintf(b, "  %-12s %6d  %-14s %8s  %-34s %-30s %-22s %-10s %-8s %s\n",
		name, t.Calls, spread(t.Score), percent(t.PassRate),
		string(t.Outcome)+": "+counts(outcomes(), t.Outcomes), string(t.Promise)+": "+counts(levels(), t.Promises),
		recovery(t.Recovery, sheet.Balance), spread(t.Turns), fmt.Sprintf("%d/%d", t.Facts.Median, sheet.GradedFact), spread(t.Excuses))
}

func tricks(b *strings.Builder, title string, list []Trick, sheet Sheet) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "  %s:\n", title)
	for _, t := range list {
		fmt.Fprintf(b, "    %-22s score %-12s pass %-7s %-28s recovery %s\n", t.Act, spread(t.Tally.Score), percent(t.Tally.PassRate),
			string(t.Tally.Outcome)+": "+counts(outcomes(), t.Tally.Outcomes), recovery(t.Tally.Recovery, sheet.Balance))
	}
}

func outcomes() []coach.OutcomeRung {
	return []coach.OutcomeRung{coach.O0, coach.O1, coach.O2, coach.O3, coach.O4, coach.O5}
}

func levels() []coach.PromiseLevel {
	return []coach.PromiseLevel{coach.P0, coach.P1, coach.P2, coach.P3, coach.P4, coach.P5}
}

// counts lists how often each name came up, those that never did left out.
func counts[T ~string](names []T, n map[T]int) string {
	var parts []string
	for _, name := range names {
		if n[name] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", name, n[name]))
		}
	}
	return strings.Join(parts, ", ")
}

func spread(s Spread) string { return fmt.Sprintf("%d (%d-%d)", s.Median, s.Q1, s.Q3) }

// recovery shows expected recovery as a share of the balance.
func recovery(s Spread, balance coach.Money) string {
	share := func(minor int64) int64 { return minor * 100 / max(1, balance.Minor) }
	return fmt.Sprintf("%d %% (%d-%d)", share(s.Median), share(s.Q1), share(s.Q3))
}

func major(m coach.Money) string { return fmt.Sprintf("%s %d", m.Currency, m.Minor/100) }

// PrintSummary writes one line per sheet: which case passed, and which checks it failed.
func PrintSummary(out io.Writer, report Report) error {
	var b strings.Builder
	for _, s := range report.Sheets {
		var failed []string
		for _, c := range s.Checks {
			if !c.OK {
				failed = append(failed, c.ID)
			}
		}
		verdict := "passed"
		if !s.Passed {
			verdict = "FAILED: " + strings.Join(failed, ", ")
		}
		name := s.Case
		if s.Draft {
			name += " (draft)"
		}
		fmt.Fprintf(&b, "%-30s %s  %s\n", name, s.Lang, verdict)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// PrintWorn lists the lines of a sheet that come up in too many calls.
func PrintWorn(out io.Writer, sheet Sheet) error {
	var b strings.Builder
	fmt.Fprintf(&b, "  %d lines in more than %s of the calls\n", len(sheet.Worn), percent(wornFrom))
	for _, w := range sheet.Worn {
		fmt.Fprintf(&b, "  %-7s %-48s %s\n", percent(w.Share), w.Line, w.Text)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// PrintMisheard lists the sentences of a sheet that were not heard as they were meant.
func PrintMisheard(out io.Writer, sheet Sheet) error {
	var b strings.Builder
	for _, m := range sheet.Misheard {
		what := "not heard"
		if m.Extra {
			what = "heard, not meant"
		}
		fmt.Fprintf(&b, "  %s %-16s %-24s %s\n", m.Lang, what, m.Act, m.Text)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
