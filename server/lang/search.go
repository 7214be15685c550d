package lang

import "unicode"

// Token is a word a text is found by, and where it stands in the text's Norm.
type Token struct {
	Word string
	Span Span
}

// SearchTokens splits a text into the words it is found by. Letters and digits stand as words; Chinese stands as pairs of
// neighbouring characters, because nothing marks its words, and a run ends with its last character alone so that pairs of
// two runs never look like neighbours.
func SearchTokens(t Text) []Token {
	var tokens []Token
	for i, runes := 0, spans(t.Norm); i < len(runes); {
		switch {
		case !runes[i].found():
			i++
		case !Wide(runes[i].r):
			end := i
			for end < len(runes) && runes[end].found() && !Wide(runes[end].r) {
				end++
			}
			tokens = append(tokens, tokenOf(t, runes[i].start, runes[end-1].end))
			i = end
		default:
			if i+1 < len(runes) && Wide(runes[i+1].r) {
				tokens = append(tokens, tokenOf(t, runes[i].start, runes[i+1].end))
			} else {
				tokens = append(tokens, tokenOf(t, runes[i].start, runes[i].end))
			}
			i++
		}
	}
	return tokens
}

func tokenOf(t Text, start, end int) Token {
	span := Span{Start: start, End: end}
	return Token{Word: t.Slice(span), Span: span}
}

type placedRune struct {
	r          rune
	start, end int
}

// found reports whether the rune is part of a word.
func (p placedRune) found() bool { return unicode.IsLetter(p.r) || unicode.IsNumber(p.r) }

func spans(s string) []placedRune {
	runes := make([]placedRune, 0, len(s))
	for i, r := range s {
		if n := len(runes); n > 0 {
			runes[n-1].end = i
		}
		runes = append(runes, placedRune{r: r, start: i, end: len(s)})
	}
	return runes
}
