package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/playtest"
	"huikuan/server/studio"
)

// publishTime is how long scripted trainees may take before a case is published: about ten seconds of a core that has
// nothing else to do.
const publishTime = 3 * time.Minute

// PublishedView is a case that was published here.
type PublishedView struct {
	ID          string     `json:"id"`
	Title       coach.Text `json:"title" doc:"empty when it does not fit"`
	Edition     int        `json:"edition" doc:"from 1; the one offered to trainees. A call held with it has the scenario id@edition"`
	Version     string     `json:"version" doc:"of the draft that was published: where the draft's version is another, they differ"`
	PublishedAt time.Time  `json:"published_at"`
	Fits        bool       `json:"fits" doc:"false when it is not in the library because the content folder was changed since: its check finds faults, or a case there has the same id"`
}

// PublishBody names the draft that is meant.
type PublishBody struct {
	Base string `json:"base" minLength:"1" maxLength:"64" doc:"the version of the saved draft"`
}

// PublishResult is what came of publishing.
type PublishResult struct {
	Published *PublishedView   `json:"published" doc:"null when a bar fell; what was offered before is offered still"`
	Sheets    []playtest.Sheet `json:"sheets" nullable:"false" doc:"how scripted trainees did, a sheet a language; empty when this draft was offered already"`
}

type publishResult struct{ Body PublishResult }

func (s *server) publishRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "publish-draft", Method: http.MethodPost, Path: "/api/v1/content/drafts/{id}/publish",
		Summary: "Offer a draft to trainees, when scripted trainees clear every bar in both languages; ends when the request does",
		Description: "Refused for the id of a case of the content folder (forbidden), for faults and for places still to fill in (invalid), " +
			"while another playtest runs (busy), and when another version of the draft is saved (conflict)."}, s.publishDraft)
	huma.Register(api, huma.Operation{OperationID: "withdraw-case", Method: http.MethodDelete, Path: "/api/v1/content/published/{id}",
		DefaultStatus: http.StatusNoContent, Summary: "Take a published case out of the library; calls made with it stay"}, s.withdrawCase)
}

func publishedView(id string, title coach.Text, fits bool, e studio.Edition) PublishedView {
	return PublishedView{ID: id, Title: title, Edition: e.Number, Version: e.Version, PublishedAt: e.PublishedAt, Fits: fits}
}

func (s *server) publishDraft(ctx context.Context, in *struct {
	CaseID
	Body PublishBody
}) (*publishResult, error) {
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	edition, sheets, err := s.Studio.Publish(ctx, in.ID, in.Body.Base)
	if err != nil {
		return nil, s.fail(err)
	}
	out := &publishResult{Body: PublishResult{Sheets: sheets}}
	if sheets == nil {
		out.Body.Sheets = []playtest.Sheet{}
	}
	if edition == nil {
		return out, nil
	}
	scenario, err := s.Catalog.Scenario(coach.EditionID(in.ID, edition.Number))
	if err != nil {
		return nil, s.fail(err)
	}
	view := publishedView(in.ID, scenario.Case.Title, true, *edition)
	out.Body.Published = &view
	return out, nil
}

func (s *server) withdrawCase(_ context.Context, in *struct {
	CaseID
	Edition int `query:"edition" required:"true" minimum:"1" doc:"the one that was looked at"`
}) (*struct{}, error) {
	if err := s.Studio.Withdraw(in.ID, in.Edition); err != nil {
		return nil, s.fail(err)
	}
	return nil, nil //nolint:nilnil // nothing to answer
}
