package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
)

// attemptsOf is how many recent sessions are looked at for the own attempts: as many as the store lists at once.
const attemptsOf = 500

// LangQuery is the query parameter that picks the language of the texts.
type LangQuery struct {
	Lang coach.Lang `query:"lang" enum:"zh,en" default:"zh" doc:"language of the texts"`
}

type scenarioList struct {
	Body struct {
		Scenarios []ScenarioSummary `json:"scenarios" nullable:"false"`
	}
}

type scenarioOne struct{ Body ScenarioView }

func (s *server) scenarioRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "list-scenarios", Method: http.MethodGet, Path: "/api/v1/scenarios",
		Summary: "The cases to practise"}, s.listScenarios)
	huma.Register(api, huma.Operation{OperationID: "get-scenario", Method: http.MethodGet, Path: "/api/v1/scenarios/{id}",
		Summary: "What a trainee may know of a case"}, s.getScenario)
}

func (s *server) listScenarios(ctx context.Context, in *LangQuery) (*scenarioList, error) {
	own, err := s.practised(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &scenarioList{}
	out.Body.Scenarios = []ScenarioSummary{}
	for _, scenario := range s.Catalog.Scenarios() {
		out.Body.Scenarios = append(out.Body.Scenarios, s.summary(scenario, in.Lang, own[coach.CaseOf(scenario.Case.ID)]))
	}
	return out, nil
}

func (s *server) getScenario(ctx context.Context, in *struct {
	LangQuery
	ID string `path:"id" maxLength:"100"`
}) (*scenarioOne, error) {
	scenario, err := s.Catalog.Scenario(in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	own, err := s.practised(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	view := scenarioView(scenario, in.Lang, own[coach.CaseOf(in.ID)])
	view.Measured = s.Catalog.Measured(in.ID)
	return &scenarioOne{Body: view}, nil
}

// summary is a case as listed, with what was measured of it.
func (s *server) summary(scenario *coach.Scenario, lang coach.Lang, own practised) ScenarioSummary {
	summary := scenarioSummary(scenario, lang, own)
	summary.Measured = s.Catalog.Measured(scenario.Case.ID)
	return summary
}

// practised is what somebody did with a case so far.
type practised struct {
	Attempts
	best *Best
}

// practised counts the finished calls of each case, whatever edition of it, and finds the best scored, unassisted one.
func (s *server) practised(ctx context.Context) (map[string]practised, error) {
	sessions, err := s.Store.SessionsFor(ctx, coach.PurposeOwn, attemptsOf, "")
	if err != nil {
		return nil, err
	}
	own := map[string]practised{}
	for _, call := range sessions { // newest first
		if call.Status == coach.StatusLive || !call.Counts() {
			continue
		}
		so := own[call.CaseID()]
		so.Calls++
		so.Latest = cmp.Or(so.Latest, call.ID)
		switch {
		case call.Assisted:
			so.Assisted++
		case call.Total != nil && (so.best == nil || *call.Total > so.best.Total):
			so.best = &Best{Session: call.ID, Total: *call.Total, Outcome: call.Outcome}
		}
		own[call.CaseID()] = so
	}
	return own, nil
}
