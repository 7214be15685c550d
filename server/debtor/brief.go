package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// shownTurns is how many utterances a voice is shown word for word: at least so many, and fewer than twice as many. What
// is older goes in one piece, so that the words shown begin at the same place for several turns, and what an endpoint made
// of them is good for the next turn too.
const shownTurns = 8

// shownFrom is the first utterance that is shown before the given one.
func shownFrom(turn int) int { return max(0, turn/shownTurns-1) * shownTurns }

// Made is what the debtor's side did in a turn.
type Made struct {
	Turn    int
	Contact string
	Moves   []coach.Move
}

// Brief gathers what a voice may know of a decided turn. It stays as it is until the turn it is for is folded.
func (st *State) Brief(d coach.Decision, heard string, recent []coach.Turn) Brief {
	after := st.clone()
	after.change(d.Spoken)
	from := shownFrom(st.turn)
	for len(recent) > 0 && recent[0].Index < from {
		recent = recent[1:]
	}
	earlier := 0
	for earlier < len(st.memory.made) && st.memory.made[earlier].Turn < from {
		earlier++
	}
	b := Brief{
		Scenario: st.scenario, Contact: st.Contact(), Lang: st.lang, Turn: st.turn, Seed: st.seed,
		Moves: slices.Clone(d.Moves), Affect: after.affect, Promise: after.ledger.Promise, Heard: heard,
		Recent: slices.Clone(recent), Earlier: st.memory.made[:earlier:earlier], Used: st.memory.used,
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
