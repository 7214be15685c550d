package sqlite

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// holdBatch makes the writing goroutine wait inside a write, so that what is queued meanwhile shares one commit with
// what is queued by others; the returned function lets it go on. Its own write fails.
func holdBatch(t *testing.T, s *Store) (release func()) {
	t.Helper()
	entered, leave, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	enter := sync.OnceFunc(func() { close(entered) })
	go func() {
		defer close(done)
		_ = s.commits.submit(t.Context(), func(context.Context, *sqlgen.Queries) error {
			enter()
			<-leave
			return coach.Errorf(coach.CodeInvalid, "held")
		})
	}()
	<-entered
	return func() { close(leave); <-done }
}

// submitTogether queues all writes while the goroutine is held and returns their outcomes.
func submitTogether(t *testing.T, s *Store, writes ...func() error) []error {
	t.Helper()
	release := holdBatch(t, s)
	results := make([]error, len(writes))
	var wg sync.WaitGroup
	for i, write := range writes {
		wg.Go(func() { results[i] = write() })
		for len(s.commits.queue) < i+1 { // queued in this order
			runtime.Gosched()
		}
	}
	release()
	wg.Wait()
	return results
}

func appendTo(t *testing.T, s *Store, id string, events ...coach.Event) func() error {
	return func() error { return s.Append(t.Context(), id, events[0].Seq-1, events) }
}

func TestABadWriteDoesNotHarmItsNeighbours(t *testing.T) {
	s := newStore(t)
	for _, id := range []string{"ses_1", "ses_2", "ses_3"} {
		create(t, s, id)
	}
	results := submitTogether(t, s,
		appendTo(t, s, "ses_1", said(2, "a")),
		appendTo(t, s, "ses_2", said(2, "b"), said(3, "b")), // fails half way
		appendTo(t, s, "ses_x", said(2, "c")),
		func() error {
			return s.commits.submit(t.Context(), func(context.Context, *sqlgen.Queries) error { panic("fault") })
		},
		appendTo(t, s, "ses_3", said(2, "d")),
		appendTo(t, s, "ses_1", answered(3)), // sees the first one
	)
	for i, want := range []coach.Code{"", coach.CodeConflict, coach.CodeNotFound, coach.CodeInternal, "", ""} {
		if got := coach.CodeOf(results[i]); got != want {
			t.Errorf("write %d: %v, want code %q", i, results[i], want)
		}
	}
	for id, want := range map[string]int64{"ses_1": 3, "ses_2": 1, "ses_3": 2} {
		if session, err := s.Session(t.Context(), id); err != nil || session.LastSeq != want {
			t.Errorf("%s ends at %d (%v), want %d", id, session.LastSeq, err, want)
		}
	}
	if _, err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAFailedCommitAcknowledgesNobodyAndTheStoreGoesOn(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	create(t, s, "ses_2")
	onWriterConn(t, s, func(conn *sqlite3.SQLiteConn) { conn.RegisterCommitHook(func() int { return 1 }) })
	for _, err := range submitTogether(t, s, appendTo(t, s, "ses_1", said(2, "a")), appendTo(t, s, "ses_2", said(2, "b"))) {
		wantCode(t, err, coach.CodeStorage)
	}
	for _, id := range []string{"ses_1", "ses_2"} {
		if session, err := s.Session(t.Context(), id); err != nil || session.LastSeq != 1 {
			t.Errorf("%s ends at %d (%v), want 1", id, session.LastSeq, err)
		}
	}
	appendAll(t, s, "ses_1", said(2, "a")) // on a new connection
}

func TestAWriteWhoseCallerHasGoneIsNotBegun(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	ctx, cancel := context.WithCancel(t.Context())
	release := holdBatch(t, s)
	outcome := make(chan error, 1)
	go func() { outcome <- s.Append(ctx, "ses_1", 1, []coach.Event{said(2, "c1")}) }()
	for len(s.commits.queue) == 0 {
		runtime.Gosched()
	}
	cancel()
	release()
	wantCode(t, <-outcome, coach.CodeUnavailable)
	appendAll(t, s, "ses_1", said(2, "c2"))
}

func TestWaitingWritesShareOneCommit(t *testing.T) {
	s := newStore(t)
	const sessions = 20
	var writes []func() error
	for i := range sessions {
		id := fmt.Sprintf("ses_%02d", i)
		create(t, s, id)
		writes = append(writes, appendTo(t, s, id, said(2, "a")))
	}
	commits := 0
	onWriterConn(t, s, func(conn *sqlite3.SQLiteConn) { conn.RegisterCommitHook(func() int { commits++; return 0 }) })
	for _, err := range submitTogether(t, s, writes...) {
		if err != nil {
			t.Error(err)
		}
	}
	if commits != 1 {
		t.Errorf("%d writes took %d commits, want 1", sessions, commits)
	}
}

// TestAFinishedAnswerSharesTheCommitOfTheNextSentence, and goes by itself when there is none in time.
func TestAFinishedAnswerSharesTheCommitOfTheNextSentence(t *testing.T) {
	s := newStore(t)
	for _, id := range []string{"ses_1", "ses_2"} {
		create(t, s, id)
	}
	commits, sentences := 0, 0
	answerWith := func(company time.Duration, seq int64, beside func()) {
		s.commits.close()
		s.commits = startCommitter(s.writer, pauses{company: company})
		onWriterConn(t, s, func(conn *sqlite3.SQLiteConn) { conn.RegisterCommitHook(func() int { commits++; return 0 }) })
		commits = 0
		spoken := make(chan error, 1)
		go func() { spoken <- appendTo(t, s, "ses_1", answered(seq))() }()
		for {
			select {
			case err := <-spoken:
				if err != nil {
					t.Error(err)
				}
				return
			default:
				beside()
			}
		}
	}
	answerWith(time.Minute, 2, func() {
		seq := int64(sentences + 2)
		appendAll(t, s, "ses_2", said(seq, fmt.Sprint(seq)))
		sentences++
	})
	if commits != sentences {
		t.Errorf("%d sentences and an answer took %d commits", sentences, commits)
	}
	answerWith(time.Millisecond, 3, runtime.Gosched)
	if commits != 1 {
		t.Errorf("an answer by itself took %d commits", commits)
	}
}

// TestSentencesKeepThePaceAndShareACommit: a sentence after a quiet while goes at once, those soon after it wait for each
// other, and no longer than the pace.
func TestSentencesKeepThePaceAndShareACommit(t *testing.T) {
	s := newStore(t)
	ids := make([]string, enough+1)
	for i := range ids {
		ids[i] = fmt.Sprintf("ses_%02d", i)
		create(t, s, ids[i])
	}
	commits := 0
	restart := func(waits pauses) {
		s.commits.close()
		s.commits = startCommitter(s.writer, waits)
		onWriterConn(t, s, func(conn *sqlite3.SQLiteConn) { conn.RegisterCommitHook(func() int { commits++; return 0 }) })
		commits = 0
	}
	all := func(seq int64, ids []string) {
		var writers sync.WaitGroup
		for _, id := range ids {
			writers.Go(func() {
				if err := appendTo(t, s, id, said(seq, fmt.Sprint(seq)))(); err != nil {
					t.Error(err)
				}
			})
		}
		writers.Wait()
	}
	restart(pauses{pace: time.Hour})
	all(2, ids[:1])
	if commits != 1 {
		t.Errorf("the first sentence took %d commits", commits)
	}
	all(2, ids[1:])
	if commits != 2 {
		t.Errorf("%d sentences within the pace took %d commits, want 1", enough, commits-1)
	}
	waiting := make(chan error, 1)
	go func() { waiting <- appendTo(t, s, ids[0], said(3, "3"))() }()
	for len(waiting) == 0 {
		create(t, s, fmt.Sprintf("ses_hurried_%d", commits))
	}
	if err := <-waiting; err != nil {
		t.Error(err)
	}
	restart(pauses{pace: time.Millisecond})
	for seq := range int64(3) {
		all(seq+4, ids[:1])
	}
	if commits != 3 {
		t.Errorf("three sentences of one call took %d commits", commits)
	}
}

func onWriterConn(t *testing.T, s *Store, do func(*sqlite3.SQLiteConn)) {
	t.Helper()
	conn, err := s.writer.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = conn.Raw(func(c any) error {
		raw, ok := c.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("the connection is a %T", c)
		}
		do(raw)
		return nil
	})
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
}
