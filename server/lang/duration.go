package lang

import (
	"strings"
	"time"
)

// span of time that words count: 三天, two working weeks, 半个月, 48 hours.
type period struct {
	days, months, hours, work int // work counts working days
}

// after returns the day that lies a period after day; times is -1 for before.
func (p period) after(day time.Time, times int) time.Time {
	day = day.AddDate(0, times*p.months, times*(p.days+(p.hours+12)/24))
	for left := p.work; left > 0; {
		day = day.AddDate(0, 0, times)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			left--
		}
	}
	return day
}

func (p period) times(n int) period {
	return period{p.days * n, p.months * n, p.hours * n, p.work * n}
}

var periodUnits = []struct {
	word string
	unit period
}{
	{"个工作日", period{work: 1}}, {"工作日", period{work: 1}}, {"天", period{days: 1}}, {"个星期", period{days: 7}}, {"星期", period{days: 7}}, {"个礼拜", period{days: 7}}, {"礼拜", period{days: 7}},
	{"周", period{days: 7}}, {"个月", period{months: 1}}, {"个小时", period{hours: 1}}, {"小时", period{hours: 1}}, {"个钟头", period{hours: 1}}, {"年", period{months: 12}}, {"日", period{days: 1}},
	{"working days", period{work: 1}}, {"working day", period{work: 1}}, {"business days", period{work: 1}}, {"business day", period{work: 1}}, {"days", period{days: 1}}, {"day", period{days: 1}},
	{"weeks", period{days: 7}}, {"week", period{days: 7}}, {"fortnight", period{days: 14}}, {"months", period{months: 1}}, {"month", period{months: 1}}, {"hours", period{hours: 1}}, {"hour", period{hours: 1}},
	{"hrs", period{hours: 1}}, {"years", period{months: 12}}, {"year", period{months: 12}},
}

// stretch is a period found in a text; upto is its longer reading ("两三天"), equal to least where there is none.
type stretch struct {
	Span
	least, upto period
}

// stretchAt reads the period that begins at byte i.
func stretchAt(s string, i int) (stretch, bool) {
	if rest, ok := strings.CutPrefix(s[i:], "半"); ok {
		for _, h := range []struct {
			word string
			unit period
		}{{"个多月", period{days: 15}}, {"个月", period{days: 15}}, {"年", period{months: 6}}, {"天", period{}}} {
			if strings.HasPrefix(rest, h.word) && h.unit != (period{}) {
				return stretch{Span{i, i + len("半") + len(h.word)}, h.unit, h.unit}, true
			}
		}
		return stretch{}, false
	}
	for _, a := range []string{"a day or two", "a week or two"} {
		if strings.HasPrefix(s[i:], a) && !letterAt(s, i+len(a)) {
			unit, _, _ := unitAt(s, i+2)
			return stretch{Span{i, i + len(a)}, unit, unit.times(2)}, true
		}
	}
	if strings.HasPrefix(s[i:], "a ") && !letterAt(s, i-1) {
		unit, end, ok := unitAt(s, i+2)
		return stretch{Span{i, end}, unit, unit}, ok
	}
	n, _, ok := figureAt(s, i)
	v, whole := n.whole()
	if !ok || !whole || v > 1000 || v < 1 || n.scaled {
		return stretch{}, false
	}
	more, end := v, n.end
	if n.spread > 0 {
		more = v + int(n.spread/micro)
	} else if to, stop := orMore(s, n.end); to > v {
		more, end = to, stop
	}
	if end < len(s) && (s[end] == ' ' || s[end] == '-') {
		end++
	}
	unit, stop, ok := unitAt(s, end)
	if !ok || namesWeekday(s[end:]) {
		return stretch{}, false
	}
	return stretch{Span{i, stop}, unit.times(v), unit.times(more)}, true
}

// orMore reads "or three", "to three", "-5", "到五" after a figure.
func orMore(s string, i int) (n, end int) {
	for _, w := range []string{" or ", " to ", "-", "到", "至"} {
		if !strings.HasPrefix(s[i:], w) || i+len(w) >= len(s) {
			continue
		}
		m, _, ok := figureAt(s, i+len(w))
		if w == "-" {
			m, ok = scanNumber(s, i+len(w))
		}
		if v, whole := m.whole(); ok && whole && v <= 60 && m.spread == 0 && !m.scaled {
			return v, m.end
		}
	}
	return 0, 0
}

func unitAt(s string, i int) (unit period, end int, ok bool) {
	if i > len(s) {
		return period{}, 0, false
	}
	for _, u := range periodUnits {
		if strings.HasPrefix(s[i:], u.word) && !(u.word[0] < 0x80 && letterAt(s, i+len(u.word))) {
			return u.unit, i + len(u.word), true
		}
	}
	return period{}, 0, false
}

var (
	eventBefore  = []string{"票到", "收票", "收票后", "到票", "到票后", "收到发票", "收到发票后", "开票", "开票后", "见票", "见票后", "验收", "验收后", "验收合格后", "到货", "到货后", "收货", "收货后", "签收后", "交货后"}
	withinAfter  = []string{"之内", "以内", "内", "里头", "之间"}
	laterAfter   = []string{"之后", "以后", "过后", "后", " from now", " from today", "' time", "'s time", " time", " hence", " today"}
	earlierAfter = []string{"之前", "以前", "前", " ago", " back", " earlier"}
	withinBefore = []string{"within", "within the next", "in the next", "over the next", "the next", "inside", "within the", "in under"}
	spent        = []string{"了", "过", "拖", "等", "欠", "逾期", "超", "迟", "晚", "提前", "times"}
)

// duration reads days counted from today: 三天内, 一周后, 三天前, in two weeks, within ten days, two or three days.
func (d *dater) duration(i int) int {
	x, ok := stretchAt(d.s, i)
	if !ok {
		return 0
	}
	rest, before := d.s[x.End:], strings.TrimSuffix(window(d.s, i, 24), " ")
	from, to := x.least.after(d.today, 1), x.upto.after(d.today, 1)
	either := x.least != x.upto
	note := func(size int, begin, end time.Time) int {
		at := Span{x.Start, x.End + size}
		d.add(at, begin, end, either)
		d.soften(len(d.found) - 1)
		return at.End
	}
	if size := prefixOf(rest, withinAfter); size > 0 {
		if hasSuffixOf(before, eventBefore) {
			return x.End + size // terms of payment, counted from a day that is not named
		}
		return note(size, d.today, to)
	}
	if hasSuffixOf(before, withinBefore) {
		return note(0, d.today, to)
	}
	if size := prefixOf(rest, earlierAfter); size > 0 && !hasSuffixOf(before, []string{"提前"}) {
		return note(size, x.upto.after(d.today, -1), x.least.after(d.today, -1))
	}
	if size := prefixOf(rest, laterAfter); size > 0 && !strings.HasPrefix(rest, "后台") {
		return note(size, from, to)
	}
	if hasSuffixOf(before, []string{"in about", "in around", "in roughly", "in maybe", "in another"}) {
		return d.vague(x.Span)
	}
	if hasSuffixOf(before, []string{"in"}) && !hasSuffixOf(strings.TrimSuffix(strings.TrimSuffix(before, "in"), " "), spent) {
		return note(0, from, to)
	}
	if either && !strings.HasPrefix(rest, "了") && !hasSuffixOf(before, spent) {
		return note(0, from, to)
	}
	return 0
}

// prefixOf returns the length of the first of words that s begins with.
func prefixOf(s string, words []string) int {
	for _, w := range words {
		if strings.HasPrefix(s, w) && !(letterAt(w, len(w)-1) && letterAt(s, len(w))) {
			return len(w)
		}
	}
	return 0
}
