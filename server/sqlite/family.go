package sqlite

import (
	"context"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// maxFamily is how many calls of one family are returned; a call forked more often than that shows its first ones.
const maxFamily = 100

// Family returns the call a session goes back to, then every call forked from it or from one of its forks, each parent
// before its children. A fork's ForkTurn is the last turn it shares with its parent. CodeNotFound when there is no such
// session.
func (s *Store) Family(ctx context.Context, id string) ([]coach.Session, error) {
	queries := sqlgen.New(s.reader)
	root, err := getSession(ctx, queries, id)
	if err != nil {
		return nil, err
	}
	for seen := map[string]bool{root.ID: true}; root.ForkOf != "" && !seen[root.ForkOf]; seen[root.ID] = true {
		parent, err := getSession(ctx, queries, root.ForkOf)
		if coach.CodeOf(err) == coach.CodeNotFound {
			break // the origin is gone; the family begins here
		}
		if err != nil {
			return nil, err
		}
		root = parent
	}
	family := []coach.Session{sessionOf(root)}
	for i := 0; i < len(family) && len(family) < maxFamily; i++ {
		forks, err := queries.ListForksOf(ctx, family[i].ID)
		if err != nil {
			return nil, failed(err, "the forks of session %s cannot be listed", family[i].ID)
		}
		for _, row := range forks[:min(len(forks), maxFamily-len(family))] {
			fork := sessionOf(row)
			if fork.ForkTurn, err = forkTurn(ctx, queries, row.ID); err != nil {
				return nil, err
			}
			family = append(family, fork)
		}
	}
	return family, nil
}

// forkTurn reads from a fork's first event where it left its parent.
func forkTurn(ctx context.Context, q *sqlgen.Queries, id string) (int, error) {
	row, err := q.GetFirstEvent(ctx, id)
	if err != nil {
		return 0, failed(err, "the log of session %s cannot be read", id)
	}
	body, err := coach.DecodeEventBody(row.Kind, []byte(row.Body))
	if err != nil {
		return 0, err
	}
	started, _ := body.(coach.SessionStarted)
	return started.ForkTurn, nil
}
