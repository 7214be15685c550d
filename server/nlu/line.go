package nlu

import (
	"slices"
	"strings"

	"huikuan/server/lang"
)

// line is one line of a call, read for what code finds in it. Its room is used for one line after the other.
type line struct {
	normalizer lang.Normalizer
	text       lang.Text
	clauses    []lang.Clause
	clauseAt   []int16 // byte -> clause, -1 between clauses
	values     values
	terms      terms
	senses     []sense // in order of place, book by book
	words      []token
	inOrder    []named // room for the values in order of place
}

// take reads in.Text. It reports whether there are words.
func (x *line) take(in Input) bool {
	x.text = x.normalizer.Text(clip(in.Text))
	x.clauses = lang.AppendClauses(x.clauses[:0], x.text)
	if len(x.clauses) == 0 {
		return false
	}
	x.clauseAt = clauseIndex(x.clauseAt[:0], x.text, x.clauses)
	x.values = findValues(x.text, in)
	x.senses = x.senses[:0]
	x.terms.clear()
	return true
}

// clauseIndex maps each byte to its clause, -1 between clauses, in the room of at.
func clauseIndex(at []int16, text lang.Text, clauses []lang.Clause) []int16 {
	at = slices.Grow(at, len(text.Norm))[:len(text.Norm)]
	end := 0
	for k, c := range clauses {
		for ; end < c.Start; end++ {
			at[end] = -1
		}
		for ; end < c.End; end++ {
			at[end] = int16(k)
		}
	}
	for ; end < len(at); end++ {
		at[end] = -1
	}
	return at
}

// earlier is what the other side said in the previous line.
type earlier struct {
	line
	did    []string // "claim", "vague", "delay", "complaint", …
	hashes []uint32 // of its words, ascending
}

// hearBefore hears the previous line.
func (l *Labeller) hearBefore(e *earlier, in Input) {
	e.did, e.words, e.senses, e.hashes = e.did[:0], e.words[:0], e.senses[:0], e.hashes[:0]
	if strings.TrimSpace(in.Previous) == "" || !e.take(Input{Lang: in.Lang, Text: in.Previous, Today: in.Today, Balance: in.Balance}) {
		return
	}
	for _, b := range booksFor(l.books, in.Lang, e.text.Norm) {
		if b != nil {
			r := b.read(e.text, e.clauses, e.clauseAt)
			r.readTerms(&e.terms)
			e.values.enter(r)
			r.matchSaid(func(m match) { e.did = with(e.did, strings.TrimPrefix(m.pattern.label, saidMark)) })
			e.senses = r.senses(e.senses)
			r.done()
		}
	}
	if slices.Contains(e.did, "delay") || slices.Contains(e.did, "vague") {
		e.did = with(e.did, "later")
	}
	e.tokens(nil)
	for i := range e.words {
		e.words[i].clause = -1 // they stand in no clause of the utterance itself
		e.hashes = append(e.hashes, e.words[i].hash)
	}
	slices.Sort(e.hashes)
}
