package sqlite

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"huikuan/server/coach"
)

// secret stands in the words of a call to be forgotten and nowhere else.
const secret = "金蟾灯笼厂"

// overheard stores a finished call with the secret in a turn, in the search and in a comment.
func overheard(t *testing.T, s *Store, id string) {
	t.Helper()
	if err := s.CreateSession(t.Context(), aSession(id), []coach.Event{opening()}); err != nil {
		t.Fatal(err)
	}
	told := answered(3)
	body := told.Body.(coach.TurnCompleted)
	body.Text = secret
	told.Body = body
	appendAll(t, s, id, said(2, "c1"), told, ended(4))
	for _, err := range []error{
		s.AddComment(t.Context(), id, coach.Comment{ID: "com_" + id, Text: secret, At: started}),
		s.MakeSearchable(t.Context(), coach.SearchStep{SessionID: id, UpTo: 4, Turns: []coach.SearchTurn{{Seq: 3, Words: secret}}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// traces counts the secret in the database file and its journal.
func traces(t *testing.T, s *Store) int {
	t.Helper()
	n := 0
	for _, file := range []string{s.path, s.path + "-wal"} {
		data, err := os.ReadFile(file)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		n += bytes.Count(data, []byte(secret))
	}
	return n
}

func TestAForgottenCallLeavesNoWordOnTheDisk(t *testing.T) {
	s := newStore(t)
	overheard(t, s, "ses_1")
	if traces(t, s) == 0 {
		t.Fatal("the words of the call are nowhere on the disk: this test would see nothing")
	}
	if n, err := s.Forget(t.Context(), started); err != nil || n != 0 {
		t.Fatalf("a call that ended later: %d %v", n, err)
	}
	if n, err := s.Forget(t.Context(), started.Add(24*time.Hour)); err != nil || n != 1 {
		t.Fatalf("an old call: %d %v", n, err)
	}
	if n := traces(t, s); n > 0 {
		t.Errorf("%d places on the disk still hold its words", n)
	}
	for _, table := range tablesOfSessions(t, s) {
		var rows int
		if err := s.reader.QueryRow("SELECT count(*) FROM " + table).Scan(&rows); err != nil || rows > 0 {
			t.Errorf("%s has %d rows of it: %v", table, rows, err)
		}
	}
	if checked, err := s.Verify(t.Context()); err != nil || checked.Sessions != 0 {
		t.Errorf("%+v %v", checked, err)
	}
}

func TestRetentionForgetsOldCallsAndKeepsTheOthers(t *testing.T) {
	s := newStore(t)
	for _, id := range []string{"ses_1", "ses_2", "ses_3"} {
		held(t, s, id, coach.PurposeOwn, "")
	}
	recent := aSession("ses_4")
	recent.StartedAt = started.Add(90 * 24 * time.Hour)
	if err := s.CreateSession(t.Context(), recent, []coach.Event{opening()}); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan struct{})
	retention := Retention{Store: s, Keep: 30 * 24 * time.Hour, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Clock: func() time.Time { return started.Add(100 * 24 * time.Hour) }}
	go func() { defer close(done); retention.Run(ctx) }()
	left := func() []coach.Session {
		sessions, err := s.Sessions(t.Context(), 10, "")
		if err != nil {
			t.Fatal(err)
		}
		return sessions
	}
	for deadline := time.Now().Add(10 * time.Second); len(left()) > 1 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	stop()
	<-done
	if kept := left(); len(kept) != 1 || kept[0].ID != "ses_4" {
		t.Errorf("kept %+v", kept)
	}
}
