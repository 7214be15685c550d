package session

import (
	"context"
	"slices"
	"time"

	"huikuan/server/coach"
	"huikuan/server/practice"
)

// lookBack is how many calls a plan rests on: more than a year of two a day would not change it.
const lookBack = 400

// Practice works out what to practise next from the trainee's own calls. zone is where the trainee's days begin.
func (s *Service) Practice(ctx context.Context, zone *time.Location) (practice.Plan, error) {
	sessions, err := s.log.SessionsFor(ctx, coach.PurposeOwn, lookBack, "")
	if err != nil {
		return practice.Plan{}, err
	}
	return s.plan(ctx, sessions, zone)
}

// DemoPractice is the plan of one trainee of the demo team, as an example of what one's own will look like.
func (s *Service) DemoPractice(ctx context.Context, trainee string, zone *time.Location) (practice.Plan, error) {
	sessions, err := s.log.SessionsFor(ctx, coach.PurposeDemo, lookBack, "")
	if err != nil {
		return practice.Plan{}, err
	}
	theirs := slices.DeleteFunc(sessions, func(one coach.Session) bool { return one.Trainee != trainee })
	return s.plan(ctx, theirs, zone)
}

// plan makes the plan of one trainee's sessions. What does not count is left out.
func (s *Service) plan(ctx context.Context, sessions []coach.Session, zone *time.Location) (practice.Plan, error) {
	in := practice.Input{Now: s.now(), Zone: zone}
	for _, scenario := range s.library.Scenarios() {
		in.Cases = append(in.Cases, caseToPractise(scenario))
	}
	for _, one := range sessions {
		if one.Status != coach.StatusScored || one.OfDraft() || one.Void() {
			continue
		}
		attempt, err := s.attempt(ctx, one)
		if err != nil {
			return practice.Plan{}, err
		}
		in.Attempts = append(in.Attempts, attempt)
	}
	return practice.Make(in), nil
}

func caseToPractise(s *coach.Scenario) practice.Case {
	c := practice.Case{ID: coach.CaseOf(s.Case.ID), DebtorType: s.Case.Truth.DebtorType, Trains: s.Case.Trains, Difficulty: s.Case.Difficulty}
	for _, x := range s.Case.Excuses {
		c.Excuses = append(c.Excuses, x.Excuse)
	}
	return c
}

// attempt reads what a scored call says of its trainee.
func (s *Service) attempt(ctx context.Context, one coach.Session) (practice.Attempt, error) {
	assessment, err := s.log.Assessment(ctx, one.ID)
	if err != nil {
		return practice.Attempt{}, err
	}
	events, err := s.log.Events(ctx, one.ID, 0)
	if err != nil {
		return practice.Attempt{}, err
	}
	attempt := practice.Attempt{
		Session: one.ID, Case: one.CaseID(), Scenario: one.ScenarioID, At: one.EndedAt, Assisted: one.Assisted, Total: one.Total,
		Skills: map[string]int{}, Excuses: coach.LedgerOf(events).Excuses,
	}
	if scenario, err := s.library.Scenario(one.ScenarioID); err == nil { // a case that is gone still counts for its skills
		attempt.DebtorType = scenario.Case.Truth.DebtorType
	}
	for _, k := range assessment.Card.Criteria {
		if k.Score != nil {
			attempt.Skills[k.ID] = *k.Score
		}
	}
	return attempt, nil
}
