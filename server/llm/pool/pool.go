package pool

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// Endpoint is one place a request can go to.
type Endpoint struct {
	Label string     // host and model, for metrics and reports; holds no key
	Model string     // name of the model at the endpoint
	Ask   llm.Client // retries within its endpoint, and pauses it when it fails too often
	Slots *Slots     // shared by all who use the endpoint; nil sets no limit
	Price Price
}

// Price is what a million tokens cost, in the operator's currency; zero when it is not known.
type Price struct{ In, Out float64 }

// of is the cost of tokens, in millionths of the currency.
func (p Price) of(in, out int) int64 { return int64(p.In*float64(in) + p.Out*float64(out) + 0.5) }

// Options are what a Client is made of. Role and Endpoints are needed.
type Options struct {
	Role       string     // what the replies are for, in metrics and usage
	Endpoints  []Endpoint // in the order in which they are tried
	Background bool       // nobody waits on the line for the reply: live turns go first
	MaxTokens  int        // longest reply, whatever a request asks for; 0 leaves it to the request
	Total      time.Duration
	Patience   time.Duration // longest wait of a live turn for a slot; default 5 s
	Ledger     *Ledger       // counts what is spent; nil counts nothing
	Meter      Meter         // nil measures nothing
	Log        *slog.Logger  // told when the role begins to fail and when it works again; nil logs nothing
	Now        func() time.Time
}

// Client asks the endpoints of one role. It is safe for concurrent use and implements llm.Client.
type Client struct {
	Options
	health health
}

// New makes a client.
func New(o Options) *Client {
	if o.Total == 0 {
		o.Total = time.Minute
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Second
	}
	if o.Meter == nil {
		o.Meter = unmeasured{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{Options: o, health: health{role: o.Role, now: o.Now, log: o.Log}}
}

// Stream implements llm.Client. An endpoint that fails before its first visible words makes way for the next one; the
// total time holds for all of them together.
func (c *Client) Stream(ctx context.Context, request llm.Request) (llm.Stream, error) {
	session := coach.SessionOf(ctx)
	if err := c.Ledger.allow(ctx, session); err != nil {
		c.Meter.Failed(c.Role, "", llm.KindOf(err))
		return nil, err
	}
	if c.MaxTokens > 0 && (request.MaxTokens == 0 || request.MaxTokens > c.MaxTokens) {
		request.MaxTokens = c.MaxTokens
	}
	limited, cancel := context.WithTimeout(ctx, c.Total)
	var told llm.Kind // of the last failure that says something, and where
	var asked string
	var failure error = &llm.Error{Kind: llm.KindUnreachable, Detail: "no endpoint is configured"}
	for i := range c.Endpoints {
		s, err := c.try(ctx, limited, &c.Endpoints[i], request)
		if err == nil {
			s.release, s.given = append(s.release, cancel), true
			return s, nil
		}
		failure = err
		if tells(llm.KindOf(err)) {
			told, asked = llm.KindOf(err), c.Endpoints[i].Label
		}
		if limited.Err() != nil {
			break
		}
	}
	cancel()
	c.health.failed(told, asked)
	return nil, failure
}

// try asks one endpoint.
func (c *Client) try(caller, limited context.Context, e *Endpoint, request llm.Request) (*stream, error) {
	release, err := e.Slots.acquire(limited, c.Background, c.Patience)
	if err != nil {
		err = c.timed(caller, err)
		c.Meter.Failed(c.Role, e.Label, llm.KindOf(err))
		return nil, err
	}
	request.Model = e.Model
	s := &stream{
		client: c, endpoint: e, caller: caller, session: coach.SessionOf(caller), began: c.Now(), asked: promptTokens(request),
		release: []func(){release},
	}
	ctx, end := c.Meter.Begin(limited, c.Role, e.Label)
	s.span = end
	s.under, err = e.Ask.Stream(ctx, request)
	if err != nil {
		return nil, s.finish(err)
	}
	return s, nil
}

// timed tells the end of our own patience from the end of the caller's.
func (c *Client) timed(caller context.Context, err error) error {
	if caller.Err() != nil {
		return caller.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &llm.Error{Kind: llm.KindTimeout}
	}
	return err
}

func promptTokens(request llm.Request) int {
	n := 0
	for _, m := range request.Messages {
		n += llm.EstimateTokens(m.Text) + 4
	}
	return n
}
