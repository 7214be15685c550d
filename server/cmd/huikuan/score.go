package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/transcript"
)

// maxTranscript is the largest transcript file, in bytes.
const maxTranscript = 1 << 20

// transcriptFile is a real call as commands take it.
type transcriptFile struct {
	File     string     `arg:"" help:"Transcript: JSON, labelled text (me: … / 我：…), SRT, WebVTT or CSV; - reads standard input."`
	From     string     `enum:",json,text,srt,vtt,csv" default:"" help:"Format of the transcript; told from the content when not given."`
	Me       []string   `placeholder:"LABEL" help:"Label of the trainee's turns, where it is not a usual one such as me or 我."`
	Lang     coach.Lang `enum:",zh,en" default:"" help:"Language of the call; told from the words when not given."`
	Scenario string     `placeholder:"ID" help:"Case the call is about; JSON says it itself."`
	LawPack  string     `placeholder:"ID" help:"Law that holds (cn, eu, uk, us), for a call about none of the cases; JSON says it itself."`
	Content  string     `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
	publishedIn
}

type scoreCommand struct {
	transcriptFile
	config.Models
	Judge  bool   `help:"Have the model for judge answer what rules cannot (docs/models.md)."`
	Format string `enum:"json,text" default:"text" help:"Format of the scorecard: json or text."`
}

// Run scores one transcript.
func (c *scoreCommand) Run(env *environment) error {
	data, err := c.read(env.stdin)
	if err != nil {
		return err
	}
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	card, err := c.score(env.ctx, library, data)
	if err != nil {
		return err
	}
	if c.Format == "text" {
		_, err = fmt.Fprint(env.stdout, assess.Text(card))
		return err
	}
	encoder := json.NewEncoder(env.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(card)
}

func (c *scoreCommand) score(ctx context.Context, library *content.Library, data []byte) (_ coach.Scorecard, err error) {
	asked, err := newModels(c.Models, nil, nil, nil)
	if err != nil {
		return coach.Scorecard{}, err
	}
	defer asked.close() //nolint:errcheck // drops idle connections
	labeller := nlu.New()
	cases, done, err := c.open(c.Content, library, labeller)
	if err != nil {
		return coach.Scorecard{}, err
	}
	defer func() { err = errors.Join(err, done()) }()
	calls := session.New(session.Options{Library: cases, Labeller: labeller, Judge: asked.judge()})
	defer func() { err = errors.Join(err, calls.Shutdown(ctx)) }()
	if c.Judge {
		return calls.JudgeTranscript(ctx, data, c.source())
	}
	return calls.ScoreTranscript(ctx, data, c.source())
}

// source is what the flags say of the transcript.
func (c *transcriptFile) source() transcript.Source {
	return transcript.Source{Format: transcript.Format(c.From), Lang: c.Lang, Scenario: c.Scenario, LawPack: c.LawPack, Trainee: c.Me}
}

func (c *transcriptFile) read(stdin io.Reader) ([]byte, error) {
	in := stdin
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("the transcript cannot be opened: %w", err)
		}
		defer file.Close() //nolint:errcheck // only read from
		in = file
	}
	return readLimited(in, maxTranscript)
}
