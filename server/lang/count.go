package lang

import "strings"

// Count is a counted thing found in a text.
type Count struct {
	Span
	N int
}

// FindDays finds spans of days: 逾期12天, 两周, 三个月, 半年, 12 days late, two weeks. Weeks count 7, months 30.
func FindDays(t Text) []Count {
	var found []Count
	s := t.Norm
	half := indexFrom(s, "半", 0)
	for k, i := 0, 0; ; {
		for k < len(t.figures) && t.figures[k].start < i {
			k++
		}
		if half < i {
			half = indexFrom(s, "半", i)
		}
		at := half
		if k < len(t.figures) {
			at = min(at, t.figures[k].start)
		}
		if at == len(s) {
			return found
		}
		i = at + 1
		switch x, ok := stretchAt(s, at); {
		case ok && x.least.hours == 0 && (at == half || x.least.months < 12) && (x.least.work > 0 || !strings.HasSuffix(s[:x.End], "日")):
			found = append(found, Count{x.Span, x.least.days + x.least.work + 30*x.least.months})
			i = x.End
		case !ok && at != half:
			if c, ok := termsAt(s, t.figures[k]); ok {
				found = append(found, c)
				i = c.End
			}
		}
	}
}

// termsAt reads the days of terms of payment that are named by their number alone: net 60, 月结三十.
func termsAt(s string, f figure) (Count, bool) {
	v, whole := f.whole()
	if !whole || v < 5 || v > 180 || f.scaled || f.spread > 0 || counts(s[f.end:]) || currencyWordAt(s, f.end) ||
		!hasSuffixOf(strings.TrimRight(window(s, f.start, 12), " -"), []string{"net", "月结"}) {
		return Count{}, false
	}
	return Count{Span{f.start, f.end}, v}, true
}

// indexFrom returns where word next stands in s from byte i on, the length of s when it does not.
func indexFrom(s, word string, i int) int {
	if k := strings.Index(s[i:], word); k >= 0 {
		return i + k
	}
	return len(s)
}

// FindPercents finds percentages, in permille, at most 1000.
func FindPercents(t Text) []Count {
	var found []Count
	for _, f := range t.figures {
		if size := percentSign(t.Norm[f.end:]); size > 0 && f.value <= 100*micro && !f.vague {
			found = append(found, Count{Span{f.start, f.end + size}, int(f.value / (micro / 10))})
		}
	}
	hundredths(t.Norm, func(at Span, permille int) { found = append(found, Count{at, permille}) })
	sortBySpan(found, func(c Count) Span { return c.Span })
	return found
}

// FindInstalments returns the number of parts a payment is to be made in, 0 when none is named: 分三期, 三次付, in four
// parts, six monthly instalments, split it into two.
func FindInstalments(t Text) Count {
	s := t.Norm
	for _, f := range t.figures {
		v, ok := f.whole()
		if !ok || f.scaled || f.spread > 0 || v < 2 || v > 60 {
			continue
		}
		if size := partsAfter(s[f.end:], strings.HasSuffix(s[:f.start], "分") || strings.HasSuffix(s[:f.start], "分成")); size > 0 {
			return Count{Span{f.start, f.end + size}, v}
		}
		if monthly(s[:f.start]) && hasPrefixOf(s[f.end:], []string{" months", " weeks", " fortnights"}) {
			return Count{Span{f.start, f.end}, v}
		}
		if splits(s[:f.start]) && !letterAt(s, f.end) && !currencyWordAt(s, f.end) {
			return Count{Span{f.start, f.end}, v}
		}
	}
	return Count{}
}

// partWords follow the number of parts; loose ones only after words that split.
var partWords = []struct {
	word  string
	loose bool
}{{"期", false}, {"次付", false}, {"次还", false}, {"次结", false}, {"次打", false}, {"笔付", false}, {"笔还", false}, {"笔打", false}, {"次走", false}, {"次", true}, {"笔", true}, {"个月", true}, {"批", true},
	{" instalments", false}, {" installments", false}, {" parts", false}, {" payments", false}, {" tranches", false}, {" goes", false}, {" chunks", false}, {" lots of", false}, {" lots", true}, {" instalment", true}, {" installment", true}}

// partsAfter returns the length of the words that make the figure before s a number of instalments.
func partsAfter(s string, split bool) int {
	rest := s
	for _, w := range []string{" equal", " monthly", " weekly", " even", " stage", " more"} {
		rest = strings.TrimPrefix(rest, w)
	}
	for _, p := range partWords {
		after, ok := strings.CutPrefix(rest, p.word)
		if !ok || p.loose && !split || letterAt(after, 0) && letterAt(p.word, 1) {
			continue
		}
		if strings.HasPrefix(after, "上线") || strings.HasPrefix(after, "项目") || strings.HasPrefix(after, " have been") || strings.HasPrefix(after, " late") || strings.HasPrefix(after, " behind") {
			continue
		}
		return len(s) - len(after)
	}
	return 0
}

// monthly reports whether the words before a number of months or weeks pay in each of them: 1,250 a month for six months.
func monthly(before string) bool {
	rest := strings.TrimSuffix(before, " ")
	for _, w := range []string{" for the next", " for", " over the next", " over", " across"} {
		if after, ok := strings.CutSuffix(rest, w); ok {
			return hasSuffixOf(after, []string{"a month", "per month", "each month", "every month", "monthly", "a week", "per week", "each week", "every week", "weekly", "a fortnight"})
		}
	}
	return false
}

// splits reports whether the words before a figure cut something into so many: split it in, divided into.
func splits(before string) bool {
	rest, ok := strings.CutSuffix(before, " in ")
	if !ok {
		if rest, ok = strings.CutSuffix(before, " into "); !ok {
			return false
		}
	}
	words := strings.Fields(window(rest, len(rest), 40))
	for k := len(words) - 1; k >= max(0, len(words)-6); k-- {
		switch w := words[k]; w {
		case "split", "divide", "divided", "cut", "spread", "break":
			return true
		case "it", "this", "that", "them", "the", "balance", "amount", "sum", "total", "bill", "payment", "debt", "rest", "money", "lot":
		default:
			if _, _, ok := figureAt(w+" ", 0); !ok && !strings.ContainsAny(w[:1], "£$€¥") {
				return false // it is something else that is cut
			}
		}
	}
	return false
}
