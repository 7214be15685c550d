package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"huikuan/server/coach"
)

func begin(t *testing.T, s *Store, once coach.Once, id string, at time.Time) error {
	t.Helper()
	session := aSession(id)
	session.StartedAt = at
	return s.CreateSessionOnce(t.Context(), once, session, []coach.Event{opening()})
}

// remembered is how many keys the store holds.
func remembered(t *testing.T, s *Store) (n int) {
	t.Helper()
	if err := s.reader.QueryRow("SELECT count(*) FROM begun").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAKeyBeginsOneSessionAndIsForgottenInTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	once := coach.Once{Key: "k", Asked: "this"}
	if err := begin(t, s, once, "ses_1", day); err != nil {
		t.Fatal(err)
	}
	wantCode(t, begin(t, s, once, "ses_2", day), coach.CodeConflict)
	if _, err := s.Session(t.Context(), "ses_2"); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("the session of the refused request is there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, path)
	last := day.Add(coach.OnceFor)
	if one, err := s.Begun(t.Context(), once, last); err != nil || one.ID != "ses_1" {
		t.Errorf("after reopening the key leads to %q, %v", one.ID, err)
	}
	_, err := s.Begun(t.Context(), coach.Once{Key: "k", Asked: "that"}, last)
	wantCode(t, err, coach.CodeConflict)
	_, err = s.Begun(t.Context(), once, last.Add(time.Second))
	wantCode(t, err, coach.CodeNotFound)

	if err := begin(t, s, once, "ses_3", last.Add(time.Second)); err != nil {
		t.Errorf("a key that is forgotten cannot be used anew: %v", err)
	}
	if n := remembered(t, s); n != 1 {
		t.Errorf("%d keys are held, want the newest alone", n)
	}
}

func TestAKeyGoesWithItsCall(t *testing.T) {
	s := newStore(t)
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	once := coach.Once{Key: "k", Asked: "this"}
	if err := begin(t, s, once, "ses_1", day); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(t.Context(), day.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n := remembered(t, s); n != 0 {
		t.Errorf("%d keys are held of a call that was removed", n)
	}
	_, err := s.Begun(t.Context(), once, day.Add(time.Hour))
	wantCode(t, err, coach.CodeNotFound)
}
