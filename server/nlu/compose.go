package nlu

import (
	"huikuan/server/coach"
	"huikuan/server/lang"
)

// compose settles what no single pattern can: stretches addressed to the simulator, and recaps, which need two specifics.
func (u *utterance) compose() {
	told := false
	for _, f := range u.found {
		if f.act == coach.ActMeta && f.weight >= threshold {
			told = true
			u.unsaid = append(u.unsaid, u.sentence(f.clause))
		}
	}
	if !told { // a "recap" beside words to the simulator is one the simulator is told to accept
		u.recap()
	}
}

// sentence returns the bounds of the sentence a clause is in.
func (u *utterance) sentence(clause int) lang.Span {
	s := u.clauses[clause].Span
	for _, c := range u.clauses {
		if c.Sentence == u.clauses[clause].Sentence {
			s.Start, s.End = min(s.Start, c.Start), max(s.End, c.End)
		}
	}
	return s
}

// recap hears a recap where words announce one and at least two specifics stand by them.
func (u *utterance) recap() {
	var firm bool
	var at lang.Span
	for _, name := range []string{"recap", "settled"} {
		for _, s := range u.marks {
			if s.value != name {
				continue
			}
			if at.End == 0 || name == "recap" && !firm {
				at, firm = s.Span, name == "recap"
			}
		}
	}
	if at.End == 0 {
		return
	}
	specifics := 0
	var where []lang.Span
	note := func(s lang.Span, is bool) {
		if is && !u.isUnsaid(s) {
			specifics++
			where = append(where, s)
		}
	}
	for _, m := range u.values.money {
		note(m.Span, true)
	}
	for _, d := range u.values.dates {
		note(d.Span, !d.Vague)
	}
	hard := specifics
	for _, kind := range []termKind{methodTerm, personTerm, documentTerm} {
		for _, n := range u.terms[kind][:min(len(u.terms[kind]), 1)] {
			note(n.Span, true)
		}
	}
	for _, n := range u.values.contacts {
		note(n.Span, true)
	}
	if specifics < 2 || hard == 0 || !firm && hard < 2 {
		return
	}
	weight := 0.75
	if firm {
		weight = 0.9
	}
	first := where[0]
	for _, s := range where {
		if s.Start < first.Start {
			first = s
		}
	}
	last := at
	for _, s := range where {
		if s.End > last.End {
			last = s
		}
	}
	start := min(at.Start, first.Start)
	clause := max(int(u.clauseAt[start]), 0)
	u.found = append(u.found, found{act: coach.ActRecap, weight: weight, span: lang.Span{Start: start, End: last.End}, clause: clause})
}
