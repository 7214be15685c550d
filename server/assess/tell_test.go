package assess

import (
	"encoding/json"
	"slices"
	"testing"
	"unicode"

	"huikuan/server/coach"
)

func hasHan(text string) bool {
	return slices.ContainsFunc([]rune(text), func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

func TestAChineseCallToldInEnglishKeepsWhatWasSaidAndWhatToSay(t *testing.T) {
	call := chinese(t).call()
	stored := Score(call)
	before, _ := json.Marshal(stored)
	told := Tell(call.ToldIn(coach.English), stored)
	quotesHold(t, call, told)
	if after, _ := json.Marshal(stored); string(after) != string(before) {
		t.Error("telling a card changed the stored one")
	}
	if told.Lang != coach.English || *told.Total != *stored.Total || told.Verdict != stored.Verdict || told.Hash != stored.Hash {
		t.Errorf("told: %s, total %d, %s, %s", told.Lang, *told.Total, told.Verdict, told.Hash)
	}
	for i, k := range told.Criteria {
		if hasHan(k.Name) {
			t.Errorf("criterion %q is in the call's language", k.Name)
		}
		for _, check := range k.Checks {
			if hasHan(check.Question) {
				t.Errorf("check %q is in the call's language", check.Question)
			}
		}
		if better := stored.Criteria[i].Better; better != nil && *k.Better != *better {
			t.Errorf("a line to say became %q", k.Better.Line)
		}
	}
	if stop := told.Coaching.Stop; stop == nil || hasHan(stop.Text) || !hasHan(stop.Quote) {
		t.Errorf("stop: %+v", stop)
	}
	back := Tell(call, told)
	if after, _ := json.Marshal(back); string(after) != string(before) {
		t.Error("told in its own language again, the card is another one")
	}
}

func TestWhatThePlaybookNoLongerKnowsKeepsItsWords(t *testing.T) {
	call := chinese(t).call().ToldIn(coach.English)
	note := &coach.CoachingPoint{Criterion: "k_gone", Quote: "没问题", Text: "以前的话"}
	told := Tell(call, coach.Scorecard{
		Lang: coach.Chinese, Coaching: coach.Coaching{Keep: note},
		Criteria: []coach.CriterionResult{{ID: "k_gone", Name: "旧的一项", Checks: []coach.CheckResult{{ID: "gone", Question: "旧的问题？"}}}},
	})
	if k := told.Criteria[0]; k.Name != "旧的一项" || k.Checks[0].Question != "旧的问题？" || told.Coaching.Keep.Text != note.Text {
		t.Errorf("told as %+v, %+v", k, told.Coaching.Keep)
	}
}
