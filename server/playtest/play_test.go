package playtest_test

import (
	"reflect"
	"sync"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// library is the shipped content, loaded once for all tests of the package.
func library(t testing.TB) *content.Library {
	t.Helper()
	l, err := shippedLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var shippedLibrary = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })

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

// skillShows holds the product's promise: who knows the trade gets a promise worth having, who is merely decent less, who
// begs gets words, and who crosses a line fails.
func skillShows(t *testing.T, sheet playtest.Sheet) {
	t.Helper()
	of := map[string]playtest.Tally{}
	for _, tally := range sheet.Trainees {
		of[tally.Trainee] = tally
	}
	best, decent, timid, illegal := of["expert"], of["decent"], of["timid"], of["illegal"]
	if best.Outcome < coach.O3 || best.Recovery.Median < decent.Recovery.Median {
		t.Errorf("the expert ends at %s and %d, the decent one at %s and %d", best.Outcome, best.Recovery.Median, decent.Outcome, decent.Recovery.Median)
	}
	if timid.PassRate > 0 || timid.Promise > coach.P1 {
		t.Errorf("the timid one passes %d in a thousand, promise %s", timid.PassRate, timid.Promise)
	}
	if illegal.FailRate != 1000 {
		t.Errorf("the illegal one fails only %d in a thousand", illegal.FailRate)
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
		for _, tr := range []playtest.Trainee{trainee(t, "expert"), trainee(t, "decent"), trainee(t, "timid"), trainee(t, "bulldozer")} {
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
