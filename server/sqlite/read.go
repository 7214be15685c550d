package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// maxListed is the most sessions one listing returns.
const maxListed = 500

// Session returns a session as listed; CodeNotFound when there is none.
func (s *Store) Session(ctx context.Context, id string) (coach.Session, error) {
	row, err := getSession(ctx, sqlgen.New(s.reader), id)
	if err != nil {
		return coach.Session{}, err
	}
	return sessionOf(row), nil
}

// Sessions returns up to limit sessions (1 to 500; outside of it, 500), newest first: those with an id before the given
// one, or the newest when before is empty. Session ids sort by their time of making.
func (s *Store) Sessions(ctx context.Context, limit int, before string) ([]coach.Session, error) {
	if limit < 1 || limit > maxListed {
		limit = maxListed
	}
	queries := sqlgen.New(s.reader)
	var rows []sqlgen.Session
	var err error
	if before == "" {
		rows, err = queries.ListSessions(ctx, int64(limit))
	} else {
		rows, err = queries.ListSessionsBefore(ctx, sqlgen.ListSessionsBeforeParams{ID: before, Limit: int64(limit)})
	}
	if err != nil {
		return nil, failed(err, "the sessions cannot be listed")
	}
	sessions := make([]coach.Session, len(rows))
	for i, row := range rows {
		sessions[i] = sessionOf(row)
	}
	return sessions, nil
}

// Unscored returns the ids of sessions that ended and have no assessment, oldest first.
func (s *Store) Unscored(ctx context.Context) ([]string, error) {
	ids, err := sqlgen.New(s.reader).ListUnscoredIDs(ctx)
	if err != nil {
		return nil, failed(err, "the unscored sessions cannot be listed")
	}
	return ids, nil
}

// Scored returns the ids of sessions that have an assessment, oldest first.
func (s *Store) Scored(ctx context.Context) ([]string, error) {
	ids, err := sqlgen.New(s.reader).ListScoredIDs(ctx)
	if err != nil {
		return nil, failed(err, "the scored sessions cannot be listed")
	}
	return ids, nil
}

// Events returns the events after the given seq, in order. CodeNotFound when there is no such session; CodeStorage when
// an event is not as it was written.
func (s *Store) Events(ctx context.Context, sessionID string, after int64) ([]coach.Event, error) {
	queries := sqlgen.New(s.reader)
	after = max(after, 0)
	rows, err := queries.ListEvents(ctx, sqlgen.ListEventsParams{SessionID: sessionID, Seq: after})
	if err != nil {
		return nil, failed(err, "the log of session %s cannot be read", sessionID)
	}
	if len(rows) == 0 {
		if _, err := getSession(ctx, queries, sessionID); err != nil {
			return nil, err
		}
	}
	if broken := checkChain(sessionID, after, rows); broken != nil {
		return nil, damaged(broken)
	}
	events := make([]coach.Event, len(rows))
	for i, row := range rows {
		body, err := coach.DecodeEventBody(row.Kind, []byte(row.Body))
		if err != nil {
			return nil, err
		}
		events[i] = coach.Event{Seq: row.Seq, At: timeOf(row.AtNs), Body: body}
	}
	return events, nil
}

// Assessment returns the newest assessment of a session; CodeNotFound when there is none yet.
func (s *Store) Assessment(ctx context.Context, sessionID string) (coach.Assessment, error) {
	row, err := sqlgen.New(s.reader).GetAssessment(ctx, sessionID)
	if errors.Is(err, sql.ErrNoRows) {
		return coach.Assessment{}, coach.Errorf(coach.CodeNotFound, "session %s has no assessment yet", sessionID)
	}
	if err != nil {
		return coach.Assessment{}, failed(err, "the assessment cannot be read")
	}
	if !bytes.Equal(row.CardHash, cardHash(row.Card)) {
		return coach.Assessment{}, damaged(&Broken{SessionID: sessionID, Seq: row.Seq, Reason: "the assessment it announces does not fit its hash"})
	}
	a := coach.Assessment{ID: row.ID, SessionID: row.SessionID}
	if err := json.Unmarshal([]byte(row.Card), &a.Card); err != nil {
		return coach.Assessment{}, coach.Wrap(coach.CodeStorage, err, "a stored assessment cannot be read")
	}
	return a, nil
}

func getSession(ctx context.Context, q *sqlgen.Queries, id string) (sqlgen.Session, error) {
	row, err := q.GetSession(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return row, coach.Errorf(coach.CodeNotFound, "there is no session %s", id)
	}
	return row, failed(err, "session %s cannot be read", id)
}

func sessionOf(row sqlgen.Session) coach.Session {
	session := coach.Session{
		ID: row.ID, ScenarioID: row.ScenarioID, ScenarioHash: row.ScenarioHash,
		Lang: coach.Lang(row.Lang), Mode: coach.Mode(row.Mode), Seed: row.Seed, Status: coach.Status(row.Status),
		Trainee: row.Trainee, Purpose: coach.Purpose(row.Purpose), ForkOf: row.ForkOf, StartedAt: timeOf(row.StartedNs), EndedAt: timeOf(row.EndedNs), LastSeq: row.LastSeq,
		Turns: int(row.Turns), Assisted: row.Assisted, EndReason: coach.EndReason(row.EndReason),
		Outcome: coach.OutcomeRung(row.Outcome), Promise: coach.PromiseLevel(row.Promise), Verdict: row.Verdict,
	}
	if row.Total.Valid {
		total := int(row.Total.Int64)
		session.Total = &total
	}
	return session
}

func scoreParams(a coach.Assessment) sqlgen.ScoreSessionParams {
	params := sqlgen.ScoreSessionParams{
		ID: a.SessionID, Outcome: string(a.Card.Outcome.Rung), Promise: string(a.Card.Outcome.Promise.Level), Verdict: a.Card.Verdict,
	}
	if a.Card.Total != nil {
		params.Total = sql.NullInt64{Int64: int64(*a.Card.Total), Valid: true}
	}
	return params
}
