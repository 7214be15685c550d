package sqlite

import (
	"context"
	"log/slog"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// forgottenAtOnce is how many calls one commit forgets: others wait for no more than that.
const forgottenAtOnce = 20

// erase removes calls with everything stored about them. Search, comments and decisions go with the row of the session.
func erase(ctx context.Context, q *sqlgen.Queries, ids []string) error {
	for _, id := range ids {
		for _, remove := range []func(context.Context, string) error{
			q.EraseUsage, q.EraseDiagnosis, q.EraseAssessments, q.EraseTurns, q.EraseEvents, q.EraseSession,
		} {
			if err := remove(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Forget removes every call that ended before a time, or was begun before it and never ended, and returns how many there
// were. What they took in the database, its journal and the search index is overwritten; backups made earlier still hold
// them until they are removed themselves. After a failure it can be called again.
func (s *Store) Forget(ctx context.Context, before time.Time) (int, error) {
	forgotten := 0
	for {
		var ids []string
		err := s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) (err error) {
			ids, err = q.ListUntouchedSince(ctx, sqlgen.ListUntouchedSinceParams{BeforeNs: before.UnixNano(), Most: forgottenAtOnce})
			if err == nil {
				err = erase(ctx, q, ids)
			}
			return failed(err, "old calls could not be removed")
		})
		if err != nil {
			return forgotten, err
		}
		forgotten += len(ids)
		if len(ids) < forgottenAtOnce {
			break
		}
	}
	if forgotten == 0 {
		return 0, nil
	}
	return forgotten, s.wipe(ctx)
}

// wipe rewrites what still holds the words of removed calls: the search index, which only marks rows as gone, and the journal.
func (s *Store) wipe(ctx context.Context) error {
	const trouble = "old calls are removed, but their words could not be overwritten yet"
	err := s.commits.submitTx(ctx, func(ctx context.Context, tx sqlgen.DBTX) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO turn_words (turn_words) VALUES ('optimize')")
		return failed(err, trouble)
	})
	if err != nil {
		return err
	}
	_, err = s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return failed(err, trouble)
}

// forgetEvery is how often calls are looked for that are old enough to be forgotten.
const forgetEvery = time.Hour

// Retention forgets calls when they are old enough. It has nothing to do where Keep is 0.
type Retention struct {
	Store *Store
	Keep  time.Duration // how long a call is kept after its end
	Log   *slog.Logger
	Clock func() time.Time
}

// Run forgets what is old now and then every hour, until ctx ends. A failure is logged and tried again at the next hour.
func (r *Retention) Run(ctx context.Context) {
	for {
		switch forgotten, err := r.Store.Forget(ctx, r.Clock().Add(-r.Keep)); {
		case ctx.Err() != nil:
			return
		case err != nil:
			r.Log.ErrorContext(ctx, "old calls were not forgotten", "code", coach.CodeOf(err), "err", err)
		case forgotten > 0:
			r.Log.InfoContext(ctx, "old calls forgotten", "sessions", forgotten)
		}
		timer := time.NewTimer(forgetEvery)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}
