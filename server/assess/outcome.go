package assess

import (
	"slices"

	"huikuan/server/coach"
)

// outcome is how far the call got. A critical red line locks it at O0 whatever was promised before.
func (c *Call) outcome(lines []coach.RedLineHit) coach.Outcome {
	p := c.ledger.Promise
	result := coach.Outcome{Rung: c.rung(p), Promise: coach.PromiseResult{
		Level: p.Level(), Amount: p.Amount, Method: p.Method, Owner: p.Owner, Proof: p.Proof, Fallback: p.Fallback,
	}}
	if c.scenario != nil {
		dated(p, &result.Promise)
	} else {
		result.Promise.DateSaid = c.daySaid(p.Date)
	}
	if c.gate(lines).critical {
		result.Rung = coach.O0
	}
	return result
}

// dated puts the days of a promise into a result.
func dated(p coach.Promise, result *coach.PromiseResult) {
	if len(p.Rest) > 0 {
		result.Parts = p.Parts()
	}
	if p.Date != "" {
		result.Date = &p.Date
	}
}

func (c *Call) rung(p coach.Promise) coach.OutcomeRung {
	level := p.Level()
	switch {
	case level == coach.P5 && c.bestReached(p):
		return coach.O5
	case level == coach.P5, level == coach.P4 && c.planned(p):
		return coach.O4
	case level >= coach.P3:
		return coach.O3
	case level == coach.P2, c.advanced():
		return coach.O2
	}
	return coach.O1
}

// bestReached reports that the promise meets the debtor's reservation, the most the hidden state allows.
func (c *Call) bestReached(p coach.Promise) bool {
	if c.scenario == nil || len(c.scenario.Case.Truth.Offers) == 0 || p.Amount == nil {
		return false
	}
	offers := c.scenario.Case.Truth.Offers
	best := offers[len(offers)-1]
	if p.Amount.Minor < c.scenario.Case.Account.Offer(best.Share).Minor || p.Date == "" || p.Date > best.Date {
		return false
	}
	return len(best.Rest) == 0 || len(p.Rest) > 0 && p.Rest[len(p.Rest)-1].Date <= best.Rest[len(best.Rest)-1].Date
}

// planned reports that a part is promised and the rest has a plan: dated sums of its own, or, from a debtor who cannot be
// brought to any, a plan the trainee put on the table together with what happens next.
func (c *Call) planned(p coach.Promise) bool {
	if len(p.Rest) > 0 {
		return true
	}
	if c.scenario == nil || p.Amount == nil || p.Fallback == "" && p.Proof == "" {
		return false
	}
	if slices.ContainsFunc(c.scenario.Case.Truth.Offers, func(o coach.Offer) bool { return len(o.Rest) > 0 }) {
		return false
	}
	return p.Amount.Minor < c.scenario.Case.Account.Balance().Minor && len(c.credited(coach.ActOfferInstalments)) > 0
}

// advanced reports that the call brought something short of a promise: the reason, a fact that was earned, or the way
// to somebody else. What the debtor gave away unasked is no progress of the trainee's.
func (c *Call) advanced() bool {
	if c.ledger.Diagnosed && !c.known {
		return true
	}
	for _, s := range c.steps {
		if s.effect.Kind == coach.EffectContact || s.effect.Kind == coach.EffectFact && s.effect.Value == string(coach.FactElicited) {
			return true
		}
	}
	contacts := map[string]bool{}
	for _, t := range c.turns {
		if t.contact != "" {
			contacts[t.contact] = true
		}
	}
	return len(contacts) > 1
}

// completeness is how likely a promise of a level is kept, against a complete one, in permille.
func completeness(p coach.Promise) int64 {
	switch p.Level() {
	case coach.P5:
		if p.Confirmed {
			return 1000
		}
		return 900
	case coach.P4:
		return 750
	case coach.P3:
		return 550
	case coach.P2:
		return 250
	}
	return 0
}

// laterKept is how much less likely each further part of a plan is kept than the part before it, in permille.
const laterKept = 850

// weighed is what a promise comes to, each part after the first counting for less, in minor units.
func weighed(p coach.Promise) int64 {
	total, kept := p.Amount.Minor, int64(1000)
	for _, part := range p.Rest {
		kept = kept * laterKept / 1000
		total += part.Amount.Minor * kept / 1000
	}
	return total
}

// expectedRecovery is the promised amount times the probability that it comes: how often this type of debtor keeps a
// complete promise, how complete this one is, and the state the debtor was left in; the parts of a plan count for less
// the later they come. Nil when the case is unknown.
func (c *Call) expectedRecovery(rung coach.OutcomeRung) *coach.Money {
	if c.scenario == nil {
		return nil
	}
	expected := coach.Money{Currency: c.scenario.Case.Account.Currency}
	p := c.ledger.Promise
	if rung == coach.O0 || p.Amount == nil {
		return &expected
	}
	minor := weighed(p) * int64(c.scenario.DebtorType().Keeps) / 1000
	minor = minor * completeness(p) / 1000
	minor = minor * c.goodwill() / 1000
	expected.Minor = minor - minor%100
	return &expected
}

// goodwill is what the state the debtor was left in does to the odds that a promise is kept, in permille; none where it
// is not known.
func (c *Call) goodwill() int64 {
	if !c.logged {
		return 1000
	}
	return 700 + 3*int64(c.willingness())
}

// Worth is the probability, in permille, that the first part of the standing promise comes: what the expected recovery
// is made with. It is 0 when the case is unknown.
func (c *Call) Worth() coach.Permille {
	if c.scenario == nil {
		return 0
	}
	return coach.Permille(int64(c.scenario.DebtorType().Keeps) * completeness(c.ledger.Promise) / 1000 * c.goodwill() / 1000)
}

// willingness is the weighted mean of the gauges the debtor was left with, 0..100; a negative weight works against.
func (c *Call) willingness() int {
	w, g := c.scenario.DebtorType().Weights, c.gauges
	pairs := [][2]int{
		{w.Trust, g.Trust}, {w.Irritation, g.Irritation}, {w.Urgency, g.Urgency}, {w.Credibility, g.Credibility},
		{w.Face, g.Face}, {w.Obligation, g.Obligation}, {w.Patience, g.Patience},
	}
	sum, weight := 0, 0
	for _, p := range pairs {
		if p[0] < 0 {
			p = [2]int{-p[0], 100 - p[1]}
		}
		sum += p[0] * p[1]
		weight += p[0]
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// efficiency tells how the call was spent; it never scores.
func (c *Call) efficiency() coach.Efficiency {
	e := coach.Efficiency{Turns: len(c.said), RepeatedAsks: len(c.repeats())}
	trainee, all, turns := 0, 0, 0
	for _, t := range c.turns {
		length := len([]rune(t.text))
		all += length
		if t.speaker == coach.Trainee {
			trainee += length
			turns++
		}
		if e.TurnsToP3 == nil && t.promise.Level() >= coach.P3 {
			n := turns
			e.TurnsToP3 = &n
		}
	}
	if all > 0 {
		e.TalkShare = share(trainee*100, all)
	}
	return e
}

// repeats lists the positions of turns that ask again what was asked of the same person, with nothing new in them.
func (c *Call) repeats() []int {
	type ask struct {
		kind    coach.Act
		contact string
	}
	seen := map[ask]bool{}
	var found []int
	for _, i := range c.said {
		t := c.turns[i]
		fresh, asked := len(t.heard.Slots.Money)+len(t.heard.Slots.Dates)+len(t.heard.Slots.Documents)+len(t.heard.Slots.People) > 0, false
		for _, a := range c.acts {
			if a.at != i {
				continue
			}
			key := ask{a.kind, t.contact}
			asked = asked || slices.Contains(asks(), a.kind)
			fresh = fresh || !seen[key]
			seen[key] = true
		}
		if asked && !fresh {
			found = append(found, i)
		}
	}
	return found
}

func asks() []coach.Act {
	return append(probes(), coach.ActAskCommitment, coach.ActAskProof, coach.ActProposeChoice, coach.ActVerifyClaim)
}
