package lang

import (
	"strings"
	"time"
	"unicode/utf8"
)

var enMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// numbered reads days of the month and whole dates: 25号, 4月15日, 下月5号, 2026-04-15, the 25th, 15 April, April 15th.
func (d *dater) numbered() {
	figures(d.s, func(start int, n number) {
		v, ok := n.whole()
		if !ok || n.scaled || n.grouped || v < 1 {
			return
		}
		rest := d.s[n.end:]
		switch {
		case v <= 12 && strings.HasPrefix(rest, "月"):
			d.zhMonthDay(start, v, n.end+len("月"))
		case v <= 31 && (strings.HasPrefix(rest, "号") && !strings.HasPrefix(rest, "号楼") || strings.HasPrefix(rest, "日") && !strings.HasPrefix(rest, "日内")):
			d.dayOfMonth(Span{start, n.end + len("号")}, v)
		case v >= 2000 && v < 2200 && strings.HasPrefix(rest, "-"):
			d.iso(start)
		case v <= 31 && n.digits:
			d.enDay(start, n.end, v)
		}
	})
}

// zhMonthDay reads N月 and the day that follows, if one does.
func (d *dater) zhMonthDay(start, month, after int) {
	if d.taken(Span{start, after}) || strings.HasSuffix(d.s[:start], "个") {
		return
	}
	if n, ok := scanNumber(d.s, after); ok {
		if v, whole := n.whole(); whole && v >= 1 && v <= 31 {
			end := n.end
			for _, w := range []string{"号", "日"} {
				if strings.HasPrefix(d.s[end:], w) {
					end += len(w)
					if year, at, ok := d.yearBefore(start); ok {
						x := time.Date(year, time.Month(month), v, 0, 0, 0, 0, time.UTC)
						d.add(Span{at, end}, x, x, false)
						return
					}
					d.monthDay(Span{start, end}, month, v)
					return
				}
			}
		}
	}
	if strings.HasPrefix(d.s[after:], "底") || strings.HasPrefix(d.s[after:], "末") {
		first := d.near(month, 1)
		last := first.AddDate(0, 1, -1)
		d.add(Span{start, after + len("底")}, last, last, false)
	}
}

// yearBefore reads the year written before byte i: 2027年.
func (d *dater) yearBefore(i int) (year, start int, ok bool) {
	digits, ok := strings.CutSuffix(d.s[:i], "年")
	if !ok || len(digits) < 4 || digitAt(digits, len(digits)-5) {
		return 0, 0, false
	}
	start = len(digits) - 4
	n, ok := scanNumber(digits, start)
	year, whole := n.whole()
	return year, start, ok && whole && n.digits && n.end == len(digits) && year >= 2000 && year < 2200
}

// monthDay notes a day of a month in the year nearest to today.
func (d *dater) monthDay(at Span, month, day int) {
	x := d.near(month, day)
	if int(x.Month()) != month {
		return
	}
	d.add(at, x, x, false)
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

// dayOfMonth notes a bare day of the month, with 本月, 下月 or 上月 before it.
func (d *dater) dayOfMonth(at Span, day int) {
	months := 99
	for _, p := range []struct {
		word   string
		months int
	}{{"下个月", 1}, {"下月", 1}, {"这个月", 0}, {"本月", 0}, {"上个月", -1}, {"上月", -1}} {
		if strings.HasSuffix(d.s[:at.Start], p.word) {
			at.Start -= len(p.word)
			months = p.months
			break
		}
	}
	first := time.Date(d.today.Year(), d.today.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch {
	case months != 99:
		first = first.AddDate(0, months, 0)
	case d.past(at) && day > d.today.Day():
		first = first.AddDate(0, -1, 0)
	case !d.past(at) && day < d.today.Day():
		first = first.AddDate(0, 1, 0)
	}
	x := first.AddDate(0, 0, day-1)
	for months == 99 && x.Month() != first.Month() {
		first = first.AddDate(0, 1, 0)
		x = first.AddDate(0, 0, day-1)
	}
	if x.Month() != first.Month() {
		return
	}
	d.add(at, x, x, false)
}

func (d *dater) iso(start int) {
	end := min(len(d.s), start+len(time.DateOnly))
	if x, err := time.Parse(time.DateOnly, d.s[start:end]); err == nil && !digitAt(d.s, end) {
		d.add(Span{start, end}, x, x, false)
	}
}

// enDay reads 15 April, the 15th of April, April 15th, the 25th.
func (d *dater) enDay(start, end, day int) {
	ordinal := ordinalAt(d.s, end)
	if ordinal {
		end += 2
	}
	rest := d.s[end:]
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, " of"), " ")
	if m := monthNumber(word(rest, 0)); m > 0 {
		d.monthDay(Span{start, len(d.s) - len(rest) + len(word(rest, 0))}, m, day)
		return
	}
	before := strings.TrimSuffix(d.s[:start], " ")
	at := strings.LastIndexAny(before, " ,.?!\n(") + 1
	if m := monthNumber(before[at:]); m > 0 && !strings.HasPrefix(rest, "%") {
		d.monthDay(Span{at, end}, m, day)
		return
	}
	if ordinal {
		d.dayOfMonth(Span{start, end}, day)
	}
}

func monthNumber(w string) int {
	if len(w) < 3 {
		return 0
	}
	if w == "sept" {
		return 9
	}
	for k, m := range enMonths {
		if w == m {
			return k%12 + 1
		}
	}
	return 0
}

var monthWords = []string{"下个月底", "下月底", "下月末", "本月底", "这个月底", "上个月底", "上月底", "月底", "月末", "下个月初", "下月初", "下月中", "下个月", "下月", "这个月", "本月", "当月", "年底", "年末", "季度末", "季末", "下季度", "下个季度",
	"the end of next month", "end of next month", "the end of the month", "end of the month", "end of month", "month-end", "month end", "next month", "this month", "the end of the quarter", "end of the quarter", "quarter-end", "next quarter", "end of the year", "year-end", "the end of the week", "end of the week", "end of week"}

// months reads parts of months, quarters and the year.
func (d *dater) months() {
	d.each(monthWords, func(at Span, k int) {
		w := monthWords[k]
		first := time.Date(d.today.Year(), d.today.Month(), 1, 0, 0, 0, 0, time.UTC)
		quarter := time.Date(d.today.Year(), (d.today.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
		next := first.AddDate(0, 1, 0)
		one := func(x time.Time) { d.add(at, x, x, false) }
		switch {
		case strings.HasPrefix(w, "上"):
			one(first.AddDate(0, 0, -1))
		case strings.HasSuffix(w, "week"):
			one(latest(d.today, d.monday(0).AddDate(0, 0, 4)))
		case w == "下季度" || w == "下个季度" || w == "next quarter":
			d.add(at, quarter.AddDate(0, 3, 0), quarter.AddDate(0, 6, -1), false)
		case strings.Contains(w, "季") || strings.Contains(w, "quarter"):
			one(quarter.AddDate(0, 3, -1))
		case strings.Contains(w, "年") || strings.Contains(w, "year"):
			one(time.Date(d.today.Year(), 12, 31, 0, 0, 0, 0, time.UTC))
		case strings.HasSuffix(w, "初"):
			d.add(at, next, next.AddDate(0, 0, 4), false)
		case strings.HasSuffix(w, "中"):
			d.add(at, next.AddDate(0, 0, 12), next.AddDate(0, 0, 17), false)
		case w == "下个月" || w == "下月" || w == "next month":
			d.add(at, next, next.AddDate(0, 1, -1), false)
		case w == "这个月" || w == "本月" || w == "当月" || w == "this month":
			d.add(at, d.today, next.AddDate(0, 0, -1), false)
		case strings.HasPrefix(w, "下") || strings.Contains(w, "next"):
			one(next.AddDate(0, 1, -1))
		default:
			one(next.AddDate(0, 0, -1))
		}
	})
}

var vagueWords = []string{"尽快", "尽早", "过几天", "过两天", "过段时间", "过阵子", "过一阵", "回头", "改天", "早晚", "迟早", "等等再说", "再等等", "再说吧", "马上就", "年后", "节后", "有钱就", "有空就", "这几天", "这两天", "近期", "最近安排", "晚点再", "到时候再说", "到时再说", "下次", "不久",
	"soon", "soonish", "asap", "as soon as possible", "as soon as we can", "as soon as i can", "shortly", "in due course", "at some point", "sometime", "some time", "one of these days", "in a bit", "in a while", "in the next few days", "in a few days", "a few weeks", "couple of weeks", "when we can", "whenever", "before long", "eventually", "later on", "down the line"}

// phrases reads words of time that name no day.
func (d *dater) phrases() {
	d.each(vagueWords, func(at Span, _ int) {
		if d.taken(at) || strings.HasPrefix(d.s[at.Start:], "soon as ") || strings.HasSuffix(d.s[:at.Start], "as ") && strings.HasPrefix(d.s[at.Start:], "soon") {
			return
		}
		d.found = append(d.found, Date{Span: at, Vague: true})
	})
}

// clocks reads hours and gives each to the date it stands beside, else to today as a guess.
func (d *dater) clocks() {
	for _, c := range d.findClocks() {
		best, gap := -1, 14
		for k, x := range d.found {
			g := c.Start - x.End
			if g < 0 {
				g = x.Start - c.End
			}
			if !x.Vague && x.Clock == "" && g >= 0 && g < gap && !strings.ContainsAny(between(d.s, x.Span, c.Span), "?!。") {
				best, gap = k, g
			}
		}
		if best >= 0 {
			x := &d.found[best]
			x.Clock = c.Clock
			x.Start, x.End = min(x.Start, c.Start), max(x.End, c.End)
			continue
		}
		if !d.taken(c.Span) {
			c.Ambiguous = true
			if d.today.IsZero() {
				c.Vague, c.Ambiguous = true, false
			} else {
				c.Earliest = d.today.Format(time.DateOnly)
				c.Latest = c.Earliest
			}
			d.found = append(d.found, c)
		}
	}
	sortBySpan(d.found, func(x Date) Span { return x.Span })
}

func between(s string, a, b Span) string {
	if a.End <= b.Start {
		return s[a.End:b.Start]
	}
	if b.End <= a.Start {
		return s[b.End:a.Start]
	}
	return ""
}

var dayParts = []struct {
	word string
	pm   bool
}{{"上午", false}, {"早上", false}, {"早晨", false}, {"明早", false}, {"下午", true}, {"晚上", true}, {"今晚", true}, {"明晚", true}, {"傍晚", true}, {"中午", true}}

// findClocks reads hours of the day: 下午三点半, 15:00, 3pm, 10 a.m., ten o'clock, noon.
func (d *dater) findClocks() []Date {
	var clocks []Date
	note := func(at Span, hour, minute int) {
		if hour < 24 && minute < 60 {
			clocks = append(clocks, Date{Span: at, Clock: time.Date(2000, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04")})
		}
	}
	figures(d.s, func(start int, n number) {
		hour, ok := n.whole()
		if !ok || hour > 23 || n.scaled {
			return
		}
		rest, at, minute := d.s[n.end:], Span{start, n.end}, 0
		switch {
		case strings.HasPrefix(rest, "点") && !strings.HasPrefix(rest, "点几") && !strings.HasSuffix(d.s[:start], "有") && !strings.HasSuffix(d.s[:start], "早"):
			at.End += len("点")
			after := d.s[at.End:]
			if strings.HasPrefix(after, "半") {
				minute = 30
				at.End += len("半")
			} else if m, ok := scanNumber(d.s, at.End); ok && strings.HasPrefix(d.s[m.end:], "分") {
				minute, _ = m.whole()
				at.End = m.end + len("分")
			} else if r, _ := utf8.DecodeRuneInString(after); strings.ContainsRune("意点儿钱货", r) && hour < 3 {
				return
			}
		case strings.HasPrefix(rest, ":") && digitAt(rest, 1) && digitAt(rest, 2) && n.digits:
			minute = int(rest[1]-'0')*10 + int(rest[2]-'0')
			at.End += 3
		case strings.HasPrefix(strings.TrimPrefix(rest, " "), "o'clock"):
			at.End = len(d.s) - len(strings.TrimPrefix(rest, " ")) + len("o'clock")
		case !meridiem(rest):
			return
		}
		if size, pm := meridiemAt(d.s[at.End:]); size > 0 {
			at.End += size
			if pm && hour < 12 {
				hour += 12
			}
		}
		for _, p := range dayParts {
			if strings.HasSuffix(d.s[:start], p.word) {
				if p.word != "明早" && p.word != "今晚" && p.word != "明晚" {
					at.Start -= len(p.word)
				}
				if p.pm && hour < 12 {
					hour += 12
				}
			}
		}
		note(at, hour, minute)
	})
	d.each([]string{"noon", "midday"}, func(at Span, _ int) { note(at, 12, 0) })
	d.each([]string{"中午前", "中午之前", "中午以前"}, func(at Span, _ int) { note(at, 12, 0) })
	return clocks
}

func meridiem(s string) bool {
	size, _ := meridiemAt(s)
	return size > 0
}

// meridiemAt reads am or pm at the start of s.
func meridiemAt(s string) (size int, pm bool) {
	t := strings.TrimPrefix(s, " ")
	for _, w := range []string{"a.m", "p.m", "am", "pm"} {
		if strings.HasPrefix(t, w) && !letterAt(t, len(w)) && (len(t) < len(s) || w[1] != ' ') {
			return len(s) - len(t) + len(w), w[0] == 'p'
		}
	}
	return 0, false
}
