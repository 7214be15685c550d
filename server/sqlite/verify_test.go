package sqlite

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"huikuan/server/coach"
)

// filesOf reads every file of a folder but the lock.
func filesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() || e.Name() == "huikuan.lock" {
			files[e.Name()] = nil
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestVerifyingAFolderChangesNothingOfIt: with every schema there was.
func TestVerifyingAFolderChangesNothingOfIt(t *testing.T) {
	newest, err := newestSchema()
	if err != nil {
		t.Fatal(err)
	}
	for schema := int64(1); schema <= newest; schema++ {
		path := filepath.Join(t.TempDir(), "huikuan.db")
		s := openStore(t, path)
		create(t, s, "ses_1")
		provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, os.DirFS("migrations"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := provider.DownTo(t.Context(), schema); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		before := filesOf(t, filepath.Dir(path))
		got, err := VerifyFolder(t.Context(), path)
		if err != nil || got.Sessions != 1 || got.Schema > schema || got.Newest != newest || !slices.Equal(got.Cases, []string{aSession("ses_1").ScenarioID}) {
			t.Errorf("schema %d: %+v, %v", schema, got, err)
		}
		if older := strings.Contains(got.String(), "its schema is an older one ("+fmt.Sprint(got.Schema)+", this huikuan has "+fmt.Sprint(newest)+")"); older != (schema < newest) {
			t.Errorf("schema %d is told as %q", schema, got)
		}
		sameFiles(t, before, filesOf(t, filepath.Dir(path)))
	}
}

func sameFiles(t *testing.T, before, after map[string][]byte) {
	t.Helper()
	for name := range after {
		if _, there := before[name]; !there && name != "huikuan.lock" {
			t.Errorf("%s was made", name)
		}
	}
	for name, content := range before {
		if now, there := after[name]; !there || !bytes.Equal(now, content) {
			t.Errorf("%s was changed", name)
		}
	}
}

// TestVerifyingSeesWhatStandsInTheJournal: of a server that was killed.
func TestVerifyingSeesWhatStandsInTheJournal(t *testing.T) {
	s := openStore(t, filepath.Join(t.TempDir(), "huikuan.db"))
	create(t, s, "ses_1")
	path := filepath.Join(t.TempDir(), "huikuan.db")
	for _, part := range []string{"", journalSuffix} {
		if err := copyFile(s.path+part, path+part); err != nil {
			t.Fatal(err)
		}
	}
	before := filesOf(t, filepath.Dir(path))
	if len(before[filepath.Base(path)+journalSuffix]) == 0 {
		t.Fatal("there is no journal")
	}
	if got, err := VerifyFolder(t.Context(), path); err != nil || got.Sessions != 1 || got.Events != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	sameFiles(t, before, filesOf(t, filepath.Dir(path)))
	if last := mustSession(t, openStore(t, path), "ses_1").LastSeq; last != 1 {
		t.Errorf("afterwards the call ends at %d", last)
	}
}

func TestVerifyingAFolderRefusesWhatOpenRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	_, err := VerifyFolder(t.Context(), path)
	if wantCode(t, err, coach.CodeStorage); !strings.Contains(err.Error(), "another huikuan") {
		t.Error(err)
	}
	if _, err := s.writer.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = VerifyFolder(t.Context(), path)
	if wantCode(t, err, coach.CodeInvalid); !strings.Contains(err.Error(), "newer huikuan") {
		t.Error(err)
	}
	if err := os.WriteFile(path, []byte("this is not a database, and long enough to be read as a broken one"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = VerifyFolder(t.Context(), path)
	if wantCode(t, err, coach.CodeInvalid); !strings.Contains(err.Error(), "huikuan restore") {
		t.Error(err)
	}
}
