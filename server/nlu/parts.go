package nlu

import "math/bits"

// ClauseSet is a set of clauses of an utterance, a bit each; those from the 64th on share the last bit.
type ClauseSet uint64

// inClause is the set of one clause, the empty set for -1.
func inClause(clause int) ClauseSet {
	if clause < 0 {
		return 0
	}
	return 1 << min(clause, 63)
}

// each calls yield for the clauses of the set in order.
func (s ClauseSet) each(yield func(clause int)) {
	for ; s != 0; s &= s - 1 {
		yield(bits.TrailingZeros64(uint64(s)))
	}
}

// leastPart is the shortest part of a sentence that is heard by itself, in bytes of the normalised text; shorter clauses
// belong to the next one.
const leastPart = 24

// parts cuts a turn into what may do something by itself: its sentences, and of long sentences their clauses. A turn of one
// part has none.
func (u *utterance) parts() []ClauseSet {
	parts := u.partial[:0]
	var part ClauseSet
	length := 0
	for k, c := range u.clauses {
		part |= inClause(k)
		length += c.End - c.Start
		last := k+1 == len(u.clauses) || u.clauses[k+1].Sentence != c.Sentence
		if last || length >= leastPart {
			parts = append(parts, part)
			part, length = 0, 0
		}
	}
	u.partial = parts
	if len(parts) < 2 {
		return nil
	}
	return parts
}
