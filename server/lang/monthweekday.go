package lang

import (
	"strings"
	"time"
)

// whichWeekday are the words before a weekday that count it in a month; 0 is the last.
var whichWeekday = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}

// enWeekdayOfMonth reads the first Monday in June, last Friday of the month, third Thursday of next month.
func (d *dater) enWeekdayOfMonth(i int) int {
	rest := strings.TrimPrefix(d.s[i:], "the ")
	which, ok := whichWeekday[word(rest, 0)]
	if !ok {
		return 0
	}
	rest = strings.TrimPrefix(rest[len(word(rest, 0)):], " ")
	day := enWeekdays[word(rest, 0)]
	rest = rest[len(word(rest, 0)):]
	within := strings.TrimPrefix(strings.TrimPrefix(rest, " of "), " in ")
	if hasPrefixOf(rest, []string{" next month", " this month"}) {
		within = rest[1:]
	}
	if day == 0 || within == rest {
		return 0
	}
	at, first := Span{i, len(d.s) - len(within)}, time.Time{}
	if m, named := monthAt(within); named {
		first = d.near(m, 1)
		at.End += len(word(within, 0))
	}
	for _, r := range enRelativeMonths {
		if first.IsZero() && r.words != "month" && hasPrefixOf(within, []string{r.words}) {
			first = d.firstOf(r.months)
			at.End += len(r.words)
		}
	}
	if first.IsZero() {
		return 0
	}
	from := first.AddDate(0, 0, max(0, 7*(which-1)))
	if which == 0 {
		from = first.AddDate(0, 1, -7)
	}
	return d.day(at, from.AddDate(0, 0, (day-dayOfWeek(from.Format(time.DateOnly))+7)%7))
}
