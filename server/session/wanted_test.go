package session

import (
	"testing"

	"huikuan/server/coach"
)

func TestWhatALineIsForIsTheQuestionOfItsCheck(t *testing.T) {
	k := coach.CriterionResult{
		Name: "A complete promise",
		Checks: []coach.CheckResult{
			{ID: "amount", Question: "How much?", Verdict: coach.NotMet}, {ID: "date", Question: "Which day?", Verdict: coach.NotMet},
		},
		Better: &coach.BetterLine{Line: "Which day do you mean?", Check: "date"},
	}
	if got := wanted(k); got != "Which day?" {
		t.Errorf("the line is for %q", got)
	}
}
