package lang

import (
	"slices"
	"unicode/utf8"
)

// lexeme is a word or phrase with what it means.
type lexeme[T any] struct {
	word  string
	value T
}

// lexicon holds words by their first rune, the longest first, so that a text is searched for all of them in one pass.
type lexicon[T any] struct {
	words  map[rune][]lexeme[T]
	begins [16]uint64 // a bit for each first rune, by its lowest ten bits: most runes begin no word
}

func (l *lexicon[T]) add(value T, words ...string) {
	if l.words == nil {
		l.words = map[rune][]lexeme[T]{}
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		l.words[r] = append(l.words[r], lexeme[T]{w, value})
		l.begins[r>>6&15] |= 1 << (r & 63)
	}
}

// sorted puts the longest words first; it is called once, after the last add.
func (l *lexicon[T]) sorted() *lexicon[T] {
	for _, list := range l.words {
		slices.SortStableFunc(list, func(a, b lexeme[T]) int { return len(b.word) - len(a.word) })
	}
	return l
}

// at returns the longest word of l that stands at byte i of s, Latin ones as words of their own.
func (l *lexicon[T]) at(s string, i int) (value T, size int, ok bool) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	if l.begins[r>>6&15]&(1<<(r&63)) == 0 {
		return value, 0, false
	}
	for _, x := range l.words[r] {
		if len(x.word) > len(s)-i || s[i:i+len(x.word)] != x.word {
			continue
		}
		if r < utf8.RuneSelf && (letterAt(s, i-1) || letterAt(s, i+len(x.word))) {
			continue
		}
		return x.value, len(x.word), true
	}
	return value, 0, false
}

// lookup returns what the word means.
func (l *lexicon[T]) lookup(word string) (value T, ok bool) {
	r, _ := utf8.DecodeRuneInString(word)
	for _, x := range l.words[r] {
		if x.word == word {
			return x.value, true
		}
	}
	return value, false
}

// each calls yield for the words of l in s, from left to right, without overlap.
func (l *lexicon[T]) each(s string, yield func(at Span, value T)) {
	for i := 0; i < len(s); {
		if value, size, ok := l.at(s, i); ok {
			yield(Span{i, i + size}, value)
			i += size
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
}
