package openai

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	goopenai "github.com/sashabaranov/go-openai"

	"huikuan/server/llm"
)

// Client asks one endpoint. It is safe for use by many calls at once.
type Client struct {
	config  Config
	doer    *doer
	api     *goopenai.Client
	breaker circuitbreaker.CircuitBreaker[any]
	quirks  quirks
}

// New checks the configuration and makes a client. It does not connect; the error says what to mend.
func New(config Config) (*Client, error) {
	config = config.withDefaults()
	if err := config.validate(); err != nil {
		return nil, err
	}
	doer := newDoer(hostOf(config.BaseURL))
	settings := goopenai.DefaultConfig(config.APIKey)
	settings.BaseURL = config.BaseURL
	settings.HTTPClient = doer
	settings.EmptyMessagesLimit = 1 << 20
	return &Client{
		config: config,
		doer:   doer,
		api:    goopenai.NewClientWithConfig(settings),
		breaker: circuitbreaker.NewBuilder[any]().
			WithFailureThresholdPeriod(config.BreakAfter, config.BreakFor).
			WithSuccessThreshold(1).
			WithDelay(config.BreakFor).
			Build(),
	}, nil
}

// Resting reports whether the endpoint failed so often that it is not asked for a while.
func (c *Client) Resting() bool { return c.breaker.IsOpen() }

// Close drops the idle connections. Streams under way go on.
func (c *Client) Close() { c.doer.client.CloseIdleConnections() }

// Stream implements llm.Client.
func (c *Client) Stream(ctx context.Context, request llm.Request) (llm.Stream, error) {
	limited, cancel := context.WithTimeoutCause(ctx, c.config.Total, errTotal)
	for try, adapted := 1, 0; ; try++ {
		if !c.breaker.TryAcquirePermit() {
			cancel()
			return nil, &llm.Error{Kind: llm.KindPaused, Detail: "the endpoint failed too often just now", RetryAfter: c.breaker.RemainingDelay()}
		}
		s, err := c.open(ctx, limited, request)
		if err == nil {
			s.release = cancel
			return s, nil
		}
		if refusal, ok := errors.AsType[*llm.Error](err); ok && refusal.Kind == llm.KindRejected &&
			adapted < maxAdaptions && c.quirks.adapt(refusal, request) {
			adapted++
			try--
			continue
		}
		wait, again := c.retry(err, try)
		if !again || !sleep(limited, wait) {
			cancel()
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			return nil, err
		}
	}
}

// open makes one try, up to the first visible words.
func (c *Client) open(caller, ctx context.Context, request llm.Request) (*stream, error) {
	x, ctx := newExchange(ctx, &c.config)
	s := &stream{caller: caller, ctx: ctx, exchange: x, client: c}
	wire := c.wire(request)
	x.messages, wire.Messages = encodeMessages(wire.Messages), []goopenai.ChatCompletionMessage{}
	raw, err := c.api.CreateChatCompletionStream(ctx, wire)
	if err != nil {
		return nil, s.fail(s.explain(err))
	}
	s.raw = raw
	if err := s.begin(); err != nil {
		return nil, err
	}
	return s, nil
}

// retry says whether and after what wait a failed try may be repeated.
func (c *Client) retry(err error, try int) (time.Duration, bool) {
	tries, wait := 1, time.Duration(0)
	switch llm.KindOf(err) {
	case llm.KindServer, llm.KindUnreachable:
		tries = 3
	case llm.KindRateLimited:
		tries = 2
		if limited, ok := errors.AsType[*llm.Error](err); ok {
			wait = limited.RetryAfter
		}
	case llm.KindTimeoutFirst, llm.KindStalled, llm.KindCut, llm.KindMalformed, llm.KindEmpty, llm.KindFiltered:
		tries = 2
	}
	if try >= tries || wait > c.config.MaxRetryAfter {
		return 0, false
	}
	if wait == 0 {
		wait = c.config.RetryBase << (try - 1) / 2
	}
	return wait + rand.N(c.config.RetryBase), true
}

// sleep waits, and reports false when ctx ended first.
func sleep(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// record tells the breaker how a try ended; a nil error is a complete reply.
func (c *Client) record(err error) {
	switch llm.KindOf(err) {
	case llm.KindUnauthorized, llm.KindNotFound:
		c.breaker.Open()
	case "":
		// Given up by the caller: says nothing of the endpoint, but the one probe after a pause must not stay open.
		if err != nil && c.breaker.IsHalfOpen() {
			c.breaker.RecordFailure()
		} else if err == nil {
			c.breaker.RecordSuccess()
		}
	case llm.KindRejected, llm.KindLength, llm.KindFiltered, llm.KindEmpty:
		c.breaker.RecordSuccess()
	default:
		c.breaker.RecordFailure()
	}
}

// wire puts a request into the endpoint's words. Only an instruction at the very start is a system message: many
// models refuse one further on. Neighbours of the same role are joined, since many models want the roles to alternate.
func (c *Client) wire(request llm.Request) goopenai.ChatCompletionRequest {
	out := goopenai.ChatCompletionRequest{
		Model:    request.Model,
		Messages: make([]goopenai.ChatCompletionMessage, 0, len(request.Messages)),
	}
	if out.Model == "" {
		out.Model = c.config.Model
	}
	if reasons(out.Model) {
		// These count what they think against the limit and take no temperature.
		out.MaxCompletionTokens = request.MaxTokens * 8
	} else {
		out.MaxTokens = request.MaxTokens //nolint:staticcheck // deprecated by one provider, the only name others know
		out.Temperature = request.Temperature
	}
	for i, message := range request.Messages {
		role := goopenai.ChatMessageRoleUser
		switch {
		case message.Role == llm.Debtor:
			role = goopenai.ChatMessageRoleAssistant
		case message.Role == llm.Instruction && i == 0:
			role = goopenai.ChatMessageRoleSystem
		}
		if last := len(out.Messages) - 1; last >= 0 && out.Messages[last].Role == role {
			out.Messages[last].Content += "\n\n" + message.Text
			continue
		}
		out.Messages = append(out.Messages, goopenai.ChatCompletionMessage{Role: role, Content: message.Text})
	}
	c.quirks.put(&out, request)
	return out
}

// reasons reports whether go-openai holds the model to the rules of OpenAI's reasoning models.
func reasons(model string) bool {
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(model, prefix) {
			return true
		}
	}
	return false
}
