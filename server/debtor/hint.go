package debtor

import "huikuan/server/coach"

// HintFor names the situation a call is in, as the playbook's hints do, and the help for it: rung 1 is the principle, 2
// the angle, 3 a line to say. A rung beyond 3 reads as 3, below 1 as 1. The text is empty when the playbook has none.
func HintFor(st *State, rung int) (when, text string) {
	rung = min(3, max(1, rung))
	when = st.situation()
	for _, hint := range st.scenario.Playbook.Hints {
		if hint.When != when || len(hint.Rungs) < rung {
			continue
		}
		line := hint.Rungs[rung-1].In(st.lang)
		if filled, ok := fill(line, slotValues(st.Brief(coach.Decision{}, "", nil), coach.Move{Promise: st.hinted()})); ok {
			return when, filled
		}
		return when, line
	}
	return when, ""
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

// situation names where the call stands, as the playbook's hints do.
func (st *State) situation() string {
	p := st.standing()
	switch {
	case st.affect == coach.Hostile || st.affect == coach.Upset:
		return "calm"
	case p.Confirmed && p.Level() >= coach.P4:
		return "close"
	case p.Level() >= coach.P3:
		return "complete"
	case !st.memory.greeted[st.contact] && st.memory.probes == 0:
		return "opening"
	case st.openExcuse() != "":
		return "excuse"
	case !st.Contact().Authority.Binds() && st.ledger.Diagnosed:
		return "contact"
	case !st.ledger.Diagnosed:
		return "diagnose"
	case st.allowed() < 0:
		return "consequence"
	}
	return "commitment"
}
