package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
)

const (
	readers     = 4
	busyMillis  = 5000
	minVersion  = 3051003 // older ones can lose a commit when a checkpoint races it (SQLite's WAL-reset bug)
	folderPerms = 0o700

	// readerCache is the memory for pages of a connection that reads, in KiB. Every commit empties it, so that more would
	// never be used; SQLite's own 2 MiB a connection fill over hours and look like a leak.
	readerCache = 512

	// keptJournal is what stays of a journal that has grown while somebody read for long, in bytes.
	keptJournal = 16 << 20
)

// want is what a connection's pragmas must read after opening.
type want map[string]string

var (
	writerWants = want{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": strconv.Itoa(busyMillis), "query_only": "0"}
	readerWants = want{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": strconv.Itoa(busyMillis), "query_only": "1"}
)

// ErrTaken is the cause of an error of Open where another process has the data folder.
var ErrTaken = errors.New("its lock is held")

func taken(dir string) error {
	return coach.Wrap(coach.CodeStorage, ErrTaken, "another huikuan uses the data folder %s; stop it or choose another folder", dir)
}

// Store is the product's storage. Its methods may be called from any goroutine and fail with a coach.Error.
type Store struct {
	path    string
	lock    *folderLock
	writer  *sql.DB
	reader  *sql.DB
	commits *committer
	tips    tips          // of the goroutine of commits
	changed chan struct{} // holds a token when a call ended or was scored since it was last taken
}

// Open opens the database at path, makes its folder and schema when they are missing, and takes the folder for this
// process alone. It fails with CodeStorage, saying what to do, when the folder cannot be written, another process has
// it, the file is not a database of ours, or a newer version wrote it.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, pauses{company: company, pace: pace})
}

// OpenAlone is Open for a program that writes one thing after the other: no write waits for others to share its commit.
func OpenAlone(ctx context.Context, path string) (*Store, error) { return open(ctx, path, pauses{}) }

func open(ctx context.Context, path string, waits pauses) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the data folder's path cannot be made out; give it as an absolute path")
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, folderPerms); err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the data folder %s cannot be made; choose one you may write to", dir)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, lock: lock, writer: openPool(path, true, 1), reader: openPool(path, false, readers), changed: make(chan struct{}, 1)}
	if err := s.prepare(ctx, dir); err != nil {
		return nil, errors.Join(err, s.closeFiles())
	}
	s.commits = startCommitter(s.writer, waits)
	return s, nil
}

// Close waits for the writes under way, then closes the file. Later calls fail with CodeUnavailable.
func (s *Store) Close() error {
	s.commits.close()
	return s.closeFiles()
}

func (s *Store) prepare(ctx context.Context, dir string) error {
	if err := checkJournal(s.path); err != nil {
		return err
	}
	made, err := makePrivate(s.path)
	if made && err == nil {
		err = OwnedAs(dir, s.path)
	}
	if err != nil {
		return failed(err, "the database in %s cannot be made; check that the folder may be written", dir)
	}
	err = refuseForeign(ctx, s.path)
	if err == nil {
		err = s.writer.PingContext(ctx)
	}
	if err != nil {
		if broken, ok := errors.AsType[sqlite3.Error](err); ok && (broken.Code == sqlite3.ErrNotADB || broken.Code == sqlite3.ErrCorrupt) {
			return unreadable(err, dir)
		}
		return failed(err, "the database in %s cannot be opened; check that the folder and its files may be written", dir)
	}
	if err := quickCheck(ctx, s.writer, dir); err != nil {
		return err
	}
	save := func(ctx context.Context, newest int64) error {
		folder, err := MakeBackupFolder(dir)
		if err != nil {
			return err
		}
		copied := filepath.Join(folder, fmt.Sprintf("before-schema-%d-%s.db", newest, stamp(time.Now())))
		if _, err := s.Backup(ctx, copied); err != nil {
			return err
		}
		return failed(OwnedAs(dir, copied), "the backup could not be given to the owner of %s; nothing was changed", dir)
	}
	if err := migrate(ctx, s.writer, save); err != nil {
		return err
	}
	if err := mark(ctx, s.writer); err != nil {
		return err
	}
	return failed(s.reader.PingContext(ctx), "the database in %s cannot be read", dir)
}

// BackupFolder is where backups made by the program itself go, in the data folder.
const BackupFolder = "backups"

// MakeBackupFolder makes the folder of the backups in a data folder unless it is there. It belongs to whom the data folder does.
func MakeBackupFolder(dir string) (string, error) {
	folder := filepath.Join(dir, BackupFolder)
	err := os.Mkdir(folder, folderPerms)
	if err == nil {
		err = OwnedAs(dir, folder)
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return "", failed(err, "the backup folder %s cannot be made; choose a data folder you may write to", folder)
	}
	return folder, nil
}

// quickCheck refuses a file whose structure is damaged before anything is built on it.
func quickCheck(ctx context.Context, db *sql.DB, dir string) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return unreadable(err, dir)
	}
	if verdict != "ok" {
		return coach.Errorf(coach.CodeStorage, "the database in %s is damaged (%s); put the newest backup of %s back with huikuan restore", dir, verdict, filepath.Join(dir, BackupFolder))
	}
	return nil
}

func unreadable(err error, dir string) error {
	return failed(err, "the database in %s is damaged or no database; put the newest backup of %s back with huikuan restore", dir, filepath.Join(dir, BackupFolder))
}

// makePrivate makes an empty file at path that its owner alone may read, unless there is a file: SQLite would make one that
// everybody may read, and its journal takes after it. It reports whether it made one.
func makePrivate(path string) (made bool, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, file.Close()
}

func (s *Store) closeFiles() error {
	return failed(errors.Join(s.reader.Close(), s.writer.Close(), s.lock.release()), "the database did not close cleanly")
}

// connector opens connections that are checked before their first use.
type connector struct {
	driver *sqlite3.SQLiteDriver
	dsn    string
}

func (c *connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c *connector) Driver() driver.Driver                        { return c.driver }

func openPool(path string, write bool, size int) *sql.DB {
	// The driver turns synchronous down to NORMAL unless told otherwise, and a power cut would take acknowledged turns.
	options := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"},
		"_busy_timeout": {strconv.Itoa(busyMillis)}, "_stmt_cache_size": {"64"},
	}
	wants := writerWants
	if write {
		options.Set("_txlock", "immediate")
		options.Set("_secure_delete", "true") // what is removed is overwritten
	} else {
		options.Set("_cache_size", strconv.Itoa(-readerCache))
		options.Set("mode", "ro")
		options.Set("_query_only", "1")
		wants = readerWants
	}
	db := sql.OpenDB(&connector{dsn: dsn(path, options.Encode()), driver: &sqlite3.SQLiteDriver{
		ConnectHook: func(conn *sqlite3.SQLiteConn) error {
			if _, err := conn.Exec(fmt.Sprintf("PRAGMA journal_size_limit = %d", keptJournal), nil); err != nil {
				return err
			}
			return checkConn(conn, wants)
		},
	}})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// dsn names a database file whatever characters its path has.
func dsn(path, options string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options
}

// checkConn refuses a connection that would not keep its promises.
func checkConn(conn *sqlite3.SQLiteConn, wants want) error {
	if version, number, _ := sqlite3.Version(); number < minVersion {
		return coach.Errorf(coach.CodeStorage, "SQLite %s can lose committed data; build with 3.51.3 or newer", version)
	}
	for pragma, wanted := range wants {
		got, err := readPragma(conn, pragma)
		if err != nil {
			return err
		}
		if got != wanted {
			return coach.Errorf(coach.CodeStorage, "the database runs with %s=%s and not %s; is the data folder on a network disk?", pragma, got, wanted)
		}
	}
	return nil
}

func readPragma(conn *sqlite3.SQLiteConn, name string) (string, error) {
	rows, err := conn.Query("PRAGMA "+name, nil)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }() // it was read, or its error is returned
	value := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(value); err != nil {
		return "", err
	}
	return strings.ToLower(fmt.Sprint(value[0])), nil
}

// failed wraps a failure of the database; a nil err stays nil and a coach.Error keeps its own words.
func failed(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*coach.Error](err); ok {
		return err
	}
	if full, ok := errors.AsType[sqlite3.Error](err); ok && full.Code == sqlite3.ErrFull {
		return coach.Wrap(coach.CodeStorage, err, "the disk is full; nothing was stored, free some space and try again")
	}
	return coach.Wrap(coach.CodeStorage, err, format, args...)
}
