package learn_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/nlu/learn"
)

func slotLines(t *testing.T, split string, language coach.Lang) []learn.SlotLine {
	t.Helper()
	lines, err := learn.ReadSlots(os.DirFS("../corpus"), split, language)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestTheFrozenSlotLinesShareNothingWithTheOthers(t *testing.T) {
	for _, language := range languages {
		seen := map[string]string{}
		for _, line := range slotLines(t, "dev", language) {
			seen[squeeze(line.Text)] = line.ID
		}
		for _, line := range slotLines(t, "test", language) {
			if id, ok := seen[squeeze(line.Text)]; ok {
				t.Errorf("%s of the frozen split is %s", line.ID, id)
			}
		}
	}
}

// slotFloor is the accuracy a kind of slot must not fall below on the frozen lines.
type slotFloor struct {
	Slots map[learn.Kind]float64 `json:"slots"`
}

func TestSlotsOfTheFrozenSplitAreRead(t *testing.T) {
	data, err := os.ReadFile("../corpus/floors.json")
	if err != nil {
		t.Fatal(err)
	}
	var floors map[coach.Lang]slotFloor
	if err := json.Unmarshal(data, &floors); err != nil {
		t.Fatal(err)
	}
	labeller := nlu.NewRules()
	for _, language := range languages {
		r := learn.MeasureSlots(labeller, language, slotLines(t, "test", language))
		for _, kind := range learn.Kinds() {
			floor, named := floors[language].Slots[kind]
			if !named && r.Kinds[kind].All > 0 {
				t.Errorf("floors.json says nothing of %s in %s", kind, language)
			}
			if got := r.Kinds[kind].Accuracy(); got < floor {
				t.Errorf("%s in %s are read with accuracy %.3f, the floor is %.3f; make eval-nlu shows the kinds", kind, language, got, floor)
			}
		}
	}
}

func TestSlotsAreCountedValueByValue(t *testing.T) {
	amount := func(minor int64) *coach.Money { return &coach.Money{Minor: minor, Currency: "GBP"} }
	hears := values{
		"two sums, one wrong": {Money: []coach.MoneySlot{{Amount: amount(100), Precision: coach.Exact}, {Amount: amount(300), Precision: coach.Exact}}},
		"a day too many":      {Dates: []coach.DateSlot{{Earliest: "2026-05-15", Latest: "2026-05-15", Precision: coach.Exact}}},
		"a day unsure":        {Dates: []coach.DateSlot{{Earliest: "2026-05-15", Latest: "2026-05-22", Clock: "15:00", Precision: coach.Ambiguous}}},
		"soon":                {Dates: []coach.DateSlot{{Precision: coach.Vague}}},
		"a third":             {Money: []coach.MoneySlot{{Share: 333, Precision: coach.Exact}}},
	}
	lines := []learn.SlotLine{
		{ID: "1", Text: "two sums, one wrong", Money: []string{"1", "2"}, Dates: []string{}},
		{ID: "2", Text: "a day too many", Money: []string{}, Dates: []string{}},
		{ID: "3", Text: "a day unsure", Money: []string{}, Dates: []string{"?2026-05-15..2026-05-22T15:00"}},
		{ID: "4", Text: "soon", Money: []string{}, Dates: []string{"~"}},
		{ID: "5", Text: "a third", Money: []string{"33.3%"}, Dates: []string{"2026-05-15"}},
	}
	r := learn.MeasureSlots(hears, coach.English, lines)
	if got := r.Kinds["money"]; got != (learn.Share{Right: 2, All: 3}) {
		t.Errorf("money: %+v", got)
	}
	if got := r.Kinds["dates"]; got != (learn.Share{Right: 2, All: 4}) {
		t.Errorf("dates: %+v", got)
	}
	if len(r.Faults) != 3 || !slices.ContainsFunc(r.Faults, func(f string) bool { return strings.HasPrefix(f, "2 dates") }) {
		t.Errorf("faults: %q", r.Faults)
	}
}

// values hears given slots in the texts it knows.
type values map[string]coach.Slots

func (v values) Understand(in nlu.Input) coach.Understanding {
	return coach.Understanding{Slots: v[in.Text]}
}

func TestASlotLineWithAFaultIsRefusedWithItsPlace(t *testing.T) {
	good := `{"id":"1","lang":"zh","text":"您好","money":[],"dates":[]}`
	for name, line := range map[string]string{
		"no JSON":       `hello`,
		"the same id":   `{"id":"1","lang":"zh","text":"b","money":[],"dates":[]}`,
		"no dates":      `{"id":"2","lang":"zh","text":"b","money":[]}`,
		"another lang":  `{"id":"2","lang":"en","text":"b","money":[],"dates":[]}`,
		"the same text": `{"id":"2","lang":"zh","text":"您好","money":[],"dates":[]}`,
	} {
		files := fstest.MapFS{"slots/dev-zh.jsonl": {Data: []byte(good + "\n" + line + "\n")}}
		if _, err := learn.ReadSlots(files, "dev", coach.Chinese); err == nil || !strings.Contains(err.Error(), "dev-zh.jsonl:2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
