package debtor

import (
	"context"
	"testing"

	"huikuan/server/coach"
)

// BenchmarkTurn is a debtor's turn without understanding: fold, policy, scripted wording.
func BenchmarkTurn(b *testing.B) {
	c := readyToPromise(b)
	text, heard := "Which day, and how much?", understood("Which day, and how much?", coach.ActAskCommitment, coach.ActRejectDelay)
	voice := NewScripted(Pace{})
	log := c.log
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		st := NewState(c.state.scenario, coach.English)
		for _, e := range log {
			st.Apply(e)
		}
		b.StartTimer()
		d := Decide(st, text, heard)
		st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: st.Turn(), Text: text, Contact: "owner", Heard: heard, Decision: d}})
		speech, _ := voice.Speak(context.Background(), st.Brief(d, text, nil), func(string) error { return nil })
		st.Apply(coach.Event{Body: coach.TurnCompleted{Turn: st.Turn(), Contact: "owner", Text: speech.Text, Moves: d.Moves, Spoken: d.Spoken, Lines: speech.Lines}})
	}
}
