package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"huikuan/server/coach"
)

// Ways to open a file for reading. Neither writes to it.
const (
	untouched   = "mode=ro&immutable=1" // a file nobody writes; what stands in a journal is not seen
	withJournal = "mode=ro"             // a store that was not closed: what stands in its journal is seen
)

// Verified is a store that is in order.
type Verified struct {
	Checked
	Schema, Newest int64    // of the file, and the one this program makes
	Cases          []string // what its calls were made with, each once
}

// String says it in words.
func (v Verified) String() string {
	if v.Schema == v.Newest {
		return v.Checked.String()
	}
	return fmt.Sprintf("%s; its schema is an older one (%d, this huikuan has %d), and was left as it is: a server upgrades it when it opens it", v.Checked, v.Schema, v.Newest)
}

// VerifyFolder checks the store at path and changes nothing of it: an older schema stays. It takes the folder for this process
// meanwhile, and fails as Open does where a server has it, and with CodeStorage for what is no store, for damage and for a
// store of a newer version.
func VerifyFolder(ctx context.Context, path string) (v Verified, err error) {
	dir := filepath.Dir(path)
	lock, err := lockFolder(dir)
	if err != nil {
		return Verified{}, err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	if err := checkJournal(path); err != nil {
		return Verified{}, err
	}
	if wasClosed(path) == nil {
		return verify(ctx, path, untouched)
	}
	index := path + "-shm" // of the journal; made by reading one
	if _, missing := os.Lstat(index); errors.Is(missing, os.ErrNotExist) {
		defer func() {
			err = errors.Join(err, failed(os.RemoveAll(index), "%s could not be removed; remove it", index))
		}()
	}
	return verify(ctx, path, withJournal)
}

// VerifyBackup checks a backup by its name, as a person gives it. It fails with CodeInvalid for what is no store, for one of a
// newer version and for a database that a server may be writing: part of that stands in its journal.
func VerifyBackup(ctx context.Context, path string) (Verified, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Verified{}, coach.Wrap(coach.CodeInvalid, err, "%s cannot be read; name a file that huikuan backup wrote", path)
	}
	if !info.Mode().IsRegular() {
		return Verified{}, coach.Errorf(coach.CodeInvalid, "%s is no file; name one that huikuan backup wrote, or a data folder with --data", path)
	}
	if err := wasClosed(path); err != nil {
		return Verified{}, err
	}
	return verify(ctx, path, untouched)
}

// VerifyFile checks a database file that nothing is using, such as a backup, as Verify does.
func VerifyFile(ctx context.Context, path string) (Checked, error) {
	written := &Store{reader: openRaw(path, untouched)}
	checked, err := written.Verify(ctx)
	return checked, errors.Join(err, written.reader.Close())
}

// verify checks a file whose schema may be an older one.
func verify(ctx context.Context, path, options string) (v Verified, err error) {
	if v.Newest, err = newestSchema(); err != nil {
		return v, err
	}
	if v.Schema, err = schemaOf(ctx, path, options); err != nil {
		return v, coach.Wrap(coach.CodeInvalid, err, "%s is no store of huikuan, or damaged; name a file that huikuan backup wrote, and put another one back with huikuan restore if this is a store", path)
	}
	if v.Schema > v.Newest {
		return v, coach.Errorf(coach.CodeInvalid, "a newer huikuan wrote %s (schema %d, this one knows %d); verify it with the newer one", path, v.Schema, v.Newest)
	}
	written := &Store{reader: openRaw(path, options)}
	defer func() { err = errors.Join(err, written.reader.Close()) }()
	if v.Checked, err = written.Verify(ctx); err != nil {
		return v, err
	}
	v.Cases, err = written.cases(ctx)
	return v, err
}

// cases lists what the calls of a store were made with, each once.
func (s *Store) cases(ctx context.Context) (ids []string, err error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT DISTINCT scenario_id FROM sessions ORDER BY scenario_id")
	if err != nil {
		return nil, failed(err, "the cases of the calls cannot be listed")
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, failed(err, "the cases of the calls cannot be listed")
		}
		ids = append(ids, id)
	}
	return ids, failed(rows.Err(), "the cases of the calls cannot be listed")
}

// wasClosed refuses a database that a server may be writing, or did not close: part of it stands in its journal.
func wasClosed(path string) error {
	if journal, err := os.Stat(path + journalSuffix); err != nil || journal.Size() == 0 {
		return nil //nolint:nilerr // without a journal all of it is in the file
	}
	return coach.Errorf(coach.CodeInvalid, "%s has a journal: a server uses it, or did not close it. Take a copy that huikuan backup makes of its folder", path)
}

// errForeign says that a file is no store of ours.
var errForeign = errors.New("it has none of our tables")

// schemaOf is the version of the schema of a store that nobody is writing.
func schemaOf(ctx context.Context, file, options string) (current int64, err error) {
	db := openRaw(file, options)
	defer func() { err = errors.Join(err, db.Close()) }()
	ours, err := isOurs(ctx, db)
	if err != nil {
		return 0, err
	}
	if !ours {
		return 0, errForeign
	}
	err = db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&current)
	return current, err
}
