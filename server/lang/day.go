package lang

import (
	"strings"
	"time"
)

// figure reads the date that the figure at byte i begins, and returns where its words end, 0 when it begins none.
func (d *dater) figure(i int, n number) int {
	if n.vague {
		if size := daySign(d.s[n.end:]); size > 0 {
			return d.vague(Span{i, n.end + size})
		}
		return 0
	}
	if end := d.numeric(i, n); end > 0 {
		return end
	}
	v, ok := n.whole()
	if !ok || n.scaled || n.grouped || v < 1 {
		return 0
	}
	rest := d.s[n.end:]
	switch {
	case v <= 12 && strings.HasPrefix(rest, "月") && n.spread == 0 && !strings.HasSuffix(d.s[:i], "个"):
		return d.zhMonthDay(i, 0, v, n.end+len("月"))
	case v <= 31 && daySign(rest) > 0:
		return d.zhDay(i, n, v)
	case v <= 31 && strings.HasPrefix(rest, ","):
		return d.eitherDay(i, n, v)
	case v <= 31 && n.digits:
		return d.enDay(i, n.end, v, ordinalAt(d.s, n.end))
	}
	return 0
}

// zhDay reads 25号 and 十五六号.
func (d *dater) zhDay(i int, n number, v int) int {
	at := Span{i, n.end + daySign(d.s[n.end:])}
	if n.spread == 0 {
		return d.dayOfMonth(at, v, coming)
	}
	return d.twoDays(at, v, v+int(n.spread/micro))
}

// twoDays notes that one day of the month or another is meant.
func (d *dater) twoDays(at Span, from, to int) int {
	before := len(d.found)
	d.dayOfMonth(at, from, coming)
	if len(d.found) > before && to > from {
		x := &d.found[before]
		x.Ambiguous = !x.Vague
		x.Latest = shift(x.Earliest, to-from)
	}
	return at.End
}

// shift returns the date days later; an empty one stays empty.
func shift(date string, days int) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// eitherDay reads 18、19号.
func (d *dater) eitherDay(i int, n number, v int) int {
	m, ok := scanNumber(d.s, n.end+1)
	to, whole := m.whole()
	if !ok || !whole || to != v+1 || m.spread > 0 {
		return 0
	}
	if size := daySign(d.s[m.end:]); size > 0 {
		return d.twoDays(Span{i, m.end + size}, v, to)
	}
	return 0
}

// numeric reads days written in figures: 2026-06-01, 25/05, 5/20, 22.05.2026, 5.20号, 06-08之前.
func (d *dater) numeric(i int, n number) int {
	if !n.digits || n.grouped {
		return 0
	}
	if n.tenths > 0 && n.tenths <= 2 {
		return d.dotted(i)
	}
	v, _ := n.whole()
	if n.end >= len(d.s) {
		return 0
	}
	mark := d.s[n.end]
	if mark != '-' && mark != '/' || !digitAt(d.s, n.end+1) {
		return 0
	}
	if v >= 2000 && v < 2200 {
		return d.yearFirst(i, n, v, mark)
	}
	b, end, year := d.secondAndYear(n.end+1, mark)
	if end == 0 || v > 31 || v < 1 || b > 31 || b < 1 {
		return 0
	}
	rest := d.s[end:]
	if mark == '-' && year == 0 && d.s[i] != '0' && !hasPrefixOf(rest, []string{"号", "日", "前", "之前", "以前"}) {
		return 0
	}
	if year == 0 && mark == '/' && (strings.HasPrefix(rest, "/") || percentSign(rest) > 0) {
		return 0
	}
	return d.dayAndMonth(Span{i, end + daySign(rest)}, v, b, year)
}

// yearFirst reads 2026-06-01 and 2026/6/1.
func (d *dater) yearFirst(i int, n number, year int, mark byte) int {
	month, end := small(d.s, n.end+1)
	if end == 0 || end >= len(d.s) || d.s[end] != mark {
		return 0
	}
	day, end := small(d.s, end+1)
	if end == 0 {
		return 0
	}
	return d.monthDay(Span{i, end}, year, month, day)
}

// small reads one or two digits at byte i.
func small(s string, i int) (value, end int) {
	for end = i; digitAt(s, end); end++ {
		value = value*10 + int(s[end]-'0')
		if end-i > 1 {
			return 0, 0
		}
	}
	if end == i {
		return 0, 0
	}
	return value, end
}

// secondAndYear reads the second number of a date written in figures, and its year if one follows.
func (d *dater) secondAndYear(i int, mark byte) (second, end, year int) {
	second, end = small(d.s, i)
	if end == 0 || end >= len(d.s) || d.s[end] != mark || !digitAt(d.s, end+1) {
		return second, end, 0
	}
	n, _ := scanNumber(d.s, end+1)
	v, ok := n.whole()
	switch {
	case ok && n.digits && v >= 2000 && v < 2200:
		return second, n.end, v
	case ok && n.digits && v >= 20 && v < 40 && n.end == end+3:
		return second, n.end, 2000 + v
	}
	return second, 0, 0
}

// dayAndMonth notes the day that two figures name: month first in Chinese, else the day first where that is clear.
func (d *dater) dayAndMonth(at Span, a, b, year int) int {
	switch {
	case d.chinese && a <= 12:
		return d.monthDay(at, year, a, b)
	case a > 12 && b <= 12:
		return d.monthDay(at, year, b, a)
	case b > 12 && a <= 12:
		return d.monthDay(at, year, a, b)
	case a > 12 || b > 12:
		return 0
	case a == b:
		return d.monthDay(at, year, a, b)
	}
	before := len(d.found)
	if d.monthDay(at, year, b, a) == 0 {
		return 0
	}
	x := &d.found[before]
	other := dater{today: d.today}
	other.monthDay(at, year, a, b)
	x.Earliest, x.Latest = min(x.Earliest, other.found[0].Earliest), max(x.Latest, other.found[0].Latest)
	x.Ambiguous = !x.Vague
	return at.End
}

// dotted reads 22.05.2026 and 5.20号.
func (d *dater) dotted(i int) int {
	first, dot := small(d.s, i)
	if dot == 0 || dot >= len(d.s) || d.s[dot] != '.' {
		return 0
	}
	second, end, year := d.secondAndYear(dot+1, '.')
	if end == 0 {
		return 0
	}
	size := daySign(d.s[end:])
	if year == 0 && size == 0 && !(d.chinese && hasPrefixOf(d.s[end:], []string{"前", "之前", "以前", "那天"})) {
		return 0
	}
	return d.dayAndMonth(Span{i, end + size}, first, second, year)
}

// orderedThings follow an ordinal that is no day.
var orderedThings = []string{"instalment", "installment", "instalments", "payment", "one", "ones", "invoice", "invoices", "time", "times", "reminder", "reminders", "call", "calls", "floor",
	"quarter", "line", "party", "reading", "person", "email", "thing", "letter", "notice", "chance", "order", "delivery", "batch", "half", "step", "option", "part", "week", "month", "year", "avenue", "street"}

// enOrdinalDay reads days in words: the fifteenth, twenty-fifth of May, on the first.
func (d *dater) enOrdinalDay(i int) int {
	if d.s[i] < 'a' || d.s[i] > 'z' {
		return 0
	}
	n, end, ok := scanOrdinal(d.s, i)
	if !ok || letterAt(d.s, end) {
		return 0
	}
	before := strings.TrimSuffix(window(d.s, i, 24), " ")
	_, month := monthAt(afterOf(d.s, end))
	_, monthBefore := lastWordMonth(before)
	strong := n >= 10 && hasSuffixOf(before, []string{"the"}) ||
		hasSuffixOf(before, []string{"monday the", "tuesday the", "wednesday the", "thursday the", "friday the", "monday, the", "tuesday, the", "wednesday, the", "thursday, the", "friday, the", "on the", "by the", "before the", "until the", "till the", "from the", "after the", "due the", "and the", "or the", "between the", "to the", "said the", "than the", "make it the", "come the", "pay you the", "pay it the", "pay that the", "have it the", "call it the"}) ||
		endsSentence(d.s[end:]) && (before == "the" || hasSuffixOf(before, []string{". the", "? the", "! the"}))
	if to := d.ofMonthNumber(i, end, n); to > 0 {
		return to
	}
	relative := hasPrefixOf(d.s[end:], []string{" of next month", " of this month", " of last month"})
	if !month && !monthBefore && !relative && (!strong || n < 10 && !endsThere(d.s[end:])) {
		return end
	}
	return max(end, d.enDay(i, end, n, true))
}

// endsThere reports whether what follows an ordinal cannot be the thing it counts.
func endsThere(rest string) bool {
	w := word(strings.TrimPrefix(rest, " "), 0)
	if rest == "" || !strings.HasPrefix(rest, " ") || w == "" {
		return true
	}
	switch w {
	case "of", "and", "or", "at", "by", "then", "please", "if", "is", "was", "i", "we", "you", "it", "that", "so", "but", "okay", "ok", "latest", "this", "next", "with", "will", "would", "works", "can", "when", "how", "in", "for", "yes", "yeah", "right", "pls", "noon":
		return true
	}
	return false
}

// enDay reads 15 April, the 15th of April, April 15th 2025, the 25th; end is where the figure ends.
func (d *dater) enDay(start, end, day int, ordinal bool) int {
	if ordinal && ordinalAt(d.s, end) {
		end += 2
	}
	if m, at := monthAt(afterOf(d.s, end)); at {
		rest := afterOf(d.s, end)
		after := len(d.s) - len(rest) + len(word(rest, 0))
		year, after := yearAfter(d.s, after)
		return d.monthDay(Span{start, after}, year, m, day)
	}
	rest := strings.TrimPrefix(d.s[end:], " ")
	if !ordinal || hasPrefixOf(rest, orderedThings) {
		return 0
	}
	for _, r := range enMonthsAfter {
		if hasPrefixOf(rest, []string{r.words}) {
			return d.dayOfMonth(Span{start, len(d.s) - len(rest) + len(r.words)}, day, r.months)
		}
	}
	return d.dayOfMonth(Span{start, end}, day, coming)
}

var enMonthsAfter = []struct {
	words  string
	months int
}{{"of next month", 1}, {"next month", 1}, {"of this month", 0}, {"this month", 0}, {"of last month", -1}, {"last month", -1}, {"of the month", coming}}

// afterOf returns s from byte i on, without " of ".
func afterOf(s string, i int) string {
	return strings.TrimPrefix(strings.TrimPrefix(s[i:], " of"), " ")
}

// yearAfter reads a year after a month or day: "12 March 2025", "March 12th, 2025".
func yearAfter(s string, i int) (year, end int) {
	rest := strings.TrimPrefix(s[i:], ",")
	if !strings.HasPrefix(rest, " 20") || !digitAt(rest, 3) || !digitAt(rest, 4) || digitAt(rest, 5) {
		return 0, i
	}
	return 2000 + int(rest[3]-'0')*10 + int(rest[4]-'0'), len(s) - len(rest) + 5
}

var enMonths = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}

// monthAt returns the month whose name s begins with.
func monthAt(s string) (month int, ok bool) {
	month, ok = enMonths[word(s, 0)]
	return month, ok
}

func lastWordMonth(s string) (month int, ok bool) {
	return monthAt(s[strings.LastIndexAny(s, " ,.?!\n(")+1:])
}

var enMonthParts = []struct {
	words string
	part  partOfMonth
}{{"the last working day of ", lastWorkingDay}, {"last working day of ", lastWorkingDay}, {"the last business day of ", lastWorkingDay}, {"last business day of ", lastWorkingDay}, {"the last day of ", monthEnd}, {"last day of ", monthEnd}, {"the end of ", monthEnd}, {"end of ", monthEnd}, {"the beginning of ", monthStart}, {"beginning of ", monthStart}, {"the start of ", monthStart}, {"start of ", monthStart},
	{"early ", monthStart}, {"early in ", monthStart}, {"the middle of ", monthMid}, {"middle of ", monthMid}, {"mid-", monthMid}, {"mid ", monthMid}, {"late ", lastThird}, {"the first week of ", firstWeek}, {"first week of ", firstWeek}, {"the second week of ", secondWeek},
	{"second week of ", secondWeek}, {"the third week of ", thirdWeek}, {"third week of ", thirdWeek}, {"the fourth week of ", fourthWeek}, {"the last week of ", lastWeek}, {"last week of ", lastWeek}, {"end ", monthEnd}}

var enRelativeMonths = []struct {
	words  string
	months int
}{{"next month", 1}, {"this month", 0}, {"the month", 0}, {"month", 0}, {"last month", -1}}

// enMonth reads April 15th, June, the end of June, mid June, beginning of next month, last month.
func (d *dater) enMonth(i int) int {
	if d.s[i] < 'a' || d.s[i] > 'z' {
		return 0
	}
	part, at := wholeMonth, i
	for _, p := range enMonthParts {
		if strings.HasPrefix(d.s[i:], p.words) {
			part, at = p.part, i+len(p.words)
			break
		}
	}
	for _, r := range enRelativeMonths {
		if strings.HasPrefix(d.s[at:], r.words) && !letterAt(d.s, at+len(r.words)) && (at > i || strings.Contains(r.words, " ") && r.words != "the month") {
			return d.relativeMonth(Span{i, at + len(r.words)}, r.months, part)
		}
	}
	month, ok := monthAt(d.s[at:])
	if !ok || at == i && (!d.meansMonth(i) || d.namesPerson(i)) {
		return 0
	}
	end := at + len(word(d.s, at))
	if at == i {
		if end := d.dayAfterMonth(i, end, month); end > 0 {
			return end
		}
	}
	year, end := yearAfter(d.s, end)
	first := d.near(month, 1)
	if year > 0 {
		first = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	}
	at2 := len(d.found)
	end = d.month(Span{i, end}, first, part)
	if part == wholeMonth && year == 0 && len(d.found) > at2 {
		d.found[at2].month = d.found[at2].Earliest != ""
	}
	return end
}

// dayAfterMonth reads the day after a month's name: April 15th, june twentieth.
func (d *dater) dayAfterMonth(start, end, month int) int {
	rest := strings.TrimPrefix(strings.TrimPrefix(d.s[end:], " "), "the ")
	if rest == d.s[end:] {
		return 0
	}
	at := len(d.s) - len(rest)
	if n, stop, ok := scanOrdinal(d.s, at); ok {
		year, stop := yearAfter(d.s, stop)
		return d.monthDay(Span{start, stop}, year, month, n)
	}
	if n, stop, ok := dayInWords(d.s, at); ok {
		return d.monthDay(Span{start, stop}, 0, month, n)
	}
	n, stop := small(d.s, at)
	if stop == 0 || n > 31 || strings.HasPrefix(d.s[stop:], "%") || strings.HasPrefix(d.s[stop:], ":") || digitAt(d.s, stop) {
		return 0
	}
	if ordinalAt(d.s, stop) {
		stop += 2
	} else if letterAt(d.s, stop) {
		return 0
	}
	year, stop := yearAfter(d.s, stop)
	return d.monthDay(Span{start, stop}, year, month, n)
}

// meansMonth reports whether the word at byte i is a month: "may" and "march" need company or a capital.
func (d *dater) meansMonth(i int) bool {
	w := word(d.s, i)
	if w != "may" && w != "march" && w != "mar" && w != "sep" && w != "dec" {
		return true
	}
	before := strings.TrimSuffix(window(d.s, i, 16), " ")
	if hasSuffixOf(before, []string{"in", "by", "until", "till", "since", "from", "of", "before", "after", "during", "next", "last", "this", "for", "early", "late", "mid"}) {
		return true
	}
	if rest := strings.TrimPrefix(d.s[i+len(w):], " "); rest != d.s[i+len(w):] && rest != "" {
		if _, end := small(rest, 0); end > 0 {
			return true
		}
		if _, _, ok := scanOrdinal(strings.TrimPrefix(rest, "the "), 0); ok && len(rest) > len("the ") {
			return true
		}
	}
	written := d.t.Quote(Span{i, i + len(w)})
	opens := before == "" || strings.HasSuffix(before, ".") || strings.HasSuffix(before, "?") || strings.HasSuffix(before, "!")
	return !opens && written != "" && written[0] >= 'A' && written[0] <= 'Z' && before != "i"
}
