package coach

import (
	"strconv"
	"strings"
	"time"
)

// Mode is how a session is practised.
type Mode string

// Session modes.
const (
	Practice Mode = "practice" // pause, hints, rewind
	Exam     Mode = "exam"     // none of them
)

// Status is where a session is in its life.
type Status string

// Session statuses.
const (
	StatusLive   Status = "live"
	StatusEnded  Status = "ended"
	StatusScored Status = "scored"
)

// Purpose is what a session was held for. Whatever goes on from a call (a fork, the next call of its account) has its
// purpose: nobody's own figures rest on words that are not theirs.
type Purpose string

// Purposes.
const (
	PurposeOwn  Purpose = ""     // somebody practises
	PurposeDemo Purpose = "demo" // a made-up trainee of the demo team
	PurposeTour Purpose = "tour" // the guided tour
)

// DraftScenario begins the id of a scenario that is a tried version of a draft.
const DraftScenario = "draft."

// EditionMark stands between the id of a case that was published here and the number of an edition of it: my-case@2. No id
// of a case has it.
const EditionMark = "@"

// EditionID names an edition of a case as a scenario.
func EditionID(caseID string, number int) string { return caseID + EditionMark + strconv.Itoa(number) }

// CaseOf is the id of the case that a scenario is an edition of. A scenario without editions is its own.
func CaseOf(scenarioID string) string {
	id, _, _ := strings.Cut(scenarioID, EditionMark)
	return id
}

// EndReason is why a call ended.
type EndReason string

// End reasons.
const (
	EndedByTrainee EndReason = "trainee_hung_up"
	EndedByDebtor  EndReason = "debtor_hung_up"
	EndedAgreed    EndReason = "goodbye" // both said what there was to say
	EndedByLimit   EndReason = "limit"   // the call's turn limit
)

// MaxTurnRunes is the longest utterance a trainee may send, in characters.
const MaxTurnRunes = 2000

// Session is one practice call, as listed. The log has the rest.
type Session struct {
	ID           string // ses_…
	ScenarioID   string // a case, a tried draft, or an edition of a published case
	ScenarioHash string
	Lang         Lang
	Mode         Mode
	Trainee      string // by name, where somebody said
	Purpose      Purpose
	Seed         int64
	Status       Status
	ForkOf       string
	ForkTurn     int // last turn shared with ForkOf; known in a family only
	StartedAt    time.Time
	EndedAt      time.Time // zero while live
	LastSeq      int64
	Turns        int          // utterances so far, both sides
	Assisted     bool         // a hint was given, it is a fork, or it follows another call: it is no first attempt at the case
	EndReason    EndReason    // empty while live
	Total        *int         // of the assessment, nil while unscored
	Outcome      OutcomeRung  // of the assessment
	Promise      PromiseLevel // of the assessment
	Verdict      string       // of the assessment
}

// OfDraft reports whether the case was a draft being tried.
func (s Session) OfDraft() bool { return strings.HasPrefix(s.ScenarioID, DraftScenario) }

// CaseID is the case that was practised, whichever edition of it.
func (s Session) CaseID() string { return CaseOf(s.ScenarioID) }

// Counts reports whether a session belongs in somebody's own figures: they practised, on a case that is offered, and the
// simulator did not spoil it.
func (s Session) Counts() bool { return s.Purpose == PurposeOwn && !s.OfDraft() && !s.Void() }

// Speaker is a side of the call.
type Speaker string

// Speakers.
const (
	Trainee Speaker = "trainee"
	Debtor  Speaker = "debtor"
)

// Turn is one side's go with its words.
type Turn struct {
	Index       int       `json:"turn"` // 0-based position in the call
	Speaker     Speaker   `json:"speaker"`
	Contact     string    `json:"contact,omitempty"` // who was on the line
	Text        string    `json:"text"`
	Interrupted bool      `json:"interrupted,omitempty"`
	At          time.Time `json:"at"`
}

// Turns lists the utterances of a log in order.
func Turns(events []Event) []Turn {
	var turns []Turn
	for _, e := range events {
		switch b := e.Body.(type) {
		case TurnAccepted:
			turns = append(turns, Turn{Index: b.Turn, Speaker: Trainee, Contact: b.Contact, Text: b.Text, At: e.At})
		case TurnCompleted:
			turns = append(turns, Turn{Index: b.Turn, Speaker: Debtor, Contact: b.Contact, Text: b.Text, Interrupted: b.Interrupted, At: e.At})
		}
	}
	return turns
}
