package sqlite

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"huikuan/server/coach"
)

// Restore puts a backup in the place of the database at path, which no server may be using. The backup is checked first, and
// refused when Open would refuse it; what it replaces is kept beside it under the name that is returned, empty when there was nothing. When it fails before
// the end, the database at path is the old one.
func Restore(ctx context.Context, path, backup string, now time.Time) (checked Checked, kept string, err error) {
	info, err := os.Stat(backup)
	if err != nil {
		return Checked{}, "", coach.Wrap(coach.CodeInvalid, err, "the backup %s cannot be read; name a file that huikuan backup wrote", backup)
	}
	if !info.Mode().IsRegular() {
		return Checked{}, "", coach.Errorf(coach.CodeInvalid, "%s is no file; name one that huikuan backup wrote", backup)
	}
	if err := wasClosed(backup); err != nil {
		return Checked{}, "", err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, folderPerms); err != nil {
		return Checked{}, "", coach.Wrap(coach.CodeStorage, err, "the data folder %s cannot be made; choose one you may write to", dir)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return Checked{}, "", err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	next := path + ".restoring"
	if err := copyFile(backup, next); err != nil {
		return Checked{}, "", errors.Join(failed(err, "the backup could not be copied to %s; check that the folder has space", next), os.RemoveAll(next))
	}
	if err := knownSchema(ctx, next, backup); err != nil {
		return Checked{}, "", errors.Join(err, os.RemoveAll(next))
	}
	if checked, err = VerifyFile(ctx, next); err != nil {
		return Checked{}, "", errors.Join(err, os.RemoveAll(next))
	}
	if err := OwnedAs(dir, next); err != nil {
		return Checked{}, "", errors.Join(failed(err, "the database could not be given to the owner of %s; run this as that user", dir), os.RemoveAll(next))
	}
	if kept, err = setAside(path, now); err != nil {
		return Checked{}, "", errors.Join(err, os.RemoveAll(next))
	}
	if err := os.Rename(next, path); err != nil {
		return Checked{}, kept, failed(err, "the backup could not take its place; the old database is kept as %s", kept)
	}
	return checked, kept, failed(syncFile(dir), "the data folder could not be written")
}

// knownSchema refuses a file that Open would refuse for its schema: no store of ours, or one of a newer version. The file
// is a copy of the one that is named.
func knownSchema(ctx context.Context, file, named string) error {
	newest, err := newestSchema()
	if err != nil {
		return err
	}
	current, err := schemaOf(ctx, file, untouched)
	if err != nil {
		return coach.Wrap(coach.CodeInvalid, err, "%s is no store of huikuan, or damaged; nothing was changed. Name a file that huikuan backup wrote", named)
	}
	if current > newest {
		return coach.Errorf(coach.CodeInvalid, "a newer huikuan wrote %s (schema %d, this one knows %d); nothing was changed. Restore it with the newer one, or name an older backup", named, current, newest)
	}
	return nil
}

// setAside gives the database at path a second name, so that path is never without one, and moves its journal along: a
// journal must not meet another database.
func setAside(path string, now time.Time) (string, error) {
	kept := path + ".before-restore-" + stamp(now)
	if err := os.Link(path, kept); errors.Is(err, os.ErrNotExist) {
		return "", nil
	} else if err != nil {
		return "", failed(err, "the old database could not be kept as %s", kept)
	}
	for _, suffix := range []string{"-wal", "-shm"} {
		if err := os.Rename(path+suffix, kept+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", failed(err, "the old database's journal could not be kept as %s", kept+suffix)
		}
	}
	return kept, nil
}

// stamp is a moment as part of a file name.
func stamp(t time.Time) string { return t.UTC().Format("20060102-150405") }

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read from
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
