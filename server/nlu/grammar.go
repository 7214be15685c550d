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

// parsePattern reads one pattern. Optional parts make it several sequences. The grammar is in doc.go.
func (b *book) parsePattern(s string) ([]sequence, error) {
	type part struct {
		gap      gap
		set      int
		optional bool
	}
	var parts []part
	first, last := false, false
	pending := adjacent
	rest := strings.TrimSpace(s)
	if r, ok := strings.CutPrefix(rest, "^"); ok {
		first, rest = true, strings.TrimSpace(r)
	}
	if r, ok := strings.CutSuffix(rest, "$"); ok {
		last, rest = true, strings.TrimSpace(r)
	}
	for rest != "" {
		switch {
		case strings.HasPrefix(rest, "..."):
			pending, rest = far, strings.TrimSpace(rest[3:])
			continue
		case strings.HasPrefix(rest, ".."):
			pending, rest = near, strings.TrimSpace(rest[2:])
			continue
		}
		var body string
		switch rest[0] {
		case '(':
			end := strings.IndexByte(rest, ')')
			if end < 0 {
				return nil, fmt.Errorf("%w %q: ( without )", errPattern, s)
			}
			body, rest = rest[1:end], rest[end+1:]
		case '<':
			end := strings.IndexByte(rest, '>')
			if end < 0 {
				return nil, fmt.Errorf("%w %q: < without >", errPattern, s)
			}
			body, rest = rest[:end+1], rest[end+1:]
		default:
			end := len(rest)
			for _, stop := range []string{"(", "<", ".."} {
				if k := strings.Index(rest, stop); k >= 0 {
					end = min(end, k)
				}
			}
			body, rest = rest[:end], rest[end:]
		}
		optional := strings.HasPrefix(rest, "?")
		if optional {
			rest = rest[1:]
		}
		rest = strings.TrimSpace(rest)
		set, err := b.termSet(body)
		if err != nil {
			return nil, fmt.Errorf("%w %q: %w", errPattern, s, err)
		}
		parts = append(parts, part{pending, set, optional})
		pending = adjacent
	}
	var sequences []sequence
	var optional []int
	for k, p := range parts {
		if p.optional {
			optional = append(optional, k)
		}
	}
	if len(parts) == 0 || len(optional) > 4 || len(optional) == len(parts) {
		return nil, fmt.Errorf("%w %q: wants at least one fixed part and at most four optional ones", errPattern, s)
	}
	for mask := range 1 << len(optional) {
		q := sequence{first: first, last: last}
		carry := adjacent
		for k, p := range parts {
			if o := slices.Index(optional, k); o >= 0 && mask&(1<<o) == 0 {
				carry = max(carry, p.gap)
				continue
			}
			q.elements = append(q.elements, element{max(carry, p.gap), p.set})
			carry = adjacent
		}
		sequences = append(sequences, q)
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
	b.sets = append(b.sets, termSet{rarity: rarity(terms)})
	for _, t := range terms {
		b.addTerm(t, id)
	}
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
