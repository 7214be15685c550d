package main

import (
	"errors"

	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/session"
)

type draftCommand struct {
	transcriptFile
	config.Models
	ID string `default:"draft-case" placeholder:"ID" help:"Id of the new case: lower-case letters, digits and hyphens."`
}

// Run writes the draft of a case to standard output.
func (c *draftCommand) Run(env *environment) (err error) {
	if !content.ValidCaseID(c.ID) {
		return usageError{coach.Errorf(coach.CodeInvalid, "%q is no case id: use lower-case letters, digits and hyphens", c.ID)}
	}
	data, err := c.read(env.stdin)
	if err != nil {
		return err
	}
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	asked, err := newModels(c.Models, nil, nil, nil)
	if err != nil {
		return err
	}
	defer asked.close() //nolint:errcheck // drops idle connections
	labeller := nlu.New()
	cases, done, err := c.open(c.Content, library, labeller)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	calls := session.New(session.Options{Library: cases, Labeller: labeller, Drafter: asked.drafter()})
	draft, err := calls.DraftCase(env.ctx, c.ID, data, c.source())
	if err != nil {
		return err
	}
	_, err = env.stdout.Write(draft)
	return err
}
