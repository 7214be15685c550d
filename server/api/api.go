package api

import (
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"huikuan/server/coach"
	"huikuan/server/practice"
	"huikuan/server/session"
	"huikuan/server/transcript"
)

// maxBody is the largest request body, enough for an hour's transcript; tooLongMessage says so in words.
const maxBody = "1M"

// bodyTime is how long a body may take to arrive: a whole transcript over a slow line; tooSlowMessage says so in words.
const bodyTime = 25 * time.Second

// Calls starts, forks, shows, reveals and diagnoses calls.
type Calls interface {
	Start(ctx context.Context, req session.StartRequest) (coach.Session, error)
	Fork(ctx context.Context, sessionID string, turn int, request coach.Once) (coach.Session, error)
	Assessment(ctx context.Context, sessionID string, told coach.Lang) (coach.Assessment, error)
	Case(ctx context.Context, sessionID string) (coach.Session, *coach.Scenario, error)
	Debrief(ctx context.Context, sessionID string, told coach.Lang) (coach.Debrief, error)
	Branches(ctx context.Context, sessionID string, told coach.Lang) (coach.Branches, error)
	BetterLines(ctx context.Context, sessionID string, told coach.Lang) ([]coach.ProvenLine, error)
	DiagnosisSheet(ctx context.Context, sessionID string, told coach.Lang) (coach.DiagnosisSheet, error)
	Diagnose(ctx context.Context, sessionID string, given coach.Diagnosis, told coach.Lang) (coach.DiagnosisResult, error)
	Practice(ctx context.Context, zone *time.Location) (practice.Plan, error)
	DemoPractice(ctx context.Context, trainee string, zone *time.Location) (practice.Plan, error)
	DraftCase(ctx context.Context, id string, data []byte, source transcript.Source) ([]byte, error)
	ReadTranscript(ctx context.Context, data []byte, source transcript.Source) (session.Reading, error)
	JudgeTranscript(ctx context.Context, data []byte, source transcript.Source) (coach.Scorecard, error)
	ScoreTranscript(ctx context.Context, data []byte, source transcript.Source) (coach.Scorecard, error)
}

// Store reads what is stored.
type Store interface {
	Sessions(ctx context.Context, limit int, before string) ([]coach.Session, error)
	SessionsFor(ctx context.Context, purpose coach.Purpose, limit int, before string) ([]coach.Session, error)
	Session(ctx context.Context, id string) (coach.Session, error)
	Events(ctx context.Context, sessionID string, after int64) ([]coach.Event, error)
	Usage(ctx context.Context, sessionID string) ([]coach.ModelSpend, error)
}

// Catalog lists and finds scenarios.
type Catalog interface {
	Scenario(id string) (*coach.Scenario, error)
	Scenarios() []*coach.Scenario
	Measured(id string) *coach.Measured
}

// Live serves the socket of a session.
type Live interface {
	ServeHTTP(w http.ResponseWriter, r *http.Request, sessionID string)
}

// Deps is what the routes call on.
type Deps struct {
	Calls   Calls
	Store   Store
	Catalog Catalog
	Desk    Desk
	Studio  Studio
	Demo    Demo
	Live    Live
	Models  Models
	Frames  []byte       // JSON Schema of the live protocol
	Metrics http.Handler // Prometheus exposition
	Page    fs.FS        // the built web page; nil serves the API only
	Origins []string     // at which pages reach the server through a proxy
	Log     *slog.Logger
	Version string
	Checks  []Check // what /readyz looks at
}

// Check is one thing the server needs, or can do without for a while.
type Check struct {
	Name  string
	Vital bool // without it the server is not ready, which is logged
	Look  func(ctx context.Context) error
}

type server struct {
	Deps
}

// New builds the handler for everything the server answers over HTTP.
func New(deps Deps) (http.Handler, error) {
	s := &server{Deps: deps}
	sameOrigin, err := noCrossOriginWrites(deps.Origins)
	if err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.writeError
	e.Use(recoverPanics(deps.Log), securityHeaders, ownName(deps.Origins), sameOrigin, wholeQuery, middleware.BodyLimit(maxBody), packed())

	registerAPI(e, s)
	e.GET("/api/v1/sessions/:id/live", func(c echo.Context) error {
		s.Live.ServeHTTP(c.Response(), c.Request(), c.Param("id"))
		return nil
	})
	e.GET("/api/live.schema.json", func(c echo.Context) error { return c.Blob(http.StatusOK, "application/schema+json", s.Frames) })
	asked := []string{http.MethodGet, http.MethodHead} // the page would answer a HEAD that has no route of its own
	e.Match(asked, "/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.Match(asked, "/readyz", s.ready)
	if deps.Metrics != nil {
		e.Match(asked, "/metrics", echo.WrapHandler(deps.Metrics))
	}
	e.Any(otherAddresses, noRoute)
	if deps.Page != nil {
		page, err := newPage(deps.Page)
		if err != nil {
			return nil, err
		}
		e.GET("/*", echo.WrapHandler(page))
		e.HEAD("/*", echo.WrapHandler(page))
	}
	return e, nil
}

// OpenAPI returns the API's description as indented JSON; the web page's types are generated from it.
func OpenAPI(version string) ([]byte, error) {
	e := echo.New()
	description := registerAPI(e, &server{Deps: Deps{Version: version}}).OpenAPI()
	data, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the API description cannot be written")
	}
	return append(data, '\n'), nil
}

// shapeErrors sets huma's hook for the shape of errors. The hook is the library's only one and belongs to the process, so
// it is written once however many servers a process runs.
var shapeErrors = sync.OnceFunc(func() { huma.NewError = newProblem })

func registerAPI(e *echo.Echo, s *server) huma.API {
	shapeErrors()
	config := huma.DefaultConfig("Huikuan", s.Version)
	config.OpenAPIPath = "/api/openapi"
	config.DocsPath = "" // the library's page loads scripts from another host
	config.SchemasPath = ""
	config.CreateHooks = nil // no $schema links in bodies
	config.RejectUnknownQueryParameters = true
	config.OnAddOperation = append(config.OnAddOperation, func(_ *huma.OpenAPI, op *huma.Operation) { op.BodyReadTimeout = bodyTime })
	api := humaecho.New(e, config)
	s.scenarioRoutes(api)
	s.sessionRoutes(api)
	s.transcriptRoutes(api)
	s.reviewRoutes(api)
	s.modelRoutes(api)
	s.studioRoutes(api)
	s.practiceRoutes(api)
	s.demoRoutes(api)
	describe(api)
	return api
}

// ready answers whether the server can take calls, a line for each thing it needs. What is wrong in detail is in the log.
func (s *server) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	status := http.StatusOK
	var lines strings.Builder
	for _, check := range s.Checks {
		err := check.Look(ctx)
		if err == nil {
			lines.WriteString(check.Name + ": ok\n")
			continue
		}
		lines.WriteString(check.Name + ": " + coach.MessageOf(err) + "\n")
		if check.Vital {
			s.Log.ErrorContext(ctx, "not ready", "check", check.Name, "code", coach.CodeOf(err), "err", err)
			status = http.StatusServiceUnavailable
		}
	}
	return c.String(status, lines.String())
}
