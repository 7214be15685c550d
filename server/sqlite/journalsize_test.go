package sqlite

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"huikuan/server/coach"
)

// long is an event that takes some room.
func long(seq int64) coach.Event {
	return coach.Event{Seq: seq, At: started, Body: coach.TurnAccepted{
		Turn: int(seq - 1), ClientTurnID: fmt.Sprint(seq), Text: strings.Repeat("x", 250<<10), Contact: "boss"}}
}

// journalOf is the size of a store's journal in bytes.
func journalOf(t *testing.T, s *Store) int64 {
	t.Helper()
	info, err := os.Stat(s.path + journalSuffix)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// grow writes until the journal has outgrown size, which it does only while somebody reads.
func grow(t *testing.T, s *Store, id string, seq, size int64) int64 {
	t.Helper()
	for ; journalOf(t, s) <= size; seq++ {
		if seq > 1000 {
			t.Fatalf("the journal has %d bytes after %d events", journalOf(t, s), seq)
		}
		appendAll(t, s, id, long(seq))
	}
	return seq
}

// readOn reads as a backup does, from one moment on, until the returned function is called.
func readOn(t *testing.T, s *Store) (stop func()) {
	t.Helper()
	tx, err := s.reader.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRowContext(t.Context(), "SELECT count(*) FROM events").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}
}

// TestALongReaderStopsNoWriteAndTheJournalShrinksAfterIt, and a backup is not begun on top of a journal that is too large.
func TestALongReaderStopsNoWriteAndTheJournalShrinksAfterIt(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	stop := readOn(t, s)
	seq := grow(t, s, "ses_1", 2, keptJournal+4<<20)
	copied := filepath.Join(t.TempDir(), "copy.db")
	wantCode(t, vacuumInto(t.Context(), s.path, copied, journalOf(t, s)-1), coach.CodeUnavailable)
	stop()
	for range 3 { // the first takes the journal over, the next begins it anew
		appendAll(t, s, "ses_1", long(seq))
		seq++
	}
	if size := journalOf(t, s); size > keptJournal {
		t.Errorf("the journal still has %d bytes", size)
	}
	if _, err := os.Stat(copied); err == nil {
		t.Error("a copy was begun")
	}
}

// TestABackupMakesWayWhenTheJournalOutgrowsIt: calls are written on meanwhile.
func TestABackupMakesWayWhenTheJournalOutgrowsIt(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	seq := int64(2)
	for ; seq < 100; seq++ {
		appendAll(t, s, "ses_1", long(seq))
	}
	stop := readOn(t, s)
	defer stop()
	for try := range 20 {
		limit, copied := journalOf(t, s), filepath.Join(t.TempDir(), fmt.Sprint(try))
		over := make(chan struct{})
		var writing sync.WaitGroup
		writing.Go(func() {
			for { // until the copy is under way
				if _, err := os.Stat(copied); err == nil {
					break
				}
				select {
				case <-over:
					return
				default:
					runtime.Gosched()
				}
			}
			seq = grow(t, s, "ses_1", seq, limit)
		})
		err := vacuumInto(t.Context(), s.path, copied, limit)
		close(over)
		writing.Wait()
		if err != nil {
			wantCode(t, err, coach.CodeUnavailable)
			return
		}
	}
	t.Error("no backup made way")
}
