package debtor

import (
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// How much of another language in one stretch is a change of language: names, papers and terms are less.
const (
	foreignWords = 5 // English words in a Chinese call; those without a small letter (PO, INV-2041) do not count
	foreignHan   = 6 // Chinese characters in an English call
)

// foreign says whether a stretch of another language than the call's begins at text; more says that it may yet turn out
// to be one.
func (g *guard) foreign(text string, final bool) (is, more bool) {
	chinese := g.brief.Lang == coach.Chinese
	first, _ := utf8.DecodeRuneInString(text)
	if chinese && !latinLetter(first) || !chinese && !lang.Wide(first) {
		return false, false
	}
	count, most, counted := 0, foreignHan, false
	if chinese {
		most = foreignWords
	}
	for _, r := range text {
		letter, wide := latinLetter(r), lang.Wide(r)
		switch {
		case chinese && wide, !chinese && letter:
			return false, false // back in the call's own
		case wide, letter && unicode.IsLower(r) && !counted:
			count, counted = count+1, true
		case !letter && r != '\'' && r != '’':
			counted = false
		}
		if count >= most {
			return true, false
		}
	}
	return false, !final
}
