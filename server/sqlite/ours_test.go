package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huikuan/server/coach"
)

// script runs statements on a database file as any program would.
func script(t *testing.T, path string, statements ...string) {
	t.Helper()
	db := openRaw(path, "_journal_mode=DELETE")
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// gooseTable is what the tool that brings schemas up to date makes first, in any program that uses it.
const gooseTable = "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))"

func TestADatabaseOfAnotherProgramIsRefusedAndLeftAsItIs(t *testing.T) {
	for name, statements := range map[string][]string{
		"without a mark":          {"CREATE TABLE users (name TEXT)", "INSERT INTO users VALUES ('Ann')"},
		"with a mark of its own":  {"PRAGMA application_id = 252006674", "CREATE TABLE blob (rid INTEGER)"},
		"a mark and nothing else": {"PRAGMA application_id = 252006674", "PRAGMA user_version = 3"},
		"brought up to date by the same tool": {
			gooseTable, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1)", "CREATE TABLE sessions (id TEXT, expires INTEGER)", "CREATE TABLE events (id INTEGER, body TEXT)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "huikuan.db")
			script(t, path, statements...)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if s, err := Open(t.Context(), path); err == nil {
				t.Fatal("it is opened", s.Close())
			} else {
				wantCode(t, err, coach.CodeStorage)
				if said := coach.MessageOf(err); !strings.Contains(said, path) || !strings.Contains(said, "another program") || !strings.Contains(said, "--data") {
					t.Errorf("%q does not say which file it is, whose and what to do", said)
				}
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was changed, %v", err)
			}
			if files, err := filepath.Glob(filepath.Join(dir, "huikuan.db-*")); err != nil || len(files) > 0 {
				t.Errorf("it left %v behind, %v", files, err)
			}
			store := filepath.Join(t.TempDir(), "huikuan.db")
			if _, _, err := Restore(t.Context(), store, path, time.Now()); coach.CodeOf(err) != coach.CodeInvalid {
				t.Errorf("it can be put back as a backup: %v", err)
			}
		})
	}
}

func TestADatabaseOfOursIsKnownWhateverItWasMadeWith(t *testing.T) {
	marked := func(t *testing.T, path string) {
		t.Helper()
		var mark int64
		s := openStore(t, path)
		if err := s.reader.QueryRow("PRAGMA application_id").Scan(&mark); err != nil || mark != applicationID {
			t.Errorf("its mark is %d, %v", mark, err)
		}
	}
	t.Run("a new one", func(t *testing.T) { marked(t, filepath.Join(t.TempDir(), "huikuan.db")) })
	t.Run("an empty file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "huikuan.db")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		marked(t, path)
	})
	t.Run("one from before there were marks", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "huikuan.db")
		s := openStore(t, path)
		create(t, s, "ses_1")
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		script(t, path, "PRAGMA application_id = 0")
		marked(t, path)
	})
	t.Run("one whose making was cut short", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "huikuan.db")
		script(t, path, gooseTable, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)")
		marked(t, path)
	})
	t.Run("a backup", func(t *testing.T) {
		s := newStore(t)
		create(t, s, "ses_1")
		path := filepath.Join(t.TempDir(), "huikuan.db")
		if _, err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		marked(t, path)
	})
}
