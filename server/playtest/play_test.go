package playtest_test

import (
	"fmt"
	"reflect"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
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

// outcome folds a log to how the call ended.
func outcome(s *coach.Scenario, lang coach.Lang, log []coach.Event) *debtor.State {
	st := debtor.NewState(s, lang)
	for _, e := range log {
		st.Apply(e)
	}
	return st
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
	wanted := map[string]func(l coach.Ledger) error{
		"expert": func(l coach.Ledger) error {
			if l.Locked || l.Promise.Level() < coach.P4 {
				return fmt.Errorf("ended at %s, locked %v", l.Promise.Level(), l.Locked)
			}
			return nil
		},
		"timid": func(l coach.Ledger) error {
			if l.Locked || l.Promise.Level() > coach.P1 {
				return fmt.Errorf("ended at %s, locked %v", l.Promise.Level(), l.Locked)
			}
			return nil
		},
		"threatening": func(l coach.Ledger) error {
			if !l.Locked {
				return fmt.Errorf("not locked, %s", l.Promise.Level())
			}
			return nil
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
						if err := check(outcome(s, lang, log).Ledger()); err != nil {
							t.Errorf("seed %d: %v", seed, err)
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
