package llmtest

import (
	"context"
	"io"
	"strings"
	"sync"
	"testing"

	"huikuan/server/llm"
)

// Reply is one scripted answer of a Client.
type Reply struct {
	Expect string    // words that the request must hold; empty takes any
	Say    []string  // the chunks of the reply
	Err    error     // what the stream ends with after Say; nil ends it complete. With no Say it is the error of Stream itself
	Usage  llm.Usage // of a complete reply
	Block  bool      // after Say, wait for the context to end
}

// Client is an llm.Client that answers from a script, in order. A request that the script does not foresee fails the
// test, and so does a reply that nobody asked for.
type Client struct {
	t        testing.TB
	mu       sync.Mutex
	replies  []Reply
	requests []llm.Request
	open     int
}

// NewClient scripts a client for one test.
func NewClient(t testing.TB, replies ...Reply) *Client {
	t.Helper()
	c := &Client{t: t, replies: replies}
	t.Cleanup(func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if len(c.replies) > 0 {
			t.Errorf("%d scripted replies of the model were never asked for", len(c.replies))
		}
		if c.open > 0 {
			t.Errorf("%d streams of the model were never closed", c.open)
		}
	})
	return c
}

// Requests lists what was asked so far.
func (c *Client) Requests() []llm.Request {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]llm.Request(nil), c.requests...)
}

// Stream implements llm.Client.
func (c *Client) Stream(ctx context.Context, request llm.Request) (llm.Stream, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests = append(c.requests, request)
	if len(c.replies) == 0 {
		c.t.Errorf("the model was asked something that the script does not foresee:\n%s", wordsOf(request))
		return nil, &llm.Error{Kind: llm.KindServer, Detail: "unscripted"}
	}
	reply := c.replies[0]
	c.replies = c.replies[1:]
	if reply.Expect != "" && !strings.Contains(wordsOf(request), reply.Expect) {
		c.t.Errorf("the request to the model lacks %q:\n%s", reply.Expect, wordsOf(request))
	}
	if len(reply.Say) == 0 && reply.Err != nil {
		return nil, reply.Err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	c.open++
	return &stream{ctx: ctx, client: c, reply: reply}, nil
}

func wordsOf(request llm.Request) string {
	var b strings.Builder
	for _, m := range request.Messages {
		b.WriteString("[" + string(m.Role) + "] " + m.Text + "\n")
	}
	return b.String()
}

// stream implements llm.Stream.
type stream struct {
	ctx    context.Context
	client *Client
	reply  Reply
	next   int
	closed bool
}

func (s *stream) Next() (llm.Chunk, error) {
	if s.ctx.Err() != nil {
		return llm.Chunk{}, s.ctx.Err()
	}
	if s.next < len(s.reply.Say) {
		s.next++
		return llm.Chunk{Text: s.reply.Say[s.next-1]}, nil
	}
	if s.reply.Block {
		<-s.ctx.Done()
		return llm.Chunk{}, s.ctx.Err()
	}
	if s.reply.Err != nil {
		return llm.Chunk{}, s.reply.Err
	}
	return llm.Chunk{}, io.EOF
}

func (s *stream) Usage() llm.Usage { return s.reply.Usage }

func (s *stream) Close() error {
	s.client.mu.Lock()
	defer s.client.mu.Unlock()
	if !s.closed {
		s.closed = true
		s.client.open--
	}
	return nil
}
