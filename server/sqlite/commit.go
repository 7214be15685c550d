package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

const (
	maxWaiting = 1024 // writes queued before callers have to wait to be queued
	maxBatch   = 128  // writes in one transaction
)

// write is one unit of change: all of it is stored or none.
type write struct {
	ctx  context.Context // of the caller; a write whose caller has gone is not begun
	do   func(ctx context.Context, tx sqlgen.DBTX) error
	done chan error // buffered, so that answering never blocks
}

// committer owns the one goroutine that writes. While one commit syncs, the next writes gather, and share the next
// commit: the cost of a sync is paid once for all of them.
type committer struct {
	db      *sql.DB
	queue   chan *write
	mu      sync.RWMutex // guards what follows; held shared while queueing
	closed  bool
	proven  time.Time // when a commit last went well
	stopped chan struct{}
}

func startCommitter(db *sql.DB) *committer {
	c := &committer{db: db, queue: make(chan *write, maxWaiting), stopped: make(chan struct{})}
	go c.run()
	return c
}

// submit has do written and returns when it is durable, or when it is certain that none of it is. A caller whose ctx
// ends while its write is under way still waits for the outcome, so that no outcome is ever unknown.
func (c *committer) submit(ctx context.Context, do func(ctx context.Context, q *sqlgen.Queries) error) error {
	return c.submitTx(ctx, func(ctx context.Context, tx sqlgen.DBTX) error { return do(ctx, sqlgen.New(tx)) })
}

// submitTx is submit for statements that the generated queries cannot say.
func (c *committer) submitTx(ctx context.Context, do func(ctx context.Context, tx sqlgen.DBTX) error) error {
	w := &write{ctx: ctx, do: do, done: make(chan error, 1)}
	if err := c.enqueue(w); err != nil {
		return err
	}
	return <-w.done
}

func (c *committer) enqueue(w *write) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return coach.Errorf(coach.CodeUnavailable, "the store is closed; nothing was stored")
	}
	select {
	case c.queue <- w:
		return nil
	case <-w.ctx.Done():
		return coach.Wrap(coach.CodeUnavailable, w.ctx.Err(), "the store is too busy; nothing was stored, try again")
	}
}

// close lets the queued writes finish and waits for the goroutine.
func (c *committer) close() {
	c.mu.Lock()
	if !c.closed {
		c.closed = true
		close(c.queue)
	}
	c.mu.Unlock()
	<-c.stopped
}

func (c *committer) run() {
	defer close(c.stopped)
	batch := make([]*write, 0, maxBatch)
	for first := range c.queue {
		batch = c.gather(append(batch[:0], first))
		c.commit(batch)
	}
}

// gather adds what is already waiting; it never waits for more.
func (c *committer) gather(batch []*write) []*write {
	for len(batch) < maxBatch {
		select {
		case w, ok := <-c.queue:
			if !ok {
				return batch
			}
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// commit stores the batch in one transaction and answers everyone in it. No one is told of success before the commit
// returned. After a failed commit the connection is thrown away: what the system has of its pages is unknown.
func (c *committer) commit(batch []*write) {
	results := make([]error, len(batch))
	err := c.transact(batch, results)
	for i, w := range batch {
		if err != nil && results[i] == nil {
			results[i] = err
		}
		w.done <- results[i]
	}
}

func (c *committer) transact(batch []*write, results []error) error {
	const refused = "the store refused the write; nothing was stored"
	ctx := context.Background() // a caller that goes away must not tear its neighbours' transaction
	conn, err := c.db.Conn(ctx)
	if err != nil {
		return failed(err, refused)
	}
	defer func() { _ = conn.Close() }() // back to the pool; discard has dropped it if it is not sound
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return failed(err, refused)
	}
	for i, w := range batch {
		fatal := apply(ctx, tx, w, &results[i])
		if fatal != nil {
			err = errors.Join(fatal, tx.Rollback())
			break
		}
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		discard(conn)
		return failed(err, refused)
	}
	c.prove()
	return nil
}

// apply runs one write inside its own savepoint and puts its outcome into result. It fails only when the transaction
// as a whole cannot go on.
func apply(ctx context.Context, tx *sql.Tx, w *write, result *error) error {
	if err := w.ctx.Err(); err != nil {
		*result = coach.Wrap(coach.CodeUnavailable, err, "the request ended before it was stored; nothing was stored")
		return nil
	}
	if _, err := tx.ExecContext(ctx, "SAVEPOINT one"); err != nil {
		return err
	}
	if *result = guarded(ctx, tx, w); *result != nil {
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO one"); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "RELEASE one")
	return err
}

// guarded turns a panic in one write into its error: the goroutine serves every session.
func guarded(ctx context.Context, tx *sql.Tx, w *write) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = coach.Wrap(coach.CodeInternal, fmt.Errorf("panic in a write: %v", r), "the write failed on our side; nothing was stored")
		}
	}()
	return w.do(ctx, tx)
}

// discard makes the pool open a new connection next time.
func discard(conn *sql.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // the error is the request to drop it
}
