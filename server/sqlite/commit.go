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

	// company is how long a write that nobody waits for on the line stays open for others to share its commit. A tick on a
	// plain disk would otherwise wait behind the sync of somebody's finished answer.
	company = 10 * time.Millisecond

	// pace is how soon after the last commit began the next may begin for a sentence alone, and enough how many sentences
	// are worth one at any time. A busy server would otherwise commit for each sentence by itself; what the speaker sees of
	// it is a tick some milliseconds later, while the model thinks.
	pace   = 16 * time.Millisecond
	enough = 16
)

// patience is what a write can wait for.
type patience int

const (
	hurried   patience = iota // goes with whatever waits already
	paced                     // a sentence: keeps the pace
	unhurried                 // waits for company
)

// pauses are how long writes wait for others.
type pauses struct{ company, pace time.Duration }

// write is one unit of change: all of it is stored or none.
type write struct {
	ctx  context.Context                                 // of the caller; a write whose caller has gone is not begun
	do   func(ctx context.Context, tx sqlgen.DBTX) error // may be run twice, the first time in a transaction that is undone
	done chan error                                      // buffered, so that answering never blocks

	patience patience
}

// committer owns the one goroutine that writes. While one commit syncs, the next writes gather, and share the next
// commit: the cost of a sync is paid once for all of them.
type committer struct {
	db      *sql.DB
	pauses  pauses
	queue   chan *write
	mu      sync.RWMutex // guards what follows; held shared while queueing
	closed  bool
	proven  time.Time // when a commit last went well
	stopped chan struct{}

	began time.Time // when the last commit did; of the writing goroutine alone
}

func startCommitter(db *sql.DB, waits pauses) *committer {
	c := &committer{db: db, pauses: waits, queue: make(chan *write, maxWaiting), stopped: make(chan struct{})}
	go c.run()
	return c
}

// submit has do written and returns when it is durable, or when it is certain that none of it is. A caller whose ctx
// ends while its write is under way still waits for the outcome, so that no outcome is ever unknown.
func (c *committer) submit(ctx context.Context, do func(ctx context.Context, q *sqlgen.Queries) error) error {
	return c.submitPatient(ctx, hurried, do)
}

// submitPatient is submit for a change that can wait some milliseconds for others to share its commit.
func (c *committer) submitPatient(ctx context.Context, p patience, do func(ctx context.Context, q *sqlgen.Queries) error) error {
	return c.await(&write{
		ctx: ctx, do: func(ctx context.Context, tx sqlgen.DBTX) error { return do(ctx, sqlgen.New(tx)) }, done: make(chan error, 1), patience: p,
	})
}

// submitTx is submit for statements that the generated queries cannot say.
func (c *committer) submitTx(ctx context.Context, do func(ctx context.Context, tx sqlgen.DBTX) error) error {
	return c.await(&write{ctx: ctx, do: do, done: make(chan error, 1)})
}

// await queues a write and waits for its outcome.
func (c *committer) await(w *write) error {
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
		batch = c.bide(append(batch[:0], first))
		batch = c.gather(batch)
		c.began = time.Now()
		c.commit(batch)
	}
}

// bide waits for others until one of the batch can wait no longer, or enough sentences have come.
func (c *committer) bide(batch []*write) []*write {
	due, sentences := c.due(batch[0]), count(batch[0])
	for len(batch) < maxBatch && sentences < enough {
		wait := time.Until(due)
		if wait <= 0 {
			break
		}
		select {
		case w, ok := <-c.queue:
			if !ok {
				return batch
			}
			batch, sentences = append(batch, w), sentences+count(w)
			if d := c.due(w); d.Before(due) {
				due = d
			}
		case <-time.After(wait):
			return batch
		}
	}
	return batch
}

// due is when a write that has just come can wait no longer.
func (c *committer) due(w *write) time.Time {
	switch w.patience {
	case paced:
		return c.began.Add(c.pauses.pace)
	case unhurried:
		return time.Now().Add(c.pauses.company)
	default:
		return time.Time{}
	}
}

// count is how many sentences a write is.
func count(w *write) int {
	if w.patience == paced {
		return 1
	}
	return 0
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

// errOneFailed says that the writes have to be set apart from each other.
var errOneFailed = errors.New("one write of several failed")

func (c *committer) transact(batch []*write, results []error) error {
	const refused = "the store refused the write; nothing was stored"
	ctx := context.Background() // a caller that goes away must not tear its neighbours' transaction
	conn, err := c.db.Conn(ctx)
	if err != nil {
		return failed(err, refused)
	}
	defer func() { _ = conn.Close() }() // back to the pool; discard has dropped it if it is not sound
	// Nearly always every write goes well, and setting them apart would be a third of the work.
	err = attempt(ctx, conn, batch, results, together)
	if errors.Is(err, errOneFailed) {
		if len(batch) == 1 {
			return nil // its outcome is known, and nothing was committed
		}
		err = attempt(ctx, conn, batch, results, apart)
	}
	if err != nil {
		discard(conn)
		return failed(err, refused)
	}
	c.prove()
	return nil
}

// way is how the writes of a transaction are run: together as one, all of which a failure undoes, or
// each so that its failure leaves the others as they are.
type way int

const (
	together way = iota
	apart
)

// attempt runs a batch in one transaction and puts the outcome of each write into results. It fails with errOneFailed, and
// nothing is stored, when a write that runs together with others does; with any other error the connection is not sound.
func attempt(ctx context.Context, conn *sql.Conn, batch []*write, results []error, how way) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i, w := range batch {
		if results[i] = w.ctx.Err(); results[i] != nil {
			results[i] = coach.Wrap(coach.CodeUnavailable, results[i], "the request ended before it was stored; nothing was stored")
			continue
		}
		if how == apart {
			err = alone(ctx, tx, w, &results[i])
		} else if results[i] = guarded(ctx, tx, w); results[i] != nil {
			if err := tx.Rollback(); err != nil {
				return err
			}
			return errOneFailed
		}
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

// alone runs one write inside its own savepoint and puts its outcome into result. It fails only when the transaction
// as a whole cannot go on.
func alone(ctx context.Context, tx *sql.Tx, w *write, result *error) error {
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
