package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
)

// Backup writes a copy of everything stored at one moment to a new file at path, as Copy does.
func (s *Store) Backup(ctx context.Context, path string) (Checked, error) {
	return Copy(ctx, s.path, path)
}

// Copy writes what the database at source holds at one moment to a new file at path, while a server may be using it, and
// checks the copy as Verify does before it gets its name. It fails with CodeInvalid when path exists, and leaves no file
// behind when it fails. The copy opens with Open as it is.
func Copy(ctx context.Context, source, path string) (Checked, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return Checked{}, coach.Wrap(coach.CodeInvalid, err, "the backup's path cannot be made out; give it as an absolute path")
	}
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return Checked{}, coach.Wrap(coach.CodeInvalid, err, "%s cannot be a new backup: it exists already, or its folder cannot be read; choose another name", path)
	}
	if _, err := os.Stat(source); err != nil {
		return Checked{}, coach.Wrap(coach.CodeInvalid, err, "there is no database at %s; name the server's data folder", source)
	}
	partial := path + ".partial"
	if err := os.Remove(partial); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Checked{}, failed(err, "%s is in the way of the backup; remove it", partial)
	}
	checked, err := copyTo(ctx, source, partial)
	if err == nil {
		err = failed(os.Rename(partial, path), "the backup could not be named %s", path)
	}
	if err == nil {
		err = failed(syncFile(filepath.Dir(path)), "the backup's folder could not be written")
	}
	if err != nil {
		return Checked{}, errors.Join(err, os.RemoveAll(partial))
	}
	return checked, nil
}

func copyTo(ctx context.Context, source, path string) (Checked, error) {
	if _, err := makePrivate(path); err != nil {
		return Checked{}, failed(err, "the backup could not be written to %s; check that its folder may be written", path)
	}
	if err := vacuumInto(ctx, source, path, maxJournal); err != nil {
		return Checked{}, failed(err, "the backup could not be written to %s; check that its folder may be written and has space", path)
	}
	if err := syncFile(path); err != nil {
		return Checked{}, failed(err, "the backup could not be written to %s", path)
	}
	return VerifyFile(ctx, path)
}

// maxJournal is how large the journal may have grown, in bytes, before a backup is broken off. A backup reads the database as
// it was when it began, and while anybody does, the journal is not used anew: nobody else reads for so long.
const maxJournal = 192 << 20

// vacuumInto writes the copy, unless the journal grows beyond limit meanwhile.
func vacuumInto(ctx context.Context, source, path string, limit int64) error {
	ctx, giveUp := context.WithCancelCause(ctx)
	watched := make(chan struct{})
	if err := journalWithin(source, limit); err != nil {
		giveUp(nil)
		return err
	}
	go func() {
		defer close(watched)
		look := time.NewTicker(10 * time.Millisecond)
		defer look.Stop()
		for ctx.Err() == nil {
			select {
			case <-look.C:
				if err := journalWithin(source, limit); err != nil {
					giveUp(err)
				}
			case <-ctx.Done():
			}
		}
	}()
	// A connection of its own: a write waits for no backup, and a query_only one may not write the copy.
	from := openRaw(source, "mode=ro")
	_, err := from.ExecContext(ctx, "VACUUM INTO ?", path)
	if outgrown, ok := errors.AsType[*coach.Error](context.Cause(ctx)); ok && err != nil {
		err = outgrown
	}
	giveUp(nil)
	<-watched
	return errors.Join(err, from.Close())
}

// journalWithin fails when the journal of a database is larger than limit.
func journalWithin(database string, limit int64) error {
	info, err := os.Stat(database + journalSuffix)
	if err != nil || info.Size() <= limit {
		return nil //nolint:nilerr // one that is not there is small
	}
	return coach.Errorf(coach.CodeUnavailable, "the backup was put off: calls were written faster than it could read, and the journal has %d MiB; make it when less is going on", info.Size()>>20)
}

// openRaw opens a database as it is, for reading.
func openRaw(path, options string) *sql.DB {
	return sql.OpenDB(&connector{dsn: dsn(path, options), driver: &sqlite3.SQLiteDriver{}})
}

// syncFile returns when the file or folder is on the disk.
func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
