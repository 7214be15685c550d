package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// discloseToQuestion tells a fact before anything is promised, unless a promise is all that was asked for, or what is asked
// for completes the one that stands.
func (a *answer) discloseToQuestion() {
	if len(a.asked) == 0 || anyAct(a.heard, seeks) && !a.completes(a.now.standing()) {
		a.disclose()
	}
}

// disclose tells a fact that was earned, one a turn and never on the first question of a call.
func (a *answer) disclose() {
	if a.was.memory.probes == 0 || slices.ContainsFunc(a.out.Moves, func(m coach.Move) bool { return m.Kind == coach.MoveDisclose }) {
		return
	}
	probing := anyAct(a.heard, seeks)
	if !probing && slices.ContainsFunc(a.out.Moves, func(m coach.Move) bool {
		return m.Kind == coach.MoveConfirm || m.Kind == coach.MoveAddElement || m.Kind == coach.MovePromise
	}) {
		return
	}
	for _, f := range a.inQuestion() {
		status := a.now.ledger.Facts[f.ID]
		if status.Told() || !touches(f.Unlock, a.heard) || !a.now.met(f.Unlock, 0) {
			continue
		}
		if !a.inquires(f.Unlock) {
			continue
		}
		if probing && len(f.Unlock.Acts) > 0 && !slices.ContainsFunc(f.Unlock.Acts, func(act coach.Act) bool { return seeks(act) && a.heard.Has(act) }) {
			continue // a question was asked, and this is no answer to it
		}
		act := a.firstOf(func(act coach.Act) bool { return slices.Contains(f.Unlock.Acts, act) || seeks(act) })
		if status == coach.FactLocked {
			a.hear(coach.Effect{Kind: coach.EffectFact, Target: f.ID, Value: string(coach.FactUnlocked), Cause: a.cause(act, ruleFactEarned)})
		}
		effects := []coach.Effect{{Kind: coach.EffectFact, Target: f.ID, Value: string(coach.FactElicited), Cause: a.cause(act, ruleFactEarned)}}
		if f.Graded && !a.now.ledger.Diagnosed {
			effects = append(effects, coach.Effect{Kind: coach.EffectDiagnosed, Cause: a.cause(act, ruleFactEarned)})
		}
		if a.silent() && a.heard.Has(coach.ActOfferHelp) && !probing {
			a.say(a.move(coach.MoveAcknowledge, coach.ActOfferHelp, rulePolite))
		}
		a.say(coach.Move{Kind: coach.MoveDisclose, Fact: f.ID, Cause: a.cause(act, ruleFactEarned)}, effects...)
		return
	}
}

// inQuestion lists the facts with those first that answer the first question in the utterance.
func (a *answer) inQuestion() []coach.Fact {
	first, facts := a.firstOf(seeks), a.now.scenario.Case.Facts
	if first == "" {
		return facts
	}
	sorted := slices.Clone(facts)
	slices.SortStableFunc(sorted, func(f, g coach.Fact) int {
		return btoi(slices.Contains(g.Unlock.Acts, first)) - btoi(slices.Contains(f.Unlock.Acts, first))
	})
	return sorted
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inquires reports whether the utterance is after what the condition guards. Once a promise stands, asking for a slip or
// a day is about the promise.
func (a *answer) inquires(c coach.Condition) bool {
	if len(c.Acts) == 0 {
		return anyAct(a.heard, seeks)
	}
	return slices.ContainsFunc(c.Acts, func(act coach.Act) bool {
		return a.heard.Has(act) && !(isAsk(act) && a.now.standing().Level() >= coach.P2)
	})
}

// probe answers a question that earned nothing: with the next reason, the standing one, or a way round it.
func (a *answer) probe() {
	act := a.firstOf(isProbe)
	if act == "" || !a.unanswered() {
		return
	}
	if act == coach.ActProbeReason && (a.newStory() && a.raise(act) || a.comeBack(act)) {
		return
	}
	if a.now.openExcuse() == "" && act != coach.ActProbeDecisionMaker && a.raise(act) {
		return
	}
	switch {
	case act == coach.ActProbeDecisionMaker && len(a.asked) > 0 && a.now.standing().Level() >= coach.P3:
		a.addElements(a.now.standing())
		if a.unanswered() {
			p := a.now.standing()
			a.say(coach.Move{Kind: coach.MoveConfirm, Promise: &p, Cause: a.cause(act, ruleAgreed)})
		}
	case act == coach.ActProbeDecisionMaker && a.now.scenario.Case.Truth.Decides == a.now.contact:
		a.say(a.move(coach.MoveAcknowledge, act, ruleDecider))
	case act == coach.ActProbeDecisionMaker && a.now.ledger.Reachable[a.now.scenario.Case.Truth.Decides]:
		a.say(a.now.throughTo(a.now.scenario.Case.Truth.Decides, a.cause(act, "")))
	case a.exhausted(act) || act == coach.ActProbeReason && a.now.reasonsGiven():
		a.say(a.move(coach.MoveAcknowledge, act, ruleTold))
	case a.was.memory.probes == 0:
		a.say(a.move(coach.MoveDeflect, act, ruleFirstAsk))
	default:
		a.say(a.move(coach.MoveDeflect, act, ruleNotYet))
	}
}

// newStory reports whether asking why brings another reason: when none stands, or the one that stands is made up.
func (a *answer) newStory() bool {
	x, _ := a.now.scenario.Excuse(a.now.openExcuse())
	return x.Truth == "" || x.Truth == coach.False
}

// reasonsGiven reports whether reasons not to pay were given and there is none left.
func (st *State) reasonsGiven() bool {
	return len(st.excusesLeft()) == 0 && len(st.ledger.Excuses) > 0
}

// exhausted reports whether whoever is on the line has told all there is to this kind of question.
func (a *answer) exhausted(act coach.Act) bool {
	told := false
	for _, f := range a.now.scenario.Case.Facts {
		if !slices.Contains(f.Unlock.Acts, act) || f.Unlock.Contact != "" && f.Unlock.Contact != a.now.contact {
			continue
		}
		if !a.now.ledger.Facts[f.ID].Told() {
			return false
		}
		told = true
	}
	return told
}

// manners answers what asks for nothing: a greeting, the facts, warmth, pressure, begging.
func (a *answer) manners() {
	if !a.silent() {
		return
	}
	switch {
	case a.stale():
		a.say(a.move(coach.MoveBored, a.firstOf(func(coach.Act) bool { return true }), ruleRepeat))
	case a.heard.Has(coach.ActGrovel):
		a.begged()
	case a.mistimedReply():
	case anyAct(a.heard, a.was.premature):
		a.say(a.move(coach.MoveBristle, a.firstOf(isConsequence), ruleEarly))
	case anyAct(a.heard, isPressure) && (a.now.affect == coach.Upset || a.now.affect == coach.Hostile):
		a.say(a.move(coach.MoveBristle, a.firstOf(isPressure), ruleMoodUpset))
	case anyAct(a.heard, isFaceExit):
		a.say(a.move(coach.MoveThaw, a.firstOf(isFaceExit), rulePolite))
	case a.heard.Has(coach.ActStateDebt) && a.now.nextUp():
		a.raise(coach.ActStateDebt)
	case a.heard.Has(coach.ActStateDebt) && a.was.sequel != nil && a.was.memory.times[coach.ActStateDebt] == 0 && a.metStage():
	case a.heard.Has(coach.ActGreet) && !a.was.memory.greeted[a.was.contact]:
		a.identify(coach.ActGreet)
	case (a.heard.Has(coach.ActChallengeClaim) || a.heard.Has(coach.ActVerifyClaim)) && a.whichBill():
	case len(a.heard.Acts) > 0:
		a.say(a.move(coach.MoveAcknowledge, a.heard.Acts[0].Act, rulePolite))
	}
}

// nextUp reports whether a first reason is ready and none has been given yet.
func (st *State) nextUp() bool {
	return len(st.excusesLeft()) > 0 && st.openExcuse() == ""
}

// stale reports whether everything said had been said twice before.
func (a *answer) stale() bool {
	if setOf(a.heard)&^setOfActs([]coach.Act{coach.ActGreet}) == 0 {
		return false
	}
	for _, act := range distinctActs(a.heard) {
		if a.was.memory.keys[a.was.keyOf(act)] < 2 {
			return false
		}
	}
	return true
}

// begged answers pleading: those who feel above it look down on it.
func (a *answer) begged() {
	switch a.now.debtor.ID {
	case "d_technical", "d_old_friend", "d_forgetful", "d_powerless", "d_evasive":
		a.say(a.move(coach.MoveAcknowledge, coach.ActGrovel, rulePolite))
	default:
		a.say(a.move(coach.MoveScorn, coach.ActGrovel, ruleBegging))
	}
}

// own adds at most one move of the debtor's own: an excuse that still stands is leaned on again when it has not been
// spoken of for a while.
func (a *answer) own() {
	if len(a.out.Moves) != 1 || a.topic || a.now.standing().Level() >= coach.P2 || a.was.turn-a.was.memory.leaned < leanEvery {
		return
	}
	switch a.out.Moves[0].Kind {
	case coach.MoveAcknowledge, coach.MoveBristle, coach.MoveThaw, coach.MoveDeflect:
		a.comeBack("")
	}
}

// blurt comes out with a fact nobody asked for, in the mood it belongs to: a fact so told is donated.
func (a *answer) blurt() {
	if len(a.out.Moves) != 1 || a.was.turn < blurtFrom || a.was.memory.blurted > 0 && a.was.turn-a.was.memory.blurted < blurtEvery {
		return
	}
	switch a.out.Moves[0].Kind {
	case coach.MoveAcknowledge, coach.MoveBristle, coach.MoveThaw, coach.MoveDeflect, coach.MoveRaiseExcuse, coach.MoveScorn, coach.MoveDodge:
	default:
		return
	}
	for _, f := range a.now.scenario.Case.Facts {
		if f.Graded || a.now.ledger.Facts[f.ID].Told() || !slices.Contains(f.Blurts, a.now.affect) ||
			f.Unlock.Contact != "" && f.Unlock.Contact != a.now.contact {
			continue
		}
		a.say(coach.Move{Kind: coach.MoveDisclose, Fact: f.ID, Cause: a.cause("", ruleBlurted)},
			coach.Effect{Kind: coach.EffectFact, Target: f.ID, Value: string(coach.FactDonated), Cause: a.cause("", ruleBlurted)})
		return
	}
}

// blurtFrom is the first turn in which something may slip out, blurtEvery how many turns lie between two slips.
const (
	blurtFrom  = 3
	blurtEvery = 6
)

// askBack asks the trainee something: who answers with a figure, a day or a paper is taken more seriously.
func (a *answer) askBack() {
	every := a.now.debtor.AsksBack
	if every == 0 || len(a.out.Moves) != 1 || a.topic || a.now.standing().Level() >= coach.P2 || len(a.now.memory.heard)%every != 0 {
		return
	}
	switch a.out.Moves[0].Kind {
	case coach.MoveAcknowledge, coach.MoveBristle, coach.MoveThaw:
		if a.out.Moves[0].Cause.Act == coach.ActOfferHelp {
			return // one does not turn on somebody who is just being of use
		}
		a.say(a.move(coach.MoveTest, "", ruleAskBack))
	}
}

// leanEvery is how many turns an open excuse rests before it is brought up unasked.
const leanEvery = 4

// fallback answers what carries no act at all.
func (a *answer) fallback() {
	if !a.silent() {
		return
	}
	if !a.was.memory.greeted[a.was.contact] && a.was.turn < 3 {
		a.identify("")
		return
	}
	a.chat()
}

// identify asks who is calling, or, of who has said so, what it is about.
func (a *answer) identify(act coach.Act) {
	rule := ruleIdentity
	if a.now.memory.known[a.was.contact] {
		rule = ruleWhich
	}
	a.say(a.move(coach.MoveIdentify, act, rule))
}
