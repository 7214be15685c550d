package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// standing is the promise the debtor is bound by, zero when words of weight have not been given.
func (st *State) standing() coach.Promise {
	p := st.ledger.Promise
	if p.Authority != "" && !p.Authority.Binds() {
		return coach.Promise{}
	}
	return p
}

// commit answers an ask for a promise or a push to better one.
func (a *answer) commit() {
	act := a.firstOf(isAsk)
	pushed := a.firstOf(func(act coach.Act) bool {
		return isPressure(act) && act != coach.ActChallengeClaim && a.was.allows(act)
	})
	if act == "" && (pushed == "" || isConsequence(pushed) && a.now.standing().Level() < coach.P2) {
		return
	}
	if act == "" {
		act = pushed
	}
	contact := a.now.Contact()
	if !contact.Authority.Binds() {
		a.commitWithoutAuthority(act, contact)
		return
	}
	p := a.now.standing()
	if p.Level() < coach.P2 && (a.blocked(act) || len(a.asked) == 0) {
		return
	}
	a.bargain(act, p)
}

// blocked reports whether a reason stands in the way of any promise, and gives it unless one was spoken of already.
func (a *answer) blocked(act coach.Act) bool {
	if a.now.openExcuse() != "" {
		a.comeBack(act)
		return true
	}
	if _, more := a.now.nextExcuse(); more {
		a.raise(act)
		return true
	}
	return false
}

// commitWithoutAuthority is how a person answers who cannot decide: it is not theirs; pressed, they give words that
// bind nobody; details of a promise their boss made they can add.
func (a *answer) commitWithoutAuthority(act coach.Act, contact coach.Contact) {
	if p := a.now.standing(); p.Level() >= coach.P2 && contact.Authority != coach.AuthorityNone {
		a.addElements(p)
		return
	}
	if contact.Authority == coach.AuthorityNone || a.now.memory.moves[coach.MoveDeflect] == 0 || a.now.standing().Level() > coach.P0 {
		if a.silent() {
			a.say(a.move(coach.MoveDeflect, act, ruleAuthority))
		}
		return
	}
	p := coach.Promise{Vague: true, By: contact.ID, Authority: contact.Authority, Turn: a.was.turn + 1}
	a.say(coach.Move{Kind: coach.MoveDodge, Promise: &p, Cause: a.cause(act, ruleAuthority)},
		coach.Effect{Kind: coach.EffectPromise, Promise: &p, Cause: a.cause(act, ruleAuthority)})
}

// allowed is the best step of the offers the debtor is willing to go to now, -1 for none.
func (st *State) allowed() int {
	best, will := -1, st.Willingness()
	for i, o := range st.scenario.Case.Truth.Offers {
		if o.Will > will {
			break
		}
		best = i
	}
	return best
}

// step is where a promise stands on the ladder of offers: the weakest offer that is at least as good as it.
func (st *State) step(p coach.Promise) int {
	if p.Amount == nil && p.Date == "" {
		return -1
	}
	balance := st.scenario.Case.Account.Balance()
	offers := st.scenario.Case.Truth.Offers
	for i, o := range offers {
		if (p.Amount == nil || balance.Share(o.Share).Minor >= p.Amount.Minor) && (p.Date == "" || o.Date <= p.Date) {
			return i
		}
	}
	return len(offers) - 1
}

// bargain makes or betters the promise, one step at a time and never beyond what the debtor is willing to.
func (a *answer) bargain(act coach.Act, p coach.Promise) {
	allowed := a.now.allowed()
	if allowed < 0 && p.Level() < coach.P2 {
		a.putOff(act)
		return
	}
	from := a.now.step(p)
	to, rule := a.target(from, allowed)
	next, countered := a.terms(p, to)
	changed := next.Date != p.Date || !sameSum(next.Amount, p.Amount)
	if changed {
		effects := []coach.Effect{{Kind: coach.EffectPromise, Promise: &next, Cause: a.cause(act, rule)}}
		if rule == ruleOfferFace {
			effects = append(effects, coach.Effect{Kind: coach.EffectConcession, Cause: a.cause(act, rule)})
		}
		a.say(promiseMove(p, next, countered, a.cause(act, rule)), effects...)
		p = next
	}
	before := len(a.out.Moves)
	a.addElements(p)
	if !changed && len(a.out.Moves) == before && a.silent() {
		a.say(coach.Move{Kind: coach.MoveRefuse, Promise: &p, Cause: a.cause(act, ruleOfferSame)})
	}
}

func sameSum(a, b *coach.Money) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// promiseMove is how new terms are spoken: sum and day together, or the one of them that is new.
func promiseMove(before, next coach.Promise, countered bool, cause coach.Cause) coach.Move {
	m := coach.Move{Kind: coach.MovePromise, Promise: &next, Cause: cause}
	switch {
	case next.Amount == nil || next.Date != before.Date && sameSum(next.Amount, before.Amount) && before.Date == "":
		m.Kind, m.Element = coach.MoveAddElement, coach.ElementDate
	case next.Date == "" || next.Date == before.Date && before.Amount == nil:
		m.Kind, m.Element = coach.MoveAddElement, coach.ElementAmount
	case countered:
		m.Kind = coach.MoveOffer
	}
	return m
}

// putOff is the warm nothing given before there is any will to pay.
func (a *answer) putOff(act coach.Act) {
	if !a.silent() {
		return
	}
	if a.now.ledger.Promise.Level() > coach.P0 || a.now.affect == coach.Hostile {
		kind := coach.MoveDodge
		if a.now.affect == coach.Hostile || a.now.affect == coach.Upset || a.now.memory.moves[coach.MoveDodge] > a.now.memory.moves[coach.MoveRefuse] {
			kind = coach.MoveRefuse
		}
		a.say(a.move(kind, act, ruleNotWilling))
		return
	}
	contact := a.now.Contact()
	p := coach.Promise{Vague: true, By: contact.ID, Authority: contact.Authority, Turn: a.was.turn + 1}
	a.say(coach.Move{Kind: coach.MoveDodge, Promise: &p, Cause: a.cause(act, ruleNotWilling)},
		coach.Effect{Kind: coach.EffectPromise, Promise: &p, Cause: a.cause(act, ruleNotWilling)})
}

// target is the step of the offers this turn reaches, and why.
func (a *answer) target(from, allowed int) (int, string) {
	if from < 0 {
		return max(0, allowed-1), ruleOfferFirst
	}
	if allowed <= from || a.now.memory.frozen {
		return from, ruleOfferEnd
	}
	for _, h := range a.heard.Acts {
		if betters(h.Act) && a.was.allows(h.Act) && a.was.strengthOf(h.Act, a.heard).good > 0 {
			return from + 1, ruleOfferStep
		}
	}
	if anyAct(a.heard, isWarmth) && a.now.ledger.Concessions < a.now.scenario.Case.Truth.FreeConcessions {
		return from + 1, ruleOfferFace
	}
	return from, ruleOfferEnd
}

// betters reports whether an act can earn a step up the offers.
func betters(a coach.Act) bool {
	return isPressure(a) || a == coach.ActProposeChoice || a == coach.ActOfferIncentive || a == coach.ActOfferInstalments
}

// terms puts a step of the offers into a promise: the elements asked for and those that stand already. What the trainee
// proposes below the debtor's own terms is gladly taken; above it the debtor counters.
func (a *answer) terms(p coach.Promise, to int) (next coach.Promise, countered bool) {
	offer := a.now.scenario.Case.Truth.Offers[to]
	amount := a.now.scenario.Case.Account.Balance().Share(offer.Share)
	contact := a.now.Contact()
	next = p
	next.Vague, next.By, next.Authority, next.Turn = false, contact.ID, contact.Authority, a.was.turn+1
	if p.Date == "" && slices.Contains(a.asked, coach.ElementDate) {
		next.Date = offer.Date
		if proposed, ok := a.proposedDate(offer.Date); ok {
			next.Date, countered = proposed, proposed == offer.Date && a.asksEarlier(offer.Date)
		}
	} else if p.Date != "" && offer.Date < p.Date {
		next.Date = offer.Date
	}
	if p.Amount == nil && slices.Contains(a.asked, coach.ElementAmount) {
		next.Amount = &amount
		if proposed, ok := a.proposedAmount(); ok && proposed.Minor < amount.Minor {
			next.Amount = &proposed
		} else if ok && proposed.Minor > amount.Minor {
			countered = true
		}
	} else if p.Amount != nil && p.Amount.Minor < amount.Minor {
		next.Amount = &amount
	}
	if next.Date != p.Date || !sameSum(next.Amount, p.Amount) {
		next.Confirmed = false
	}
	return next, countered
}

// proposedDate is the day the trainee names that the debtor can live with: not before the debtor's own.
func (a *answer) proposedDate(own coach.Date) (coach.Date, bool) {
	found := false
	for _, d := range a.heard.Slots.Dates {
		if d.Precision != coach.Exact || d.Latest <= a.now.scenario.Case.Today {
			continue
		}
		found = true
		if d.Latest >= own {
			return d.Latest, true
		}
	}
	return own, found
}

func (a *answer) asksEarlier(own coach.Date) bool {
	return slices.ContainsFunc(a.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return d.Precision == coach.Exact && d.Latest > a.now.scenario.Case.Today && d.Latest < own
	})
}

// proposedAmount is the smallest sum the trainee asks for beside the balance itself, or the balance when only that is
// named.
func (a *answer) proposedAmount() (coach.Money, bool) {
	balance := a.now.scenario.Case.Account.Balance()
	best, found := balance, false
	for _, slot := range a.heard.Slots.Money {
		if m, ok := a.now.value(slot); ok && m.Minor > 0 && m.Minor <= balance.Minor {
			found = true
			if m.Minor < best.Minor {
				best = m
			}
		}
	}
	return best, found
}

// addElements answers which way, by whom, with what proof, and what if not: each only when asked for.
func (a *answer) addElements(p coach.Promise) {
	if p.Level() < coach.P2 {
		return
	}
	for _, e := range a.asked {
		if e == coach.ElementAmount || e == coach.ElementDate || p.Has(e) || len(a.out.Moves) >= 2 {
			continue
		}
		cause := a.cause(a.firstOf(isAsk), ruleElement)
		if a.resists(e) {
			cause.Rule = ruleElementDodge
			if a.silent() {
				a.say(coach.Move{Kind: coach.MoveDodge, Element: e, Cause: cause})
			}
			return
		}
		next := p
		truth, lang := a.now.scenario.Case.Truth, a.now.lang
		switch e {
		case coach.ElementMethod:
			next.Method = truth.Method.In(lang)
		case coach.ElementOwner:
			next.Owner = truth.Owner.In(lang)
		case coach.ElementProof:
			next.Proof = truth.Proof.In(lang)
		case coach.ElementFallback:
			next.Fallback = truth.Fallback.In(lang)
		}
		next.Confirmed, next.Turn = false, a.was.turn+1
		a.say(coach.Move{Kind: coach.MoveAddElement, Element: e, Promise: &next, Cause: cause},
			coach.Effect{Kind: coach.EffectPromise, Promise: &next, Cause: cause})
		p = next
	}
}

// resists reports whether a debtor who does not mean to pay slips away from being pinned down: once per element of
// proof and consequence, unless pressed in the same breath.
func (a *answer) resists(e coach.Element) bool {
	if e != coach.ElementProof && e != coach.ElementFallback || anyAct(a.heard, isPressure) {
		return false
	}
	for _, r := range a.now.scenario.Playbook.Reasons {
		if r.ID == a.now.scenario.Case.Truth.Reason {
			return r.Willing == "no" && a.now.memory.asked[e] <= 1
		}
	}
	return false
}

// vague answers the acceptance of a vague word: the debtor is off the hook and makes for the door.
func (a *answer) vague() {
	if !a.heard.Has(coach.ActAcceptVague) || !a.now.memory.frozen || !a.silent() {
		return
	}
	if a.now.memory.vague >= 2 {
		a.say(a.move(coach.MoveGoodbye, coach.ActAcceptVague, ruleVague))
		a.end()
		return
	}
	if a.now.ledger.Promise.Level() > coach.P0 {
		a.say(a.move(coach.MoveDodge, coach.ActAcceptVague, ruleVague))
		return
	}
	contact := a.now.Contact()
	p := coach.Promise{Vague: true, By: contact.ID, Authority: contact.Authority, Turn: a.was.turn + 1}
	a.say(coach.Move{Kind: coach.MoveDodge, Promise: &p, Cause: a.cause(coach.ActAcceptVague, ruleVague)},
		coach.Effect{Kind: coach.EffectPromise, Promise: &p, Cause: a.cause(coach.ActAcceptVague, ruleVague)})
}

// recap answers a restatement of what was agreed: right, wrong, or never said.
func (a *answer) recap() {
	if !a.heard.Has(coach.ActRecap) {
		return
	}
	p := a.now.standing()
	today := a.now.scenario.Case.Today
	claimsDate, dateRight := false, false
	for _, d := range a.heard.Slots.Dates {
		if d.Precision == coach.Vague || d.Latest <= today {
			continue
		}
		claimsDate = true
		dateRight = dateRight || p.Date != "" && d.Earliest <= p.Date && p.Date <= d.Latest
	}
	claimsSum, sumRight, fileSum := false, false, false
	for _, slot := range a.heard.Slots.Money {
		if m, ok := a.now.value(slot); ok {
			claimsSum = true
			sumRight = sumRight || p.Amount != nil && (m.Minor == p.Amount.Minor || nearly(m, *p.Amount))
			fileSum = fileSum || a.now.onFile(m)
		}
	}
	switch {
	case p.Level() < coach.P2:
		if (claimsDate || claimsSum && !fileSum) && !anyAct(a.heard, isAsk) {
			a.say(a.move(coach.MoveDeny, coach.ActRecap, ruleRecapFalse))
		}
	case p.Date == "" && claimsDate && !anyAct(a.heard, isAsk):
		a.say(a.move(coach.MoveDeny, coach.ActRecap, ruleRecapFalse))
	case p.Date != "" && claimsDate && !dateRight, p.Amount != nil && claimsSum && !sumRight && !fileSum:
		a.say(coach.Move{Kind: coach.MoveCorrect, Promise: &p, Cause: a.cause(coach.ActRecap, ruleRecapWrong)})
	case p.Amount == nil && claimsSum:
		a.asked = append(a.asked, coach.ElementAmount)
		a.bargain(coach.ActRecap, p)
	case dateRight || sumRight:
		next := p
		next.Confirmed, next.Turn = true, a.was.turn+1
		a.say(coach.Move{Kind: coach.MoveConfirm, Promise: &next, Cause: a.cause(coach.ActRecap, ruleRecapRight)},
			coach.Effect{Kind: coach.EffectPromise, Promise: &next, Cause: a.cause(coach.ActRecap, ruleRecapRight)})
	}
}
