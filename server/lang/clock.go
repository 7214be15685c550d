package lang

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// clocks reads hours and gives each to the date it stands beside, else to today as a guess.
func (d *dater) clocks() {
	k := 0
	for _, c := range d.findClocks() {
		for k < len(d.found) && d.found[k].End <= c.Start && (k+1 == len(d.found) || d.found[k+1].Start <= c.Start) {
			k++
		}
		best, gap := -1, 14
		for j := max(0, k-1); j <= min(k, len(d.found)-1); j++ {
			x := d.found[j]
			g := max(c.Start-x.End, x.Start-c.End)
			if !x.Vague && x.Clock == "" && g < gap && !strings.ContainsAny(between(d.s, x.Span, c.Span), "?!。") {
				best, gap = j, g
			}
		}
		if best >= 0 {
			x := &d.found[best]
			x.Clock = c.Clock
			x.Start, x.End = min(x.Start, c.Start), max(x.End, c.End)
			continue
		}
		c.Ambiguous = true
		if d.today.IsZero() {
			c.Vague, c.Ambiguous = true, false
		} else {
			c.Earliest = d.today.Format("2006-01-02")
			c.Latest = c.Earliest
		}
		d.found = append(d.found, c)
		sortBySpan(d.found, func(x Date) Span { return x.Span })
	}
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
	word     string
	pm, keep bool // the hours are after noon; the word is part of the day before it, not of the hour
}{{"上午", false, false}, {"早上", false, false}, {"早晨", false, false}, {"明早", false, true}, {"今早", false, true}, {"早", false, true}, {"下午", true, false}, {"晚上", true, false},
	{"今晚", true, true}, {"明晚", true, true}, {"傍晚", true, false}, {"中午", true, false}, {"晚", true, true}}

// maxClocks is how many hours of a text are read: more are no appointments.
const maxClocks = 16

// findClocks reads hours of the day: 下午三点半, 15:00, 3pm, 10 a.m., ten o'clock, half past two, Mon 9.30, noon.
func (d *dater) findClocks() []Date {
	var clocks []Date
	note := func(at Span, hour, minute int) {
		if hour < 24 && minute < 60 && len(clocks) < maxClocks {
			text := []byte{byte('0' + hour/10), byte('0' + hour%10), ':', byte('0' + minute/10), byte('0' + minute%10)}
			clocks = append(clocks, Date{Span: at, Clock: string(text)})
		}
	}
	for _, f := range d.t.figures {
		if at, hour, minute, ok := d.clock(f.start, f.number); ok {
			note(at, hour, minute)
		}
	}
	noons().each(d.s, func(at Span, minute int) { note(at, 12, minute) })
	sortBySpan(clocks, func(x Date) Span { return x.Span })
	return clocks
}

// noons are words for noon.
var noons = sync.OnceValue(func() *lexicon[int] {
	l := lexicon[int]{}
	l.add(0, "noon", "midday", "中午前", "中午之前", "中午以前", "正午")
	return l.sorted()
})

// clock reads the hour that the figure at start names.
func (d *dater) clock(start int, n number) (at Span, hour, minute int, ok bool) {
	at = Span{start, n.end}
	rest := d.s[n.end:]
	if n.tenths == 2 && n.digits && n.value < 24*micro {
		hour, minute = int(n.value/micro), int(n.value%micro/(micro/100))
		near := hasSuffixOf(strings.TrimSuffix(window(d.s, start, 12), " "), []string{"at", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "day", "monday", "tuesday", "wednesday", "thursday", "friday"})
		size, pm := meridiemAt(rest)
		at.End += size
		if pm && hour < 12 {
			hour += 12
		}
		return at, hour, minute, near || size > 0
	}
	if end, h, m, spoken := d.spokenTime(start, n); spoken {
		size, pm := meridiemAt(d.s[end:])
		if pm && h < 12 || size == 0 && h <= 6 {
			h += 12
		}
		return Span{start, end + size}, h, m, true
	}
	hour, whole := n.whole()
	if !whole || hour > 23 || n.scaled || n.spread > 0 {
		return at, 0, 0, false
	}
	told := false // before noon or after is said
	switch {
	case strings.HasPrefix(rest, "点"):
		if at.End, minute, ok = d.zhHour(start, n, hour); !ok {
			return at, 0, 0, false
		}
	case strings.HasPrefix(rest, "时") && hour > 5 && !hasPrefixOf(rest[len("时"):], []string{"间", "候", "常", "刻", "代", "期", "机", "段"}):
		at.End += len("时")
		told = true
	case hour >= 1 && hour <= 12 && d.atHour(start, rest):
	case hour >= 1 && hour <= 12 && hasPrefixOf(rest, []string{" sharp", " on the dot"}):
		at.End += len(" sharp")
		if strings.HasPrefix(rest, " on") {
			at.End += len(" on the dot") - len(" sharp")
		}
	case strings.HasPrefix(rest, ":") && digitAt(rest, 1) && digitAt(rest, 2) && n.digits:
		minute = int(rest[1]-'0')*10 + int(rest[2]-'0')
		at.End += 3
		told = true
	case strings.HasPrefix(strings.TrimPrefix(rest, " "), "o'clock"):
		at.End = len(d.s) - len(strings.TrimPrefix(rest, " ")) + len("o'clock")
	case strings.HasPrefix(rest, " o clock"):
		at.End += len(" o clock")
	case hour <= 12 && !counts(rest) && d.pastHour(&at, &hour, &minute):
	case hour >= 1 && hour <= 12 && !n.digits && d.halfHour(&at, &minute):
	case !meridiem(rest):
		return at, 0, 0, false
	}
	if size, pm := meridiemAt(d.s[at.End:]); size > 0 {
		at.End += size
		told = true
		if pm && hour < 12 {
			hour += 12
		}
	}
	for _, p := range dayParts {
		if strings.HasSuffix(d.s[:start], p.word) {
			told = true
			if !p.keep {
				at.Start -= len(p.word)
			}
			if p.pm && hour < 12 {
				hour += 12
			}
			break
		}
	}
	if !told && hour >= 1 && hour <= 6 {
		hour += 12 // nobody is called at four in the morning
	}
	return at, hour, minute, true
}

// zhHour reads what follows 点: 三点半, 三点二十分. Small numbers of points and 早一点 are no hours.
func (d *dater) zhHour(start int, n number, hour int) (end, minute int, ok bool) {
	end = n.end + len("点")
	before, after := d.s[:start], d.s[end:]
	part := false
	for _, p := range dayParts {
		part = part || strings.HasSuffix(before, p.word) && (p.word != "早" && p.word != "晚" || hour > 1)
	}
	if strings.HasPrefix(after, "几") || strings.HasSuffix(before, "有") {
		return 0, 0, false
	}
	switch {
	case strings.HasPrefix(after, "半"):
		return end + len("半"), 30, true
	case strings.HasPrefix(after, "钟"):
		return end + len("钟"), 0, true
	case strings.HasPrefix(after, "整"):
		return end + len("整"), 0, true
	case strings.HasPrefix(after, "一刻"):
		return end + len("一刻"), 15, true
	case strings.HasPrefix(after, "三刻"):
		return end + len("三刻"), 45, true
	}
	if m, found := scanNumber(d.s, end); found && strings.HasPrefix(d.s[m.end:], "分") {
		v, _ := m.whole()
		return m.end + len("分"), v, true
	}
	if hour <= 3 && !part && !strings.HasPrefix(after, "前") && !strings.HasPrefix(after, "之前") && !strings.HasPrefix(after, "以前") {
		return 0, 0, false
	}
	r, _ := utf8.DecodeRuneInString(after)
	return end, 0, part || r != '意' && r != '儿' && r != '钱' && r != '货' && r != '建'
}

// atHour reports whether the figure at start is an hour by the words before it: Friday at 4, tomorrow at ten.
func (d *dater) atHour(start int, rest string) bool {
	words := " " + window(d.s, start, 20)
	before, ok := strings.CutSuffix(words, " at ")
	beside := hasSuffixOf(strings.TrimSuffix(words, " "), []string{"after", "before", "by", "around", "till", "until"}) // by five tomorrow
	if !ok && !beside || counts(rest) || rest != "" && (letterAt(rest, 0) || rest[0] == '.' && digitAt(rest, 1)) {
		return false
	}
	if hasPrefixOf(rest, []string{" tomorrow", " today", " sharp", " on monday", " on tuesday", " on wednesday", " on thursday", " on friday", " tomorrow morning", " this afternoon", " this evening"}) {
		return true
	}
	if !ok {
		return false
	}
	w := before[strings.LastIndexAny(before, " ,.?!(")+1:]
	return enWeekdays[w] > 0 || w == "tomorrow" || w == "today" || len(w) > 2 && digitAt(w, 0) && ordinalAt(w, len(w)-2)
}

// pastHour reads "half past" or "quarter to" before an hour.
func (d *dater) pastHour(at *Span, hour, minute *int) bool {
	for _, p := range []struct {
		words  string
		minute int
	}{{"half past ", 30}, {"quarter past ", 15}, {"ten past ", 10}, {"twenty past ", 20}, {"quarter to ", 45}, {"ten to ", 50}, {"twenty to ", 40}, {"five to ", 55}} {
		if strings.HasSuffix(d.s[:at.Start], p.words) {
			at.Start -= len(p.words)
			*minute = p.minute
			if p.words[len(p.words)-3:] == "to " {
				*hour = (*hour + 11) % 12
			}
			return true
		}
	}
	return false
}

// spokenTime reads an hour with its minutes in words where an hour is meant: tomorrow at nine thirty, ten fifteen a.m.
func (d *dater) spokenTime(start int, n number) (end, hour, minute int, ok bool) {
	v, whole := n.whole()
	if !whole || n.digits || n.loud {
		return 0, 0, 0, false
	}
	hour, minute, end = v/100, v%100, n.end
	if v >= 10 && v <= 12 {
		m, _, more := figureAt(d.s+" ", min(n.end+1, len(d.s)))
		of, _ := m.whole()
		if !more || m.digits || of < 5 || !strings.HasPrefix(d.s[n.end:], " ") {
			return 0, 0, 0, false
		}
		hour, minute, end = v, of, m.end
	}
	if hour < 1 || hour > 12 || minute < 5 || minute > 59 || minute%5 != 0 || counts(d.s[end:]) {
		return 0, 0, 0, false
	}
	near, at := strings.CutSuffix(window(d.s, start, 24), " at ")
	w := near[strings.LastIndexAny(near, " ,.?!(")+1:]
	beside := at && (enWeekdays[w] > 0 || w == "tomorrow" || w == "today") || hasPrefixOf(d.s[end:], []string{" tomorrow", " on monday", " on tuesday", " on wednesday", " on thursday", " on friday"}) && strings.HasSuffix(d.s[:start], " at ")
	return end, hour, minute, beside || meridiem(d.s[end:])
}

func meridiem(s string) bool {
	size, _ := meridiemAt(s)
	return size > 0
}

// meridiemAt reads am or pm at the start of s.
func meridiemAt(s string) (size int, pm bool) {
	t := strings.TrimPrefix(s, " ")
	for _, w := range []string{"a.m", "p.m", "am", "pm", "a m", "p m"} {
		if strings.HasPrefix(t, w) && !letterAt(t, len(w)) && (len(t) < len(s) || w[1] != ' ') {
			return len(s) - len(t) + len(w), w[0] == 'p'
		}
	}
	return 0, false
}
