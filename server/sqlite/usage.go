package sqlite

import (
	"context"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// AddUsage adds to what models took, all rows or none.
func (s *Store) AddUsage(ctx context.Context, spent []coach.ModelSpend) error {
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		for _, row := range spent {
			err := q.AddUsage(ctx, sqlgen.AddUsageParams{
				Day: row.Day, SessionID: row.SessionID, Role: row.Role, Endpoint: row.Endpoint, Calls: row.Calls, Failed: row.Failed,
				PromptTokens: row.PromptTokens, CompletionTokens: row.CompletionTokens, CostMicros: row.CostMicros,
			})
			if err != nil {
				return failed(err, "what models took could not be stored")
			}
		}
		return nil
	})
}

// TokensOfDay is how many tokens were sent and received on a day (UTC, 2006-01-02).
func (s *Store) TokensOfDay(ctx context.Context, day string) (int64, error) {
	tokens, err := sqlgen.New(s.reader).TokensOfDay(ctx, day)
	return tokens, failed(err, "what models took cannot be read")
}

// TokensOfSession is how many tokens were sent and received for a call.
func (s *Store) TokensOfSession(ctx context.Context, sessionID string) (int64, error) {
	tokens, err := sqlgen.New(s.reader).TokensOfSession(ctx, sessionID)
	return tokens, failed(err, "what models took cannot be read")
}

// Usage is what models took for a call, by role and endpoint; empty when none was asked.
func (s *Store) Usage(ctx context.Context, sessionID string) ([]coach.ModelSpend, error) {
	rows, err := sqlgen.New(s.reader).UsageOfSession(ctx, sessionID)
	if err != nil {
		return nil, failed(err, "what models took cannot be read")
	}
	spent := make([]coach.ModelSpend, len(rows))
	for i, row := range rows {
		spent[i] = coach.ModelSpend{
			SessionID: sessionID, Role: row.Role, Endpoint: row.Endpoint, Calls: row.Calls, Failed: row.Failed,
			PromptTokens: row.PromptTokens, CompletionTokens: row.CompletionTokens, CostMicros: row.CostMicros,
		}
	}
	return spent, nil
}
