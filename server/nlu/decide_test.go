package nlu

import (
	"slices"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

func TestARedLineNoPatternHeardIsDoubtfulBelowTheBar(t *testing.T) {
	text := lang.Normalize("nice windows")
	said := &turn{utterance: utterance{line: line{text: text, clauses: lang.Clauses(text)}}}
	for name, c := range map[string]struct {
		bias     float32
		rules    []coach.ActHit
		doubtful bool
	}{
		"a guess":                      {bias: 0.5, doubtful: true},
		"nearly sure":                  {bias: 3},
		"a doubt a pattern is sure of": {bias: -0.5, doubtful: true, rules: []coach.ActHit{{Act: coach.ActThreatViolence, Score: 0.9, Quote: "nice windows", RedLine: "rl_violence"}}},
		"a doubt patterns agree on":    {bias: -0.5, rules: []coach.ActHit{{Act: coach.ActThreatViolence, Score: 0.98, Quote: "nice windows", RedLine: "rl_violence"}}},
		"a guess a pattern backs":      {bias: 0.5, rules: []coach.ActHit{{Act: coach.ActThreatViolence, Quote: "nice windows", RedLine: "rl_violence"}}},
	} {
		m := &Model{Labels: []string{string(coach.ActThreatViolence), string(coach.ActGreet)}, Bias: []float32{c.bias, 0.5}, Scale: []float32{1, 1}}
		m.index()
		hits := said.decide(m, nil, c.rules)
		if len(hits) != 2 || hits[0].Act != coach.ActThreatViolence || hits[0].RedLine != "rl_violence" || hits[0].Doubtful != c.doubtful || hits[1].Doubtful {
			t.Errorf("%s: %+v", name, hits)
		}
	}
}

func TestAPartOfALongTurnIsHeardByItself(t *testing.T) {
	model := &Model{Labels: []string{string(coach.ActGreet), string(coach.ActInsult), string(coach.ActGrovel)}, Bias: []float32{0, 0, 0}, Scale: []float32{0.1, 0.1, 0.1}}
	row := func(greet, insult int) {
		weights := make([]byte, len(model.Labels))
		for k := range weights {
			weights[k] = NoWeight
		}
		weights[0], weights[1], weights[2] = byte(NoWeight+greet), byte(NoWeight+insult), byte(NoWeight+insult)
		model.Hashes, model.Weights = append(model.Hashes, uint32(len(model.Hashes)+1)), append(model.Weights, weights...)
	}
	row(20, 20)
	for range 5 {
		row(-10, -10)
	}
	model.index()
	for name, c := range map[string]struct {
		text string
		want []coach.Act
	}{
		"a part of a long turn, but no pleading": {"hello. it is late. it is dark. it is cold. it is wet. it is far.", []coach.Act{coach.ActGreet, coach.ActInsult}},
		"not a part of a turn of two":            {"hello it is late it is dark. it is cold it is wet it is far.", nil},
	} {
		text := lang.Normalize(c.text)
		said := &turn{utterance: utterance{line: line{text: text, clauses: lang.Clauses(text)}}}
		var features []Feature
		for k := range 6 {
			features = append(features, Feature{Hash: uint32(k + 1), Value: 1, In: inClause(min(k, len(said.utterance.clauses)-1))})
		}
		var got []coach.Act
		for _, hit := range said.decide(model, features, nil) {
			got = append(got, hit.Act)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
