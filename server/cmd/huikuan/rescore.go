package main

import (
	"errors"
	"fmt"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/session"
)

type rescoreCommand struct {
	DryRun  bool   `help:"Say what would change and store nothing."`
	Data    string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first."`
	Content string `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
}

// Run scores the stored calls again and says how far their totals moved.
func (c *rescoreCommand) Run(env *environment) (err error) {
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	store, err := openExisting(env.ctx, c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	labeller := nlu.New()
	cases, err := openStudio(c.Data, c.Content, library, labeller)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cases.Close()) }()
	calls := session.New(session.Options{Log: store, Library: cases, Labeller: labeller})
	defer func() { err = errors.Join(err, calls.Shutdown(env.ctx)) }()
	done, err := calls.Rescore(env.ctx, c.DryRun)
	if err != nil {
		return err
	}
	verb := "scored again"
	if c.DryRun {
		verb = "would be scored again"
	}
	_, _ = fmt.Fprintf(env.stdout, "rules %s: %s, %d as they were, %d %s\n", assess.Version, coach.Count(done.Calls, "call"), done.Same, done.Again, verb)
	if done.Again > 0 {
		_, _ = fmt.Fprintf(env.stdout, "totals: %d shifted, by %+.1f points on average, at most %d up and %d down; %s changed\n",
			done.Shifted, float64(done.Sum)/float64(done.Again), done.Up, done.Down, coach.Count(done.Verdicts, "verdict"))
	}
	if done.CaseGone > 0 {
		_, _ = fmt.Fprintf(env.stdout, "left alone: %d whose case is no longer in the content\n", done.CaseGone)
	}
	return nil
}
