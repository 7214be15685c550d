package nlu

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// basics are the act sets: textbook utterances of each act and plain look-alikes, which the classifier is trained on too.
func basics() []string {
	return []string{"corpus/train/zh-basics.jsonl", "corpus/train/en-basics.jsonl"}
}

// TestActsAreHeardByFunction goes through the act sets: utterances that do the act and look-alikes that do not.
func TestActsAreHeardByFunction(t *testing.T) {
	l := New()
	for _, file := range basics() {
		for _, s := range readSamples(t, file) {
			u := l.Understand(s.input())
			for _, act := range s.Only {
				t.Run(s.ID+" "+string(act), func(t *testing.T) { s.check(t, u, act) })
			}
		}
	}
}

func (s sample) check(t *testing.T, u coach.Understanding, act coach.Act) {
	t.Helper()
	performed := slices.Contains(s.Acts, act)
	if u.Has(act) == performed {
		return
	}
	heard := make([]string, 0, len(u.Acts))
	for _, h := range u.Acts {
		heard = append(heard, string(h.Act))
	}
	want := "want"
	if !performed {
		want = "must not hear"
	}
	t.Errorf("%q after %q: %s %s, heard [%s]", s.Text, s.Prev, want, act, strings.Join(heard, " "))
}

// TestActSetsCoverEveryAct keeps the sets whole: both languages, positives and look-alikes for each act.
func TestActSetsCoverEveryAct(t *testing.T) {
	for _, file := range basics() {
		positives, negatives := map[coach.Act]int{}, map[coach.Act]int{}
		for _, s := range readSamples(t, file) {
			for _, act := range s.Only {
				if slices.Contains(s.Acts, act) {
					positives[act]++
				} else {
					negatives[act]++
				}
			}
		}
		for _, a := range coach.Acts() {
			if positives[a] < 8 || negatives[a] < 4 {
				t.Errorf("%s: %s has %d positives and %d look-alikes, wants 8 and 4", file, a, positives[a], negatives[a])
			}
		}
	}
}
