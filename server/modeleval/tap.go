package modeleval

import (
	"context"
	"strings"
	"time"

	"huikuan/server/debtor"
	"huikuan/server/llm"
)

// Line is one turn of a debtor: what was asked of the voice, what the model wrote, and what the trainee heard.
type Line struct {
	Brief  debtor.Brief
	Said   string // what the trainee heard, after the guard and the fallback
	Speech debtor.Speech
	Took   time.Duration // of the whole turn
	Asked  bool          // a model was asked
	Raw    string        // what the model wrote, before the guard; its thoughts are left out
	First  time.Duration // to the model's first words; 0 when there were none
	Usage  llm.Usage
}

// tapKey finds the line under way in a context.
type tapKey struct{}

// tappedClient notes what a model writes.
type tappedClient struct {
	llm.Client
	now func() time.Time
}

// Stream implements llm.Client.
func (c tappedClient) Stream(ctx context.Context, request llm.Request) (llm.Stream, error) {
	line, _ := ctx.Value(tapKey{}).(*Line)
	if line == nil {
		return c.Client.Stream(ctx, request)
	}
	line.Asked = true
	began := c.now()
	under, err := c.Client.Stream(ctx, request)
	if err != nil {
		return nil, err
	}
	return &tappedStream{Stream: under, line: line, began: began, now: c.now}, nil
}

type tappedStream struct {
	llm.Stream
	line  *Line
	raw   strings.Builder
	began time.Time
	now   func() time.Time
}

// Next implements llm.Stream.
func (s *tappedStream) Next() (llm.Chunk, error) {
	chunk, err := s.Stream.Next()
	if err == nil && s.line.First == 0 {
		s.line.First = s.now().Sub(s.began)
	}
	s.raw.WriteString(chunk.Text)
	return chunk, err
}

// Close implements llm.Stream.
func (s *tappedStream) Close() error {
	err := s.Stream.Close()
	s.line.Raw, s.line.Usage = spoken(s.raw.String()), s.Stream.Usage()
	return err
}

// spoken leaves out what a model thinks aloud before it speaks.
func spoken(raw string) string {
	if _, after, thought := strings.Cut(raw, "</think>"); thought {
		raw = after
	}
	return strings.TrimSpace(raw)
}

// tappedVoice notes what a voice is asked and says. It is for one call.
type tappedVoice struct {
	debtor.Voice
	now   func() time.Time
	lines []Line
}

// Speak implements debtor.Voice.
func (v *tappedVoice) Speak(ctx context.Context, brief debtor.Brief, emit func(delta string) error) (debtor.Speech, error) {
	line := &Line{Brief: brief}
	began := v.now()
	speech, err := v.Voice.Speak(context.WithValue(ctx, tapKey{}, line), brief, emit)
	line.Said, line.Speech, line.Took = speech.Text, speech, v.now().Sub(began)
	v.lines = append(v.lines, *line)
	return speech, err
}
