package playtest_test

import (
	"reflect"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// seeds is how often each trainee plays each case in each language.
const seeds = 20

// library loads the shipped content.
func library(t testing.TB) *content.Library {
	t.Helper()
	l, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func trainee(t testing.TB, id string) playtest.Trainee {
	t.Helper()
	for _, tr := range playtest.Trainees() {
		if tr.ID() == id {
			return tr
		}
	}
	t.Fatalf("there is no trainee %s", id)
	return nil
}

// TestSkillShows holds the product's promise: who knows the trade gets a promise worth having, who begs gets words, and
// who threatens gets nothing at all.
func TestSkillShows(t *testing.T) {
	ears := nlu.New()
	wanted := map[string]func(card coach.Scorecard) bool{
		"expert": func(card coach.Scorecard) bool {
			return card.Outcome.Promise.Level >= coach.P4 && card.Verdict == assess.Passed && len(card.RedLines) == 0
		},
		"timid": func(card coach.Scorecard) bool {
			return card.Outcome.Promise.Level <= coach.P1 && card.Verdict == assess.Failed && card.Outcome.Rung != coach.O0
		},
		"threatening": func(card coach.Scorecard) bool {
			return card.Outcome.Rung == coach.O0 && card.Verdict == assess.Failed && *card.Total == 0
		},
	}
	for _, s := range library(t).Scenarios() {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			for id, check := range wanted {
				t.Run(s.Case.ID+"/"+string(lang)+"/"+id, func(t *testing.T) {
					for seed := range int64(seeds) {
						log, err := playtest.Play(s, lang, trainee(t, id), seed, ears)
						if err != nil {
							t.Fatal(err)
						}
						if card := assess.Score(assess.FromLog(s, log)); !check(card) {
							t.Errorf("seed %d: %s with %s, outcome %s, red lines %v", seed, card.Verdict, card.Outcome.Promise.Level, card.Outcome.Rung, card.RedLines)
						}
					}
				})
			}
		}
	}
}

func TestTheSameSeedPlaysTheSameCall(t *testing.T) {
	ears := nlu.New()
	for _, s := range library(t).Scenarios() {
		first, _ := playtest.Play(s, coach.English, trainee(t, "expert"), 5, ears)
		again, _ := playtest.Play(s, coach.English, trainee(t, "expert"), 5, ears)
		if !reflect.DeepEqual(first, again) {
			t.Errorf("%s: two logs of the same seed differ", s.Case.ID)
		}
	}
}

func TestNoLineIsSpokenTwiceInACall(t *testing.T) {
	ears := nlu.New()
	for _, s := range library(t).Scenarios() {
		for _, tr := range playtest.Trainees() {
			log, _ := playtest.Play(s, coach.Chinese, tr, 3, ears)
			seen := map[string]bool{}
			for _, turn := range coach.Turns(log) {
				if turn.Speaker != coach.Debtor {
					continue
				}
				if seen[turn.Text] {
					t.Errorf("%s, %s: %q was said twice", s.Case.ID, tr.ID(), turn.Text)
				}
				seen[turn.Text] = true
			}
		}
	}
}
