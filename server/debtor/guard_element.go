package debtor

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// An element is a piece of a figure or a day: one that may begin it, one that may only go on with it, or glue that
// belongs to it only if more follows.
type elementClass uint8

const (
	elementNone elementClass = iota
	elementOpen
	elementMore
	elementGlue
)

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
