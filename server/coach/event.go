package coach

import (
	"encoding/json"
	"time"
)

// Event is one durable step of a session. The log of a session is append-only, Seq counts from 1 without gaps, and
// everything known of a call can be rebuilt from it.
type Event struct {
	Seq  int64
	At   time.Time // UTC
	Body EventBody
}

// EventBody is the content of an event: one of the structs of this file.
type EventBody interface{ Kind() string }

// SessionStarted opens a log.
type SessionStarted struct {
	ScenarioID   string   `json:"scenario_id"`
	ScenarioHash string   `json:"scenario_hash"`
	Lang         Lang     `json:"lang"`
	Mode         Mode     `json:"mode"`
	Seed         int64    `json:"seed"`
	Contact      string   `json:"contact"`             // who answers the phone
	ForkOf       string   `json:"fork_of,omitempty"`   // session forked from
	ForkTurn     int      `json:"fork_turn,omitempty"` // turn forked at
	Sequel       *Sequel  `json:"sequel,omitempty"`    // what the calls before left behind, when it follows one
	Trainee      string   `json:"trainee,omitempty"`   // who calls, by name
	Purpose      Purpose  `json:"purpose,omitempty"`   // what for
	Opening      Decision `json:"opening"`             // how the phone is answered
}

// TurnAccepted is a trainee's utterance, what was heard in it and how the debtor decided to answer.
type TurnAccepted struct {
	Turn         int           `json:"turn"`
	ClientTurnID string        `json:"client_turn_id"`
	Text         string        `json:"text"`
	Contact      string        `json:"contact"` // who was on the line
	Heard        Understanding `json:"heard"`
	Decision     Decision      `json:"decision"`
}

// TurnCompleted is the debtor's utterance as far as the trainee heard it.
type TurnCompleted struct {
	Turn        int      `json:"turn"`
	Contact     string   `json:"contact"`
	Text        string   `json:"text"`
	Interrupted bool     `json:"interrupted"`
	Moves       []Move   `json:"moves"`
	Spoken      []Effect `json:"spoken"` // what saying it did; empty when it was interrupted
	Voice       string   `json:"voice"`  // "scripted" or "model"
	Lines       []string `json:"lines"`  // ids of the scripted wordings used, so that none is used twice
	Flags       []string `json:"flags"`  // what went wrong on the way (fallback, guard_cut, …)
	Usage       Usage    `json:"usage"`
}

// Usage is what a model call cost.
type Usage struct {
	Model            string `json:"model,omitempty"`
	PromptTokens     int    `json:"prompt_tokens,omitempty"`
	CompletionTokens int    `json:"completion_tokens,omitempty"`
	FirstTokenMillis int64  `json:"first_token_ms,omitempty"`
	TotalMillis      int64  `json:"total_ms,omitempty"`
}

// ContactChanged says that somebody else is on the line now.
type ContactChanged struct {
	Contact string `json:"contact"`
	Turn    int    `json:"turn"` // the last turn before it
}

// ActionDone is something the trainee did on the case desk, and how the debtor answers it.
type ActionDone struct {
	Action   string   `json:"action"`
	Turn     int      `json:"turn"` // the last turn before it
	Decision Decision `json:"decision"`
}

// HintGiven is help the trainee asked for.
type HintGiven struct {
	Turn int    `json:"turn"`
	When string `json:"when"` // the situation
	Rung int    `json:"rung"` // 1 principle, 2 angle, 3 sample line
	Text string `json:"text"`

	Source string `json:"source,omitempty"` // SourceModel when a model worded it; else scripted
}

// SessionPaused and SessionResumed frame time that does not count.
type SessionPaused struct{}

// SessionResumed ends a pause.
type SessionResumed struct{}

// SessionEnded closes the call; only a judgement and assessments may follow.
type SessionEnded struct {
	Reason EndReason `json:"reason"`
}

// AssessmentReady says that the call was scored.
type AssessmentReady struct {
	AssessmentID string `json:"assessment_id"`
}

// ObservationAdded is a second reading of a trainee's turn that differs from the rules' own. It is private: no screen of
// the trainee's is sent it, and nothing is decided or scored by it.
type ObservationAdded struct {
	Turn      int      `json:"turn"`
	Source    string   `json:"source"` // who read: "model"
	Model     string   `json:"model,omitempty"`
	Prompt    string   `json:"prompt,omitempty"`     // id and version, "understand/acts.zh@1"
	Agreed    []Act    `json:"agreed,omitempty"`     // heard by both
	OnlyRules []Act    `json:"only_rules,omitempty"` // heard by the rules alone
	OnlyModel []ActHit `json:"only_model,omitempty"` // heard by the model alone, with its quotes
	Dropped   int      `json:"dropped,omitempty"`    // findings left out: no known act, or words that are not in the turn
}

// SecondReading is what another reader than the rules heard in a trainee's turn. Every act is known and every quote
// stands in the turn.
type SecondReading struct {
	Acts    []ActHit
	Dropped int    // findings left out because they are not so
	Model   string // as the endpoint names it
	Prompt  string // id and version
}

// Private reports whether an event is kept from the screens of the trainee.
func Private(body EventBody) bool {
	switch body.(type) {
	case ObservationAdded, JudgementAdded:
		return true
	}
	return false
}

// Kind implements EventBody.
func (ObservationAdded) Kind() string { return "observation.added" }

// Kind implements EventBody.
func (SessionStarted) Kind() string { return "session.started" }

// Kind implements EventBody.
func (TurnAccepted) Kind() string { return "turn.accepted" }

// Kind implements EventBody.
func (TurnCompleted) Kind() string { return "turn.completed" }

// Kind implements EventBody.
func (ContactChanged) Kind() string { return "contact.changed" }

// Kind implements EventBody.
func (ActionDone) Kind() string { return "action.done" }

// Kind implements EventBody.
func (HintGiven) Kind() string { return "hint.given" }

// Kind implements EventBody.
func (SessionPaused) Kind() string { return "session.paused" }

// Kind implements EventBody.
func (SessionResumed) Kind() string { return "session.resumed" }

// Kind implements EventBody.
func (SessionEnded) Kind() string { return "session.ended" }

// Kind implements EventBody.
func (AssessmentReady) Kind() string { return "assessment.ready" }

// DecodeEventBody rebuilds a body from its kind and JSON; an unknown kind is an error, never skipped.
func DecodeEventBody(kind string, data []byte) (EventBody, error) {
	switch kind {
	case "session.started":
		return decode[SessionStarted](data)
	case "turn.accepted":
		return decode[TurnAccepted](data)
	case "turn.completed":
		return decode[TurnCompleted](data)
	case "contact.changed":
		return decode[ContactChanged](data)
	case "action.done":
		return decode[ActionDone](data)
	case "hint.given":
		return decode[HintGiven](data)
	case "session.paused":
		return decode[SessionPaused](data)
	case "session.resumed":
		return decode[SessionResumed](data)
	case "session.ended":
		return decode[SessionEnded](data)
	case "assessment.ready":
		return decode[AssessmentReady](data)
	case "judgement.added":
		return decode[JudgementAdded](data)
	case "observation.added":
		return decode[ObservationAdded](data)
	}
	return nil, Errorf(CodeStorage, "the log holds an event of unknown kind %q; was it written by a newer version?", kind)
}

func decode[T EventBody](data []byte) (EventBody, error) {
	var body T
	if err := json.Unmarshal(data, &body); err != nil {
		return nil, Wrap(CodeStorage, err, "a stored %s event cannot be read", body.Kind())
	}
	return body, nil
}
