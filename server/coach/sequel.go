package coach

import (
	"cmp"
	"slices"
	"strconv"
)

// Aftermath is what came of a finished call by the day the debtor can be rung again.
type Aftermath struct {
	Call   int          `json:"call"`   // which call of the account it was, 1 for the first
	Came   []Part       `json:"came"`   // promised parts that came in, each on its day
	Missed *Part        `json:"missed"` // the first promised part that did not; null when all came or none was due
	Next   Date         `json:"next"`   // the case's day of the next call
	Left   Money        `json:"left"`   // still open on that day
	Closed ClosedReason `json:"closed" enum:",paid,refused"`
}

// ClosedReason is why an account is not called again. Empty: it can be.
type ClosedReason string

// Reasons not to call again.
const (
	AccountOpen    ClosedReason = ""
	AccountPaid    ClosedReason = "paid"    // all of it has come in
	AccountRefused ClosedReason = "refused" // a red line was crossed; they take no more calls from the trainee
)

// Sequel is what earlier calls of an account left behind, as the next call finds it. The next call's log keeps it, and so
// needs no other log to be read again.
type Sequel struct {
	Of      string          `json:"of"`      // the session followed
	Call    int             `json:"call"`    // which call of the account this is, 2 or more
	Today   Date            `json:"today"`   // the case's day
	Stage   string          `json:"stage"`   // the case's stage by now
	Came    []Part          `json:"came"`    // all that has come in since the case began
	History []HistoryEntry  `json:"history"` // what the file says of the calls, and of what came of them
	Minds   map[string]Mind `json:"minds"`   // how those who were spoken to pick up the phone
	Carried []Effect        `json:"carried"` // what stands on record from before: facts told, excuses done with, people reachable
}

// For returns the scenario as a call found it: as it is, or moved on by the calls before.
func (s *Scenario) For(started SessionStarted) *Scenario {
	if started.Sequel == nil {
		return s
	}
	return s.After(*started.Sequel)
}

// After returns the scenario moved on: the calendar and the stage, the debtor's own days by as many whole weeks, what was
// paid taken off the oldest invoices, the history of the calls, and the minds they left. s stays as it is.
func (s *Scenario) After(q Sequel) *Scenario {
	next := *s
	c := &next.Case
	weeks := (c.Today.DaysUntil(q.Today) + 6) / 7
	n := strconv.Itoa(q.Call)
	c.Brief = Text{
		Zh: "这是这一单的第" + n + "通电话，前几通说了什么、后来怎样，往来记录里都有。" + c.Brief.Zh,
		En: "This is call " + n + " on this account; what was said before, and what came of it, is in the history. " + c.Brief.En,
	}
	c.Today, c.Stage = q.Today, q.Stage
	c.Account.Invoices = c.Account.less(q.Came)
	c.Account.History = slices.Concat(c.Account.History, q.History)
	c.Truth.Offers = laterBy(c.Truth.Offers, 7*weeks)
	c.Contacts = slices.Clone(c.Contacts)
	for i := range c.Contacts {
		contact := &c.Contacts[i]
		if mind, ok := q.Minds[contact.ID]; ok {
			next.remind(contact, mind, i == 0)
		}
	}
	return &next
}

// remind makes a contact pick up the phone in a mind. What goes round the house is the first contact's to bring.
func (s *Scenario) remind(contact *Contact, mind Mind, first bool) {
	plain := *contact
	plain.Start, plain.Affect = Gauges{}, ""
	base := s.startOf(plain).Gauges
	contact.Affect = mind.Affect
	contact.Start.Trust, contact.Start.Irritation = mind.Gauges.Trust-base.Trust, mind.Gauges.Irritation-base.Irritation
	contact.Start.Face, contact.Start.Patience = mind.Gauges.Face-base.Face, mind.Gauges.Patience-base.Patience
	if first {
		contact.Start.Urgency, contact.Start.Credibility = mind.Gauges.Urgency-base.Urgency, mind.Gauges.Credibility-base.Credibility
		contact.Start.Obligation = mind.Gauges.Obligation - base.Obligation
	}
}

// less returns the invoices that are left when parts have been paid on the oldest first.
func (a Account) less(paid []Part) []Invoice {
	left := slices.Clone(a.Invoices)
	slices.SortStableFunc(left, func(x, y Invoice) int { return cmp.Compare(x.Due, y.Due) })
	sum := int64(0)
	for _, part := range paid {
		sum += part.Amount.Minor
	}
	for i := range left {
		take := min(sum, left[i].Minor)
		left[i].Minor, sum = left[i].Minor-take, sum-take
	}
	return slices.DeleteFunc(left, func(i Invoice) bool { return i.Minor == 0 })
}

// laterBy moves the days of offers on.
func laterBy(offers []Offer, days int) []Offer {
	later := slices.Clone(offers)
	for i := range later {
		later[i].Date = later[i].Date.AddDays(days)
		later[i].Rest = slices.Clone(later[i].Rest)
		for k := range later[i].Rest {
			later[i].Rest[k].Date = later[i].Rest[k].Date.AddDays(days)
		}
	}
	return later
}
