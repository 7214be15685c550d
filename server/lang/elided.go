package lang

import (
	"slices"
	"strings"
)

// elided makes bare figures money that leave out the scale of the sum beside them: five grand now, five on Friday; 4 of the
// 19 thousand; sixty percent Monday, forty by month end.
func (m *moneyReader) elided(dates []Date) {
	m.scales = map[int]int64{}
	for _, f := range m.bare {
		if f.value >= 1000*micro || f.tenths > 1 || overlaps(m.found, Span{f.start, f.end}) || slices.ContainsFunc(dates, func(d Date) bool { return f.start < d.End && d.Start < f.end }) {
			continue
		}
		by := m.scaleOfWhole(f)
		if by == 0 && m.begins(f.start) && timed(m.s[f.end:], f.end, dates) {
			by = m.scaleBefore(f.start)
		}
		switch {
		case by > 0:
			m.add(Money{Span: Span{f.start, f.end}, Minor: f.value / (micro / 100) * by, Currency: m.file.Currency})
			m.scales[f.start] = by
		case by == percents && f.value <= 100*micro:
			m.add(Money{Span: Span{f.start, f.end}, Permille: int(f.value / (micro / 10))})
			m.scales[f.start] = by
		}
	}
}

// percents is the scale of a share.
const percents = -1

// scaleOfWhole returns the scale of the sum that f is a part of: 4 of the 19 thousand.
func (m *moneyReader) scaleOfWhole(f figure) int64 {
	for _, x := range m.found {
		if gap := x.Start - f.end; gap < len(" of ") || gap > len(" of the ") {
			continue
		}
		switch m.s[f.end:x.Start] {
		case " of the ", " of that ", " of ", " out of ":
			return max(m.scaleOf(x), 0)
		}
	}
	return 0
}

// elidedReach is how many bytes after a sum its scale may still be meant.
const elidedReach = 48

// scaleBefore returns the scale said with the last sum before byte i, 0 when there is none near.
func (m *moneyReader) scaleBefore(i int) int64 {
	by, end := int64(0), -1
	for _, x := range m.found {
		if x.End > i || x.End <= end || i-x.End > elidedReach || x.Vague {
			continue
		}
		by, end = m.scaleOf(x), x.End
	}
	return by
}

// scaleOf returns the scale said with a sum, or taken over from the one before it.
func (m *moneyReader) scaleOf(x Money) int64 {
	if by, ok := m.scales[x.Start]; ok {
		return by
	}
	said := m.s[x.Start:x.End]
	if x.Permille > 0 {
		if strings.HasSuffix(said, "cent") || strings.HasSuffix(said, "%") {
			return percents
		}
		return 0
	}
	by := int64(0)
	for _, s := range latinScales {
		digit := len(said) > len(s.word) && digitAt(said, len(said)-len(s.word)-1)
		if strings.HasSuffix(said, s.word) && (digit || len(s.word) > 1 && !letterAt(said, len(said)-len(s.word)-1)) {
			by = s.by
		}
	}
	return by
}

// begins reports whether a new part of a list begins at byte i.
func (m *moneyReader) begins(i int) bool {
	before := window(m.s, i, 24)
	for _, w := range []string{"then ", "another ", "the other ", "the next ", "the last ", "the final ", "and "} {
		before = strings.TrimSuffix(before, w)
	}
	trimmed := strings.TrimRight(before, " ")
	return hasSuffixOf(trimmed, []string{"and", "then"}) || before != window(m.s, i, 24) || strings.HasSuffix(trimmed, ",") || strings.HasSuffix(trimmed, ";")
}

// timed reports whether a time of payment follows a figure that ends at byte end.
func timed(rest string, end int, dates []Date) bool {
	if hasPrefixOf(rest, []string{" now", " later", " next", " today", " tonight", " tomorrow", " then", " the week after", " the month after", " the day after", " the monday after", " the friday after", " till", " until"}) {
		return true
	}
	return slices.ContainsFunc(dates, func(d Date) bool {
		if d.Start < end || d.Start-end > len(" at the end of ") {
			return false
		}
		switch strings.Trim(rest[:d.Start-end], " ") {
		case "", "on", "by", "in", "at", "this", "on the", "by the", "at the", "before", "in the", "for":
			return true
		}
		return false
	})
}
