package content

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// debtorSlots are the slots a debtor's wording may hold; the scripted voice fills them in a call.
func debtorSlots() []string {
	return append(coachingSlots(), "date", "method", "owner", "proof", "fallback", "rest", "contact", "document")
}

// coachingSlots are the slots a line for the trainee to say may hold; they are known from the case alone.
func coachingSlots() []string {
	return []string{"amount", "balance", "invoice", "due", "days", "today", "trainee", "creditor", "debtor", "title", "date"}
}

// checkSlots are the slots a line that would have met a check may hold: the scorecard knows the account's past too. A line
// whose slot has no value in a case is not offered there.
func checkSlots() []string { return append(coachingSlots(), "promised", "signed") }

var slotPattern = regexp.MustCompile(`\{([^{}]*)\}`)

// slots reports slots that nobody fills and braces that are not a slot.
func (c *checker) slots(at place, text string, allowed []string) {
	for _, m := range slotPattern.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(allowed, m[1]) {
			c.fault(at, "nobody fills the slot {"+m[1]+"}", suggest(m[1], allowed))
		}
	}
	if strings.ContainsAny(slotPattern.ReplaceAllString(text, ""), "{}") {
		c.fault(at, "a brace that is not part of a slot", "write slots as {name}, and no other braces")
	}
}

// text checks a bilingual text that may hold slots.
func (c *checker) text(at place, t coach.Text, allowed []string) {
	c.slots(at.with("zh"), t.Zh, allowed)
	c.slots(at.with("en"), t.En, allowed)
}

// lines checks a bank of wordings: slots, blanks, doubles.
func (c *checker) lines(at place, l coach.Lines, allowed []string) {
	for _, side := range []struct {
		name  string
		texts []string
	}{{"zh", l.Zh}, {"en", l.En}} {
		first := map[string]int{}
		for i, text := range side.texts {
			here := at.with(side.name, i)
			c.slots(here, text, allowed)
			if strings.TrimSpace(text) == "" {
				c.fault(here, "an empty line", "write the words, or remove it")
			} else if _, twice := first[text]; twice {
				c.fault(here, "the same words twice in one bank", "word it anew: nobody says a line twice in a call")
			}
			first[text] = i
		}
	}
}
