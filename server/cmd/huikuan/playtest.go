package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/session"
)

type playtestCommand struct {
	Scenario        string `help:"Case to play; empty plays all."`
	Lang            string `default:"" enum:"zh,en," help:"Language to play in; empty plays both."`
	Trainee         string `help:"Scripted trainee to play; empty plays all."`
	Runs            int    `default:"50" help:"Calls per trainee."`
	Trials          int    `default:"-1" help:"Calls per trick (an act dropped from the expert, an act used alone); 0 leaves them out, -1 takes a tenth of the runs."`
	Seed            int64  `default:"1" help:"Seed of the first call."`
	JSON            bool   `help:"The report as JSON."`
	Call            bool   `help:"Print one call of --trainee (the seed is --seed) instead of measuring."`
	Glass           bool   `help:"With --call: what was heard, every move and its cause, the gauges, the checks."`
	Transcripts     string `type:"path" help:"Write twenty calls per language into this folder, to read, instead of measuring."`
	WriteDifficulty string `type:"path" help:"Measure how hard the cases of the content folder are and write it into this file, instead of judging them."`
	Misheard        bool   `help:"List the scripted sentences that were not heard as they were meant."`
	Worn            bool   `help:"List the debtor's lines that came up in more than a fifth of the expert's calls."`
	Content         string `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
	publishedIn
}

// Run plays the scripted trainees and fails when a case does not clear the bars.
func (c *playtestCommand) Run(env *environment) (err error) {
	plan, err := c.plan()
	if err != nil {
		return err
	}
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	ears := nlu.New()
	all, done, err := c.open(c.Content, library, ears)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	cases, err := c.cases(library, all)
	if err != nil {
		return err
	}
	if c.WriteDifficulty != "" {
		return c.measure(env, library, ears)
	}
	if c.Transcripts != "" {
		return c.transcripts(cases, ears)
	}
	if c.Call {
		return c.call(env, plan, cases, ears)
	}
	var sheets []playtest.Sheet
	for _, s := range cases {
		for _, language := range c.languages() {
			sheet, err := playtest.Verdict(env.ctx, s, language, plan, ears)
			if err != nil {
				return err
			}
			sheets = append(sheets, sheet)
			if !c.JSON {
				if err := c.show(env, sheet); err != nil {
					return err
				}
			}
		}
	}
	return c.finish(env, playtest.NewReport(plan, sheets))
}

func (c *playtestCommand) plan() (playtest.Plan, error) {
	plan := playtest.Plan{Runs: c.Runs, Seed: c.Seed, Trials: c.Trials}
	if plan.Runs < 1 || plan.Runs > 100_000 {
		return plan, usageError{fmt.Errorf("--runs is %d; it must be 1 to 100000", c.Runs)}
	}
	if plan.Trials < 0 {
		plan.Trials = max(2, plan.Runs/10)
	}
	if c.Trainee == "" {
		return plan, nil
	}
	plan.Trials = 0
	for _, t := range playtest.Trainees() {
		if t.ID() == c.Trainee {
			plan.Trainees = append(plan.Trainees, t)
		}
	}
	if len(plan.Trainees) == 0 {
		return plan, usageError{fmt.Errorf("there is no trainee %q; there are: %s", c.Trainee, playtest.TraineeIDs())}
	}
	return plan, nil
}

// cases are those to be played: every one there is, the content folder's drafts among them, or the one that was named.
func (c *playtestCommand) cases(library *content.Library, all session.Library) ([]*coach.Scenario, error) {
	if c.Scenario == "" {
		return append(all.Scenarios(), library.Drafts()...), nil
	}
	s, err := all.Scenario(c.Scenario)
	if err != nil {
		return nil, err
	}
	return []*coach.Scenario{s}, nil
}

// call prints one call for each case, language and trainee asked for.
func (c *playtestCommand) call(env *environment, plan playtest.Plan, cases []*coach.Scenario, ears playtest.Labeller) error {
	trainees := plan.Trainees
	if len(trainees) == 0 {
		trainees = playtest.Trainees()[:1]
	}
	for _, s := range cases {
		for _, language := range c.languages() {
			for _, t := range trainees {
				if err := playtest.PrintCall(env.stdout, s, language, t, c.Seed, ears, c.Glass); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// measure writes how hard the cases of the content folder are for trainees of different skill.
func (c *playtestCommand) measure(env *environment, library *content.Library, ears playtest.Labeller) error {
	var measured []coach.Measured
	for _, s := range library.Scenarios() {
		m, err := playtest.Measure(env.ctx, s, c.Runs, c.Seed, ears)
		if err != nil {
			return err
		}
		measured = append(measured, m)
	}
	slices.SortFunc(measured, func(a, b coach.Measured) int { return cmp.Compare(a.Case, b.Case) })
	data, err := json.MarshalIndent(measured, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.WriteDifficulty, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("the difficulty cannot be written: %w", err)
	}
	return nil
}

// transcripts writes one file a language.
func (c *playtestCommand) transcripts(cases []*coach.Scenario, ears playtest.Labeller) error {
	for _, language := range c.languages() {
		var page bytes.Buffer
		if err := playtest.PrintTranscripts(&page, cases, language, ears); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Transcripts, string(language)+".md"), page.Bytes(), 0o644); err != nil {
			return fmt.Errorf("the transcripts cannot be written: %w", err)
		}
	}
	return nil
}

func (c *playtestCommand) languages() []coach.Lang {
	if c.Lang == "" {
		return []coach.Lang{coach.Chinese, coach.English}
	}
	return []coach.Lang{coach.Lang(c.Lang)}
}

func (c *playtestCommand) show(env *environment, sheet playtest.Sheet) error {
	err := playtest.PrintSheet(env.stdout, sheet)
	if err == nil && c.Misheard {
		err = playtest.PrintMisheard(env.stdout, sheet)
	}
	if err == nil && c.Worn {
		err = playtest.PrintWorn(env.stdout, sheet)
	}
	return err
}

func (c *playtestCommand) finish(env *environment, report playtest.Report) error {
	if c.JSON {
		encoder := json.NewEncoder(env.stdout)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(report); err != nil {
			return err
		}
	} else if err := playtest.PrintSummary(env.stdout, report); err != nil {
		return err
	}
	if !report.Passed {
		return silentFailure(exitFailure)
	}
	return nil
}
