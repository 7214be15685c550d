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
	"runtime/pprof"
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
	Bin    string          `default:"bin/huikuan" help:"The server's program."`
	Calls  []int           `default:"300,1000" help:"Calls going on at once, one measurement each."`
	Think  []time.Duration `default:"0s,6300ms" help:"Pause of a caller before the next sentence, for each number of calls: with the usual replies, 300 callers hear 10,500 tokens a second and 1,000 hear 7,500."`
	Tokens int             `default:"60" help:"Tokens of a reply."`
	First  time.Duration   `default:"200ms" help:"Time to the first token, as a model takes it."`
	Pace   time.Duration   `default:"25ms" help:"Time between two tokens."`
	For    time.Duration   `default:"20s" help:"How long to measure each."`
	Rounds int             `default:"3" help:"How often to measure both, by turns; what is reported is the median of the rounds."`
	JSON   string          `help:"File that keeps the result."`

	Profile string `help:"File for a CPU profile of the server while it is measured, and of the bare relay; a number of calls is put before its name."`
}

// relayResult sets the server beside the bare relay at one number of calls. The ratios are medians of those of the rounds that
// were not disturbed, or of all when all were.
type relayResult struct {
	Calls    int          `json:"calls"`
	Think    float64      `json:"think_s"`
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

// maxStolen is how much of the processors' time a machine's host may give to others while a round is measured.
const maxStolen = 0.03

// undisturbed reports whether the round says something of the server.
func (r relayRound) undisturbed() bool { return max(r.Bare.Stolen, r.Server.Stolen) <= maxStolen }

type relayFigure struct {
	Tokens      int64           `json:"tokens"`
	TokensPerS  float64         `json:"tokens_per_s"`
	CPUPerToken float64         `json:"cpu_us_per_token"`
	First       loadtest.Spread `json:"added_first_token"` // from the endpoint's write to the caller's first delta
	Stolen      float64         `json:"stolen"`            // share of the processors' time that the machine's host gave to others
	Failed      int64           `json:"failed"`
	FirstError  string          `json:"first_error,omitempty"`

	Flags map[string]float64 `json:"flags,omitempty"` // what the server did to the model's words; there should be nothing to do
}

// relayCrowd is how many callers talk, and how long each is silent between two turns.
type relayCrowd struct {
	calls int
	think time.Duration
}

// settle is how long after the first of them has begun everybody talks.
func (c relayCrowd) settle() time.Duration { return settleTime + c.think }

// Run measures the bare relay and the server by turns, against the same endpoint, in one run.
func (c *relayCommand) Run(ctx context.Context) error {
	pacer, err := loadtest.NewPacer(ctx, c.Tokens, c.First, c.Pace)
	if err != nil {
		return err
	}
	defer pacer.Close()
	if len(c.Think) != len(c.Calls) {
		return fmt.Errorf("--think has %d pauses for %d numbers of calls; give one for each", len(c.Think), len(c.Calls))
	}
	var results []relayResult
	for i, calls := range c.Calls {
		crowd := relayCrowd{calls: calls, think: c.Think[i]}
		result := relayResult{Calls: calls, Think: crowd.think.Seconds()}
		for range c.Rounds {
			bare, err := c.measureBare(ctx, pacer, crowd)
			if err != nil {
				return fmt.Errorf("the bare relay: %w", err)
			}
			server, err := c.measureServer(ctx, pacer, crowd)
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
	rounds := r.Rounds
	if slices.ContainsFunc(rounds, relayRound.undisturbed) {
		rounds = slices.DeleteFunc(slices.Clone(rounds), func(round relayRound) bool { return !round.undisturbed() })
	}
	ratios := make([]float64, len(rounds))
	for i, round := range rounds {
		ratios[i] = of(round.Server) / of(round.Bare)
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

// measureBare runs the bare relay as a process of its own.
func (c *relayCommand) measureBare(ctx context.Context, pacer *loadtest.Pacer, crowd relayCrowd) (relayFigure, error) {
	self, err := os.Executable()
	if err != nil {
		return relayFigure{}, err
	}
	cmd := exec.CommandContext(ctx, self, "bare-relay", pacer.URL)
	if c.Profile != "" {
		cmd.Args = append(cmd.Args, "--profile", c.profileName("bare-", crowd.calls), "--after", crowd.settle().String(), "--for", c.For.String())
	}
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
	return c.measure(ctx, pacer, crowd, func() (loadtest.Usage, error) { return loadtest.UsageOf(cmd.Process.Pid) },
		func(ctx context.Context, n int) (*loadtest.Call, string, error) {
			call, err := client.Join(ctx, "bare", 0, "")
			return call, loadtest.Lang(n), err
		})
}

// measureServer runs the real server: guard, policy and store included.
func (c *relayCommand) measureServer(ctx context.Context, pacer *loadtest.Pacer, crowd relayCrowd) (figure relayFigure, err error) {
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
	profiled := c.profile(ctx, server, crowd)
	defer func() { err = errors.Join(err, <-profiled) }()
	defer func() {
		var flagsErr error
		figure.Flags, flagsErr = server.Labelled(ctx, "huikuan_debtor_flags_total")
		err = errors.Join(err, flagsErr)
	}()
	return c.measure(ctx, pacer, crowd, server.Usage, func(ctx context.Context, n int) (*loadtest.Call, string, error) {
		lang := loadtest.Lang(n)
		id, err := client.InsistOnSession(ctx, loadtest.Scenario(n), lang)
		if err != nil {
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
func (c *relayCommand) profile(ctx context.Context, server *loadtest.Server, crowd relayCrowd) <-chan error {
	if c.Profile == "" {
		return profileInto(ctx, server, "", 0, 0)
	}
	return profileInto(ctx, server, c.profileName("", crowd.calls), crowd.settle(), c.For)
}

func (c *relayCommand) profileName(whose string, calls int) string {
	return filepath.Join(filepath.Dir(c.Profile), fmt.Sprintf("%s%d-%s", whose, calls, filepath.Base(c.Profile)))
}

// measure has callers talk without pause and counts what happens after the first few seconds.
func (c *relayCommand) measure(ctx context.Context, pacer *loadtest.Pacer, crowd relayCrowd, usage func() (loadtest.Usage, error),
	join func(ctx context.Context, n int) (*loadtest.Call, string, error)) (relayFigure, error) {
	ctx, stop := context.WithCancel(ctx)
	var first loadtest.Times
	var counting atomic.Bool
	var marks, failed atomic.Int64
	var firstError atomic.Pointer[string]
	var callers sync.WaitGroup
	for n := range crowd.calls {
		callers.Go(func() {
			time.Sleep(rand.N(2*time.Second + crowd.think))
			for turn := 0; ctx.Err() == nil; {
				call, lang, err := join(ctx, n)
				for err == nil && ctx.Err() == nil {
					mark := int(marks.Add(1))
					var t loadtest.Turn
					t, err = call.Talk(fmt.Sprint("t", mark), loadtest.Mark(loadtest.Line(lang, turn), mark))
					if spokenAnyway(err) {
						_, err = call.Await(loadtest.FrameCompleted)
						continue
					}
					if err != nil || t.Ended {
						break
					}
					turn++
					if at, ok := pacer.First(mark); ok && counting.Load() {
						first.Add(t.Sent.Add(t.First).Sub(at))
					}
					sleep(ctx, crowd.think)
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
	time.Sleep(crowd.settle())
	before, err := usage()
	if err != nil {
		return relayFigure{}, err
	}
	machine, stolen, err := loadtest.MachineTime()
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
	machineAfter, stolenAfter, err2 := loadtest.MachineTime()
	tokens, took := pacer.Sent()-sent, time.Since(began)
	figure := relayFigure{
		Tokens: tokens, TokensPerS: float64(tokens) / took.Seconds(), First: first.Spread(), Failed: failed.Load(),
		CPUPerToken: float64((after.CPU - before.CPU).Microseconds()) / float64(max(1, tokens)),
		Stolen:      float64(stolenAfter-stolen) / float64(max(1, machineAfter-machine)),
	}
	if text := firstError.Load(); text != nil {
		figure.FirstError = *text
	}
	return figure, errors.Join(err, err2)
}

// spokenAnyway reports whether a sentence was refused because the debtor goes on by themselves, as when somebody else comes to
// the phone.
func spokenAnyway(err error) bool {
	refused, ok := errors.AsType[*loadtest.TurnRefused](err)
	return ok && refused.Code == "busy"
}

type bareRelayCommand struct {
	Endpoint string        `arg:"" help:"Base URL of the endpoint."`
	Profile  string        `help:"File for a CPU profile of it while it is measured."`
	After    time.Duration `default:"5s" help:"When it begins to be measured."`
	For      time.Duration `default:"20s" help:"How long it is measured."`
}

// Run serves the bare relay until it is killed, after saying where.
func (c *bareRelayCommand) Run(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	if c.Profile != "" {
		file, err := os.Create(c.Profile)
		if err != nil {
			return err
		}
		time.AfterFunc(c.After, func() {
			if pprof.StartCPUProfile(file) == nil {
				time.AfterFunc(c.For-time.Second, pprof.StopCPUProfile) // it is killed soon afterwards
			}
		})
	}
	return loadtest.BareRelay(ctx, listener, c.Endpoint)
}
