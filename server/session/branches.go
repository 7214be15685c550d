package session

import (
	"cmp"
	"context"

	"huikuan/server/coach"
)

// Branches sets a call beside everything forked from the same first call: outcome, checks, and where each left its
// parent. A call of the family that still goes on stands there without a result.
// The checks are worded in the language told, by default the call's.
func (s *Service) Branches(ctx context.Context, sessionID string, told coach.Lang) (coach.Branches, error) {
	family, err := s.log.Family(ctx, sessionID)
	if err != nil {
		return coach.Branches{}, err
	}
	all := coach.Branches{Checks: s.checksOf(family[0], told), Branches: make([]coach.Branch, 0, len(family))}
	for _, one := range family {
		branch := branchOf(one)
		if one.Status == coach.StatusScored {
			scored, err := s.log.Assessment(ctx, one.ID)
			if err != nil {
				return coach.Branches{}, err
			}
			fillBranch(&branch, scored.Card)
		}
		all.Branches = append(all.Branches, branch)
	}
	return all, nil
}

// checksOf words the checks a call is rated on; none when its case is no longer there.
func (s *Service) checksOf(call coach.Session, told coach.Lang) []coach.BranchCheck {
	checks := []coach.BranchCheck{}
	scenario, err := s.library.Scenario(call.ScenarioID)
	if err != nil {
		return checks
	}
	told = cmp.Or(told, call.Lang)
	for _, k := range scenario.Playbook.Criteria {
		for _, check := range k.Checks {
			checks = append(checks, coach.BranchCheck{
				ID: check.ID, Question: check.Question.In(told), Criterion: k.ID, CriterionName: k.Name.In(told),
			})
		}
	}
	return checks
}

func branchOf(one coach.Session) coach.Branch {
	branch := coach.Branch{
		Session: one.ID, ForkOf: one.ForkOf, Mode: one.Mode, Status: one.Status, Assisted: one.Assisted, StartedAt: one.StartedAt,
		Turns: one.Turns, EndReason: one.EndReason, Total: one.Total, Verdict: one.Verdict, Outcome: one.Outcome, Promise: one.Promise,
		Verdicts: map[string]coach.Verdict{},
	}
	if one.ForkOf != "" {
		turn := one.ForkTurn
		branch.ForkTurn = &turn
	}
	return branch
}

func fillBranch(branch *coach.Branch, card coach.Scorecard) {
	branch.ExpectedRecovery, branch.RedLines = card.ExpectedRecovery, len(card.RedLines)
	for _, k := range card.Criteria {
		for _, check := range k.Checks {
			branch.Verdicts[check.ID] = check.Verdict
		}
	}
}
