package modeleval

import (
	"slices"

	"huikuan/server/coach"
)

// Adherence is how often an ordered move was recognised in the words, of the moves the debtor's side of the labeller knows.
type Adherence struct {
	Move       coach.MoveKind `json:"move"`
	Ordered    int            `json:"ordered"`
	Recognised int            `json:"recognised"`
	Scripted   float64        `json:"scripted"` // the share recognised in the scripted voice's words: what the ear itself can hear

	scriptedOf, scriptedHeard int
}

// recognised reports whether a move is heard in what was understood; known is false for moves that leave no mark the
// labeller could hear.
func recognised(m coach.Move, u coach.DebtorUnderstanding) (heard, known bool) {
	switch m.Kind {
	case coach.MoveRaiseExcuse:
		return slices.ContainsFunc(u.Excuses, func(h coach.DebtorHit) bool { return h.ID == m.Excuse }), true
	case coach.MoveOffer, coach.MovePromise:
		if m.Promise == nil || m.Promise.Amount == nil && m.Promise.Date == "" {
			return false, false
		}
		return hearsPromise(*m.Promise, u), true
	case coach.MoveConfirm:
		return u.Has(coach.DebtorAgree) || u.Has(coach.DebtorPromise), true
	case coach.MoveDisclose:
		return u.Has(coach.DebtorDisclose) || len(u.Excuses) > 0, true
	case coach.MoveRefuse:
		return u.Has(coach.DebtorRefuse), true
	case coach.MoveDeny, coach.MoveCorrect:
		return u.Has(coach.DebtorDispute) || u.Has(coach.DebtorRefuse), true
	}
	return false, false
}

// hearsPromise reports whether the sum and the day of a promise are named.
func hearsPromise(p coach.Promise, u coach.DebtorUnderstanding) bool {
	sum := p.Amount == nil || slices.ContainsFunc(u.Slots.Money, func(m coach.MoneySlot) bool { return m.Amount != nil && m.Amount.Minor == p.Amount.Minor }) ||
		u.Promise.Amount != nil && u.Promise.Amount.Amount != nil && u.Promise.Amount.Amount.Minor == p.Amount.Minor
	day := p.Date == "" || slices.ContainsFunc(u.Slots.Dates, func(d coach.DateSlot) bool { return d.Earliest == p.Date && d.Latest == p.Date }) ||
		u.Promise.Date != nil && u.Promise.Date.Earliest == p.Date
	return sum && day
}
