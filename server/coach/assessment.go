package coach

// Verdict is the answer to a check or a criterion.
type Verdict string

// Verdicts.
const (
	Met         Verdict = "met"
	NotMet      Verdict = "not_met"
	NotObserved Verdict = "not_observed" // no opportunity; its weight is redistributed
	Unscored    Verdict = "unscored"     // could not be judged; never a number
	NeedsReview Verdict = "needs_review" // a person has to look
)

// Evidence is where an answer comes from: a turn and exact words of it.
type Evidence struct {
	Turn  int    `json:"turn"`
	Quote string `json:"quote"`
}

// Scorecard is the assessment of a call as everyone reads it.
type Scorecard struct {
	Version          string            `json:"version"` // of the rules
	Hash             string            `json:"hash"`    // over the log, the content and the version
	Lang             Lang              `json:"lang"`    // it is told in; quotes and lines to say are in the call's
	Verdict          string            `json:"verdict" enum:"pass,fail,needs_review,not_scored,void"`
	Total            *int              `json:"total" minimum:"0" maximum:"100"` // nil when not scored
	Outcome          Outcome           `json:"outcome"`
	ExpectedRecovery *Money            `json:"expected_recovery"`
	Efficiency       Efficiency        `json:"efficiency"`
	RedLines         []RedLineHit      `json:"red_lines"`
	Flags            []Flag            `json:"flags"`
	Criteria         []CriterionResult `json:"criteria"`
	Coaching         Coaching          `json:"coaching"`
	Judge            *JudgeNote        `json:"judge"` // who answered the checks rules cannot; null when nobody was asked
	Audit            *Audit            `json:"audit"` // how the simulator did; null where there was none, as in a transcript
}

// Outcome is how far the call got and the promise it brought.
type Outcome struct {
	Rung    OutcomeRung   `json:"rung" enum:"O0,O1,O2,O3,O4,O5"`
	Promise PromiseResult `json:"promise"`
}

// PromiseResult is the standing promise at the end of the call.
type PromiseResult struct {
	Level    PromiseLevel `json:"level" enum:"P0,P1,P2,P3,P4,P5"`
	Amount   *Money       `json:"amount"` // of the part that comes first
	Date     *Date        `json:"date"`
	DateSaid string       `json:"date_said,omitempty"` // the words that named the day, of a call whose calendar nobody knows
	Method   string       `json:"method"`
	Owner    string       `json:"owner"`
	Proof    string       `json:"proof"`
	Fallback string       `json:"fallback"`
	Parts    []Part       `json:"parts,omitempty"` // every dated sum, the first one too, when there is a plan for the rest
}

// Efficiency is feedback only; it never scores.
type Efficiency struct {
	Turns        int  `json:"turns"`         // trainee's turns
	TurnsToP3    *int `json:"turns_to_p3"`   // trainee's turns until a sum and a day stood; nil if never
	TalkShare    int  `json:"talk_share"`    // trainee's share of the characters spoken, percent
	RepeatedAsks int  `json:"repeated_asks"` // the same ask again with nothing new
}

// RedLineHit is a compliance rule broken in a turn.
type RedLineHit struct {
	ID         string `json:"id"`
	Act        Act    `json:"act"`
	Level      Level  `json:"level" enum:"critical,major,minor"`
	Turn       int    `json:"turn"`
	Quote      string `json:"quote"`
	SayInstead string `json:"say_instead"`
}

// Flag tells a reviewer to look; it never punishes by itself.
type Flag struct {
	Kind  string `json:"kind"` // manipulation, keyword_stuffing, copied_hint, hinted, simulator_fallback, doubtful_red_line
	Turn  int    `json:"turn"`
	Quote string `json:"quote"`
}

// CriterionResult is the result of one criterion.
type CriterionResult struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Weight  int           `json:"weight"`
	Score   *int          `json:"score" minimum:"0" maximum:"100"`
	Verdict Verdict       `json:"verdict" enum:"met,not_met,not_observed,unscored,needs_review"`
	Checks  []CheckResult `json:"checks"`
	Better  *BetterLine   `json:"better"`
	// Advisory results are shown and count for nothing: rules and people agree too little on the criterion.
	Advisory bool `json:"advisory"`
}

// CheckResult is the answer to one check with the words it rests on. For a missed check the evidence is the sentence
// where the chance was missed, when there is one.
type CheckResult struct {
	ID       string     `json:"id"`
	Question string     `json:"question"`
	Verdict  Verdict    `json:"verdict" enum:"met,not_met,not_observed,unscored,needs_review"`
	Evidence []Evidence `json:"evidence"`
}

// BetterLine is what could have been said in a turn.
type BetterLine struct {
	Turn  int    `json:"turn"`
	Line  string `json:"line"`
	Check string `json:"-"` // what the line is for, while the card is at hand
}

// Coaching is at most one point of each kind.
type Coaching struct {
	Keep  *CoachingPoint `json:"keep"`
	Start *CoachingPoint `json:"start"`
	Stop  *CoachingPoint `json:"stop"`
}

// CoachingPoint is one thing to take away, tied to a turn.
type CoachingPoint struct {
	Criterion string `json:"criterion"`
	Turn      *int   `json:"turn"`
	Quote     string `json:"quote"`
	Text      string `json:"text"`
}

// Assessment is a scorecard as stored for a session.
type Assessment struct {
	ID        string // asm_…
	SessionID string
	Card      Scorecard
}

// Debrief is what went on behind the call, revealed after its end.
type Debrief struct {
	Truth    RevealedTruth `json:"truth"`
	Timeline []MindPoint   `json:"timeline"`
	Excuses  []ExcuseTrail `json:"excuses"`
	Ladder   []LadderStep  `json:"ladder"`
	Facts    []FactTrail   `json:"facts"`

	Faces        FaceBalance      `json:"faces"`
	Consequences []ConsequenceUse `json:"consequences" nullable:"false"` // the four dimensions, in order
	Card         []CardPoint      `json:"card" nullable:"false"`         // more than the three points, on demand
	After        Aftermath        `json:"after"`                         // what came of the promise
}

// RevealedTruth is the case's hidden truth, in the language the debrief is told in.
type RevealedTruth struct {
	DebtorType string `json:"debtor_type"`
	Reason     string `json:"reason"`
	Decides    string `json:"decides"`
	Story      string `json:"story"`
	Best       string `json:"best"`
}

// MindPoint is the debtor's mind after a turn, with what moved it.
type MindPoint struct {
	Turn        int         `json:"turn"`
	Affect      Affect      `json:"affect"`
	Gauges      Gauges      `json:"gauges"`
	Willingness int         `json:"willingness"` // 0..100, what the gauges add up to for this type
	Moves       []MoveKind  `json:"moves"`       // what the debtor did in this turn
	Causes      []MindCause `json:"causes"`
}

// MindCause is one reason for a change of mind, in words.
type MindCause struct {
	Act   Act    `json:"act,omitempty"`
	Rule  string `json:"rule"`
	Text  string `json:"text"`
	Delta Gauges `json:"delta"`
}

// ExcuseTrail is the life of one excuse in the call.
type ExcuseTrail struct {
	ID    string      `json:"id"`
	Name  string      `json:"name"`
	Truth TruthValue  `json:"truth" enum:"true,half,false"`
	Steps []TrailStep `json:"steps"`
	Test  string      `json:"test"` // how it could have been tested
	Then  string      `json:"then"` // what follows from its being true, or how it collapses when it is not; empty when the playbook does not say
}

// TrailStep is a status reached in a turn.
type TrailStep struct {
	Turn   int    `json:"turn"`
	Status string `json:"status"`
}

// LadderStep is the promise's level after a turn in which it changed.
type LadderStep struct {
	Turn    int           `json:"turn"`
	Level   PromiseLevel  `json:"level"`
	Promise PromiseResult `json:"promise"`
}

// FactTrail is one graded fact: told and how, or missed and how it could have been had.
type FactTrail struct {
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	Status FactStatus `json:"status"`
	Turn   *int       `json:"turn"` // when it was told
	How    string     `json:"how"`  // what would have brought it out
}
