package content

import "testing"

func TestSuggestNamesWhatWasMeant(t *testing.T) {
	known := []string{"end", "hang_up", "k_promise", "st_late_7", "st_late_30", "verify_claim", "x_already_sent"}
	for word, want := range map[string]string{
		"edn":             `did you mean "end"?`, // two neighbours swapped are one slip
		"verify_claims":   `did you mean "verify_claim"?`,
		"x_allready_snet": `did you mean "x_already_sent"?`,
		"promise":         `did you mean "k_promise"?`,
		"K_Promise":       `did you mean "k_promise"?`,
		"unrelated":       "use one of end, hang_up, k_promise, st_late_30, st_late_7, verify_claim, x_already_sent",
	} {
		if got := suggest(word, known); got != want {
			t.Errorf("suggest(%q) = %s, want %s", word, got, want)
		}
	}
	if got := suggest("any", nil); got != "none is defined yet" {
		t.Errorf("got %s", got)
	}
}
