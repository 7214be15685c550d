package lang

import (
	"slices"
	"strings"
	"time"
)

// rangeWord reports whether the words between two days make them the ends of a range.
func rangeWord(gap string) bool { return gap == " to " || gap == " through " || gap == " thru " }

// consecutive puts two months named in one breath into one stretch of time: in May, the November and December invoices are
// both of last year.
func (d *dater) consecutive(a, b *Date) {
	switch now := d.today.Format(time.DateOnly); {
	case b.Earliest <= now:
		*a = yearsOn(*a, -1)
	default:
		*b = yearsOn(*b, 1)
	}
}

// yearsOn moves a whole month by years.
func yearsOn(x Date, years int) Date {
	first, err := time.Parse(time.DateOnly, x.Earliest)
	if err != nil {
		return x
	}
	first = first.AddDate(years, 0, 0)
	x.Earliest, x.Latest = first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)
	return x
}

// followOn puts a bare day into the month of the one it goes on from: you told me the 1st, then the 8th; between the 18th and
// the 20th.
func (d *dater) followOn(a, b *Date) {
	gap := d.s[a.End:max(a.End, b.Start)]
	if !a.bareDay || !b.bareDay || a.Earliest == "" || b.Earliest == "" || a.Earliest[8:] >= b.Earliest[8:] || !dayIn(a.Earliest[:7], b.Earliest) {
		return
	}
	between := hasSuffixOf(strings.TrimSuffix(window(d.s, a.Start, 16), " "), []string{"between", "between the"})
	then := slices.Contains([]string{", then the ", " then the ", " and then the ", ", and then the "}, gap)
	if between && strings.HasPrefix(gap, " and ") || then {
		b.Earliest = a.Earliest[:7] + b.Earliest[7:]
		b.Latest = b.Earliest
	}
}

// inWeek returns the weekday b in the week a that is named just before it: next week, Wednesday; 下周。周三.
func (d *dater) inWeek(a, b Date, gap string) (Date, bool) {
	switch strings.TrimSpace(gap) {
	case ".", "。", ";", "...", "…", ",":
	default:
		return a, false
	}
	if before := strings.TrimRight(d.s[:a.Start], " "); before != "" && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, "。") && !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "!") {
		return a, false // the week is of what is said before it
	}
	said := d.s[a.Start:a.End]
	if b.weekday == 0 || b.week != coming || a.Earliest == "" || dayOfWeek(a.Earliest) != 1 || a.Latest != shift(a.Earliest, 4) || !strings.Contains(said, "w") && !strings.Contains(said, "周") && !strings.Contains(said, "星期") && !strings.Contains(said, "礼拜") {
		return a, false
	}
	b.Start, b.Earliest, b.Ambiguous, b.week = a.Start, shift(a.Earliest, b.weekday-1), false, 0
	b.Latest = b.Earliest
	return b, true
}
