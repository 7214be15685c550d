package debtor

import (
	"context"
	"fmt"
	"testing"

	"huikuan/server/coach"
)

// BenchmarkTurnOfALongCall is a debtor's turn, from understanding to words, after so many turns of the trainee's.
func BenchmarkTurnOfALongCall(b *testing.B) {
	for _, turns := range []int{10, 200} {
		b.Run(fmt.Sprint(turns), func(b *testing.B) {
			st := longCall(b, turns)
			voice := NewScripted(Pace{})
			text, heard := "Which day, and how much?", understood("Which day, and how much?", coach.ActAskCommitment, coach.ActVerifyClaim)
			b.ReportAllocs()
			for b.Loop() {
				d := Decide(st, text, heard)
				if _, err := voice.Speak(context.Background(), st.Brief(d, text, nil), func(string) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// longCall is a call that has gone on for so many turns of the trainee's, with a debtor of endless patience.
func longCall(tb testing.TB, turns int) *State {
	tb.Helper()
	s := fixture()
	s.Personas["common"] = fixturePersona("common", 400)
	c := ring(tb, s, 1)
	for i := range turns {
		c.state.gauges = coach.Gauges{Trust: 50, Irritation: 20, Urgency: 30, Credibility: 40, Face: 50, Obligation: 30, Patience: 100}
		c.say(fmt.Sprintf("And there is this, number %d.", i), []coach.Act{coach.ActProbeReason, coach.ActStateDebt, coach.ActEmpathise, coach.ActAskCommitment}[i%4])
	}
	return c.state
}

// A turn late in a call allocates no more often than an early one.
func TestALongCallCostsNoMoreATurn(t *testing.T) {
	text, heard := "Which day, and how much?", understood("Which day, and how much?", coach.ActAskCommitment, coach.ActVerifyClaim)
	cost := func(turns int) float64 {
		st := longCall(t, turns)
		return testing.AllocsPerRun(50, func() { Decide(st, text, heard) })
	}
	if early, late := cost(10), cost(200); late > early*1.2 {
		t.Fatalf("%v allocations a turn after 10 turns, %v after 200", early, late)
	}
}
