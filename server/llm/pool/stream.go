package pool

import (
	"context"
	"errors"
	"io"
	"time"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// stream implements llm.Stream: the endpoint's stream, with its slot, its time and its cost.
type stream struct {
	client   *Client
	endpoint *Endpoint
	under    llm.Stream // nil when the endpoint gave none
	caller   context.Context
	session  string
	began    time.Time
	asked    int // tokens sent, by estimate
	said     int // tokens received, by estimate
	first    time.Duration
	release  []func()
	span     func(Answer)
	given    bool // somebody reads it: it does not make way for another endpoint's
	usage    llm.Usage
	ended    bool
	err      error
}

// Next implements llm.Stream.
func (s *stream) Next() (llm.Chunk, error) {
	if s.err != nil {
		return llm.Chunk{}, s.err
	}
	chunk, err := s.under.Next()
	if err != nil {
		return llm.Chunk{}, s.finish(err)
	}
	if s.first == 0 {
		s.first = max(s.client.Now().Sub(s.began), 1)
	}
	s.said += llm.EstimateTokens(chunk.Text)
	return chunk, nil
}

// Usage implements llm.Stream. What the endpoint does not say is estimated.
func (s *stream) Usage() llm.Usage { return s.usage }

// Close implements llm.Stream.
func (s *stream) Close() error {
	if s.err == nil {
		_ = s.finish(context.Canceled)
	}
	return nil
}

// finish ends the stream with err: it gives back what is held and notes what was spent.
func (s *stream) finish(err error) error {
	s.err = s.client.timed(s.caller, err)
	if s.ended {
		return s.err
	}
	s.ended = true
	if s.under != nil {
		s.usage = s.under.Usage()
		_ = s.under.Close()
	}
	for _, release := range s.release {
		release()
	}
	s.note()
	return s.err
}

// note tells the meter and the ledger.
func (s *stream) note() {
	answer := Answer{
		First: s.first, Took: s.client.Now().Sub(s.began), Kind: llm.KindOf(s.err), Whole: errors.Is(s.err, io.EOF),
	}
	if s.usage.PromptTokens == 0 && (answer.Whole || s.said > 0) {
		s.usage.PromptTokens, s.usage.Estimated = s.asked, true
	}
	if s.usage.CompletionTokens == 0 && s.said > 0 {
		s.usage.CompletionTokens, s.usage.Estimated = s.said, true
	}
	if s.usage.Model == "" {
		s.usage.Model = s.endpoint.Model
	}
	answer.Usage = s.usage
	switch {
	case !s.given:
	case answer.Kind != "":
		s.client.health.failed(answer.Kind, s.endpoint.Label)
	case answer.Whole || s.said > 0:
		s.client.health.worked()
	}
	s.client.Meter.Answered(s.client.Role, s.endpoint.Label, answer)
	s.span(answer)
	s.client.Ledger.spend(coach.ModelSpend{
		Day: s.began.UTC().Format(time.DateOnly), SessionID: s.session, Role: s.client.Role, Endpoint: s.endpoint.Label,
		Calls: 1, Failed: boolToInt(answer.Kind != ""), PromptTokens: int64(s.usage.PromptTokens),
		CompletionTokens: int64(s.usage.CompletionTokens), CostMicros: s.endpoint.Price.of(s.usage.PromptTokens, s.usage.CompletionTokens),
	})
}

func boolToInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
