package assess

import (
	"testing"

	"huikuan/server/coach"
)

func TestEveryRuleCheckHasOneRuleAndNoRuleIsOrphaned(t *testing.T) {
	rules := newRules()
	asked := map[string]bool{}
	for _, k := range shippedPlaybook(t).Criteria {
		for _, check := range k.Checks {
			if asked[check.ID] {
				t.Errorf("check %s is asked twice", check.ID)
			}
			asked[check.ID] = true
			if _, ok := rules[check.ID]; ok != (check.How == "rule") {
				t.Errorf("check %s is decided by %s; has a rule: %v", check.ID, check.How, ok)
			}
		}
	}
	for id := range rules {
		if !asked[id] {
			t.Errorf("rule %s answers no check of the playbook", id)
		}
	}
}

func TestWeightsOfTheCriteriaAddUpToAHundred(t *testing.T) {
	sum := 0
	for _, k := range shippedPlaybook(t).Criteria {
		sum += k.Weight
	}
	if sum != 100 {
		t.Errorf("the weights add up to %d", sum)
	}
}

// answers is a call and what one check says of it.
type answers struct {
	check, name string
	call        func(*script) *script
	want        coach.Verdict
}

func TestRulesAnswerTheirChecks(t *testing.T) {
	var cases []answers
	cases = append(cases, openingCases()...)
	cases = append(cases, causeCases()...)
	cases = append(cases, mannerCases()...)
	cases = append(cases, dealCases()...)
	covered := map[string]map[coach.Verdict]bool{}
	for _, tc := range cases {
		if covered[tc.check] == nil {
			covered[tc.check] = map[coach.Verdict]bool{}
		}
		covered[tc.check][tc.want] = true
		t.Run(tc.check+"/"+tc.name, func(t *testing.T) {
			s := tc.call(newScript(t))
			card := s.card()
			if got := checkOf(t, card, tc.check); got.Verdict != tc.want {
				t.Errorf("is %s with %v, want %s", got.Verdict, got.Evidence, tc.want)
			}
			quotesHold(t, s.call(), card)
		})
	}
	for id := range newRules() {
		if !covered[id][coach.Met] || !covered[id][coach.NotMet] {
			t.Errorf("rule %s is not shown both met and not met", id)
		}
	}
}
