package lang

import "sync"

// opening says what a Latin word may begin.
type opening uint8

const (
	opensNumber opening = 1 << iota // a number or an ordinal in words
	opensDate                       // a date in words, but a fixed phrase
)

// openings are the words that begin a number or a date. All others are passed over by one look.
var openings = sync.OnceValue(func() map[string]opening {
	words := map[string]opening{"a": opensNumber, "hundred": opensNumber, "thousand": opensNumber, "next": opensDate, "the": opensDate}
	note := func(phrase string, o opening) { words[word(phrase, 0)] |= o }
	for w := range enUnits {
		note(w, opensNumber|opensDate) // "twenty" begins an ordinal too
	}
	for w := range enOrdinals {
		note(w, opensNumber|opensDate)
	}
	for _, w := range vagueCounts {
		note(w, opensNumber)
	}
	for _, p := range partsOfScale {
		note(p.words, opensNumber)
	}
	for w := range whichWeekday {
		note(w, opensDate)
	}
	for w := range enWeekdays {
		note(w, opensDate)
	}
	for _, p := range enWeekPrefixes {
		note(p.words, opensDate)
	}
	for w := range enMonths {
		note(w, opensDate)
	}
	for _, p := range enMonthParts {
		note(p.words, opensDate)
	}
	for _, r := range enRelativeMonths {
		note(r.words, opensDate)
	}
	delete(words, "") // the prefix of a bare weekday
	return words
})
