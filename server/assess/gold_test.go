package assess

import (
	"testing"

	"huikuan/server/nlu"
)

// TestEveryQuoteShownForAGoldCallVerifies reads the fresh gold set as real calls.
func TestEveryQuoteShownForAGoldCallVerifies(t *testing.T) {
	files, l, quotes := goldCalls(t, "fresh"), nlu.New(), 0
	for _, file := range files {
		words, material := goldCall(t, file)
		material.Debtor = l.UnderstandDebtor
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
