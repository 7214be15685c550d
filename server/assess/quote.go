package assess

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shortest quotes that identify a place in a turn, in characters that are letters or digits. A Chinese word is two
// characters long, so Chinese needs fewer.
const (
	minQuoteHan   = 2
	minQuoteOther = 4
)

// fold makes two writings of the same words equal: compatibility forms and width (NFKC), case, Chinese and typographic
// punctuation, runs of space, space beside Chinese characters, and characters nobody sees.
func fold(s string) string {
	s = norm.NFKC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	space := false
	for _, r := range s {
		r = foldRune(r)
		switch {
		case r == 0:
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		}
		if space && last != 0 && !wide(last) && !wide(r) {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// foldRune maps a character to its plain form; 0 means it is invisible.
func foldRune(r rune) rune {
	switch r {
	case '。':
		return '.'
	case '、':
		return ','
	case '“', '”', '„', '«', '»', '「', '」', '『', '』', '″':
		return '"'
	case '‘', '’', '‚', '′', '`':
		return '\''
	case '—', '–', '‐', '‑', '−', '―':
		return '-'
	case '【', '〔':
		return '['
	case '】', '〕':
		return ']'
	case '《', '〈':
		return '<'
	case '》', '〉':
		return '>'
	}
	if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
		return 0
	}
	return unicode.ToLower(r)
}

// wide reports whether spaces beside r mean nothing.
func wide(r rune) bool { return unicode.Is(unicode.Han, r) }

// verifies reports whether quote stands word for word in text, both folded. A quote has to be long enough to mean
// something unless it is the whole text, and may not cut a word or a number in two: "5" is no quote of "50".
func verifies(text, quote string) bool {
	if quote == "" {
		return false
	}
	if text == quote {
		return true
	}
	if !longEnough(quote) {
		return false
	}
	for from := 0; from <= len(text)-len(quote); {
		i := strings.Index(text[from:], quote)
		if i < 0 {
			return false
		}
		start := from + i
		if cleanCut(text, start) && cleanCut(text, start+len(quote)) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
	return false
}

func longEnough(quote string) bool {
	letters, han := 0, false
	for _, r := range quote {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
			han = han || wide(r)
		}
	}
	if han {
		return letters >= minQuoteHan
	}
	return letters >= minQuoteOther
}

// cleanCut reports whether text may be cut at byte i without splitting a word or a number.
func cleanCut(text string, i int) bool {
	if i <= 0 || i >= len(text) {
		return true
	}
	before, beforeSize := utf8.DecodeLastRuneInString(text[:i])
	after, afterSize := utf8.DecodeRuneInString(text[i:])
	switch {
	case alphabetic(before) && alphabetic(after):
		return false
	case numeral(before) && numeral(after):
		return false
	case isDigit(before) && (after == '%' || unit(after)):
		return false
	case unit(before) && cjkNumeral(after), cjkNumeral(before) && unit(after):
		return false
	case isDigit(before) && strings.ContainsRune(".,:-/", after):
		next, _ := utf8.DecodeRuneInString(text[i+afterSize:])
		return !isDigit(next)
	case strings.ContainsRune(".,:-/", before) && isDigit(after):
		previous, _ := utf8.DecodeLastRuneInString(text[:i-beforeSize])
		return !isDigit(previous)
	case before == '\'' && alphabetic(after), alphabetic(before) && after == '\'' && contraction(text[i+afterSize:]):
		return false
	}
	return true
}

// contraction reports whether an apostrophe is followed by the rest of a word ("don't"), not by the end of a quotation.
func contraction(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return alphabetic(next)
}

func alphabetic(r rune) bool { return unicode.IsLetter(r) && !wide(r) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numeral reports a digit or a letter glued to one ("280k", "INV0417"): neither may be torn from the other.
func numeral(r rune) bool { return isDigit(r) || alphabetic(r) }

func unit(r rune) bool { return strings.ContainsRune("十百千万亿", r) }

func cjkNumeral(r rune) bool {
	return isDigit(r) || unit(r) || strings.ContainsRune("零〇一二两三四五六七八九半", r)
}

// span is a byte range of an utterance.
type span struct{ start, end int }

// sentences splits text at the ends of sentences, in either language. The spans cover all of it but surrounding space.
func sentences(text string) []span {
	var spans []span
	start := 0
	add := func(end int) {
		part := text[start:end]
		lead := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		tail := len(strings.TrimSpace(part))
		if tail > 0 {
			spans = append(spans, span{start + lead, start + lead + tail})
		}
		start = end
	}
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		switch r {
		case '。', '！', '？', '；', '!', '?', ';', '\n':
			add(end)
		case '.':
			if end == len(text) || text[end] == ' ' {
				add(end)
			}
		}
	}
	add(len(text))
	return spans
}

// sentenceWith returns the sentence of text that holds quote, with its neighbours while it is too short to be a quote by
// itself; all of text when no sentence holds it.
func sentenceWith(text, quote string) string {
	whole := strings.TrimSpace(text)
	i := strings.Index(text, quote)
	if i < 0 || quote == "" {
		return whole
	}
	spans := sentences(text)
	for n, s := range spans {
		if i < s.start || i+len(quote) > s.end {
			continue
		}
		folded := fold(text)
		for last := n; last < len(spans); last++ {
			if part := text[s.start:spans[last].end]; verifies(folded, fold(part)) {
				return part
			}
		}
		for first := n - 1; first >= 0; first-- {
			if part := text[spans[first].start:spans[len(spans)-1].end]; verifies(folded, fold(part)) {
				return part
			}
		}
	}
	return whole
}
