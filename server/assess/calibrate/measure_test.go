package calibrate

import (
	"encoding/json"
	"math"
	"slices"
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
{"file":"3","group":"p","tier":3}
{"file":"p","group":"p","tier":0,"kind":"parrot"}
{"file":"q","group":"p","tier":0,"kind":"parrot"}
`),
		"5":             file(`{"lang":"zh","total":70,"verdict":"pass","criteria":[{"id":"k","checks":[{"id":"a","verdict":"met"},{"id":"b","verdict":"met"}]}]}`),
		"4":             file(`{"lang":"zh","total":75,"verdict":"pass","criteria":[{"id":"k","checks":[{"id":"a","verdict":"met"},{"id":"b","verdict":"not_met"}]}]}`),
		"2":             file(`{"lang":"en","total":40,"verdict":"fail","red_lines":[{"id":"rl_bluff","turn":1}],"criteria":[{"id":"k","checks":[{"id":"a","verdict":"not_met"},{"id":"b","verdict":"met"}]}]}`),
		"0":             file(`{"lang":"en","total":0,"verdict":"fail","red_lines":[{"id":"rl_insult","turn":3},{"id":"rl_violence","turn":7}]}`),
		"3":             file(`{"lang":"en","total":40,"verdict":"fail"}`),
		"p":             file(`{"lang":"en","total":39,"verdict":"fail"}`),
		"q":             file(`{"lang":"en","total":40,"verdict":"fail"}`),
		"i":             file(`{"lang":"en","total":43,"verdict":"fail"}`),
		"rater-a.jsonl": file(`{"file":"5","checks":{"a":"met","b":"met"}}` + "\n" + `{"file":"4","checks":{"a":"met","b":"met"}}` + "\n" + `{"file":"2","checks":{"a":"not_met","b":"not_met"}}` + "\n"),
		"rater-b.jsonl": file(`{"file":"5","checks":{"a":"met"}}` + "\n" + `{"file":"2","checks":{"a":"met"}}` + "\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Measure(set, []coach.Criterion{{ID: "k", Checks: []coach.Check{{ID: "a", Weight: 1}, {ID: "b", Weight: 1}}}}, nil, pointed)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ got, want Share }{
		"two tiers apart": {got.FarPairs, Share{2, 2}},  // 2 under 4, 2 under 5
		"neighbours":      {got.NearPairs, Share{0, 1}}, // 4 over 5
		"unlawful failed": {got.Unlawful, Share{1, 1}},
		"red lines named": {got.Named, Share{1, 2}}, // the second is in another turn
		"no false alarm":  {got.FalseAlarm, Share{6, 7}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", name, c.got, c.want)
		}
	}
	if got.Shift != 3 || got.Bias != 72-40 {
		t.Errorf("shift %d, bias %d; want 3 and 32", got.Shift, got.Bias)
	}
	if got.Quoted != (Share{1, 1}) || got.Parrots != (Share{1, 2}) {
		t.Errorf("quoted %+v, parrots %+v", got.Quoted, got.Parrots)
	}
	// a: the rules and the first rater agree on three calls, with the second on 5 and differ on 2.
	a := got.Checks[0]
	if a.ID != "a" || len(a.Rules) != 2 || a.Rules[0].Value != 1 || a.Rules[0].N != 3 || a.Rules[1].N != 2 {
		t.Errorf("the rules on a: %+v", a)
	}
	// The raters on a: met/met and not_met/met. Agreement 1/2, by chance (1/2)(1)+(1/2)(0) = 1/2: kappa 0.
	if a.Raters == nil || math.Abs(a.Raters.Value) > 1e-9 {
		t.Errorf("the raters on a: %+v, want kappa 0", a.Raters)
	}
}

func TestKappaKnownValues(t *testing.T) {
	repeat := func(n int, a, b int) [][2]int {
		var pairs [][2]int
		for range n {
			pairs = append(pairs, [2]int{a, b})
		}
		return pairs
	}
	// The textbook table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. Agreement 0.7, chance 0.5: kappa 0.4.
	table := slices.Concat(repeat(20, 1, 1), repeat(5, 1, 0), repeat(10, 0, 1), repeat(15, 0, 0))
	if k := cohen(table); math.Abs(k-0.4) > 1e-9 {
		t.Errorf("Cohen's kappa %f, want 0.4", k)
	}
	// Levels 0 and 4 each seen once as themselves, 4 once as 3. Seen 1; by chance the squares over all pairs come to
	// (0,0)(0,4)(0,3) + 2·[(4,0)(4,4)(4,3)] = 0+16+9 + 2·(16+0+1) = 59 of 3: kappa 1 - 1·3/59.
	if k := quadratic([][2]int{{0, 0}, {4, 4}, {4, 3}}); math.Abs(k-(1-3.0/59)) > 1e-9 {
		t.Errorf("quadratic kappa %f, want %f", k, 1-3.0/59)
	}
	if k := withInterval(table, cohen); k.Low >= k.Value || k.High <= k.Value || k != withInterval(table, cohen) {
		t.Errorf("interval %+v", k)
	}
}

func TestAFaultNotMadeCountsOnlyWhereSomethingWasDone(t *testing.T) {
	k := coach.Criterion{Checks: []coach.Check{{ID: "done", Weight: 3}, {ID: "fault", Weight: 1}, {ID: "other", Weight: 4}}}
	for name, test := range map[string]struct {
		verdicts map[string]coach.Verdict
		level    int
		seen     bool
	}{
		"nothing done":     {map[string]coach.Verdict{"done": coach.NotMet, "fault": coach.Met}, 0, true},
		"something done":   {map[string]coach.Verdict{"done": coach.Met, "fault": coach.Met, "other": coach.NotMet}, 2, true},
		"only no fault":    {map[string]coach.Verdict{"fault": coach.Met}, 0, false},
		"nothing to see":   {map[string]coach.Verdict{"done": coach.NotObserved}, 0, false},
		"all there is":     {map[string]coach.Verdict{"done": coach.Met}, 4, true},
		"left to a person": {map[string]coach.Verdict{"done": coach.NeedsReview, "other": coach.Met}, 4, true},
	} {
		if level, seen := levelOf(k, test.verdicts, []string{"fault"}); level != test.level || seen != test.seen {
			t.Errorf("%s: level %d %v, want %d %v", name, level, seen, test.level, test.seen)
		}
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

func TestACriterionCountsByAllRatedSetsTogether(t *testing.T) {
	set := func(n int, agreement float64, advised bool) Report {
		k := Kappa{N: n, Value: agreement}
		return Report{Criteria: []Agreement{{ID: "k_tone", Rules: []Kappa{k, k}, Advised: advised}}}
	}
	for name, tc := range map[string]struct {
		reports []Report
		want    int
	}{
		"low in the only set":                  {[]Report{set(50, 0.5, false)}, 1},
		"low, and marked":                      {[]Report{set(50, 0.5, true)}, 0},
		"low in one set, high in a larger one": {[]Report{set(50, 0.5, false), set(100, 0.7, false)}, 0},
		"high in one set, low in a larger one": {[]Report{set(50, 0.7, false), set(100, 0.5, false)}, 1},
	} {
		if got := Untrusted(tc.reports); len(got) != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
