package debtor

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"huikuan/server/lang"
)

// trie finds phrases however they are spaced, cased or widened.
type trie struct {
	next map[rune]*trie
	end  bool
}

func newTrie(phrases ...string) *trie {
	t := &trie{}
	for _, p := range phrases {
		t.add(p)
	}
	return t
}

func (t *trie) add(phrase string) {
	folded := squeeze(phrase)
	if folded == "" {
		return
	}
	for _, r := range folded {
		if t.next == nil {
			t.next = map[rune]*trie{}
		}
		child := t.next[r]
		if child == nil {
			child = &trie{}
			t.next[r] = child
		}
		t = child
	}
	t.end = true
}

// match follows text from its start. size is the length of the longest phrase found there, 0 for none; more reports
// that text ended while a longer phrase was still possible. With exact, the phrase may not be spaced out.
func (t *trie) match(text string, exact bool) (size int, more bool) {
	if t == nil {
		return 0, false
	}
	for i, r := range text {
		c, letter := foldRune(r)
		if !letter {
			if i == 0 || exact {
				return size, false
			}
			continue
		}
		if t = t.next[c]; t == nil {
			return size, false
		}
		if t.end {
			size = i + utf8.RuneLen(r)
		}
		if t.next == nil {
			return size, false
		}
	}
	return size, true
}

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
		if simple, ok := traditional()[r]; ok {
			return simple, true
		}
		return r, true
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return r, false
	}
	folded, _ = utf8.DecodeRuneInString(lang.Normalize(string(r)).Norm)
	return folded, true
}

const firstHan, lastHan = '\u4e00', '\u9fff'

// traditional maps the traditional characters that lang folds to their simplified forms. It is made once, when the
// first model speaks.
var traditional = sync.OnceValue(func() map[rune]rune {
	forms := map[rune]rune{}
	for r := firstHan; r <= lastHan; r++ {
		if simple, _ := utf8.DecodeRuneInString(lang.Normalize(string(r)).Norm); simple != r {
			forms[r] = simple
		}
	}
	return forms
})

// squeeze is a text as a trie sees it.
func squeeze(text string) string {
	norm := lang.Normalize(text).Norm
	out := make([]byte, 0, len(norm))
	for _, r := range norm {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// dateWords are Chinese words with which a day or a whole sum may begin.
var dateWords = newTrie(
	"今天", "今日", "今晚", "今早", "今儿", "明天", "明日", "明早", "明晚", "明儿", "明年", "今年", "后天", "大后天", "后年",
	"下周", "下星期", "下礼拜", "下下周", "下下星期", "本周", "这周", "这星期", "这礼拜", "这个星期", "这个礼拜", "周末", "周一", "周二", "周三", "周四", "周五", "周六",
	"周日", "周天", "星期", "礼拜", "下月", "下个月", "下下个月", "本月", "这个月", "当月", "月底", "月末", "月初", "月中", "月尾", "上旬", "中旬", "下旬",
	"年底", "年前", "年后", "年初", "年末", "季度末", "季末", "下季度", "春节", "国庆", "五一", "元旦", "端午", "中秋", "节前", "节后", "当天", "当日",
	"次日", "即日", "全款", "全额", "一次性", "付清", "结清", "还清", "全部", "马上付", "立刻付", "马上打", "立刻打", "上周", "上个月", "上月", "上星期", "上礼拜",
	"昨天", "前天", "去年", "悉数", "如数", "剩下的", "余下的", "余款", "尾款", "全都", "全付", "都付", "都打", "都转", "都结", "都给你", "都给您", "统统", "通通",
	"一分不少", "一分不差", "连本带", "本息", "一并", "一起付", "一起结", "一起打", "要多少", "多少付多少",
)

// wholeWords are English words with which a whole sum may begin, behind words that mean nothing by themselves.
var wholeWords = newWatches(
	"everything", "all of|it", "all of|them", "all that|I owe", "all|we owe", "every|penny", "every|cent", "every|last", "each and|every", "the|lot", "the|rest",
	"the|remainder", "the|remaining", "the|outstanding", "whatever", "what|you ask", "what|we owe", "what|I owe", "right|away", "right|now", "immediately",
)

// harmless are Chinese words that hold a numeral and count nothing.
var harmless = newTrie(
	"十分", "千万别", "千万不", "千万要", "万一", "百忙", "一百个", "百分百", "百分之百", "成千上万", "千方百计", "百八十", "万分", "万事", "万全", "十几", "几十", "一块", "上百", "上千", "上万", "成百",
	"几百", "几千", "几万", "半天", "千真万确", "十拿九稳", "百货", "万不得已", "九牛一毛", "亿万", "两三", "三两", "一两", "三五", "八九不离十", "四五", "七八",
)
