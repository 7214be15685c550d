package playtest

import (
	"fmt"
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// Leak is something the debtor said that had not been earned.
type Leak struct {
	Turn int    `json:"turn"`
	Fact string `json:"fact"`
	How  string `json:"how"`
	Text string `json:"text"`
}

// Leaks reads a log again and looks for facts told before their condition held and for secret words of facts still
// locked. It is worked out here from the case and the log, beside the debtor's own bookkeeping of facts.
func Leaks(s *coach.Scenario, log []coach.Event) []Leak {
	a := &audit{scenario: s, told: map[string]bool{}, done: map[string]bool{}}
	for _, e := range log {
		if start, ok := e.Body.(coach.SessionStarted); ok {
			a.lang, a.contact = start.Lang, start.Contact
			a.state = debtor.NewState(s, start.Lang)
		}
		a.event(e)
	}
	return a.found
}

type audit struct {
	scenario *coach.Scenario
	lang     coach.Lang
	state    *debtor.State
	contact  string
	heard    []coach.Understanding
	told     map[string]bool
	done     map[string]bool
	found    []Leak
}

func (a *audit) event(e coach.Event) {
	switch b := e.Body.(type) {
	case coach.TurnAccepted:
		a.heard = append(a.heard, b.Heard)
	case coach.ContactChanged:
		a.contact = b.Contact
	case coach.ActionDone:
		a.done[b.Action] = true
	}
	a.state.Apply(e)
	if turn, ok := e.Body.(coach.TurnCompleted); ok {
		a.spoken(turn)
	}
}

// spoken checks one of the debtor's turns, with the state as the turn left it: what its first move did to the debtor may
// have earned what the second tells.
func (a *audit) spoken(b coach.TurnCompleted) {
	for _, m := range b.Moves {
		if m.Kind != coach.MoveDisclose || m.Fact == "" {
			continue
		}
		fact, known := a.scenario.Fact(m.Fact)
		if known && !fact.Graded && blurted(b, m.Fact) {
			a.told[m.Fact] = true
			continue
		}
		if missing := a.missing(fact.Unlock); !known || missing != "" {
			a.found = append(a.found, Leak{Turn: b.Turn, Fact: m.Fact, How: "told without " + missing, Text: b.Text})
		}
		a.told[m.Fact] = true
	}
	text := strings.ToLower(b.Text)
	for _, fact := range a.scenario.Case.Facts {
		if a.told[fact.ID] {
			continue
		}
		for _, secret := range fact.Secret.In(a.lang) {
			if secret != "" && strings.Contains(text, strings.ToLower(secret)) {
				a.found = append(a.found, Leak{Turn: b.Turn, Fact: fact.ID, How: fmt.Sprintf("%q said while locked", secret), Text: b.Text})
			}
		}
	}
}

// blurted reports whether a fact was given away by the mood, which the case allows for facts that are not graded.
func blurted(b coach.TurnCompleted, fact string) bool {
	return slices.ContainsFunc(b.Spoken, func(e coach.Effect) bool {
		return e.Kind == coach.EffectFact && e.Target == fact && e.Value == string(coach.FactDonated)
	})
}

// missing names the first part of a condition that does not hold, empty when all do.
func (a *audit) missing(c coach.Condition) string {
	if c.Contact != "" && c.Contact != a.contact {
		return "contact " + c.Contact
	}
	if len(c.Acts) > 0 {
		turns := 0
		for _, heard := range a.heard {
			if slices.ContainsFunc(c.Acts, heard.Has) {
				turns++
			}
		}
		if turns < max(1, c.Times) {
			return fmt.Sprintf("the acts, %d of %s", turns, coach.Count(max(1, c.Times), "time"))
		}
	}
	for _, id := range c.Facts {
		if !a.told[id] {
			return "fact " + id
		}
	}
	for _, id := range c.Actions {
		if !a.done[id] {
			return "desk action " + id
		}
	}
	return a.lowGauge(c.State)
}

func (a *audit) lowGauge(wanted coach.Gauges) string {
	have := a.state.Gauges()
	for _, g := range []struct {
		name       string
		have, want int
	}{
		{"trust", have.Trust, wanted.Trust}, {"irritation", have.Irritation, wanted.Irritation}, {"urgency", have.Urgency, wanted.Urgency},
		{"credibility", have.Credibility, wanted.Credibility}, {"face", have.Face, wanted.Face},
		{"obligation", have.Obligation, wanted.Obligation}, {"patience", have.Patience, wanted.Patience},
	} {
		if g.have < g.want {
			return fmt.Sprintf("%s %d of %d", g.name, g.have, g.want)
		}
	}
	return ""
}
