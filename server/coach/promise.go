package coach

import (
	"reflect"
	"slices"
)

// Element is a part of a complete promise to pay.
type Element string

// The elements of a promise.
const (
	ElementAmount   Element = "amount"
	ElementDate     Element = "date"
	ElementMethod   Element = "method"
	ElementOwner    Element = "owner"
	ElementProof    Element = "proof"
	ElementFallback Element = "fallback"
	// ElementRest is the plan for what is left after the first part. It is not one of Elements: a promise is complete
	// without it when its one sum is all there is to promise.
	ElementRest Element = "rest"
)

// Elements lists the elements in the order a call settles them.
func Elements() []Element {
	return []Element{ElementAmount, ElementDate, ElementMethod, ElementOwner, ElementProof, ElementFallback}
}

// Part is one dated sum of a promise in parts.
type Part struct {
	Amount Money `json:"amount"`
	Date   Date  `json:"date"`
}

// Promise is a promise to pay as it stands. Text elements are in the call's language; empty means not settled.
type Promise struct {
	Amount    *Money           `json:"amount"` // of the part that comes first; nil when no sum was named
	Date      Date             `json:"date,omitempty"`
	Rest      []Part           `json:"rest,omitempty"` // the parts after the first, in order of date
	Method    string           `json:"method,omitempty"`
	Owner     string           `json:"owner,omitempty"`
	Proof     string           `json:"proof,omitempty"`
	Fallback  string           `json:"fallback,omitempty"`
	Vague     bool             `json:"vague,omitempty"`     // "soon": words of paying without sum or day
	Confirmed bool             `json:"confirmed,omitempty"` // agreed with the trainee's recap
	By        string           `json:"by,omitempty"`        // contact id
	Authority ContactAuthority `json:"authority,omitempty"` // of that contact
	Turn      int              `json:"turn"`                // the debtor's turn that last changed it
}

// Has reports whether the element is settled.
func (p Promise) Has(e Element) bool {
	switch e {
	case ElementAmount:
		return p.Amount != nil
	case ElementDate:
		return p.Date != ""
	case ElementMethod:
		return p.Method != ""
	case ElementOwner:
		return p.Owner != ""
	case ElementProof:
		return p.Proof != ""
	case ElementFallback:
		return p.Fallback != ""
	case ElementRest:
		return len(p.Rest) > 0
	}
	return false
}

// Parts lists every dated sum of the promise, the first part first. It is empty when sum or day of the first part is
// not settled.
func (p Promise) Parts() []Part {
	if p.Amount == nil || p.Date == "" {
		return nil
	}
	return append([]Part{{Amount: *p.Amount, Date: p.Date}}, p.Rest...)
}

// Equal reports whether two promises say the same in every field.
func (p Promise) Equal(q Promise) bool {
	sum := (p.Amount == nil) == (q.Amount == nil) && (p.Amount == nil || *p.Amount == *q.Amount)
	rest := slices.Equal(p.Rest, q.Rest)
	p.Amount, p.Rest, q.Amount, q.Rest = nil, nil, nil, nil
	return sum && rest && reflect.DeepEqual(p, q)
}

// Total is what all parts come to, nil when no sum was named.
func (p Promise) Total() *Money {
	if p.Amount == nil {
		return nil
	}
	total := *p.Amount
	for _, part := range p.Rest {
		total.Minor += part.Amount.Minor
	}
	return &total
}

// Missing lists the elements not settled, in order.
func (p Promise) Missing() []Element {
	var missing []Element
	for _, e := range Elements() {
		if !p.Has(e) {
			missing = append(missing, e)
		}
	}
	return missing
}

// PromiseLevel is the quality of a promise, P0 (refusal or none) to P5 (complete).
type PromiseLevel string

// Promise levels.
const (
	P0 PromiseLevel = "P0" // none, or refused
	P1 PromiseLevel = "P1" // "soon"
	P2 PromiseLevel = "P2" // date or amount only
	P3 PromiseLevel = "P3" // date and amount
	P4 PromiseLevel = "P4" // and method or owner
	P5 PromiseLevel = "P5" // method, owner, proof and fallback too
)

// Level grades the promise. One from a contact without authority to decide is P1 at most: words of a person who cannot
// keep them.
func (p Promise) Level() PromiseLevel {
	level := P0
	switch {
	case p.Amount != nil && p.Date != "":
		level = P3
		if p.Method != "" || p.Owner != "" {
			level = P4
		}
		if p.Method != "" && p.Owner != "" && p.Proof != "" && p.Fallback != "" {
			level = P5
		}
	case p.Amount != nil || p.Date != "":
		level = P2
	case p.Vague:
		level = P1
	}
	if level > P1 && p.Authority != "" && !p.Authority.Binds() {
		return P1
	}
	return level
}

// OutcomeRung is how far the call got, O0 (harmful, locked) to O5 (the best the hidden state allows).
type OutcomeRung string

// Outcome rungs.
const (
	O0 OutcomeRung = "O0" // harmful or locked
	O1 OutcomeRung = "O1" // no progress
	O2 OutcomeRung = "O2" // next contact or information
	O3 OutcomeRung = "O3" // undisputed part, or P3
	O4 OutcomeRung = "O4" // P5, or a part now and a plan
	O5 OutcomeRung = "O5" // best achievable for the hidden state
)
