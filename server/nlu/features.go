package nlu

import (
	"slices"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// Feature is one thing observed about an utterance, by hash, with the clauses it stands in and how much it counts beside the
// others.
type Feature struct {
	Hash  uint32
	Value float32
	In    ClauseSet // empty for what is so of the whole turn
}

// The kinds of features. They are hashed into the feature, so a letter is never given a new meaning.
const (
	kindText     = 't' // n-grams of the utterance
	kindSkip     = 's' // two tokens with one between them
	kindLetters  = 'p' // letters of a Latin word
	kindEdge     = 'e' // n-grams at the beginning and the end
	kindPrevious = 'v' // n-grams of what the other side said before
	kindBefore   = 'b' // what the patterns heard in it
	kindRule     = 'r' // acts the patterns heard, and how surely
	kindShape    = 'h' // length, questions, values
	kindClass    = 'c' // word classes of the patterns
	kindMood     = 'q' // n-grams by whether their clause asks
	kindEcho     = 'o' // what was said before and is said again
)

// token is a unit of n-grams: a Chinese character, a Latin word, or a value that stands for all of its kind.
type token struct {
	hash   uint32
	clause int
	word   string // of a Latin word
}

// Symbols that stand for values in n-grams, so that "28万" and "126k" look alike.
const (
	symbolMoney   = "\x01money"
	symbolDate    = "\x01date"
	symbolVague   = "\x01vague"
	symbolDays    = "\x01days"
	symbolPercent = "\x01percent"
	symbolNumber  = "\x01number"
	symbolContact = "\x01contact"
)

const (
	hashSeed  = 2166136261
	hashPrime = 16777619
)

func hashString(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * hashPrime
	}
	return h
}

func hashNext(h, token uint32) uint32 { return (h*hashPrime ^ token) * hashPrime }

func hashKind(kind byte) uint32 { return (hashSeed ^ uint32(kind)) * hashPrime }

// tokens cuts the normalised text into words; what stands in a stretch of unsaid is left out.
func (x *line) tokens(unsaid []lang.Span) {
	x.words = x.words[:0]
	marks := x.valueMarks()
	s := x.text.Norm
	add := func(at lang.Span, word, latin string) {
		if clause := int(x.clauseAt[at.Start]); clause >= 0 && !overlaps(unsaid, at) {
			x.words = append(x.words, token{hash: hashString(hashSeed, word), clause: clause, word: latin})
		}
	}
	for i := 0; i < len(s); {
		for len(marks) > 0 && marks[0].Start < i {
			marks = marks[1:]
		}
		at := lang.Span{Start: i, End: i + 1}
		switch c := s[i]; {
		case len(marks) > 0 && marks[0].Start == i:
			at.End = marks[0].End
			add(at, marks[0].value, "")
		case letter(c):
			for at.End < len(s) && (letter(s[at.End]) || s[at.End] == '\'') {
				at.End++
			}
			word := spelt(s[at.Start:at.End])
			add(at, word, word)
		case c >= '0' && c <= '9':
			for at.End < len(s) && (s[at.End] >= '0' && s[at.End] <= '9' || s[at.End] == '.') {
				at.End++
			}
			add(at, symbolNumber, "")
		case c >= 0x80:
			for at.End < len(s) && s[at.End]&0xC0 == 0x80 {
				at.End++
			}
			if lang.HasChinese(s[at.Start:at.End]) {
				add(at, s[at.Start:at.End], "")
			}
		}
		i = at.End
	}
}

// valueMarks are the values of a line in order, without overlaps.
func (x *line) valueMarks() []named {
	marks := x.inOrder[:0]
	for _, m := range x.values.money {
		marks = append(marks, named{m.Span, symbolMoney})
	}
	for _, d := range x.values.dates {
		symbol := symbolDate
		if d.Vague {
			symbol = symbolVague
		}
		marks = append(marks, named{d.Span, symbol})
	}
	for _, c := range x.values.days {
		marks = append(marks, named{c.Span, symbolDays})
	}
	for _, c := range x.values.percents {
		marks = append(marks, named{c.Span, symbolPercent})
	}
	for _, c := range x.values.contacts {
		marks = append(marks, named{c.Span, symbolContact})
	}
	x.inOrder = marks
	return longest(marks)
}

// grams are the n-gram lengths of a language: characters say less than words.
func grams(language coach.Lang) int {
	if language == coach.Chinese {
		return 4
	}
	return 3
}

// collector gathers features, each once with all the clauses it stands in.
type collector struct {
	seen []int32 // open addressing by hash: the place in out, plus one; 0 is free
	out  []Feature
}

// seenAtFirst is how many places a new collector has for hashes; it grows as they fill up.
const seenAtFirst = 4096

// largestSpare is the most places a collector may have to be kept for the next turn.
const largestSpare = 1 << 16

// clear empties the collector for another turn.
func (c *collector) clear() {
	if len(c.seen) == 0 || len(c.seen) > largestSpare {
		c.seen, c.out = make([]int32, seenAtFirst), nil
		return
	}
	clear(c.seen)
	c.out = c.out[:0]
}

func (c *collector) add(h uint32, clause int) { c.addIn(h, inClause(clause), 1) }

func (c *collector) addValue(h uint32, clause int, value float32) {
	c.addIn(h, inClause(clause), value)
}

func (c *collector) addIn(h uint32, in ClauseSet, value float32) {
	if 2*len(c.out) >= len(c.seen) {
		c.grow()
	}
	slot := c.slot(h)
	if k := c.seen[slot]; k > 0 {
		c.out[k-1].In |= in
		return
	}
	c.out = append(c.out, Feature{Hash: h, In: in, Value: value})
	c.seen[slot] = int32(len(c.out))
}

// slot returns where the hash is noted, or would be.
func (c *collector) slot(h uint32) uint32 {
	mask := uint32(len(c.seen) - 1)
	for slot := h & mask; ; slot = (slot + 1) & mask {
		if k := c.seen[slot]; k == 0 || c.out[k-1].Hash == h {
			return slot
		}
	}
}

func (c *collector) grow() {
	c.seen = make([]int32, 2*len(c.seen))
	for k, f := range c.out {
		c.seen[c.slot(f.Hash)] = int32(k) + 1
	}
}

// addGrams adds the n-grams of toks, n from 1 to longest.
func (c *collector) addGrams(kind byte, toks []token, longest int) {
	for i, t := range toks {
		h := hashKind(kind)
		for n := 0; n < longest && i+n < len(toks); n++ {
			h = hashNext(h, toks[i+n].hash)
			c.add(h, t.clause)
		}
	}
}

// How much other findings count beside one n-gram.
const (
	moodValue   = 0.7
	echoValue   = 0.7
	ruleValue   = 2
	beforeValue = 2
	classValue  = 0.5
	letterValue = 0.5
)

// letterGram is how many letters of a Latin word are looked at together.
const letterGram = 4

// addLetters adds the letter n-grams of a Latin word with its ends marked, so that slips and endings matter less.
func (c *collector) addLetters(t token) {
	if t.word == "" {
		return
	}
	w := "^" + t.word + "$"
	for n := 0; n+letterGram <= len(w); n++ {
		c.addValue(hashString(hashKind(kindLetters), w[n:n+letterGram]), t.clause, letterValue)
	}
}

// features observes the utterance: its words, what was said before, and what the patterns heard. What it returns holds
// until t is used again.
func (t *turn) features(language coach.Lang, hits []coach.ActHit) []Feature {
	u, c, before := &t.utterance, &t.collector, &t.before
	u.tokens(u.unsaid)
	toks := u.words
	longest := grams(language)
	c.clear()
	c.addGrams(kindText, toks, longest)
	for i := range toks {
		if i+2 < len(toks) {
			c.add(hashNext(hashNext(hashKind(kindSkip), toks[i].hash), toks[i+2].hash), toks[i].clause)
		}
		c.addLetters(toks[i])
	}
	c.addMoods(toks, u.asks)
	c.addEchoes(toks, before.hashes)
	if len(toks) > 0 {
		first, last := toks[:min(3, len(toks))], toks[max(0, len(toks)-3):]
		c.edge("^", first)
		slices.Reverse(last)
		c.edge("$", last)
	}
	c.addGrams(kindPrevious, before.words, longest-1)
	c.addClasses(u.classes, u.unsaid)
	c.addSenses(u, before.senses)
	c.circumstances(u, before.did, hits)
	return c.out
}

// addMoods adds single tokens and pairs by whether their clause asks.
func (c *collector) addMoods(toks []token, asks []bool) {
	for i, t := range toks {
		mood := "tells"
		if asks[t.clause] {
			mood = "asks"
		}
		h := hashNext(hashString(hashKind(kindMood), mood), t.hash)
		c.addValue(h, t.clause, moodValue)
		if i+1 < len(toks) && toks[i+1].clause == t.clause {
			c.addValue(hashNext(h, toks[i+1].hash), t.clause, moodValue)
		}
	}
}

// addEchoes adds tokens the other side has just said, and whether the turn opens with them.
func (c *collector) addEchoes(toks []token, before []uint32) {
	said := func(hash uint32) bool {
		_, is := slices.BinarySearch(before, hash)
		return is
	}
	for i, t := range toks {
		if !said(t.hash) {
			continue
		}
		h := hashKind(kindEcho)
		c.addValue(hashNext(h, t.hash), t.clause, echoValue)
		if i+1 < len(toks) && said(toks[i+1].hash) {
			c.add(hashString(h, "phrase"), t.clause)
			if i < 3 {
				c.add(hashString(h, "opening"), t.clause)
			}
		}
	}
}

// class is a word class of the patterns where it first occurs, and the clauses it occurs in.
type class struct {
	hash uint32
	in   ClauseSet
	at   lang.Span
}

// classify notes the word classes of a reading.
func (u *utterance) classify(r *reading) {
	for set := range r.present.all {
		if r.book.sets[set].sense != 0 {
			continue
		}
		first := r.hits[set][0]
		k := class{hash: r.book.sets[set].hash, at: lang.Span{Start: first.start, End: first.end}}
		for _, h := range r.hits[set] {
			k.in |= inClause(r.at(h.start))
		}
		if r.at(first.start) >= 0 {
			u.classes = append(u.classes, k)
		}
	}
}

// addClasses adds the word classes but those that first stand in a stretch of unsaid.
func (c *collector) addClasses(classes []class, unsaid []lang.Span) {
	for _, k := range classes {
		if !overlaps(unsaid, k.at) {
			c.addIn(k.hash, k.in, classValue)
		}
	}
}

func (c *collector) edge(side string, toks []token) {
	h := hashString(hashKind(kindEdge), side)
	for _, t := range toks {
		h = hashNext(h, t.hash)
		c.add(h, t.clause)
	}
}

// circumstances are what is known of the utterance beside its words.
func (c *collector) circumstances(u *utterance, before []string, hits []coach.ActHit) {
	if len(before) == 0 {
		c.add(hashString(hashKind(kindBefore), "nothing"), -1)
	}
	for _, name := range before {
		c.addValue(hashString(hashKind(kindBefore), name), -1, beforeValue)
	}
	for _, hit := range hits {
		h := hashString(hashKind(kindRule), string(hit.Act))
		c.addValue(h, -1, ruleValue)
		if hit.Score >= 0.8 {
			c.addValue(hashString(h, "sure"), -1, ruleValue)
		}
		if hit.RedLine != "" {
			c.addValue(hashString(hashKind(kindRule), hit.RedLine), -1, ruleValue)
		}
	}
	shape := func(name string, is bool) {
		if is {
			c.add(hashString(hashKind(kindShape), name), -1)
		}
	}
	shape("money", len(u.values.money) > 0)
	shape("dates", len(u.values.dates) > 0)
	shape("two sums", len(u.values.money) > 1)
	shape("two dates", len(u.values.dates) > 1)
	shape("sum and date", len(u.values.money) > 0 && len(u.values.dates) > 0)
	shape("sums only", len(u.values.money) > 0 && len(u.values.dates) == 0)
	shape("asks last", len(u.asks) > 0 && u.asks[len(u.asks)-1])
	shape("asks first", len(u.asks) > 0 && u.asks[0])
	shape("contacts", len(u.values.contacts) > 0)
	shape("asks", slices.Contains(u.asks, true))
	shape("short", len(u.text.Norm) < 24)
	shape("long", len(u.text.Norm) > 120)
	shape("clauses", len(u.clauses) > 3)
}
