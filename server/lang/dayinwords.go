package lang

import "strings"

// dayInWords reads a day of the month said as a plain number that begins at byte i, where nothing follows that it could count:
// june two, july twenty two. The march one is
// no day.
func dayInWords(s string, i int) (day, end int, ok bool) {
	p := spelled{s: s, i: i}
	n, ok := p.small()
	if !ok || n < 2 || n > 31 || strings.HasPrefix(s[p.end:], " of") || letterAt(s, p.end) || !endsThere(s[p.end:]) {
		return 0, 0, false
	}
	return int(n), p.end, true
}

// enCardinalDay reads a day said as a plain number before its month: fifteen june, nineteen may.
func (d *dater) enCardinalDay(i int) int {
	if d.s[i] < 'a' || d.s[i] > 'z' {
		return 0
	}
	p := spelled{s: d.s, i: i}
	n, ok := p.small()
	if !ok || n < 1 || n > 31 || !strings.HasPrefix(d.s[p.end:], " ") {
		return 0
	}
	name := word(d.s, p.end+1)
	month, ok := enMonths[name]
	end := p.end + 1 + len(name)
	rest := d.s[end:]
	if !ok || !endsThere(rest) || (name == "may" || name == "march") && !endsSentence(rest) && rest[0] != ',' && !hasPrefixOf(rest, []string{" at", " then", " please", " or", " and", " latest"}) {
		return 0
	}
	return d.monthDay(Span{i, end}, 0, month, int(n))
}

// ofMonthNumber reads a day whose month is said by its number: the third of the sixth. n is the ordinal at [i,end).
func (d *dater) ofMonthNumber(i, end, n int) int {
	rest, ok := strings.CutPrefix(d.s[end:], " of the ")
	if !ok || hasSuffixOf(strings.TrimSuffix(window(d.s, i, 8), " "), []string{"a", "one", "two", "three"}) {
		return 0
	}
	month, stop, ok := scanOrdinal(rest, 0)
	if !ok || month > 12 || !endsThere(rest[stop:]) {
		return 0
	}
	return d.monthDay(Span{i, len(d.s) - len(rest) + stop}, 0, month, n)
}

// halfHour reads "half" before an hour said in words: half ten is half past ten.
func (d *dater) halfHour(at *Span, minute *int) bool {
	const half = "half "
	rest := d.s[at.End:]
	if !strings.HasSuffix(d.s[:at.Start], half) || letterAt(d.s, at.Start-len(half)-1) || hasSuffixOf(d.s[:at.Start], []string{"and a half ", "a half ", "first half ", "second half "}) {
		return false
	}
	if !endsThere(rest) && !hasPrefixOf(rest, []string{" on", " tomorrow", " today", " sharp", " monday", " tuesday", " wednesday", " thursday", " friday"}) {
		return false
	}
	at.Start -= len(half)
	*minute = 30
	return true
}

// someDays returns the length of words after N月 that name no day of it: 二十几号, 头几天. n is the figure they begin with, if
// there is one.
func someDays(s string, i int, n number, figure bool) int {
	if figure && n.vague && daySign(s[n.end:]) > 0 {
		return n.end + daySign(s[n.end:]) - i
	}
	for _, w := range []string{"头几天", "头两天", "前几天", "那几天", "中下旬", "中上旬"} {
		if strings.HasPrefix(s[i:], w) {
			return len(w)
		}
	}
	return 0
}

// titles follow the name of a person.
var titles = []string{"经理", "总", "会计", "主任", "主管", "先生", "女士", "小姐", "姐", "哥", "老板", "总监", "厂长", "科长", "部长", "出纳", "店长", "师傅", "老师", "工"}

// shortVerb reports whether 下 at byte i belongs to the verb before it and not to the week after it: 找一下周经理, 问下周会计.
func (d *dater) shortVerb(i int) bool {
	before := d.s[:i]
	if verb, ok := strings.CutSuffix(before, "一"); ok {
		return verb != "" && !hasSuffixOf(verb, []string{"周", "期", "拜", "之", "第", "十", "百", "其"})
	}
	name, ok := strings.CutPrefix(d.s[i:], "下周")
	return ok && hasPrefixOf(name, titles) && hasSuffixOf(before, []string{"找", "问", "叫", "请", "转", "接", "喊", "催", "找找"})
}
