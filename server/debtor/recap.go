package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// claims is what a recap says was agreed, held against what was.
type claims struct {
	date, dateRight        bool // a day to come is named; one of them is promised
	sum, sumRight, fileSum bool // a sum is named; one of them is promised; one is at least on file
}

func (st *State) claims(p coach.Promise, heard coach.Understanding) claims {
	var c claims
	for _, d := range heard.Slots.Dates {
		if claimsDay(d, st.scenario.Case.Today) {
			c.date, c.dateRight = true, c.dateRight || promisedWithin(d, p)
		}
	}
	for _, slot := range heard.Slots.Money {
		if m, ok := st.value(slot); ok {
			c.sum = true
			c.sumRight = c.sumRight || st.promisedSum(slot, p)
			c.fileSum = c.fileSum || st.onFile(m)
		}
	}
	return c
}

// falseRecap reports whether the utterance reads back what was never agreed: a day or a sum when nothing stands, or a day
// when only a sum does. With a question in it, it is a proposal to somebody who is ready for one; what is heard as a
// proposal rather than a recap claims nothing.
func (st *State) falseRecap(heard coach.Understanding) bool {
	if !heard.Has(coach.ActRecap) || proposes(heard) {
		return false
	}
	p := st.standing()
	c, asks := st.claims(p, heard), anyAct(heard, isAsk)
	if p.Level() < coach.P2 {
		ready := asks && st.openExcuse() == "" && st.allowed() >= 0 && st.Contact().Authority.Binds()
		return (c.date || c.sum && !c.fileSum) && !ready
	}
	return p.Date == "" && c.date && !asks
}

// proposes reports whether terms are put forward at least as plainly as they are read back.
func proposes(heard coach.Understanding) bool {
	best := func(acts ...coach.Act) (score float64) {
		for _, h := range heard.Acts {
			if slices.Contains(acts, h.Act) {
				score = max(score, h.Score)
			}
		}
		return score
	}
	offered := best(coach.ActOfferInstalments, coach.ActProposeChoice)
	return offered > 0 && offered >= best(coach.ActRecap)
}

// liesAllowed is how many agreements that there never were may be claimed before the debtor hangs up.
const liesAllowed = 2

// takeUp makes a proposal of a day and a sum that are read back with a question when nothing stands.
func (a *answer) takeUp(c claims) {
	if !anyAct(a.heard, isAsk) {
		return
	}
	if c.date && !slices.Contains(a.asked, coach.ElementDate) {
		a.asked = slices.Concat([]coach.Element{coach.ElementDate}, a.asked)
	}
	if c.sum && !slices.Contains(a.asked, coach.ElementAmount) {
		a.asked = slices.Concat([]coach.Element{coach.ElementAmount}, a.asked)
	}
}

// disown answers an agreement that there never was: denied, then resented, then the end of the call.
func (a *answer) disown() {
	leaves := a.was.memory.denied >= liesAllowed
	switch {
	case a.was.memory.denied == 0:
		a.say(a.move(coach.MoveDeny, coach.ActRecap, ruleRecapFalse))
	case !leaves || a.silent(): // who has set something else right already hangs up without another word
		a.say(a.move(coach.MoveBristle, coach.ActRecap, ruleRecapFalse))
	}
	if a.done = true; leaves {
		a.say(a.move(coach.MoveHangUp, coach.ActRecap, ruleRecapFalse))
		a.end()
	}
}

// recap answers a restatement of what was agreed: right, wrong, or never said.
func (a *answer) recap() {
	if !a.heard.Has(coach.ActRecap) {
		return
	}
	p := a.now.standing()
	c := a.now.claims(p, a.heard)
	switch {
	case a.was.falseRecap(a.heard):
		a.disown()
	case p.Level() < coach.P2:
		a.takeUp(c)
		if !c.date && !c.sum && !anyAct(a.heard, isAsk) && a.unanswered() { // "so that's agreed" of nothing: no yes to it
			a.say(a.move(coach.MoveAcknowledge, coach.ActRecap, ruleNothingYet))
		}
	case a.misquotes(p):
		a.say(coach.Move{Kind: coach.MoveCorrect, Promise: &p, Cause: a.cause(coach.ActRecap, ruleRecapWrong)})
		a.done = true
	case p.Amount == nil && c.sum:
		a.asked = append(a.asked, coach.ElementAmount)
		a.bargain(coach.ActRecap, p)
	case c.dateRight || c.sumRight:
		next := p
		next.Confirmed, next.Turn = true, a.was.turn+1
		cause := a.cause(coach.ActRecap, ruleRecapRight)
		a.say(coach.Move{Kind: coach.MoveConfirm, Promise: &next, Cause: cause}, coach.Effect{Kind: coach.EffectPromise, Promise: &next, Cause: cause})
	}
}
