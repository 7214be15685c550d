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

// tenTurns lets a trainee speak ten times and then hangs up. Between two of its steps lies one debtor's turn: hearing,
// deciding, wording and folding.
type tenTurns struct {
	playtest.Trainee
	spoke time.Time
	turns []time.Duration
}

func (t *tenTurns) Next(v playtest.View) playtest.Step {
	if len(v.Past) > 1 {
		t.turns = append(t.turns, time.Since(t.spoke))
	}
	defer func() { t.spoke = time.Now() }()
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
// turn-p50-ms and turn-p99-ms are one debtor's turn.
func BenchmarkTenTurnCall(b *testing.B) {
	ears, cases := nlu.New(), library(b).Scenarios()
	expert := &tenTurns{Trainee: trainee(b, "expert")}
	b.ReportAllocs()
	seed := int64(0)
	for b.Loop() {
		seed++
		s := cases[int(seed)%len(cases)]
		lang := []coach.Lang{coach.Chinese, coach.English}[seed%2]
		if _, err := playtest.Verdict(b.Context(), s, lang, playtest.Plan{Runs: 1, Seed: seed, Jobs: 1, Trainees: []playtest.Trainee{expert}}, ears); err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(expert.turns)
	b.ReportMetric(float64(expert.turns[len(expert.turns)/2].Microseconds())/1000, "turn-p50-ms")
	b.ReportMetric(float64(expert.turns[len(expert.turns)*99/100].Microseconds())/1000, "turn-p99-ms")
	b.ReportMetric(10_000*b.Elapsed().Seconds()/float64(b.N)/2, "s/10000calls/2cores")
}
