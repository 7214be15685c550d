package playtest_test

import (
	"path/filepath"
	"slices"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

func TestACallHeldThroughTheServiceIsTheOnePlayedInMemory(t *testing.T) {
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "huikuan.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	ears := nlu.New()
	calls := session.New(session.Options{Log: store, Library: library(t), Labeller: ears, Voice: debtor.NewScripted(debtor.Pace{})})
	defer func() { _ = calls.Shutdown(t.Context()) }()
	words := func(log []coach.Event) []string {
		var all []string
		for _, turn := range coach.Turns(log) {
			all = append(all, turn.Contact+": "+turn.Text)
		}
		return all
	}
	for _, s := range library(t).Scenarios()[:4] {
		for seed, style := range []playtest.Trainee{trainee(t, "expert"), playtest.Learner(40), playtest.Fouler()} {
			lang := []coach.Lang{coach.Chinese, coach.English}[seed%2]
			number := int64(seed)
			want, err := playtest.Play(s, lang, style, number, ears)
			if err != nil {
				t.Fatal(err)
			}
			call, err := calls.Start(t.Context(), session.StartRequest{ScenarioID: s.Case.ID, Lang: lang, Seed: &number})
			if err != nil {
				t.Fatal(err)
			}
			steps := 0
			if err := playtest.Hold(t.Context(), calls, call, s, style, func(playtest.Step) { steps++ }); err != nil {
				t.Fatal(err)
			}
			got, err := store.Events(t.Context(), call.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(words(got), words(want)) {
				t.Errorf("%s, %s %d: held\n%q\nplayed\n%q", s.Case.ID, style.ID(), seed, words(got), words(want))
			}
			if steps == 0 {
				t.Errorf("%s: nobody was told of the steps", s.Case.ID)
			}
		}
	}
}

func TestALearnerDoesBetterTheMoreTheyHaveLearned(t *testing.T) {
	ears := nlu.New()
	before := int64(-1)
	for _, skill := range []int{0, 25, 50, 75, 100} {
		sum := int64(0)
		for i, s := range library(t).Scenarios() {
			sheet, err := playtest.Verdict(t.Context(), s, coach.Chinese, playtest.Plan{Runs: 1, Seed: int64(i), Trainees: []playtest.Trainee{playtest.Learner(skill)}}, ears)
			if err != nil {
				t.Fatal(err)
			}
			sum += sheet.Trainees[0].Score.Median
		}
		if sum <= before {
			t.Errorf("at %d the scores add up to %d, with less skill to %d", skill, sum, before)
		}
		before = sum
	}
}
