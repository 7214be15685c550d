package main

import (
	"context"
	"errors"
	"fmt"
	"math"
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
	Verbose bool          `help:"Print every sample as it is taken."`
}

// soakResult is how memory grew. Every sample is taken after the process has given back what it can spare.
type soakResult struct {
	Hours      float64      `json:"hours"`
	Turns      int64        `json:"turns"`
	Failed     int64        `json:"failed"`
	FirstError string       `json:"first_error,omitempty"`
	FirstRSS   float64      `json:"rss_first_mib"`
	LastRSS    float64      `json:"rss_last_mib"`
	Slope      float64      `json:"rss_slope_mib_per_hour"` // of the line that fits the samples best
	SlopeError float64      `json:"rss_slope_error"`        // its standard error, of samples that scatter by chance
	Parts      soakParts    `json:"slopes_mib_per_hour"`
	Samples    []soakSample `json:"samples"`
}

// soakSample is what a process's memory was made of at one moment, in MiB.
type soakSample struct {
	Hours     float64 `json:"hours"`
	RSS       float64 `json:"rss"`
	Anonymous float64 `json:"anonymous"` // of RSS, what is no file
	Heap      float64 `json:"heap"`      // in use by Go's heap
	Runtime   float64 `json:"runtime"`   // all that Go has taken and not given back
	CUsed     float64 `json:"c_used"`    // taken by SQLite
	CHeld     float64 `json:"c_held"`    // taken for it by the C library
	Threads   float64 `json:"threads"`
}

// soakParts are the slopes of what memory is made of.
type soakParts struct {
	Anonymous float64 `json:"anonymous"`
	Heap      float64 `json:"heap"`
	Runtime   float64 `json:"runtime"`
	CUsed     float64 `json:"c_used"`
	CHeld     float64 `json:"c_held"`
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
	var samples []soakSample
	for range c.Samples {
		if !sleep(ctx, c.For/time.Duration(c.Samples+1)) {
			break
		}
		sample, err := c.sample(ctx, server)
		if err != nil {
			return err
		}
		sample.Hours = time.Since(began).Hours()
		samples = append(samples, sample)
		if c.Verbose {
			fmt.Fprintf(os.Stderr, "%+v\n", sample)
		}
	}
	<-talking
	if len(samples) < 3 {
		return fmt.Errorf("three samples are needed at least: %w", ctx.Err())
	}
	slopeOf := func(part func(soakSample) float64) float64 {
		value, _ := slope(samples, part)
		return value
	}
	grown, doubt := slope(samples, func(s soakSample) float64 { return s.RSS })
	return report(soakResult{
		Hours: time.Since(began).Hours(), Turns: crowd.turns.Load(), Failed: crowd.failed.Load(), FirstError: crowd.firstError(),
		FirstRSS: samples[0].RSS, LastRSS: samples[len(samples)-1].RSS, Slope: grown, SlopeError: doubt,
		Parts: soakParts{
			Anonymous: slopeOf(func(s soakSample) float64 { return s.Anonymous }), Heap: slopeOf(func(s soakSample) float64 { return s.Heap }),
			Runtime: slopeOf(func(s soakSample) float64 { return s.Runtime }),
			CUsed:   slopeOf(func(s soakSample) float64 { return s.CUsed }), CHeld: slopeOf(func(s soakSample) float64 { return s.CHeld }),
		},
		Samples: samples,
	}, c.JSON)
}

// sample looks at the process after it has given back what it can spare.
func (c *soakCommand) sample(ctx context.Context, server *loadtest.Server) (sample soakSample, err error) {
	usage, err := restingUsage(ctx, server)
	if err != nil {
		return sample, err
	}
	values, err := server.Metrics(ctx)
	if err != nil {
		return sample, err
	}
	const mib = 1 << 20
	return soakSample{
		RSS: float64(usage.RSS) / mib, Anonymous: float64(usage.Anonymous) / mib, Threads: values["go_threads"],
		Heap: values["go_memstats_heap_inuse_bytes"] / mib, Runtime: (values["go_memstats_sys_bytes"] - values["go_memstats_heap_released_bytes"]) / mib,
		CUsed: values["huikuan_c_memory_used_bytes"] / mib, CHeld: values["huikuan_c_memory_held_bytes"] / mib,
	}, nil
}

// slope is that of the line that fits a part of the samples best by least squares, an hour, and its standard error.
func slope(samples []soakSample, part func(soakSample) float64) (value, doubt float64) {
	n := float64(len(samples))
	var mx, my float64
	for _, s := range samples {
		mx, my = mx+s.Hours/n, my+part(s)/n
	}
	var sxx, sxy, syy float64
	for _, s := range samples {
		x, y := s.Hours-mx, part(s)-my
		sxx, sxy, syy = sxx+x*x, sxy+x*y, syy+y*y
	}
	value = sxy / sxx
	return value, math.Sqrt(max(0, syy-value*sxy) / (n - 2) / sxx)
}
