package debtor

import (
	"strings"
	"sync"
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

// An element is a piece of a figure or a day: one that may begin it, one that may only go on with it, or glue that
// belongs to it only if more follows.
type elementClass uint8

const (
	elementNone elementClass = iota
	elementOpen
	elementMore
	elementGlue
)

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

const (
	chineseNumerals = "零〇一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩俩仨幺貳參陸"
	chineseUnits    = "元块塊毛角号號日月年周天成点點折期旬％倍圆圓个個半初底末份之笔钱錢来几多分钟小时秒人家台套件车箱批次遍位名岁页条样回句种口趟"
	glueMarks       = ",.-/:'’，、·–—~∶： \t\u00a0\u3000"
)

// element reads the element that text begins with. before is the character in front of it; more reports that text ends
// too early to tell.
func element(text string, before rune, final bool) (class elementClass, size int, more bool) {
	return elementOf(dateWords, text, before, final)
}

// opening is element where no figure has begun yet. Words of dateTails are then seen by their tails.
func opening(text string, before rune, final bool) (class elementClass, size int, more bool) {
	return elementOf(dateStarts, text, before, final)
}

func elementOf(days *phrases, text string, before rune, final bool) (class elementClass, size int, more bool) {
	r, size := utf8.DecodeRuneInString(text)
	narrow := r
	if r >= '！' && r <= '～' {
		narrow = r - '！' + '!'
	}
	if n, longer := days.match(text, true); n > 0 {
		return elementOpen, n, false
	} else if longer && !final {
		return elementNone, 0, true
	}
	switch {
	case r < utf8.RuneSelf && latinLetter(r):
		return latinElement(text, before, final)
	case r >= firstHan && r <= lastHan:
		return hanElements()[r-firstHan], size, false
	case unicode.IsNumber(r), strings.ContainsRune(chineseNumerals, r), unicode.Is(unicode.Sc, r):
		return elementOpen, size, false
	case narrow < utf8.RuneSelf && unicode.IsLetter(narrow), r > utf8.RuneSelf && unicode.Is(unicode.Latin, r):
		return latinElement(text, before, final)
	}
	switch {
	case strings.ContainsRune(chineseUnits, r), r == '%':
		return elementMore, size, false
	case strings.ContainsRune(glueMarks, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r):
		return elementGlue, size, false
	}
	return elementNone, size, false
}

// hanElements is what each character of the basic block is in figures and days. It is made once, when the first model speaks.
var hanElements = sync.OnceValue(func() *[lastHan - firstHan + 1]elementClass {
	classes := &[lastHan - firstHan + 1]elementClass{}
	for class, marks := range map[elementClass]string{elementOpen: chineseNumerals, elementMore: chineseUnits} {
		for _, r := range marks {
			if r >= firstHan && r <= lastHan {
				classes[r-firstHan] = class
			}
		}
	}
	return classes
})

// latinElement reads a word of Latin letters.
func latinElement(text string, before rune, final bool) (elementClass, int, bool) {
	size := 0
	var room [32]byte
	word := room[:0]
	for i, r := range text {
		if !latinLetter(r) {
			break
		}
		c, _ := foldRune(r)
		word = utf8.AppendRune(word, c)
		size = i + utf8.RuneLen(r)
	}
	if latinLetter(before) {
		return elementNone, size, false // the rest of a word whose beginning was harmless
	}
	if size == len(text) && !final && wordBeginnings[string(word)] {
		return elementNone, 0, true
	}
	return sensitiveWords[string(word)], size, false
}

// sensitiveWords are English words of figures and days.
var sensitiveWords = wordClasses(map[elementClass]string{
	elementOpen: `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
		eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion grand dozen couple
		half quarter quarters thirds third fifth fourth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
		fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundreds thousands millions
		january february march april may june july august september october november december jan feb mar apr jun jul aug sept
		sep oct nov dec monday tuesday wednesday thursday friday saturday sunday weds thurs fri tues
		today tonight tomorrow yesterday next coming fortnight weekend eod eom end full whole entire
		rmb cny usd gbp eur hkd easter christmas everything whatever`,
	elementMore: `yuan dollars dollar pounds pound quid euros euro bucks percent cent per k m th st nd rd s noon afternoon
		morning evening am pm o clock days day weeks week months month year years quarter bn w
		minutes minute mins hours hour people person staff workers men drivers customers suppliers shops stores trucks lorries
		pallets boxes machines units pieces times pages calls`,
	elementGlue: "and of the a an or this",
})

var wordBeginnings = beginnings(sensitiveWords)

// openBeginnings are the beginnings of words with which a figure or a day may begin.
var openBeginnings = beginnings(only(sensitiveWords, elementOpen))

func only(words map[string]elementClass, class elementClass) map[string]elementClass {
	list := map[string]elementClass{}
	for word, c := range words {
		if c == class {
			list[word] = c
		}
	}
	return list
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

func wordClasses(lists map[elementClass]string) map[string]elementClass {
	classes := map[string]elementClass{}
	for _, class := range []elementClass{elementGlue, elementMore, elementOpen} {
		for _, word := range strings.Fields(lists[class]) {
			classes[word] = class
		}
	}
	return classes
}

func beginnings(words map[string]elementClass) map[string]bool {
	heads := map[string]bool{}
	for word := range words {
		for i := 1; i <= len(word); i++ {
			heads[word[:i]] = true
		}
	}
	return heads
}
