package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/casedraft"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/playtest"
	"huikuan/server/session"
	"huikuan/server/studio"
)

// Studio is where cases are written.
type Studio interface {
	Check(source string) content.Checked
	Cases() []studio.Entry
	Source(id string) (string, error)
	Drafts() ([]studio.Draft, error)
	Draft(id string) (studio.Draft, error)
	Save(id, source, base string) (studio.Draft, error)
	Remove(id, base string) error
	Try(source string) (scenarioID string, err error)
	Play(ctx context.Context, source string, lang coach.Lang, runs int) (playtest.Sheet, error)
	Unfilled(source string) []casedraft.Mark
	Published() []studio.Published
	Publish(ctx context.Context, id, base string) (*studio.Edition, []playtest.Sheet, error)
	Withdraw(id string, edition int) error
}

// playtestTime is how long a playtest of the studio may take.
const playtestTime = 3 * time.Minute

// FaultView is one thing wrong with a case, in the reader's language.
type FaultView struct {
	Line    int    `json:"line" doc:"from 1; 0 when the fault is not in a place"`
	Column  int    `json:"column" doc:"from 1, in characters"`
	Path    string `json:"path" doc:"where in the document, such as facts[2].unlock"`
	Message string `json:"message"`
	Mend    string `json:"mend" doc:"what to do about it"`
}

// SourceBody is the source of a case.
type SourceBody struct {
	Source string `json:"source" maxLength:"300000" doc:"YAML"`
}

// CheckedView is what was found in a case.
type CheckedView struct {
	ID       string                `json:"id" doc:"as the source says; empty when it cannot be read"`
	Faults   []FaultView           `json:"faults" nullable:"false"`
	Unfilled []UnfilledView        `json:"unfilled" nullable:"false" doc:"places of a draft made of a real call that its writer has yet to fill in or to check; they are no faults, and keep it from being published"`
	Outline  []content.OutlinePart `json:"outline" nullable:"false"`
}

// UnfilledView is a place left to the writer.
type UnfilledView struct {
	Line int    `json:"line" doc:"from 1"`
	Text string `json:"text" doc:"the line"`
}

// CaseEntry is a case or a draft as the studio lists it.
type CaseEntry struct {
	ID      string     `json:"id"`
	Title   coach.Text `json:"title"`
	Draft   bool       `json:"draft" doc:"in the content folder, but not offered to trainees"`
	SavedAt *time.Time `json:"saved_at" doc:"of a draft of the studio; null for a case of the content folder"`
}

// DraftView is a draft with its source.
type DraftView struct {
	ID      string     `json:"id"`
	Source  string     `json:"source"`
	Version string     `json:"version" doc:"pass as base when saving; empty for a case of the library"`
	SavedAt *time.Time `json:"saved_at"`
}

// SaveBody is a draft to be kept.
type SaveBody struct {
	SourceBody
	Base string `json:"base,omitempty" maxLength:"64" doc:"the version it was made from; left out for a new one"`
}

// TryBody is a case to be called at once.
type TryBody struct {
	SourceBody
	Lang coach.Lang `json:"lang" enum:"zh,en"`
}

// PlayBody is a case for scripted trainees.
type PlayBody struct {
	SourceBody
	Lang coach.Lang `json:"lang" enum:"zh,en"`
	Runs int        `json:"runs" minimum:"1" maximum:"30" doc:"calls a trainee"`
}

type checkedOne struct{ Body CheckedView }
type caseEntries struct {
	Body struct {
		Cases     []CaseEntry     `json:"cases" nullable:"false" doc:"of the content folder"`
		Drafts    []CaseEntry     `json:"drafts" nullable:"false"`
		Published []PublishedView `json:"published" nullable:"false" doc:"published here, by id"`
	}
}
type draftOne struct{ Body DraftView }
type sheetPlayed struct{ Body playtest.Sheet }

func (s *server) studioRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "check-case", Method: http.MethodPost, Path: "/api/v1/content/check",
		Summary: "Everything wrong with a case, and its outline"}, s.checkCase)
	huma.Register(api, huma.Operation{OperationID: "list-content", Method: http.MethodGet, Path: "/api/v1/content",
		Summary: "Cases to start from, and drafts"}, s.listContent)
	huma.Register(api, huma.Operation{OperationID: "get-case-source", Method: http.MethodGet, Path: "/api/v1/content/cases/{id}",
		Summary: "The source of a case of the content folder, or of the offered edition of one published here"}, s.caseSource)
	huma.Register(api, huma.Operation{OperationID: "get-draft", Method: http.MethodGet, Path: "/api/v1/content/drafts/{id}",
		Summary: "A draft with its source"}, s.getDraft)
	huma.Register(api, huma.Operation{OperationID: "save-draft", Method: http.MethodPut, Path: "/api/v1/content/drafts/{id}",
		Summary: "Keep a draft, faults and all"}, s.saveDraft)
	huma.Register(api, huma.Operation{OperationID: "remove-draft", Method: http.MethodDelete, Path: "/api/v1/content/drafts/{id}",
		DefaultStatus: http.StatusNoContent, Summary: "Remove a draft; calls made with it stay"}, s.removeDraft)
	huma.Register(api, huma.Operation{OperationID: "try-case", Method: http.MethodPost, Path: "/api/v1/content/try",
		DefaultStatus: http.StatusCreated, Summary: "Call the debtor of a case that is not published"}, s.tryCase)
	huma.Register(api, huma.Operation{OperationID: "playtest-case", Method: http.MethodPost, Path: "/api/v1/content/playtest",
		Summary: "Let scripted trainees play a case; ends when the request does"}, s.playCase)
	s.publishRoutes(api)
}

func (s *server) checkCase(_ context.Context, in *struct {
	LangQuery
	Body SourceBody
}) (*checkedOne, error) {
	checked := s.Studio.Check(in.Body.Source)
	view := CheckedView{ID: checked.ID, Faults: []FaultView{}, Unfilled: []UnfilledView{}, Outline: checked.Outline}
	if view.Outline == nil {
		view.Outline = []content.OutlinePart{}
	}
	for _, f := range checked.Faults {
		f = f.In(in.Lang)
		view.Faults = append(view.Faults, FaultView{Line: f.Line, Column: f.Column, Path: f.Path, Message: f.Message, Mend: f.Mend})
	}
	for _, m := range s.Studio.Unfilled(in.Body.Source) {
		view.Unfilled = append(view.Unfilled, UnfilledView{Line: m.Line, Text: m.Text})
	}
	return &checkedOne{Body: view}, nil
}

func (s *server) listContent(context.Context, *struct{}) (*caseEntries, error) {
	drafts, err := s.Studio.Drafts()
	if err != nil {
		return nil, s.fail(err)
	}
	out := &caseEntries{}
	out.Body.Cases, out.Body.Drafts, out.Body.Published = []CaseEntry{}, []CaseEntry{}, []PublishedView{}
	for _, e := range s.Studio.Cases() {
		out.Body.Cases = append(out.Body.Cases, CaseEntry{ID: e.ID, Title: e.Title, Draft: e.Draft})
	}
	for _, d := range drafts {
		out.Body.Drafts = append(out.Body.Drafts, CaseEntry{ID: d.ID, SavedAt: &d.SavedAt})
	}
	for _, p := range s.Studio.Published() {
		out.Body.Published = append(out.Body.Published, publishedView(p.ID, p.Title, p.Fits, p.Edition))
	}
	return out, nil
}

// CaseID is the path parameter that names a case.
type CaseID struct {
	ID string `path:"id" maxLength:"60" pattern:"^[a-z0-9-]+$" doc:"small letters, digits and hyphens"`
}

func (s *server) caseSource(_ context.Context, in *CaseID) (*draftOne, error) {
	source, err := s.Studio.Source(in.ID)
	if err != nil {
		return nil, s.fail(err)
	}
	return &draftOne{Body: DraftView{ID: in.ID, Source: source}}, nil
}

func (s *server) getDraft(_ context.Context, in *CaseID) (*draftOne, error) {
	return s.draft(s.Studio.Draft(in.ID))
}

func (s *server) saveDraft(_ context.Context, in *struct {
	CaseID
	Body SaveBody
}) (*draftOne, error) {
	return s.draft(s.Studio.Save(in.ID, in.Body.Source, in.Body.Base))
}

func (s *server) draft(d studio.Draft, err error) (*draftOne, error) {
	if err != nil {
		return nil, s.fail(err)
	}
	return &draftOne{Body: DraftView{ID: d.ID, Source: d.Source, Version: d.Version, SavedAt: &d.SavedAt}}, nil
}

func (s *server) removeDraft(_ context.Context, in *struct {
	CaseID
	Base string `query:"base" required:"true" maxLength:"64" doc:"the version that was looked at"`
}) (*struct{}, error) {
	if err := s.Studio.Remove(in.ID, in.Base); err != nil {
		return nil, s.fail(err)
	}
	return nil, nil //nolint:nilnil // nothing to answer
}

func (s *server) tryCase(ctx context.Context, in *struct{ Body TryBody }) (*sessionOne, error) {
	id, err := s.Studio.Try(in.Body.Source)
	if err != nil {
		return nil, s.fail(err)
	}
	started, err := s.Calls.Start(ctx, session.StartRequest{ScenarioID: id, Lang: in.Body.Lang, Mode: coach.Practice})
	if err != nil {
		return nil, s.fail(err)
	}
	return &sessionOne{Body: s.view(started)}, nil
}

func (s *server) playCase(ctx context.Context, in *struct{ Body PlayBody }) (*sheetPlayed, error) {
	ctx, cancel := context.WithTimeout(ctx, playtestTime)
	defer cancel()
	sheet, err := s.Studio.Play(ctx, in.Body.Source, in.Body.Lang, in.Body.Runs)
	if err != nil {
		return nil, s.fail(err)
	}
	return &sheetPlayed{Body: sheet}, nil
}
