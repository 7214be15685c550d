package assess

import (
	"strings"

	"huikuan/server/coach"
)

// Verdicts of a whole call.
const (
	Passed    = "pass"
	Failed    = "fail"
	NotScored = "not_scored"
	Void      = coach.VerdictVoid // the simulator erred: the call counts for nothing
	InReview  = "needs_review"    // passing or failing hangs on a check a person has to look at
)

// Score assesses a call. The same call always gives the same scorecard. A call in which the trainee said nothing is not
// scored: its total is nil and every criterion is not observed.
func Score(call Call) coach.Scorecard {
	c := &call
	card := coach.Scorecard{
		Version: Version, Hash: c.hash(), Lang: c.telling(),
		RedLines: []coach.RedLineHit{}, Flags: c.flagged(), Criteria: []coach.CriterionResult{},
		Outcome:    coach.Outcome{Rung: coach.O1, Promise: coach.PromiseResult{Level: coach.P0}},
		Efficiency: c.efficiency(),
	}
	if c.judged != nil {
		note := c.judged.Note
		card.Judge = &note
	}
	if !c.spoken() {
		card.Verdict = NotScored
		card.Criteria = c.unobserved()
		return card
	}
	card.RedLines = c.redLines()
	card.Criteria = c.criteria()
	card.Outcome = c.outcome(card.RedLines)
	card.ExpectedRecovery = c.expectedRecovery(card.Outcome.Rung)
	gate := c.gate(card.RedLines)
	card.Total, card.Verdict = total(card.Criteria, gate)
	if c.hangs(card, gate) || card.Verdict == Passed && mayHaveCrossed(card) {
		card.Verdict = InReview
	}
	card.Coaching = c.coaching(card)
	return card
}

// spoken reports whether the trainee said a word.
func (c *Call) spoken() bool {
	for _, i := range c.said {
		if strings.TrimSpace(c.turns[i].text) != "" {
			return true
		}
	}
	return false
}
