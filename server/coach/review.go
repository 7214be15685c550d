package coach

import "time"

// Comment is a person's remark about a call: about a turn, about a check, or about the whole.
type Comment struct {
	ID       string    `json:"id"`                                                                      // com_…
	Turn     *int      `json:"turn" minimum:"0"`                                                        // nil when it is not about a turn
	Check    string    `json:"check"`                                                                   // empty when it is not about a check
	Author   string    `json:"author"`                                                                  // as they call themselves; empty when they do not
	Text     string    `json:"text"`                                                                    // at most MaxCommentRunes
	At       time.Time `json:"at"`                                                                      // UTC
	Resolved bool      `json:"resolved"`                                                                // as the newest mark says
	Marks    []Mark    `json:"marks" nullable:"false" doc:"each resolving and reopening, oldest first"` // the trail
}

// Mark is one resolving or reopening of a comment.
type Mark struct {
	ID       string    `json:"id"` // mrk_…
	Resolved bool      `json:"resolved"`
	Author   string    `json:"author"`
	At       time.Time `json:"at"`
}

// Override is one decision of a person about a check, beside what the assessment says. The newest of a check counts; an
// empty verdict takes the decision back.
type Override struct {
	ID         string    `json:"id"`         // ovr_…
	Assessment string    `json:"assessment"` // that was looked at
	Check      string    `json:"check"`
	Was        Verdict   `json:"was"`     // of that assessment
	Verdict    Verdict   `json:"verdict"` // met, not_met, not_observed, or empty
	Reason     string    `json:"reason"`  // never empty, at most MaxCommentRunes
	Author     string    `json:"author"`
	At         time.Time `json:"at"`
}

// Limits of what people write about a call, in characters.
const (
	MaxCommentRunes = 2000
	MaxAuthorRunes  = 60
)

// FinalScore is the result of a call with the overrides in it.
type FinalScore struct {
	Total   *int   `json:"total" minimum:"0" maximum:"100"`
	Verdict string `json:"verdict" enum:"pass,fail,needs_review,not_scored,void"`
}

// Phrase is words that stand side by side in a turn; with Prefix the last of them may go on.
type Phrase struct {
	Words  []string
	Prefix bool
}

// CallQuery says which calls are looked for. What is left zero does not limit.
type CallQuery struct {
	Phrases      []Phrase // all of them in one turn
	ScenarioID   string
	Lang         Lang
	Mode         Mode
	Purpose      *Purpose
	Trainee      string
	Verdict      string // of the final result
	RedLine      string // any, none, or a level
	MinTotal     *int   // of the final result
	MaxTotal     *int
	NeedsReview  bool
	OpenComments bool
	Overridden   bool
	From, To     time.Time // started at or after, before
	Before       string    // a session id: only calls older than it
	Limit        int
}

// FoundCall is a call that a query found.
type FoundCall struct {
	Session      Session
	Final        *FinalScore // nil where nothing is overridden
	RedLine      Level       // gravest broken, or empty
	NeedsReview  bool
	OpenComments int
	Matches      int    // turns that hold the words
	Turns        []Turn // the first of them
}

// SearchStep takes a call further into the search.
type SearchStep struct {
	SessionID   string
	UpTo        int64 // the last event read
	Turns       []SearchTurn
	RedLine     Level // of the newest assessment
	NeedsReview bool

	Final        *FinalScore // kept only while LastOverride is the newest decision
	LastOverride string      // decision that Final rests on; empty for none
}

// SearchTurn is the words that find a turn.
type SearchTurn struct {
	Seq   int64
	Words string
}

// Unsearchable is a call that has events the search does not know.
type Unsearchable struct {
	SessionID string
	After     int64 // the last event it knows
}
