package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
)

// bestOf is how many recent sessions are looked at for the own best attempt: as many as the store lists at once.
const bestOf = 500

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
	best, err := s.best(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &scenarioList{}
	out.Body.Scenarios = []ScenarioSummary{}
	for _, scenario := range s.Catalog.Scenarios() {
		out.Body.Scenarios = append(out.Body.Scenarios, s.summary(scenario, in.Lang, best[scenario.Case.ID]))
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
	best, err := s.best(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	view := scenarioView(scenario, in.Lang, best[in.ID])
	view.Measured = s.Catalog.Measured(in.ID)
	return &scenarioOne{Body: view}, nil
}

// summary is a case as listed, with what was measured of it.
func (s *server) summary(scenario *coach.Scenario, lang coach.Lang, best *Best) ScenarioSummary {
	summary := scenarioSummary(scenario, lang, best)
	summary.Measured = s.Catalog.Measured(scenario.Case.ID)
	return summary
}

// best finds the best scored, unassisted attempt at each case.
func (s *server) best(ctx context.Context) (map[string]*Best, error) {
	sessions, err := s.Store.SessionsFor(ctx, coach.PurposeOwn, bestOf, "")
	if err != nil {
		return nil, err
	}
	best := map[string]*Best{}
	for _, attempt := range sessions {
		if attempt.Total == nil || attempt.Assisted || !attempt.Counts() {
			continue
		}
		if b := best[attempt.ScenarioID]; b == nil || *attempt.Total > b.Total {
			best[attempt.ScenarioID] = &Best{Session: attempt.ID, Total: *attempt.Total, Outcome: attempt.Outcome}
		}
	}
	return best, nil
}
