package sqlite

import (
	"context"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// SessionsFor is Sessions for those of one purpose only.
func (s *Store) SessionsFor(ctx context.Context, purpose coach.Purpose, limit int, before string) ([]coach.Session, error) {
	if limit < 1 || limit > maxListed {
		limit = maxListed
	}
	rows, err := sqlgen.New(s.reader).ListSessionsFor(ctx, sqlgen.ListSessionsForParams{Purpose: string(purpose), Before: before, Most: int64(limit)})
	if err != nil {
		return nil, failed(err, "the sessions cannot be listed")
	}
	sessions := make([]coach.Session, len(rows))
	for i, row := range rows {
		sessions[i] = sessionOf(row)
	}
	return sessions, nil
}

// Trainees returns the names under which calls were held, in order.
func (s *Store) Trainees(ctx context.Context) ([]string, error) {
	names, err := sqlgen.New(s.reader).ListTrainees(ctx)
	if err != nil {
		return nil, failed(err, "the trainees cannot be listed")
	}
	return names, nil
}

// RemoveDemo removes the calls of the demo team, and what was gone on with from them, with everything stored about them, at
// once. It returns how many there were. No other call can be removed.
func (s *Store) RemoveDemo(ctx context.Context) (int, error) {
	var ids []string
	err := s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) (err error) {
		if ids, err = q.ListIDsFor(ctx, string(coach.PurposeDemo)); err == nil {
			err = erase(ctx, q, ids)
		}
		return failed(err, "the demo data could not be removed; all of it is still there")
	})
	if err != nil {
		return 0, err
	}
	return len(ids), nil
}
