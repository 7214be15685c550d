package nlu

import (
	"os"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// TestActsAreHeardByFunction goes through the act sets: utterances that do the act and look-alikes that do not.
func TestActsAreHeardByFunction(t *testing.T) {
	l := New()
	for _, file := range []string{"acts_zh.jsonl", "acts_en.jsonl"} {
		for _, s := range readSamples(t, file) {
			u := l.Understand(s.input())
			if u.Has(s.Act) == s.Hear {
				continue
			}
			heard := make([]string, 0, len(u.Acts))
			for _, h := range u.Acts {
				heard = append(heard, string(h.Act))
			}
			want := "want"
			if !s.Hear {
				want = "must not hear"
			}
			t.Errorf("%s: %q after %q: %s %s, heard [%s]", s.ID, s.Text, s.Prev, want, s.Act, strings.Join(heard, " "))
		}
	}
}

// TestActSetsCoverEveryAct keeps the sets whole: both languages, positives and look-alikes for each act.
func TestActSetsCoverEveryAct(t *testing.T) {
	for _, file := range []string{"acts_zh.jsonl", "acts_en.jsonl"} {
		if _, err := os.Stat("testdata/" + file); err != nil {
			t.Fatal(err)
		}
		positives, negatives := map[coach.Act]int{}, map[coach.Act]int{}
		for _, s := range readSamples(t, file) {
			if s.Hear {
				positives[s.Act]++
			} else {
				negatives[s.Act]++
			}
		}
		for _, a := range coach.Acts() {
			if positives[a] < 8 || negatives[a] < 4 {
				t.Errorf("%s: %s has %d positives and %d look-alikes, wants 8 and 4", file, a, positives[a], negatives[a])
			}
		}
	}
}
