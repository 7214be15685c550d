package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"huikuan/server/loadtest"
)

const (
	overload      = 5                      // times what the server can do
	overloadThink = 400 * time.Millisecond // of a caller between two sentences
	overloadTime  = 20 * time.Second
)

// overloadResult is what the server does when several times as many callers come as it can serve.
type overloadResult struct {
	Callers   int             `json:"callers"`
	TurnsPerS float64         `json:"turns_per_s"`
	Goodput   float64         `json:"of_peak"`
	Admitted  int64           `json:"admitted"`
	Refused   int64           `json:"refused"`
	Refusals  loadtest.Spread `json:"refusal"`
	Tick      loadtest.Spread `json:"tick"`
	Cut       int64           `json:"calls_cut"`
	FirstCut  string          `json:"first_cut,omitempty"`
}

// measureOverload lets callers come who together would say five times what the server can take at its peak. Who is refused
// comes back when the server said.
func (c *liveCommand) measureOverload(ctx context.Context, server *loadtest.Server, peak float64) (*overloadResult, error) {
	callers := int(overload * peak * overloadThink.Seconds())
	crowd := newCrowd(server.Addr)
	var refused, admitted atomic.Int64
	refusals := &loadtest.Times{}
	counting := &atomic.Bool{} // the first seconds settle who is in
	ctx, cancel := context.WithTimeout(ctx, overloadTime+10*time.Second)
	defer cancel()
	time.AfterFunc(10*time.Second, func() { crowd.forget(); counting.Store(true) })
	var wg sync.WaitGroup
	for n := range callers {
		wg.Go(func() {
			who := &caller{n: n}
			defer who.hangUp()
			if !sleep(ctx, time.Duration(rand.Int64N(int64(5*time.Second)))) {
				return
			}
			for ctx.Err() == nil {
				if who.call != nil {
					crowd.turn(ctx, who)
					sleep(ctx, overloadThink/2+time.Duration(rand.Int64N(int64(overloadThink))))
					continue
				}
				began := time.Now()
				err := crowd.dial(context.WithoutCancel(ctx), who)
				var no *loadtest.Refused
				switch {
				case err == nil:
					admitted.Add(1)
				case errors.As(err, &no) && no.Status == http.StatusServiceUnavailable && no.RetryAfter > 0:
					if counting.Load() {
						refused.Add(1)
						refusals.Add(time.Since(began))
					}
					sleep(ctx, no.RetryAfter)
				default:
					crowd.fail(err)
					sleep(ctx, time.Second)
				}
			}
		})
	}
	wg.Wait()
	rate := float64(crowd.turns.Load()) / overloadTime.Seconds()
	return &overloadResult{
		Callers: callers, TurnsPerS: rate, Goodput: rate / peak, Admitted: admitted.Load(), Refused: refused.Load(),
		Refusals: refusals.Spread(), Tick: crowd.tick.Spread(), Cut: crowd.failed.Load(), FirstCut: crowd.firstError(),
	}, nil
}

// sleep waits and reports whether ctx is still there.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
