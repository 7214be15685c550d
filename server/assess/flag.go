package assess

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// crowded is how many different acts in one turn look like a recital of keywords rather than something said to a person.
const crowded = 8

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
	if len(kinds) >= crowded {
		flags = append(flags, coach.Flag{Kind: "keyword_stuffing", Turn: t.index, Quote: t.gist()})
	}
	return flags
}
