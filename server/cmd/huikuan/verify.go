package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/sqlite"
	"huikuan/server/studio"
)

type verifyCommand struct {
	File string `arg:"" optional:"" type:"path" help:"A file that huikuan backup wrote, with the archive beside it; the store of the data folder when not given."`
	Data string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first."`
}

// Run checks the database, every chain of events and the cases written in the studio, and changes none of them.
func (c *verifyCommand) Run(env *environment) error {
	if c.File != "" {
		return c.backup(env, strings.TrimSuffix(c.File, studio.ArchiveSuffix))
	}
	if err := requireStore(c.Data); err != nil {
		return err
	}
	checked, err := sqlite.VerifyFolder(env.ctx, filepath.Join(c.Data, databaseFile))
	if errors.Is(err, sqlite.ErrTaken) {
		return coach.Errorf(coach.CodeStorage, "a server has the data folder %s: stop it and verify again, or let huikuan backup copy the store while it runs; it checks the copy", c.Data)
	}
	kept, broken := studio.VerifyFolder(c.Data)
	if err == nil {
		_, err = fmt.Fprintf(env.stdout, "the store is in order: %s\n", checked)
	}
	if broken == nil && kept.Any() {
		_, _ = fmt.Fprintf(env.stdout, "the cases written in the studio are in order: %s\n", kept)
	}
	if err == nil && broken == nil {
		tellLacking(env.stdout, kept.Lacks(checked.Cases), "in the data folder")
	}
	return errors.Join(err, broken)
}

// backup checks a copy of the store and the archive of the cases beside it.
func (c *verifyCommand) backup(env *environment, file string) error {
	checked, err := sqlite.VerifyBackup(env.ctx, file)
	if err == nil {
		_, err = fmt.Fprintf(env.stdout, "%s is in order: %s\n", file, checked)
	}
	archive := file + studio.ArchiveSuffix
	var kept studio.Kept
	var broken error
	switch _, missing := os.Stat(archive); {
	case !errors.Is(missing, os.ErrNotExist):
		if kept, broken = studio.VerifyArchive(archive); broken == nil {
			_, _ = fmt.Fprintf(env.stdout, "%s is in order: %s\n", archive, kept)
		}
	case err == nil:
		_, _ = fmt.Fprintln(env.stdout, "no archive of cases written in the studio lies beside it")
	}
	if err == nil && broken == nil {
		tellLacking(env.stdout, kept.Lacks(checked.Cases), "beside it")
	}
	return errors.Join(err, broken)
}

// tellLacking names cases of calls that cannot be found.
func tellLacking(out io.Writer, cases []string, where string) {
	if len(cases) == 0 {
		return
	}
	_, _ = fmt.Fprintf(out, "not %s: %s that its calls were made with (%s). Such calls can be read, and neither resumed nor scored again\n",
		where, coach.Count(len(cases), "case"), strings.Join(cases, ", "))
}
