package nlu

import (
	"testing"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

func TestARedLineNoPatternHeardIsDoubtfulBelowTheBar(t *testing.T) {
	u := &utterance{text: lang.Normalize("nice windows"), clauses: lang.Clauses(lang.Normalize("nice windows"))}
	for name, c := range map[string]struct {
		bias     float32
		rules    []coach.ActHit
		doubtful bool
	}{
		"a guess":                 {bias: 0.5, doubtful: true},
		"nearly sure":             {bias: 3},
		"a guess a pattern backs": {bias: 0.5, rules: []coach.ActHit{{Act: coach.ActThreatViolence, Quote: "nice windows", RedLine: "rl_violence"}}},
	} {
		m := &Model{Labels: []string{string(coach.ActThreatViolence), string(coach.ActGreet)}, Bias: []float32{c.bias, 0.5}, Scale: []float32{1, 1}}
		m.index()
		hits := u.decide(m, nil, c.rules)
		if len(hits) != 2 || hits[0].Act != coach.ActThreatViolence || hits[0].RedLine != "rl_violence" || hits[0].Doubtful != c.doubtful || hits[1].Doubtful {
			t.Errorf("%s: %+v", name, hits)
		}
	}
}
