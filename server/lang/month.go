package lang

import (
	"strings"
	"time"
	"unicode/utf8"
)

// partOfMonth is a stretch of a month.
type partOfMonth int

const (
	wholeMonth partOfMonth = iota
	monthEnd
	lastWorkingDay
	monthStart // the first five days
	monthMid   // the 13th to the 18th
	firstThird
	midThird
	lastThird
	firstWeek
	secondWeek
	thirdWeek
	fourthWeek
	lastWeek // the last seven days
)

// firstOf returns the first day of the month that many months from now.
func (d *dater) firstOf(months int) time.Time {
	return time.Date(d.today.Year(), d.today.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
}

// month notes a part of the month that begins on first.
func (d *dater) month(at Span, first time.Time, part partOfMonth) int {
	days := func(from, to int) int {
		return d.add(at, first.AddDate(0, 0, from-1), first.AddDate(0, 0, to-1), false)
	}
	last := first.AddDate(0, 1, -1)
	switch part {
	case monthEnd:
		return d.end(at, last)
	case lastWorkingDay:
		for last.Weekday() == time.Saturday || last.Weekday() == time.Sunday {
			last = last.AddDate(0, 0, -1)
		}
		return d.day(at, last)
	case monthStart:
		return days(1, 5)
	case monthMid:
		return days(13, 18)
	case firstThird:
		return days(1, 10)
	case midThird:
		return days(11, 20)
	case firstWeek, secondWeek, thirdWeek, fourthWeek:
		from := 7*int(part-firstWeek) + 1
		return days(from, from+6)
	case lastWeek:
		return d.add(at, last.AddDate(0, 0, -6), last, false)
	case lastThird:
		return d.add(at, first.AddDate(0, 0, 20), last, false)
	}
	return d.add(at, first, last, false)
}

// relativeMonth notes a part of the month that many months from now; of this month, what is left of it.
func (d *dater) relativeMonth(at Span, months int, part partOfMonth) int {
	if months == 0 && part == wholeMonth {
		return d.add(at, d.today, d.firstOf(1).AddDate(0, 0, -1), false)
	}
	return d.month(at, d.firstOf(months), part)
}

// near returns the month and day in the year in which it lies nearest to today.
func (d *dater) near(month, day int) time.Time {
	x := time.Date(d.today.Year(), time.Month(month), day, 0, 0, 0, 0, time.UTC)
	switch gap := x.Sub(d.today).Hours() / 24; {
	case gap < -183:
		return x.AddDate(1, 0, 0)
	case gap > 183:
		return x.AddDate(-1, 0, 0)
	}
	return x
}

// monthDay notes a day of a month, in the year nearest to today when year is 0. It returns 0 when there is no such day.
func (d *dater) monthDay(at Span, year, month, day int) int {
	x := d.near(month, day)
	if year > 0 {
		x = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	}
	if month < 1 || month > 12 || day < 1 || int(x.Month()) != month {
		return 0
	}
	end := d.day(at, x)
	d.found[len(d.found)-1].inMonth = x.Format("2006-01")
	return end
}

// dayOfMonth notes a day of the month that many months from now, or of the coming (or, by the words beside it, the last)
// month that has it.
func (d *dater) dayOfMonth(at Span, day, months int) int {
	first := d.firstOf(0)
	switch {
	case months != coming:
		first = d.firstOf(months)
	case d.past(at) && day > d.today.Day():
		first = d.firstOf(-1)
	case !d.past(at) && day < d.today.Day():
		first = d.firstOf(1)
	}
	x := first.AddDate(0, 0, day-1)
	for months == coming && x.Month() != first.Month() && day <= 31 {
		first = first.AddDate(0, 1, 0)
		x = first.AddDate(0, 0, day-1)
	}
	if day < 1 || x.Month() != first.Month() {
		return at.End
	}
	end := d.day(at, x)
	if last := &d.found[len(d.found)-1]; months == coming {
		last.bareDay = true
	} else {
		last.inMonth = x.Format("2006-01")
	}
	return end
}

var zhMonthPrefixes = []struct {
	word   string
	months int
}{{"下下个月", 2}, {"下下月", 2}, {"下个月", 1}, {"下月", 1}, {"这个月", 0}, {"这月", 0}, {"本月", 0}, {"当月", 0}, {"上上个月", -2}, {"上个月", -1}, {"上月", -1}}

var zhMonthParts = []struct {
	word string
	part partOfMonth
}{{"上旬", firstThird}, {"中旬", midThird}, {"下旬", lastThird}, {"底", monthEnd}, {"末", monthEnd}, {"初", monthStart}, {"中", monthMid},
	{"第一周", firstWeek}, {"第一个星期", firstWeek}, {"第二周", secondWeek}, {"第二个星期", secondWeek}, {"第三周", thirdWeek}, {"第三个星期", thirdWeek}, {"第四周", fourthWeek}, {"最后一周", lastWeek}, {"最后一个星期", lastWeek}}

// zhMonth reads 下月5号, 下个月底, 月底, 中旬, 去年12月, 2027年1月22号.
func (d *dater) zhMonth(i int) int {
	switch r, _ := utf8.DecodeRuneInString(d.s[i:]); r {
	case '下', '这', '本', '当', '上', '中', '月', '去', '今', '明':
	case '2', '二':
		return d.zhYear(i)
	default:
		return 0
	}
	for _, p := range zhMonthPrefixes {
		if strings.HasPrefix(d.s[i:], p.word) {
			return d.zhMonthAfter(i, i+len(p.word), p.months)
		}
	}
	for _, w := range []string{"上旬", "中旬", "下旬"} {
		if strings.HasPrefix(d.s[i:], w) {
			return d.zhPart(i, i, d.firstOf(0), false)
		}
	}
	if rest, ok := strings.CutPrefix(d.s[i:], "月"); ok {
		return d.bareMonthPart(i, rest)
	}
	return d.zhYear(i)
}

// bareMonthPart reads 月底, 月初, 月中: of this month, or of the next when it is over.
func (d *dater) bareMonthPart(i int, rest string) int {
	months := 0
	switch {
	case strings.HasPrefix(rest, "初") && d.today.Day() > 5, strings.HasPrefix(rest, "中") && d.today.Day() > 18:
		months = 1
	case strings.HasPrefix(rest, "头"):
		return d.month(Span{i, i + len("月头")}, d.firstOf(1), monthStart)
	}
	return d.zhPart(i, i+len("月"), d.firstOf(months), false)
}

// zhMonthAfter reads what follows a month named relative to this one.
func (d *dater) zhMonthAfter(start, at, months int) int {
	rest := strings.TrimPrefix(d.s[at:], "的")
	day := strings.TrimPrefix(strings.TrimPrefix(rest, "初"), "的")
	if n, ok := scanNumber(day, 0); ok {
		if v, whole := n.whole(); whole && v <= 31 && n.spread == 0 {
			if size := daySign(day[n.end:]); size > 0 {
				return d.dayOfMonth(Span{start, len(d.s) - len(day) + n.end + size}, v, months)
			}
		}
	}
	if end := d.zhPart(start, at, d.firstOf(months), false); end > 0 {
		return end
	}
	if strings.HasPrefix(d.s[at:], "份") {
		at += len("份")
	}
	return d.relativeMonth(Span{start, at}, months, wholeMonth)
}

// zhPart reads the part of a month after its name; without one it is the whole month where whole is set.
func (d *dater) zhPart(start, at int, first time.Time, whole bool) int {
	for _, p := range zhMonthParts {
		if strings.HasPrefix(d.s[at:], p.word) {
			return d.month(Span{start, at + len(p.word)}, first, p.part)
		}
	}
	if !whole {
		return 0
	}
	if strings.HasPrefix(d.s[at:], "份") {
		at += len("份")
	}
	return d.month(Span{start, at}, first, wholeMonth)
}

// zhYear reads a year before a month: 2027年1月22号, 二零二五年十二月, 去年12月, 明年三月.
func (d *dater) zhYear(i int) int {
	year, end := 0, 0
	for k, w := range []string{"去年", "今年", "明年"} {
		if strings.HasPrefix(d.s[i:], w) {
			year, end = d.today.Year()+k-1, i+len(w)
		}
	}
	if end == 0 {
		n, _, ok := figureAt(d.s, i)
		v, whole := n.whole()
		if !ok || !whole || v < 2000 || v > 2199 || !strings.HasPrefix(d.s[n.end:], "年") {
			return 0
		}
		year, end = v, n.end+len("年")
	}
	n, ok := scanNumber(d.s, end)
	if v, whole := n.whole(); ok && whole && v >= 1 && v <= 12 && strings.HasPrefix(d.s[n.end:], "月") {
		return d.zhMonthDay(i, year, v, n.end+len("月"))
	}
	return 0
}

// zhMonthDay reads the day, or the part, after N月.
func (d *dater) zhMonthDay(start, year, month, after int) int {
	n, ok := scanNumber(d.s, after)
	if size := someDays(d.s, after, n, ok); size > 0 {
		return d.vague(Span{start, after + size})
	}
	if v, whole := n.whole(); ok && whole && n.spread == 0 && v >= 1 && v <= 31 {
		if size := daySign(d.s[n.end:]); size > 0 {
			return d.monthDay(Span{start, n.end + size}, year, month, v)
		}
		r, _ := utf8.DecodeRuneInString(d.s[n.end:])
		if n.end == len(d.s) || strings.ContainsRune(",。!?;前之", r) {
			return d.monthDay(Span{start, n.end}, year, month, v)
		}
	}
	first := d.near(month, 1)
	if year > 0 {
		first = time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	}
	return d.zhPart(start, after, first, true)
}

// notDays follow 号 in names of places and things.
var notDays = []string{"楼", "线", "仓", "库", "机", "门", "店", "厂", "柜", "样", "馆", "窗", "桌", "院", "文件", "车", "码"}

// daySign returns the length of 号 or 日 that s begins with as the sign of a day, also misheard as 好.
func daySign(s string) int {
	switch {
	case strings.HasPrefix(s, "号"):
		if hasPrefixOf(s[len("号"):], notDays) {
			return 0
		}
		return len("号")
	case strings.HasPrefix(s, "日") && !strings.HasPrefix(s, "日内"):
		return len("日")
	case strings.HasPrefix(s, "好") && hasPrefixOf(s[len("好"):], []string{"前", "之前", "以前", "付", "打", "给", "到账", "能付"}):
		return len("好")
	}
	return 0
}
