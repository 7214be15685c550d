package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/demo"
)

// Demo is the made-up team whose calls show what the pages look like in use.
type Demo interface {
	State(ctx context.Context) (demo.State, error)
	Start(ctx context.Context, lang coach.Lang, zone *time.Location) error
	Remove(ctx context.Context) (int, error)
}

// DemoView is how far the demo team is.
type DemoView struct {
	Calls    int      `json:"calls" doc:"stored, with what was gone on with from them"`
	Trainees []string `json:"trainees" nullable:"false" doc:"by name, those with calls"`
	Playing  bool     `json:"playing" doc:"its calls are being held"`
	Done     int      `json:"done" doc:"calls of the play under way"`
	Of       int      `json:"of"`
	Failed   string   `json:"failed" doc:"why the last play came to nothing; empty when it did not fail"`
}

// DemoBody says how the demo team is to call.
type DemoBody struct {
	Lang   coach.Lang `json:"lang,omitempty" enum:"zh,en" default:"zh" doc:"language of the calls"`
	Offset int        `json:"offset,omitempty" minimum:"-840" maximum:"840" doc:"minutes the viewer's clock is ahead of UTC; the calls fall into its working day"`
}

type demoOne struct{ Body DemoView }
type demoRemoved struct {
	Body struct {
		Removed int `json:"removed" doc:"calls"`
	}
}

func (s *server) demoRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "get-demo", Method: http.MethodGet, Path: "/api/v1/demo",
		Summary: "The demo team: whether it is there, how far its calls are"}, s.getDemo)
	huma.Register(api, huma.Operation{OperationID: "play-demo", Method: http.MethodPost, Path: "/api/v1/demo",
		DefaultStatus: http.StatusAccepted, Summary: "Let the demo team hold its calls, in the background"}, s.playDemo)
	huma.Register(api, huma.Operation{OperationID: "remove-demo", Method: http.MethodDelete, Path: "/api/v1/demo",
		Summary: "Remove the demo team's calls, and nothing else"}, s.removeDemo)
}

func (s *server) getDemo(ctx context.Context, _ *struct{}) (*demoOne, error) {
	state, err := s.Demo.State(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	view := DemoView{Calls: state.Calls, Trainees: state.Trainees, Playing: state.Playing, Done: state.Done, Of: state.Of}
	if state.Failed != nil {
		view.Failed = coach.MessageOf(state.Failed)
	}
	return &demoOne{Body: view}, nil
}

func (s *server) playDemo(ctx context.Context, in *struct{ Body DemoBody }) (*demoOne, error) {
	if err := s.Demo.Start(ctx, in.Body.Lang, zoneOf(in.Body.Offset)); err != nil {
		return nil, s.fail(err)
	}
	return s.getDemo(ctx, nil)
}

func (s *server) removeDemo(ctx context.Context, _ *struct{}) (*demoRemoved, error) {
	removed, err := s.Demo.Remove(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &demoRemoved{}
	out.Body.Removed = removed
	return out, nil
}

// zoneOf is where days begin so many minutes ahead of UTC.
func zoneOf(offset int) *time.Location { return time.FixedZone("trainee", offset*60) }
