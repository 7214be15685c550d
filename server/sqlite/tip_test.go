package sqlite

import (
	"context"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// TestAWrongGuessOfALogsEndChangesNothing: where a log ends is remembered, but only what is stored counts.
func TestAWrongGuessOfALogsEndChangesNothing(t *testing.T) {
	s := newStore(t)
	const id = "ses_1"
	if err := s.CreateSession(t.Context(), aSession(id), []coach.Event{opening()}); err != nil {
		t.Fatal(err)
	}
	seq := int64(1)
	say := func(clientTurnID string) error {
		err := s.Append(t.Context(), id, seq, []coach.Event{said(seq+1, clientTurnID)})
		if err == nil {
			seq++
		}
		return err
	}
	wrong := func(spoil func(*tip)) {
		t.Helper()
		err := s.commits.submit(t.Context(), func(context.Context, *sqlgen.Queries) error {
			end, known := s.tips.byID[id]
			if !known {
				t.Error("the end of the log is not remembered")
			}
			spoil(&end)
			s.tips.byID[id] = end
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := say("a"); err != nil {
		t.Fatal(err)
	}
	if err := say("a"); coach.CodeOf(err) != coach.CodeConflict { // undone, though the row had moved on
		t.Fatalf("the same turn twice: %v", err)
	}
	if err := say("b"); err != nil {
		t.Fatalf("after a change that was undone: %v", err)
	}
	wrong(func(end *tip) { end.lastHash, end.turns = firstHash("another"), 99 })
	if err := say("c"); err != nil {
		t.Fatalf("with a wrong hash in mind: %v", err)
	}
	wrong(func(end *tip) { end.lastSeq = 77 })
	if err := s.Append(t.Context(), id, 77, []coach.Event{said(78, "d")}); coach.CodeOf(err) != coach.CodeConflict {
		t.Fatalf("beyond the log's end: %v", err)
	}
	if err := say("d"); err != nil {
		t.Fatalf("with a wrong place in mind: %v", err)
	}
	session, err := s.Session(t.Context(), id)
	if err != nil || session.LastSeq != 5 || session.Turns != 4 {
		t.Errorf("the session is listed with %d events and %d turns, want 5 and 4 (%v)", session.LastSeq, session.Turns, err)
	}
	if err := s.VerifySession(t.Context(), id); err != nil {
		t.Error(err)
	}
}
