package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/session"
)

// SessionID is the path parameter of a session's routes.
type SessionID struct {
	ID string `path:"id" maxLength:"64" doc:"a session id, ses_…"`
}

// ToldQuery picks a call and the language in which it is explained.
type ToldQuery struct {
	SessionID
	Lang coach.Lang `query:"lang" enum:"zh,en" doc:"language of what is told; what was said and lines to say stay in the call's. The call's when left out"`
}

type sessionList struct {
	Body struct {
		Sessions []SessionView `json:"sessions" nullable:"false"`
		Next     string        `json:"next" doc:"pass as before for the next page; empty at the end"`
	}
}

type sessionOne struct{ Body SessionView }
type sessionFull struct{ Body SessionDetail }
type cardOne struct{ Body coach.Scorecard }
type debriefOne struct{ Body coach.Debrief }
type sheetOne struct{ Body coach.DiagnosisSheet }
type branchesOne struct{ Body coach.Branches }
type betterLines struct {
	Body struct {
		Lines []coach.ProvenLine `json:"lines" nullable:"false"`
	}
}
type diagnosisOne struct{ Body coach.DiagnosisResult }

func (s *server) sessionRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "start-session", Method: http.MethodPost, Path: "/api/v1/sessions",
		DefaultStatus: http.StatusCreated, Summary: "Call a debtor"}, s.startSession)
	huma.Register(api, huma.Operation{OperationID: "list-sessions", Method: http.MethodGet, Path: "/api/v1/sessions",
		Summary: "Calls, newest first"}, s.listSessions)
	huma.Register(api, huma.Operation{OperationID: "get-session", Method: http.MethodGet, Path: "/api/v1/sessions/{id}",
		Summary: "A call with its turns"}, s.getSession)
	huma.Register(api, huma.Operation{OperationID: "get-session-case", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/case",
		Summary: "The case as this call found it, with what earlier calls of the account brought"}, s.getSessionCase)
	huma.Register(api, huma.Operation{OperationID: "get-assessment", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/assessment",
		Summary: "The scorecard of a finished call"}, s.getAssessment)
	huma.Register(api, huma.Operation{OperationID: "get-debrief", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/debrief",
		Summary: "What went on in the debtor's head, after the end"}, s.getDebrief)
	huma.Register(api, huma.Operation{OperationID: "get-branches", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/branches",
		Summary: "A call and everything forked from it, side by side"}, s.getBranches)
	huma.Register(api, huma.Operation{OperationID: "get-better-lines", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/better",
		Summary: "Lines that would have done better, tried from the debtor's state at that moment"}, s.getBetterLines)
	huma.Register(api, huma.Operation{OperationID: "get-diagnosis", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/diagnosis",
		Summary: "The sheet to fill in after a call, before the truth is shown"}, s.getDiagnosis)
	huma.Register(api, huma.Operation{OperationID: "give-diagnosis", Method: http.MethodPost, Path: "/api/v1/sessions/{id}/diagnosis",
		DefaultStatus: http.StatusCreated, Summary: "Say what you made of the debtor, once"}, s.giveDiagnosis)
	huma.Register(api, huma.Operation{OperationID: "fork-session", Method: http.MethodPost, Path: "/api/v1/sessions/{id}/fork",
		DefaultStatus: http.StatusCreated, Summary: "Try again from a turn on"}, s.forkSession)
}

func (s *server) startSession(ctx context.Context, in *struct {
	OnceHeader
	Body StartBody
}) (*sessionOne, error) {
	started, err := s.Calls.Start(ctx, session.StartRequest{
		Once:       in.once("start", in.Body),
		ScenarioID: in.Body.ScenarioID, Lang: in.Body.Lang, Mode: in.Body.Mode, Seed: in.Body.Seed, Follows: in.Body.Follows, Purpose: purposeOf(in.Body.Purpose),
	})
	if err != nil {
		return nil, s.fail(err)
	}
	return &sessionOne{Body: s.view(started)}, nil
}

func (s *server) listSessions(ctx context.Context, in *struct {
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Before  string `query:"before" maxLength:"64" doc:"only calls older than this session"`
	Purpose string `query:"purpose" enum:"own,demo,tour" doc:"only calls held for this; all when not given"`
}) (*sessionList, error) {
	list := s.Store.Sessions
	if in.Purpose != "" {
		list = func(ctx context.Context, limit int, before string) ([]coach.Session, error) {
			return s.Store.SessionsFor(ctx, purposeOf(in.Purpose), limit, before)
		}
	}
	sessions, err := list(ctx, in.Limit, in.Before)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &sessionList{}
	out.Body.Sessions = []SessionView{}
	for _, one := range sessions {
		out.Body.Sessions = append(out.Body.Sessions, s.view(one))
	}
	if len(sessions) == in.Limit {
		out.Body.Next = sessions[len(sessions)-1].ID
	}
	return out, nil
}

func (s *server) getSession(ctx context.Context, in *SessionID) (*sessionFull, error) {
	one, err := s.Store.Session(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	events, err := s.Store.Events(ctx, in.ID, 0)
	if err != nil {
		return nil, s.fail(err)
	}
	turns := coach.Turns(events)
	if turns == nil {
		turns = []coach.Turn{}
	}
	detail := SessionDetail{SessionView: s.view(one), Transcript: turns, Actions: s.actions(one, events), Call: 1}
	if len(events) > 0 {
		if started, ok := events[0].Body.(coach.SessionStarted); ok && started.Sequel != nil {
			detail.Follows, detail.Call = started.Sequel.Of, started.Sequel.Call
		}
	}
	return &sessionFull{Body: detail}, nil
}

func (s *server) getSessionCase(ctx context.Context, in *SessionID) (*scenarioOne, error) {
	session, scenario, err := s.Calls.Case(ctx, in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	return &scenarioOne{Body: scenarioView(scenario, session.Lang, practised{})}, nil
}

func (s *server) getAssessment(ctx context.Context, in *ToldQuery) (*cardOne, error) {
	assessment, err := s.Calls.Assessment(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &cardOne{Body: assessment.Card}, nil
}

func (s *server) getDebrief(ctx context.Context, in *ToldQuery) (*debriefOne, error) {
	debrief, err := s.Calls.Debrief(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &debriefOne{Body: debrief}, nil
}

func (s *server) getBranches(ctx context.Context, in *ToldQuery) (*branchesOne, error) {
	branches, err := s.Calls.Branches(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &branchesOne{Body: branches}, nil
}

func (s *server) getBetterLines(ctx context.Context, in *ToldQuery) (*betterLines, error) {
	lines, err := s.Calls.BetterLines(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &betterLines{}
	out.Body.Lines = lines
	return out, nil
}

func (s *server) getDiagnosis(ctx context.Context, in *ToldQuery) (*sheetOne, error) {
	sheet, err := s.Calls.DiagnosisSheet(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &sheetOne{Body: sheet}, nil
}

func (s *server) giveDiagnosis(ctx context.Context, in *struct {
	ToldQuery
	Body coach.Diagnosis
}) (*diagnosisOne, error) {
	result, err := s.Calls.Diagnose(ctx, in.ID, in.Body, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &diagnosisOne{Body: result}, nil
}

func (s *server) forkSession(ctx context.Context, in *struct {
	SessionID
	OnceHeader
	Body ForkBody
}) (*sessionOne, error) {
	fork, err := s.Calls.Fork(ctx, in.ID, in.Body.Turn, in.once("fork", in.ID, in.Body))
	if err != nil {
		return nil, s.fail(err)
	}
	return &sessionOne{Body: s.view(fork)}, nil
}

// view shows a session with its case's title; the case may have been removed since.
func (s *server) view(one coach.Session) SessionView {
	titles := coach.Text{Zh: one.ScenarioID, En: one.ScenarioID}
	if scenario, err := s.Catalog.Scenario(one.ScenarioID); err == nil {
		titles = scenario.Case.Title
	}
	return sessionView(one, titles)
}

// actions shows what was done in a call beside speaking; the case may have been removed since.
func (s *server) actions(one coach.Session, events []coach.Event) []ActionView {
	names := map[string]string{}
	if scenario, err := s.Catalog.Scenario(one.ScenarioID); err == nil {
		for _, document := range scenario.Case.Desk {
			names[string(coach.ActionDesk)+document.ID] = document.Name.In(one.Lang)
		}
		for _, contact := range scenario.Case.Contacts {
			names[string(coach.ActionAskedFor)+contact.ID] = contact.Name.In(one.Lang)
			names[string(coach.ActionOnLine)+contact.ID] = contact.Name.In(one.Lang)
		}
	}
	views := []ActionView{}
	for _, a := range coach.Actions(events) {
		views = append(views, ActionView{Turn: a.Turn, Kind: a.Kind, ID: a.ID, Name: cmp.Or(names[string(a.Kind)+a.ID], a.ID)})
	}
	return views
}
