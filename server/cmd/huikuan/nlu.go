package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/nlu/learn"
)

// nluCommand groups what builds and measures the labeller. It works on the source tree.
type nluCommand struct {
	Train trainCommand `cmd:"" help:"Train the classifier on the corpus and write its files."`
	Eval  evalCommand  `cmd:"" help:"Measure the labeller on a split of the corpus."`
}

type trainCommand struct {
	Corpus string `default:"server/nlu/corpus" type:"path" help:"The labelled corpus."`
	Out    string `default:"server/nlu/model" type:"path" help:"Folder for the trained files."`
}

// Run trains one model a language. The same corpus gives the same bytes.
func (c *trainCommand) Run(env *environment) error {
	lines, err := learn.ReadCorpus(os.DirFS(c.Corpus), "train")
	if err != nil {
		return err
	}
	rules := nlu.NewRules()
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		model := learn.Train(rules, language, lines, learn.DefaultSettings())
		file := filepath.Join(c.Out, string(language)+".bin")
		if err := os.WriteFile(file, model.Encode(), 0o644); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(env.stdout, "%s: %d features, %d labels\n", file, len(model.Hashes), len(model.Labels)); err != nil {
			return err
		}
	}
	return nil
}

type evalCommand struct {
	Corpus    string `default:"server/nlu/corpus" type:"path" help:"The labelled corpus."`
	Split     string `default:"fresh" enum:"fresh,strangers,train" help:"fresh: the frozen split. strangers: lines of writers not learnt from, to work on. train: cross-validated, since the model has seen it."`
	RulesOnly bool   `help:"Measure the patterns without the classifier."`
	Faults    bool   `help:"Show every misread line of slots and debtors. Not for the frozen split: nobody tunes on it."`
}

// Run prints precision, recall and F1 per act and in all.
func (c *evalCommand) Run(env *environment) error {
	lines, err := learn.ReadCorpus(os.DirFS(c.Corpus), c.Split)
	if err != nil {
		return err
	}
	labeller := nlu.New()
	if c.RulesOnly {
		labeller = nlu.NewRules()
	}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		if !slices.ContainsFunc(lines, func(l learn.Line) bool { return l.Lang == language }) {
			continue
		}
		var report learn.Report
		if c.Split == "train" && !c.RulesOnly {
			report = learn.CrossValidated(nlu.NewRules(), language, lines, learn.DefaultSettings())
		} else {
			report = learn.Measure(labeller, language, lines)
		}
		if err := report.Print(env.stdout); err != nil {
			return err
		}
	}
	if c.Split == "strangers" {
		return nil
	}
	if err := c.slotsAndDebtors(env, labeller); err != nil || c.Split == "train" {
		return err
	}
	return c.agreement(env, lines)
}

// slotsAndDebtors prints how well values are read and debtors are heard, on splits of their own: "test" is frozen, "dev" is to
// work on.
func (c *evalCommand) slotsAndDebtors(env *environment, labeller *nlu.Labeller) error {
	split := "test"
	if c.Split == "train" {
		split = "dev"
	}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		slots, err := learn.ReadSlots(os.DirFS(c.Corpus), split, language)
		if err != nil {
			return err
		}
		if err := learn.MeasureSlots(labeller, language, slots).Print(env.stdout, c.Faults); err != nil {
			return err
		}
		debtors, err := learn.ReadDebtor(os.DirFS(c.Corpus), split, language)
		if err != nil {
			return err
		}
		if err := learn.MeasureDebtor(labeller, language, debtors).Print(env.stdout, c.Faults); err != nil {
			return err
		}
	}
	return nil
}

// agreement prints how far two labellers agree on a frozen split: the ceiling for any labeller. The second one's labels
// are in second/, a file a language.
func (c *evalCommand) agreement(env *environment, lines []learn.Line) error {
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		second, err := learn.ReadSecondLabels(os.DirFS(c.Corpus), "second/"+string(language)+".jsonl")
		if err != nil {
			return err
		}
		a := learn.Agree(lines, second)
		if _, err := fmt.Fprintf(env.stdout, "%s: two labellers on %d lines: macro-F1 %.3f, kappa %.3f\n", language, a.Lines, a.MacroF1, a.Kappa); err != nil {
			return err
		}
	}
	return nil
}
