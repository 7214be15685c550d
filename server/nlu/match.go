package nlu

import (
	"cmp"
	"math/bits"
	"slices"

	"huikuan/server/lang"
)

// Limits that keep hostile text linear.
const (
	maxHits    = 192 // occurrences kept of one term set
	maxMatches = 6   // matches of one pattern looked at
)

// The furthest that near and far elements may stand apart, in bytes.
const (
	nearZh, farZh = 27, 66
	nearEn, farEn = 26, 80
)

// hit is an occurrence of a term or slot.
type hit struct{ start, end int }

func (h hit) compare(o hit) int {
	if h.start != o.start {
		return h.start - o.start
	}
	return h.end - o.end
}

// reading is one utterance being read in one language.
type reading struct {
	book     *book
	text     lang.Text
	clauses  []lang.Clause
	clauseAt []int16 // byte -> clause, -1 between clauses
	hits     [][]hit // per set, in order of start
	present  bitset  // sets with hits
	dead     []int64 // memo of failed (element, hit) pairs of one pattern
	path     []hit   // where the elements of the match being checked stand
}

// bitset is a set of small numbers.
type bitset []uint64

func (b bitset) add(n int) { b[n/64] |= 1 << (n % 64) }

func (b bitset) has(n int) bool { return b[n/64]>>(n%64)&1 != 0 }

// all calls yield for the numbers of the set in ascending order.
func (b bitset) all(yield func(n int) bool) {
	for k, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(64*k + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// match is one pattern found.
type match struct {
	pattern *pattern
	span    lang.Span
	clause  int // of its start
}

// read scans the text for all terms; slots are entered by the caller before match. The caller gives the reading back with
// done.
func (b *book) read(text lang.Text, clauses []lang.Clause, clauseAt []int16) *reading {
	r, ok := b.spare.Get().(*reading)
	if !ok {
		r = &reading{book: b, hits: make([][]hit, len(b.sets)), present: make(bitset, len(b.sets)/64+1)}
	}
	r.text, r.clauses, r.clauseAt = text, clauses, clauseAt
	s := text.Norm
	for i := range len(s) {
		if s[i]&0xC0 == 0x80 || i > 0 && letter(s[i]) && letter(s[i-1]) && s[i] != '\'' {
			continue
		}
		b.find.scan(s, i, func(id int32, end int) { r.term(id, i, end) })
	}
	return r
}

// done gives the reading back, to be used for another text.
func (r *reading) done() {
	for set := range r.present.all {
		r.hits[set] = r.hits[set][:0]
	}
	clear(r.present)
	r.text, r.clauses, r.clauseAt = lang.Text{}, nil, nil
	r.book.spare.Put(r)
}

// term notes the terms that are the letters [start,end): a literal, and those of the same letters.
func (r *reading) term(id int32, start, end int) {
	s := r.text.Norm
	for k := id + 1; k > 0; {
		t := &r.book.terms[k-1]
		k = t.same
		to := end
		switch {
		case t.stem:
			for to < len(s) && letter(s[to]) && s[to] < 0x80 {
				to++
			}
		case t.latin && end < len(s) && letter(s[end]) && s[end] != '\'' && s[end-1] != '\'':
			continue
		case t.latin && end < len(s) && s[end] == '\'' && end+1 < len(s) && s[end+1] == 't':
			continue
		}
		for _, set := range r.book.owned[t.from:t.upto] {
			r.add(int(set), start, to)
		}
	}
}

func (r *reading) add(set, start, end int) {
	if len(r.hits[set]) >= maxHits {
		return
	}
	r.present.add(set)
	r.hits[set] = append(r.hits[set], hit{start, end})
}

// slot enters a value found by code under its <NAME>.
func (r *reading) slot(name string, s lang.Span) {
	for _, set := range r.book.slotSets[name] {
		r.add(set, s.Start, s.End)
	}
}

// sort puts the hits of each set in order, for match.
func (r *reading) sort() {
	for set := range r.present.all {
		if hits := r.hits[set]; len(hits) > 1 && !slices.IsSortedFunc(hits, hit.compare) {
			slices.SortFunc(hits, hit.compare)
		}
	}
}

// match calls yield for the matches of every pattern but those of what the other side did.
func (r *reading) match(yield func(m match)) { r.matchThose(ownPattern, yield) }

// matchSaid calls yield for the matches of the patterns of what the other side did.
func (r *reading) matchSaid(yield func(m match)) { r.matchThose(otherPattern, yield) }

// matchPlain calls yield for the matches of the plain forms.
func (r *reading) matchPlain(yield func(m match)) { r.matchThose(plainPattern, yield) }

func (r *reading) matchThose(kind patternKind, yield func(m match)) {
	r.sort()
	for set := range r.present.all {
		for _, a := range r.book.trigger[set] {
			if a.kind != kind || !r.present.has(int(a.also)) {
				continue
			}
			if p := &r.book.patterns[a.pattern]; r.possible(p) {
				r.try(p, yield)
			}
		}
	}
}

// possible reports whether every element and every needed set of p occurs at all.
func (r *reading) possible(p *pattern) bool {
	for _, e := range p.elements {
		if !r.present.has(e.set) {
			return false
		}
	}
	for _, set := range p.with {
		if !r.present.has(set) {
			return false
		}
	}
	return true
}

// try finds where the elements of p stand in order.
func (r *reading) try(p *pattern, yield func(m match)) {
	found := 0
	r.dead = r.dead[:0]
	lastEnd := -1
	for _, h := range r.hits[p.elements[0].set] {
		clause := r.at(h.start)
		if clause < 0 || h.start < lastEnd || p.first && !r.opens(clause, h.start) {
			continue
		}
		r.path = slices.Grow(r.path[:0], len(p.elements))[:len(p.elements)]
		r.path[0] = h
		end, ok := r.follow(p, 1, h.end, clause)
		if !ok {
			continue
		}
		m := match{pattern: p, span: lang.Span{Start: h.start, End: end}, clause: clause}
		if !r.fits(p, m) {
			continue
		}
		yield(m)
		lastEnd = end
		if found++; found >= maxMatches {
			return
		}
	}
}

// follow finds element k and those after it behind end, and returns where the last one ends.
func (r *reading) follow(p *pattern, k, end, clause int) (int, bool) {
	if k == len(p.elements) {
		return end, !p.last || end >= r.clauses[clause].End-1
	}
	e := p.elements[k]
	key := int64(k)<<32 | int64(end)
	if slices.Contains(r.dead, key) {
		return 0, false
	}
	reach := end + r.reach(e.gap)
	hits := r.hits[e.set]
	from, _ := slices.BinarySearchFunc(hits, end, func(h hit, at int) int { return cmp.Compare(h.start, at) })
	for _, h := range hits[from:] {
		if h.start > reach {
			break
		}
		c := r.at(h.start)
		if c < 0 || r.clauses[c].Sentence != r.clauses[clause].Sentence || e.gap != far && c != clause {
			continue
		}
		if e.gap == adjacent && h.start > end && r.text.Norm[end] != ' ' {
			continue
		}
		if last, ok := r.follow(p, k+1, h.end, c); ok {
			r.path[k] = h
			return last, true
		}
	}
	if len(r.dead) < 64 {
		r.dead = append(r.dead, key)
	}
	return 0, false
}

func (r *reading) reach(g gap) int {
	zh := r.book.lang == "zh"
	switch {
	case g == adjacent:
		return 1
	case g == near && zh:
		return nearZh
	case g == near:
		return nearEn
	case zh:
		return farZh
	}
	return farEn
}

// at returns the clause of the byte at i, or -1 between clauses.
func (r *reading) at(i int) int {
	if i >= len(r.clauseAt) {
		return -1
	}
	return int(r.clauseAt[i])
}

// opens reports whether nothing but fillers stands before i in its clause.
func (r *reading) opens(clause, i int) bool {
	start := r.clauses[clause].Start
	for start < i {
		moved := false
		for _, f := range r.book.fillers {
			if len(f) <= i-start && r.text.Norm[start:start+len(f)] == f {
				start += len(f)
				moved = true
				break
			}
		}
		if !moved {
			return false
		}
	}
	return start == i
}

// fits checks the conditions of p that do not depend on the other side's words.
func (r *reading) fits(p *pattern, m match) bool {
	if p.ask && !r.asks(m.clause) || p.tell && !r.tells(m.clause) {
		return false
	}
	c := r.clauses[m.clause]
	for _, set := range p.not {
		if r.occurs(set, c.Start, max(c.End, m.span.End)) {
			return false
		}
	}
	if len(p.nots) > 0 {
		start, end := r.sentence(m.clause)
		for _, set := range p.nots {
			if r.occurs(set, start, end) {
				return false
			}
		}
	}
	return p.loose || !r.denied(m)
}

// occurs reports whether a term of set stands within [start,end).
func (r *reading) occurs(set, start, end int) bool {
	if !r.present.has(set) {
		return false
	}
	for _, h := range r.hits[set] {
		if h.start >= start && h.end <= end {
			return true
		}
	}
	return false
}

// sentence returns the bounds of the sentence a clause is in.
func (r *reading) sentence(clause int) (start, end int) {
	a, b := clause, clause
	for a > 0 && r.clauses[a-1].Sentence == r.clauses[clause].Sentence {
		a--
	}
	for b+1 < len(r.clauses) && r.clauses[b+1].Sentence == r.clauses[clause].Sentence {
		b++
	}
	return r.clauses[a].Start, r.clauses[b].End
}
