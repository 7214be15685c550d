package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// recentTurns is how much of the talk a voice is given.
const recentTurns = 12

// Brief gathers what a voice may know of a decided turn. It stays as it is until the turn it is for is folded.
func (st *State) Brief(d coach.Decision, heard string, recent []coach.Turn) Brief {
	after := st.clone()
	after.change(d.Spoken)
	if len(recent) > recentTurns {
		recent = recent[len(recent)-recentTurns:]
	}
	b := Brief{
		Scenario: st.scenario, Contact: st.Contact(), Lang: st.lang, Turn: st.turn, Seed: st.seed,
		Moves: slices.Clone(d.Moves), Affect: after.affect, Promise: after.ledger.Promise, Heard: heard,
		Recent: slices.Clone(recent), Used: st.memory.used,
	}
	for _, f := range st.scenario.Case.Facts {
		if after.ledger.Facts[f.ID].Told() {
			b.Told = append(b.Told, f.ID)
		} else {
			b.Locked = append(b.Locked, f.ID)
		}
	}
	return b
}
