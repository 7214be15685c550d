package live

import (
	"time"

	"huikuan/server/coach"
)

// The types of the client's frames.
const (
	TypeSay     = "say"
	TypeStop    = "stop"
	TypeHint    = "hint"
	TypeContact = "contact"
	TypeAction  = "action"
	TypePause   = "pause"
	TypeResume  = "resume"
	TypeEnd     = "end"
)

// The types of the server's ephemeral frames. The durable ones are called what their event is called.
const (
	TypeHello    = "hello"
	TypeDelta    = "turn.delta"
	TypeThinking = "state.thinking"
	TypeError    = "error"
	TypeDraining = "draining"
)

// Say is the trainee's utterance. The client makes up the id and repeats it when it sends the same words again.
type Say struct {
	Type         string `json:"type"`
	ClientTurnID string `json:"client_turn_id" jsonschema:"minLength=1,maxLength=64"`
	Text         string `json:"text" jsonschema:"minLength=1,maxLength=2000"`
}

// Stop cuts the debtor short.
type Stop struct {
	Type string `json:"type"`
}

// Hint asks for the next rung of help.
type Hint struct {
	Type string `json:"type"`
}

// Contact asks to be put through to somebody.
type Contact struct {
	Type string `json:"type"`
	ID   string `json:"id" jsonschema:"minLength=1,maxLength=64"`
}

// Action does something on the case desk.
type Action struct {
	Type string `json:"type"`
	ID   string `json:"id" jsonschema:"minLength=1,maxLength=64"`
}

// Pause stops the clock.
type Pause struct {
	Type string `json:"type"`
}

// Resume starts the clock again.
type Resume struct {
	Type string `json:"type"`
}

// End hangs up.
type End struct {
	Type string `json:"type"`
}

// Head opens every durable frame: its place in the session's log.
type Head struct {
	Type string    `json:"type"`
	Seq  int64     `json:"seq" jsonschema:"minimum=1"`
	At   time.Time `json:"at"`
}

// SessionStarted is the first durable frame of every call.
type SessionStarted struct {
	Head
	Session  string     `json:"session"`
	Scenario string     `json:"scenario"`
	Lang     coach.Lang `json:"lang" jsonschema:"enum=zh,enum=en"`
	Mode     coach.Mode `json:"mode" jsonschema:"enum=practice,enum=exam"`
	Contact  string     `json:"contact"` // who answers the phone
}

// TurnAccepted is the tick on a sentence: it is stored.
type TurnAccepted struct {
	Head
	Turn         int           `json:"turn" jsonschema:"minimum=0"`
	ClientTurnID string        `json:"client_turn_id"`
	Speaker      coach.Speaker `json:"speaker" jsonschema:"enum=trainee"`
	Text         string        `json:"text"`
}

// TurnCompleted is the debtor's whole utterance, as far as it was heard; it replaces the deltas of its turn.
type TurnCompleted struct {
	Head
	Turn        int           `json:"turn" jsonschema:"minimum=0"`
	Speaker     coach.Speaker `json:"speaker" jsonschema:"enum=debtor"`
	Contact     string        `json:"contact"`
	Text        string        `json:"text"`
	Interrupted bool          `json:"interrupted"`
}

// ContactChanged says that somebody else is on the line now.
type ContactChanged struct {
	Head
	Contact string `json:"contact"`
}

// ActionDone confirms something done on the case desk. Name is in the call's language, left out when not known.
type ActionDone struct {
	Head
	Action string `json:"action"`
	Name   string `json:"name,omitempty"`
}

// HintGiven is one rung of help: 1 principle, 2 angle, 3 sample line.
type HintGiven struct {
	Head
	Turn int    `json:"turn" jsonschema:"minimum=0"`
	Rung int    `json:"rung" jsonschema:"minimum=1,maximum=3"`
	Text string `json:"text"`
	// Source is "model" when a model worded the line, else left out or "scripted".
	Source string `json:"source,omitempty"`
}

// SessionPaused says that the clock stands still.
type SessionPaused struct {
	Head
}

// SessionResumed says that the clock runs again.
type SessionResumed struct {
	Head
}

// SessionEnded says that the call is over.
type SessionEnded struct {
	Head
	Reason coach.EndReason `json:"reason" jsonschema:"enum=trainee_hung_up,enum=debtor_hung_up,enum=goodbye,enum=limit"`
}

// AssessmentReady says that the scorecard can be fetched.
type AssessmentReady struct {
	Head
	AssessmentID string `json:"assessment_id"`
}

// Hello is the first frame on every socket. The screen drops the pieces of an unfinished turn it holds: what was said so
// far is sent again. A changed epoch means that the server has restarted since.
type Hello struct {
	Type    string `json:"type"`
	Session string `json:"session"`
	Epoch   string `json:"epoch"`
	LastSeq int64  `json:"last_seq" jsonschema:"minimum=0"`
}

// Delta is a piece of the debtor's turn; pieces of one turn are put one after the other.
type Delta struct {
	Type string `json:"type"`
	Turn int    `json:"turn" jsonschema:"minimum=0"`
	Text string `json:"text"`
}

// Thinking says that a turn is being answered.
type Thinking struct {
	Type string `json:"type"`
}

// Error reports a refused command. Message says what to do; ClientTurnID is set when a say was refused.
type Error struct {
	Type         string     `json:"type"`
	Code         coach.Code `json:"code" jsonschema:"enum=invalid,enum=not_found,enum=conflict,enum=busy,enum=too_large,enum=ended,enum=forbidden,enum=unavailable,enum=model_failed,enum=storage,enum=unauthorized,enum=internal"`
	Message      string     `json:"message"`
	ClientTurnID string     `json:"client_turn_id,omitempty"`
	RetryAfterMS int64      `json:"retry_after_ms,omitempty" jsonschema:"minimum=0"` // milliseconds
}

// Draining says that the server is going away: reconnect with after=<last seq>.
type Draining struct {
	Type string `json:"type"`
}

// EventFrame makes the durable frame of an event, field by field, so that nothing hidden can slip into it. It reports
// false for an event that has no frame.
func EventFrame(sessionID string, e coach.Event) (any, bool) {
	if e.Body == nil {
		return nil, false
	}
	head := Head{Type: e.Body.Kind(), Seq: e.Seq, At: e.At.UTC()}
	switch b := e.Body.(type) {
	case coach.SessionStarted:
		return SessionStarted{Head: head, Session: sessionID, Scenario: b.ScenarioID, Lang: b.Lang, Mode: b.Mode, Contact: b.Contact}, true
	case coach.TurnAccepted:
		return TurnAccepted{Head: head, Turn: b.Turn, ClientTurnID: b.ClientTurnID, Speaker: coach.Trainee, Text: b.Text}, true
	case coach.TurnCompleted:
		return TurnCompleted{Head: head, Turn: b.Turn, Speaker: coach.Debtor, Contact: b.Contact, Text: b.Text, Interrupted: b.Interrupted}, true
	case coach.ContactChanged:
		return ContactChanged{Head: head, Contact: b.Contact}, true
	case coach.ActionDone:
		return ActionDone{Head: head, Action: b.Action}, true
	case coach.HintGiven:
		return HintGiven{Head: head, Turn: b.Turn, Rung: b.Rung, Text: b.Text, Source: b.Source}, true
	case coach.SessionPaused:
		return SessionPaused{Head: head}, true
	case coach.SessionResumed:
		return SessionResumed{Head: head}, true
	case coach.SessionEnded:
		return SessionEnded{Head: head, Reason: b.Reason}, true
	case coach.AssessmentReady:
		return AssessmentReady{Head: head, AssessmentID: b.AssessmentID}, true
	}
	return nil, false
}
