package lang

import (
	"strings"
	"time"
	"unicode/utf8"
)

// coming stands for the next such day, of whichever week.
const coming = 99

// weekday notes day 1..7 of the week that many weeks from now.
func (d *dater) weekday(at Span, day, weeks int) int {
	before := len(d.found)
	d.weekdayOf(at, day, weeks)
	if len(d.found) > before {
		x := &d.found[before]
		x.week = weeks
		if weeks == coming || d.found[before].Earliest != "" {
			x.weekday = day
		}
	}
	return at.End
}

func (d *dater) weekdayOf(at Span, day, weeks int) {
	now := (int(d.today.Weekday())+6)%7 + 1
	target := d.monday(0).AddDate(0, 0, day-1)
	switch {
	case weeks == coming && d.past(at):
		if day >= now {
			target = target.AddDate(0, 0, -7)
		}
	case weeks == coming && day == now && d.saysToday(at):
	case weeks == coming && day == now:
		d.add(at, target, target.AddDate(0, 0, 7), true)
		return
	case weeks == coming && day < now:
		target = target.AddDate(0, 0, 7)
	case weeks == 1 && now >= 6:
		d.add(at, target.AddDate(0, 0, 7), target.AddDate(0, 0, 14), true)
		return
	case weeks != coming:
		target = target.AddDate(0, 0, 7*weeks)
	}
	d.day(at, target)
}

// saysToday reports whether the words before a weekday say that it is today.
func (d *dater) saysToday(at Span) bool {
	return hasSuffixOf(strings.TrimSuffix(window(d.s, at.Start, 16), " "), []string{"今天", "今天是", "现在是", "today is", "today's", "it's now", "it's", "now"})
}

// monday returns the Monday of the week that many weeks from now.
func (d *dater) monday(weeks int) time.Time {
	return d.today.AddDate(0, 0, 7*weeks-(int(d.today.Weekday())+6)%7)
}

// week notes the working days of the week that many weeks from now; of this week, those that are left.
func (d *dater) week(at Span, weeks int) int {
	begin := d.monday(weeks)
	end := begin.AddDate(0, 0, 4)
	if weeks == 0 {
		begin = d.today
		end = latest(begin, end)
	}
	return d.add(at, begin, end, false)
}

// weekend notes Saturday and Sunday; what is due before them is due on Friday.
func (d *dater) weekend(at Span, weeks int) int {
	saturday := d.monday(weeks).AddDate(0, 0, 5)
	if hasPrefixOf(d.s[at.End:], []string{"前", "之前", "以前"}) || hasSuffixOf(strings.TrimSuffix(window(d.s, at.Start, 12), " "), []string{"before", "by"}) {
		return d.day(at, saturday.AddDate(0, 0, -1))
	}
	return d.add(at, latest(d.today, saturday), saturday.AddDate(0, 0, 1), false)
}

var zhWeekPrefixes = []struct {
	word  string
	weeks int
}{{"再下个", 2}, {"再下", 2}, {"下下个", 2}, {"下下", 2}, {"下个", 1}, {"下", 1}, {"这个", 0}, {"这", 0}, {"本", 0}, {"上上个", -2}, {"上上", -2}, {"上个", -1}, {"上", -1}, {"", coming}}

// zhWeek reads 下周三, 周五, 这周, 下个星期, 礼拜5, 周末, also as speech recognition misspells them (下州三).
func (d *dater) zhWeek(i int) int {
	switch r, _ := utf8.DecodeRuneInString(d.s[i:]); r {
	case '再', '下', '这', '本', '上', '星', '礼', '周':
	default:
		return 0
	}
	for _, p := range zhWeekPrefixes {
		if !strings.HasPrefix(d.s[i:], p.word) {
			continue
		}
		if p.word == "下" && d.shortVerb(i) {
			return 0
		}
		for _, w := range []string{"星期", "礼拜", "周", "州", "舟"} {
			if !strings.HasPrefix(d.s[i+len(p.word):], w) || p.weeks == coming && (w == "州" || w == "舟") {
				continue
			}
			return d.zhWeekDay(Span{i, i + len(p.word) + len(w)}, p.weeks, w)
		}
	}
	return 0
}

// zhWeekDay reads the day after a week word.
func (d *dater) zhWeekDay(at Span, weeks int, w string) int {
	r, size := utf8.DecodeRuneInString(d.s[at.End:])
	named, _ := chineseDigit(r)
	day := int(named)
	if r == '两' || r == '零' || r == '〇' {
		day = 0
	}
	if r >= '1' && r <= '6' && !numberGoesOn(d.s[at.End+1:]) {
		day = int(r - '0')
	}
	switch {
	case r == '日' || r == '天':
		day = 7
	case r == '末':
		if weeks == coming {
			weeks = 0
		}
		return d.weekend(Span{at.Start, at.End + size}, weeks)
	case day < 1 || day > 6:
		day = 0
	}
	if day > 0 {
		at.End += size
		return d.weekday(at, day, weeks)
	}
	if weeks == coming || w == "州" || w == "舟" {
		return 0
	}
	return d.week(at, weeks)
}

// numberGoesOn reports whether the digit before s is only the first of a figure, or counts something.
func numberGoesOn(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("0123456789.,/:万千百十kw个天号点月日块元成%", r) && r != utf8.RuneError
}

// namesWeekday reports whether s begins with a day of the week (礼拜五), and not with weeks that are counted before something
// else (两周五号).
func namesWeekday(s string) bool {
	for _, w := range []string{"星期", "礼拜", "周"} {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		day, size := utf8.DecodeRuneInString(rest)
		switch after := rest[min(size, len(rest)):]; day {
		case '一':
			return !numberGoesOn(after) && !hasPrefixOf(after, atOnce)
		case '二', '三', '四', '五', '六':
			return !numberGoesOn(after)
		case '日', '天':
			return true
		}
	}
	return false
}

var enWeekdays = map[string]int{"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5}

var enWeekPrefixes = []struct {
	words string
	weeks int
}{{"this coming ", coming}, {"coming ", coming}, {"next ", 1}, {"nxt ", 1}, {"this ", 0}, {"last ", -1}, {"a week ago ", -1}, {"a week on ", coming + 1}, {"a week ", coming + 1}, {"a week from ", coming + 1}, {"two weeks from ", coming + 2}, {"two weeks on ", coming + 2}, {"three weeks on ", coming + 3},
	{"a fortnight on ", coming + 2}, {"a week next ", coming + 1}, {"the ", coming}, {"", coming}}

// lasting before a count of weeks make it how long something has gone on.
var lasting = []string{"be", "been", "is", "it's", "that's", "was"}

// enWeekday reads Friday, next Wednesday, this Friday, Friday week, a week on Monday, the Friday after.
func (d *dater) enWeekday(i int) int {
	if d.s[i] >= 0x80 {
		return 0
	}
	for _, p := range enWeekPrefixes {
		if !strings.HasPrefix(d.s[i:], p.words) {
			continue
		}
		w := word(d.s, i+len(p.words))
		day := enWeekdays[w]
		if day == 0 {
			continue
		}
		at := Span{i, i + len(p.words) + len(w)}
		if strings.HasSuffix(p.words, " weeks on ") && hasSuffixOf(strings.TrimSuffix(window(d.s, i, 12), " "), lasting) {
			continue // it'll be two weeks on Monday: so long by then
		}
		if p.words == "the " && !strings.HasPrefix(d.s[at.End:], " after") {
			at.Start += len(p.words)
		}
		return d.enWeekdayAfter(at, day, p.weeks)
	}
	return 0
}

// enWeekdayAfter reads what follows a weekday and changes its week.
func (d *dater) enWeekdayAfter(at Span, day, weeks int) int {
	now := (int(d.today.Weekday())+6)%7 + 1
	rest := d.s[at.End:]
	if strings.HasPrefix(rest, " before last") && weeks != 1 {
		last := d.next(day).AddDate(0, 0, -7)
		if !last.Before(d.today) {
			last = last.AddDate(0, 0, -7)
		}
		return d.day(Span{at.Start, at.End + len(" before last")}, last.AddDate(0, 0, -7))
	}
	if later := map[string]int{"week": 1, "fortnight": 2}[word(rest, 1)]; weeks == 0 && later > 0 { // this Wednesday week
		return d.day(Span{at.Start, at.End + len(" "+word(rest, 1))}, d.monday(later).AddDate(0, 0, day-1))
	}
	for _, p := range []struct {
		words       string
		weeks, more int
	}{{" of next week", 1, 0}, {" next week", 1, 0}, {" this week", 0, 0}, {" week", coming, 1}, {" fortnight", coming, 2}, {" after next", coming, 1}, {" after that", coming, 1}, {" after", coming, 1}} {
		if weeks != coming || !hasPrefixOf(rest, []string{p.words}) || strings.HasPrefix(p.words, " after") && p.words != " after next" && d.s[at.Start:at.Start+3] != "the" {
			continue
		}
		at.End += len(p.words)
		if p.weeks != coming {
			return d.weekday(at, day, p.weeks)
		}
		d.day(at, d.next(day).AddDate(0, 0, 7*p.more))
		d.found[len(d.found)-1].weekday, d.found[len(d.found)-1].week = day, p.more
		return at.End
	}
	switch {
	case weeks > coming:
		return d.day(at, d.next(day).AddDate(0, 0, 7*(weeks-coming)))
	case weeks == 1 && now < 6 && day > now+1:
		this := d.monday(0).AddDate(0, 0, day-1)
		d.add(at, this, this.AddDate(0, 0, 7), true)
		d.found[len(d.found)-1].weekday, d.found[len(d.found)-1].week = day, 1
		return at.End
	}
	return d.weekday(at, day, weeks)
}

// next returns the first day 1..7 of the week after today.
func (d *dater) next(day int) time.Time {
	target := d.monday(0).AddDate(0, 0, day-1)
	if !target.After(d.today) {
		return target.AddDate(0, 0, 7)
	}
	return target
}
