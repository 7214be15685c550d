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

// tenTurns is ten with a watch: between two of its steps lies one debtor's turn, hearing, deciding, wording and folding.
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
	return ten{t.Trainee}.Next(v)
}

// ten lets a trainee speak ten times and then hangs up.
type ten struct{ playtest.Trainee }

func (t ten) Next(v playtest.View) playtest.Step {
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

// BenchmarkTenTurnCall plays calls of ten turns one after the other, each sentence heard anew. One operation is one call
// without its score; turn-p50-ms and turn-p99-ms are one debtor's turn.
func BenchmarkTenTurnCall(b *testing.B) {
	ears, cases := nlu.New(), library(b).Scenarios()
	expert := &tenTurns{Trainee: trainee(b, "expert")}
	b.ReportAllocs()
	seed := int64(0)
	for b.Loop() {
		seed++
		lang := []coach.Lang{coach.Chinese, coach.English}[seed%2]
		if _, err := playtest.Play(cases[int(seed)%len(cases)], lang, expert, seed, ears); err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(expert.turns)
	b.ReportMetric(float64(expert.turns[len(expert.turns)/2].Microseconds())/1000, "turn-p50-ms")
	b.ReportMetric(float64(expert.turns[len(expert.turns)*99/100].Microseconds())/1000, "turn-p99-ms")
}

// BenchmarkTenThousandCalls plays and scores calls of ten turns as a playtest does: every case, both languages, all cores,
// a sentence said to the same words heard once. One operation is a run of about ten thousand calls.
func BenchmarkTenThousandCalls(b *testing.B) {
	cases := library(b).Scenarios()
	plan := playtest.Plan{Runs: 10_000/(2*len(cases)) + 1, Seed: 1, Trainees: []playtest.Trainee{ten{trainee(b, "expert")}}}
	for b.Loop() {
		ears := nlu.New()
		for _, s := range cases {
			for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
				if _, err := playtest.Verdict(b.Context(), s, lang, plan, ears); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
