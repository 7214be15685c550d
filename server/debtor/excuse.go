package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// uses reports whether the contact on the line uses the excuse.
func (st *State) uses(x coach.CaseExcuse) bool {
	return len(x.Contacts) == 0 || slices.Contains(x.Contacts, st.contact)
}

func isOpen(s coach.ExcuseStatus) bool { return s == coach.ExcuseRaised || s == coach.ExcuseTested }

func isSettled(s coach.ExcuseStatus) bool {
	return s == coach.ExcuseVerified || s == coach.ExcuseExposed
}

// openExcuse is the id of the excuse that stands in the way with this contact: the last one raised; empty for none.
func (st *State) openExcuse() string {
	excuses := st.scenario.Case.Excuses
	for i := len(excuses) - 1; i >= 0; i-- {
		if st.uses(excuses[i]) && isOpen(st.ledger.Excuses[excuses[i].Excuse]) {
			return excuses[i].Excuse
		}
	}
	return ""
}

// excusesLeft are the excuses still to come with this contact, in order. Once the true reason is in the open a false one
// is not even tried on a trainee who knows the file.
func (st *State) excusesLeft() []coach.CaseExcuse {
	var left []coach.CaseExcuse
	for _, x := range st.scenario.Case.Excuses {
		seen := x.Truth == coach.False && st.ledger.Diagnosed && st.gauges.Credibility >= seenThrough
		if st.uses(x) && st.ledger.Excuses[x.Excuse] == coach.ExcuseUnraised && !seen && !st.forestalled(x) && st.met(x.When, 0) {
			left = append(left, x)
		}
	}
	return left
}

// wanting is an excuse that turned out to be true and waits for something from the trainee's desk before it stops standing
// in the way.
func (st *State) wanting() (coach.CaseExcuse, bool) {
	for _, x := range st.scenario.Case.Excuses {
		if st.uses(x) && st.ledger.Excuses[x.Excuse] == coach.ExcuseVerified &&
			slices.ContainsFunc(x.Close.Actions, func(id string) bool { return !st.memory.done[id] }) {
			return x, true
		}
	}
	return coach.CaseExcuse{}, false
}

// forestalled reports whether the documents that would close an excuse are there before it was raised.
func (st *State) forestalled(x coach.CaseExcuse) bool {
	return len(x.Close.Actions) > 0 && !slices.ContainsFunc(x.Close.Actions, func(id string) bool { return !st.memory.done[id] })
}

// seenThrough is the credibility at which a debtor no longer tries a false excuse.
const seenThrough = 90

// excuse answers a test of an excuse: it is closed, settled, or defended once more.
func (a *answer) excuse() {
	excuses := a.now.scenario.Case.Excuses
	for _, x := range excuses {
		if a.now.uses(x) && isSettled(a.now.ledger.Excuses[x.Excuse]) && touches(x.Close, a.heard) && a.now.met(x.Close, a.now.memory.since[x.Excuse]) {
			a.closeExcuse(x)
			return
		}
	}
	for i := len(excuses) - 1; i >= 0; i-- {
		x := excuses[i]
		if !a.now.uses(x) || !isOpen(a.now.ledger.Excuses[x.Excuse]) {
			continue
		}
		tested := slices.ContainsFunc(x.Settle.Acts, a.heard.Has) || a.heard.Has(coach.ActVerifyClaim) || a.heard.Has(coach.ActChallengeClaim)
		if !tested {
			continue
		}
		act := a.firstOf(func(act coach.Act) bool { return slices.Contains(x.Settle.Acts, act) || seeks(act) })
		if a.now.ledger.Excuses[x.Excuse] == coach.ExcuseRaised {
			a.hear(a.status(x, coach.ExcuseTested, act, ruleExcuseTested))
		}
		if touches(x.Settle, a.heard) && a.now.met(x.Settle, a.raisedAt(x)) {
			a.settleExcuse(x, act)
			return
		}
		a.topic = true
		a.say(coach.Move{Kind: coach.MoveDetailExcuse, Excuse: x.Excuse, Cause: a.cause(act, ruleExcuseTested)})
		return
	}
}

// raisedAt is when the excuse was raised; being tested since then does not start the count anew.
func (a *answer) raisedAt(x coach.CaseExcuse) int { return a.now.memory.raised[x.Excuse] }

func (a *answer) status(x coach.CaseExcuse, s coach.ExcuseStatus, act coach.Act, rule string) coach.Effect {
	return coach.Effect{Kind: coach.EffectExcuse, Target: x.Excuse, Value: string(s), Cause: a.cause(act, rule)}
}

func (a *answer) settleExcuse(x coach.CaseExcuse, act coach.Act) {
	status, rule, delta := coach.ExcuseVerified, ruleExcuseTrue, coach.Gauges{Trust: 6, Credibility: 3}
	if x.Truth == coach.False {
		status, rule, delta = coach.ExcuseExposed, ruleExcuseExposed, coach.Gauges{Credibility: 8, Urgency: 5, Face: -4}
	}
	effects := []coach.Effect{a.status(x, status, act, rule), a.was.gaugeEffect(act, rule, delta)}
	if !a.now.ledger.Diagnosed {
		effects = append(effects, coach.Effect{Kind: coach.EffectDiagnosed, Cause: a.cause(act, rule)})
	}
	a.topic = true
	a.say(coach.Move{Kind: coach.MoveSettleExcuse, Excuse: x.Excuse, Cause: a.cause(act, rule)}, effects...)
}

// closeExcuse gives up an excuse. What was asked for in the same breath still wants an answer.
func (a *answer) closeExcuse(x coach.CaseExcuse) {
	act := a.firstOf(func(act coach.Act) bool { return slices.Contains(x.Close.Acts, act) })
	a.topic = true
	a.say(coach.Move{Kind: coach.MoveCloseExcuse, Excuse: x.Excuse, Cause: a.cause(act, ruleExcuseClosed)},
		a.status(x, coach.ExcuseClosed, act, ruleExcuseClosed),
		a.was.gaugeEffect(act, ruleExcuseClosed, coach.Gauges{Patience: 6, Urgency: 2}))
}

// raise gives the next reason for not paying, if there is one left.
func (a *answer) raise(act coach.Act) bool {
	left := a.now.excusesLeft()
	return len(left) > 0 && a.raiseThis(left[0], act)
}

// raiseThis gives a reason for not paying; one excuse is spoken of in a turn.
func (a *answer) raiseThis(x coach.CaseExcuse, act coach.Act) bool {
	if a.topic {
		return false
	}
	a.topic = true
	a.meetStage(act)
	a.say(coach.Move{Kind: coach.MoveRaiseExcuse, Excuse: x.Excuse, Cause: a.cause(act, ruleExcuseNext)},
		a.status(x, coach.ExcuseRaised, act, ruleExcuseNext))
	return true
}

// comeBack leans on an excuse that was never settled.
func (a *answer) comeBack(act coach.Act) bool {
	id := a.now.openExcuse()
	if id == "" || a.topic {
		return false
	}
	a.topic = true
	kind := coach.MoveRaiseExcuse
	if n := a.was.memory.leans[id]; n >= leansAlike {
		kind = []coach.MoveKind{coach.MoveDodge, coach.MoveDetailExcuse, coach.MoveRaiseExcuse}[(n-leansAlike)%3]
	}
	a.say(coach.Move{Kind: kind, Excuse: id, Cause: a.cause(act, ruleExcuseOpen)})
	return true
}

// leansAlike is how often an excuse is given in so many words before the answer varies.
const leansAlike = 3

// excuseAfter looks whether a desk action settles or closes an excuse by itself.
func (a *answer) excuseAfter(action string) {
	for _, x := range a.now.scenario.Case.Excuses {
		status := a.now.ledger.Excuses[x.Excuse]
		switch {
		case !a.now.uses(x):
		case isSettled(status) && slices.Contains(x.Close.Actions, action) && a.now.met(x.Close, a.now.memory.since[x.Excuse]):
			a.closeExcuse(x)
			return
		case isOpen(status) && slices.Contains(x.Settle.Actions, action) && a.now.met(x.Settle, a.raisedAt(x)):
			a.settleExcuse(x, "")
			return
		}
	}
}
