package casedraft

import (
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Labeller hears both sides of a call.
type Labeller interface {
	Understand(in nlu.Input) coach.Understanding
	UnderstandDebtor(in nlu.Input) coach.DebtorUnderstanding
}

// heard is what a call tells of its case.
type heard struct {
	lang    coach.Lang
	amount  *coach.Money // the largest exact sum either side named
	days    int          // how late, as the trainee said; 0 when they did not
	excuses []excuse     // in the order they came
	people  []string     // labels of the debtor's speakers, in the order they spoke
	method  string
	owner   string
	proof   string
	first   string // the debtor's first words
}

// excuse is a reason as the debtor gave it.
type excuse struct{ id, words string }

// hear reads a call on a calendar.
func hear(call coach.Transcript, today coach.Date, l Labeller) heard {
	h := heard{lang: call.Lang}
	previous := ""
	for i, t := range call.Turns {
		in := nlu.Input{Lang: call.Lang, Text: t.Text, Previous: previous, Today: today}
		if t.Speaker == coach.Trainee {
			h.trainee(l.Understand(in))
		} else {
			h.debtor(t, l.UnderstandDebtor(in))
		}
		if i+1 < len(call.Turns) && call.Turns[i+1].Speaker != t.Speaker {
			previous = t.Text
		}
	}
	return h
}

func (h *heard) trainee(u coach.Understanding) {
	h.sums(u.Slots)
	if h.days == 0 && u.Has(coach.ActStateDebt) && len(u.Slots.Days) > 0 {
		h.days = u.Slots.Days[0]
	}
}

func (h *heard) debtor(t coach.TranscriptTurn, u coach.DebtorUnderstanding) {
	h.sums(u.Slots)
	if h.first == "" {
		h.first = strings.TrimSpace(t.Text)
	}
	if t.Contact != "" && !slices.Contains(h.people, t.Contact) {
		h.people = append(h.people, t.Contact)
	}
	if x, ok := u.Excuse(); ok && !slices.ContainsFunc(h.excuses, func(e excuse) bool { return e.id == x.ID }) {
		h.excuses = append(h.excuses, excuse{id: x.ID, words: strings.TrimSpace(t.Text)})
	}
	for _, element := range []struct {
		to   *string
		from string
	}{{&h.method, u.Promise.Method}, {&h.owner, u.Promise.Owner}, {&h.proof, u.Promise.Proof}} {
		if *element.to == "" {
			*element.to = strings.TrimSpace(element.from)
		}
	}
}

func (h *heard) sums(slots coach.Slots) {
	for _, m := range slots.Money {
		if m.Amount == nil || m.Precision != coach.Exact || m.Amount.Minor <= 0 {
			continue
		}
		if h.amount == nil || m.Amount.Minor > h.amount.Minor {
			amount := *m.Amount
			h.amount = &amount
		}
	}
}
