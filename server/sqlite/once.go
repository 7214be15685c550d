package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// CreateSessionOnce is CreateSession for a request that may be sent again: its key is remembered with the session, for
// coach.OnceFor. CodeConflict also when the key is remembered already; nothing is stored then, and Begun tells of what.
func (s *Store) CreateSessionOnce(ctx context.Context, once coach.Once, session coach.Session, events []coach.Event) error {
	encoded, err := encodeEvents(0, events)
	if err != nil {
		return err
	}
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		if err := q.ForgetBegun(ctx, session.StartedAt.Add(-coach.OnceFor).UnixNano()); err != nil {
			return failed(err, "old keys of requests could not be removed")
		}
		if err := s.insertSession(ctx, q, session, encoded); err != nil {
			return err
		}
		err := q.InsertBegun(ctx, sqlgen.InsertBegunParams{RequestKey: once.Key, Asked: once.Asked, SessionID: session.ID, AtNs: nanos(session.StartedAt)})
		if isTaken(err) {
			return coach.Wrap(coach.CodeConflict, err, "a request with this key began a call already")
		}
		return failed(err, "the request's key could not be stored")
	})
}

// Begun returns the session that the request with this key began. CodeNotFound when none is remembered at this time,
// CodeConflict when that request asked for something else.
func (s *Store) Begun(ctx context.Context, once coach.Once, now time.Time) (coach.Session, error) {
	row, err := sqlgen.New(s.reader).GetBegun(ctx, sqlgen.GetBegunParams{RequestKey: once.Key, AtNs: now.Add(-coach.OnceFor).UnixNano()})
	if errors.Is(err, sql.ErrNoRows) {
		return coach.Session{}, coach.Errorf(coach.CodeNotFound, "no request with this key began a call")
	}
	if err != nil {
		return coach.Session{}, failed(err, "the requests that began calls cannot be read")
	}
	if row.Asked != once.Asked {
		return coach.Session{}, coach.Errorf(coach.CodeConflict, "this Idempotency-Key came with another request before; give each call you begin a new key, and the old one only to the same request sent again")
	}
	return s.Session(ctx, row.SessionID)
}
