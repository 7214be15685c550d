package debtor

import (
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// value returns the amount a slot names, a share being one of the open balance.
func (st *State) value(slot coach.MoneySlot) (coach.Money, bool) {
	switch {
	case slot.Amount != nil:
		return *slot.Amount, true
	case slot.Share > 0:
		return st.scenario.Case.Account.Balance().Share(slot.Share), true
	}
	return coach.Money{}, false
}

// onFile reports whether an amount can be read off the file: the balance, invoices alone or together, the standing
// promise, or a figure the brief or the history mentions.
func (st *State) onFile(m coach.Money) bool {
	if p := st.ledger.Promise.Amount; p != nil && p.Minor == m.Minor {
		return true
	}
	invoices := st.scenario.Case.Account.Invoices
	if len(invoices) > 10 {
		invoices = invoices[:10]
	}
	for set := 1; set < 1<<len(invoices); set++ {
		sum := int64(0)
		for i, invoice := range invoices {
			if set&(1<<i) != 0 {
				sum += invoice.Minor
			}
		}
		if sum == m.Minor {
			return true
		}
	}
	return m.Minor == st.scenario.Case.Account.Balance().Minor || st.written(m)
}

// written reports whether the brief or the history names the amount, in any of the ways a figure is written.
func (st *State) written(m coach.Money) bool {
	major := m.Minor / 100
	forms := []string{strconv.FormatInt(major, 10), grouped(major)}
	if major >= 10000 && major%100 == 0 {
		forms = append(forms, strings.TrimRight(strings.TrimRight(strconv.FormatFloat(float64(major)/10000, 'f', 2, 64), "0"), ".")+"万")
	}
	texts := []coach.Text{st.scenario.Case.Brief, st.scenario.Case.Goal}
	for _, h := range st.scenario.Case.Account.History {
		texts = append(texts, h.What)
	}
	for _, t := range texts {
		for _, f := range forms {
			if strings.Contains(strings.ReplaceAll(t.Zh, " ", ""), f) || strings.Contains(t.En, f) {
				return true
			}
		}
	}
	return false
}

// dateOnFile reports whether a day is one of the account's: issued, due, or in its history.
func (st *State) dateOnFile(d coach.DateSlot) bool {
	within := func(day coach.Date) bool { return d.Earliest != "" && d.Earliest <= day && day <= d.Latest }
	for _, invoice := range st.scenario.Case.Account.Invoices {
		if within(invoice.Due) || within(invoice.Issued) {
			return true
		}
	}
	for _, h := range st.scenario.Case.Account.History {
		if within(h.Date) {
			return true
		}
	}
	return false
}

// isSpecific reports whether the utterance names something checkable that is right: a figure or a day on file, a
// document, a person by name.
func (st *State) isSpecific(heard coach.Understanding) bool {
	for _, slot := range heard.Slots.Money {
		if m, ok := st.value(slot); ok && slot.Precision != coach.Vague && st.onFile(m) {
			return true
		}
	}
	for _, slot := range heard.Slots.Dates {
		if slot.Precision == coach.Exact && (st.dateOnFile(slot) || slot.Latest > st.scenario.Case.Today) {
			return true
		}
	}
	if len(heard.Slots.Documents) > 0 {
		return true
	}
	for _, person := range heard.Slots.People {
		if strings.HasPrefix(person.Value, "contact:") {
			return true
		}
	}
	return false
}

// misstates reports whether the debt was stated with a figure that contradicts the file: an exact sum, and none of the
// sums in the utterance is on file.
func (st *State) misstates(heard coach.Understanding) (coach.Act, bool) {
	if !heard.Has(coach.ActStateDebt) {
		return "", false
	}
	wrong := false
	for _, slot := range heard.Slots.Money {
		if slot.Amount == nil || slot.Precision != coach.Exact {
			continue
		}
		if st.onFile(*slot.Amount) || nearly(*slot.Amount, st.scenario.Case.Account.Balance()) {
			return "", false
		}
		wrong = true
	}
	return coach.ActStateDebt, wrong
}

// nearly reports whether a figure is another rounded as people do aloud: within half a per cent.
func nearly(said, exact coach.Money) bool {
	diff := said.Minor - exact.Minor
	if diff < 0 {
		diff = -diff
	}
	return diff*200 <= exact.Minor
}

// grouped writes 123456 as 123,456.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
