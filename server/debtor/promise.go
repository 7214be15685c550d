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
	if act == "" && pushed == "" && len(a.asked) > 0 && a.silent() {
		a.addElements(a.now.standing())
		return
	}
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
	if p.Level() < coach.P2 && a.tooSoon(act) {
		return
	}
	if p.Level() < coach.P2 && (a.blocked(act) || len(a.asked) == 0) {
		return
	}
	a.bargain(act, p)
}

// tooSoon keeps back a promise that nobody would give yet: what is to happen if a promise fails that was never made; in
// the first answer of somebody new on the line; in the breath in which an excuse falls; and before anything was asked or
// said about the bill at all.
func (a *answer) tooSoon(act coach.Act) bool {
	m := &a.now.memory
	switch {
	case act == coach.ActAgreeFallback && !a.heard.Has(coach.ActAskCommitment) && !a.heard.Has(coach.ActProposeChoice) &&
		!slices.Contains(a.asked, coach.ElementDate) && !slices.Contains(a.asked, coach.ElementAmount):
		if a.unanswered() {
			a.say(a.move(coach.MoveAcknowledge, act, ruleNothingYet))
		}
	case slices.ContainsFunc(a.out.Moves, func(m coach.Move) bool { return m.Kind == coach.MoveSettleExcuse }):
	case m.talks[a.now.contact] <= 1:
		if !a.blocked(act) && a.unanswered() {
			a.say(a.move(coach.MoveAcknowledge, act, ruleLooks))
		}
	case m.probes == 0 && m.said&bit(coach.ActStateDebt) == 0:
		if !a.blocked(act) {
			a.putOff(act)
		}
	default:
		return false
	}
	return true
}

// blocked reports whether a reason stands in the way of any promise, and gives it unless one was spoken of already.
func (a *answer) blocked(act coach.Act) bool {
	if a.now.openExcuse() != "" {
		a.comeBack(act)
		return true
	}
	if x, ok := a.now.wanting(); ok {
		if !a.topic {
			a.topic = true
			a.say(coach.Move{Kind: coach.MoveRaiseExcuse, Excuse: x.Excuse, Cause: a.cause(act, ruleExcuseOpen)})
		}
		return true
	}
	for _, x := range a.now.excusesLeft() {
		if a.now.ledger.Diagnosed && x.Truth != coach.False && len(x.Close.Actions) == 0 && a.withinReach() {
			continue // an honest reason does not come up once a sum they can manage is on the table
		}
		a.raiseThis(x, act)
		return true
	}
	return false
}

// withinReach reports whether the trainee names a sum that the debtor could agree to now.
func (a *answer) withinReach() bool {
	allowed := a.now.allowed()
	if allowed < 0 {
		return false
	}
	most := a.now.scenario.Case.Account.Balance().Share(a.now.scenario.Case.Truth.Offers[allowed].Share)
	sum, named := a.proposedAmount()
	return named && sum.Minor <= most.Minor
}

// commitWithoutAuthority is how a person answers who cannot decide: it is not theirs; pressed, they give words that
// bind nobody; details of a promise their boss made they can add.
func (a *answer) commitWithoutAuthority(act coach.Act, contact coach.Contact) {
	if p := a.now.standing(); p.Level() >= coach.P2 && contact.Authority != coach.AuthorityNone {
		a.addElements(p)
		return
	}
	if contact.Authority == coach.AuthorityNone || a.now.memory.moves[coach.MoveDeflect] == 0 || a.now.standing().Level() > coach.P0 {
		if a.unanswered() {
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
	best, will := -1, st.Willingness()-st.gifts()
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
	to, rule := a.target(p, from, allowed)
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
	if changed || len(a.out.Moves) != before || !a.unanswered() {
		return
	}
	if p.Level() < coach.P2 {
		m := a.move(coach.MoveAcknowledge, act, ruleNothingYet)
		if slices.Contains(a.asked, coach.ElementProof) && !slices.Contains(a.asked, coach.ElementFallback) {
			m.Element = coach.ElementProof
		}
		a.say(m)
		return
	}
	if a.presses(p) {
		a.say(coach.Move{Kind: coach.MoveRefuse, Promise: &p, Cause: a.cause(act, ruleOfferSame)})
		return
	}
	said := coach.Move{Kind: coach.MoveConfirm, Promise: &p, Cause: a.cause(act, ruleAgreed)}
	if i := slices.IndexFunc(a.asked, p.Has); i >= 0 {
		said.Element = a.asked[i]
	}
	a.say(said)
}

// weigh thinks aloud about a day and a sum, by who has just given a reason up and has no promise ready.
func (a *answer) weigh() {
	act := a.firstOf(isAsk)
	if act == "" || a.silent() || !a.unanswered() || a.now.standing().Level() >= coach.P2 {
		return
	}
	a.say(a.move(coach.MoveAcknowledge, act, ruleWeighs))
}

// presses reports whether the trainee is after better terms, rather than after what stands already.
func (a *answer) presses(p coach.Promise) bool {
	return anyAct(a.heard, func(act coach.Act) bool { return betters(act) || isConsequence(act) }) || a.asksBetter(p) ||
		len(a.asked) == 0 || a.asked[0] == coach.ElementAmount || a.asked[0] == coach.ElementDate
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
	rule := a.now.putOffRule()
	if a.now.ledger.Promise.Level() > coach.P0 || a.now.affect == coach.Hostile {
		kind := coach.MoveDodge
		if a.now.affect == coach.Hostile || a.now.affect == coach.Upset || a.now.memory.moves[coach.MoveDodge] > a.now.memory.moves[coach.MoveRefuse] {
			kind = coach.MoveRefuse
		}
		a.say(a.move(kind, act, rule))
		return
	}
	contact := a.now.Contact()
	p := coach.Promise{Vague: true, By: contact.ID, Authority: contact.Authority, Turn: a.was.turn + 1}
	a.say(coach.Move{Kind: coach.MoveDodge, Promise: &p, Cause: a.cause(act, rule)},
		coach.Effect{Kind: coach.EffectPromise, Promise: &p, Cause: a.cause(act, rule)})
}

// target is the step of the offers this turn reaches, and why.
func (a *answer) target(p coach.Promise, from, allowed int) (int, string) {
	if from < 0 {
		return max(0, allowed-1), ruleOfferFirst
	}
	if allowed <= from || a.now.memory.frozen || a.completes(p) {
		return from, ruleOfferEnd
	}
	for _, h := range a.heard.Acts {
		better := betters(h.Act) || h.Act == coach.ActAskCommitment && a.asksBetter(p)
		if better && a.was.allows(h.Act) && a.was.strengthOf(h.Act, a.heard).good > 0 {
			return from + 1, ruleOfferStep
		}
	}
	if anyAct(a.heard, isWarmth) && a.now.ledger.Concessions < a.now.scenario.Case.Truth.FreeConcessions {
		return from + 1, ruleOfferFace
	}
	return from, ruleOfferEnd
}

// completes reports whether the utterance is after the rest of a promise, its ways and means, and not after a better one.
func (a *answer) completes(p coach.Promise) bool {
	if p.Level() < coach.P3 || len(a.asked) == 0 || a.asksBetter(p) {
		return false
	}
	return slices.Contains(a.asked, coach.ElementRest) ||
		!slices.ContainsFunc(a.asked, func(e coach.Element) bool { return e == coach.ElementAmount || e == coach.ElementDate })
}

// betters reports whether an act can earn a step up the offers.
func betters(a coach.Act) bool {
	return isPressure(a) || a == coach.ActProposeChoice || a == coach.ActOfferIncentive || a == coach.ActOfferInstalments
}

// asking is the act by which something is asked for: a plain ask, or else what stands in for it.
func (a *answer) asking() coach.Act {
	if act := a.firstOf(isAsk); act != "" {
		return act
	}
	return a.firstOf(func(act coach.Act) bool {
		return isPressure(act) || act == coach.ActRecap || act == coach.ActProbeDecisionMaker
	})
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
		cause := a.cause(a.asking(), ruleElement)
		if a.resists(e) {
			cause.Rule = ruleElementDodge
			if a.unanswered() {
				a.say(coach.Move{Kind: coach.MoveDodge, Element: e, Cause: cause})
			}
			return
		}
		next := p
		truth, lang := a.now.scenario.Case.Truth, a.now.lang
		switch e {
		case coach.ElementRest:
			if next.Rest = a.planRest(p); len(next.Rest) == 0 {
				a.laterForTheRest(p)
				continue
			}
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
	if c := a.now.Contact(); c.DebtorType != "" && c.DebtorType != a.now.scenario.Case.Truth.DebtorType {
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
