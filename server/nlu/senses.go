package nlu

import (
	"cmp"
	"fmt"
	"slices"

	"huikuan/server/lang"
)

// sense is an occurrence of a sense: one of the words of senses.txt that may mean the same thing ("askwhen", "gift").
// Senses are evidence for the classifier. They let it know a turn by words no line it was trained on had.
type sense struct {
	lang.Span
	hash   uint32 // of the sense's name
	clause int    // -1 between clauses
}

// maxSenses is how many occurrences of senses are looked at in a turn, so that hostile text stays cheap.
const maxSenses = 400

// readSenses reads the lists of a senses.txt. Unlike word classes they are not for patterns to name.
func (b *book) readSenses(file, text string) error {
	lists, err := wordLists(file, text)
	if err != nil {
		return err
	}
	for _, list := range lists {
		set := len(b.sets)
		b.sets = append(b.sets, termSet{sense: hashString(hashSeed, list.name)})
		words, err := b.expand(list.words, 0)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", file, list.name, err)
		}
		b.addTerms(words, set)
	}
	return nil
}

// senses adds the senses of a reading to found, in order of place. Words inside a longer phrase of a sense do not count.
func (r *reading) senses(found []sense) []sense {
	before := len(found)
	for set := range r.present.all {
		if r.book.sets[set].sense == 0 {
			continue
		}
		for _, h := range r.hits[set] {
			if len(found)-before < maxSenses {
				found = append(found, sense{lang.Span{Start: h.start, End: h.end}, r.book.sets[set].sense, r.at(h.start)})
			}
		}
	}
	added := found[before:]
	slices.SortFunc(added, func(a, b sense) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.hash, b.hash))
	})
	kept, last := found[:before], sense{Span: lang.Span{Start: -1}}
	for _, s := range added {
		if s.End <= last.End && s.End-s.Start < last.End-last.Start {
			continue
		}
		if s.End > last.End {
			last = s
		}
		kept = append(kept, s)
	}
	return kept
}

// The kinds of features made of senses.
const (
	kindSense       = 'S' // one
	kindSenseAsked  = 'A' // one, by whether its clause asks
	kindSensePair   = 'P' // two of one sentence in order
	kindSenseBefore = 'V' // one in what the other side said
	kindSenseEdge   = 'E' // the first ones of a turn in order, and the last ones
)

// How much senses count beside one n-gram.
const (
	senseValue      = 1
	senseAskedValue = 0.7
	sensePairValue  = 0.5
)

// sensePairReach is how many senses further the second of a pair may stand.
const sensePairReach = 11

// addSenses adds the senses of the utterance and of what was said before.
func (c *collector) addSenses(u *utterance, before []sense) {
	for _, s := range before {
		c.addValue(hashNext(hashKind(kindSenseBefore), s.hash), -1, senseValue)
	}
	c.addSenseEdges(u)
	for i, s := range u.senses {
		if s.clause < 0 || u.isUnsaid(s.Span) {
			continue
		}
		c.addValue(hashNext(hashKind(kindSense), s.hash), s.clause, senseValue)
		mood := "tells"
		if u.asks[s.clause] {
			mood = "asks"
		}
		c.addValue(hashNext(hashString(hashKind(kindSenseAsked), mood), s.hash), s.clause, senseAskedValue)
		c.addSensePairs(u, i)
	}
}

// addSensePairs adds the pairs that begin with the i-th sense.
func (c *collector) addSensePairs(u *utterance, i int) {
	first := u.senses[i]
	for _, s := range u.senses[i+1 : min(len(u.senses), i+1+sensePairReach)] {
		if s.clause < 0 || s.Start < first.End || s.hash == first.hash || u.isUnsaid(s.Span) {
			continue
		}
		if u.clauses[s.clause].Sentence != u.clauses[first.clause].Sentence {
			return
		}
		c.addValue(hashNext(hashNext(hashKind(kindSensePair), first.hash), s.hash), first.clause, sensePairValue)
	}
}

// addSenseEdges adds what a turn opens and closes with.
func (c *collector) addSenseEdges(u *utterance) {
	const edge = 3
	first, last := hashString(hashKind(kindSenseEdge), "^"), hashString(hashKind(kindSenseEdge), "$")
	for i := range min(edge, len(u.senses)) {
		s, e := u.senses[i], u.senses[len(u.senses)-1-i]
		if s.clause >= 0 && !u.isUnsaid(s.Span) {
			first = hashNext(first, s.hash)
			c.addValue(first, s.clause, senseAskedValue)
		}
		if e.clause >= 0 && !u.isUnsaid(e.Span) {
			last = hashNext(last, e.hash)
			c.addValue(last, e.clause, senseAskedValue)
		}
	}
}
