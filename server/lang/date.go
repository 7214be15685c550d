package lang

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Date is a day or a span of days found in a text.
type Date struct {
	Span
	Earliest, Latest string // YYYY-MM-DD; empty when no day was named or today is unknown
	Clock            string // "15:00" where an hour was named
	Ambiguous        bool   // two readings are fair
	Vague            bool   // words of time without a day
	weekday          int    // 1..7 when only the day of the week was named, 0 otherwise
}

// FindDates finds days, spans of days and vague words of time, against the civil date today; with an empty today,
// relative days are vague. Weeks begin on Monday; "next Friday" is the Friday of next week, ambiguous on a weekend. A
// day already past is of next month, or next year, unless the words beside it speak of the past.
func FindDates(t Text, today string) []Date {
	d := dater{s: t.Norm}
	if day, err := time.Parse(time.DateOnly, today); err == nil {
		d.today = day
	}
	d.relative()
	d.numbered()
	d.months()
	d.phrases()
	sortBySpan(d.found, func(x Date) Span { return x.Span })
	d.join()
	d.clocks()
	return d.found
}

// join makes one date of a day named twice, by week and by month: "Wednesday the 15th", "4月15号(周三)".
func (d *dater) join() {
	kept := d.found[:0]
	for _, x := range d.found {
		if len(kept) > 0 {
			last := &kept[len(kept)-1]
			if same, ok := joined(*last, x, d.s); ok {
				*last = same
				continue
			}
		}
		kept = append(kept, x)
	}
	d.found = kept
}

// joined returns the one date that a and b, which follow each other in s, both name.
func joined(a, b Date, s string) (Date, bool) {
	switch s[a.End:max(a.End, b.Start)] {
	case " the ", " ", ", ", ", the ", "(", ",", " (", "":
	default:
		return a, false
	}
	if a.Vague || b.Vague {
		return a, false
	}
	if b.Earliest == b.Latest && b.weekday == 0 && a.weekday > 0 && a.weekday == dayOfWeek(b.Earliest) {
		b.Start = a.Start
		return b, true
	}
	if a.Earliest == a.Latest && a.weekday == 0 && b.weekday > 0 && b.weekday == dayOfWeek(a.Earliest) {
		a.End = b.End
		return a, true
	}
	if a.Earliest != b.Earliest && a.Latest != b.Latest && a.Earliest != b.Latest && a.Latest != b.Earliest {
		return a, false
	}
	if b.Earliest == b.Latest && !b.Ambiguous {
		a.Earliest, a.Latest, a.Ambiguous = b.Earliest, b.Latest, false
	}
	a.End = b.End
	return a, true
}

// dayOfWeek returns 1 for Monday to 7 for Sunday, 0 for no date.
func dayOfWeek(date string) int {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return (int(day.Weekday())+6)%7 + 1
}

type dater struct {
	s     string
	today time.Time
	found []Date
}

// add notes a day or span of days, unless the words are already taken by an earlier, longer reading.
func (d *dater) add(at Span, earliest, latest time.Time, ambiguous bool) {
	if d.taken(at) {
		return
	}
	x := Date{Span: at, Ambiguous: ambiguous}
	if d.today.IsZero() {
		x.Vague, x.Ambiguous = true, false
	} else {
		x.Earliest, x.Latest = earliest.Format(time.DateOnly), latest.Format(time.DateOnly)
	}
	d.found = append(d.found, d.soften(x))
}

func (d *dater) taken(at Span) bool {
	for _, x := range d.found {
		if at.Start < x.End && x.Start < at.End {
			return true
		}
	}
	return false
}

var softeners = []string{"左右", "吧再说", "前后", "那会儿", "-ish", "ish", " or so", " or thereabouts", " sometime", " roughly", "再说", "看看", "再看"}
var softenersBefore = []string{"大概", "差不多", "可能", "也许", "大约", "around ", "about ", "roughly ", "sometime ", "maybe ", "perhaps ", "around the ", "about the ", "maybe the ", "maybe by ", "sometime around "}

// soften makes a date vague when the words beside it take the promise back.
func (d *dater) soften(x Date) Date {
	after := d.s[x.End:]
	soft := strings.HasPrefix(after, "吧") && x.Earliest != x.Latest || strings.HasPrefix(after, "吧") && strings.Contains(d.s[x.Start:x.End], "月底")
	for _, w := range softeners {
		soft = soft || strings.HasPrefix(after, w)
	}
	before := d.s[:x.Start]
	for _, w := range softenersBefore {
		soft = soft || strings.HasSuffix(before, w)
	}
	if soft {
		x.Earliest, x.Latest, x.Ambiguous, x.Vague = "", "", false, true
	}
	return x
}

// each calls yield for every occurrence of the words in s that stands as a word of its own.
func (d *dater) each(words []string, yield func(at Span, k int)) {
	for k, w := range words {
		for i := 0; i < len(d.s); {
			j := strings.Index(d.s[i:], w)
			if j < 0 {
				break
			}
			at := Span{i + j, i + j + len(w)}
			i = at.End
			if w[0] < 0x80 && (letterAt(d.s, at.Start-1) || letterAt(d.s, at.End)) {
				continue
			}
			yield(at, k)
		}
	}
}

var dayWords = []string{"大后天", "后天", "明天", "明儿", "明早", "明晚", "今天", "今日", "今晚", "今儿", "当天", "昨天", "前天",
	"the day after tomorrow", "day after tomorrow", "tomorrow", "today", "tonight", "this afternoon", "this morning", "this evening", "yesterday"}
var dayOffsets = []int{3, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, -1, -2, 2, 2, 1, 0, 0, 0, 0, 0, -1}

// relative reads days counted from today.
func (d *dater) relative() {
	d.each(dayWords, func(at Span, k int) {
		if strings.HasPrefix(d.s[at.Start:], "当天") || strings.HasSuffix(d.s[:at.Start], "大") && dayWords[k] == "后天" {
			return
		}
		day := d.today.AddDate(0, 0, dayOffsets[k])
		d.add(at, day, day, false)
	})
	d.weekdays()
	figures(d.s, func(start int, n number) {
		count, ok := n.whole()
		if !ok || count > 366 || d.taken(Span{start, n.end}) {
			return
		}
		rest := d.s[n.end:]
		for _, u := range dayUnits {
			if !strings.HasPrefix(rest, u.word) {
				continue
			}
			at := Span{start, n.end + len(u.word)}
			if strings.HasPrefix(d.s[at.End:], "之") || !u.within && !u.after {
				continue
			}
			if u.latin && !strings.HasSuffix(d.s[:start], "within ") && !strings.HasSuffix(d.s[:start], "in ") && !strings.HasSuffix(d.s[:start], "within the next ") && !strings.HasSuffix(d.s[:start], "in the next ") {
				continue
			}
			end := d.today.AddDate(0, 0, count*u.days)
			begin := end
			if u.within {
				begin = d.today
			}
			d.add(at, begin, end, false)
			return
		}
	})
}

var dayUnits = []struct {
	word          string
	days          int
	within, after bool
	latin         bool
}{
	{"个工作日内", 1, true, false, false}, {"天之内", 1, true, false, false}, {"天以内", 1, true, false, false}, {"天内", 1, true, false, false},
	{"日内", 1, true, false, false}, {"天之后", 1, false, true, false}, {"天后", 1, false, true, false}, {"天以后", 1, false, true, false},
	{"周内", 7, true, false, false}, {"个星期内", 7, true, false, false}, {"周后", 7, false, true, false}, {"个星期后", 7, false, true, false},
	{" working days", 1, true, false, true}, {" business days", 1, true, false, true}, {" days", 1, true, false, true}, {" weeks", 7, true, false, true}, {" week", 7, true, false, true},
}

var zhWeekPrefix = []struct {
	word  string
	weeks int
}{{"下下个", 2}, {"下下", 2}, {"下个", 1}, {"下", 1}, {"这个", 0}, {"这", 0}, {"本", 0}, {"上个", -1}, {"上", -1}, {"", 99}}

var enWeekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri"}
var enWeekdayNumbers = []int{1, 2, 3, 4, 5, 6, 7, 1, 2, 2, 3, 4, 4, 5}

// weekdays reads named days of the week, and whole weeks.
func (d *dater) weekdays() {
	for _, w := range []string{"星期", "礼拜", "周"} {
		for i := 0; i < len(d.s); {
			j := strings.Index(d.s[i:], w)
			if j < 0 {
				break
			}
			at := Span{i + j, i + j + len(w)}
			i = at.End
			d.zhWeek(at)
		}
	}
	d.each(enWeekdays, func(at Span, k int) {
		weeks := 99
		for _, p := range enWeekPrefixes {
			if strings.HasSuffix(d.s[:at.Start], p.word+" ") && !letterAt(d.s, at.Start-len(p.word)-2) {
				weeks = p.weeks
				at.Start -= len(p.word) + 1
				break
			}
		}
		if strings.HasPrefix(d.s[at.End:], " week") && weeks == 99 {
			weeks = 1
			at.End += len(" week")
		}
		d.weekday(at, enWeekdayNumbers[k], weeks)
	})
	d.each([]string{"this week", "next week", "the week after next"}, func(at Span, k int) {
		monday := d.monday(k)
		begin := monday
		if k == 0 {
			begin = d.today
		}
		d.add(at, begin, monday.AddDate(0, 0, 4), false)
	})
}

var enWeekPrefixes = []struct {
	word  string
	weeks int
}{{"next", 1}, {"this", 0}, {"this coming", 99}, {"coming", 99}, {"last", -1}}

// monday returns the Monday of the week that many weeks from now.
func (d *dater) monday(weeks int) time.Time {
	return d.today.AddDate(0, 0, 7*weeks-(int(d.today.Weekday())+6)%7)
}

// zhWeek reads the week word at, with what stands before and after it: 下周三, 周五, 这周, 下个星期.
func (d *dater) zhWeek(at Span) {
	weeks := 99
	for _, p := range zhWeekPrefix {
		if strings.HasSuffix(d.s[:at.Start], p.word) {
			weeks = p.weeks
			at.Start -= len(p.word)
			break
		}
	}
	r, size := utf8.DecodeRuneInString(d.s[at.End:])
	day := int(zhDigits[r])
	switch {
	case r == '日' || r == '天':
		day = 7
	case r == '末':
		day = 6
	case day < 1 || day > 6:
		day = 0
	}
	if day > 0 {
		at.End += size
		d.weekday(at, day, weeks)
		return
	}
	if weeks == 99 || d.s[at.Start:at.End] == "上周" {
		return
	}
	begin := d.monday(weeks)
	end := begin.AddDate(0, 0, 4)
	if weeks == 0 {
		begin = d.today
		end = latest(begin, end)
	}
	d.add(at, begin, end, false)
}

// weekday notes day 1..7 of the week given; weeks 99 means the coming one.
func (d *dater) weekday(at Span, day, weeks int) {
	before := len(d.found)
	d.weekdayOf(at, day, weeks)
	if weeks == 99 && len(d.found) > before {
		d.found[before].weekday = day
	}
}

func (d *dater) weekdayOf(at Span, day, weeks int) {
	now := (int(d.today.Weekday())+6)%7 + 1
	target := d.monday(0).AddDate(0, 0, day-1)
	switch {
	case weeks == 99 && d.past(at):
		if day >= now {
			target = target.AddDate(0, 0, -7)
		}
	case weeks == 99 && day == now:
		d.add(at, target, target.AddDate(0, 0, 7), true)
		return
	case weeks == 99 && day < now:
		target = target.AddDate(0, 0, 7)
	case weeks == 1 && now >= 6:
		d.add(at, target.AddDate(0, 0, 7), target.AddDate(0, 0, 14), true)
		return
	case weeks != 99:
		target = target.AddDate(0, 0, 7*weeks)
	}
	d.add(at, target, target, false)
}

var pastWords = []string{"到期", "欠", "签收", "开的票", "开票", "发的货", "发货", "逾期", "上次", "之前说", "答应过", "已经", "说好的", "was due", "fell due", "due on", "signed", "delivered", "dated", "promised", "sent on", "issued", "since", "were due", "did"}

// past reports whether the words beside the span speak of what has been.
func (d *dater) past(at Span) bool {
	near := window(d.s, at.Start, 24) + "|" + d.s[at.End:runeEnd(d.s, min(len(d.s), at.End+15))]
	for _, w := range pastWords {
		if strings.Contains(near, w) {
			return true
		}
	}
	return false
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
