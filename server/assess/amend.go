package assess

import (
	"slices"

	"huikuan/server/coach"
)

// Amend returns a scorecard as it is when people decide some checks otherwise: the verdicts by check id take the place of
// the card's, and the criteria they belong to and the total are rolled up again as Score does. Everything else stays, the
// given card too, and a void call stays void. A doubtful red line is decided by the check of civil. A check the playbook no longer knows keeps the card's verdict.
func Amend(call Call, card coach.Scorecard, verdicts map[string]coach.Verdict) coach.Scorecard {
	c := &call
	card.Criteria = slices.Clone(card.Criteria)
	touched := false
	for i := range card.Criteria {
		k, known := c.criterionNamed(card.Criteria[i].ID)
		if known && amend(c, k, &card.Criteria[i], verdicts) {
			touched = true
		}
	}
	if !touched || card.Verdict == Void {
		return card
	}
	before := card.Verdict
	card.Total, card.Verdict = total(card.Criteria, c.gate(card.RedLines))
	if before == InReview && slices.ContainsFunc(card.Criteria, undecided) {
		card.Verdict = before
	}
	if mayHaveCrossed(card) {
		card.Verdict = doubtDecided(card.Verdict, verdicts[civil])
	}
	return card
}

// civil is the check by which a person decides on a doubtful red line, whatever its kind.
const civil = "tone_no_abuse"

// doubtDecided is the verdict of a call with a doubtful red line: who finds that it was crossed fails the call, who finds that it
// was not lets the verdict stand, and until then it does not pass.
func doubtDecided(verdict string, decided coach.Verdict) string {
	switch {
	case decided == coach.NotMet:
		return Failed
	case verdict == Passed && decided != coach.Met:
		return InReview
	}
	return verdict
}

// amend puts the verdicts into one criterion and reports whether there were any for it.
func amend(c *Call, k coach.Criterion, result *coach.CriterionResult, verdicts map[string]coach.Verdict) bool {
	checks := make([]coach.Check, 0, len(result.Checks))
	amended := slices.Clone(result.Checks)
	changed := false
	for i, r := range amended {
		at := slices.IndexFunc(k.Checks, func(check coach.Check) bool { return check.ID == r.ID })
		if at < 0 {
			return false
		}
		checks = append(checks, k.Checks[at])
		if verdict, decided := verdicts[r.ID]; decided {
			amended[i].Verdict, changed = verdict, true
		}
	}
	if !changed {
		return false
	}
	result.Checks = amended
	result.Score, result.Verdict = rollUp(checks, amended)
	if result.Score != nil {
		score := c.modified(k.ID, *result.Score)
		result.Score, result.Verdict = &score, verdictOf(score)
	}
	return true
}

func (c *Call) criterionNamed(id string) (coach.Criterion, bool) {
	for _, k := range c.playbook.Criteria {
		if k.ID == id {
			return k, true
		}
	}
	return coach.Criterion{}, false
}

// undecided reports a criterion that a person still has to look at.
func undecided(k coach.CriterionResult) bool {
	return k.Verdict == coach.NeedsReview ||
		slices.ContainsFunc(k.Checks, func(r coach.CheckResult) bool { return r.Verdict == coach.NeedsReview })
}
