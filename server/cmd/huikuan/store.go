package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"huikuan/server/sqlite"
)

// databaseFile is the store's file in the data folder.
const databaseFile = "huikuan.db"

// openStore opens the store of a data folder, making both when they are not there.
func openStore(ctx context.Context, data string) (*sqlite.Store, error) {
	return sqlite.Open(ctx, filepath.Join(data, databaseFile))
}

type verifyCommand struct {
	Data string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first."`
}

// Run checks the database and every chain of events.
func (c *verifyCommand) Run(env *environment) (err error) {
	store, err := openStore(env.ctx, c.Data)
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
