package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"huikuan/server/coach"
)

func TestABackupTakenWhileCallsGoOnOpensAndHoldsWhatWasAcknowledgedBefore(t *testing.T) {
	s := newStore(t)
	const sessions = 6
	for i := range sessions {
		create(t, s, fmt.Sprintf("ses_%d", i))
	}
	stop := make(chan struct{})
	var mu sync.Mutex
	acked := map[string]int64{}
	var wg sync.WaitGroup
	for i := range sessions {
		id := fmt.Sprintf("ses_%d", i)
		wg.Go(func() {
			for seq := int64(2); ; seq++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := s.Append(t.Context(), id, seq-1, []coach.Event{said(seq, fmt.Sprint(seq))}); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acked[id] = seq
				mu.Unlock()
			}
		})
	}
	for round := range 3 {
		mu.Lock()
		before := map[string]int64{}
		for id, seq := range acked {
			before[id] = seq
		}
		mu.Unlock()
		path := filepath.Join(t.TempDir(), fmt.Sprintf("back up %d.db", round))
		checked, err := s.Backup(t.Context(), path)
		if err != nil || checked.Sessions != sessions {
			t.Fatalf("%+v %v", checked, err)
		}
		copied := openStore(t, path)
		if again, err := copied.Verify(t.Context()); err != nil || again != checked {
			t.Errorf("reopened: %+v %v, want %+v", again, err, checked)
		}
		for id, seq := range before {
			if session, err := copied.Session(t.Context(), id); err != nil || session.LastSeq < seq {
				t.Errorf("%s: %d was acknowledged, the backup ends at %d (%v)", id, seq, session.LastSeq, err)
			}
		}
		appendAll(t, copied, "ses_0", said(mustSession(t, copied, "ses_0").LastSeq+1, "after"))
	}
	close(stop)
	wg.Wait()
}

func mustSession(t *testing.T, s *Store, id string) coach.Session {
	t.Helper()
	session, err := s.Session(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func TestABackupThatCannotBeTrustedIsNotMade(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken.db")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Backup(t.Context(), taken)
	wantCode(t, err, coach.CodeInvalid)
	if kept, err := os.ReadFile(taken); err != nil || string(kept) != "mine" {
		t.Errorf("the file was touched: %q %v", kept, err)
	}
	_, err = s.Backup(t.Context(), filepath.Join(folder, "no such folder", "b.db"))
	wantCode(t, err, coach.CodeStorage)

	if _, err := s.writer.Exec("UPDATE events SET at_ns = 1"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Backup(t.Context(), filepath.Join(folder, "damaged.db"))
	wantCode(t, err, coach.CodeStorage)
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if !reflect.DeepEqual(names, []string{"taken.db"}) {
		t.Errorf("left behind: %v", names)
	}
}
