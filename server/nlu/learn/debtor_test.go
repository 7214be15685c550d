package learn_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/nlu/learn"
)

// debtorFloor is the F1 below which hearing debtors must not fall on the frozen lines.
type debtorFloor struct {
	Debtor struct {
		Excuses  float64 `json:"excuses"`
		Elements float64 `json:"promise_elements"`
		Acts     float64 `json:"acts"` // each of them
	} `json:"debtor"`
}

func TestDebtorsOfTheFrozenSplitAreHeard(t *testing.T) {
	data, err := os.ReadFile("../corpus/floors.json")
	if err != nil {
		t.Fatal(err)
	}
	var floors map[coach.Lang]debtorFloor
	if err := json.Unmarshal(data, &floors); err != nil {
		t.Fatal(err)
	}
	labeller := nlu.New()
	for _, language := range languages {
		lines, err := learn.ReadDebtor(os.DirFS("../corpus"), "test", language)
		if err != nil {
			t.Fatal(err)
		}
		floor := floors[language].Debtor
		if floor.Excuses == 0 || floor.Elements == 0 || floor.Acts == 0 {
			t.Errorf("floors.json says nothing of debtors in %s", language)
		}
		r := learn.MeasureDebtor(labeller, language, lines)
		if r.Excuses.F1() < floor.Excuses || r.Elements.F1() < floor.Elements {
			t.Errorf("%s: excuses F1 %.3f, promise elements F1 %.3f, floors %+v", language, r.Excuses.F1(), r.Elements.F1(), floor)
		}
		for act, c := range r.Acts {
			if c.F1() < floor.Acts {
				t.Errorf("%s: %s F1 %.3f, floor %.3f", language, act, c.F1(), floor.Acts)
			}
		}
	}
}

// deaf hears one excuse and one act in everything.
type deaf struct{}

func (deaf) UnderstandDebtor(nlu.Input) coach.DebtorUnderstanding {
	return coach.DebtorUnderstanding{
		Acts: []coach.DebtorHit{{ID: "refuse"}}, Excuses: []coach.DebtorHit{{ID: "x_queue"}},
		Promise: coach.PromiseWords{Date: &coach.DateSlot{Latest: "2026-05-20"}, Owner: "me"},
	}
}

func TestDebtorLinesAreCountedLabelByLabel(t *testing.T) {
	lines := []learn.DebtorLine{
		{ID: "1", Text: "a", Excuses: []string{"x_queue"}, Acts: []coach.DebtorAct{"refuse", "dispute"}, Promise: []string{"date=2026-05-20", "method"}},
		{ID: "2", Text: "b"},
	}
	r := learn.MeasureDebtor(deaf{}, coach.English, lines)
	if r.Excuses != (learn.Count{Hit: 1, False: 1}) || r.Elements != (learn.Count{Hit: 1, Miss: 1, False: 3}) {
		t.Errorf("excuses %+v, elements %+v", r.Excuses, r.Elements)
	}
	if r.Acts["refuse"] != (learn.Count{Hit: 1, False: 1}) || r.Acts["dispute"] != (learn.Count{Miss: 1}) || len(r.Faults) != 5 {
		t.Errorf("acts %+v, faults %q", r.Acts, r.Faults)
	}
}

func TestADebtorLineWithAnUnknownActIsRefused(t *testing.T) {
	files := fstest.MapFS{"debtor/dev-en.jsonl": {Data: []byte(`{"id":"1","text":"a","acts":["dance"]}`)}}
	if _, err := learn.ReadDebtor(files, "dev", coach.English); err == nil {
		t.Error("it was read")
	}
}

func TestTheFrozenDebtorLinesShareNothingWithTheOthers(t *testing.T) {
	for _, language := range languages {
		var seen []string
		for _, split := range []string{"dev", "test"} {
			lines, err := learn.ReadDebtor(os.DirFS("../corpus"), split, language)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range lines {
				if key := squeeze(line.Text + line.Previous); split == "test" && slices.Contains(seen, key) {
					t.Errorf("%s stands in the other split too", line.ID)
				} else if split == "dev" {
					seen = append(seen, key)
				}
			}
		}
	}
}
