package lang

import (
	"strings"
	"sync"
	"time"
)

// phraseKind is what a fixed phrase of time says.
type phraseKind int

const (
	vagueTime    phraseKind = iota
	fromToday               // days from today
	wholeWeek               // weeks from this one
	weekEnd                 // the Friday of the week so many from now
	midWeek                 // the Wednesday of the week so many from now
	weekendOf               // Saturday and Sunday
	quarterEnd              // quarters from this one
	quarterOf               // the whole quarter, so many from now
	quarterNo               // the quarter 1..4 that is nearest
	quarterNoEnd            // its last day
	halfYear                // 1 or 2
	yearEnd
	lastDay    // of this month
	withinDays // from today on
	closing    // the end of the working day
	holiday    // month*100 + day
	easter     // days from Easter Sunday
	weekAfter  // the week after the day named before, else next week
	oneAfter   // the same weekday a week after the one named just before
	monthOn    // the same day so many months from now
	notTime    // words that hold a word of time and name none
)

type phrase struct {
	kind phraseKind
	n    int
}

// phrases are the fixed words of time.
var phrases = sync.OnceValue(func() *lexicon[phrase] {
	l := lexicon[phrase]{}
	put := func(kind phraseKind, n int, words ...string) { l.add(phrase{kind, n}, words...) }
	put(fromToday, 4, "大大后天")
	put(fromToday, 3, "大后天")
	put(fromToday, 2, "后天", "后日", "后儿", "the day after tomorrow", "day after tomorrow")
	put(fromToday, 1, "明天", "明日", "明儿个", "明儿", "明早", "明晚", "明晨", "tomorrow", "tmrw", "tmw", "tomoz", "2moro", "2morrow", "tmr", "tmro", "tomo", "tomoro", "tmrow")
	put(fromToday, 0, "今天", "今日", "今晚", "今儿个", "今儿", "今早", "当日", "即日", "today", "tonight", "this afternoon", "this morning", "this evening")
	put(fromToday, -1, "昨天", "昨日", "昨儿", "昨晚", "yesterday", "last night")
	put(fromToday, -2, "前天", "the day before yesterday", "day before yesterday")
	put(fromToday, -3, "大前天")
	put(fromToday, 7, "a week today", "today week", "this time next week", "a week from today", "a week from now")
	put(fromToday, 8, "a week tomorrow", "tomorrow week", "a week from tomorrow")
	put(fromToday, 14, "a fortnight today", "two weeks today", "a fortnight from today", "a fortnight from now", "two weeks from today", "two weeks from now")
	put(fromToday, 15, "a fortnight tomorrow", "a fortnight from tomorrow", "two weeks tomorrow")
	put(fromToday, 21, "three weeks today", "three weeks from today")
	put(wholeWeek, 0, "this week", "this wk")
	put(wholeWeek, 1, "next week", "next wk", "nxt week", "nxt wk")
	put(wholeWeek, 2, "the week after next", "week after next")
	put(wholeWeek, -1, "last week")
	put(weekAfter, 0, "the week after", "the following week")
	put(oneAfter, 0, "the one after")
	put(monthOn, 1, "this time next month", "a month today", "a month from today")
	put(weekEnd, 0, "the end of the week", "end of the week", "end of this week", "the end of this week", "end of week", "week-end close", "end of the wk", "end of wk", "eow")
	put(weekEnd, 1, "the end of next week", "end of next week")
	put(weekendOf, 0, "the weekend", "this weekend", "weekend")
	put(weekendOf, 1, "next weekend")
	put(lastDay, 0, "the last day of the month", "last day of the month", "month-end", "month end", "monthend", "end of month", "eom", "the end of month")
	put(quarterEnd, 0, "本季度末", "本季度底", "这个季度末", "季度末", "季末", "季度底", "the end of the quarter", "end of the quarter", "end of quarter", "quarter-end", "quarter end", "eoq")
	put(quarterEnd, 1, "下季度末", "下个季度末", "the end of next quarter", "end of next quarter")
	put(quarterOf, 0, "本季度", "这个季度", "this quarter")
	put(quarterOf, 1, "下季度", "下个季度", "next quarter")
	for k, zh := range []string{"一", "二", "三", "四"} {
		q := string(rune('1' + k))
		put(quarterNo, k+1, zh+"季度", "第"+zh+"季度", q+"季度", "q"+q)
		put(quarterNoEnd, k+1, zh+"季度末", zh+"季度底", "end of q"+q, "the end of q"+q, "q"+q+" end")
	}
	put(halfYear, 1, "上半年", "first half of the year", "the first half of the year", "h1")
	put(halfYear, 2, "下半年", "second half of the year", "the second half of the year", "h2")
	put(yearEnd, -1, "去年年底", "去年底", "the end of last year", "end of last year")
	put(yearEnd, 1, "明年年底", "明年底", "the end of next year", "end of next year")
	put(fromToday, 0, "within the hour", "later today", "the end of today", "end of today")
	put(lastDay, 1, "within the month")
	put(withinDays, 7, "within the week")
	put(withinDays, 14, "within the fortnight")
	put(yearEnd, 0, "年底", "年末", "今年底", "今年年底", "the end of the year", "end of the year", "year-end", "year end", "end of year")
	put(midWeek, 0, "the middle of the week", "middle of the week", "midweek", "the middle of this week")
	put(midWeek, 1, "the middle of next week", "middle of next week", "midweek next week", "mid-next week", "mid next week", "mid-week next week")
	put(closing, 0, "下班前", "下班之前", "下班以前", "收工前", "close of business", "close of play", "end of play", "end of business", "the end of the day", "end of the day", "end of day", "cob", "eod")
	put(holiday, 101, "元旦", "new year's day", "new year's")
	put(holiday, 501, "五一", "劳动节", "may day")
	put(holiday, 1001, "国庆节", "国庆")
	put(holiday, 1225, "christmas", "xmas", "christmas day")
	put(holiday, 1224, "christmas eve")
	put(holiday, 1231, "new year's eve")
	put(holiday, 1226, "boxing day")
	put(holiday, 317, "st patrick's day", "st patricks day", "paddy's day")
	put(holiday, 214, "valentine's day")
	put(holiday, 1031, "halloween")
	put(easter, 0, "easter", "easter sunday")
	put(easter, -2, "good friday")
	put(easter, 1, "easter monday")
	put(vagueTime, 0, "尽快", "尽早", "过几天", "过两天", "过些天", "过些日子", "过段时间", "过阵子", "过一阵", "过一段时间", "回头", "改天", "改日", "早晚", "迟早", "等等再说", "再等等", "再说吧", "马上就",
		"过完年", "过了年", "年前", "年后", "节前", "节后", "春节前", "春节后", "春节", "中秋", "端午", "有钱就", "有空就", "这几天", "这两天", "这阵子", "前几天", "前两天", "个把月", "个把星期", "个把礼拜", "十天半个月", "三两天", "一时半会", "早些时候", "近期", "最近安排", "晚点再", "晚几天", "到时候再说", "到时再说", "下次", "不久", "过会儿",
		"soon", "soonish", "asap", "as soon as possible", "as soon as we can", "as soon as i can", "shortly", "in due course", "at some point", "sometime", "some time soon", "some time", "one of these days", "one day",
		"in a bit", "in a while", "in the next few days", "the next few days", "in a few days", "a few days", "a few weeks", "a couple of days", "a couple of weeks", "couple of weeks", "couple of days", "in the coming weeks", "in the coming days",
		"in the new year", "after the bank holiday", "before the bank holiday", "after the holidays", "after the holiday", "the back end of the month", "the tail end of the month", "tail end of the month", "the tail end of the year", "tail end of the year", "the tail end of last year", "tail end of last year", "the tail end of the week", "tail end of the week", "before the long weekend", "after the long weekend",
		"when we can", "whenever", "before long", "eventually", "any day now", "later on", "down the line", "the other day", "in the near future")
	put(notTime, 0, "当天", "明天会更好", "soon as it", "soon as the", "soon as he", "soon as she", "soon as they", "soon as that", "as soon as it", "as soon as the", "as soon as he", "as soon as she", "as soon as they", "as soon as that",
		"as soon as you", "as soon as my", "at the end of the day", "at the end of the day,", "every day", "每天", "前后", "第一季度营收", "end-of-day report")
	return l.sorted()
})

// longAgo is how long after a holiday its name means the next one, and longAhead how far ahead it still means the last one.
const longAgo, longAhead = 60 * 24 * time.Hour, 300 * 24 * time.Hour

// phrase reads the fixed phrase at byte i.
func (d *dater) phrase(i int) int {
	p, size, ok := phrases().at(d.s, i)
	if !ok {
		return 0
	}
	at := Span{i, i + size}
	quarter := time.Date(d.today.Year(), (d.today.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
	if p.kind == quarterNo || p.kind == quarterNoEnd {
		quarter = d.near(p.n*3-2, 1)
		p.n = 0
	}
	switch p.kind {
	case vagueTime:
		return d.vague(at)
	case fromToday:
		return d.day(at, d.today.AddDate(0, 0, p.n))
	case withinDays:
		return d.add(at, d.today, d.today.AddDate(0, 0, p.n), false)
	case wholeWeek:
		return d.week(at, p.n)
	case weekEnd:
		return d.day(at, latest(d.today, d.monday(p.n).AddDate(0, 0, 4)))
	case midWeek:
		return d.day(at, latest(d.today, d.monday(p.n).AddDate(0, 0, 2)))
	case weekendOf:
		return d.weekend(at, p.n)
	case lastDay:
		if p.n == 1 {
			return d.add(at, d.today, d.firstOf(1).AddDate(0, 0, -1), false)
		}
		return d.end(at, d.firstOf(1).AddDate(0, 0, -1))
	case quarterEnd, quarterNoEnd:
		return d.end(at, quarter.AddDate(0, 3*p.n+3, -1))
	case quarterOf, quarterNo:
		begin := quarter.AddDate(0, 3*p.n, 0)
		return d.add(at, begin, begin.AddDate(0, 3, -1), false)
	case halfYear:
		begin := time.Date(d.today.Year(), time.Month(6*p.n-5), 1, 0, 0, 0, 0, time.UTC)
		return d.add(at, begin, begin.AddDate(0, 6, -1), false)
	case yearEnd:
		return d.end(at, time.Date(d.today.Year()+p.n, 12, 31, 0, 0, 0, 0, time.UTC))
	case weekAfter:
		return d.afterLast(at)
	case oneAfter:
		return d.oneAfter(at)
	case monthOn:
		return d.day(at, d.today.AddDate(0, p.n, 0))
	case closing:
		d.day(at, d.today)
		d.found[len(d.found)-1].closing = true
	case holiday:
		if strings.HasPrefix(d.s[at.End:], "路") {
			return at.End
		}
		if hasPrefixOf(d.s[at.End:], []string{"以后", "之后", "过后", "后再", "后面"}) {
			return d.vague(at)
		}
		return d.holiday(at, func(year int) time.Time { return time.Date(year, time.Month(p.n/100), p.n%100, 0, 0, 0, 0, time.UTC) })
	case easter:
		return d.holiday(at, func(year int) time.Time { return easterSunday(year).AddDate(0, 0, p.n) })
	}
	return at.End
}

// holiday notes a day that comes every year: the last one where the words beside it speak of the past or it is not long
// over, else the next one.
func (d *dater) holiday(at Span, in func(year int) time.Time) int {
	day, past := in(d.today.Year()), d.past(at)
	switch over := d.today.Sub(day); {
	case past && over < 0, over < -longAhead:
		day = in(d.today.Year() - 1)
	case !past && over > longAgo:
		day = in(d.today.Year() + 1)
	}
	return d.day(at, day)
}

// easterSunday is the day of Easter in the Gregorian calendar (Meeus, Jones and Butcher).
func easterSunday(year int) time.Time {
	golden, century, rest := year%19, year/100, year%100
	correction := (century - (century+8)/25 + 1) / 3
	moon := (19*golden + century - century/4 - correction + 15) % 30
	weekday := (32 + 2*(century%4) + 2*(rest/4) - moon - rest%4) % 7
	late := (golden + 11*moon + 22*weekday) / 451
	day := moon + weekday - 7*late + 114
	return time.Date(year, time.Month(day/31), day%31+1, 0, 0, 0, 0, time.UTC)
}

// oneAfter notes the day a week after the weekday named just before: not this Friday, the one after.
func (d *dater) oneAfter(at Span) int {
	const near = 12
	if len(d.found) == 0 {
		return at.End
	}
	x := d.found[len(d.found)-1]
	day, err := time.Parse(time.DateOnly, x.Latest)
	if x.weekday == 0 || at.Start-x.End > near || err != nil {
		return at.End
	}
	d.day(at, day.AddDate(0, 0, 7))
	d.found[len(d.found)-1].weekday, d.found[len(d.found)-1].week = x.weekday, 1
	return at.End
}

// afterLast notes the working days of the week after the last day named, of next week where none is.
func (d *dater) afterLast(at Span) int {
	from := d.today
	for _, x := range d.found {
		if day, err := time.Parse(time.DateOnly, x.Earliest); err == nil && day.After(from) {
			from = day
		}
	}
	monday := from.AddDate(0, 0, 7-(int(from.Weekday())+6)%7)
	return d.add(at, monday, monday.AddDate(0, 0, 4), false)
}
