package assess

import (
	"slices"

	"huikuan/server/coach"
)

// criteria answers every check of the playbook and rolls the answers up.
func (c *Call) criteria() []coach.CriterionResult {
	rules := newRules()
	results := make([]coach.CriterionResult, 0, len(c.playbook.Criteria))
	for _, k := range c.playbook.Criteria {
		results = append(results, c.criterion(k, rules))
	}
	return results
}

func (c *Call) criterion(k coach.Criterion, rules map[string]rule) coach.CriterionResult {
	result := coach.CriterionResult{ID: k.ID, Name: k.Name.In(c.telling()), Weight: k.Weight, Advisory: k.Advisory, Checks: []coach.CheckResult{}}
	replies := c.replies(k, rules)
	for i, check := range k.Checks {
		reply := replies[i]
		result.Checks = append(result.Checks, coach.CheckResult{
			ID: check.ID, Question: check.Question.In(c.telling()), Verdict: reply.verdict, Evidence: c.evidence(reply),
		})
	}
	_, result.Better = c.better(k, replies)
	result.Score, result.Verdict = rollUp(k.Checks, result.Checks)
	if result.Score != nil {
		score := c.modified(k.ID, *result.Score)
		result.Score, result.Verdict = &score, verdictOf(score)
	}
	return result
}

// better is a line for the missed check of a criterion that weighs most among those there is one for, and which check that is.
func (c *Call) better(k coach.Criterion, replies []answer) (check int, line *coach.BetterLine) {
	worst := 0
	for i, reply := range replies {
		if reply.verdict != coach.NotMet || reply.chance < 0 || k.Checks[i].Weight <= worst {
			continue
		}
		if words := c.lineFor(k.Checks[i], reply.chance); words != "" {
			worst, check, line = k.Checks[i].Weight, i, &coach.BetterLine{Turn: c.turns[reply.chance].index, Line: words, Check: k.Checks[i].ID}
		}
	}
	return check, line
}

// replies answers the checks of a criterion. Faults not made earn nothing in a criterion of which nothing was done: there
// was nothing to spoil.
func (c *Call) replies(k coach.Criterion, rules map[string]rule) []answer {
	silent := c.scenario != nil && slices.Contains(k.NotIn, c.scenario.Case.Stage) && !c.misused()
	replies := make([]answer, len(k.Checks))
	done := false
	for i, check := range k.Checks {
		replies[i] = answer{verdict: coach.Unscored, chance: -1}
		if decide, ok := rules[check.ID]; ok && check.How == byRule {
			replies[i] = decide(c)
		}
		if check.How == byJudge {
			replies[i] = c.judgedAs(check.ID)
		}
		if silent {
			replies[i] = notObserved()
		}
		if replies[i].chance >= 0 && len(replies[i].evidence) == 0 { // nobody takes up a matter in a goodbye
			replies[i].chance = c.lastChance(replies[i].chance)
		}
		done = done || replies[i].verdict == coach.Met && !replies[i].avoids
	}
	for i, reply := range replies {
		if reply.avoids && !done {
			replies[i] = notObserved()
		}
	}
	return replies
}

// evidence shows what an answer rests on: the words found, or the sentence where the chance was missed. Words that do
// not stand in their turn never leave this function.
func (c *Call) evidence(reply answer) []coach.Evidence {
	list := []coach.Evidence{}
	for _, e := range reply.evidence {
		t := c.turns[e.at]
		if verifies(t.folded, fold(e.quote)) {
			list = append(list, coach.Evidence{Turn: t.index, Quote: e.quote})
		}
	}
	if len(list) == 0 && reply.verdict == coach.NotMet && reply.chance >= 0 {
		t := c.turns[reply.chance]
		if gist := t.gist(); verifies(t.folded, fold(gist)) {
			list = append(list, coach.Evidence{Turn: t.index, Quote: gist})
		}
	}
	return list
}

// rollUp turns the answers of a criterion into 0..100 by the weights of the checks. Checks without opportunity and
// checks nobody could judge leave their weight to the others.
func rollUp(checks []coach.Check, results []coach.CheckResult) (*int, coach.Verdict) {
	met, counted, unscored, doubtful := 0, 0, 0, 0
	for i, r := range results {
		switch r.Verdict {
		case coach.Met:
			met += checks[i].Weight
			counted += checks[i].Weight
		case coach.NotMet:
			counted += checks[i].Weight
		case coach.Unscored:
			unscored++
		case coach.NeedsReview:
			doubtful++
		}
	}
	if counted == 0 {
		if doubtful > 0 {
			return nil, coach.NeedsReview
		}
		if unscored == len(results) {
			return nil, coach.Unscored
		}
		return nil, coach.NotObserved
	}
	score := share(met*100, counted)
	return &score, verdictOf(score)
}

func verdictOf(score int) coach.Verdict {
	if score >= passMark {
		return coach.Met
	}
	return coach.NotMet
}

// share divides whole numbers, rounding half up.
func share(part, whole int) int { return (2*part + whole) / (2 * whole) }

// total weighs the criteria and lets the red lines gate. The weight of a criterion without score, or on which rules and
// people agree too little, goes to the others. A
// critical red line fails the call at 0; a major one caps it below the pass mark; minor ones cost points.
func total(criteria []coach.CriterionResult, g gate) (*int, string) {
	sum, weight := 0, 0
	for _, k := range criteria {
		if k.Score != nil && !k.Advisory {
			sum += *k.Score * k.Weight
			weight += k.Weight
		}
	}
	if g.critical {
		zero := 0
		return &zero, Failed
	}
	if weight == 0 {
		return nil, NotScored
	}
	points := g.apply(share(sum, weight))
	if points < passMark {
		return &points, Failed
	}
	return &points, Passed
}

// unobserved lists the criteria of a call in which there was nothing to see.
func (c *Call) unobserved() []coach.CriterionResult {
	results := make([]coach.CriterionResult, 0, len(c.playbook.Criteria))
	for _, k := range c.playbook.Criteria {
		r := coach.CriterionResult{ID: k.ID, Name: k.Name.In(c.telling()), Weight: k.Weight, Advisory: k.Advisory, Verdict: coach.NotObserved, Checks: []coach.CheckResult{}}
		for _, check := range k.Checks {
			r.Checks = append(r.Checks, coach.CheckResult{
				ID: check.ID, Question: check.Question.In(c.telling()), Verdict: coach.NotObserved, Evidence: []coach.Evidence{},
			})
		}
		results = append(results, r)
	}
	return results
}
