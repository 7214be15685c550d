package sqlite

import (
	"context"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// maxTips is how many ends of logs are remembered.
const maxTips = 16 << 10

// tip is where a session's log ends, and what its row says that events change.
type tip struct {
	id        string
	status    coach.Status
	endedNs   int64
	lastSeq   int64
	lastHash  []byte
	turns     int64
	assisted  bool
	endReason string
}

// tips remembers where the logs of calls going on end, so that a change of one need not read it first. What is remembered
// is a guess, which may be of a change that was undone: the row moves on only from where the guess says it is, and is read
// when it is not there. Only the writing goroutine uses it.
type tips struct{ byID map[string]tip }

func (t *tips) keep(end tip) {
	switch {
	case end.status != coach.StatusLive:
		delete(t.byID, end.id)
		return
	case t.byID == nil, len(t.byID) >= maxTips:
		t.byID = map[string]tip{}
	}
	t.byID[end.id] = end
}

// append adds the events to the log of a session and brings its row up to date with them. It fails with CodeConflict when
// the log does not end at lastSeq.
func (t *tips) append(ctx context.Context, q *sqlgen.Queries, sessionID string, lastSeq int64, events []encodedEvent) error {
	end, guessed := t.byID[sessionID]
	if guessed = guessed && end.lastSeq == lastSeq; guessed {
		if done, err := t.appendAt(ctx, q, end, events); done || err != nil {
			return err
		}
	}
	end, err := readTip(ctx, q, sessionID)
	if err != nil {
		return err
	}
	if end.lastSeq == lastSeq {
		if done, err := t.appendAt(ctx, q, end, events); done || err != nil {
			return err
		}
	}
	return coach.Errorf(coach.CodeConflict, "the log of session %s is at event %d, not %d; read it again", sessionID, end.lastSeq, lastSeq)
}

// appendAt adds the events where a log is thought to end; done is false, and nothing changed, when it does not.
func (t *tips) appendAt(ctx context.Context, q *sqlgen.Queries, end tip, events []encodedEvent) (done bool, err error) {
	next := end
	hashes := make([][]byte, len(events))
	for i, e := range events {
		if err := next.fold(e); err != nil {
			return false, err
		}
		hashes[i] = next.lastHash
	}
	moved, err := q.AdvanceSession(ctx, sqlgen.AdvanceSessionParams{
		ID: end.id, Status: string(next.status), EndedNs: next.endedNs, LastSeq: next.lastSeq, LastHash: next.lastHash,
		Turns: next.turns, Assisted: next.assisted, EndReason: next.endReason, FromSeq: end.lastSeq, FromHash: end.lastHash,
	})
	if err != nil || moved == 0 {
		return false, failed(err, "the session could not be updated")
	}
	prev := end.lastHash
	for i, e := range events {
		if err := insertEvent(ctx, q, end.id, e, prev, hashes[i]); err != nil {
			return false, err
		}
		prev = hashes[i]
	}
	t.keep(next)
	return true, nil
}

func insertEvent(ctx context.Context, q *sqlgen.Queries, sessionID string, e encodedEvent, prev, hash []byte) error {
	err := q.InsertEvent(ctx, sqlgen.InsertEventParams{
		SessionID: sessionID, Seq: e.Seq, AtNs: nanos(e.At), Kind: e.Body.Kind(), Body: e.body, PrevHash: prev, Hash: hash,
	})
	if err != nil {
		return failed(err, "the event could not be stored")
	}
	turn, ok := e.Body.(coach.TurnAccepted)
	if !ok {
		return nil
	}
	err = q.InsertTurn(ctx, sqlgen.InsertTurnParams{SessionID: sessionID, ClientTurnID: turn.ClientTurnID, Turn: int64(turn.Turn), Seq: e.Seq})
	if isTaken(err) {
		return coach.Wrap(coach.CodeConflict, err, "this turn is stored already; send new words under a new client_turn_id")
	}
	return failed(err, "the turn could not be stored")
}

// fold moves the end of a log over one event, and brings the listing of its session up to date with it.
func (t *tip) fold(e encodedEvent) error {
	if !t.takes(e.Body) {
		return coach.Errorf(coach.CodeEnded, "the call is over; nothing can be added to it")
	}
	atNs := nanos(e.At)
	t.list(e.Body, atNs)
	t.lastSeq, t.lastHash = e.Seq, eventHash(t.lastHash, e.Seq, atNs, e.Body.Kind(), e.body)
	return nil
}

// takes reports whether an event may follow those so far.
func (t *tip) takes(body coach.EventBody) bool { return t.status == coach.StatusLive || afterEnd(body) }

// list brings the listing of the session up to date with one event.
func (t *tip) list(body coach.EventBody, atNs int64) {
	switch b := body.(type) {
	case coach.TurnAccepted, coach.TurnCompleted:
		t.turns++
	case coach.HintGiven:
		t.assisted = true
	case coach.SessionEnded:
		t.status, t.endedNs, t.endReason = coach.StatusEnded, atNs, string(b.Reason)
	case coach.AssessmentReady:
		t.status = coach.StatusScored
	}
}

func readTip(ctx context.Context, q *sqlgen.Queries, id string) (tip, error) {
	row, err := getSession(ctx, q, id)
	return tip{
		id: row.ID, status: coach.Status(row.Status), endedNs: row.EndedNs, lastSeq: row.LastSeq, lastHash: row.LastHash,
		turns: row.Turns, assisted: row.Assisted, endReason: row.EndReason,
	}, err
}
