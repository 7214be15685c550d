package debtor

import (
	"context"

	"huikuan/server/coach"
)

// Brief is all a voice may know of a turn it words. It is a copy: a voice may keep it while the call goes on.
type Brief struct {
	Scenario *coach.Scenario
	Contact  coach.Contact // who speaks
	Lang     coach.Lang
	Turn     int   // the debtor's turn being worded
	Seed     int64 // of the session
	Moves    []coach.Move
	Affect   coach.Affect
	Promise  coach.Promise   // as it stands once the moves are made
	Heard    string          // what the trainee has just said
	Recent   []coach.Turn    // the last turns of the call, oldest first, without Heard
	Earlier  []Made          // what this side did before the turns of Recent
	Told     []string        // ids of facts the trainee already knows, or is told in this turn
	Locked   []string        // ids of facts that may not be hinted at
	Used     map[string]bool // ids of scripted wordings already used in this call
}

// Speech is what a voice said.
type Speech struct {
	Text        string   // exactly what was emitted
	Lines       []string // ids of the scripted wordings used
	Source      string   // "scripted" or "model"
	Flags       []string // what went wrong on the way: fallback:<error kind>, guard_cut, …
	Usage       coach.Usage
	Interrupted bool // the context ended before the speech did
}

// Voice words a turn. It emits the words as they come and returns what was said in all. When ctx ends it stops at once
// and returns what was emitted with Interrupted set and no error. An error from emit ends the speech the same way.
type Voice interface {
	Speak(ctx context.Context, brief Brief, emit func(delta string) error) (Speech, error)
}
