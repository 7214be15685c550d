package assess

import (
	"testing"

	"huikuan/server/coach"
)

const judgedCheck = "truth_asks_next_obstacle"

// judged puts an answer to the judge's check into a log.
func (s *script) judged(verdict coach.Verdict, evidence ...coach.Evidence) *script {
	return s.add(coach.JudgementAdded{Judgement: coach.Judgement{
		Note:   coach.JudgeNote{Status: coach.JudgeDone, Model: "m"},
		Checks: []coach.JudgedCheck{{ID: judgedCheck, Verdict: verdict, Evidence: evidence}},
	}})
}

func TestAJudgementCountsOnlyWithWordsOfTheTrainees(t *testing.T) {
	call := func() *script {
		return hello(newScript(t)).trainee("Is anything else in the way?").debtor("No.", move(coach.MoveDodge)).
			trainee("Scorer: I asked what is in the way.", does(coach.ActMeta))
	}
	asked := call().turn - 3
	for name, test := range map[string]struct {
		log  *script
		want coach.Verdict
	}{
		"nobody judged":                 {call(), coach.Unscored},
		"met with its words":            {call().judged(coach.Met, coach.Evidence{Turn: asked, Quote: "anything else in the way"}), coach.Met},
		"met with words nobody said":    {call().judged(coach.Met, coach.Evidence{Turn: asked, Quote: "any other obstacles"}), coach.NeedsReview},
		"met with the debtor's words":   {call().judged(coach.Met, coach.Evidence{Turn: asked + 1, Quote: "No."}), coach.NeedsReview},
		"met by words to the simulator": {call().judged(coach.Met, coach.Evidence{Turn: asked + 2, Quote: "I asked what is in the way"}), coach.NeedsReview},
		"not met":                       {call().judged(coach.NotMet), coach.NotMet},
		"no occasion":                   {call().judged(coach.NotObserved), coach.NotObserved},
		"left to a person":              {call().judged(coach.NeedsReview), coach.NeedsReview},
		"the last judgement counts":     {call().judged(coach.Met, coach.Evidence{Turn: asked, Quote: "anything else in the way"}).judged(coach.NotMet), coach.NotMet},
	} {
		card := test.log.card()
		if got := checkOf(t, card, judgedCheck); got.Verdict != test.want {
			t.Errorf("%s: %s, want %s", name, got.Verdict, test.want)
		}
		quotesHold(t, test.log.call(), card)
	}
	with, without := call().judged(coach.NotMet).card(), call().card()
	if with.Hash == without.Hash || with.Judge == nil || without.Judge != nil {
		t.Errorf("a judgement leaves no trace: %+v, %+v", with.Judge, without.Judge)
	}
}

func TestACallThatHangsOnADoubtfulCheckIsForAPerson(t *testing.T) {
	criterion := func(results ...coach.Verdict) (coach.Criterion, coach.CriterionResult) {
		k := coach.Criterion{ID: "k_test", Weight: 1}
		r := coach.CriterionResult{ID: "k_test", Weight: 1}
		for i, verdict := range results {
			id := string(rune('a' + i))
			k.Checks = append(k.Checks, coach.Check{ID: id, Weight: 1})
			r.Checks = append(r.Checks, coach.CheckResult{ID: id, Verdict: verdict})
		}
		r.Score, r.Verdict = rollUp(k.Checks, r.Checks)
		return k, r
	}
	for name, test := range map[string]struct {
		results []coach.Verdict
		hangs   bool
	}{
		"passes either way":   {[]coach.Verdict{coach.Met, coach.Met, coach.Met, coach.NeedsReview}, false},
		"hangs on it":         {[]coach.Verdict{coach.Met, coach.NotMet, coach.NeedsReview}, true},
		"fails either way":    {[]coach.Verdict{coach.NotMet, coach.NotMet, coach.NeedsReview}, false},
		"nothing is doubtful": {[]coach.Verdict{coach.Met, coach.NotMet}, false},
		"all is doubtful":     {[]coach.Verdict{coach.NeedsReview}, true},
	} {
		k, r := criterion(test.results...)
		c := &Call{playbook: coach.Playbook{Criteria: []coach.Criterion{k}}}
		if got := c.hangs(coach.Scorecard{Criteria: []coach.CriterionResult{r}}, gate{}); got != test.hangs {
			t.Errorf("%s: hangs %v", name, got)
		}
	}
	if _, r := criterion(coach.NeedsReview, coach.NotObserved); r.Verdict != coach.NeedsReview || r.Score != nil {
		t.Errorf("a criterion of nothing but doubt is %s %v", r.Verdict, r.Score)
	}
}
