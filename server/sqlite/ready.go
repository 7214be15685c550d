package sqlite

import (
	"context"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// provenFor is how long a commit counts as proof that the store takes writes.
const provenFor = 5 * time.Second

// Ready reports whether the store takes writes: whether something was committed a moment ago, or is now. It returns when
// ctx ends, however long the disk takes.
func (s *Store) Ready(ctx context.Context) error {
	if time.Since(s.commits.provenAt()) < provenFor {
		return nil
	}
	return s.commits.submitWithin(ctx, func(ctx context.Context, tx sqlgen.DBTX) error {
		return failed(sqlgen.New(tx).Beat(ctx, time.Now().UnixNano()), "the store refused the write")
	})
}

// submitWithin is submit for a write whose outcome the caller can do without: it waits no longer than ctx.
func (c *committer) submitWithin(ctx context.Context, do func(ctx context.Context, tx sqlgen.DBTX) error) error {
	w := &write{ctx: ctx, do: do, done: make(chan error, 1)}
	if err := c.enqueue(w); err != nil {
		return err
	}
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return coach.Wrap(coach.CodeStorage, ctx.Err(), "the store takes too long to write; check the disk of the data folder")
	}
}

// provenAt is when a commit last went well, on the process's own clock; the zero time when none has.
func (c *committer) provenAt() time.Time {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.proven
}

func (c *committer) prove() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.proven = time.Now()
}
