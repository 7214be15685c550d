package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// CreateSession stores a new session with its first events. What the events say (status, turns, end) counts more than
// what s says. CodeConflict when the id is taken.
func (s *Store) CreateSession(ctx context.Context, session coach.Session, events []coach.Event) error {
	encoded, err := encodeEvents(0, events)
	if err != nil {
		return err
	}
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		err := q.InsertSession(ctx, sqlgen.InsertSessionParams{
			ID: session.ID, ScenarioID: session.ScenarioID, ScenarioHash: session.ScenarioHash,
			Lang: string(session.Lang), Mode: string(session.Mode), Seed: session.Seed,
			Status: string(coach.StatusLive), ForkOf: session.ForkOf, StartedNs: nanos(session.StartedAt),
			LastHash: firstHash(session.ID), Assisted: session.Assisted || session.ForkOf != "",
			Trainee: session.Trainee, Purpose: string(session.Purpose),
		})
		if isTaken(err) {
			return coach.Wrap(coach.CodeConflict, err, "session %s exists already", session.ID)
		}
		if err != nil {
			return failed(err, "the session could not be stored")
		}
		return appendEvents(ctx, q, session.ID, 0, encoded)
	})
}

// Append adds events after lastSeq in one transaction and returns when they are durable. CodeConflict when the log has
// moved on or a client_turn_id is stored already, CodeEnded when the call is over and an event is not an assessment;
// either way nothing is written.
func (s *Store) Append(ctx context.Context, sessionID string, lastSeq int64, events []coach.Event) error {
	encoded, err := encodeEvents(lastSeq, events)
	if err != nil {
		return err
	}
	submit := s.commits.submit
	if _, spoken := events[len(events)-1].Body.(coach.TurnCompleted); spoken {
		submit = s.commits.submitUnhurried
	}
	err = submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		return appendEvents(ctx, q, sessionID, lastSeq, encoded)
	})
	if _, ends := events[len(events)-1].Body.(coach.SessionEnded); ends && err == nil {
		s.tellChanged()
	}
	return err
}

// Changed holds a token when a call ended or was scored since it was last taken.
func (s *Store) Changed() <-chan struct{} { return s.changed }

func (s *Store) tellChanged() {
	select {
	case s.changed <- struct{}{}:
	default: // told already
	}
}

// SaveAssessment stores an assessment with the events that lead to it, in one transaction; the last of them announces it.
func (s *Store) SaveAssessment(ctx context.Context, a coach.Assessment, lastSeq int64, events ...coach.Event) error {
	encoded, err := encodeEvents(lastSeq, events)
	if err != nil {
		return err
	}
	ready := events[len(events)-1]
	if body, ok := ready.Body.(coach.AssessmentReady); !ok || body.AssessmentID != a.ID {
		return coach.Errorf(coach.CodeInternal, "the event does not announce assessment %s", a.ID)
	}
	card, err := json.Marshal(a.Card)
	if err != nil {
		return coach.Wrap(coach.CodeInternal, err, "the assessment cannot be written")
	}
	err = s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		if err := appendEvents(ctx, q, a.SessionID, lastSeq, encoded); err != nil {
			return err
		}
		err := q.InsertAssessment(ctx, sqlgen.InsertAssessmentParams{
			ID: a.ID, SessionID: a.SessionID, Seq: ready.Seq, Card: string(card), CardHash: cardHash(string(card)),
		})
		if isTaken(err) {
			return coach.Wrap(coach.CodeConflict, err, "assessment %s exists already", a.ID)
		}
		if err != nil {
			return failed(err, "the assessment could not be stored")
		}
		return failed(q.ScoreSession(ctx, scoreParams(a)), "the session could not be updated")
	})
	if err == nil {
		s.tellChanged()
	}
	return err
}

// encodedEvent is an event with its body as stored.
type encodedEvent struct {
	coach.Event
	body string
}

// encodeEvents writes the bodies before the writing goroutine is asked, and checks that the numbers follow lastSeq.
func encodeEvents(lastSeq int64, events []coach.Event) ([]encodedEvent, error) {
	if len(events) == 0 {
		return nil, coach.Errorf(coach.CodeInternal, "there is no event to store")
	}
	encoded := make([]encodedEvent, len(events))
	for i, e := range events {
		if want := lastSeq + int64(i) + 1; e.Seq != want || e.Body == nil {
			return nil, coach.Errorf(coach.CodeInternal, "event %d stands where event %d belongs", e.Seq, want)
		}
		body, err := json.Marshal(e.Body)
		if err != nil {
			return nil, coach.Wrap(coach.CodeInternal, err, "a %s event cannot be written", e.Body.Kind())
		}
		encoded[i] = encodedEvent{Event: e, body: string(body)}
	}
	return encoded, nil
}

// appendEvents adds the events to the log and brings the session's row up to date with them.
func appendEvents(ctx context.Context, q *sqlgen.Queries, sessionID string, lastSeq int64, events []encodedEvent) error {
	row, err := getSession(ctx, q, sessionID)
	if err != nil {
		return err
	}
	if row.LastSeq != lastSeq {
		return coach.Errorf(coach.CodeConflict, "the log of session %s is at event %d, not %d; read it again", sessionID, row.LastSeq, lastSeq)
	}
	for _, e := range events {
		if err := appendEvent(ctx, q, &row, e); err != nil {
			return err
		}
	}
	return failed(q.AdvanceSession(ctx, sqlgen.AdvanceSessionParams{
		ID: row.ID, Status: row.Status, EndedNs: row.EndedNs, LastSeq: row.LastSeq, LastHash: row.LastHash,
		Turns: row.Turns, Assisted: row.Assisted, EndReason: row.EndReason,
	}), "the session could not be updated")
}

func appendEvent(ctx context.Context, q *sqlgen.Queries, row *sqlgen.Session, e encodedEvent) error {
	atNs, kind := nanos(e.At), e.Body.Kind()
	hash := eventHash(row.LastHash, e.Seq, atNs, kind, e.body)
	if err := fold(row, e, atNs); err != nil {
		return err
	}
	err := q.InsertEvent(ctx, sqlgen.InsertEventParams{
		SessionID: row.ID, Seq: e.Seq, AtNs: atNs, Kind: kind, Body: e.body, PrevHash: row.LastHash, Hash: hash,
	})
	if err != nil {
		return failed(err, "the event could not be stored")
	}
	row.LastSeq, row.LastHash = e.Seq, hash
	turn, ok := e.Body.(coach.TurnAccepted)
	if !ok {
		return nil
	}
	err = q.InsertTurn(ctx, sqlgen.InsertTurnParams{SessionID: row.ID, ClientTurnID: turn.ClientTurnID, Turn: int64(turn.Turn), Seq: e.Seq})
	if isTaken(err) {
		return coach.Wrap(coach.CodeConflict, err, "this turn is stored already; send new words under a new client_turn_id")
	}
	return failed(err, "the turn could not be stored")
}

// fold brings the listing of a session up to date with one event.
func fold(row *sqlgen.Session, e encodedEvent, atNs int64) error {
	if row.Status != string(coach.StatusLive) && !afterEnd(e.Body) {
		return coach.Errorf(coach.CodeEnded, "the call is over; nothing can be added to it")
	}
	switch b := e.Body.(type) {
	case coach.TurnAccepted, coach.TurnCompleted:
		row.Turns++
	case coach.HintGiven:
		row.Assisted = true
	case coach.SessionEnded:
		row.Status, row.EndedNs, row.EndReason = string(coach.StatusEnded), atNs, string(b.Reason)
	case coach.AssessmentReady:
		row.Status = string(coach.StatusScored)
	}
	return nil
}

// afterEnd reports whether an event may follow the end of its call.
func afterEnd(body coach.EventBody) bool {
	switch body.(type) {
	case coach.JudgementAdded, coach.AssessmentReady:
		return true
	}
	return false
}

// isTaken reports that a key is stored already.
func isTaken(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// nanos is a time as stored; the zero time is 0.
func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func timeOf(ns int64) time.Time {
	if ns == 0 {
		return time.Time{}
	}
	return time.Unix(0, ns).UTC()
}
