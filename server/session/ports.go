package session

import (
	"context"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// Log is the durable event log, one per session. Every method fails with a coach.Error.
type Log interface {
	// CreateSession stores a new session with its first events.
	CreateSession(ctx context.Context, s coach.Session, events []coach.Event) error
	// CreateSessionOnce is CreateSession for a request with a key; CodeConflict also when the key is remembered already.
	CreateSessionOnce(ctx context.Context, once coach.Once, s coach.Session, events []coach.Event) error
	// Begun returns the session that the request with this key began; CodeNotFound when none is remembered, CodeConflict
	// when that request asked for something else.
	Begun(ctx context.Context, once coach.Once, now time.Time) (coach.Session, error)
	// Append adds events after lastSeq in one transaction and returns when they are durable. It fails with CodeConflict
	// when the log has moved on (another writer) and writes nothing.
	Append(ctx context.Context, sessionID string, lastSeq int64, events []coach.Event) error
	// Session returns a session as listed; CodeNotFound when there is none.
	Session(ctx context.Context, id string) (coach.Session, error)
	// Sessions returns up to limit sessions, newest first: those before the given id, or the newest when it is empty.
	Sessions(ctx context.Context, limit int, before string) ([]coach.Session, error)
	// SessionsFor is Sessions for those of one purpose only.
	SessionsFor(ctx context.Context, purpose coach.Purpose, limit int, before string) ([]coach.Session, error)
	// Events returns the events after the given seq, in order.
	Events(ctx context.Context, sessionID string, after int64) ([]coach.Event, error)
	// SaveAssessment stores an assessment with the events that lead to it, in one transaction; the last of them announces it.
	SaveAssessment(ctx context.Context, a coach.Assessment, lastSeq int64, events ...coach.Event) error
	// SaveDiagnosis keeps what the trainee believed after the call; CodeConflict when it is kept already.
	SaveDiagnosis(ctx context.Context, sessionID string, at time.Time, result coach.DiagnosisResult) error
	// Diagnosis returns it; CodeNotFound when none was given.
	Diagnosis(ctx context.Context, sessionID string) (coach.DiagnosisResult, error)
	// Assessment returns the newest assessment of a session; CodeNotFound when there is none yet.
	Assessment(ctx context.Context, sessionID string) (coach.Assessment, error)
	// Family returns the call a session goes back to, then every fork of it, each parent before its children.
	Family(ctx context.Context, sessionID string) ([]coach.Session, error)
	// Unscored returns the ids of sessions that ended and have no assessment, oldest first.
	Unscored(ctx context.Context) ([]string, error)
	// Scored returns the ids of sessions that have an assessment, oldest first.
	Scored(ctx context.Context) ([]string, error)
}

// Library finds scenarios; CodeNotFound when there is none.
type Library interface {
	Scenario(id string) (*coach.Scenario, error)
	Scenarios() []*coach.Scenario
}

// Prover tries a line in place of what the trainee said in a turn.
type Prover interface {
	Prove(ctx context.Context, s *coach.Scenario, log []coach.Event, turn int, line string) (coach.LineProof, error)
}

// Voice words the debtor's moves.
type Voice = debtor.Voice

// Sink takes what a live call sends to the screen that follows it. No method may block: a sink that cannot keep up
// drops its client, which resumes from the log. All calls come from one goroutine at a time.
type Sink interface {
	// Event delivers a durable event, in order, only after it is committed.
	Event(e coach.Event)
	// Delta delivers words of the debtor's turn as they come.
	Delta(turn int, text string)
	// Thinking says that a turn is being answered.
	Thinking()
	// Fault reports an error on a command; clientTurnID is set when it belongs to a say.
	Fault(err error, clientTurnID string)
	// Draining says that the server is going away and the client should reconnect.
	Draining()
	// Close says that the call will send nothing more to this sink (taken over, or shut down).
	Close(err error)
}
