package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// recallKind is what an utterance says about a promise made before this call.
type recallKind int

const (
	recallsNothing recallKind = iota
	recallsTrue               // one that is on the account
	recallsFalse              // one that never was
)

// recalls holds what the trainee says was promised before the call against the account. Cases whose account lists no
// promise say nothing about it either way.
func (st *State) recalls(text string, heard coach.Understanding) recallKind {
	history := st.scenario.Case.Account.History
	known := slices.ContainsFunc(history, func(h coach.HistoryEntry) bool { return h.Promised != nil })
	if !known || heard.Has(coach.ActMeta) || !recallsPromise(st.lang, text, false) {
		return recallsNothing
	}
	past, unknown := false, false
	for _, d := range heard.Slots.Dates {
		d = st.lookingBack(d)
		if d.Earliest == "" || d.Latest >= st.scenario.Case.Today {
			continue
		}
		past = true
		within := func(day coach.Date) bool { return d.Earliest <= day && day <= d.Latest }
		for _, h := range history {
			if h.Promised != nil && (within(h.Promised.Day) || within(h.Date)) {
				return recallsTrue
			}
		}
		unknown = unknown || d.Precision == coach.Exact && !st.dateOnFile(d)
	}
	promised := recallsPromise(st.lang, text, true)
	switch {
	case promised && unknown:
		return recallsFalse
	case promised && !past && len(heard.Slots.Dates) == 0 && st.standing().Level() < coach.P2:
		return recallsTrue
	}
	return recallsNothing
}

// lookingBack reads a bare weekday in a reminder as the last one: "you told me Friday" is the Friday that has passed, as
// long as no promise of this call is there to mean another.
func (st *State) lookingBack(d coach.DateSlot) coach.DateSlot {
	if d.Earliest == d.Latest && d.Latest > st.scenario.Case.Today && st.scenario.Case.Today.DaysUntil(d.Latest) <= 7 && st.standing().Level() < coach.P2 {
		d.Earliest, d.Latest = d.Earliest.AddDays(-7), d.Latest.AddDays(-7)
	}
	return d
}

// recall answers the reminder of a promise: one that was broken is owned up to, once; one never made is denied.
func (a *answer) recall() {
	if a.was.memory.recalled && a.was.recalls(a.text, a.heard) == recallsTrue || !a.silent() {
		return
	}
	act := a.firstOf(func(coach.Act) bool { return true })
	switch a.was.recalls(a.text, a.heard) {
	case recallsTrue:
		a.say(a.move(coach.MoveAcknowledge, act, ruleRecalled))
	case recallsFalse:
		a.say(a.move(coach.MoveDeny, act, ruleRecapFalse))
	}
}

// recallEffects is what the reminder does.
func (st *State) recallEffects(text string, heard coach.Understanding) []coach.Effect {
	switch st.recalls(text, heard) {
	case recallsTrue:
		if !st.memory.recalled {
			return []coach.Effect{st.gaugeEffect("", ruleRecalled, coach.Gauges{Credibility: 6, Obligation: 5, Urgency: 3, Face: -3})}
		}
	case recallsFalse:
		return []coach.Effect{st.gaugeEffect("", ruleRecapFalse, coach.Gauges{Credibility: -8, Irritation: 4}), st.mark("", ruleRecapFalse, markContradiction, "")}
	}
	return nil
}
