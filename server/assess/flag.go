package assess

import (
	"slices"
	"strings"
	"unicode"

	"huikuan/server/coach"
)

// crowded is how many different acts in one turn look like a recital of keywords rather than something said to a person.
const crowded = 8

// Fewest characters an act takes to be said; a turn that spends fewer on each of a crowd of acts lists words.
const (
	perActHan   = 5
	perActOther = 12
)

// sampleRung is the rung of a hint that is a line to say.
const sampleRung = 3

// barren reports whether a turn earns nothing whatever is heard in it: it talks to the simulator, is a hint's line said as
// it was given, or is a list of keywords. It still counts against the trainee where it crosses a line.
func (t turn) barren() bool { return t.meta || t.copied || t.stuffed() }

// stuffed reports whether a turn is a list of keywords.
func (t turn) stuffed() bool {
	if t.speaker != coach.Trainee {
		return false
	}
	kinds := map[coach.Act]bool{}
	for _, hit := range t.heard.Acts {
		kinds[hit.Act] = true
	}
	letters, least := 0, perActOther
	for _, r := range t.folded {
		letters++
		if wide(r) {
			least = perActHan
		}
	}
	return len(kinds) >= crowded && letters < least*len(kinds)
}

// copyShare is how much of a hint's line, in pairs of characters, a turn may hold before it is a copy, in percent. Who
// takes the idea and says it in their own words shares far less.
const copyShare = 85

// copies reports whether words are the sample line of a hint given before them.
func (c *Call) copies(text string) bool {
	said := pairs(text)
	for _, hint := range c.hints {
		given := pairs(hint.Text)
		if hint.Rung < sampleRung || len(given) == 0 {
			continue
		}
		same := 0
		for pair := range given {
			if said[pair] {
				same++
			}
		}
		if same*100 >= copyShare*len(given) {
			return true
		}
	}
	return false
}

// pairs are the pairs of neighbouring letters and digits of a text.
func pairs(text string) map[string]bool {
	found := map[string]bool{}
	var last rune
	for _, r := range fold(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if last != 0 {
			found[string([]rune{last, r})] = true
		}
		last = r
	}
	return found
}

// flagged lists what a reviewer should look at. A flag never changes a score by itself.
func (c *Call) flagged() []coach.Flag {
	flags := []coach.Flag{}
	for _, t := range c.turns {
		for _, aside := range t.asides {
			flags = append(flags, coach.Flag{Kind: "manipulation", Turn: t.index, Quote: aside})
		}
		if t.speaker == coach.Trainee {
			flags = append(flags, t.suspicions()...)
			continue
		}
		for _, f := range t.flags {
			if strings.HasPrefix(f, "fallback") {
				flags = append(flags, coach.Flag{Kind: "simulator_fallback", Turn: t.index})
				break
			}
		}
	}
	for _, h := range c.hints {
		flags = append(flags, coach.Flag{Kind: "hinted", Turn: h.Turn})
	}
	for _, a := range c.acts {
		if a.doubt {
			flags = append(flags, coach.Flag{Kind: doubtfulRedLine, Turn: c.turns[a.at].index, Quote: a.quote})
		}
	}
	return flags
}

// doubtfulRedLine is the kind of flag that says a red line may have been crossed. A call with one does not pass before a
// person has looked.
const doubtfulRedLine = "doubtful_red_line"

// mayHaveCrossed reports that a card carries a red line a person has to look at.
func mayHaveCrossed(card coach.Scorecard) bool {
	return slices.ContainsFunc(card.Flags, func(f coach.Flag) bool { return f.Kind == doubtfulRedLine })
}

func (t turn) suspicions() []coach.Flag {
	var flags []coach.Flag
	kinds := map[coach.Act]bool{}
	for _, hit := range t.heard.Acts {
		kinds[hit.Act] = true
		if quote, ok := t.quote(hit.Quote); ok && hit.Act == coach.ActMeta {
			flags = append(flags, coach.Flag{Kind: "manipulation", Turn: t.index, Quote: quote})
		}
	}
	if t.copied {
		flags = append(flags, coach.Flag{Kind: "copied_hint", Turn: t.index, Quote: t.gist()})
	}
	if len(kinds) >= crowded {
		flags = append(flags, coach.Flag{Kind: "keyword_stuffing", Turn: t.index, Quote: t.gist()})
	}
	return flags
}
