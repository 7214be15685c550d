package assess

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// TestEveryQuoteShownForAGoldCallVerifies reads the fresh gold set as real calls.
func TestEveryQuoteShownForAGoldCallVerifies(t *testing.T) {
	files, err := filepath.Glob("../../scenarios/calibration/fresh/transcripts/*.json")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d gold calls (%v)", len(files), err)
	}
	l, quotes := nlu.New(), 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var words coach.Transcript
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(err)
		}
		material := Material{Playbook: shippedPlaybook(t), LawPack: lawPack(), Debtor: l.UnderstandDebtor}
		if words.Scenario != "" {
			material.Scenario = shipped(t, words.Scenario)
		}
		call := FromTranscript(words, material, l.Understand)
		card := Score(call)
		for _, f := range card.Flags { // words to the scorer are no part of the call as it is read
			if f.Quote != "" && !Stands(words.Turns[f.Turn].Text, f.Quote) {
				t.Errorf("%s: the flag %s quotes %q, which turn %d does not hold", file, f.Kind, f.Quote, f.Turn)
			}
		}
		card.Flags = nil
		quotesHold(t, call, card)
		for _, k := range card.Criteria {
			for _, check := range k.Checks {
				quotes += len(check.Evidence)
			}
		}
	}
	if quotes < 1000 {
		t.Errorf("%d quotes over %d calls: too few to say anything", quotes, len(files))
	}
}
