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
		return s.insertSession(ctx, q, session, encoded)
	})
}

func (s *Store) insertSession(ctx context.Context, q *sqlgen.Queries, session coach.Session, events []encodedEvent) error {
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
	s.tips.keep(tip{id: session.ID, status: coach.StatusLive, lastHash: firstHash(session.ID), assisted: session.Assisted || session.ForkOf != ""})
	return s.tips.append(ctx, q, session.ID, 0, events)
}

// Append adds events after lastSeq in one transaction and returns when they are durable. CodeConflict when the log has
// moved on or a client_turn_id is stored already, CodeEnded when the call is over and an event is not an assessment;
// either way nothing is written.
func (s *Store) Append(ctx context.Context, sessionID string, lastSeq int64, events []coach.Event) error {
	encoded, err := encodeEvents(lastSeq, events)
	if err != nil {
		return err
	}
	err = s.commits.submitPatient(ctx, patienceOf(events[len(events)-1].Body), func(ctx context.Context, q *sqlgen.Queries) error {
		return s.tips.append(ctx, q, sessionID, lastSeq, encoded)
	})
	if _, ends := events[len(events)-1].Body.(coach.SessionEnded); ends && err == nil {
		s.tellChanged()
	}
	return err
}

// patienceOf is how long a change can wait for others to be stored with it, by its last event.
func patienceOf(last coach.EventBody) patience {
	switch last.(type) {
	case coach.TurnCompleted:
		return unhurried
	case coach.TurnAccepted:
		return paced
	default:
		return hurried
	}
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
		if err := s.tips.append(ctx, q, a.SessionID, lastSeq, encoded); err != nil {
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
