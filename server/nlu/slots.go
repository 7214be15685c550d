package nlu

import (
	"cmp"
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// values are the slots of an utterance with where they stand, so that patterns can lean on them.
type values struct {
	money    []lang.Money
	dates    []lang.Date
	days     []lang.Count
	percents []lang.Count
	parts    lang.Count
	contacts []named
	payers   []named // named in the words alone
}

type named struct {
	lang.Span
	value string
}

// findValues reads the values code can find without word lists.
func findValues(text lang.Text, in Input) values {
	v := values{
		dates:    lang.FindDates(text, string(in.Today)),
		days:     lang.FindDays(text),
		percents: lang.FindPercents(text),
		parts:    lang.FindInstalments(text),
	}
	v.money = lang.FindAmounts(text, string(in.Lang), in.file(), v.dates)
	for _, c := range in.Contacts {
		for _, alias := range c.Aliases {
			v.contacts = append(v.contacts, findName(text, alias, "contact:"+c.ID)...)
		}
	}
	v.contacts = longest(v.contacts)
	v.payers = payers(text, in.Lang)
	return v
}

// file is what the case says of money: its currency and the sums on file.
func (in Input) file() lang.File {
	f := lang.File{Currency: in.Balance.Currency}
	for _, m := range append([]coach.Money{in.Balance}, in.Sums...) {
		if m.Minor > 0 && m.Currency == in.Balance.Currency {
			f.Sums = append(f.Sums, m.Minor)
		}
	}
	return f
}

// findName finds a name as a word of its own. Names of one letter are too short to tell.
func findName(text lang.Text, name, value string) []named {
	name = lang.Normalize(name).Norm
	if len(name) < 2 {
		return nil
	}
	var found []named
	s := text.Norm
	for i := 0; i < len(s); {
		k := strings.Index(s[i:], name)
		if k < 0 {
			break
		}
		at := lang.Span{Start: i + k, End: i + k + len(name)}
		i = at.End
		if letter(name[0]) && (at.Start > 0 && letter(s[at.Start-1]) || at.End < len(s) && letter(s[at.End]) && s[at.End] != '\'') {
			continue
		}
		found = append(found, named{at, value})
	}
	return found
}

// longest keeps, of names that overlap, the longest.
func longest(found []named) []named {
	slices.SortStableFunc(found, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	end := -1
	return slices.DeleteFunc(found, func(n named) bool {
		if n.Start < end {
			return true
		}
		end = n.End
		return false
	})
}

// enter gives the values to a reading as slot terms.
func (v values) enter(r *reading) {
	for _, m := range v.money {
		if m.Vague {
			continue
		}
		r.slot("MONEY", m.Span)
		r.slot("NUMBER", m.Span)
	}
	for _, d := range v.dates {
		if d.Vague {
			r.slot("VAGUE", d.Span)
		} else {
			r.slot("DATE", d.Span)
		}
	}
	for _, c := range v.days {
		r.slot("DAYS", c.Span)
	}
	for _, c := range v.percents {
		r.slot("PERCENT", c.Span)
	}
	if v.parts.N > 0 {
		r.slot("COUNT", v.parts.Span)
	}
	for _, c := range v.contacts {
		r.slot("CONTACT", c.Span)
	}
}

// termKind is a closed vocabulary.
type termKind uint8

const (
	documentTerm termKind = iota
	methodTerm
	personTerm
	termKinds // how many there are
)

// termNames are what the vocabularies are called in the sections of vocab.txt, and the slot terms they become.
var termNames = [termKinds]struct{ section, slot string }{{"document", "DOC"}, {"method", "METHOD"}, {"person", "ROLE"}}

// termKindOf returns the vocabulary of a section of vocab.txt.
func termKindOf(section string) (kind termKind, ok bool) {
	for kind, names := range termNames {
		if names.section == section {
			return termKind(kind), true
		}
	}
	return 0, false
}

// terms are the words of the closed vocabularies found in a line.
type terms [termKinds][]named

func (t *terms) clear() {
	for kind := range t {
		t[kind] = t[kind][:0]
	}
}

// readTerms adds the words of the closed vocabularies, sections "[document:invoice]" and so on.
func (r *reading) readTerms(t *terms) {
	for kind := range t {
		before := len(t[kind])
		for _, v := range r.book.vocabulary {
			if int(v.kind) != kind {
				continue
			}
			for _, h := range r.hits[v.set] {
				if r.at(h.start) >= 0 {
					t[kind] = append(t[kind], named{lang.Span{Start: h.start, End: h.end}, v.value})
				}
			}
		}
		added := longest(t[kind][before:])
		for _, n := range added {
			r.slot(termNames[kind].slot, n.Span)
		}
		t[kind] = longest(t[kind][:before+len(added)])
	}
}

// slots words the values as the domain wants them.
func (v values) slots(text lang.Text, terms *terms) coach.Slots {
	var s coach.Slots
	for _, m := range v.money {
		if m.Goods {
			continue
		}
		slot := coach.MoneySlot{Share: coach.Permille(m.Permille), Precision: coach.Exact, Quote: text.Quote(m.Span)}
		switch {
		case m.Vague:
			slot.Precision = coach.Vague
		case m.Guess:
			slot.Precision = coach.Ambiguous
		}
		if m.Minor > 0 {
			slot.Amount = &coach.Money{Minor: m.Minor, Currency: m.Currency}
		}
		s.Money = append(s.Money, slot)
	}
	for _, d := range v.dates {
		slot := coach.DateSlot{Earliest: coach.Date(d.Earliest), Latest: coach.Date(d.Latest), Clock: d.Clock, Precision: coach.Exact, Quote: text.Quote(d.Span)}
		switch {
		case d.Vague:
			slot.Precision = coach.Vague
			s.Vague = append(s.Vague, slot.Quote)
		case d.Ambiguous:
			slot.Precision = coach.Ambiguous
		}
		s.Dates = append(s.Dates, slot)
	}
	for _, c := range v.percents {
		s.Percents = append(s.Percents, c.N)
	}
	for _, c := range v.days {
		s.Days = append(s.Days, c.N)
	}
	s.Instalments = v.parts.N
	quote := func(list []named) (out []coach.TermSlot) {
		for k, n := range list {
			if k > 0 && list[k-1].value == n.value && list[k-1].End == n.Start { // 对公转账: one thing in two words
				continue
			}
			out = append(out, coach.TermSlot{Value: n.value, Quote: text.Quote(n.Span)})
		}
		return out
	}
	s.Documents, s.Methods = quote(terms[documentTerm]), quote(terms[methodTerm])
	people := append(slices.Clone(v.contacts), terms[personTerm]...)
	people = longest(append(people, v.payers...))
	s.People = quote(slices.DeleteFunc(people, func(n named) bool { return addressed(text, n.Span) }))
	return s
}
