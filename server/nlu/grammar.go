package nlu

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// gap is how far apart two neighbouring elements of a pattern may stand.
type gap uint8

const (
	adjacent gap = iota // touching (en: at most one space between)
	near                // ".."  a few words, in one clause
	far                 // "..." a phrase, in one sentence
)

// element is one step of a pattern: any of a set of terms, at a distance from the step before.
type element struct {
	gap gap
	set int // index into book.sets
}

// sequence is what a pattern looks for.
type sequence struct {
	elements []element
	first    bool // begins its clause, fillers aside
	last     bool // ends its clause
}

// errPattern is wrapped by every complaint about a pattern.
var errPattern = errors.New("pattern")

// part is one part of a pattern as written.
type part struct {
	gap      gap
	set      int
	optional bool
}

// parsePattern reads one pattern. Optional parts make it several sequences. The grammar is in doc.go.
func (b *book) parsePattern(s string) ([]sequence, error) {
	var shape sequence
	rest := strings.TrimSpace(s)
	if r, ok := strings.CutPrefix(rest, "^"); ok {
		shape.first, rest = true, strings.TrimSpace(r)
	}
	if r, ok := strings.CutSuffix(rest, "$"); ok {
		shape.last, rest = true, strings.TrimSpace(r)
	}
	parts, err := b.parts(rest)
	if err != nil {
		return nil, fmt.Errorf("%w %q: %w", errPattern, s, err)
	}
	return shape.variants(parts)
}

// parts reads the parts of a pattern in order.
func (b *book) parts(rest string) ([]part, error) {
	var parts []part
	pending := adjacent
	for rest != "" {
		switch {
		case strings.HasPrefix(rest, "..."):
			pending, rest = far, strings.TrimSpace(rest[3:])
			continue
		case strings.HasPrefix(rest, ".."):
			pending, rest = near, strings.TrimSpace(rest[2:])
			continue
		}
		body, after, err := splitPart(rest)
		if err != nil {
			return nil, err
		}
		rest = after
		optional := strings.HasPrefix(rest, "?")
		if optional {
			rest = rest[1:]
		}
		rest = strings.TrimSpace(rest)
		set, err := b.termSet(body)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{pending, set, optional})
		pending = adjacent
	}
	return parts, nil
}

// splitPart cuts the first part off a pattern: "(a|b)", "<class>" or plain words.
func splitPart(s string) (body, rest string, err error) {
	switch s[0] {
	case '(':
		end := strings.IndexByte(s, ')')
		if end < 0 {
			return "", "", errors.New("( without )")
		}
		return s[1:end], s[end+1:], nil
	case '<':
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return "", "", errors.New("< without >")
		}
		return s[:end+1], s[end+1:], nil
	}
	end := len(s)
	for _, stop := range []string{"(", "<", ".."} {
		if k := strings.Index(s, stop); k >= 0 {
			end = min(end, k)
		}
	}
	return s[:end], s[end:], nil
}

// variants returns the sequences that parts make, with and without each optional one. A part left out leaves its gap
// behind.
func (q sequence) variants(parts []part) ([]sequence, error) {
	var optional []int
	for k, p := range parts {
		if p.optional {
			optional = append(optional, k)
		}
	}
	if len(parts) == 0 || len(optional) > 4 || len(optional) == len(parts) {
		return nil, fmt.Errorf("%w: wants at least one fixed part and at most four optional ones", errPattern)
	}
	var sequences []sequence
	for mask := range 1 << len(optional) {
		v := sequence{first: q.first, last: q.last}
		carry := adjacent
		for k, p := range parts {
			if o := slices.Index(optional, k); o >= 0 && mask&(1<<o) == 0 {
				carry = max(carry, p.gap)
				continue
			}
			v.elements = append(v.elements, element{max(carry, p.gap), p.set})
			carry = adjacent
		}
		sequences = append(sequences, v)
	}
	return sequences, nil
}

// termSet returns the index of the set of alternatives in body ("a|b|<words>"), adding it when new.
func (b *book) termSet(body string) (int, error) {
	terms, err := b.expand(body, 0)
	if err != nil {
		return 0, err
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	key := strings.Join(terms, "|")
	if id, ok := b.setIDs[key]; ok {
		return id, nil
	}
	id := len(b.sets)
	b.setIDs[key] = id
	b.sets = append(b.sets, termSet{hash: hashString(hashKind(kindClass), key), rarity: rarity(terms)})
	b.addTerms(terms, id)
	return id, nil
}

// expand lists the terms of body, following word classes.
func (b *book) expand(body string, depth int) ([]string, error) {
	if depth > 8 {
		return nil, fmt.Errorf("word classes go round in a circle at %q", body)
	}
	var terms []string
	for alternative := range strings.SplitSeq(body, "|") {
		t := strings.TrimSpace(alternative)
		if t == "" {
			return nil, fmt.Errorf("an empty alternative in %q", body)
		}
		name, class := strings.CutPrefix(t, "<")
		if !class {
			terms = append(terms, t)
			continue
		}
		name = strings.TrimSuffix(name, ">")
		if name == strings.ToUpper(name) {
			if !slices.Contains(slotTerms, name) {
				return nil, fmt.Errorf("no slot <%s>", name)
			}
			terms = append(terms, "<"+name+">")
			continue
		}
		words, ok := b.words[name]
		if !ok {
			return nil, fmt.Errorf("no word class <%s>", name)
		}
		more, err := b.expand(words, depth+1)
		if err != nil {
			return nil, err
		}
		terms = append(terms, more...)
	}
	return terms, nil
}

// rarity guesses how seldom a set occurs: long and few terms are rare. Slots are common.
func rarity(terms []string) int {
	shortest := 99
	for _, t := range terms {
		if t[0] == '<' {
			return 2
		}
		shortest = min(shortest, len(t))
	}
	return shortest*4 - min(len(terms), 20)
}
