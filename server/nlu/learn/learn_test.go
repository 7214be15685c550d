package learn_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/nlu/learn"
)

var languages = []coach.Lang{coach.Chinese, coach.English}

func corpus(t *testing.T, split string) []learn.Line {
	t.Helper()
	lines, err := learn.ReadCorpus(os.DirFS("../corpus"), split)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestTheFrozenSplitSharesNothingWithTraining(t *testing.T) {
	seen := map[string]string{}
	for _, line := range corpus(t, "train") {
		seen[squeeze(line.Text)] = line.ID
	}
	for _, line := range corpus(t, "fresh") {
		if id, ok := seen[squeeze(line.Text)]; ok {
			t.Errorf("%s of the frozen split is %s of the training split", line.ID, id)
		}
	}
}

// squeeze leaves out what does not make two lines different.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ，。？！,.?!、；;…", r) {
			return -1
		}
		return r
	}, strings.ToLower(text))
}

func TestBothSplitsCoverEveryAct(t *testing.T) {
	for split, least := range map[string]int{"train": 40, "fresh": 5} {
		positives := map[string]int{}
		for _, line := range corpus(t, split) {
			for _, act := range line.Acts {
				positives[string(line.Lang)+" "+string(act)]++
			}
		}
		for _, language := range languages {
			for _, act := range coach.Acts() {
				if n := positives[string(language)+" "+string(act)]; n < least {
					t.Errorf("%s: %s has %d lines of %s, wants %d", split, language, n, act, least)
				}
			}
		}
	}
}

// floor is what the labeller must not fall below on the frozen split. The file says what was measured when it was set.
type floor struct {
	MacroF1          float64 `json:"macro_f1"`
	RedLineRecall    float64 `json:"red_line_recall"`
	RedLinePrecision float64 `json:"red_line_precision"`
	LookAlikes       float64 `json:"look_alikes_fire_at_most"`
}

func TestTheLabellerHearsTheFrozenSplit(t *testing.T) {
	data, err := os.ReadFile("../corpus/floors.json")
	if err != nil {
		t.Fatal(err)
	}
	var floors map[coach.Lang]floor
	if err := json.Unmarshal(data, &floors); err != nil {
		t.Fatal(err)
	}
	labeller, lines := nlu.New(), corpus(t, "fresh")
	for _, language := range languages {
		r, want := learn.Measure(labeller, language, lines), floors[language]
		fired := float64(r.Alike.Fooled) / float64(max(r.Alike.Alike, 1))
		t.Logf("%s: %d lines, macro-F1 %.3f, red lines recall %.3f precision %.3f, look-alikes fire %.3f", language, r.Lines, r.MacroF1(), r.RedLines.Recall(), r.RedLines.Precision(), fired)
		if want.MacroF1 == 0 {
			t.Errorf("floors.json says nothing of %s", language)
		}
		if r.MacroF1() < want.MacroF1 || r.RedLines.Recall() < want.RedLineRecall || r.RedLines.Precision() < want.RedLinePrecision || fired > want.LookAlikes {
			t.Errorf("%s fell below its floor %+v; make eval-nlu shows where", language, want)
		}
	}
}

func TestTrainingIsDeterministicAndLearns(t *testing.T) {
	var lines []learn.Line
	for i := range 80 {
		line := learn.Line{ID: fmt.Sprint(i), Lang: coach.English, Text: fmt.Sprintf("which day suits you, number %d", i), Acts: []coach.Act{coach.ActAskCommitment}}
		if i%2 == 1 {
			line.Text, line.Acts = fmt.Sprintf("lovely weather over here, number %d", i), nil
		}
		lines = append(lines, line)
	}
	rules := nlu.NewRules()
	first := learn.Train(rules, coach.English, lines, learn.DefaultSettings())
	second := learn.Train(rules, coach.English, lines, learn.DefaultSettings())
	if !bytes.Equal(first.Encode(), second.Encode()) {
		t.Error("the same lines gave two different models")
	}
	decoded, err := nlu.DecodeModel(first.Encode())
	if err != nil || !slices.Equal(decoded.Weights, first.Weights) || !slices.Equal(decoded.Labels, first.Labels) {
		t.Errorf("the model does not survive its file: %v", err)
	}
	report := learn.CrossValidated(rules, coach.English, lines, learn.DefaultSettings())
	if got := report.Acts[coach.ActAskCommitment]; got.F1() < 0.95 {
		t.Errorf("an act told by one word is heard with F1 %.2f on lines not seen", got.F1())
	}
}

func TestADamagedModelFileIsRefused(t *testing.T) {
	model := learn.Train(nlu.NewRules(), coach.English, []learn.Line{{ID: "1", Lang: coach.English, Text: "pay now", Acts: []coach.Act{coach.ActStandFirm}}}, learn.DefaultSettings())
	data := model.Encode()
	for name, damaged := range map[string][]byte{"empty": nil, "cut": data[:len(data)-1], "too long": append(slices.Clone(data), 0), "other": []byte("something else entirely")} {
		if _, err := nlu.DecodeModel(damaged); err == nil {
			t.Errorf("a file that is %s was read", name)
		}
	}
}

func TestMeasuringCountsRightAndWrong(t *testing.T) {
	lines := []learn.Line{
		{ID: "1", Lang: coach.English, Text: "a", Acts: []coach.Act{coach.ActGreet}},
		{ID: "2", Lang: coach.English, Text: "b", Acts: []coach.Act{coach.ActInsult}},
		{ID: "3", Lang: coach.English, Text: "c", Not: []coach.Act{coach.ActGreet}},
		{ID: "4", Lang: coach.Chinese, Text: "d", Acts: []coach.Act{coach.ActGreet}},
		{ID: "5", Lang: coach.English, Text: "e", Acts: []coach.Act{coach.ActInsult}, Only: []coach.Act{coach.ActInsult}},
		{ID: "6", Lang: coach.English, Text: "f", Acts: []coach.Act{coach.ActInsult}, Only: redLines()},
	}
	r := learn.Measure(says{"a": coach.ActGreet, "c": coach.ActGreet, "b": coach.ActGreet}, coach.English, lines)
	greet := r.Acts[coach.ActGreet]
	if r.Lines != 5 || greet.Hit != 1 || greet.False != 2 || greet.Miss != 0 || greet.Fooled != 1 || greet.Alike != 1 {
		t.Errorf("greet is counted as %+v in %d lines", greet, r.Lines)
	}
	if r.RedLines.Miss != 2 || r.RedLines.Recall() != 0 {
		t.Errorf("red lines are counted as %+v", r.RedLines)
	}
	if got, want := r.MacroF1(), 0.25; got != want { // greet: precision 1/3, recall 1; insult: 0
		t.Errorf("macro-F1 %v, want %v", got, want)
	}
}

// redLines are the acts that cross one.
func redLines() []coach.Act {
	return slices.DeleteFunc(slices.Clone(coach.Acts()), func(act coach.Act) bool { return !act.RedLine() })
}

// says hears one act in each text it knows.
type says map[string]coach.Act

func (s says) Understand(in nlu.Input) coach.Understanding {
	if act, ok := s[in.Text]; ok {
		return coach.Understanding{Acts: []coach.ActHit{{Act: act, Score: 1, Quote: in.Text}}}
	}
	return coach.Understanding{}
}

func TestACorpusWithAFaultIsRefusedWithItsPlace(t *testing.T) {
	good := `{"id":"1","lang":"zh","text":"您好","acts":["greet"]}`
	for name, c := range map[string]struct{ line, says string }{
		"no JSON":             {`hello`, "x.jsonl:2"},
		"an unknown act":      {`{"id":"2","lang":"zh","text":"a","acts":["dance"]}`, "dance"},
		"an unknown lang":     {`{"id":"2","lang":"fr","text":"a","acts":[]}`, "fr"},
		"the same id":         {`{"id":"1","lang":"zh","text":"b","acts":[]}`, "x.jsonl:1"},
		"the same text":       {`{"id":"2","lang":"zh","text":"您好","acts":[]}`, "x.jsonl:1"},
		"yes and no":          {`{"id":"2","lang":"zh","text":"b","acts":["greet"],"not":["greet"]}`, "greet"},
		"a stray red line":    {`{"id":"2","lang":"zh","text":"b","acts":[],"red_lines":{"insult":"rl_insult"}}`, "insult"},
		"a line without text": {`{"id":"2","lang":"zh","text":"","acts":[]}`, "empty"},
	} {
		files := fstest.MapFS{"train/x.jsonl": {Data: []byte(good + "\n" + c.line + "\n")}}
		if _, err := learn.ReadCorpus(files, "train"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v does not say %q", name, err, c.says)
		}
	}
}

func TestAgreementIsMeasuredBeyondChance(t *testing.T) {
	var lines []learn.Line
	same, other := map[string][]coach.Act{}, map[string][]coach.Act{}
	for i := range 10 {
		line := learn.Line{ID: fmt.Sprint(i), Lang: coach.English, Text: fmt.Sprint(i)}
		if i < 5 {
			line.Acts = []coach.Act{coach.ActGreet}
		}
		lines = append(lines, line)
		same[line.ID], other[line.ID] = line.Acts, line.Acts
	}
	other["0"], other["9"] = nil, []coach.Act{coach.ActGreet}
	if a := learn.Agree(lines, same); a.Kappa != 1 || a.MacroF1 != 1 || a.Lines != 10 {
		t.Errorf("two equal labellings agree by %+v", a)
	}
	// 8 of 10 alike, both say greet for half of the lines: (0.8 - 0.5) / 0.5.
	if a := learn.Agree(lines, other); a.Kappa < 0.599 || a.Kappa > 0.601 {
		t.Errorf("kappa is %.3f, want 0.6", a.Kappa)
	}
}
