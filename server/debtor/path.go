package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// pathStep is the step of slipping away the debtor is on, counted from the one the case's stage names; false for who
// does not slip away, or has come to the end.
func (st *State) pathStep() (coach.PathStep, bool) {
	path := st.debtor.Path
	at := max(0, slices.IndexFunc(path, func(p coach.PathStep) bool { return p.Stage == st.scenario.Case.Stage })) + st.memory.step
	if at >= len(path) {
		return coach.PathStep{}, false
	}
	return path[at], true
}

// demanded reports whether the utterance presses for what the debtor does not mean to give: nothing is promised and
// there is no will for the weakest offer.
func (st *State) demanded(heard coach.Understanding) bool {
	if len(st.debtor.Path) == 0 || st.standing().Level() >= coach.P2 || st.allowed() >= 0 {
		return false
	}
	return anyAct(heard, isAsk) || anyAct(heard, isPressure)
}

// slip takes the next step away once the demands of this one are used up.
func (a *answer) slip() {
	step, on := a.was.pathStep()
	if !on || a.now.memory.demands < step.Asks || !a.was.demanded(a.heard) || a.now.allowed() >= 0 {
		return
	}
	a.hear(coach.Effect{Kind: coach.EffectStep, Value: step.Stage, Cause: a.cause("", ruleSlips)})
	next, on := a.now.pathStep()
	if !on {
		return
	}
	if next.Shift != (coach.Gauges{}) {
		a.hear(a.was.gaugeEffect("", ruleSlips, next.Shift))
	}
	if next.Affect != "" {
		a.hear(coach.Effect{Kind: coach.EffectAffect, Value: string(next.Affect), Cause: a.cause("", ruleSlips)})
	}
}

// vanish ends the call of who has come to the end of the way.
func (a *answer) vanish() {
	_, before := a.was.pathStep()
	if _, on := a.now.pathStep(); on || !before {
		return
	}
	a.say(a.move(coach.MoveHangUp, "", ruleVanishes))
	a.end()
}

// putOffRule says why nothing is promised: who slips away does it in the manner of the step they are on.
func (st *State) putOffRule() string {
	if step, on := st.pathStep(); on {
		return step.Stage
	}
	return ruleNotWilling
}

// meetStage is how the debtor answers when the debt first comes up at this stage, before the first reason is given.
func (a *answer) meetStage(act coach.Act) {
	mood, ok := a.now.scenario.StageMood(a.now.debtor.Group)
	if !ok || mood.Manner == "" || len(a.now.memory.raised) > 0 || !a.silent() {
		return
	}
	a.say(a.move(coach.MoveAcknowledge, act, stageRule+mood.Manner))
}

// metStage is meetStage for who has no reason left to give; it reports whether there was anything to say.
func (a *answer) metStage() bool {
	a.meetStage(coach.ActStateDebt)
	return !a.silent()
}
