package lang

import (
	"strings"
	"sync"
)

// shareWord is a word for a share of the balance.
type shareWord struct {
	permille int
	all      bool // it is all of it, and names no money of its own beside an amount
	manner   bool // it says how it is paid, and names no money of its own in a sentence with money
}

// shareWords are the words for shares; a permille of 0 is a share that cannot be told.
var shareWords = sync.OnceValue(func() *lexicon[shareWord] {
	l := lexicon[shareWord]{}
	share := func(permille int, words ...string) { l.add(shareWord{permille: permille}, words...) }
	share(500, "一半", "半数", "对半", "half")
	share(333, "a third", "one third")
	share(666, "two thirds", "two-thirds")
	share(250, "a quarter", "one quarter")
	share(750, "three quarters", "three-quarters")
	share(200, "a fifth", "one fifth")
	share(400, "two fifths", "two-fifths")
	share(600, "three fifths", "three-fifths")
	share(800, "four fifths", "four-fifths")
	share(166, "a sixth", "one sixth")
	share(125, "an eighth", "one eighth")
	share(100, "a tenth", "one tenth")
	share(0, "万把块钱", "万把块", "千把块钱", "千把块", "上百万", "上千万", "上万块", "一部分", "大部分", "大半", "小半", "大头", "part of it", "most of it", "some of it", "a bit of it", "a chunk of it", "the bulk of it", "part payment", "a part-payment")
	l.add(shareWord{permille: 1000, all: true}, "全款", "全额", "尾款", "余款", "余额", "剩下的", "剩下", "剩的", "剩余", "其余", "余下", "the balance",
		"full amount", "whole amount", "full balance", "full sum", "whole sum", "entire sum", "entire balance", "entire amount", "the whole rest", "whole rest", "whole bill", "the entire debt", "whole debt", "whole balance", "the rest", "the remainder", "remaining balance",
		"outstanding balance", "all of it", "every penny", "every last penny", "every cent", "every last cent", "the whole lot", "the lot", "the whole thing", "the full whack", "full whack", "what's left", "what's outstanding", "whatever's left")
	l.add(shareWord{permille: 1000, manner: true}, "付清", "结清", "还清", "清掉", "付完", "一次性", "全部付", "全付", "in full", "full payment", "fully paid")
	return l.sorted()
})

// shareWords finds the words for shares, and 百分之N.
func (m *moneyReader) shareWords() {
	hundredths(m.s, func(at Span, permille int) {
		if permille > 0 && !rate(m.s, at.Start, at.End) {
			m.add(Money{Span: at, Permille: permille})
		}
	})
	sortBySpan(m.found, func(x Money) Span { return x.Span })
	taken := 0
	var words []Money
	shareWords().each(m.s, func(at Span, w shareWord) {
		for taken < len(m.found) && m.found[taken].End <= at.Start {
			taken++
		}
		if taken < len(m.found) && m.found[taken].Start < at.End || noShare(m.s, at) {
			return
		}
		words = append(words, Money{Span: at, Permille: w.permille, Vague: w.permille == 0, Goods: ofGoods(m.s, at)})
	})
	m.found = append(m.found, words...)
}

// noShare reports whether the share word is of something else: half past, half an hour, a third party, the cash at bank.
func noShare(s string, at Span) bool {
	before, rest := window(s, at.Start, 18), s[at.End:]
	switch s[at.Start:at.End] {
	case "half":
		return strings.HasSuffix(before, "and a ") || hasPrefixOf(rest, []string{" past", " an hour", " a day", " year", " the year", " of the year", " of this year", " the time", " way", " day"}) ||
			hasSuffixOf(strings.TrimSuffix(before, " "), []string{"first", "second"}) && hasPrefixOf(rest, []string{" of the", " of this", " of last", " of next"}) ||
			meridiem(rest) || clockHour(rest)
	case "一半", "对半":
		return strings.HasPrefix(rest, "天") || strings.HasPrefix(rest, "时间")
	case "a third", "one third", "a quarter", "one quarter", "a fifth", "a sixth", "an eighth", "a tenth":
		return hasPrefixOf(rest, []string{" past", " to", " party", " time", " reminder", " call", " one", " email", " of an hour", " end"})
	case "付完", "付清", "结清":
		return hasPrefixOf(rest, []string{"我", "再", "就发", "把", "发", "之后", "以后", "后"})
	case "余额":
		return strings.Contains(before, "账户") || strings.Contains(before, "账上") || strings.Contains(before, "银行") || strings.Contains(before, "卡") ||
			strings.HasPrefix(rest, "不足") || strings.HasPrefix(rest, "不够")
	case "every penny", "every last penny", "every cent", "every last cent":
		return hasPrefixOf(rest, []string{" counts", " helps", " matters", " of our", " of my", " we", " i"})
	case "the balance":
		return hasPrefixOf(rest, []string{" sheet", " of power"})
	}
	return false
}

// clockHour reports whether s goes on with an hour, as in "half four".
func clockHour(s string) bool {
	w := word(strings.TrimPrefix(s, " "), 0)
	v, ok := enUnits[w]
	return strings.HasPrefix(s, " ") && ok && v >= 1 && v <= 12
}

// settle drops the words for all of it that say no more than what stands beside them.
func (m *moneyReader) settle() []Money {
	all := m.found
	kept := make([]Money, 0, len(all))
	for k, x := range all {
		w, _ := shareWords().lookup(m.s[x.Start:x.End])
		redundant := x.Vague && k+1 < len(all) && all[k+1].Permille == 0 && m.s[x.End:max(x.End, all[k+1].Start)] == " of "
		if w.all || w.manner {
			if k+1 < len(all) {
				redundant = m.same(x, all[k+1], w)
			}
			if len(kept) > 0 {
				redundant = redundant || m.same(kept[len(kept)-1], x, w)
			}
		}
		if !redundant {
			kept = append(kept, x)
		}
	}
	return kept
}

// maxSentence is the longest stretch, in bytes, in which a word for all of it is held to be of the sum before it.
const maxSentence = 400

// same reports whether of two pieces of money that follow each other the one that is word w says nothing of its own.
func (m *moneyReader) same(a, b Money, w shareWord) bool {
	gap := m.s[a.End:max(a.End, b.Start)]
	if w.manner {
		return len(gap) < maxSentence && !strings.ContainsAny(gap, "。!?\n…")
	}
	if a.Permille > 0 && a.Permille < 1000 && b.Permille == 1000 && strings.HasPrefix(m.s[b.Start:], "the ") && (gap == " " || gap == " of " || gap == " of that ") {
		return true // half the balance
	}
	if a.Permille > 0 && b.Permille > 0 || a.Vague || b.Vague {
		return a.Permille == b.Permille && gap == ""
	}
	if a.Permille == 1000 && len(gap) < 40 && (strings.HasSuffix(gap, " is ") || strings.HasSuffix(gap, " comes to ") || strings.HasSuffix(gap, "是")) && !strings.Contains(gap, ",") {
		return true
	}
	switch gap {
	case "", " ", "的", "是", "为", "共", "一共", "还有", "就是", " of ", " is ", " of the ", ": ", ":", ", ":
		return true
	case ",":
		return a.Permille == 1000
	}
	return false
}
