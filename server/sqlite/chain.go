package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/oklog/ulid/v2"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// verifyPage is how many session ids are read at a time.
const verifyPage = 500

// Broken names the first event of a session that is not as it was written.
type Broken struct {
	SessionID string
	Seq       int64
	Reason    string
}

// Error says where the chain breaks.
func (b *Broken) Error() string {
	return fmt.Sprintf("session %s is damaged at event %d: %s", b.SessionID, b.Seq, b.Reason)
}

// Checked is how much a check read.
type Checked struct{ Sessions, Events int }

// String says it in words.
func (c Checked) String() string {
	return coach.Count(c.Sessions, "call") + ", " + coach.Count(c.Events, "event")
}

// firstHash is the prev_hash of a session's first event: it ties the chain to its session.
func firstHash(sessionID string) []byte {
	sum := sha256.Sum256([]byte("huikuan session " + sessionID))
	return sum[:]
}

// eventHash covers all of an event and the hash before it. Lengths go in too, so that no two events read the same.
func eventHash(prev []byte, seq, atNs int64, kind, body string) []byte {
	h := sha256.New()
	h.Write(prev)
	var n [8]byte
	for _, v := range []int64{seq, atNs, int64(len(kind)), int64(len(body))} {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	h.Write([]byte(kind))
	h.Write([]byte(body))
	return h.Sum(nil)
}

// checkChain returns the first break in rows, which follow on from the event number after, or nil.
func checkChain(sessionID string, after int64, rows []sqlgen.Event) *Broken {
	var prev []byte
	if after == 0 {
		prev = firstHash(sessionID)
	}
	for i, row := range rows {
		broken := &Broken{SessionID: sessionID, Seq: after + int64(i) + 1}
		switch {
		case row.Seq != broken.Seq:
			broken.Reason = "it is missing"
		case prev != nil && !bytes.Equal(row.PrevHash, prev):
			broken.Reason = "it does not follow on from the event before it"
		case !bytes.Equal(row.Hash, eventHash(row.PrevHash, row.Seq, row.AtNs, row.Kind, row.Body)):
			broken.Reason = "its content does not fit its hash"
		default:
			prev = row.Hash
			continue
		}
		return broken
	}
	return nil
}

// VerifySession checks one session's chain and assessments. It fails with CodeStorage and a *Broken cause naming the
// first event that is not as it was written.
func (s *Store) VerifySession(ctx context.Context, id string) error {
	_, err := s.verifySession(ctx, id)
	return err
}

// Verify checks the file's structure, then every session, and fails with all the damage it found.
func (s *Store) Verify(ctx context.Context) (Checked, error) {
	var checked Checked
	var damage []error
	var verdict string
	if err := s.reader.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return checked, failed(err, "the database cannot be checked")
	}
	if verdict != "ok" {
		damage = append(damage, coach.Errorf(coach.CodeStorage, "the database file is damaged (%s); restore a backup", verdict))
	}
	queries := sqlgen.New(s.reader)
	last := ""
	for {
		ids, err := queries.ListSessionIDs(ctx, sqlgen.ListSessionIDsParams{ID: last, Limit: verifyPage})
		if err != nil {
			return checked, failed(err, "the sessions cannot be listed")
		}
		for _, id := range ids {
			events, err := s.verifySession(ctx, id)
			if ctx.Err() != nil {
				return checked, failed(ctx.Err(), "the check was stopped")
			}
			if err != nil {
				damage = append(damage, err)
			}
			checked.Sessions++
			checked.Events += events
		}
		if len(ids) < verifyPage {
			return checked, errors.Join(damage...)
		}
		last = ids[len(ids)-1]
	}
}

// verifySession reads a session in one transaction, so that a call going on meanwhile does not look broken.
func (s *Store) verifySession(ctx context.Context, id string) (events int, err error) {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return 0, failed(err, "the session cannot be read")
	}
	defer func() { _ = tx.Rollback() }() // it only read
	queries := sqlgen.New(tx)
	row, err := queries.GetVerified(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, coach.Errorf(coach.CodeNotFound, "there is no session %s", id)
	}
	if err != nil {
		return 0, failed(err, "session %s cannot be read", id)
	}
	rows, err := queries.ListEvents(ctx, sqlgen.ListEventsParams{SessionID: id})
	if err != nil {
		return 0, failed(err, "the log of session %s cannot be read", id)
	}
	broken := checkChain(id, 0, rows)
	if broken == nil {
		broken = checkEnd(row, rows)
	}
	if broken == nil {
		broken = checkListing(row, rows[0])
	}
	if broken == nil {
		if broken, err = checkPurpose(ctx, tx, rows[0]); err != nil {
			return len(rows), err
		}
	}
	if broken != nil {
		return len(rows), damaged(broken)
	}
	cards, err := queries.ListAssessments(ctx, id)
	if err != nil {
		return len(rows), failed(err, "the assessments of session %s cannot be read", id)
	}
	for _, card := range cards {
		if !bytes.Equal(card.CardHash, cardHash(card.Card)) {
			return len(rows), damaged(&Broken{SessionID: id, Seq: card.Seq, Reason: "the assessment it announces does not fit its hash"})
		}
	}
	if broken, err = checkState(row, rows); err == nil && broken == nil {
		broken, err = checkScore(row, cards)
	}
	if broken != nil {
		return len(rows), damaged(broken)
	}
	return len(rows), err
}

// checkState compares what a session is listed as with what its events made of it.
func checkState(row sqlgen.GetVerifiedRow, rows []sqlgen.Event) (*Broken, error) {
	end := tip{id: row.ID, status: coach.StatusLive}
	for _, r := range rows {
		body, err := coach.DecodeEventBody(r.Kind, []byte(r.Body))
		if err != nil {
			return nil, err
		}
		if started, ok := body.(coach.SessionStarted); ok {
			end.assisted = started.ForkOf != "" || started.Sequel != nil
		}
		if !end.takes(body) {
			return &Broken{SessionID: row.ID, Seq: r.Seq, Reason: "it comes after the end"}, nil
		}
		end.list(body, r.AtNs)
	}
	if row.Status != string(end.status) || !beganThen(row, rows[0]) || row.EndedNs != end.endedNs || row.Turns != end.turns ||
		row.Assisted != end.assisted || row.EndReason != end.endReason {
		return &Broken{SessionID: row.ID, Seq: int64(len(rows)), Reason: "the session is listed otherwise"}, nil
	}
	return nil, nil
}

// beganThen reports whether a session is listed with the time it began: that of its first event or, as a fork takes its past
// with it, that of its id.
func beganThen(row sqlgen.GetVerifiedRow, first sqlgen.Event) bool {
	if row.ForkOf == "" {
		return row.StartedNs == first.AtNs
	}
	_, name, _ := strings.Cut(row.ID, "_")
	id, err := ulid.ParseStrict(name)
	return err == nil && row.StartedNs == nanos(id.Timestamp())
}

// checkScore compares the score a session is listed with and its newest assessment.
func checkScore(row sqlgen.GetVerifiedRow, cards []sqlgen.Assessment) (*Broken, error) {
	listed := sqlgen.ScoreSessionParams{ID: row.ID, Total: row.Total, Outcome: row.Outcome, Promise: row.Promise, Verdict: row.Verdict}
	want, seq := sqlgen.ScoreSessionParams{ID: row.ID}, int64(1)
	if len(cards) > 0 {
		last := cards[len(cards)-1]
		assessment := coach.Assessment{SessionID: row.ID}
		if err := json.Unmarshal([]byte(last.Card), &assessment.Card); err != nil {
			return nil, err
		}
		want, seq = scoreParams(assessment), last.Seq
	}
	if listed != want {
		return &Broken{SessionID: row.ID, Seq: seq, Reason: "the session is listed with another score"}, nil
	}
	return nil, nil
}

// checkEnd finds a log that lost its tail.
func checkEnd(row sqlgen.GetVerifiedRow, rows []sqlgen.Event) *Broken {
	if int64(len(rows)) < row.LastSeq {
		return &Broken{SessionID: row.ID, Seq: int64(len(rows)) + 1, Reason: "it is missing"}
	}
	if int64(len(rows)) > row.LastSeq || len(rows) == 0 || !bytes.Equal(rows[len(rows)-1].Hash, row.LastHash) {
		return &Broken{SessionID: row.ID, Seq: int64(len(rows)), Reason: "the session does not end with it"}
	}
	return nil
}

// checkListing compares what a session is listed as with the event that started it.
func checkListing(row sqlgen.GetVerifiedRow, first sqlgen.Event) *Broken {
	body, err := coach.DecodeEventBody(first.Kind, []byte(first.Body))
	started, ok := body.(coach.SessionStarted)
	if err != nil || !ok {
		return &Broken{SessionID: row.ID, Seq: first.Seq, Reason: "it does not start a session"}
	}
	if row.ScenarioID != started.ScenarioID || row.ScenarioHash != started.ScenarioHash || row.Lang != string(started.Lang) ||
		row.Mode != string(started.Mode) || row.Seed != started.Seed || row.ForkOf != started.ForkOf {
		return &Broken{SessionID: row.ID, Seq: first.Seq, Reason: "the session is listed otherwise"}
	}
	return nil
}

// purposeSince is the schema since which a session is listed with who held it and what for.
const purposeSince = 8

// checkPurpose compares what a session is listed as held for with the event that started it.
func checkPurpose(ctx context.Context, tx *sql.Tx, first sqlgen.Event) (*Broken, error) {
	var schema int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&schema); err != nil {
		return nil, failed(err, "the version of the database cannot be read")
	}
	if schema < purposeSince {
		return nil, nil
	}
	listed, err := sqlgen.New(tx).GetPurpose(ctx, first.SessionID)
	if err != nil {
		return nil, failed(err, "session %s cannot be read", first.SessionID)
	}
	body, err := coach.DecodeEventBody(first.Kind, []byte(first.Body))
	if err != nil {
		return nil, err
	}
	if started, _ := body.(coach.SessionStarted); listed.Trainee != started.Trainee || listed.Purpose != string(started.Purpose) {
		return &Broken{SessionID: first.SessionID, Seq: first.Seq, Reason: "the session is listed otherwise"}, nil
	}
	return nil, nil
}

func damaged(b *Broken) error {
	return coach.Wrap(coach.CodeStorage, b, "the log of session %s is damaged at event %d; restore a backup", b.SessionID, b.Seq)
}

func cardHash(card string) []byte {
	sum := sha256.Sum256([]byte(card))
	return sum[:]
}
