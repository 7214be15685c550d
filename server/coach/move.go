package coach

// MoveKind is what the debtor does with a turn; the voice only words it.
type MoveKind string

// The debtor's moves.
const (
	MoveGreet        MoveKind = "greet"         // picks up the phone
	MoveIdentify     MoveKind = "identify"      // asks who is calling, about which bill
	MoveAcknowledge  MoveKind = "acknowledge"   // takes note without giving ground
	MoveRaiseExcuse  MoveKind = "raise_excuse"  // Excuse: gives a reason for not paying
	MoveDetailExcuse MoveKind = "detail_excuse" // Excuse: pressed on it, gives a little more
	MoveSettleExcuse MoveKind = "settle_excuse" // Excuse: it is verified, or collapses
	MoveCloseExcuse  MoveKind = "close_excuse"  // Excuse: concedes it no longer stands in the way
	MoveDodge        MoveKind = "dodge"         // a vague warm nothing
	MoveTest         MoveKind = "test"          // tests the trainee: facts, authority, resolve
	MoveDisclose     MoveKind = "disclose"      // Fact: tells it
	MoveDeflect      MoveKind = "deflect"       // a question it will not answer yet
	MoveOffer        MoveKind = "offer"         // Promise: volunteers less than asked
	MovePromise      MoveKind = "promise"       // Promise: commits to amount and date
	MoveAddElement   MoveKind = "add_element"   // Element: adds method, owner, proof or fallback to the promise
	MoveConfirm      MoveKind = "confirm"       // agrees with a recap that is right
	MoveCorrect      MoveKind = "correct"       // a recap or figure does not match
	MoveDeny         MoveKind = "deny"          // denies a promise never made
	MoveRefuse       MoveKind = "refuse"        // will not better the offer
	MoveAskBack      MoveKind = "ask_back"      // puzzled: words that are no part of this call
	MoveThaw         MoveKind = "thaw"          // takes the face exit or the sympathy
	MoveBristle      MoveKind = "bristle"       // takes offence, short of ending
	MoveScorn        MoveKind = "scorn"         // sees a bluff or begging for what it is
	MoveBored        MoveKind = "bored"         // has heard this before
	MoveTransfer     MoveKind = "transfer"      // Contact: puts the trainee through
	MoveNoTransfer   MoveKind = "no_transfer"   // will not put the trainee through yet
	MoveThankDesk    MoveKind = "thank_desk"    // Action: has received what the trainee sent
	MoveObject       MoveKind = "object"        // a red line: objects, says it is recorded
	MoveHangUp       MoveKind = "hang_up"       // ends the call
	MoveGoodbye      MoveKind = "goodbye"       // ends the call on good terms
)

// MoveKinds lists every move.
func MoveKinds() []MoveKind {
	return []MoveKind{
		MoveGreet, MoveIdentify, MoveAcknowledge, MoveRaiseExcuse, MoveDetailExcuse, MoveSettleExcuse, MoveCloseExcuse,
		MoveDodge, MoveTest, MoveDisclose, MoveDeflect, MoveOffer, MovePromise, MoveAddElement, MoveConfirm, MoveCorrect,
		MoveDeny, MoveRefuse, MoveAskBack, MoveThaw, MoveBristle, MoveScorn, MoveBored, MoveTransfer, MoveNoTransfer,
		MoveThankDesk, MoveObject, MoveHangUp, MoveGoodbye,
	}
}

// Move is one thing the debtor does in a turn. Only the field its kind names is set.
type Move struct {
	Kind    MoveKind `json:"kind"`
	Excuse  string   `json:"excuse,omitempty"`
	Fact    string   `json:"fact,omitempty"`
	Contact string   `json:"contact,omitempty"`
	Element Element  `json:"element,omitempty"`
	Action  string   `json:"action,omitempty"`
	Promise *Promise `json:"promise,omitempty"`
	Cause   Cause    `json:"cause"`
}

// Cause says why something moved: the trainee's act in a turn, under a rule.
type Cause struct {
	Turn int    `json:"turn"`          // the trainee's turn
	Act  Act    `json:"act,omitempty"` // the act heard, where one was
	Rule string `json:"rule"`          // id of the rule that applied
}

// Decision is the debtor's answer to one input: what the trainee's words did to them, and the moves they answer with.
type Decision struct {
	Heard  []Effect `json:"heard"`  // applied when the input is stored
	Moves  []Move   `json:"moves"`  // one or two, in the order they are spoken
	Spoken []Effect `json:"spoken"` // what saying the moves does; applied when the answer was heard to its end
	Ends   bool     `json:"ends"`   // the debtor hangs up after speaking
}

// EffectKind names what an effect changes.
type EffectKind string

// Effect kinds.
const (
	EffectGauges     EffectKind = "gauges"     // Gauges is added
	EffectAffect     EffectKind = "affect"     // the affect becomes Value
	EffectExcuse     EffectKind = "excuse"     // the excuse Target becomes Value (an ExcuseStatus)
	EffectFact       EffectKind = "fact"       // the fact Target becomes Value (a FactStatus)
	EffectPromise    EffectKind = "promise"    // Promise becomes the standing promise of its contact
	EffectContact    EffectKind = "contact"    // the contact Target may now be reached
	EffectDiagnosed  EffectKind = "diagnosed"  // the true reason is in the open
	EffectConcession EffectKind = "concession" // one free concession is used
	EffectLock       EffectKind = "lock"       // a critical red line: the outcome is O0 for good
	EffectStep       EffectKind = "step"       // the debtor takes the next step of slipping away, Value (a stage)
	EffectMark       EffectKind = "mark"       // Target is noted in the record (a flag: manipulation, bluff, contradiction)
)

// Effect is one change of the debtor's state, with its cause.
type Effect struct {
	Kind    EffectKind `json:"kind"`
	Target  string     `json:"target,omitempty"`
	Value   string     `json:"value,omitempty"`
	Gauges  *Gauges    `json:"gauges,omitempty"`
	Promise *Promise   `json:"promise,omitempty"`
	Cause   Cause      `json:"cause"`
}
