package lang

import (
	"strings"
	"unicode/utf8"
)

// Clause is a stretch of a Text between marks, without the mark that ends it.
type Clause struct {
	Span
	Sentence int  // index of the sentence it belongs to
	Question bool // that sentence ends in a question mark
}

// Clauses cuts t at 。！？；，!?;, at dashes between words, a full stop that ends a sentence, and newlines. Commas and
// stops inside numbers, and the stops of titles and "p.m.", do not cut. Empty stretches are left out.
func Clauses(t Text) []Clause { return AppendClauses(make([]Clause, 0, 8), t) }

// AppendClauses adds the clauses of t to clauses, which is empty.
func AppendClauses(clauses []Clause, t Text) []Clause {
	s := t.Norm
	start, sentence, first := 0, 0, 0
	add := func(end int) {
		a, b := start, end
		for a < b && (s[a] == ' ' || s[a] == '\n') {
			a++
		}
		for b > a && (s[b-1] == ' ' || s[b-1] == '\n') {
			b--
		}
		if a < b {
			clauses = append(clauses, Clause{Span: Span{a, b}, Sentence: sentence})
		}
	}
	for i, r := range s {
		kind := cut(s, i, r)
		if kind == 0 {
			continue
		}
		add(i)
		start = i + utf8.RuneLen(r)
		if kind == 1 {
			continue
		}
		if r == '?' {
			for k := first; k < len(clauses); k++ {
				clauses[k].Question = true
			}
		}
		if len(clauses) > first {
			sentence++
			first = len(clauses)
		}
	}
	add(len(s))
	return clauses
}

// cut says what the rune at i does: 0 nothing, 1 ends a clause, 2 ends a sentence.
func cut(s string, i int, r rune) int {
	switch r {
	case '。', '!', '?', '\n', '…':
		return 2
	case ';':
		return 2
	case ',':
		if digitAt(s, i-1) && digitAt(s, i+1) {
			return 0
		}
		return 1
	case ':':
		if digitAt(s, i-1) && digitAt(s, i+1) {
			return 0
		}
		return 1
	case '.':
		if digitAt(s, i+1) || letterAt(s, i+1) || abbreviation(s[:i]) {
			return 0
		}
		return 2
	}
	return 0
}

func digitAt(s string, i int) bool  { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
func letterAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= 'a' && s[i] <= 'z' }

// abbreviation reports whether s ends in a word whose stop does not end a sentence.
func abbreviation(s string) bool {
	if len(s) > 8 {
		s = s[len(s)-8:]
	}
	word := s[strings.LastIndexAny(s, " \n,(")+1:]
	switch word {
	case "mr", "mrs", "ms", "dr", "no", "inv", "ref", "st", "vs", "approx", "e.g", "i.e", "a.m", "p.m":
		return true
	}
	return false
}
