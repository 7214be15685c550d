package calibrate

import (
	"encoding/json"
	"math"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
)

// pointed scores a transcript by what its file says.
func pointed(data []byte) (coach.Scorecard, error) {
	var card coach.Scorecard
	err := json.Unmarshal(data, &card)
	return card, err
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestASetIsMeasured(t *testing.T) {
	set, err := Read(fstest.MapFS{
		"transcripts.jsonl": file(`{"file":"5","group":"g","tier":5}
{"file":"4","group":"g","tier":4}
{"file":"2","group":"g","tier":2}
{"file":"0","group":"g","tier":0,"red_lines":[{"id":"rl_insult","turn":3},{"id":"rl_violence","turn":5}]}
{"file":"i","group":"g","tier":2,"twin":"2"}
`),
		"5":             file(`{"lang":"zh","total":70,"verdict":"pass","criteria":[{"id":"k","checks":[{"id":"a","verdict":"met"},{"id":"b","verdict":"met"}]}]}`),
		"4":             file(`{"lang":"zh","total":75,"verdict":"pass","criteria":[{"id":"k","checks":[{"id":"a","verdict":"met"},{"id":"b","verdict":"not_met"}]}]}`),
		"2":             file(`{"lang":"en","total":40,"verdict":"fail","red_lines":[{"id":"rl_bluff","turn":1}],"criteria":[{"id":"k","checks":[{"id":"a","verdict":"not_met"},{"id":"b","verdict":"met"}]}]}`),
		"0":             file(`{"lang":"en","total":0,"verdict":"fail","red_lines":[{"id":"rl_insult","turn":3},{"id":"rl_violence","turn":7}]}`),
		"i":             file(`{"lang":"en","total":43,"verdict":"fail"}`),
		"rater-a.jsonl": file(`{"file":"5","checks":{"a":"met","b":"met"}}` + "\n" + `{"file":"4","checks":{"a":"met","b":"met"}}` + "\n" + `{"file":"2","checks":{"a":"not_met","b":"not_met"}}` + "\n"),
		"rater-b.jsonl": file(`{"file":"5","checks":{"a":"met"}}` + "\n" + `{"file":"2","checks":{"a":"met"}}` + "\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Measure(set, pointed)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want Share }{
		"two tiers apart": {got.FarPairs, Share{2, 2}},  // 2 under 4, 2 under 5
		"neighbours":      {got.NearPairs, Share{0, 1}}, // 4 over 5
		"unlawful failed": {got.Unlawful, Share{1, 1}},
		"red lines named": {got.Named, Share{1, 2}}, // the second is in another turn
		"no false alarm":  {got.FalseAlarm, Share{3, 4}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
	if got.Shift != 3 || got.Bias != 72-40 {
		t.Errorf("shift %d, bias %d; want 3 and 32", got.Shift, got.Bias)
	}
	if len(got.Scorer) != 2 || got.Scorer[0].Value != 1 || got.Scorer[0].N != 3 {
		t.Errorf("the scorer and the first rater agree on a: %+v", got.Scorer)
	}
	// a by both raters: met/met and not_met/met. Agreement 1/2, by chance (1/2)(1)+(1/2)(0) = 1/2: kappa 0.
	if len(got.Checks) != 1 || math.Abs(got.Checks[0].Value) > 1e-9 {
		t.Errorf("the raters on a: %+v, want kappa 0", got.Checks)
	}
}

func TestABrokenSetSaysWhere(t *testing.T) {
	if _, err := Read(fstest.MapFS{"transcripts.jsonl": file("{}\n{")}); err == nil || err.Error()[:len("transcripts.jsonl:2")] != "transcripts.jsonl:2" {
		t.Errorf("%v, want line 2", err)
	}
	if _, err := Read(fstest.MapFS{}); err == nil {
		t.Error("a set without a list was read")
	}
}
