package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"huikuan/server/loadtest"
)

// settleTime is how long callers talk before it counts; everybody does by then.
const settleTime = 5 * time.Second

type relayCommand struct {
	Bin    string        `default:"bin/huikuan" help:"The server's program."`
	Calls  []int         `default:"300,1000" help:"Calls going on at once, one measurement each."`
	Tokens int           `default:"60" help:"Tokens of a reply."`
	First  time.Duration `default:"200ms" help:"Time to the first token, as a model takes it."`
	Pace   time.Duration `default:"25ms" help:"Time between two tokens."`
	For    time.Duration `default:"20s" help:"How long to measure each."`
	Rounds int           `default:"3" help:"How often to measure both, by turns; what is reported is the median of the rounds."`
	JSON   string        `help:"File that keeps the result."`

	Profile string `help:"File for a CPU profile of the server while it is measured; a number of calls is put before its name."`
}

// relayResult sets the server beside the bare relay at one number of calls. The ratios are medians of those of the rounds.
type relayResult struct {
	Calls    int          `json:"calls"`
	CPURatio float64      `json:"cpu_ratio"`
	P50Ratio float64      `json:"first_token_p50_ratio"`
	P99Ratio float64      `json:"first_token_p99_ratio"`
	Rounds   []relayRound `json:"rounds"`
}

// relayRound is one measurement of both.
type relayRound struct {
	Bare   relayFigure `json:"bare"`
	Server relayFigure `json:"server"`
}

type relayFigure struct {
	Tokens      int64           `json:"tokens"`
	TokensPerS  float64         `json:"tokens_per_s"`
	CPUPerToken float64         `json:"cpu_us_per_token"`
	First       loadtest.Spread `json:"added_first_token"` // from the endpoint's write to the caller's first delta
	Failed      int64           `json:"failed"`
	FirstError  string          `json:"first_error,omitempty"`

	Flags map[string]float64 `json:"flags,omitempty"` // what the server did to the model's words; there should be nothing to do
}

// Run measures the bare relay and the server by turns, against the same endpoint, in one run.
func (c *relayCommand) Run(ctx context.Context) error {
	pacer, err := loadtest.NewPacer(ctx, c.Tokens, c.First, c.Pace)
	if err != nil {
		return err
	}
	defer pacer.Close()
	var results []relayResult
	for _, calls := range c.Calls {
		result := relayResult{Calls: calls}
		for range c.Rounds {
			bare, err := c.measureBare(ctx, pacer, calls)
			if err != nil {
				return fmt.Errorf("the bare relay: %w", err)
			}
			server, err := c.measureServer(ctx, pacer, calls)
			if err != nil {
				return fmt.Errorf("the server: %w", err)
			}
			result.Rounds = append(result.Rounds, relayRound{Bare: bare, Server: server})
		}
		result.CPURatio = result.median(func(f relayFigure) float64 { return f.CPUPerToken })
		result.P50Ratio = result.median(func(f relayFigure) float64 { return f.First.P50 })
		result.P99Ratio = result.median(func(f relayFigure) float64 { return f.First.P99 })
		results = append(results, result)
	}
	return report(results, c.JSON)
}

// median is the middle one of the rounds' ratios of a figure, the server's to the bare relay's.
func (r *relayResult) median(of func(relayFigure) float64) float64 {
	ratios := make([]float64, len(r.Rounds))
	for i, round := range r.Rounds {
		ratios[i] = of(round.Server) / of(round.Bare)
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

// measureBare runs the bare relay as a process of its own.
func (c *relayCommand) measureBare(ctx context.Context, pacer *loadtest.Pacer, calls int) (relayFigure, error) {
	self, err := os.Executable()
	if err != nil {
		return relayFigure{}, err
	}
	cmd := exec.CommandContext(ctx, self, "bare-relay", pacer.URL)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return relayFigure{}, err
	}
	if err := cmd.Start(); err != nil {
		return relayFigure{}, err
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return relayFigure{}, err
	}
	client := loadtest.NewClient(strings.TrimSpace(line))
	return c.measure(ctx, pacer, calls, func() (loadtest.Usage, error) { return loadtest.UsageOf(cmd.Process.Pid) },
		func(ctx context.Context, n int) (*loadtest.Call, string, error) {
			call, err := client.Join(ctx, "bare", 0, "")
			return call, loadtest.Lang(n), err
		})
}

// measureServer runs the real server: guard, policy and store included.
func (c *relayCommand) measureServer(ctx context.Context, pacer *loadtest.Pacer, calls int) (figure relayFigure, err error) {
	data, err := os.MkdirTemp("", "huikuan-relay-")
	if err != nil {
		return figure, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	server, err := loadtest.Start(ctx, loadtest.Options{
		Bin: c.Bin, Data: data, Args: []string{"--unpaced", "--max-calls", "0", "--backup-every", "0", "--no-second-opinion"},
		Env: []string{"HUIKUAN_LLM_VOICE_BASE_URL=" + pacer.URL, "HUIKUAN_LLM_VOICE_MODEL=m"},
	})
	if err != nil {
		return figure, err
	}
	defer server.Kill()
	client := loadtest.NewClient(server.Addr)
	profiled := c.profile(ctx, server, calls)
	defer func() { err = errors.Join(err, <-profiled) }()
	defer func() {
		var flagsErr error
		figure.Flags, flagsErr = server.Labelled(ctx, "huikuan_debtor_flags_total")
		err = errors.Join(err, flagsErr)
	}()
	return c.measure(ctx, pacer, calls, server.Usage, func(ctx context.Context, n int) (*loadtest.Call, string, error) {
		lang := loadtest.Lang(n)
		var id string
		if err := insist(ctx, func() (err error) {
			id, err = client.NewSession(ctx, loadtest.Scenario(n), lang)
			return err
		}); err != nil {
			return nil, lang, err
		}
		call, err := client.Join(ctx, id, 0, "")
		if err != nil {
			return nil, lang, err
		}
		_, err = call.Await(loadtest.FrameCompleted)
		return call, lang, err
	})
}

// profile records the server's CPU profile while it is measured, when one is wanted; the channel yields the outcome.
func (c *relayCommand) profile(ctx context.Context, server *loadtest.Server, calls int) <-chan error {
	if c.Profile == "" {
		return profileInto(ctx, server, "", 0, 0)
	}
	name := filepath.Join(filepath.Dir(c.Profile), fmt.Sprintf("%d-%s", calls, filepath.Base(c.Profile)))
	return profileInto(ctx, server, name, settleTime, c.For)
}

// measure has callers talk without pause and counts what happens after the first few seconds.
func (c *relayCommand) measure(ctx context.Context, pacer *loadtest.Pacer, calls int, usage func() (loadtest.Usage, error),
	join func(ctx context.Context, n int) (*loadtest.Call, string, error)) (relayFigure, error) {
	ctx, stop := context.WithCancel(ctx)
	var first loadtest.Times
	var counting atomic.Bool
	var marks, failed atomic.Int64
	var firstError atomic.Pointer[string]
	var callers sync.WaitGroup
	for n := range calls {
		callers.Go(func() {
			time.Sleep(rand.N(2 * time.Second))
			for turn := 0; ctx.Err() == nil; {
				call, lang, err := join(ctx, n)
				for err == nil && ctx.Err() == nil {
					mark := int(marks.Add(1))
					var t loadtest.Turn
					if t, err = call.Talk(fmt.Sprint("t", mark), loadtest.Mark(loadtest.Line(lang, turn), mark)); err != nil || t.Ended {
						break
					}
					turn++
					if at, ok := pacer.First(mark); ok && counting.Load() {
						first.Add(t.Sent.Add(t.First).Sub(at))
					}
				}
				if call != nil {
					call.Close()
				}
				if err != nil && ctx.Err() == nil {
					failed.Add(1)
					text := err.Error()
					firstError.CompareAndSwap(nil, &text)
					time.Sleep(100 * time.Millisecond)
				}
			}
		})
	}
	defer callers.Wait()
	defer stop()
	time.Sleep(settleTime)
	before, err := usage()
	if err != nil {
		return relayFigure{}, err
	}
	counting.Store(true)
	sent, began := pacer.Sent(), time.Now()
	select {
	case <-time.After(c.For):
	case <-ctx.Done():
		return relayFigure{}, ctx.Err()
	}
	after, err := usage()
	tokens, took := pacer.Sent()-sent, time.Since(began)
	figure := relayFigure{
		Tokens: tokens, TokensPerS: float64(tokens) / took.Seconds(), First: first.Spread(), Failed: failed.Load(),
		CPUPerToken: float64((after.CPU - before.CPU).Microseconds()) / float64(max(1, tokens)),
	}
	if text := firstError.Load(); text != nil {
		figure.FirstError = *text
	}
	return figure, err
}

type bareRelayCommand struct {
	Endpoint string `arg:"" help:"Base URL of the endpoint."`
}

// Run serves the bare relay until it is killed, after saying where.
func (c *bareRelayCommand) Run(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	return loadtest.BareRelay(ctx, listener, c.Endpoint)
}
