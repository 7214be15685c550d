package debtor

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"huikuan/server/lang"
)

// phrases finds phrases however they are spaced, cased or widened.
type phrases struct {
	begin screen
	by    map[rune][]string // as squeeze makes them, by their first letter
}

func newPhrases(list ...string) *phrases {
	p := &phrases{}
	for _, phrase := range list {
		p.add(phrase)
	}
	return p
}

func (p *phrases) add(phrase string) { p.addSqueezed(squeeze(phrase)) }

func (p *phrases) addSqueezed(folded string) {
	if folded == "" {
		return
	}
	if p.by == nil {
		p.by = map[rune][]string{}
	}
	first, _ := utf8.DecodeRuneInString(folded)
	p.by[first] = append(p.by[first], folded)
	p.begin.add(folded)
}

// match follows text from its start. size is the length of the longest phrase found there, 0 for none; more reports
// that text ended while a longer phrase was still possible. With exact, the phrase may not be spaced out.
func (p *phrases) match(text string, exact bool) (size int, more bool) {
	c, letter := p.begin.may(text)
	if !letter {
		return 0, false
	}
	for _, phrase := range p.by[c] {
		n, longer := follow(phrase, text, exact)
		size, more = max(size, n), more || longer
	}
	return size, more
}

// follow is match for one phrase, whose first letter text begins with.
func follow(phrase, text string, exact bool) (size int, more bool) {
	at := 0
	for i, r := range text {
		c, letter := foldRune(r)
		if !letter {
			if exact {
				return 0, false
			}
			continue
		}
		want, n := utf8.DecodeRuneInString(phrase[at:])
		if c != want {
			return 0, false
		}
		if at += n; at == len(phrase) {
			return i + utf8.RuneLen(r), false
		}
	}
	return 0, true
}

// screen rules words out by their first letter and by their first two, without a look at the table behind it: what it has not
// seen is certainly not there.
type screen struct {
	firsts, lone [16]uint64 // first letters; those that are a phrase by themselves
	pairs        [32]uint64 // first and second letters
}

// add notes how a phrase begins, which is as squeeze makes it.
func (s *screen) add(phrase string) {
	first, size := utf8.DecodeRuneInString(phrase)
	setBit(s.firsts[:], uint32(first))
	if size == len(phrase) {
		setBit(s.lone[:], uint32(first))
		return
	}
	second, _ := utf8.DecodeRuneInString(phrase[size:])
	setBit(s.pairs[:], pair(first, second))
}

// may returns the first letter of text, folded; ok says that a phrase may begin there, as far as the text goes.
func (s *screen) may(text string) (first rune, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	first, letter := foldRune(r)
	if !letter || !bitSet(s.firsts[:], uint32(first)) {
		return first, false
	}
	if bitSet(s.lone[:], uint32(first)) {
		return first, true
	}
	for _, r := range text[size:] {
		if second, letter := foldRune(r); letter {
			return first, bitSet(s.pairs[:], pair(first, second))
		}
	}
	return first, true
}

func (s *screen) join(other *screen) {
	for i := range s.firsts {
		s.firsts[i] |= other.firsts[i]
		s.lone[i] |= other.lone[i]
	}
	for i := range s.pairs {
		s.pairs[i] |= other.pairs[i]
	}
}

func pair(first, second rune) uint32 { return uint32(first)*31 ^ uint32(second)*131 }

// setBit and bitSet see as many bits of n as the bits have room for, which is a power of two.
func setBit(bits []uint64, n uint32) { bits[n>>6&uint32(len(bits)-1)] |= 1 << (n & 63) }

func bitSet(bits []uint64, n uint32) bool { return bits[n>>6&uint32(len(bits)-1)]&(1<<(n&63)) != 0 }

// foldRune folds case, width and traditional forms. letter is false for marks and space, which do not count.
func foldRune(r rune) (folded rune, letter bool) {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r, true
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A', true
	case r < utf8.RuneSelf:
		return r, false
	case r >= firstHan && r <= lastHan:
		return traditional()[r-firstHan], true
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return r, false
	}
	folded, _ = utf8.DecodeRuneInString(lang.Normalize(string(r)).Norm)
	return folded, true
}

const firstHan, lastHan = '\u4e00', '\u9fff'

// traditional maps every character of the basic block to its simplified form, as lang folds it; most are their own. It is
// made once, when the first model speaks.
var traditional = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	forms := &[lastHan - firstHan + 1]rune{}
	for r := firstHan; r <= lastHan; r++ {
		forms[r-firstHan], _ = utf8.DecodeRuneInString(lang.Normalize(string(r)).Norm)
	}
	return forms
})

// squeeze is a text as phrases see it: its letters and numbers, folded.
func squeeze(text string) string {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r >= utf8.RuneSelf && (r < firstHan || r > lastHan) && !strings.ContainsRune(silentMarks, r) {
			return squeezeAny(text)
		}
		if r > lastHan || r >= utf8.RuneSelf && r < firstHan {
			continue
		}
		if folded, letter := foldRune(r); letter {
			out = utf8.AppendRune(out, folded)
		}
	}
	return string(out)
}

// silentMarks are the marks of Chinese and English writing that fold to nothing, whatever they stand beside.
const silentMarks = "，。！？：；、（）《》“”‘’—–…"

// squeezeAny is squeeze for texts with marks and letters that have to be taken apart, or put together, first.
func squeezeAny(text string) string {
	norm := lang.Normalize(text).Norm
	out := make([]byte, 0, len(norm))
	for _, r := range norm {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// dateStarts are Chinese words with which a day or a whole sum may begin, and whose first characters are held.
var dateStarts = newPhrases(strings.Fields(wholeDateWords)...)

const wholeDateWords = `
	今天 今日 今晚 今早 今儿 明天 明日 明早 明晚 明儿 明年 今年 后天 大后天 后年 下周 下星期 下礼拜 下下周 下下星期 本周
	周末 周一 周二 周三 周四 周五 周六 周日 周天 星期 礼拜 下月 下个月 下下个月 本月 当月 月底 月末 月初 月中 月尾 中旬
	下旬 年底 年前 年后 年初 年末 季度末 季末 下季度 春节 国庆 五一 元旦 端午 中秋 节前 节后 当天 当日 次日 即日 全款 全额
	一次性 结清 全部 马上付 立刻付 马上打 立刻打 昨天 悉数 如数 剩下的 余下的 余款 尾款 全都 全付 统统 一分不少 一分不差
	连本带 本息 一并 一起付 一起结 一起打`

// dateTails are such words whose beginnings are everyday words and say nothing yet: only what makes them a day or a sum
// is held, and judged together with its head.
var dateTails = newWatches(strings.Fields(cutDateWords)...)

const cutDateWords = `
	这|周 这|星期 这|礼拜 这个|星期 这个|礼拜 这个|月 要|多少 多少|付多少 上|周 上|个月 上|月 上|星期 上|礼拜 上|旬
	付|清 还|清 去|年 都|付 都|打 都|转 都|结 都|给你 都|给您 前|天 通|通`

// dateWords are all of them, for what goes on with a figure.
var dateWords = newPhrases(strings.Fields(wholeDateWords + strings.ReplaceAll(cutDateWords, "|", ""))...)

// harmlessTails are such words that begin with an everyday character.
var harmlessTails = newWatches("上|百", "上|千", "上|万", "成|百", "成|千上万")

// wholeWords are English words with which a whole sum may begin, behind words that mean nothing by themselves.
var wholeWords = newWatches(
	"every|thing", "what|ever", "all of|it", "all of|them", "all that|I owe", "all|we owe", "every|penny", "every|cent", "every|last", "each and|every", "the|lot", "the|rest",
	"the|remainder", "the|remaining", "the|outstanding", "what you|ask", "what|we owe", "what|I owe", "right|away", "right|now", "immediately",
)

// harmless are Chinese words that hold a numeral and count nothing.
var harmless = newPhrases(
	"十分", "千万别", "千万不", "千万要", "万一", "百忙", "一百个", "百分百", "百分之百", "千方百计", "百八十", "万分", "万事", "万全", "十几", "几十", "一块",
	"几百", "几千", "几万", "半天", "千真万确", "十拿九稳", "百货", "万不得已", "九牛一毛", "亿万", "两三", "三两", "一两", "三五", "八九不离十", "四五", "七八",
)
