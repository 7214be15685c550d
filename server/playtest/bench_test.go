package playtest_test

import (
	"slices"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// turnsPerCall is how long a call of the speed bar is: 10,000 of them in under 60 s on two cores.
const turnsPerCall = 10

// tenTurns lets a trainee speak ten times and then hangs up.
type tenTurns struct{ playtest.Trainee }

func (t tenTurns) Next(v playtest.View) playtest.Step {
	said := 0
	for _, x := range v.Past {
		if x.Step.Say != "" {
			said++
		}
	}
	if said >= turnsPerCall {
		return playtest.Step{HangUp: true}
	}
	return t.Trainee.Next(v)
}

// BenchmarkTenTurnCall plays calls of ten turns and scores them, as the publish gate does. One operation is one call;
// turn-p50-ms and turn-p99-ms are a debtor's turn with understanding, deciding and wording.
func BenchmarkTenTurnCall(b *testing.B) {
	ears := &timed{ears: nlu.New()}
	cases := library(b).Scenarios()
	expert := tenTurns{trainee(b, "expert")}
	b.ReportAllocs()
	seed := int64(0)
	for b.Loop() {
		seed++
		s := cases[int(seed)%len(cases)]
		if _, err := playtest.Verdict(b.Context(), s, coach.Chinese, playtest.Plan{Runs: 1, Seed: seed, Jobs: 1, Trainees: []playtest.Trainee{expert}}, ears); err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(ears.took)
	b.ReportMetric(float64(ears.took[len(ears.took)/2].Microseconds())/1000, "hear-p50-ms")
	b.ReportMetric(float64(ears.took[len(ears.took)*99/100].Microseconds())/1000, "hear-p99-ms")
	b.ReportMetric(10_000*b.Elapsed().Seconds()/float64(b.N)/2, "s/10000calls/2cores")
}

// timed measures how long hearing takes.
type timed struct {
	ears playtest.Labeller
	took []time.Duration
}

func (t *timed) Understand(in nlu.Input) coach.Understanding {
	start := time.Now()
	u := t.ears.Understand(in)
	t.took = append(t.took, time.Since(start))
	return u
}
