package openai

import (
	"context"
	"errors"
	"io"
	"strings"

	goopenai "github.com/sashabaranov/go-openai"

	"huikuan/server/llm"
)

// stream implements llm.Stream. Its reader's goroutine does all the work, down to the read of the connection.
type stream struct {
	caller   context.Context // whose end is reported as it is
	ctx      context.Context // of the exchange
	exchange *exchange
	client   *Client
	raw      *goopenai.ChatCompletionStream
	chunks   chunkReader
	release  context.CancelFunc // set once the caller has the stream

	first   string // the first visible words, read before the caller got the stream
	visible bool   // a word has been seen that is not only space
	size    int    // bytes of text so far
	reason  string // why the endpoint finished; empty while it has not said so
	usage   llm.Usage
	broken  error // what ended the reply, while words before it are still to be told
	err     error
}

// begin reads up to the first visible words.
func (s *stream) begin() error {
	var text string
	for !s.visible {
		more, err := s.read()
		if err != nil {
			return err
		}
		text += more
	}
	s.first = text
	return nil
}

// Next implements llm.Stream.
func (s *stream) Next() (llm.Chunk, error) {
	if s.first != "" {
		chunk := llm.Chunk{Text: s.first}
		s.first = ""
		return chunk, nil
	}
	text, err := s.read()
	return llm.Chunk{Text: text}, err
}

// Usage implements llm.Stream.
func (s *stream) Usage() llm.Usage { return s.usage }

// Close implements llm.Stream.
func (s *stream) Close() error {
	if s.err == nil {
		_ = s.fail(context.Canceled)
	}
	return nil
}

// read returns the next words: those of one event, joined with those of the events that came with it in one read. What
// breaks after them is told on the next call, so that no word is lost to it.
func (s *stream) read() (string, error) {
	if s.err != nil {
		return "", s.err
	}
	if s.broken != nil {
		return "", s.fail(s.broken)
	}
	var text string
	for {
		var event []byte
		var err error
		if text == "" {
			event, err = s.exchange.events.next()
		} else if event = s.exchange.events.waiting(); event == nil {
			return text, nil
		}
		var more string
		if err != nil {
			err = s.explain(err)
		} else {
			more, err = s.take(event)
		}
		switch {
		case err != nil && text == "":
			return "", s.fail(err)
		case err != nil:
			s.broken = err
			return text, nil //nolint:nilerr // the words come first; the next call tells of the break
		}
		text += more
	}
}

// take decodes one event and returns its words.
func (s *stream) take(line []byte) (string, error) {
	chunk, err := s.chunks.read(line)
	if err != nil {
		return "", &llm.Error{Kind: llm.KindMalformed, Detail: "an event of the stream is no JSON of a reply"}
	}
	if chunk.failed() {
		if s.reason != "" {
			return "", nil // the reply is whole; what broke afterwards does not concern it
		}
		return "", &llm.Error{Kind: kindInBody(line, llm.KindServer), Detail: "an error inside the stream"}
	}
	if chunk.Model != "" {
		s.usage.Model = chunk.Model
	}
	if chunk.Usage != nil {
		s.usage.PromptTokens, s.usage.CompletionTokens = chunk.Usage.Prompt, chunk.Usage.Completion
	}
	if len(chunk.Choices) == 0 || chunk.Choices[0].Index != 0 || s.reason != "" {
		return "", nil
	}
	choice := &chunk.Choices[0]
	if choice.Delta.Refusal != "" {
		return "", &llm.Error{Kind: llm.KindFiltered, Detail: "the model refuses"}
	}
	if reason := choice.FinishReason; reason != nil && *reason != "" {
		s.reason = *reason
		s.exchange.finish()
	}
	text := choice.Delta.Content
	s.visible = s.visible || strings.TrimSpace(text) != ""
	if s.size += len(text); s.size > s.client.config.MaxReply {
		return "", &llm.Error{Kind: llm.KindTooLarge, Detail: "the reply is over the limit"}
	}
	return text, nil
}

// explain finds out why reading ended. io.EOF means a complete reply.
func (s *stream) explain(err error) error {
	if s.caller.Err() != nil {
		return s.caller.Err()
	}
	if s.reason != "" {
		return s.conclude()
	}
	switch cause := context.Cause(s.ctx); {
	case errors.Is(cause, errFirstByte):
		return &llm.Error{Kind: llm.KindTimeoutFirst}
	case errors.Is(cause, errIdle):
		return &llm.Error{Kind: llm.KindStalled}
	case errors.Is(cause, errTotal):
		return &llm.Error{Kind: llm.KindTimeout}
	}
	if known, ok := errors.AsType[*llm.Error](err); ok {
		return known
	}
	if s.raw == nil {
		return &llm.Error{Kind: llm.KindRejected, Detail: "the request was not sent", Cause: err}
	}
	if errors.Is(err, io.EOF) {
		return &llm.Error{Kind: llm.KindCut, Detail: "the stream ended without a finish reason"}
	}
	return &llm.Error{Kind: llm.KindCut, Detail: "the connection broke", Cause: err}
}

// conclude judges a reply whose end the endpoint has announced.
func (s *stream) conclude() error {
	switch {
	case s.reason == "content_filter":
		return &llm.Error{Kind: llm.KindFiltered}
	case s.reason == "error":
		return &llm.Error{Kind: llm.KindServer, Detail: "finished with an error"}
	case !s.visible:
		return &llm.Error{Kind: llm.KindEmpty}
	case s.reason == "length":
		return &llm.Error{Kind: llm.KindLength}
	}
	return io.EOF
}

// fail ends the stream with err, tells the breaker, and gives the connection back.
func (s *stream) fail(err error) error {
	s.err = err
	switch {
	case errors.Is(err, io.EOF):
		s.client.record(nil)
	case errors.Is(err, context.Canceled) && s.caller.Err() == nil && s.reason != "":
		s.client.record(nil)
	default:
		s.client.record(err)
	}
	if s.raw != nil {
		_ = s.raw.Close()
	}
	s.exchange.end()
	if s.release != nil {
		s.release()
	}
	return err
}
