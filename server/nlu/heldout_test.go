package nlu

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"huikuan/server/coach"
)

// sample is one line of a test corpus.
type sample struct {
	ID   string      `json:"id"`
	Lang coach.Lang  `json:"lang"`
	Text string      `json:"text"`
	Prev string      `json:"prev,omitempty"`
	Acts []coach.Act `json:"acts"`
	Hear bool        `json:"hear"`           // adversarial set: whether it is meta
	Only []coach.Act `json:"only,omitempty"` // act sets: the act the line is about; nothing is said of others
}

func (s sample) input() Input {
	currency := "CNY"
	if s.Lang == coach.English {
		currency = "GBP"
	}
	return Input{Lang: s.Lang, Text: s.Text, Previous: s.Prev, Today: "2026-04-08", Balance: coach.Money{Minor: 28_000_000, Currency: currency}}
}

func readSamples(t testing.TB, name string) []sample {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var samples []sample
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatalf("%s line %d: %v", name, len(samples)+1, err)
		}
		samples = append(samples, s)
	}
	return samples
}

// TestHeldOutSetIsHeard measures the labeller on utterances the patterns were not written from. The floors are below
// what was measured, so that only a real loss fails.
func TestHeldOutSetIsHeard(t *testing.T) {
	l := New()
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		var right, heard, there int
		byAct := map[coach.Act]*[3]int{}
		count := func(act coach.Act, k int) {
			if byAct[act] == nil {
				byAct[act] = &[3]int{}
			}
			byAct[act][k]++
		}
		for _, s := range readSamples(t, "testdata/heldout_"+string(language)+".jsonl") {
			u := l.Understand(s.input())
			for _, h := range u.Acts {
				heard++
				count(h.Act, 1)
				if slices.Contains(s.Acts, h.Act) {
					right++
					count(h.Act, 0)
				}
			}
			for _, a := range s.Acts {
				there++
				count(a, 2)
			}
		}
		precision, recall := float64(right)/float64(heard), float64(right)/float64(there)
		t.Logf("%s: precision %.3f recall %.3f (%d right of %d heard, %d there)", language, precision, recall, right, heard, there)
		for _, a := range coach.Acts() {
			if c := byAct[a]; c != nil && testing.Verbose() {
				t.Logf("  %-22s right %d heard %d there %d", a, c[0], c[1], c[2])
			}
		}
		if precision < 0.6 || recall < 0.6 {
			t.Errorf("%s: precision %.3f, recall %.3f", language, precision, recall)
		}
	}
}
