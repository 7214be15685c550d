package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"huikuan/server/loadtest"
)

type liveCommand struct {
	Bin     string        `default:"bin/huikuan" help:"The server's program."`
	Calls   int           `default:"5000" help:"Calls going on at once."`
	Think   time.Duration `default:"10s" help:"A caller's time between two sentences, on average."`
	For     time.Duration `default:"60s" help:"How long to measure."`
	Busy    int           `default:"1000" help:"Calls of the part that asks for all the server can do; 0 leaves it out."`
	JSON    string        `help:"File that keeps the result."`
	Profile string        `help:"File for a CPU profile of the server while it is measured."`
	Store   bool          `default:"true" negatable:"" help:"Measure the store by itself first."`
	Heap    string        `help:"File for a heap profile of the server with all calls idle."`
	Log     string        `help:"File for the server's log."`
}

// liveResult is what the bench prints.
type liveResult struct {
	Calls      int             `json:"calls"`
	Think      float64         `json:"think_s"`
	Turns      int64           `json:"turns"`
	Failed     int64           `json:"failed"`
	FirstError string          `json:"first_error,omitempty"`
	TurnsPerS  float64         `json:"turns_per_s"`
	Tick       loadtest.Spread `json:"tick"`
	FirstDelta loadtest.Spread `json:"first_delta"`
	FullTurn   loadtest.Spread `json:"full_turn"`
	CPUPerTurn float64         `json:"cpu_us_per_turn"`
	CPUCores   float64         `json:"cpu_cores"`
	BaseRSS    float64         `json:"rss_base_mib"`
	IdleRSS    float64         `json:"rss_idle_kib_a_call"`
	IdleHeap   float64         `json:"heap_idle_kib_a_call"`  // of that, what Go's heap holds
	IdleStack  float64         `json:"stack_idle_kib_a_call"` // of that, goroutines' stacks
	ActiveRSS  float64         `json:"rss_active_kib_a_call"`
	Store      *storeResult    `json:"store,omitempty"`
	Busy       *busyResult     `json:"busy,omitempty"`
	Overload   *overloadResult `json:"overload,omitempty"`
}

// busyResult is what the server does when callers hardly wait.
type busyResult struct {
	Calls      int             `json:"calls"`
	TurnsPerS  float64         `json:"turns_per_s"`
	Tick       loadtest.Spread `json:"tick"`
	FullTurn   loadtest.Spread `json:"full_turn"`
	CPUPerTurn float64         `json:"cpu_us_per_turn"`
	CommitRate float64         `json:"store_writes_per_s"`
}

// Run measures.
func (c *liveCommand) Run(ctx context.Context) (err error) {
	var stored *storeResult
	if c.Store {
		alone, err := measureStore(ctx)
		if err != nil {
			return fmt.Errorf("the store: %w", err)
		}
		stored = &alone
	}
	data, err := os.MkdirTemp("", "huikuan-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	var log io.Writer
	if c.Log != "" {
		file, err := os.Create(c.Log)
		if err != nil {
			return err
		}
		defer file.Close() //nolint:errcheck // a log of a bench
		log = file
	}
	server, err := loadtest.Start(ctx, loadtest.Options{Bin: c.Bin, Data: data, Args: []string{"--unpaced", "--max-calls", "0", "--backup-every", "0"}, Stderr: log})
	if err != nil {
		return err
	}
	defer func() {
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		err = errors.Join(err, server.Stop(stopping))
	}()
	result := liveResult{Calls: c.Calls, Think: c.Think.Seconds(), Store: stored}
	if err := c.measure(ctx, server, &result); err != nil {
		return err
	}
	return report(result, c.JSON)
}

// measure runs the calm part and the busy part.
func (c *liveCommand) measure(ctx context.Context, server *loadtest.Server, result *liveResult) error {
	base, err := restingUsage(ctx, server)
	if err != nil {
		return err
	}
	before, err := heldBy(ctx, server)
	if err != nil {
		return err
	}
	crowd := newCrowd(server.Addr)
	if err := crowd.gather(ctx, c.Calls); err != nil {
		return err
	}
	idle, err := restingUsage(ctx, server)
	if err != nil {
		return err
	}
	held, err := heldBy(ctx, server)
	if err != nil {
		return err
	}
	result.IdleHeap = (held.heap - before.heap) / 1024 / float64(c.Calls)
	result.IdleStack = (held.stack - before.stack) / 1024 / float64(c.Calls)
	perCall := func(u loadtest.Usage) float64 { return float64(u.RSS-base.RSS) / 1024 / float64(c.Calls) }
	result.BaseRSS, result.IdleRSS = float64(base.RSS)/(1<<20), perCall(idle)
	if c.Heap != "" {
		data, err := server.HeapProfile(ctx)
		if err := errors.Join(err, os.WriteFile(c.Heap, data, 0o644)); err != nil {
			return err
		}
	}

	crowd.talk(ctx, c.Think, 2*c.Think) // every caller has spoken once or twice when it counts
	profiled := profileInto(ctx, server, c.Profile, 0, c.For)
	crowd.forget()
	start, err := server.Usage()
	if err != nil {
		return err
	}
	began := time.Now()
	crowd.talk(ctx, c.Think, c.For)
	took := time.Since(began)
	after, err := server.Usage()
	if err != nil {
		return err
	}
	if err := <-profiled; err != nil {
		return err
	}
	result.ActiveRSS = perCall(after)
	result.Turns, result.Failed, result.FirstError = crowd.turns.Load(), crowd.failed.Load(), crowd.firstError()
	result.TurnsPerS = float64(result.Turns) / took.Seconds()
	result.Tick, result.FirstDelta, result.FullTurn = crowd.tick.Spread(), crowd.first.Spread(), crowd.full.Spread()
	cpu := after.CPU - start.CPU
	result.CPUCores = cpu.Seconds() / took.Seconds()
	result.CPUPerTurn = float64(cpu.Microseconds()) / float64(max(1, result.Turns))
	crowd.leave()
	if c.Busy == 0 {
		return nil
	}
	if result.Busy, err = c.measureBusy(ctx, server); err != nil {
		return err
	}
	result.Overload, err = c.measureOverload(ctx, server, result.Busy.TurnsPerS)
	return err
}

// measureBusy has callers speak as soon as a server lets one caller speak: three sentences a second.
func (c *liveCommand) measureBusy(ctx context.Context, server *loadtest.Server) (*busyResult, error) {
	const think = 400 * time.Millisecond
	crowd := newCrowd(server.Addr)
	if err := crowd.gather(ctx, c.Busy); err != nil {
		return nil, err
	}
	defer crowd.leave()
	crowd.talk(ctx, think, 3*time.Second)
	crowd.forget()
	before, err := server.Usage()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	crowd.talk(ctx, think, min(c.For, 20*time.Second))
	took := time.Since(began)
	after, err := server.Usage()
	if err != nil {
		return nil, err
	}
	turns := float64(max(1, crowd.turns.Load()))
	return &busyResult{
		Calls: c.Busy, TurnsPerS: turns / took.Seconds(), Tick: crowd.tick.Spread(), FullTurn: crowd.full.Spread(),
		CPUPerTurn: float64((after.CPU - before.CPU).Microseconds()) / turns, CommitRate: 2 * turns / took.Seconds(),
	}, nil
}

// holding is what a process's Go memory is taken by, in bytes.
type holding struct{ heap, stack float64 }

func heldBy(ctx context.Context, server *loadtest.Server) (h holding, err error) {
	if h.heap, err = server.Metric(ctx, "go_memstats_heap_inuse_bytes"); err != nil {
		return h, err
	}
	h.stack, err = server.Metric(ctx, "go_memstats_stack_inuse_bytes")
	return h, err
}

// restingUsage is what the server holds when it has tidied up.
func restingUsage(ctx context.Context, server *loadtest.Server) (loadtest.Usage, error) {
	for range 2 { // pools are emptied by the second collection
		if err := server.Collect(ctx); err != nil {
			return loadtest.Usage{}, err
		}
	}
	return server.Usage()
}

// crowd is many callers, each with a goroutine and a call.
type crowd struct {
	client        *loadtest.Client
	callers       []*caller
	tick, first   *loadtest.Times
	full          *loadtest.Times
	turns, failed atomic.Int64
	mu            sync.Mutex
	firstFailure  error
}

type caller struct {
	n    int
	call *loadtest.Call
	said int
}

func newCrowd(addr string) *crowd {
	c := &crowd{client: loadtest.NewClient(addr)}
	c.forget()
	return c
}

// forget starts the measures anew.
func (c *crowd) forget() {
	c.tick, c.first, c.full = &loadtest.Times{}, &loadtest.Times{}, &loadtest.Times{}
	c.turns.Store(0)
	c.failed.Store(0)
}

func (c *crowd) fail(err error) {
	c.failed.Add(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.firstFailure == nil {
		c.firstFailure = err
	}
}

func (c *crowd) firstError() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.firstFailure == nil {
		return ""
	}
	return c.firstFailure.Error()
}

// gather has n callers pick up the phone, a few at a time.
func (c *crowd) gather(ctx context.Context, n int) error {
	var wg sync.WaitGroup
	slots := make(chan struct{}, 32)
	c.callers = make([]*caller, n)
	for i := range c.callers {
		c.callers[i] = &caller{n: i}
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if err := loadtest.Insist(ctx, func() error { return c.dial(ctx, c.callers[i]) }); err != nil {
				c.fail(err)
			}
		})
	}
	wg.Wait()
	if failed := c.failed.Load(); failed > 0 {
		return fmt.Errorf("%d of %d callers did not get through: %w", failed, n, c.firstFailure)
	}
	return ctx.Err()
}

// dial opens a call and hears the debtor pick up.
func (c *crowd) dial(ctx context.Context, who *caller) error {
	id, err := c.client.NewSession(ctx, loadtest.Scenario(who.n), loadtest.Lang(who.n))
	if err != nil {
		return err
	}
	call, err := c.client.Join(ctx, id, 0, "")
	if err != nil {
		return err
	}
	if _, err := call.Await(loadtest.FrameCompleted); err != nil {
		call.Close()
		return err
	}
	who.call, who.said = call, 0
	return nil
}

// talk has every caller speak at their own random moments, think apart on average, for a while.
func (c *crowd) talk(ctx context.Context, think, howLong time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, howLong)
	defer cancel()
	var wg sync.WaitGroup
	for _, who := range c.callers {
		wg.Go(func() {
			wait := time.Duration(rand.Int64N(int64(think)))
			for {
				select {
				case <-ctx.Done():
					return
				case <-time.After(wait):
				}
				c.turn(ctx, who)
				wait = think/2 + time.Duration(rand.Int64N(int64(think)))
			}
		})
	}
	wg.Wait()
}

// turn says one sentence and waits for the answer; a call that is over is followed by a new one.
func (c *crowd) turn(ctx context.Context, who *caller) {
	if who.call == nil {
		if err := c.dial(context.WithoutCancel(ctx), who); err != nil {
			c.fail(err)
			return
		}
	}
	turn, err := who.call.Talk(fmt.Sprint("t", who.said), loadtest.Line(loadtest.Lang(who.n), who.said))
	who.said++
	if err != nil {
		c.fail(err)
		who.hangUp()
		return
	}
	c.turns.Add(1)
	c.tick.Add(turn.Tick)
	c.full.Add(turn.Full)
	if turn.First > 0 {
		c.first.Add(turn.First)
	}
	if turn.Ended {
		who.hangUp()
	}
}

func (w *caller) hangUp() {
	if w.call != nil {
		w.call.Close()
		w.call = nil
	}
}

// leave has everybody hang up.
func (c *crowd) leave() {
	for _, who := range c.callers {
		who.hangUp()
	}
}
