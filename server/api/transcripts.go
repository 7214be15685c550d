package api

import (
	"context"
	"errors"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
	"huikuan/server/transcript"
)

type draftedCase struct {
	Body struct {
		Source string `json:"source" doc:"YAML of a case with status draft; comments say what was not in the call"`
	}
}

// TranscriptView is a call held elsewhere as it was read, before anybody has said who is who.
type TranscriptView struct {
	Fault    *TranscriptFault  `json:"fault" doc:"why it cannot be read, null when it can"`
	Format   transcript.Format `json:"format"`
	Lang     coach.Lang        `json:"lang"`
	Scenario string            `json:"scenario" doc:"case the call says it is about, or empty"`
	LawPack  string            `json:"law_pack" doc:"law that was named, else the one that seems to hold; empty when there is none to tell it from"`
	Laws     []LawView         `json:"laws" nullable:"false" doc:"law packs to choose from"`
	Speakers []VoiceView       `json:"speakers" nullable:"false"`
	Turns    []LineView        `json:"turns" nullable:"false"`
}

// TranscriptFault is why a transcript cannot be read, and where.
type TranscriptFault struct {
	Kind   transcript.FaultKind `json:"kind" enum:"empty,encoding,too_large,too_many_turns,turn_too_long,no_speaker,times,no_words,columns,short_row,empty_speaker,table,json,json_shape,json_turn"`
	Line   int                  `json:"line" doc:"from 1; 0 when it is not in a line"`
	Turn   int                  `json:"turn" doc:"of JSON, from 1; 0 when it is not in a turn"`
	Detail string               `json:"detail" doc:"the same in words"`
}

// LawView is a law pack by its name.
type LawView struct {
	ID    string     `json:"id"`
	Title coach.Text `json:"title"`
}

// VoiceView is a label of a transcript.
type VoiceView struct {
	Label string        `json:"label"`
	Side  coach.Speaker `json:"side" doc:"trainee or debtor, the side it seems to be on; empty when that is not clear"`
	Turns int           `json:"turns"`
}

// LineView is an utterance of a transcript as written.
type LineView struct {
	Line    int    `json:"line" doc:"where it starts, from 1; 0 in JSON"`
	Speaker int    `json:"speaker" doc:"position of its label among the speakers"`
	Text    string `json:"text"`
	Contact string `json:"contact"`
}

type readTranscript struct{ Body TranscriptView }

func (s *server) transcriptRoutes(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "read-transcript", Method: http.MethodPost, Path: "/api/v1/transcripts/read",
		Summary: "Read a real call without scoring it: its speakers, or what is wrong with it and where", RequestBody: transcriptBody(api), SkipValidateBody: true}, s.readTranscript)
	huma.Register(api, huma.Operation{OperationID: "score-transcript", Method: http.MethodPost, Path: "/api/v1/transcripts",
		Summary: "Score a real call", RequestBody: transcriptBody(api), SkipValidateBody: true}, s.scoreTranscript)
	huma.Register(api, huma.Operation{OperationID: "draft-case", Method: http.MethodPost, Path: "/api/v1/transcripts/draft",
		Summary: "Make the draft of a case of a real call", RequestBody: transcriptBody(api), SkipValidateBody: true}, s.draftCase)
}

// transcriptBody describes what a real call may be sent as. Its reader, not the schema, checks it and names the turn or
// line at fault.
func transcriptBody(api huma.API) *huma.RequestBody {
	words := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	return &huma.RequestBody{Required: true, Description: "JSON, or labelled text, SRT, WebVTT or CSV", Content: map[string]*huma.MediaType{
		"application/json":     {Schema: api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[coach.Transcript](), true, "Transcript")},
		"text/plain":           words,
		"text/vtt":             words,
		"text/csv":             words,
		"application/x-subrip": words,
	}}
}

func (s *server) readTranscript(ctx context.Context, in *TranscriptRequest) (*readTranscript, error) {
	read, err := s.Calls.ReadTranscript(ctx, in.RawBody, in.source())
	view := TranscriptView{
		Format: read.Format, Lang: read.Lang, Scenario: read.Scenario, LawPack: read.LawPack,
		Laws: []LawView{}, Speakers: []VoiceView{}, Turns: []LineView{},
	}
	if fault, ok := errors.AsType[*transcript.Fault](err); ok {
		view.Fault = &TranscriptFault{Kind: fault.Kind, Line: fault.Line, Turn: fault.Turn, Detail: coach.MessageOf(err)}
		return &readTranscript{Body: view}, nil
	}
	if err != nil {
		return nil, s.fail(err)
	}
	for _, law := range read.Laws {
		view.Laws = append(view.Laws, LawView{ID: law.ID, Title: law.Title})
	}
	for _, voice := range read.Speakers {
		view.Speakers = append(view.Speakers, VoiceView(voice))
	}
	for _, line := range read.Turns {
		view.Turns = append(view.Turns, LineView{Line: line.Line, Speaker: line.Voice, Text: line.Text, Contact: line.Contact})
	}
	return &readTranscript{Body: view}, nil
}

func (s *server) scoreTranscript(ctx context.Context, in *struct {
	TranscriptRequest
	Judge bool `query:"judge" doc:"have the model for judge answer what rules cannot; takes as long as it does"`
}) (*cardOne, error) {
	score := s.Calls.ScoreTranscript
	if in.Judge {
		score = s.Calls.JudgeTranscript
	}
	card, err := score(ctx, in.RawBody, in.source())
	if err != nil {
		return nil, s.fail(err)
	}
	return &cardOne{Body: card}, nil
}

func (s *server) draftCase(ctx context.Context, in *struct {
	ID string `query:"id" maxLength:"64" pattern:"^[a-z0-9]+(-[a-z0-9]+)*$" default:"draft-case" doc:"id of the new case"`
	TranscriptRequest
}) (*draftedCase, error) {
	source, err := s.Calls.DraftCase(ctx, in.ID, in.RawBody, in.source())
	if err != nil {
		return nil, s.fail(err)
	}
	out := &draftedCase{}
	out.Body.Source = string(source)
	return out, nil
}

// TranscriptRequest is a call held elsewhere. JSON says everything itself; the other formats need the query's help where
// it is not plain from the words.
type TranscriptRequest struct {
	Format   transcript.Format `query:"format" enum:"json,text,srt,vtt,csv" doc:"told from the content when not given"`
	Lang     coach.Lang        `query:"lang" enum:"zh,en" doc:"told from the words when not given"`
	Scenario string            `query:"scenario" maxLength:"64" doc:"case the call is about"`
	LawPack  string            `query:"law_pack" maxLength:"16" doc:"law that holds, cn, eu, uk or us: for a call about none of the cases"`
	Me       []string          `query:"me,explode" maxItems:"8" doc:"labels of the trainee's turns, where they are not usual ones such as me or 我"`
	RawBody  []byte            `contentType:"text/plain"`
}

func (r TranscriptRequest) source() transcript.Source {
	return transcript.Source{Format: r.Format, Lang: r.Lang, Scenario: r.Scenario, LawPack: r.LawPack, Trainee: r.Me}
}
