package api

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/review"
)

// exportPage is how many calls of an export are read at a time.
const exportPage = 100

// ExportedCall is one line of a JSON Lines export: a call with all that was said, found and decided.
type ExportedCall struct {
	ReviewCall
	Turns   []coach.Turn `json:"turns"`
	Actions []ActionView `json:"actions"`
	Review  ReviewSheet  `json:"review"`
}

func exportResponses() map[string]*huma.Response {
	words := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	return map[string]*huma.Response{"200": {Description: "a file", Content: map[string]*huma.MediaType{
		"text/csv": words, "application/x-ndjson": words,
	}}}
}

// exporter writes calls in one format.
type exporter interface {
	call(ExportedCall) error
	end() error
}

func (s *server) exportCalls(ctx context.Context, in *struct {
	ReviewQuery
	Format string `query:"format" enum:"csv,jsonl" default:"csv" doc:"csv: a line a call; jsonl: everything of each call"`
}) (*huma.StreamResponse, error) {
	query := in.query(exportPage)
	first, err := s.Desk.Search(ctx, in.Words, query)
	if err != nil {
		return nil, s.fail(err)
	}
	return &huma.StreamResponse{Body: func(w huma.Context) {
		kind := "application/x-ndjson; charset=utf-8"
		if in.Format == "csv" {
			kind = "text/csv; charset=utf-8"
		}
		w.SetHeader("Content-Type", kind)
		w.SetHeader("Content-Disposition", `attachment; filename="huikuan-calls.`+in.Format+`"`)
		w.SetStatus(http.StatusOK)
		var out exporter = newLines(w.BodyWriter())
		if in.Format == "csv" {
			out = newSheet(w.BodyWriter())
		}
		if err := s.export(w.Context(), in.Words, query, first, out); err != nil && ctx.Err() == nil {
			s.Log.Error("an export broke off", "code", coach.CodeOf(err), "err", err)
			panic(http.ErrAbortHandler) // the file must not look complete
		}
	}}, nil
}

// export writes page after page.
func (s *server) export(ctx context.Context, words string, query coach.CallQuery, page []review.Found, out exporter) error {
	for {
		for _, one := range page {
			call, err := s.exported(ctx, one)
			if err != nil {
				return err
			}
			if err := out.call(call); err != nil {
				return err
			}
		}
		if len(page) < exportPage {
			return out.end()
		}
		query.Before = page[len(page)-1].Session.ID
		var err error
		if page, err = s.Desk.Search(ctx, words, query); err != nil {
			return err
		}
	}
}

func (s *server) exported(ctx context.Context, one review.Found) (ExportedCall, error) {
	call := ExportedCall{ReviewCall: s.reviewCall(one), Turns: []coach.Turn{}, Actions: []ActionView{}}
	events, err := s.Store.Events(ctx, one.Session.ID, 0)
	if err != nil {
		return call, err
	}
	call.Turns = append(call.Turns, coach.Turns(events)...)
	call.Actions = s.actions(one.Session, events)
	sheet, err := s.Desk.Sheet(ctx, one.Session.ID, "")
	call.Review = ReviewSheet(sheet)
	return call, err
}

// lines writes JSON Lines.
type lines struct{ out *json.Encoder }

func newLines(w io.Writer) *lines {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return &lines{out: out}
}

func (l *lines) call(c ExportedCall) error { return l.out.Encode(c) }
func (l *lines) end() error                { return nil }

// sheet writes comma-separated values for spreadsheets.
type sheet struct {
	out    *csv.Writer
	w      io.Writer
	headed bool
}

func newSheet(w io.Writer) *sheet { return &sheet{out: csv.NewWriter(w), w: w} }

func (s *sheet) head() error {
	if s.headed {
		return nil
	}
	s.headed = true
	if _, err := io.WriteString(s.w, "\uFEFF"); err != nil { // spreadsheets know by it that the text is UTF-8
		return err
	}
	return s.out.Write([]string{"session", "started", "ended", "case", "title", "trainee", "purpose", "lang", "mode", "assisted", "turns", "outcome", "promise",
		"total", "verdict", "rules_total", "rules_verdict", "red_line", "needs_review", "comments", "open_comments", "decisions"})
}

func (s *sheet) call(c ExportedCall) error {
	if err := s.head(); err != nil {
		return err
	}
	total, verdict := c.Session.Total, c.Session.Verdict
	if c.Final != nil {
		total, verdict = c.Final.Total, c.Final.Verdict
	}
	ended := ""
	if c.Session.EndedAt != nil {
		ended = c.Session.EndedAt.Format(time.RFC3339)
	}
	comments := make([]string, len(c.Review.Comments))
	for i, k := range c.Review.Comments {
		comments[i] = about(k) + k.Text
	}
	decisions := make([]string, len(c.Review.Overrides))
	for i, o := range c.Review.Overrides {
		decisions[i] = o.Check + ": " + string(o.Was) + " -> " + string(o.Verdict) + ", " + o.Reason
	}
	row := []string{
		c.Session.ID, c.Session.StartedAt.Format(time.RFC3339), ended, c.Session.Scenario, c.Session.ScenarioTitle, c.Session.Trainee, c.Session.Purpose, string(c.Session.Lang),
		string(c.Session.Mode), strconv.FormatBool(c.Session.Assisted), strconv.Itoa(c.Session.Turns), string(c.Session.Outcome),
		string(c.Session.Promise), number(total), verdict, number(c.Session.Total), c.Session.Verdict, string(c.RedLine),
		strconv.FormatBool(c.NeedsReview), strings.Join(comments, "\n"), strconv.Itoa(c.OpenComments), strings.Join(decisions, "\n"),
	}
	for i := range row {
		row[i] = cell(row[i])
	}
	return s.out.Write(row)
}

func (s *sheet) end() error {
	if err := s.head(); err != nil {
		return err
	}
	s.out.Flush()
	return s.out.Error()
}

// about says in front of a comment what it is about; turns count from 1 for people.
func about(c coach.Comment) string {
	parts := []string{}
	if c.Turn != nil {
		parts = append(parts, "turn "+strconv.Itoa(*c.Turn+1))
	}
	if c.Check != "" {
		parts = append(parts, c.Check)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + ": "
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// cell keeps a spreadsheet from reading a text as a formula: such a cell begins with an apostrophe, which it does not show.
func cell(text string) string {
	if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r\n") || strings.HasPrefix(text, "＝") || strings.HasPrefix(text, "＋") ||
		strings.HasPrefix(text, "－") || strings.HasPrefix(text, "＠") {
		return "'" + text
	}
	return text
}
