package sqlite

import (
	"context"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
)

func TestTheStoreIsReadyWhileItTakesWrites(t *testing.T) {
	s := newStore(t)
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("a new store is not ready: %v", err)
	}
	s.commits.mu.Lock()
	s.commits.proven = time.Time{} // nobody has written for long
	s.commits.mu.Unlock()
	onWriterConn(t, s, func(conn *sqlite3.SQLiteConn) { conn.RegisterCommitHook(func() int { return 1 }) })
	wantCode(t, s.Ready(t.Context()), coach.CodeStorage)
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("on a new connection the store is not ready: %v", err)
	}
}

func TestReadinessIsToldInTimeOverABusyWriter(t *testing.T) {
	s := newStore(t)
	s.commits.mu.Lock()
	s.commits.proven = time.Time{}
	s.commits.mu.Unlock()
	release := holdBatch(t, s)
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	wantCode(t, s.Ready(ctx), coach.CodeStorage)
}
