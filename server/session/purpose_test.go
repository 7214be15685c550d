package session_test

import (
	"strings"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
)

// withDrafts finds a case under the id of a tried draft of it too, as the studio does.
type withDrafts struct{ session.Library }

func (w withDrafts) Scenario(id string) (*coach.Scenario, error) {
	name, draft := strings.CutPrefix(id, coach.DraftScenario)
	if !draft {
		return w.Library.Scenario(id)
	}
	found, err := w.Library.Scenario(strings.TrimSuffix(name, ".v1"))
	if err != nil {
		return nil, err
	}
	tried := *found
	tried.Case.ID = id
	return &tried, nil
}

func TestOnlyOnesOwnCallsOnOfferedCasesCount(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	f.service = session.New(session.Options{Log: f.log, Library: withDrafts{library}, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller()})
	defer func() { _ = f.service.Shutdown(t.Context()) }()
	seed := int64(3)
	held := func(request session.StartRequest) coach.Session {
		request.Seed = &seed
		s, err := f.service.Start(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		f.hold(s, question)
		return s
	}
	held(session.StartRequest{ScenarioID: "draft.group-treasury.v1", Lang: coach.English})
	held(session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English, Purpose: coach.PurposeTour})
	demo := held(session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English, Purpose: coach.PurposeDemo, Trainee: "Fiona"})
	fork, err := f.service.Fork(t.Context(), demo.ID, 0, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	if fork.Purpose != coach.PurposeDemo || fork.Trainee != "Fiona" {
		t.Errorf("the fork of a demo call is %q of %q", fork.Purpose, fork.Trainee)
	}
	next := held(session.StartRequest{Follows: demo.ID})
	if next.Purpose != coach.PurposeDemo || next.Trainee != "Fiona" {
		t.Errorf("the call after a demo call is %q of %q", next.Purpose, next.Trainee)
	}
	counted := func() int {
		plan, err := f.service.Practice(t.Context(), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Attempts != plan.DoneToday || len(plan.Curve.Points) > plan.Attempts || plan.Week.Done > plan.Attempts {
			t.Errorf("the figures do not rest on the same calls: %+v", plan)
		}
		return plan.Attempts
	}
	if n := counted(); n != 0 {
		t.Errorf("%d calls count that were a draft's, the tour's or the demo's", n)
	}
	held(session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English})
	if n := counted(); n != 1 {
		t.Errorf("%d calls count, one was held", n)
	}
	plan, err := f.service.DemoPractice(t.Context(), "Fiona", time.UTC)
	if err != nil || plan.Attempts != 2 {
		t.Errorf("the demo trainee's figures rest on %d calls, %v", plan.Attempts, err)
	}
	if _, err := f.service.Start(t.Context(), session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English, Purpose: "show"}); coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("an unknown purpose: %v", err)
	}
}

func TestACallIsListedWhereItsClockStood(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	now := f.start(coach.Practice)
	then := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	back := session.New(session.Options{Log: f.log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller(), Clock: func() time.Time { return then }})
	defer func() { _ = back.Shutdown(t.Context()) }()
	older, err := back.Start(t.Context(), session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English})
	if err != nil {
		t.Fatal(err)
	}
	listed, err := f.log.Sessions(t.Context(), 2, "")
	if err != nil || len(listed) != 2 || listed[0].ID != now.ID || listed[1].ID != older.ID {
		t.Errorf("listed %v %v", listed, err)
	}
}
