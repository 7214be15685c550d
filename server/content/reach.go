package content

import (
	"fmt"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// reach is what a trainee can get to in a case: grown until nothing new comes. known is what there is at all: a
// reference to something else is reported elsewhere and does not count as an obstacle here.
type reach struct {
	contacts map[string]bool
	facts    map[string]bool
	known    struct{ contacts, facts map[string]bool }
}

// reachability checks that the one who decides can be spoken to, every graded fact can be learned, every excuse can be
// settled and closed, and every contact's persona has the words it needs.
func (c *caseChecker) reachability() {
	if len(c.body.Contacts) == 0 {
		return
	}
	r := c.explore()
	for i, contact := range c.body.Contacts {
		if !r.contacts[contact.ID] {
			what := "this contact can never be reached"
			if contact.ID == c.body.Truth.Decides {
				what = "the contact who decides can never be reached"
			}
			c.fault(place{"contacts", i, "reach"}, what+": "+r.why(contact.Reach), "loosen its condition")
		}
		c.personaWords(i, contact)
	}
	for i, f := range c.body.Facts {
		if f.Graded && !r.facts[f.ID] {
			c.fault(place{"facts", i, "unlock"}, fmt.Sprintf("the graded fact %s can never be learned: %s", f.ID, r.why(f.Unlock)),
				"loosen its condition, or write graded: false")
		}
	}
	for i, x := range c.body.Excuses {
		if !r.meets(x.When) {
			c.fault(place{"excuses", i, "when"}, fmt.Sprintf("%s can never be raised: %s", x.Excuse, r.why(x.When)), "loosen its condition")
		}
		if !r.meets(x.Settle) {
			c.fault(place{"excuses", i, "settle"}, fmt.Sprintf("%s can never be settled: %s", x.Excuse, r.why(x.Settle)), "loosen its condition")
		}
		if !r.meets(x.Close) {
			c.fault(place{"excuses", i, "close"}, fmt.Sprintf("%s can never be closed: %s", x.Excuse, r.why(x.Close)), "loosen its condition")
		}
	}
}

// explore starts from the contact who answers the phone and adds contacts and facts until none can be added.
func (c *caseChecker) explore() reach {
	r := reach{contacts: map[string]bool{c.body.Contacts[0].ID: true}, facts: map[string]bool{}}
	r.known.contacts, r.known.facts = set(c.contacts), set(c.facts)
	for grown := true; grown; {
		grown = false
		for _, contact := range c.body.Contacts {
			if !r.contacts[contact.ID] && r.meets(contact.Reach) {
				r.contacts[contact.ID], grown = true, true
			}
		}
		for _, f := range c.body.Facts {
			if !r.facts[f.ID] && r.meets(f.Unlock) {
				r.facts[f.ID], grown = true, true
			}
		}
	}
	return r
}

func set(ids []string) map[string]bool {
	members := map[string]bool{}
	for _, id := range ids {
		members[id] = id != ""
	}
	return members
}

func (r reach) meets(condition coach.Condition) bool { return r.why(condition) == "" }

// why names what keeps a condition from ever being met; empty when it can be.
func (r reach) why(condition coach.Condition) string {
	var reasons []string
	if r.known.contacts[condition.Contact] && !r.contacts[condition.Contact] {
		reasons = append(reasons, "nobody can get through to "+condition.Contact)
	}
	for _, fact := range condition.Facts {
		if r.known.facts[fact] && !r.facts[fact] {
			reasons = append(reasons, "it needs "+fact+", which cannot be learned before it")
		}
	}
	lawful := func(a coach.Act) bool { return !a.RedLine() }
	if len(condition.Acts) > 0 && !slices.ContainsFunc(condition.Acts, lawful) {
		reasons = append(reasons, "none of its acts can rightly be done")
	}
	return strings.Join(reasons, ", ")
}

// wordedByCase are the moves the case words itself.
func wordedByCase() []coach.MoveKind {
	return []coach.MoveKind{coach.MoveRaiseExcuse, coach.MoveDetailExcuse, coach.MoveSettleExcuse, coach.MoveCloseExcuse, coach.MoveDisclose}
}

// personaWords checks that the contact's persona, or the common one behind it, can word every move in every mood.
func (c *caseChecker) personaWords(i int, contact coach.Contact) {
	persona, ok := c.shelf.personas[contact.Persona]
	if !ok || c.shelf.unread[kindPersona][commonPersona] {
		return
	}
	common := c.shelf.personas[commonPersona].body
	var missing []string
	for _, move := range coach.MoveKinds() {
		if !slices.Contains(wordedByCase(), move) && !words(persona.body, move) && !words(common, move) {
			missing = append(missing, string(move))
		}
	}
	if len(missing) > 0 {
		c.fault(place{"contacts", i, "persona"}, fmt.Sprintf("the persona %s has no general wording for %s", contact.Persona, strings.Join(missing, ", ")),
			fmt.Sprintf("add one without affect and topic for each in %s", persona.doc.file))
	}
}

// words reports whether a persona can always word a move: by a wording for any mood and topic, or one for every mood, or,
// for the elements of a promise, one for each element that is added after amount and date.
func words(p coach.Persona, move coach.MoveKind) bool {
	has := func(affect coach.Affect, topic string) bool {
		return slices.ContainsFunc(p.Wordings, func(w coach.Wording) bool {
			return w.Move == move && w.Affect == affect && w.Topic == topic && len(w.Lines.Zh) > 0 && len(w.Lines.En) > 0
		})
	}
	always := func(topic string) bool {
		return has("", topic) || !slices.ContainsFunc(affects(), func(a coach.Affect) bool { return !has(a, topic) })
	}
	if always("") {
		return true
	}
	if move != coach.MoveAddElement {
		return false
	}
	return !slices.ContainsFunc([]string{"method", "owner", "proof", "fallback"}, func(e string) bool { return !always(e) })
}
