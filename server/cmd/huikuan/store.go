package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite"
	"huikuan/server/studio"
)

// databaseFile is the store's file in the data folder.
const databaseFile = "huikuan.db"

// openStore opens the store of a data folder, making both when they are not there.
func openStore(ctx context.Context, data string) (*sqlite.Store, error) {
	return sqlite.Open(ctx, filepath.Join(data, databaseFile))
}

// requireStore fails when the data folder has no store: a command that looks after one must not make an empty one where
// the folder's name is wrong, and call it in order.
func requireStore(data string) error {
	if _, err := os.Stat(filepath.Join(data, databaseFile)); errors.Is(err, os.ErrNotExist) {
		return coach.Errorf(coach.CodeInvalid, "there is no store in %s; name the server's data folder with --data or HUIKUAN_DATA", data)
	}
	return nil // what else may be wrong is said by whoever opens it
}

// openExisting opens the store of a data folder that must have one.
func openExisting(ctx context.Context, data string) (*sqlite.Store, error) {
	if err := requireStore(data); err != nil {
		return nil, err
	}
	return openStore(ctx, data)
}

type backupCommand struct {
	File string `arg:"" optional:"" type:"path" help:"New file for the copy; in the data folder's backups when not given."`
	Data string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; the server may be running."`
}

// Run writes and checks a copy of the store.
func (c *backupCommand) Run(env *environment) error {
	if err := requireStore(c.Data); err != nil {
		return err
	}
	file := c.File
	if file == "" {
		folder, err := sqlite.MakeBackupFolder(c.Data)
		if err != nil {
			return err
		}
		file = filepath.Join(folder, "manual-"+time.Now().UTC().Format("20060102-150405")+".db")
	}
	checked, err := sqlite.Copy(env.ctx, filepath.Join(c.Data, databaseFile), file)
	if err == nil && c.File == "" {
		err = sqlite.OwnedAs(c.Data, file)
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(env.stdout, "%s: %s, checked\n", file, checked); err != nil {
		return err
	}
	return c.cases(env, file+studio.ArchiveSuffix)
}

// cases keeps what was written in the studio beside the copy; after it, so that the case of every call in it is there.
func (c *backupCommand) cases(env *environment, file string) error {
	made, err := studio.Archive(c.Data, file)
	if err == nil && made && c.File == "" {
		err = sqlite.OwnedAs(c.Data, file)
	}
	if err != nil || !made {
		return err
	}
	kept, err := studio.VerifyArchive(file)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "%s: the cases written in the studio (%s), checked; keep both files together\n", file, kept)
	return err
}

type restoreCommand struct {
	File string `arg:"" type:"path" help:"A file that huikuan backup wrote."`
	Data string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"The server's data folder; stop the server first."`
}

// Run puts a backup back, the cases of the studio with it where they lie beside it, and says where what it replaced is kept.
func (c *restoreCommand) Run(env *environment) (err error) {
	c.File = strings.TrimSuffix(c.File, studio.ArchiveSuffix) // somebody names the other one of the two
	now := time.Now()
	cases, err := c.unpack(now)
	if err != nil {
		return err
	}
	checked, kept, err := sqlite.Restore(env.ctx, filepath.Join(c.Data, databaseFile), c.File, now)
	if err != nil {
		if cases != nil {
			err = errors.Join(err, cases.Drop())
		}
		return err
	}
	if kept != "" {
		_, _ = fmt.Fprintf(env.stdout, "the database that was there is kept as %s\n", kept)
	}
	_, _ = fmt.Fprintf(env.stdout, "restored: %s\n", checked)
	if cases == nil {
		return nil
	}
	aside, err := cases.Swap(now)
	if err != nil {
		return err
	}
	for _, folder := range aside {
		_, _ = fmt.Fprintf(env.stdout, "the folder that was there is kept as %s\n", filepath.Join(c.Data, folder))
	}
	_, err = fmt.Fprintln(env.stdout, "restored: the cases written in the studio")
	if cases.Damage != nil {
		err = coach.Wrap(coach.CodeStorage, cases.Damage, "the calls and cases were put back, and files of the archive are not as they were written; take these from another backup")
	}
	return errors.Join(err, c.own())
}

// unpack reads the archive beside the backup; nil where there is none.
func (c *restoreCommand) unpack(now time.Time) (*studio.Unpacked, error) {
	archive := c.File + studio.ArchiveSuffix
	if _, err := os.Stat(archive); errors.Is(err, os.ErrNotExist) {
		return nil, nil //nolint:nilnil // a backup made before anybody wrote a case
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the data folder %s cannot be made; choose one you may write to", c.Data)
	}
	return studio.Unpack(c.Data, archive, now)
}

// own gives the folders put back to the owner of the data folder.
func (c *restoreCommand) own() error {
	for _, folder := range studio.Folders() {
		err := filepath.WalkDir(filepath.Join(c.Data, folder), func(name string, _ fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return errors.Join(err, sqlite.OwnedAs(c.Data, name))
		})
		if err != nil {
			return coach.Wrap(coach.CodeStorage, err, "the folder %s could not be given to the owner of %s; run this as that user", folder, c.Data)
		}
	}
	return nil
}
