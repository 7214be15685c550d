package sqlite

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"huikuan/server/coach"
)

func TestARestoredBackupIsWhatWasBackedUpAndNothingIsLost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	backup := filepath.Join(t.TempDir(), "b.db")
	want, err := s.Backup(t.Context(), backup)
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, s, "ses_1", said(2, "later"))
	if _, _, err := Restore(t.Context(), path, backup, started); coach.CodeOf(err) != coach.CodeStorage || !strings.Contains(err.Error(), "another huikuan") {
		t.Errorf("under a running server: %v, want a refusal", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got, kept, err := Restore(t.Context(), path, backup, started)
	if err != nil || got != want {
		t.Fatalf("%+v %v, want %+v", got, err, want)
	}
	restored := openStore(t, path)
	if last := mustSession(t, restored, "ses_1").LastSeq; last != 1 {
		t.Errorf("the restored call ends at %d, want 1", last)
	}
	if err := restored.Close(); err != nil {
		t.Fatal(err)
	}
	if last := mustSession(t, openStore(t, kept), "ses_1").LastSeq; last != 2 {
		t.Errorf("the replaced database ends at %d, want 2", last)
	}
}

// TestAStoreThatWasNotClosedIsNoBackup: part of what it holds stands in its journal, which would stay behind.
func TestAStoreThatWasNotClosedIsNoBackup(t *testing.T) {
	other := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, other)
	create(t, s, "ses_1")
	path := filepath.Join(t.TempDir(), "huikuan.db")
	_, _, err := Restore(t.Context(), path, other, started)
	if wantCode(t, err, coach.CodeInvalid); !strings.Contains(coach.MessageOf(err), "journal") {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got, _, err := Restore(t.Context(), path, other, started); err != nil || got.Sessions != 1 {
		t.Errorf("a store that was closed: %+v, %v", got, err)
	}
}

func TestADamagedBackupIsNotRestored(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	backup := filepath.Join(t.TempDir(), "b.db")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("charmer"))
	data[at] ^= 1
	if err := os.WriteFile(backup, data, 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = Restore(t.Context(), path, backup, started)
	wantCode(t, err, coach.CodeStorage)
	if last := mustSession(t, openStore(t, path), "ses_1").LastSeq; last != 1 {
		t.Errorf("the database that was to be replaced ends at %d, want 1", last)
	}
}

func TestAnOlderDatabaseIsCopiedBeforeItIsUpgraded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, os.DirFS("migrations"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.DownTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	upgraded := openStore(t, path)
	mustSession(t, upgraded, "ses_1")
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), BackupFolder, "before-schema-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies %v %v, want one", copies, err)
	}
	if checked, err := VerifyFile(t.Context(), copies[0]); err != nil || checked.Sessions != 1 {
		t.Errorf("the copy: %+v %v, want one call", checked, err)
	}
	if err := upgraded.Close(); err != nil {
		t.Fatal(err)
	}
	openStore(t, path)
	if again, _ := filepath.Glob(filepath.Join(filepath.Dir(path), BackupFolder, "*")); len(again) != 1 {
		t.Errorf("opening without an upgrade left %v", again)
	}
}

func TestADamagedFileIsRefusedAtTheStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(data[4096:], bytes.Repeat([]byte{0xa5}, 4096)) // the second page: the root of a table or index
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path)
	wantCode(t, err, coach.CodeStorage)
	if !strings.Contains(coach.MessageOf(err), "huikuan restore") {
		t.Errorf("%q does not say how to go on", coach.MessageOf(err))
	}
}

func TestTheKeeperKeepsTheNewestBackupsAndNothingElseIsTouched(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	dir := filepath.Join(t.TempDir(), "backups")
	now := started
	made := 0
	k := &Keeper{
		Store: s, Dir: dir, Every: time.Hour, Keep: 2, Log: slog.New(slog.DiscardHandler),
		Clock: func() time.Time { return now }, Made: func(time.Time) { made++ },
	}
	if wait := k.due(); wait != time.Hour {
		t.Errorf("with no backup the first is due in %v, want an hour", wait)
	}
	for range 4 {
		if err := k.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	foreign := filepath.Join(dir, "before-schema-2-x.db")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := k.Make(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept := k.kept()
	if len(kept) != 2 || made != 5 || !strings.Contains(kept[1], stamp(now)) {
		t.Errorf("kept %v after %d backups, want the newest two of five", kept, made)
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Errorf("a file of somebody else's: %v", err)
	}
	now = time.Now().Add(2 * time.Hour)
	if wait := k.due(); wait != 0 {
		t.Errorf("with an old backup the next is due in %v, want now", wait)
	}
}

// TestWhatBelongsToABackupComesAndGoesWithIt: the archive of the cases is written after the copy and removed with it.
func TestWhatBelongsToABackupComesAndGoesWithIt(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	dir := t.TempDir()
	now := started
	full, sound := false, true
	k := &Keeper{
		Store: s, Dir: dir, Every: time.Hour, Keep: 2, Log: slog.New(slog.DiscardHandler), Clock: func() time.Time { return now }, BesideSuffix: ".beside",
		Beside: func(backup string) (bool, error) {
			if _, err := VerifyFile(t.Context(), backup); err != nil || full {
				return false, errors.Join(err, errors.New("the disk is full"))
			}
			return sound, os.WriteFile(backup+".beside", nil, 0o600)
		},
	}
	for range 4 {
		if err := k.Make(t.Context()); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	if beside, _ := filepath.Glob(filepath.Join(dir, "*.beside")); len(beside) != 2 || beside[1] != filepath.Join(dir, k.kept()[1]+".beside") {
		t.Errorf("beside %v is kept %v", k.kept(), beside)
	}
	full = true
	told := false
	k.Made = func(time.Time) { told = true }
	if err := k.Make(t.Context()); err == nil || told {
		t.Errorf("half a backup is told as made (%v)", err)
	}
	if kept := k.kept(); len(kept) != 2 || strings.Contains(kept[1], stamp(now)) {
		t.Errorf("half a backup is kept: %v", kept)
	}
	full, sound = false, false
	if err := k.Make(t.Context()); err != nil || told {
		t.Errorf("a backup with damage beside it is told as one that verified (%v)", err)
	}
	if kept := k.kept(); len(kept) != 2 || !strings.Contains(kept[1], stamp(now)) {
		t.Errorf("the calls beside the damage are not kept: %v", kept)
	}
}

func TestTheKeeperEndsWithItsContext(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	made := make(chan time.Time, 1)
	k := &Keeper{
		Store: s, Dir: filepath.Join(t.TempDir(), "b"), Every: time.Millisecond, Keep: 1, Log: slog.New(slog.DiscardHandler),
		Clock: time.Now, Made: func(at time.Time) {
			select {
			case made <- at:
			default:
			}
		},
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); k.Run(ctx) }()
	<-made
	stop()
	<-done
}

// TestARestartForgetsNoBackup: what is told of the newest backup is what an alert looks at, after a deploy too.
func TestARestartForgetsNoBackup(t *testing.T) {
	s, dir := openStore(t, filepath.Join(t.TempDir(), "huikuan.db")), t.TempDir()
	k := &Keeper{Store: s, Dir: dir, Every: time.Hour, Keep: 1, Log: slog.New(slog.DiscardHandler), Clock: time.Now}
	if err := k.Make(t.Context()); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, k.kept()[0]))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	var told time.Time
	again := &Keeper{Store: s, Dir: dir, Every: time.Hour, Keep: 1, Log: k.Log, Clock: time.Now, Made: func(at time.Time) { told = at; stop() }}
	again.Run(ctx)
	if !told.Equal(info.ModTime()) {
		t.Errorf("after a restart the newest backup is of %v, want %v", told, info.ModTime())
	}
}
