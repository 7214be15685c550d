package assess

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// notByWordsAlone are the checks that one line cannot meet by itself: what the debtor answers decides, or a fault that was
// made stays made.
var notByWordsAlone = []string{
	"diagnose_finds_reason", "truth_tests_every_excuse", "truth_closes_excuse", "people_reaches_decider", "negotiate_betters_offer", "negotiate_narrows_delay",
	"promise_amount", "promise_date", "promise_method_or_owner", "promise_proof", "promise_fallback", "promise_recap_agreed",
	"open_no_apology", "tone_no_abuse", "tone_no_grovel", "tone_stays_firm", "adapt_changes_approach", "consequence_true",
	"consequence_after_cause", "diagnose_before_pressure", "diagnose_follow_up", "record_in_writing", "record_no_vague_close", "negotiate_no_free_gift", "truth_keeps_face", "people_spares_powerless",
}

// TestTheLineRecommendedEarnsItsCheck puts every line recommended for a gold call in the place it is recommended for. In
// nine of ten places at least (one aside where they are few), for every check and language, what it is recommended for is then no longer missed.
func TestTheLineRecommendedEarnsItsCheck(t *testing.T) {
	l := nlu.New()
	type place struct {
		check string
		lang  coach.Lang
	}
	tried, missed, example := map[place]int{}, map[place]int{}, map[place]string{}
	for _, file := range goldCalls(t, "fifth", "fresh", "seventh") {
		words, material := goldCall(t, file)
		material.Debtor = l.UnderstandDebtor
		call, rules := FromTranscript(words, material, l.Understand), newRules()
		for _, k := range call.playbook.Criteria {
			replies := call.replies(k, rules)
			i, better := call.better(k, replies)
			if better == nil || slices.Contains(notByWordsAlone, k.Checks[i].ID) || !call.debtNamedBefore(replies[i].chance) ||
				call.scenario == nil && k.ID == "k_prepare" { // of a call about no case of ours the sum and the invoice are not known
				continue
			}
			again := words
			again.Turns = slices.Clone(words.Turns)
			again.Turns[better.Turn].Text = better.Line
			said := FromTranscript(again, material, l.Understand)
			at := place{k.Checks[i].ID, words.Lang}
			tried[at]++
			if said.replies(k, rules)[i].verdict == coach.NotMet {
				missed[at]++
				example[at] += "\n\t" + filepath.Base(file) + " after " + words.Turns[max(0, better.Turn-1)].Text + ": " + better.Line
			}
		}
	}
	if len(tried) < 20 {
		t.Fatalf("only %d checks and languages were tried", len(tried))
	}
	for at, n := range missed {
		if n > 1 && n*10 > tried[at] {
			t.Errorf("%s (%s): missed in %d of %d places although its line was said:%s", at.check, at.lang, n, tried[at], example[at])
		}
	}
}

// debtNamedBefore reports whether the debt was named before a position: what is asked of it before means nothing.
func (c *Call) debtNamedBefore(at int) bool {
	return slices.ContainsFunc(c.turns[:at], func(t turn) bool { return t.namesDebt() })
}

// goldCalls are the files of rated calls in some sets.
func goldCalls(t *testing.T, sets ...string) []string {
	t.Helper()
	var files []string
	for _, set := range sets {
		found, err := filepath.Glob("../../scenarios/calibration/" + set + "/transcripts/*.json")
		if err != nil || len(found) < 40 {
			t.Fatalf("%d gold calls in %s (%v)", len(found), set, err)
		}
		files = append(files, found...)
	}
	return files
}

// goldCall reads a rated call and what it is scored against.
func goldCall(t *testing.T, file string) (coach.Transcript, Material) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var words coach.Transcript
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	material := Material{Playbook: shippedPlaybook(t), LawPack: lawPack()}
	if words.Scenario != "" {
		material.Scenario = shipped(t, words.Scenario)
	}
	return words, material
}
