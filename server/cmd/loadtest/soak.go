package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"huikuan/server/loadtest"
)

type soakCommand struct {
	Bin     string        `default:"bin/huikuan" help:"The server's program."`
	Calls   int           `default:"200" help:"Calls going on at once; one that ends is followed by a new one."`
	Think   time.Duration `default:"4s" help:"A caller's time between two sentences, on average."`
	For     time.Duration `default:"1h" help:"How long to measure, after a tenth of it to warm up."`
	Samples int           `default:"60" help:"How often to look."`
	JSON    string        `help:"File that keeps the result."`
}

// soakResult is how memory grew. Every sample is taken after the process has given back what it can spare.
type soakResult struct {
	Hours      float64   `json:"hours"`
	Turns      int64     `json:"turns"`
	Failed     int64     `json:"failed"`
	FirstError string    `json:"first_error,omitempty"`
	FirstRSS   float64   `json:"rss_first_mib"`
	LastRSS    float64   `json:"rss_last_mib"`
	Slope      float64   `json:"rss_slope_mib_per_hour"`  // of the line that fits the samples best
	HeapSlope  float64   `json:"heap_slope_mib_per_hour"` // the same of what Go's heap holds
	RSS        []float64 `json:"rss_mib"`
}

// Run measures.
func (c *soakCommand) Run(ctx context.Context) (err error) {
	data, err := os.MkdirTemp("", "huikuan-soak-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	server, err := loadtest.Start(ctx, loadtest.Options{Bin: c.Bin, Data: data, Args: []string{"--unpaced", "--backup-every", "0"}})
	if err != nil {
		return err
	}
	defer func() {
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		err = errors.Join(err, server.Stop(stopping))
	}()
	crowd := newCrowd(server.Addr)
	if err := crowd.gather(ctx, c.Calls); err != nil {
		return err
	}
	defer crowd.leave()
	crowd.talk(ctx, c.Think, c.For/10)
	crowd.forget()
	talking := make(chan struct{})
	began := time.Now()
	go func() {
		defer close(talking)
		crowd.talk(ctx, c.Think, c.For)
	}()
	var hours, rss, heap []float64
	for range c.Samples {
		if !sleep(ctx, c.For/time.Duration(c.Samples+1)) {
			break
		}
		used, held, err := c.sample(ctx, server)
		if err != nil {
			return err
		}
		hours, rss, heap = append(hours, time.Since(began).Hours()), append(rss, used), append(heap, held)
	}
	<-talking
	if len(rss) < 2 {
		return fmt.Errorf("two samples are needed at least: %w", ctx.Err())
	}
	return report(soakResult{
		Hours: time.Since(began).Hours(), Turns: crowd.turns.Load(), Failed: crowd.failed.Load(), FirstError: crowd.firstError(),
		FirstRSS: rss[0], LastRSS: rss[len(rss)-1], Slope: slope(hours, rss), HeapSlope: slope(hours, heap), RSS: rss,
	}, c.JSON)
}

// sample is what the process and Go's heap in it hold, in MiB.
func (c *soakCommand) sample(ctx context.Context, server *loadtest.Server) (rss, heap float64, err error) {
	usage, err := restingUsage(ctx, server)
	if err != nil {
		return 0, 0, err
	}
	held, err := heldBy(ctx, server)
	return float64(usage.RSS) / (1 << 20), held.heap / (1 << 20), err
}

// slope is that of the line that fits points best by least squares.
func slope(x, y []float64) float64 {
	var sx, sy, sxx, sxy float64
	for i := range x {
		sx, sy, sxx, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
	}
	n := float64(len(x))
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
