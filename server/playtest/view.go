package playtest

import (
	"slices"
	"strconv"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// slotValues is slots, worked out once a view.
func (v View) slotValues() map[string]string {
	if v.slots == nil {
		return slots(v)
	}
	if *v.slots == nil {
		*v.slots = slots(v)
	}
	return *v.slots
}

// slots are the values a trainee's line may hold, read off the file, the calendar and the promise as it stands.
func slots(v View) map[string]string {
	c := v.Case
	balance := c.Account.Balance()
	values := map[string]string{
		"creditor": c.Creditor.Name.In(v.Lang), "trainee": c.Creditor.Trainee.In(v.Lang), "title": v.Contact.Title.In(v.Lang),
		"balance": debtor.SpokenMoney(balance, v.Lang), "due": debtor.SpokenDate(c.Account.OldestDue(), c.Today, v.Lang),
		"part": debtor.SpokenMoney(balance.Share(400), v.Lang), "supply": supply(c.DebtKind, v.Lang),
		"soon": debtor.SpokenDate(workday(c.Today, 2), c.Today, v.Lang), "later": debtor.SpokenDate(workday(c.Today, 5), c.Today, v.Lang),
	}
	if days := c.Account.OldestDue().DaysUntil(c.Today); days > 0 {
		values["days"] = strconv.Itoa(days)
	}
	for _, invoice := range c.Account.Invoices {
		if invoice.Due == c.Account.OldestDue() {
			values["invoice"] = invoice.Number
		}
	}
	if other, ok := colleague(v); ok {
		values["other"] = other.Title.In(v.Lang)
	}
	for _, h := range c.Account.History {
		what := strings.ToLower(h.What.In(v.Lang))
		day := debtor.SpokenDate(h.Date, c.Today, v.Lang)
		if anyIn(what, "签收", "验收", "送达", "signed", "accepted", "delivered") {
			values["signed"] = day
		}
		if anyIn(what, "电话", "答应", "承诺", "call", "promis", "says", "said") {
			values["talked"] = day
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

func anyIn(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// supply is what the creditor could stop giving.
func supply(kind string, lang coach.Lang) string {
	words := map[string]coach.Text{
		"goods":    {Zh: "后面的货", En: "your next delivery"},
		"services": {Zh: "后面的服务", En: "the service from here on"},
		"project":  {Zh: "后面的工序", En: "the next stage of the work"},
	}
	return words[kind].In(lang)
}

// workday is the day n working days after a day, Saturdays and Sundays left out.
func workday(day coach.Date, n int) coach.Date {
	t := day.Time()
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if t.Weekday() != 0 && t.Weekday() != 6 {
			n--
		}
	}
	return coach.Date(t.Format("2006-01-02"))
}

// colleague is whom to ask for: the one who decides, else somebody not spoken to yet.
func colleague(v View) (coach.Contact, bool) {
	var found coach.Contact
	for _, c := range v.Case.Contacts {
		if c.ID == v.Contact.ID {
			continue
		}
		if c.Authority.Binds() {
			return c, true
		}
		if found.ID == "" || met(v, found.ID) && !met(v, c.ID) {
			found = c
		}
	}
	return found, found.ID != ""
}

// met reports whether anything was said to a contact.
func met(v View, contact string) bool {
	return slices.ContainsFunc(v.Past, func(x Exchange) bool { return x.Contact == contact && x.Step.Say != "" })
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

// did reports whether an answer held a move of one of the kinds.
func did(x Exchange, kinds ...coach.MoveKind) bool {
	return slices.ContainsFunc(x.Moves, func(m coach.Move) bool { return slices.Contains(kinds, m.Kind) })
}

// moved counts the answers that held a move of the kind.
func moved(v View, kind coach.MoveKind) int {
	n := 0
	for _, x := range v.Past {
		if did(x, kind) {
			n++
		}
	}
	return n
}
