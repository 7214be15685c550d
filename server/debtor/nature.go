package debtor

import (
	"iter"
	"slices"

	"huikuan/server/coach"
)

// effectOf is what the playbook says an act does to whoever is on the line; nothing where it does not say.
func (st *State) effectOf(act coach.Act) coach.Gauges {
	for i := range st.scenario.Playbook.Effects {
		e := &st.scenario.Playbook.Effects[i]
		if e.Act != act {
			continue
		}
		if own, ok := e.Types[st.debtor.ID]; ok {
			return own
		}
		return e.Base
	}
	return coach.Gauges{}
}

// timings are what the playbook says an act needs with whoever is on the line.
func (st *State) timings(act coach.Act) iter.Seq[*coach.ActTiming] {
	return func(yield func(*coach.ActTiming) bool) {
		for i := range st.scenario.Playbook.Timing {
			t := &st.scenario.Playbook.Timing[i]
			if t.Act == act && (len(t.Types) == 0 || slices.Contains(t.Types, st.debtor.ID)) && !yield(t) {
				return
			}
		}
	}
}
