package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"huikuan/server/assess"
	"huikuan/server/nlu"
	"huikuan/server/session"
)

// maxTranscript is the largest transcript file, in bytes.
const maxTranscript = 1 << 20

type scoreCommand struct {
	File    string `arg:"" help:"Transcript as JSON {lang, scenario, turns}; - reads standard input."`
	Format  string `enum:"json,text" default:"text" help:"json or text."`
	Content string `env:"HUIKUAN_CONTENT" type:"path" help:"Your own content folder."`
}

// Run scores one transcript.
func (c *scoreCommand) Run(env *environment) error {
	transcript, err := c.read(env.stdin)
	if err != nil {
		return err
	}
	library, err := openContent(c.Content)
	if err != nil {
		return err
	}
	calls := session.New(session.Options{Library: library, Labeller: nlu.New()})
	card, err := calls.ScoreTranscript(env.ctx, transcript)
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

func (c *scoreCommand) read(stdin io.Reader) ([]byte, error) {
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
