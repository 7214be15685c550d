package modeleval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"huikuan/server/assess/calibrate"
	"huikuan/server/coach"
)

// Print writes a report to read: the figures, what was found, and the bars.
func Print(out io.Writer, r Report) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	p := printer{line: func(format string, values ...any) { _, _ = fmt.Fprintf(w, format+"\n", values...) }}
	if r.Voice != nil {
		p.voice(*r.Voice)
	}
	if r.Judge != nil {
		p.judge(*r.Judge)
	}
	for _, bar := range r.Bars {
		mark := "ok"
		if !bar.OK {
			mark = "FAIL"
		}
		p.line("%s\t%s\t%s\t(bar %s)\t%s", mark, bar.ID, number(bar.Value), number(bar.Limit), bar.Says)
	}
	verdict := "PASSED"
	if !r.Passed {
		verdict = "FAILED"
	}
	p.line("%s", verdict)
	return w.Flush()
}

type printer struct {
	line func(format string, values ...any)
}

func (p printer) voice(v VoiceReport) {
	p.line("voice: %s, %s", v.Endpoint, coach.Count(v.Calls, "call"))
	p.line("  lang\tturns\tmodel alone\tmended\thanded over\twords\tfirst words ms\tturn ms\tmoves recognised\t(scripted)")
	for _, s := range v.Sides {
		p.line("  %s\t%d\t%d\t%d\t%d\t%s\t%s\t%s\t%d of %d\t%.0f %%", s.Lang, s.Turns, s.Whole, s.Mended, s.Handed, middle(s.Words), middle(s.FirstMS),
			middle(s.TotalMS), s.Obeyed, s.Ordered, 100*s.Ear)
	}
	p.line("  fault\tlang\twritten\theard\t(scripted voice)")
	for _, fault := range Faults() {
		for _, s := range v.Sides {
			t := s.Faults[fault]
			p.line("  %s\t%s\t%d\t%d\t%d", fault, s.Lang, t.Written, t.Heard, t.Scripted)
		}
	}
	p.line("  move\tordered\trecognised\t(scripted)")
	for _, m := range v.Moves {
		p.line("  %s\t%d\t%d\t%.0f %%", m.Move, m.Ordered, m.Recognised, 100*m.Scripted)
	}
	for _, s := range v.Sides {
		for _, flag := range slices.Sorted(maps.Keys(s.Flags)) {
			p.line("  %s\t%s\t%d", s.Lang, flag, s.Flags[flag])
		}
	}
	p.line("  tokens sent %d, received %d; cost of a call %s", v.PromptTokens, v.CompletionTokens, cost(v.CostPerCall))
	for _, f := range v.Findings {
		reached := "stopped"
		if f.Heard {
			reached = "HEARD"
		}
		p.line("  %s %s, %s %s %s turn %d (%s): %s", reached, f.Fault, f.Scenario, f.Lang, f.Trainee, f.Turn, f.Why, strings.ReplaceAll(f.Text, "\n", " "))
	}
}

func (p printer) judge(j JudgeReport) {
	p.line("judge: %s, %d of %s came, %s, %s of which %d stand", coach.Count(j.Calls, "call"), j.Judgements-j.Failed, coach.Count(j.Judgements, "judgement"),
		coach.Count(j.Answers, "answer"), coach.Count(j.Quotes, "quote"), j.QuotesStand)
	for _, counts := range []map[string]int{j.Failures, j.Doubts} {
		for _, reason := range slices.Sorted(maps.Keys(counts)) {
			p.line("  %s\t%d", reason, counts[reason])
		}
	}
	p.line("  tokens sent %d, received %d; a judgement took %d ms, slow end %d", j.Prompt, j.Completion, j.MillisP50, j.MillisP95)
	if j.Pooled == nil {
		return
	}
	p.line("  Cohen's kappa (95 %% interval)\traters\tjudge and a\tjudge and b")
	for _, a := range append([]calibrate.Agreement{*j.Pooled}, j.Checks...) {
		cells := []string{"-", "-", "-"}
		if a.Raters != nil {
			cells[0] = kappa(*a.Raters)
		}
		for i, k := range a.Rules[:min(2, len(a.Rules))] {
			cells[i+1] = kappa(k)
		}
		p.line("  %s\t%s\t%s\t%s", a.ID, cells[0], cells[1], cells[2])
	}
}

func kappa(k calibrate.Kappa) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f, n %d)", k.Value, k.Low, k.High, k.N)
}

func middle(s Spread) string { return fmt.Sprintf("%d (p95 %d)", s.P50, s.P95) }

func cost(c float64) string {
	if c == 0 {
		return "not known: no price is set"
	}
	return fmt.Sprintf("%.4f", c)
}

func number(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.2f", v), ".00") }
