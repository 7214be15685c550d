package lang

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Date is a day or a span of days found in a text.
type Date struct {
	Span
	Earliest, Latest string // YYYY-MM-DD; empty when no day was named or today is unknown
	Clock            string // "15:00" where an hour was named
	Ambiguous        bool   // two readings are fair, or any day of the span would do: 下周五 on a weekend, 月底前, 两三天
	Vague            bool   // words of time without a day
	weekday          int    // 1..7 when only the day of the week was named, 0 otherwise
	week             int    // weeks from this one where the words name the week of the weekday, coming otherwise
	month            bool   // a month of the year was named, no part of it
	bareDay          bool   // only the day of the month was named
	inMonth          string // YYYY-MM where the words name the month of the day
	closing          bool   // words for the end of a working day, which stand beside the day they are of
}

// FindDates finds days, spans of days and vague words of time, against the civil date today; with an empty today,
// relative days are vague. Weeks begin on Monday and work until Friday. "下周五" is the Friday of next week, ambiguous on a
// weekend; "next Friday" is ambiguous whenever this week still has one. A day already past is of next month, or next
// year, unless the words beside it speak of the past. "By the end of the month" may be any day up to then.
func FindDates(t Text, today string) []Date {
	d := dater{t: t, s: t.Norm, chinese: HasChinese(t.Norm)}
	if day, err := time.Parse(time.DateOnly, today); err == nil {
		d.today = day
	}
	for i := 0; i < len(d.s); {
		i = max(d.read(i), i+1)
	}
	d.inherit()
	d.found = d.join(d.found)
	d.clocks()
	return d.found
}

// dater reads the dates of one text from left to right.
type dater struct {
	t       Text
	s       string
	chinese bool // the text holds Chinese
	today   time.Time
	found   []Date
}

// Readers of what names a day without a figure, in the order they are tried: where a Latin word begins, and elsewhere.
var (
	latinReaders = [...]func(d *dater, i int) int{(*dater).nextOne, (*dater).enWeekdayOfMonth, (*dater).enWeekday, (*dater).enMonth, (*dater).enCardinalDay, (*dater).enOrdinalDay}
	zhReaders    = [...]func(d *dater, i int) int{(*dater).zhWeek, (*dater).zhMonth}
)

// nextOne reads the "next" that leaves out what "this" named: half this week, half next.
func (d *dater) nextOne(i int) int {
	end := i + len("next")
	if !strings.HasPrefix(d.s[i:], "next") || end < len(d.s) && !strings.ContainsRune(",.;?!", rune(d.s[end])) || len(d.found) == 0 {
		return 0
	}
	switch last := d.found[len(d.found)-1]; d.s[last.Start:last.End] {
	case "this week":
		return d.week(Span{i, end}, 1)
	case "this month":
		return d.relativeMonth(Span{i, end}, 1, wholeMonth)
	}
	return 0
}

// read takes in what stands at byte i and returns where to look on.
func (d *dater) read(i int) int {
	c := d.s[i]
	if !utf8.RuneStart(c) {
		return i + 1
	}
	if c >= 'a' && c <= 'z' && letterAt(d.s, i-1) {
		return i + len(word(d.s, i))
	}
	before := len(d.found)
	if end := d.named(i); end > i {
		if len(d.found) > before {
			d.soften(before)
		}
		return end
	}
	if r, size := utf8.DecodeRuneInString(d.s[i:]); r != '半' && !figureBegins(r) {
		return i + size
	}
	if end := d.duration(i); end > i {
		return end
	}
	n, end, ok := figureAt(d.s, i)
	if !ok {
		return end
	}
	end = max(end, d.figure(i, n))
	if len(d.found) > before {
		d.soften(before)
	}
	return end
}

// named reads what names a day at byte i without a figure, and returns where to look on, 0 when nothing does.
func (d *dater) named(i int) int {
	if end := d.phrase(i); end > i {
		return end
	}
	readers := zhReaders[:]
	if letterAt(d.s, i) {
		readers = latinReaders[:]
		if w := word(d.s, i); openings()[w] == 0 {
			return i + len(w)
		}
	}
	for _, reader := range readers {
		if end := reader(d, i); end > i {
			return end
		}
	}
	return 0
}

// add notes a day or a span of days and returns where its words end.
func (d *dater) add(at Span, earliest, latest time.Time, ambiguous bool) int {
	x := Date{Span: at, Ambiguous: ambiguous}
	if d.today.IsZero() {
		x.Vague, x.Ambiguous = true, false
	} else {
		x.Earliest, x.Latest = earliest.Format(time.DateOnly), latest.Format(time.DateOnly)
	}
	d.found = append(d.found, x)
	return at.End
}

func (d *dater) day(at Span, day time.Time) int { return d.add(at, day, day, false) }

// end notes the last day of a period. What is due by then may come on any day before.
func (d *dater) end(at Span, last time.Time) int {
	rest, before := d.s[at.End:], strings.TrimSuffix(strings.TrimSuffix(window(d.s, at.Start, 16), " the"), " ")
	zh := hasPrefixOf(rest, []string{"前", "之前", "以前"}) && !strings.HasPrefix(rest, "前后")
	if zh || hasSuffixOf(strings.TrimSuffix(before, " the"), []string{"by", "before", "by the", "before the"}) {
		return d.add(at, d.today, last, d.today != last)
	}
	return d.day(at, last)
}

func (d *dater) vague(at Span) int {
	d.found = append(d.found, Date{Span: at, Vague: true})
	return at.End
}

var (
	softAfter  = []string{"左右", "那几天", "那阵子", "附近", "吧再说", "前后", "那会儿", "-ish", "ish", " or so", " or thereabouts", " sometime", " roughly", ", roughly", "再说", "看看", "再看"}
	softBefore = []string{"大概", "差不多", "可能", "也许", "大约", "around", "about", "roughly", "sometime", "sometime in", "maybe", "perhaps", "around the", "about the", "maybe the",
		"maybe by", "some time", "some time in", "some point in", "some stage in", "the back", "the tail", "sometime around", "somewhere around the", "somewhere around", "towards the", "toward the", "near the"}
	softSpanBefore = []string{"early", "late", "later", "the back end of"}
)

// soften makes the date at k vague when the words beside it take the day back.
func (d *dater) soften(k int) {
	x := &d.found[k]
	d.weekOf(x)
	after, before := d.s[x.End:], strings.TrimSuffix(window(d.s, x.Start, 24), " ")
	span := x.Earliest != x.Latest && !x.Ambiguous || strings.Contains(d.s[x.Start:x.End], "月底")
	if hasPrefixOf(after, softAfter) || hasSuffixOf(before, softBefore) ||
		span && (strings.HasPrefix(after, "吧") || hasSuffixOf(before, softSpanBefore)) {
		x.Earliest, x.Latest, x.Ambiguous, x.Vague = "", "", false, true
	}
}

var weekWords = []string{"week of", "week of the", "week commencing", "week commencing the", "week beginning", "week beginning the", "week starting", "week starting the", "w/c", "w/c the", "wk commencing", "wc"}

// weekOf makes the working week of a day that is named as its beginning.
func (d *dater) weekOf(x *Date) {
	if x.Vague || x.Earliest == "" || x.Earliest != x.Latest || !hasSuffixOf(strings.TrimSuffix(window(d.s, x.Start, 24), " "), weekWords) {
		return
	}
	if day, err := time.Parse(time.DateOnly, x.Earliest); err == nil && day.Weekday() >= time.Monday && day.Weekday() <= time.Friday {
		x.Latest = day.AddDate(0, 0, int(time.Friday-day.Weekday())).Format(time.DateOnly)
	}
}

// inherit gives a day the week or the month of the one it is named together with: 下周一或者周二, 6月5号和20号, the 5th and 20th
// of June.
func (d *dater) inherit() {
	for k := 1; k < len(d.found); k++ {
		a, b := &d.found[k-1], &d.found[k]
		d.followOn(a, b)
		if !slices.Contains(togetherGaps, d.s[a.End:max(a.End, b.Start)]) {
			continue
		}
		switch {
		case a.weekday > 0 && b.weekday > 0 && a.week == coming && b.week == coming && b.Ambiguous && b.Latest > a.Latest && a.Earliest == a.Latest && rangeWord(d.s[a.End:b.Start]): // Monday through Wednesday, said on a Wednesday
			b.Earliest, b.Ambiguous = b.Latest, false
		case a.month && b.month && a.Earliest > b.Earliest && a.Earliest[5:7] < b.Earliest[5:7]:
			d.consecutive(a, b)
		case a.weekday > 0 && b.weekday > 0 && a.week != coming && b.week == coming && a.Earliest != "":
			b.Earliest = shift(a.Earliest, b.weekday-a.weekday)
			b.Latest, b.Ambiguous, b.week = shift(a.Latest, b.weekday-a.weekday), a.Ambiguous, a.week
		case b.bareDay && a.inMonth != "" && b.Earliest != "" && dayIn(a.inMonth, b.Earliest):
			b.Earliest = a.inMonth + b.Earliest[7:]
			b.Latest, b.bareDay, b.inMonth = b.Earliest, false, a.inMonth
		case a.bareDay && b.inMonth != "" && a.Earliest != "" && dayIn(b.inMonth, a.Earliest) && !strings.HasSuffix(d.s[a.Start:a.End], "号"):
			a.Earliest = b.inMonth + a.Earliest[7:]
			a.Latest = a.Earliest
		}
	}
}

var togetherGaps = []string{"和", ",", "或", "或者", "还是", "跟", "到", "至", "-", "/", " or ", " and ", ", ", " or the ", " and the ", ", the ", " to ", " to the ", " through ", " thru ", "及", "与"}

// dayIn reports whether the month has the day of the date.
func dayIn(month, date string) bool {
	_, err := time.Parse(time.DateOnly, month+date[7:])
	return err == nil
}

// join makes one date of a day named twice ("Wednesday the 15th", "4月15号(周三)"), of a range ("二十号到二十五号"), and of a
// day and its closing time.
func (d *dater) join(found []Date) []Date {
	kept := found[:0]
	for _, x := range found {
		if len(kept) > 0 {
			last := &kept[len(kept)-1]
			if same, ok := d.joined(*last, x); ok {
				*last = same
				continue
			}
		}
		kept = append(kept, x)
	}
	return kept
}

var sameDayGaps = []string{" the ", " ", ", ", ", the ", "(", ",", " (", "", "是", "'s ", " is ", "'s the ", " is the ", ", that's a ", " is a ", "就是"}
var closingGaps = []string{"", " ", "的", "'s ", " on ", " on the ", " of the ", " of ", " the ", " by ", " before ", ", by ", " at "}

// joined returns the one date that a and b, which follow each other, both name.
func (d *dater) joined(a, b Date) (Date, bool) {
	gap := d.s[a.End:max(a.End, b.Start)]
	if a.closing != b.closing && slices.Contains(closingGaps, gap) {
		if a.closing {
			b.Start = a.Start
			return b, true
		}
		a.End = b.End
		return a, true
	}
	if a.Vague && b.Vague && (gap == "" || gap == " " || gap == " in ") {
		a.End = b.End
		return a, true
	}
	if a.Vague && !b.Vague && (gap == " on " || gap == " on the ") { // before the bank holiday on the 25th
		b.Start = a.Start
		return b, true
	}
	if a.Vague || b.Vague {
		return a, false
	}
	if (gap == " on the " || gap == ", on the ") && b.bareDay && a.Earliest != a.Latest && a.Earliest[:7] == a.Latest[:7] && a.Earliest[8:] == "01" && dayIn(a.Earliest[:7], b.Earliest) { // next month on the 5th
		b.Start, b.Earliest, b.bareDay = a.Start, a.Earliest[:7]+b.Earliest[7:], false
		b.Latest = b.Earliest
		return b, true
	}
	if day, ok := d.inWeek(a, b, gap); ok {
		return day, true
	}
	if d.isRange(a, b, gap) {
		a.End, a.Latest, a.Ambiguous = b.End, b.Latest, false
		return a, true
	}
	if !slices.Contains(sameDayGaps, gap) {
		return a, false
	}
	if b.Earliest == b.Latest && b.weekday == 0 && a.weekday > 0 && a.weekday == dayOfWeek(b.Earliest) {
		b.Start = a.Start
		return b, true
	}
	if b.bareDay && b.Earliest != "" && a.weekday > 0 && a.week == coming && gap != "" { // the day of the month says which, the weekday goes with it
		b.Start = a.Start
		return d.onWeekday(b, a.weekday), true
	}
	if a.Earliest == a.Latest && a.weekday == 0 && b.weekday > 0 && b.weekday == dayOfWeek(a.Earliest) {
		a.End = b.End
		return a, true
	}
	if d.s[a.Start:a.End] == d.s[b.Start:b.End] {
		return a, false
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

// onWeekday moves a bare day of the month to the next month in which it falls on the weekday named beside it, where one of the
// next three is such.
func (d *dater) onWeekday(x Date, weekday int) Date {
	day, err := time.Parse(time.DateOnly, x.Earliest)
	if err != nil {
		return x
	}
	for months := range 4 {
		if at := day.AddDate(0, months, 0); at.Day() == day.Day() && dayOfWeek(at.Format(time.DateOnly)) == weekday {
			x.Earliest = at.Format(time.DateOnly)
			x.Latest = x.Earliest
			break
		}
	}
	return x
}

// isRange reports whether a and b are the two ends of a span of days.
func (d *dater) isRange(a, b Date, gap string) bool {
	if a.Earliest != a.Latest || b.Earliest != b.Latest || a.Latest >= b.Earliest {
		return false
	}
	before := window(d.s, a.Start, 16)
	switch gap {
	case "到", "至", "-", "~":
		return true
	case " through ", " thru ":
		return true
	case " to ", " until ", " till ":
		return hasSuffixOf(strings.TrimSuffix(before, " "), []string{"from", "from the"}) || d.s[a.End-2:a.End] == "th" || a.weekday > 0 && b.weekday > 0
	case " to the ", " until the ":
		return true
	case " and ", " and the ":
		return hasSuffixOf(strings.TrimSuffix(before, " "), []string{"between", "between the"})
	}
	return false
}

// dayOfWeek returns 1 for Monday to 7 for Sunday, 0 for no date.
func dayOfWeek(date string) int {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return (int(day.Weekday())+6)%7 + 1
}

var pastWords = []string{"到期", "签收", "开的票", "开了票", "发的货", "发了货", "发货的", "逾期", "上次", "之前说", "答应过", "已经", "说好的", "签的", "到的货", "was due", "fell due", "due on", "signed", "delivered", "dated", "promised", "sent on", "issued", "since", "were due", "did", "went out on",
	"rang on", "called on", "emailed on", "wrote on", "spoke on", "met on", "billed on", "billed you on", "invoiced on", "invoiced you on", "raised on", "posted on", "shipped on", "arrived on", "rang you on", "called you on",
	"you said", "you told", "he said", "she said", "they said", "was meant to", "were meant to", "was supposed to", "were supposed to", "was to land", "just gone", "gone by", "bounced on", "landed on", "came in on", "came back on", "went back on", "failed on", "returned on", "missed on", "received on", "got it on", "had it on", "sent it on", "sent you on", "arrived the", "agreed on", "expired", "discussed on", "on the phone on", "talked on", "told me on", "told us on", "promised on", "said on", "swore", "confirmed on", "terms said", "contract said", "invoice said", "you had it", "you paid", "we paid", "last paid", "退票", "开票日", "入库", "验收了", "交的货", "送的货", "拖到了"}

// past reports whether the words beside the span speak of what has been.
func (d *dater) past(at Span) bool {
	near := window(d.s, at.Start, 24) + "|" + d.s[at.End:runeEnd(d.s, min(len(d.s), at.End+15))]
	return slices.ContainsFunc(pastWords, func(w string) bool { return strings.Contains(near, w) })
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
