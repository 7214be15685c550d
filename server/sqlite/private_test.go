//go:build unix

package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"huikuan/server/coach"
)

// TestWhatPeopleSaidIsReadByTheOwnerAlone: the folder may be one that was there before, open to everybody.
func TestWhatPeopleSaidIsReadByTheOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "huikuan.db"), filepath.Join(dir, "copy.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal", backup} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %s", filepath.Base(file), info.Mode())
		}
	}
}

// TestARestoredDatabaseBelongsToTheOwnerOfItsFolder: an administrator restores, the service reads.
func TestARestoredDatabaseBelongsToTheOwnerOfItsFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	const service = 65532
	source := openStore(t, filepath.Join(t.TempDir(), "huikuan.db"))
	create(t, source, "ses_1")
	backup := filepath.Join(t.TempDir(), "b.db")
	if _, err := source.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Chown(dir, service, service); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Restore(t.Context(), filepath.Join(dir, "huikuan.db"), backup, started); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"huikuan.db", "huikuan.lock"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if owner := info.Sys().(*syscall.Stat_t); owner.Uid != service || owner.Gid != service {
			t.Errorf("%s belongs to %d:%d, want the folder's owner", name, owner.Uid, owner.Gid)
		}
	}
}

// TestWhatRootMakesInTheServicesFolderBelongsToTheService: a store that is made, and one that is brought up to date.
func TestWhatRootMakesInTheServicesFolderBelongsToTheService(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	const service = 65532
	dir := t.TempDir()
	if err := os.Chown(dir, service, service); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execFile(t, path, "DROP TABLE begun; DELETE FROM goose_db_version WHERE version_id = 9")
	openStore(t, path)
	files := 0
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if owner := info.Sys().(*syscall.Stat_t); owner.Uid != service || owner.Gid != service {
			t.Errorf("%s belongs to %d:%d, want the folder's owner", name, owner.Uid, owner.Gid)
		}
		files++
		return nil
	})
	if err != nil || files < 7 { // the folder, the lock, the database with its two companions, the backups with one
		t.Errorf("%d files, %v", files, err)
	}
}

func TestWhatOpenWouldRefuseIsNotRestored(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	newer := filepath.Join(t.TempDir(), "newer.db")
	if _, err := s.Backup(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	execFile(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
	other := filepath.Join(t.TempDir(), "other.db")
	execFile(t, other, "CREATE TABLE letters (text)")
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte("this is not a database, and long enough to be read as a broken one"), 0o600); err != nil {
		t.Fatal(err)
	}
	for backup, says := range map[string]string{
		newer: "a newer huikuan wrote " + newer, other: other + " is no store of huikuan", text: text + " is no store of huikuan",
	} {
		_, _, err := Restore(t.Context(), path, backup, started)
		wantCode(t, err, coach.CodeInvalid)
		if err == nil || !strings.Contains(coach.MessageOf(err), says) || !strings.Contains(coach.MessageOf(err), "nothing was changed") {
			t.Errorf("%v does not say %q", err, says)
		}
	}
	mustSession(t, openStore(t, path), "ses_1")
}

func execFile(t *testing.T, path, statement string) {
	t.Helper()
	db := openRaw(path, "mode=rwc")
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
