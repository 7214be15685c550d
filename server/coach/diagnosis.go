package coach

import "slices"

// Diagnosis is what a trainee believes of the debtor after hanging up, before the truth is shown. Ids are the playbook's
// and the case's; an empty id means "I do not know".
type Diagnosis struct {
	DebtorType string         `json:"debtor_type" maxLength:"64"`
	Reason     string         `json:"reason" maxLength:"64"`
	Decides    string         `json:"decides" maxLength:"64"` // contact id
	Excuses    []ExcuseBelief `json:"excuses" maxItems:"32" nullable:"false"`
	Next       string         `json:"next" maxLength:"64"` // next step id
}

// ExcuseBelief is what a trainee makes of an excuse they heard.
type ExcuseBelief struct {
	Excuse string     `json:"excuse" maxLength:"64"`
	Truth  TruthValue `json:"truth" enum:"true,half,false"`
}

// DiagnosisSheet is the form a trainee fills in: what there is to choose from, in the language it is told in, and, once it has
// been filled in, how it compares with the truth.
type DiagnosisSheet struct {
	DebtorTypes []Choice         `json:"debtor_types" nullable:"false"`
	Reasons     []Choice         `json:"reasons" nullable:"false"`
	Contacts    []Choice         `json:"contacts" nullable:"false"`
	Excuses     []Choice         `json:"excuses" nullable:"false"` // the ones heard in the call
	Next        []Choice         `json:"next" nullable:"false"`
	Result      *DiagnosisResult `json:"result"`
}

// Choice is one thing to choose.
type Choice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// DiagnosisResult is a diagnosis beside the truth. It does not count towards the call's total.
type DiagnosisResult struct {
	Given Diagnosis       `json:"given"`
	Score int             `json:"score" minimum:"0" maximum:"100"`
	Items []DiagnosisItem `json:"items" nullable:"false"`
	Facts FactCount       `json:"facts"`
}

// DiagnosisItem is one belief beside the truth, in words.
type DiagnosisItem struct {
	What    string          `json:"what" enum:"debtor_type,reason,decides,excuse,next"`
	About   string          `json:"about"` // the excuse's name; empty for the others
	Given   string          `json:"given"` // empty: the trainee did not know
	Truth   string          `json:"truth"`
	Verdict DiagnosisMarker `json:"verdict" enum:"right,near,wrong"`
}

// DiagnosisMarker says how near a belief is to the truth.
type DiagnosisMarker string

// The markers. Near counts half.
const (
	DiagnosisRight DiagnosisMarker = "right"
	DiagnosisNear  DiagnosisMarker = "near"
	DiagnosisWrong DiagnosisMarker = "wrong"
)

// FactCount counts the graded facts a trainee brought out. What the debtor gave away unasked does not count.
type FactCount struct {
	Elicited int `json:"elicited"`
	Of       int `json:"of"`
}

// NextStep is something a collector may do after a call (playbook data).
type NextStep struct {
	ID      string   `yaml:"id" json:"id" jsonschema:"required,pattern=^ns_[a-z_]+$"`
	Name    Text     `yaml:"name" json:"name" jsonschema:"required"`
	After   string   `yaml:"after" json:"after" jsonschema:"required,enum=promise,enum=no_promise,enum=locked"` // the end of call it fits
	Reasons []string `yaml:"reasons" json:"reasons,omitempty"`                                                  // hidden reasons it is right for; empty: every one
	Decider string   `yaml:"decider" json:"decider,omitempty" jsonschema:"enum=reached,enum=unreached"`         // right only if the one who decides was on the line, or was not; empty: either way
	Papers  string   `yaml:"papers" json:"papers,omitempty" jsonschema:"enum=sent,enum=unsent"`                 // right only if what they waited for was sent from the desk, or was not; empty: either way
}

// Ending is what a call came to, as far as the next step hangs on it.
type Ending struct {
	After   string // promise, no_promise or locked
	Reason  string // the hidden reason
	Reached bool   // the one who decides was on the line, in this call or one before
	Sent    bool   // what they waited for was sent from the desk
}

// Fits reports whether the step is right after a call.
func (n NextStep) Fits(e Ending) bool {
	if n.After != e.After || n.Decider != "" && (n.Decider == "reached") != e.Reached || n.Papers != "" && (n.Papers == "sent") != e.Sent {
		return false
	}
	return len(n.Reasons) == 0 || slices.Contains(n.Reasons, e.Reason)
}
