package main

import (
	"errors"
	"fmt"

	"huikuan/server/sqlite"
)

type verifyCommand struct {
	Data string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first."`
}

// Run checks the database and every chain of events.
func (c *verifyCommand) Run(env *environment) (err error) {
	store, err := sqlite.Open(env.ctx, c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	checked, err := store.Verify(env.ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "the store is in order: %d calls, %d events\n", checked.Sessions, checked.Events)
	return err
}
