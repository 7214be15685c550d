package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
)

// Models tells of the models the server may ask and tests them: those the operator configured, no others.
type Models interface {
	Setup(ctx context.Context) (coach.ModelSetup, error)
	// Test asks each endpoint of a role, or all when role is empty. CodeBusy while another test runs, CodeNotFound when
	// the role has none.
	Test(ctx context.Context, role string) ([]coach.ModelReport, error)
}

// ModelTest is the body of POST models/test.
type ModelTest struct {
	Role string `json:"role,omitempty" enum:"voice,second,judge,draft" doc:"empty tests every endpoint"`
}

type modelSetup struct{ Body coach.ModelSetup }
type modelReports struct {
	Body struct {
		Reports []coach.ModelReport `json:"reports" nullable:"false"`
	}
}
type sessionUsage struct {
	Body struct {
		Spent []coach.ModelSpend `json:"spent" nullable:"false"`
	}
}

func (s *server) modelRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "get-models", Method: http.MethodGet, Path: "/api/v1/models",
		Summary: "The models in use, without their keys"}, s.getModels)
	huma.Register(api, huma.Operation{OperationID: "test-models", Method: http.MethodPost, Path: "/api/v1/models/test",
		Summary: "Ask the configured endpoints and say what to change"}, s.testModels)
	huma.Register(api, huma.Operation{OperationID: "get-usage", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/usage",
		Summary: "What models took for a call"}, s.getUsage)
}

func (s *server) getModels(ctx context.Context, _ *struct{}) (*modelSetup, error) {
	setup, err := s.Models.Setup(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	return &modelSetup{Body: setup}, nil
}

func (s *server) testModels(ctx context.Context, in *struct{ Body ModelTest }) (*modelReports, error) {
	reports, err := s.Models.Test(ctx, in.Body.Role)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &modelReports{}
	out.Body.Reports = reports
	return out, nil
}

func (s *server) getUsage(ctx context.Context, in *SessionID) (*sessionUsage, error) {
	if _, err := s.Store.Session(ctx, in.ID); err != nil {
		return nil, s.fail(err)
	}
	spent, err := s.Store.Usage(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &sessionUsage{}
	out.Body.Spent = spent
	return out, nil
}
