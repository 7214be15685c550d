package playtest

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// line is something a trainee can say, in several wordings, with what it is meant to do.
type line struct {
	acts   []coach.Act
	zh, en []string
}

// speak words a line for a view, another wording each time it is used.
func speak(v View, book map[string]line, id string, more map[string]string) Step {
	l := book[id]
	bank := l.en
	if v.Lang == coach.Chinese {
		bank = l.zh
	}
	n := int(uint64(v.Seed)%7) + used(v, id)
	text := bank[n%len(bank)]
	for slot, value := range slots(v) {
		text = strings.ReplaceAll(text, "{"+slot+"}", value)
	}
	for slot, value := range more {
		text = strings.ReplaceAll(text, "{"+slot+"}", value)
	}
	return Step{Say: text, Line: id, Intends: l.acts}
}

// used counts how often a line was spoken.
func used(v View, id string) int {
	n := 0
	for _, x := range v.Past {
		if x.Step.Line == id {
			n++
		}
	}
	return n
}

// slots are the values a trainee's line may hold, read off the file.
func slots(v View) map[string]string {
	c := v.Case
	values := map[string]string{
		"creditor": c.Creditor.Name.In(v.Lang), "trainee": c.Creditor.Trainee.In(v.Lang), "title": v.Contact.Title.In(v.Lang),
		"balance": debtor.SpokenMoney(c.Account.Balance(), v.Lang), "due": debtor.SpokenDate(c.Account.OldestDue(), c.Today, v.Lang),
		"days": strconv.Itoa(c.Account.OldestDue().DaysUntil(c.Today)),
	}
	for _, invoice := range c.Account.Invoices {
		if invoice.Due == c.Account.OldestDue() {
			values["invoice"] = invoice.Number
		}
	}
	for _, other := range c.Contacts {
		if other.ID != v.Contact.ID {
			values["other"] = other.Title.In(v.Lang)
		}
	}
	p := promiseOf(v)
	if p.Amount != nil {
		values["amount"] = debtor.SpokenMoney(*p.Amount, v.Lang)
	}
	if p.Date != "" {
		values["date"] = debtor.SpokenDate(p.Date, c.Today, v.Lang)
	}
	values["method"], values["owner"], values["proof"] = p.Method, p.Owner, p.Proof
	return values
}

// promiseOf is the promise as the debtor last put it.
func promiseOf(v View) coach.Promise {
	var p coach.Promise
	for _, x := range v.Past {
		for _, m := range x.Moves {
			if m.Promise != nil && m.Promise.Level() >= coach.P2 {
				p = *m.Promise
			}
		}
	}
	return p
}

// last is the debtor's last answer.
func last(v View) Exchange {
	if len(v.Past) == 0 {
		return Exchange{}
	}
	return v.Past[len(v.Past)-1]
}

// did reports whether the last answer held a move of the kind.
func did(x Exchange, kinds ...coach.MoveKind) bool {
	for _, m := range x.Moves {
		for _, k := range kinds {
			if m.Kind == k {
				return true
			}
		}
	}
	return false
}
