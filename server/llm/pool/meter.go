package pool

import (
	"context"
	"time"

	"huikuan/server/llm"
)

// Answer is how one request to an endpoint went.
type Answer struct {
	First time.Duration // to the first visible words; 0 when there were none
	Took  time.Duration
	Usage llm.Usage
	Kind  llm.Kind // how it failed; empty when it did not, or was given up by whoever asked
	Whole bool     // the reply came to its end
}

// Meter is told how requests go. It never sees words.
type Meter interface {
	// Begin is called when a request is about to be sent; end when it is over. The returned context goes with the request.
	Begin(ctx context.Context, role, endpoint string) (sent context.Context, end func(Answer))
	// Answered tells of a request that was sent.
	Answered(role, endpoint string, a Answer)
	// Failed tells of a request that was not sent; endpoint is empty when it came to none.
	Failed(role, endpoint string, kind llm.Kind)
}

// unmeasured is the meter of those who need none.
type unmeasured struct{}

func (unmeasured) Begin(ctx context.Context, _, _ string) (context.Context, func(Answer)) {
	return ctx, func(Answer) {}
}
func (unmeasured) Answered(_, _ string, _ Answer) {}
func (unmeasured) Failed(_, _ string, _ llm.Kind) {}
