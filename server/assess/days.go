package assess

import (
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// In a call about no case of ours nobody knows what day it is: "the fourth", "Friday" and "the fourth of December" may be one
// day, and the dates they are heard as cannot tell.

// naming is how words name a day.
type naming int

const (
	byCalendar naming = iota // the day of a month that is named
	byNumber                 // the day of a month
	byWeek                   // the day of a week, or one counted from today
)

var (
	monthNames = regexp.MustCompile(`[\d一二三四五六七八九十正腊]月|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[/.-]\d`)
	dayNumbers = regexp.MustCompile(`[\d一二三四五六七八九十廿]+[号日]|\b\d{1,2}(st|nd|rd|th)\b|\bthe \d{1,2}\b|` +
		`\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)\b`)
)

func namingOf(words string) naming {
	switch words = fold(words); {
	case monthNames.MatchString(words):
		return byCalendar
	case dayNumbers.MatchString(words):
		return byNumber
	}
	return byWeek
}

// namesDay reports whether a slot of a turn at a position names a day that was spoken of until then.
func (c *Call) namesDay(at int, d coach.DateSlot, day coach.Date) bool {
	if d.Earliest != d.Latest || d.Latest == "" {
		return false
	}
	if d.Latest == day {
		return true
	}
	said, ok := c.wording(at, day)
	return ok && mayBeOne(namingOf(d.Quote), d.Latest, namingOf(said), day)
}

// wording returns the words that last named a day by the turn at a position or the answer to it, where only words are known.
func (c *Call) wording(at int, day coach.Date) (string, bool) {
	if c.logged || c.scenario != nil {
		return "", false
	}
	for _, t := range slices.Backward(c.turns[:min(at+2, len(c.turns))]) {
		for _, d := range t.heard.Slots.Dates {
			if d.Earliest == day && d.Latest == day {
				return d.Quote, true
			}
		}
	}
	return "", false
}

// daySaid is how the day of a promise was named at last, where only words are known; empty elsewhere.
func (c *Call) daySaid(day coach.Date) string {
	said, ok := c.wording(len(c.turns)-1, day)
	if !ok || day == "" {
		return ""
	}
	the := "the " + said
	if slices.ContainsFunc(c.turns, func(t turn) bool { return verifies(t.folded, fold(the)) }) {
		return the
	}
	return said
}

// mayBeOne reports whether nothing tells two days apart, by how each of them was named.
func mayBeOne(how naming, day coach.Date, otherHow naming, other coach.Date) bool {
	switch {
	case how == otherHow:
		return day == other
	case how == byWeek || otherHow == byWeek:
		return true
	}
	return dayOfMonth(day) == dayOfMonth(other)
}

func dayOfMonth(d coach.Date) string { return string(d[len(d)-len("02"):]) }

// anotherDay reports whether a transcript's turn names a day, but neither the one that stands promised nor one the debtor has
// just named.
func (c *Call) anotherDay(i int) bool {
	if i == 0 || c.turns[i-1].promise.Date == "" {
		return false
	}
	again := c.values(c.turns[i], func(string) bool { return true })
	if again.Date == "" || c.named(i, nil, c.turns[i-1].promise.Date) {
		return false
	}
	before := c.turns[i-1]
	return before.speaker != coach.Debtor || !slices.ContainsFunc(before.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return d.Earliest == d.Latest && d.Latest != "" && takesNothingBack(before.text, d.Quote) && c.named(i, nil, d.Latest)
	})
}
