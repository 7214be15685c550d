package debtor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenClass int

const (
	tokenPlain     tokenClass = iota
	tokenUndecided            // more words are needed to say what begins here
	tokenForbidden            // a phrase that may not be said
	tokenSpan                 // a figure or a day, whole
	tokenDrop                 // formatting and stage directions, left out
	tokenEnd                  // the end of a sentence
)

type guardToken struct {
	class  tokenClass
	size   int
	reason string
	whole  bool   // of a span: it begins with words for a whole sum
	lead   string // of a span: letters of its first word that have left already
}

// next says what begins at held[i]. final says that nothing follows the held words.
func (g *guard) next(i int, final bool) guardToken {
	text := g.held[i:]
	if text[0] == ' ' || text[0] == ',' {
		return guardToken{class: tokenPlain, size: 1}
	}
	if reason, more := g.forbidden(i, final); reason != "" {
		return guardToken{class: tokenForbidden, reason: reason}
	} else if more {
		return guardToken{class: tokenUndecided}
	}
	if !g.inWord(i) {
		if is, more := g.foreign(text, final); is {
			return guardToken{class: tokenForbidden, reason: cutLang}
		} else if more {
			return guardToken{class: tokenUndecided}
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r >= firstHan && r <= lastHan, r >= 'a' && r <= 'z':
	case strings.ContainsRune("(（[【{<*", r):
		return bracket(text, r, size, final)
	case strings.ContainsRune("#`|~_]】}>\\", r):
		return guardToken{class: tokenDrop, size: size}
	case strings.ContainsRune("。！？!?；;\n", r):
		return guardToken{class: tokenEnd, size: size}
	case r == '.' && unicode.IsNumber(g.before(i)) && len(text) == 1 && !final:
		return guardToken{class: tokenUndecided}
	case r == '.' && !decimal(g.before(i), text) && !g.title(i):
		return guardToken{class: tokenEnd, size: size}
	}
	if size, more := harmless.match(text, true); size > 0 {
		return guardToken{class: tokenPlain, size: size}
	} else if more && !final {
		return guardToken{class: tokenUndecided}
	}
	if size, more := g.watched(harmlessTails, i, final); size > 0 {
		return guardToken{class: tokenPlain, size: size}
	} else if more {
		return guardToken{class: tokenUndecided}
	}
	tok := g.span(i, final)
	if tok.class == tokenSpan {
		for k := range text[:tok.size] {
			if reason, more := g.forbidden(i+k, final); reason != "" {
				return guardToken{class: tokenForbidden, reason: reason}
			} else if more {
				return guardToken{class: tokenUndecided}
			}
		}
	}
	return tok
}

// forbidden says why a phrase that begins at held[i] may not be said; more says that one may yet begin there.
func (g *guard) forbidden(i int, final bool) (reason string, more bool) {
	if g.inWord(i) {
		size, more := g.grownIntoRole(i, final)
		if size > 0 {
			return cutRole, false
		}
		return "", more
	}
	if _, may := g.begin.may(g.held[i:]); !may {
		return "", false
	}
	found, may := g.secret(g.held[i:])
	if found {
		return cutSecret, false
	}
	more = may && !final
	for _, texts := range g.prompt {
		size, longer := g.watched(texts, i, final)
		if size > 0 {
			return cutRole, false
		}
		more = more || longer
	}
	size, longer := g.breaksRole(i, final)
	if size > 0 {
		return cutRole, false
	}
	return "", more || longer
}

// decimal reports whether the stop that text begins with stands inside a number.
func decimal(before rune, text string) bool {
	r, _ := utf8.DecodeRuneInString(text[1:])
	return unicode.IsNumber(before) && unicode.IsNumber(r)
}

// title reports whether the stop at held[i] belongs to a form of address rather than ending a sentence.
func (g *guard) title(i int) bool {
	said := g.sentence.String() + g.held[:i]
	for _, t := range []string{"Mr", "Ms", "Mrs", "Dr"} {
		if strings.HasSuffix(said, t) {
			return true
		}
	}
	return false
}

// bracket reads a stage direction or an emphasis. A bracket around a figure is read on like any other words.
func bracket(text string, open rune, size int, final bool) guardToken {
	closing := map[rune]string{'(': ")", '（': "）", '[': "]", '【': "】", '{': "}", '<': ">", '*': "*"}[open]
	if open == '*' && strings.HasPrefix(text, "**") {
		return guardToken{class: tokenDrop, size: 2}
	}
	if open == '*' && text == "*" && !final {
		return guardToken{class: tokenUndecided}
	}
	end := strings.Index(text[size:], closing)
	if end < 0 && !final {
		return guardToken{class: tokenUndecided}
	}
	if end < 0 {
		return guardToken{class: tokenDrop, size: len(text)}
	}
	inside := text[size : size+end]
	if (open == '(' || open == '（') && carriesFigure(inside) {
		return guardToken{class: tokenPlain, size: size}
	}
	return guardToken{class: tokenDrop, size: size + end + len(closing)}
}

func carriesFigure(text string) bool {
	for i := range text {
		if class, _, _ := element(text[i:], 0, true); class == elementOpen {
			return true
		}
	}
	return false
}

// span reads a figure or a day, with everything that may belong to it.
func (g *guard) span(i int, final bool) guardToken {
	text := g.held[i:]
	class, size, more := opening(text, g.before(i), final)
	said := ""
	if more || class == elementMore || class == elementOpen {
		said = g.demonstrative(i)
	}
	if more && said == "" && (opensNothing(text) || commonWords[strings.ToLower(text)] || g.inWord(i)) {
		size, more = len(text), false
	}
	lead, word := g.goesOn(i), letters(text)
	switch {
	case lead != "" && len(word) == len(text) && !final && openBeginnings[lead+word]:
		more = true
	case lead != "" && sensitiveWords[lead+word] == elementOpen:
		class, size = elementOpen, len(word)
	default:
		lead = ""
	}
	whole := wholeByName[lead+word]
	if said != "" && (class == elementMore || class == elementOpen) {
		class, lead = elementOpen, said
	}
	if !more {
		if w, n, longer := g.watchedFor(dateTails, i, final); n > 0 {
			class, size = elementOpen, max(size, n)
			if g.follows(i, w.head) {
				lead = w.head
			}
		} else {
			more = longer && class != elementOpen
		}
	}
	if class != elementOpen && !more && text[0] < utf8.RuneSelf && latinLetter(rune(text[0])) && !g.inWord(i) {
		if n, longer := g.watched(wholeWords, i, final); n > 0 {
			class, size, whole = elementOpen, n, true
		} else {
			more = longer && text != "I" && text != "I'm" && text != "I’m" && !strings.ContainsAny(text, "?!")
		}
	}
	switch {
	case more:
		return guardToken{class: tokenUndecided}
	case class != elementOpen:
		return guardToken{class: tokenPlain, size: size}
	}
	end := size
	for at := size; at < len(text); {
		r, _ := utf8.DecodeLastRuneInString(text[:at])
		class, size, more = element(text[at:], r, final)
		if more {
			return guardToken{class: tokenUndecided}
		}
		if text[at] == '.' && len(text) == at+1 && unicode.IsNumber(r) && !final {
			return guardToken{class: tokenUndecided}
		}
		if class == elementNone || text[at] == '.' && !decimal(r, text[at:]) {
			return guardToken{class: tokenSpan, size: end, whole: whole, lead: lead}
		}
		at += size
		if class != elementGlue {
			end = at
		}
	}
	if !final {
		return guardToken{class: tokenUndecided}
	}
	return guardToken{class: tokenSpan, size: end, whole: whole, lead: lead}
}

// commonWords are words with which longer ones of figures and days begin (to, tomorrow; on, one). They are let go at once:
// words come whole nearly always, and where one goes on after all, it is judged with what has left of it.
var commonWords = map[string]bool{
	"a": true, "do": true, "he": true, "me": true, "no": true, "on": true, "so": true, "to": true, "we": true, "be": true, "the": true, "not": true, "as": true,
	"for": true, "who": true, "us": true, "yes": true, "what": true, "every": true, "ever": true, "open": true,
}

// wholeByName are words that name a whole sum by themselves.
var wholeByName = map[string]bool{"everything": true, "whatever": true}

// follows reports whether held[i] stands right behind a word: a mark or a space between them makes two of them.
func (g *guard) follows(i int, word string) bool {
	said := []rune(tail(g.sentence.String(), len(word)) + g.held[:i])
	for k, want := range []rune(word) {
		at := len(said) - utf8.RuneCountInString(word) + k
		if at < 0 {
			return false
		}
		if c, _ := foldRune(said[at]); c != want {
			return false
		}
	}
	return true
}

// demonstrative is "this " when held[i] comes behind that word, which says no day until one follows and has left already.
func (g *guard) demonstrative(i int) string {
	const word = "this"
	said := squeeze(tail(g.sentence.String(), 3*len(word)) + g.held[:i])
	if !strings.HasSuffix(said, word) || g.inWord(i) {
		return ""
	}
	return word + " "
}

// goesOn is the common word that held[i] goes on with, which has left already; empty when there is none.
func (g *guard) goesOn(i int) string {
	if !g.inWord(i) {
		return ""
	}
	if before := g.wordBefore(i); commonWords[before] {
		return before
	}
	return ""
}

// letters is the word of plain letters that text begins with, in lower case.
func letters(text string) string {
	end := 0
	for end < len(text) && text[end] < utf8.RuneSelf && latinLetter(rune(text[end])) {
		end++
	}
	return strings.ToLower(text[:end])
}

// wordBefore is the word of plain letters that ends in front of held[i], in lower case; empty when there is none, or
// when it is longer than any common one.
func (g *guard) wordBefore(i int) string {
	const longest = 6
	said := tail(g.sentence.String(), longest) + g.held[:max(i, 0)]
	start := len(said)
	for start > 0 && said[start-1] < utf8.RuneSelf && latinLetter(rune(said[start-1])) {
		start--
	}
	return strings.ToLower(said[start:])
}

// opensNothing reports whether text is a word of plain letters that no figure and no day can begin with, however it goes on.
func opensNothing(text string) bool {
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return !openBeginnings[strings.ToLower(text)]
}
