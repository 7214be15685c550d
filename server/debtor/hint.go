package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// HintFor names the situation a call is in, as the playbook's hints do, and the help for it: rung 1 is the principle, 2
// the angle, 3 a line to say. A rung beyond 3 reads as 3, below 1 as 1. The text is empty when the playbook has none that
// fits: no line is given that the trainee said, that asks for what stands or names what the case does not permit.
func HintFor(st *State, rung int) (when, text string) {
	rung = min(3, max(1, rung))
	when = st.situation()
	for _, hint := range st.scenario.Playbook.Hints {
		if hint.When != when || len(hint.Rungs) < rung {
			continue
		}
		if rung == len(hint.Rungs) {
			return when, st.lineToSay(hint)
		}
		if filled, ok := st.filledHint(hint.Rungs[rung-1]); ok {
			return when, filled
		}
	}
	return when, ""
}

// lineToSay is the first line of a hint that fits the moment; where an excuse stands open, the one made for it comes first.
func (st *State) lineToSay(hint coach.Hint) string {
	lines := hint.Sayings()
	if hint.When == situationExcuse {
		open := st.openExcuse()
		for _, x := range st.scenario.Playbook.Excuses {
			if x.ID == open {
				lines = slices.Insert(lines, 0, coach.Saying{Zh: x.Mend.Zh, En: x.Mend.En})
			}
		}
	}
	for _, line := range lines {
		stands := slices.ContainsFunc(line.Gets, func(e coach.Element) bool { return st.standing().Has(e) })
		if filled, ok := st.filledHint(line.Text()); ok && !stands && st.scenario.PermitsAll(line.Names) && !st.memory.spoken.Has(filled) {
			return filled
		}
	}
	return ""
}

// filledHint is a hint in the call's language with the case in its slots; false when a slot has no value.
func (st *State) filledHint(text coach.Text) (string, bool) {
	return fill(text.In(st.lang), slotValues(st.Brief(coach.Decision{}, "", nil), coach.Move{Promise: st.hinted()}))
}

// hinted fills {amount} in a line to say: what stands, else the balance.
func (st *State) hinted() *coach.Promise {
	p := st.standing()
	if p.Amount == nil {
		balance := st.scenario.Case.Account.Balance()
		p.Amount = &balance
	}
	return &p
}

// The situations a hint may be for.
const (
	situationOpening     = "opening"
	situationDiagnose    = "diagnose"
	situationExcuse      = "excuse"
	situationContact     = "contact"
	situationConsequence = "consequence"
	situationCommitment  = "commitment"
	situationComplete    = "complete"
	situationClose       = "close"
	situationCalm        = "calm"
	situationDone        = "" // nothing is left to help with
)

// situation names where the call stands, as the playbook's hints do.
func (st *State) situation() string {
	p := st.standing()
	switch {
	case st.ledger.Locked:
		return situationDone
	case st.affect == coach.Hostile || st.affect == coach.Upset:
		return situationCalm
	case p.Level() >= coach.P3 && slices.ContainsFunc(coach.Elements(), func(e coach.Element) bool { return !p.Has(e) }):
		return situationComplete
	case p.Level() >= coach.P3 && !p.Confirmed:
		return situationClose
	case p.Level() >= coach.P3:
		return situationDone
	case !st.memory.greeted[st.contact] && (st.memory.probes == 0 || st.memory.talks[st.contact] == 0):
		return situationOpening
	case st.openExcuse() != "":
		return situationExcuse
	case !st.Contact().Authority.Binds() && st.ledger.Diagnosed:
		return situationContact
	case !st.ledger.Diagnosed:
		return situationDiagnose
	case st.allowed() < 0 && !st.named():
		return situationConsequence
	}
	return situationCommitment
}

// named reports whether a consequence was named already, or none may be.
func (st *State) named() bool {
	open := func(p coach.Permission) bool { return isPressure(p.Act) && p.Act != coach.ActThirdPartyPressure }
	if !slices.ContainsFunc(st.scenario.Case.Permitted, open) {
		return true
	}
	return slices.ContainsFunc(st.scenario.Case.Permitted, func(p coach.Permission) bool { return open(p) && st.memory.times[p.Act] > 0 })
}
