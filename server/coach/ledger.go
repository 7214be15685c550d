package coach

// ExcuseStatus is where an excuse stands in a call.
type ExcuseStatus string

// Excuse statuses. A closed excuse never comes back.
const (
	ExcuseUnraised ExcuseStatus = ""
	ExcuseRaised   ExcuseStatus = "raised"
	ExcuseTested   ExcuseStatus = "tested"
	ExcuseVerified ExcuseStatus = "verified" // tested and true
	ExcuseExposed  ExcuseStatus = "exposed"  // tested and false
	ExcuseClosed   ExcuseStatus = "closed"
)

// FactStatus is where a fact stands in a call.
type FactStatus string

// Fact statuses.
const (
	FactLocked   FactStatus = ""
	FactUnlocked FactStatus = "unlocked" // earned, not yet told
	FactElicited FactStatus = "elicited" // told because the trainee earned it
	FactDonated  FactStatus = "donated"  // told without being asked for
)

// Told reports whether the trainee has heard the fact.
func (s FactStatus) Told() bool { return s == FactElicited || s == FactDonated }

// LedgerStep is one change of an excuse or a fact.
type LedgerStep struct {
	ID     string `json:"id"`     // excuse or fact id
	Status string `json:"status"` // the new ExcuseStatus or FactStatus
	Cause  Cause  `json:"cause"`
}

// Ledger is what stands on record in a call: excuses, facts, promises. It only ever moves by effects.
type Ledger struct {
	Excuses     map[string]ExcuseStatus
	Facts       map[string]FactStatus
	Promise     Promise         // the standing promise; zero when there is none
	Promises    []Promise       // every version it had, in order
	Reachable   map[string]bool // contacts earned
	Diagnosed   bool
	Concessions int // free concessions used
	Locked      bool
	Marks       []Effect     // effects of kind mark
	Steps       []LedgerStep // excuse and fact changes in order
}

// NewLedger returns an empty ledger.
func NewLedger() Ledger {
	return Ledger{Excuses: map[string]ExcuseStatus{}, Facts: map[string]FactStatus{}, Reachable: map[string]bool{}}
}

// Apply makes one change. Effects on gauges and affect do not concern the ledger. A closed excuse stays closed.
func (l *Ledger) Apply(e Effect) {
	switch e.Kind {
	case EffectExcuse:
		if l.Excuses[e.Target] == ExcuseClosed {
			return
		}
		l.Excuses[e.Target] = ExcuseStatus(e.Value)
		l.Steps = append(l.Steps, LedgerStep{ID: e.Target, Status: e.Value, Cause: e.Cause})
	case EffectFact:
		l.Facts[e.Target] = FactStatus(e.Value)
		l.Steps = append(l.Steps, LedgerStep{ID: e.Target, Status: e.Value, Cause: e.Cause})
	case EffectPromise:
		if e.Promise != nil {
			l.Promise = *e.Promise
			l.Promises = append(l.Promises, *e.Promise)
		}
	case EffectContact:
		l.Reachable[e.Target] = true
	case EffectDiagnosed:
		l.Diagnosed = true
	case EffectConcession:
		l.Concessions++
	case EffectLock:
		l.Locked = true
	case EffectMark:
		l.Marks = append(l.Marks, e)
	}
}

// LedgerOf reads where the ledger stood at the end of a log. What a cut-off answer would have done is not in its event.
func LedgerOf(events []Event) Ledger {
	ledger := NewLedger()
	for _, e := range events {
		var effects []Effect
		switch b := e.Body.(type) {
		case SessionStarted:
			effects = b.Opening.Heard
		case TurnAccepted:
			effects = b.Decision.Heard
		case ActionDone:
			effects = b.Decision.Heard
		case TurnCompleted:
			effects = b.Spoken
		}
		for _, effect := range effects {
			ledger.Apply(effect)
		}
	}
	return ledger
}
