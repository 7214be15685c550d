package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"huikuan/server/coach"
	"huikuan/server/demo"
	"huikuan/server/nlu"
	"huikuan/server/sqlite"
)

type demoCommand struct {
	Remove  bool       `help:"Remove the demo team's calls, and nothing else."`
	Lang    coach.Lang `default:"zh" enum:"zh,en" help:"Language of the calls."`
	Data    string     `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first, or use the button on its home page."`
	Content string     `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
}

// Run plays the demo team's six weeks into the store, or takes them out again.
func (c *demoCommand) Run(env *environment) (err error) {
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	if c.Remove {
		if err := requireStore(c.Data); err != nil {
			return err
		}
	}
	store, err := sqlite.OpenAlone(env.ctx, filepath.Join(c.Data, databaseFile))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	labeller := nlu.New()
	cases, done, err := openPublished(c.Data, c.Content, library, labeller)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	team := demo.New(demo.Options{Store: store, Library: cases, Labeller: labeller})
	defer team.Close()
	if c.Remove {
		removed, err := team.Remove(env.ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(env.stdout, "removed: %s\n", coach.Count(removed, "demo call"))
		return err
	}
	if err := team.Play(env.ctx, c.Lang, time.Local); err != nil {
		return err
	}
	state, err := team.State(env.ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "the demo team is there: %s, %s; huikuan demo --remove takes them away again\n", coach.Count(len(state.Trainees), "trainee"), coach.Count(state.Calls, "call"))
	return err
}
