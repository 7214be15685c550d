package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"huikuan/server/assess"
	"huikuan/server/assess/calibrate"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/transcript"
)

type agreeCommand struct {
	Sets    []string `arg:"" optional:"" default:"scenarios/calibration" type:"path" help:"Folders with gold transcripts and the raters' verdicts; each is measured by itself."`
	Strict  bool     `help:"Fail when a criterion under 0.6 over all of them, each weighed by its rated calls, counts towards the total."`
	Content string   `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
}

// Run prints how the scorer agrees with the people who wrote and rated the gold transcripts.
func (c *agreeCommand) Run(env *environment) error {
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	scenarios := library.Scenarios()
	if len(scenarios) == 0 {
		return coach.Errorf(coach.CodeInvalid, "the content has no case to take the playbook from")
	}
	calls := session.New(session.Options{Library: library, Labeller: nlu.New()})
	var reports []calibrate.Report
	for _, folder := range c.Sets {
		set, err := calibrate.Read(os.DirFS(folder))
		if errors.Is(err, fs.ErrNotExist) {
			return coach.Wrap(coach.CodeNotFound, err, "there are no gold transcripts in %s; name a folder that holds a transcripts.jsonl, as scenarios/calibration of the sources does", folder)
		}
		if err != nil {
			return err
		}
		report, err := calibrate.Measure(set, scenarios[0].Playbook.Criteria, assess.FaultChecks(), func(data []byte) (coach.Scorecard, error) {
			return calls.ScoreTranscript(env.ctx, data, transcript.Source{Format: transcript.JSON})
		})
		if err != nil {
			return err
		}
		if len(c.Sets) > 1 {
			_, _ = fmt.Fprintf(env.stdout, "%s\n", folder)
		}
		if err := printAgreement(env.stdout, report); err != nil {
			return err
		}
		reports = append(reports, report)
	}
	if !c.Strict {
		return nil
	}
	return strictly(reports)
}

// strictly fails when a criterion that should be advisory counts.
func strictly(reports []calibrate.Report) error {
	if wrong := calibrate.Untrusted(reports); len(wrong) > 0 {
		return coach.Errorf(coach.CodeInvalid, "mark as advisory in the playbook, or mend the rules: %s", strings.Join(wrong, ", "))
	}
	return nil
}

// printAgreement writes the report: the orderings first, then what went wrong, then the agreement.
func printAgreement(out io.Writer, r calibrate.Report) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(format string, values ...any) { _, _ = fmt.Fprintf(w, format+"\n", values...) }
	for _, one := range []struct {
		what  string
		share calibrate.Share
	}{
		{"pairs two or more tiers apart ordered right", r.FarPairs}, {"neighbouring tiers ordered right", r.NearPairs},
		{"unlawful calls that fail", r.Unlawful}, {"their red lines found in their turn", r.Named},
		{"unlawful calls with a red line quoted in its turn", r.Quoted},
		{"lawful calls without a red line", r.FalseAlarm}, {"parrots under the middling call of their group", r.Parrots},
	} {
		if one.share.Of > 0 {
			line("%s\t%d of %d", one.what, one.share.Right, one.share.Of)
		}
	}
	line("words to the scorer move a total by at most\t%d points", r.Shift)
	line("Chinese calls against English ones\t%+d points", r.Bias)
	for _, wrong := range slices.Concat(r.Misordered, r.Missed) {
		line("  %s", wrong)
	}
	printKappas(line, "quadratic-weighted kappa per criterion, levels 0 to 4 (95 % interval)", r.Criteria)
	printKappas(line, "Cohen's kappa per check (95 % interval)", r.Checks)
	return w.Flush()
}

func printKappas(line func(string, ...any), title string, list []calibrate.Agreement) {
	if len(list) == 0 {
		return
	}
	line("%s", title)
	line("  \traters\trules and a\trules and b\t")
	for _, a := range list {
		cells := []string{"-", "-", "-"}
		if a.Raters != nil {
			cells[0] = written(*a.Raters)
		}
		for i, k := range a.Rules[:min(len(a.Rules), 2)] {
			cells[i+1] = written(k)
		}
		note := ""
		if a.Advised {
			note = "advisory"
		}
		line("  %s\t%s\t%s\t%s\t%s", a.ID, cells[0], cells[1], cells[2], note)
	}
}

func written(k calibrate.Kappa) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f, n %d)", k.Value, k.Low, k.High, k.N)
}
