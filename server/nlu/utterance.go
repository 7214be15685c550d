package nlu

import (
	"cmp"
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// found is evidence for one act.
type found struct {
	act    coach.Act
	weight float64
	rule   string
	span   lang.Span
	clause int
}

// utterance is what is being understood.
type utterance struct {
	line
	found   []found
	plain   []match     // plain forms
	marks   []named     // helper labels ("mark:…") and where they stand
	unsaid  []lang.Span // stretches that are not said to the debtor
	asks    []bool      // per clause
	classes []class     // word classes of the patterns, in order

	retold  []string // room for what the other side did, told by the trainee too
	partial []ClauseSet
	sums    []evidence
}

// take reads in.Text. It reports whether there are words.
func (u *utterance) take(in Input) bool {
	u.found, u.plain, u.marks, u.unsaid, u.classes = u.found[:0], u.plain[:0], u.marks[:0], u.unsaid[:0], u.classes[:0]
	if !u.line.take(in) {
		return false
	}
	u.asks = slices.Grow(u.asks[:0], len(u.clauses))[:len(u.clauses)]
	clear(u.asks)
	return true
}

// hear takes in the matches of one book.
func (u *utterance) hear(r *reading, before []string) {
	for k := range u.clauses {
		u.asks[k] = u.asks[k] || r.asks(k)
	}
	if len(r.hits[r.book.guards.youSaid]) > 0 {
		u.retold = retold(r, append(u.retold[:0], before...))
		before = u.retold
	}
	r.match(func(m match) {
		p := m.pattern
		if p.prev != "" && !anyOf(before, p.prev) {
			return
		}
		if name, ok := strings.CutPrefix(p.label, helperMark); ok {
			u.marks = append(u.marks, named{m.span, name})
			return
		}
		if strings.Contains(p.label, ":") {
			return
		}
		u.found = append(u.found, found{act: coach.Act(p.label), weight: p.weight, rule: p.rule, span: m.span, clause: m.clause})
	})
}

// retold adds what the trainee hands back to the other side ("you say the system is down") to what they did before.
func retold(r *reading, did []string) []string {
	r.matchSaid(func(m match) {
		if r.after(r.book.guards.youSaid, m) {
			did = with(did, strings.TrimPrefix(m.pattern.label, saidMark))
		}
	})
	return did
}

// with adds a name to those of a list, once.
func with(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// after reports whether a term of set stands before m in its clause.
func (r *reading) after(set int, m match) bool {
	return r.occurs(set, r.clauses[m.clause].Start, m.span.Start)
}

// anyOf reports whether one of the names joined by | was heard.
func anyOf(heard []string, names string) bool {
	for name := range strings.SplitSeq(names, "|") {
		if slices.Contains(heard, name) {
			return true
		}
	}
	return false
}

// evidence is what was found for one act and red line, added up.
type evidence struct {
	found         // the weightiest
	miss  float64 // product of what each leaves open
}

// acts adds up the evidence: independent patterns make each other surer. One hit per act and red-line id.
func (u *utterance) acts() []coach.ActHit {
	sums := u.sums[:0]
	for _, f := range u.found {
		if f.act != coach.ActMeta && !f.act.RedLine() && u.isUnsaid(f.span) {
			continue
		}
		k := slices.IndexFunc(sums, func(s evidence) bool { return s.act == f.act && s.rule == f.rule })
		if k < 0 {
			sums = append(sums, evidence{f, 1 - f.weight})
			continue
		}
		sums[k].miss *= 1 - f.weight
		if f.weight > sums[k].weight {
			sums[k].found = f
		}
	}
	u.sums = sums
	hits := make([]coach.ActHit, 0, len(sums))
	for _, s := range sums {
		score := 1 - s.miss
		if score < threshold {
			continue
		}
		hits = append(hits, coach.ActHit{Act: s.act, Score: float64(int(score*1000)) / 1000, Quote: u.quote(s.found), RedLine: s.rule})
	}
	order := coach.Acts()
	slices.SortFunc(hits, func(a, b coach.ActHit) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Act), slices.Index(order, b.Act)), cmp.Compare(b.Score, a.Score), cmp.Compare(a.RedLine, b.RedLine))
	})
	return hits
}

// minQuote is the shortest quote worth showing, in bytes of the normalised text; shorter ones take in the next clauses.
const minQuote = 12

// quote returns the clauses that carry the evidence.
func (u *utterance) quote(f found) string {
	first, last := f.clause, f.clause
	for last+1 < len(u.clauses) && u.clauses[last].End < f.span.End {
		last++
	}
	same := func(k int) bool {
		return k >= 0 && k < len(u.clauses) && u.clauses[k].Sentence == u.clauses[f.clause].Sentence
	}
	for u.clauses[last].End-u.clauses[first].Start < minQuote {
		switch {
		case same(last + 1):
			last++
		case same(first - 1):
			first--
		default:
			return u.text.Quote(lang.Span{Start: u.clauses[first].Start, End: u.clauses[last].End})
		}
	}
	return u.text.Quote(lang.Span{Start: u.clauses[first].Start, End: u.clauses[last].End})
}

func (u *utterance) isUnsaid(s lang.Span) bool { return overlaps(u.unsaid, s) }

// overlaps reports whether s shares a byte with one of the spans.
func overlaps(spans []lang.Span, s lang.Span) bool {
	for _, x := range spans {
		if x.Start < s.End && s.Start < x.End {
			return true
		}
	}
	return false
}
