package assess

import (
	"encoding/json"
	"os"
	"testing"

	"huikuan/server/coach"
)

// TestNearMissQuotesAreDecidedAsAPersonWould checks the verifier against quotes labelled by hand before it saw them:
// words as they stand in another dress, and words that only look like them.
func TestNearMissQuotesAreDecidedAsAPersonWould(t *testing.T) {
	data, err := os.ReadFile("testdata/quotes.json")
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		Turns  []BriefTurn `json:"turns"`
		Quotes []struct {
			Turn    int           `json:"turn"`
			Speaker coach.Speaker `json:"speaker"`
			Quote   string        `json:"quote"`
			Stands  bool          `json:"stands"`
			Why     string        `json:"why"`
		} `json:"quotes"`
	}
	if err := json.Unmarshal(data, &corpus); err != nil {
		t.Fatal(err)
	}
	if len(corpus.Quotes) < 200 {
		t.Errorf("%d quotes, want 200 and more", len(corpus.Quotes))
	}
	for _, q := range corpus.Quotes {
		said := corpus.Turns[q.Turn]
		got := said.Speaker == q.Speaker && Stands(said.Text, q.Quote)
		if got != q.Stands {
			t.Errorf("%q in turn %d by the %s (%s): stands %v, want %v", q.Quote, q.Turn, q.Speaker, q.Why, got, q.Stands)
		}
	}
}
