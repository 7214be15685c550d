package nlu

import (
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// fillers may stand before the words that open a clause.
var fillers = map[coach.Lang][]string{
	coach.Chinese: {"那么", "那", "嗯", "呃", "哦", "好的", "好吧", "好", "行", "对了", "所以", "其实", "可是", "但是", "不过", "就是说", "就是", "您看", "你看", "麻烦", "请问", "想问下", "还有"},
	coach.English: {"so ", "well ", "ok ", "okay ", "right ", "and ", "but ", "um ", "uh ", "now ", "look ", "listen ", "then ", "also ", "sorry ", "fine ", "all right ", "alright ", "good ", "great "},
}

// guards are the word classes that decide function over keyword: every words.txt has them.
type guards struct {
	neg      int // negates what follows
	negStop  int // ends a negation's reach
	negNot   int // holds a negation word but negates nothing
	youSaid  int // hands the words that follow to the other side
	disclaim int // takes back a whole sentence ("we don't do that")
	asking   int // makes a question without a mark
}

func (b *book) readGuards() (g guards, err error) {
	for name, set := range map[string]*int{"neg": &g.neg, "negstop": &g.negStop, "negnot": &g.negNot, "yousaid": &g.youSaid,
		"disclaim": &g.disclaim, "asking": &g.asking} {
		if *set, err = b.termSet("<" + name + ">"); err != nil {
			return g, err
		}
	}
	return g, nil
}

// asks reports whether the clause is part of a question: by its mark, by a question word (zh), or by opening with one (en).
func (r *reading) asks(clause int) bool {
	c := r.clauses[clause]
	if c.Question || r.book.lang == coach.Chinese && r.occurs(r.book.guards.asking, c.Start, c.End) {
		return true
	}
	for _, h := range r.hits[r.book.guards.asking] {
		if h.start >= c.Start && h.end <= c.End && r.opens(clause, h.start) {
			return true
		}
	}
	return false
}

// tells reports whether the clause states something: it may open a sentence that ends in a question.
func (r *reading) tells(clause int) bool {
	if !r.asks(clause) {
		return true
	}
	c := r.clauses[clause]
	last := clause+1 == len(r.clauses) || r.clauses[clause+1].Sentence != c.Sentence
	return !last && !r.occurs(r.book.guards.asking, c.Start, c.End)
}

// denied reports whether what m says is negated, taken back, or put in the other side's mouth.
func (r *reading) denied(m match) bool {
	c := r.clauses[m.clause]
	g := r.book.guards
	for _, h := range r.hits[g.neg] {
		if h.start >= c.Start && h.end <= m.span.Start && !r.excused(h) && !r.occurs(g.negStop, h.end, m.span.Start) {
			return true
		}
	}
	if r.deniedInside() {
		return true
	}
	for _, h := range r.hits[g.youSaid] {
		if h.start >= c.Start && h.end <= m.span.Start {
			return true
		}
	}
	start, end := r.sentence(m.clause)
	if r.occurs(g.disclaim, m.span.End, end) || r.occurs(g.disclaim, start, m.span.Start) {
		return true
	}
	return r.quoted(m.span)
}

// deniedInside reports whether a negation stands between two elements of the match, in the clause of the later one.
func (r *reading) deniedInside() bool {
	g := r.book.guards
	for k := 1; k < len(r.path); k++ {
		before, after := r.path[k-1], r.path[k]
		start := max(before.end, r.clauses[r.at(after.start)].Start)
		for _, h := range r.hits[g.neg] {
			if h.start >= start && h.end <= after.start && !r.excused(h) && !r.occurs(g.negStop, h.end, after.start) {
				return true
			}
		}
	}
	return false
}

// excused reports whether the negation word at h is part of a phrase that negates nothing ("不得不", "why don't").
func (r *reading) excused(h hit) bool {
	for _, x := range r.hits[r.book.guards.negNot] {
		if x.start <= h.start && h.end <= x.end {
			return true
		}
	}
	return false
}

// quoted reports whether the span stands inside quotation marks that follow words handing it to the other side.
func (r *reading) quoted(s lang.Span) bool {
	before := r.text.Norm[:s.Start]
	open := strings.LastIndexByte(before, '"')
	if open < 0 || strings.Count(before, "\"")%2 == 0 {
		return false
	}
	for _, h := range r.hits[r.book.guards.youSaid] {
		if h.end <= open && open-h.end < 12 {
			return true
		}
	}
	return false
}
