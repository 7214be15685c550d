package main

import (
	"fmt"
	"io"
	"os"

	"huikuan/server/assess/calibrate"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/transcript"
)

type agreeCommand struct {
	Set     string `arg:"" optional:"" default:"scenarios/calibration" type:"path" help:"Folder with the gold transcripts and the raters' verdicts."`
	Content string `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
}

// Run prints how the scorer agrees with the people who wrote and rated the gold transcripts.
func (c *agreeCommand) Run(env *environment) error {
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	set, err := calibrate.Read(os.DirFS(c.Set))
	if err != nil {
		return err
	}
	calls := session.New(session.Options{Library: library, Labeller: nlu.New()})
	report, err := calibrate.Measure(set, func(data []byte) (coach.Scorecard, error) {
		return calls.ScoreTranscript(env.ctx, data, transcript.Source{Format: transcript.JSON})
	})
	if err != nil {
		return err
	}
	return printAgreement(env.stdout, report)
}

func printAgreement(out io.Writer, r calibrate.Report) error {
	for _, line := range []struct {
		what  string
		share calibrate.Share
	}{
		{"pairs two or more tiers apart ordered right", r.FarPairs}, {"neighbouring tiers ordered right", r.NearPairs},
		{"unlawful calls that fail", r.Unlawful}, {"their red lines found in their turn", r.Named}, {"lawful calls without a red line", r.FalseAlarm},
	} {
		if _, err := fmt.Fprintf(out, "%-46s %d of %d\n", line.what, line.share.Right, line.share.Of); err != nil {
			return err
		}
	}
	_, _ = fmt.Fprintf(out, "%-46s %d points\n%-46s %+d points\n", "words to the scorer move a total by at most", r.Shift, "Chinese calls against English ones", r.Bias)
	for _, line := range append(r.Misordered, r.Missed...) {
		_, _ = fmt.Fprintln(out, "  "+line)
	}
	for _, list := range []struct {
		title  string
		kappas []calibrate.Kappa
	}{{"the two raters", r.Checks}, {"the scorer and the first rater", r.Scorer}} {
		if len(list.kappas) == 0 {
			continue
		}
		_, _ = fmt.Fprintf(out, "kappa per check, %s:\n", list.title)
		for _, k := range list.kappas {
			_, _ = fmt.Fprintf(out, "  %-30s n %-3d %.2f\n", k.ID, k.N, k.Value)
		}
	}
	return nil
}
