package lang

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is an utterance in a form fit for matching, with the way back to the words as they were written.
type Text struct {
	Original string
	Norm     string  // NFKC, lower case, simplified, one kind of quote and space, no invisible marks
	from     []int32 // per byte of Norm: where its source begins in Original
	upto     []int32 // per byte of Norm: where its source ends in Original
	figures  []figure
}

// Span is a half-open byte range of a Text's Norm.
type Span struct{ Start, End int }

// Quote returns the exact words of the original that a span of Norm came from, without surrounding space.
func (t Text) Quote(s Span) string {
	if s.Start < 0 || s.End > len(t.Norm) || s.Start >= s.End {
		return ""
	}
	return strings.TrimSpace(t.Original[t.from[s.Start]:t.upto[s.End-1]])
}

// Slice returns the span's normalised words.
func (t Text) Slice(s Span) string { return t.Norm[s.Start:s.End] }

// Normalize folds s for matching. Compatibility forms, letter case, full width, traditional characters,
// quotes and dashes are folded; zero-width, bidi and other control marks are dropped; runs of space become one space
// (or one newline where they hold one), and space beside Chinese characters is dropped.
func Normalize(s string) Text {
	var n Normalizer
	return n.Text(s)
}

// Normalizer folds texts one after the other in the same room.
type Normalizer struct {
	out        []byte
	from, upto []int32
	figures    []figure
	composed   []byte
	lastWide   bool // the last rune written is Chinese
	space      int  // length of pending space: 0 none, 1 a space, 2 a newline
	spaceFrom  int
	spaceUpto  int
}

// Text folds s as Normalize does. What it gives holds until the next call.
func (n *Normalizer) Text(s string) Text {
	*n = Normalizer{out: slices.Grow(n.out[:0], len(s)+8), from: slices.Grow(n.from[:0], len(s)+8), upto: slices.Grow(n.upto[:0], len(s)+8), figures: n.figures[:0], composed: n.composed}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if plain(r) && (i+size == len(s) || !mayCombine(s[i+size:])) {
			n.put(fold(r), i, i+size)
			i += size
			continue
		}
		i = n.compose(s, i)
	}
	t := Text{Original: s, Norm: string(n.out), from: n.from, upto: n.upto}
	figures(t.Norm, func(start int, x number) { n.figures = append(n.figures, figure{x, start}) })
	t.figures = n.figures
	return t
}

// compose writes the runes at byte i of s that make one, and returns where they end.
func (n *Normalizer) compose(s string, i int) int {
	size := max(norm.NFKC.NextBoundaryInString(s[i:], true), 1)
	n.composed = norm.NFKC.AppendString(n.composed[:0], s[i:i+size])
	for composed := n.composed; len(composed) > 0; {
		r, length := utf8.DecodeRune(composed)
		n.put(fold(r), i, i+size)
		composed = composed[length:]
	}
	return i + size
}

// put writes one folded rune that came from s[from:upto].
func (n *Normalizer) put(r rune, from, upto int) {
	if r < 0 {
		return
	}
	if r == ' ' || r == '\n' {
		if n.space == 0 {
			n.spaceFrom = from
		}
		n.spaceUpto = upto
		if r == '\n' {
			n.space = 2
		} else {
			n.space = max(n.space, 1)
		}
		return
	}
	wide := Wide(r)
	if n.space == 2 || n.space == 1 && !wide && !n.lastWide {
		c := byte(' ')
		if n.space == 2 {
			c = '\n'
		}
		if len(n.out) > 0 {
			n.out = append(n.out, c)
			n.from = append(n.from, int32(n.spaceFrom))
			n.upto = append(n.upto, int32(n.spaceUpto))
		}
	}
	n.space, n.lastWide = 0, wide
	before := len(n.out)
	n.out = utf8.AppendRune(n.out, r)
	for range len(n.out) - before {
		n.from = append(n.from, int32(from))
		n.upto = append(n.upto, int32(upto))
	}
}

// plain reports whether r needs no Unicode normalisation by itself.
func plain(r rune) bool {
	return r < 0x80 || r >= firstHan && r <= lastHan || r == '。' || r == '、'
}

// mayCombine reports whether the text begins with a rune that could combine with the one before it.
func mayCombine(s string) bool {
	if s[0] < 0x80 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !plain(r) && (r >= 0x300 && r < 0x2000 || r >= 0x20D0 && r < 0x2100 || r >= 0x3099 && r <= 0x309A || r >= 0xA000 && r < 0xFF00)
}

// fold returns the form of r that patterns are written in, or -1 for a mark without a shape.
func fold(r rune) rune {
	if r < 0x80 {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\n' || r == '\r':
			return '\n'
		case r == '\t' || r == ' ':
			return ' '
		case r < 0x20 || r == 0x7F:
			return -1
		case r == '`':
			return '\''
		}
		return r
	}
	switch r {
	case '‘', '’', '‛', '′', '´':
		return '\''
	case '“', '”', '„', '″', '«', '»', '「', '」', '『', '』', '《', '》':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	case '【', '〔', '〖':
		return '['
	case '】', '〕', '〗':
		return ']'
	case '、':
		return ','
	case '。':
		return r
	case '﹒', '｡':
		return '。'
	case 0x2028, 0x2029, 0x85:
		return '\n'
	case utf8.RuneError:
		return ' '
	}
	switch {
	case r >= firstHan && r <= lastHan:
		return rune(simplified()[r-firstHan])
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me):
		return -1
	}
	return unicode.ToLower(r)
}

// Wide reports whether r is a Chinese character.
func Wide(r rune) bool {
	return r >= firstHan && r <= lastHan || r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x2FFFF || r == '〇'
}

// HasChinese reports whether s holds a Chinese character.
func HasChinese(s string) bool { return strings.IndexFunc(s, Wide) >= 0 }

// HasEnglish reports whether s holds a Latin word of at least three letters.
func HasEnglish(s string) bool {
	run := 0
	for i := range len(s) {
		c := s[i] | 0x20
		if c >= 'a' && c <= 'z' {
			if run++; run >= 3 {
				return true
			}
			continue
		}
		run = 0
	}
	return false
}
