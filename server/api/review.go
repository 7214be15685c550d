package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/review"
)

// Desk is where people find, comment and decide on calls.
type Desk interface {
	Search(ctx context.Context, text string, query coach.CallQuery) ([]review.Found, error)
	Sheet(ctx context.Context, sessionID string, told coach.Lang) (review.Sheet, error)
	Comment(ctx context.Context, sessionID string, c coach.Comment) (coach.Comment, error)
	Resolve(ctx context.Context, sessionID, commentID string, resolved bool, author string) error
	Override(ctx context.Context, sessionID string, o coach.Override) (coach.Override, error)
}

// ReviewQuery filters calls; what is left out does not limit.
type ReviewQuery struct {
	Words        string     `query:"q" maxLength:"200" doc:"words said in one turn of the call; in quotes side by side"`
	Case         string     `query:"case" maxLength:"100"`
	Lang         coach.Lang `query:"lang" enum:"zh,en"`
	Mode         coach.Mode `query:"mode" enum:"practice,exam"`
	Purpose      string     `query:"purpose" enum:"own,demo,tour" doc:"what the call was held for"`
	Trainee      string     `query:"trainee" maxLength:"60" doc:"who held the call, by name"`
	Verdict      string     `query:"verdict" enum:"pass,fail,needs_review,not_scored,void" doc:"of the final result"`
	RedLine      string     `query:"red_line" enum:"any,none,critical,major,minor" doc:"gravest red line broken"`
	Min          int        `query:"min" minimum:"0" maximum:"100" doc:"lowest final total"`
	Max          int        `query:"max" minimum:"0" maximum:"100" default:"100" doc:"highest final total; 100 does not limit"`
	NeedsReview  bool       `query:"needs_review" doc:"only calls a person should look at"`
	OpenComments bool       `query:"open_comments" doc:"only calls with comments that are not resolved"`
	Overridden   bool       `query:"overridden" doc:"only calls with a decision of a person"`
	From         time.Time  `query:"from" doc:"started at or after"`
	To           time.Time  `query:"to" doc:"started before"`
	Before       string     `query:"before" maxLength:"64" doc:"only calls older than this session"`
}

func (in ReviewQuery) query(limit int) coach.CallQuery {
	query := coach.CallQuery{
		ScenarioID: in.Case, Lang: in.Lang, Mode: in.Mode, Verdict: in.Verdict, RedLine: in.RedLine, NeedsReview: in.NeedsReview,
		OpenComments: in.OpenComments, Overridden: in.Overridden, From: in.From, To: in.To, Before: in.Before, Limit: limit,
		Trainee: in.Trainee,
	}
	if in.Purpose != "" {
		purpose := purposeOf(in.Purpose)
		query.Purpose = &purpose
	}
	if in.Min > 0 {
		query.MinTotal = &in.Min
	}
	if in.Max < 100 {
		query.MaxTotal = &in.Max
	}
	return query
}

// ReviewCall is a call as the review desk lists it.
type ReviewCall struct {
	Session      SessionView       `json:"session"`
	Final        *coach.FinalScore `json:"final" doc:"the result with people's decisions in it; null where there are none"`
	RedLine      coach.Level       `json:"red_line" doc:"gravest red line broken, or empty"`
	NeedsReview  bool              `json:"needs_review"`
	OpenComments int               `json:"open_comments"`
	Matches      int               `json:"matches" doc:"turns that hold the words"`
	Hits         []ReviewHit       `json:"hits" nullable:"false" doc:"the first of them"`
}

// ReviewHit is a turn that holds the words that were looked for.
type ReviewHit struct {
	Turn    int            `json:"turn"`
	Speaker coach.Speaker  `json:"speaker"`
	Pieces  []review.Piece `json:"pieces" nullable:"false"`
}

// ReviewSheet is what people said to a call, and its result with it.
type ReviewSheet struct {
	Comments  []coach.Comment   `json:"comments" nullable:"false"`
	Overrides []coach.Override  `json:"overrides" nullable:"false" doc:"every decision, oldest first; the newest of a check counts"`
	Card      *coach.Scorecard  `json:"card" doc:"with the decisions in it; null before the call is scored"`
	Rules     *coach.FinalScore `json:"rules" doc:"the result without any decision"`
	Final     *coach.FinalScore `json:"final" doc:"the result with them; null where there are none"`
}

// CommentBody is a remark to be kept.
type CommentBody struct {
	Turn   *int   `json:"turn,omitempty" minimum:"0" doc:"left out when it is not about a turn"`
	Check  string `json:"check,omitempty" maxLength:"100" doc:"left out when it is not about a check"`
	Author string `json:"author,omitempty" maxLength:"60"`
	Text   string `json:"text" minLength:"1" maxLength:"2000"`
}

// ResolveBody settles a comment or opens it again.
type ResolveBody struct {
	Resolved bool   `json:"resolved"`
	Author   string `json:"author,omitempty" maxLength:"60"`
}

// OverrideBody decides a check.
type OverrideBody struct {
	Check   string        `json:"check" minLength:"1" maxLength:"100"`
	Verdict coach.Verdict `json:"verdict,omitempty" enum:"met,not_met,not_observed" doc:"left out to take a decision back"`
	Reason  string        `json:"reason" minLength:"1" maxLength:"2000"`
	Author  string        `json:"author,omitempty" maxLength:"60"`
}

type reviewList struct {
	Body struct {
		Calls []ReviewCall `json:"calls" nullable:"false"`
		Next  string       `json:"next" doc:"pass as before for the next page; empty at the end"`
	}
}
type reviewSheet struct{ Body ReviewSheet }
type commentOne struct{ Body coach.Comment }
type overrideOne struct{ Body coach.Override }

func (s *server) reviewRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "find-calls", Method: http.MethodGet, Path: "/api/v1/review/calls",
		Summary: "Find calls by what was said and what came of them, newest first"}, s.findCalls)
	huma.Register(api, huma.Operation{OperationID: "export-calls", Method: http.MethodGet, Path: "/api/v1/review/export",
		Summary: "The calls of a search as a file", Responses: exportResponses()}, s.exportCalls)
	huma.Register(api, huma.Operation{OperationID: "get-review", Method: http.MethodGet, Path: "/api/v1/sessions/{id}/review",
		Summary: "What people said to a call, and its result with it"}, s.getReview)
	huma.Register(api, huma.Operation{OperationID: "add-comment", Method: http.MethodPost, Path: "/api/v1/sessions/{id}/comments",
		DefaultStatus: http.StatusCreated, Summary: "Comment on a turn, a check or the whole call"}, s.addComment)
	huma.Register(api, huma.Operation{OperationID: "resolve-comment", Method: http.MethodPost, Path: "/api/v1/sessions/{id}/comments/{comment}/resolve",
		Summary: "Settle a comment, or open it again"}, s.resolveComment)
	huma.Register(api, huma.Operation{OperationID: "override-check", Method: http.MethodPost, Path: "/api/v1/sessions/{id}/overrides",
		DefaultStatus: http.StatusCreated, Summary: "Decide a check otherwise than the rules, or take that back"}, s.overrideCheck)
}

func (s *server) findCalls(ctx context.Context, in *struct {
	ReviewQuery
	Limit int `query:"limit" minimum:"1" maximum:"100" default:"30"`
}) (*reviewList, error) {
	found, err := s.Desk.Search(ctx, in.Words, in.query(in.Limit))
	if err != nil {
		return nil, s.fail(err)
	}
	out := &reviewList{}
	out.Body.Calls = []ReviewCall{}
	for _, one := range found {
		out.Body.Calls = append(out.Body.Calls, s.reviewCall(one))
	}
	if len(found) == in.Limit {
		out.Body.Next = found[len(found)-1].Session.ID
	}
	return out, nil
}

func (s *server) reviewCall(one review.Found) ReviewCall {
	call := ReviewCall{
		Session: s.view(one.Session), Final: one.Final, RedLine: one.RedLine, NeedsReview: one.NeedsReview,
		OpenComments: one.OpenComments, Matches: one.Matches, Hits: []ReviewHit{},
	}
	for i, turn := range one.Turns {
		call.Hits = append(call.Hits, ReviewHit{Turn: turn.Index, Speaker: turn.Speaker, Pieces: one.Snippets[i]})
	}
	return call
}

func (s *server) getReview(ctx context.Context, in *ToldQuery) (*reviewSheet, error) {
	sheet, err := s.Desk.Sheet(ctx, in.ID, in.Lang)
	if err != nil {
		return nil, s.fail(err)
	}
	return &reviewSheet{Body: ReviewSheet(sheet)}, nil
}

func (s *server) addComment(ctx context.Context, in *struct {
	SessionID
	Body CommentBody
}) (*commentOne, error) {
	comment, err := s.Desk.Comment(ctx, in.ID, coach.Comment{Turn: in.Body.Turn, Check: in.Body.Check, Author: in.Body.Author, Text: in.Body.Text})
	if err != nil {
		return nil, s.fail(err)
	}
	return &commentOne{Body: comment}, nil
}

func (s *server) resolveComment(ctx context.Context, in *struct {
	ToldQuery
	Comment string `path:"comment" maxLength:"64"`
	Body    ResolveBody
}) (*reviewSheet, error) {
	if err := s.Desk.Resolve(ctx, in.ID, in.Comment, in.Body.Resolved, in.Body.Author); err != nil {
		return nil, s.fail(err)
	}
	return s.getReview(ctx, &in.ToldQuery)
}

func (s *server) overrideCheck(ctx context.Context, in *struct {
	SessionID
	Body OverrideBody
}) (*overrideOne, error) {
	override, err := s.Desk.Override(ctx, in.ID, coach.Override{
		Check: in.Body.Check, Verdict: in.Body.Verdict, Reason: in.Body.Reason, Author: in.Body.Author,
	})
	if err != nil {
		return nil, s.fail(err)
	}
	return &overrideOne{Body: override}, nil
}
