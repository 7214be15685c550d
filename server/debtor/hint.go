package debtor

import "huikuan/server/coach"

// HintFor returns help for where the call stands: rung 1 is the principle, 2 the angle, 3 a line to say. A rung beyond
// 3 reads as 3, below 1 as 1. Text is empty when the playbook has no hint for the situation.
func HintFor(st *State, rung int) coach.HintGiven {
	rung = min(3, max(1, rung))
	h := coach.HintGiven{Turn: st.turn, When: st.situation(), Rung: rung}
	for _, hint := range st.scenario.Playbook.Hints {
		if hint.When == h.When && len(hint.Rungs) >= rung {
			h.Text = hint.Rungs[rung-1].In(st.lang)
		}
	}
	return h
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
