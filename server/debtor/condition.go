package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// met reports whether a condition holds. Acts count from the given one of the trainee's turns on.
func (st *State) met(c coach.Condition, since int) bool {
	if c.Contact != "" && c.Contact != st.contact {
		return false
	}
	if !st.actsMet(c, since) || !st.reaches(c.State) {
		return false
	}
	for _, f := range c.Facts {
		if !st.ledger.Facts[f].Told() {
			return false
		}
	}
	for _, a := range c.Actions {
		if !st.memory.done[a] {
			return false
		}
	}
	return true
}

// actsMet counts the turns in which any of the acts was heard, by the contact the condition names where it names one.
func (st *State) actsMet(c coach.Condition, since int) bool {
	if len(c.Acts) == 0 {
		return true
	}
	wanted, n := setOfActs(c.Acts), 0
	for _, heard := range st.memory.heard[min(since, len(st.memory.heard)):] {
		if heard.acts&wanted != 0 && (c.Contact == "" || c.Contact == heard.contact) {
			n++
		}
	}
	return n >= max(1, c.Times)
}

// reaches reports whether every gauge is at its minimum or above.
func (st *State) reaches(minimum coach.Gauges) bool {
	low, have := gaugeList(minimum), gaugeList(st.gauges)
	for i := range low {
		if have[i] < low[i] {
			return false
		}
	}
	return true
}

// touches reports whether one of the condition's acts was heard in this utterance; a condition without acts is always
// up for a look.
func touches(c coach.Condition, heard coach.Understanding) bool {
	return len(c.Acts) == 0 || slices.ContainsFunc(c.Acts, heard.Has)
}
