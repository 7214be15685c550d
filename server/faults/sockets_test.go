//go:build faults

package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/loadtest"
	"huikuan/server/sqlite"
)

// TestACallOverBrokenLinesHasNoGapAndNoRepeat breaks every line at a random byte, with a reset, an end, or silence. Each
// page sees every event once and in order and has in the end what the store has. A server that resumes one event too
// early is noticed.
func TestACallOverBrokenLinesHasNoGapAndNoRepeat(t *testing.T) {
	n := count(200, 2000, 10000)
	o := breakLines(t, none, n, 1)
	t.Logf("%d lines broken in %d calls with %d turns: %d wrong", o.cuts, o.calls, o.turns, len(o.wrong))
	for _, err := range o.wrong {
		t.Error(err)
	}
	if !proves() {
		return
	}
	control := breakLines(t, resumeExactly, 100, 1)
	t.Logf("resuming one event early: %d lines broken, %d calls wrong", control.cuts, len(control.wrong))
	if len(control.wrong) == 0 {
		t.Error("a server that resumes one event early was not noticed: this test shows nothing")
	}
}

// TestASentenceSentFiveTimesIsStoredOnce sends five copies of every sentence, and all of them again when the line breaks.
// There is one turn and one answer for each. A server that forgets what it stored is noticed.
func TestASentenceSentFiveTimesIsStoredOnce(t *testing.T) {
	n := count(300, 3000, 50000)
	o := sendCopies(t, none, n)
	t.Logf("%d sentences, 5 copies each and again over %d broken lines: %d wrong", o.turns, o.cuts, len(o.wrong))
	for _, err := range o.wrong {
		t.Error(err)
	}
	if !proves() {
		return
	}
	control := sendCopies(t, onceOnly, 100)
	t.Logf("with a memory of nothing: %d of %d calls wrong", len(control.wrong), control.calls)
	if len(control.wrong) == 0 {
		t.Error("a server that stores copies was not noticed: this test shows nothing")
	}
}

type lineOutcome struct {
	cuts, calls, turns int
	wrong              []error
}

// breakLines holds calls over a proxy that breaks lines until so many have been broken.
func breakLines(t *testing.T, without protection, cuts, copies int) lineOutcome {
	t.Helper()
	return holdCalls(t, without, copies, lockedRandom(uint64(cuts), roughly), func(o lineOutcome) bool { return o.cuts >= cuts })
}

// sendCopies holds calls with five copies of every sentence until so many sentences have been said.
func sendCopies(t *testing.T, without protection, turns int) lineOutcome {
	t.Helper()
	rarely := func(random *rand.Rand) plan {
		if random.IntN(3) > 0 {
			return plan{up: -1, down: -1}
		}
		return plan{up: 400 + random.Int64N(3000), down: -1, reset: true}
	}
	return holdCalls(t, without, 5, lockedRandom(uint64(turns), rarely), func(o lineOutcome) bool { return o.turns >= turns })
}

// holdCalls has eight pages hold one call after the other until enough is reached or something is wrong three times.
func holdCalls(t *testing.T, without protection, copies int, next func() plan, enough func(lineOutcome) bool) (o lineOutcome) {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	server := start(t, loadtest.Options{Bin: build(t, without), Data: data, Args: []string{"--unpaced"}})
	line := newProxy(t, server.Addr, next)
	var mu sync.Mutex
	var pages []*page
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				mu.Lock()
				over := enough(o) || len(o.wrong) >= 3 || t.Context().Err() != nil
				mu.Unlock()
				if over {
					return
				}
				p, turns, err := onePage(t.Context(), server.Addr, line.addr(), int(n.Add(1)), copies)
				mu.Lock()
				o.calls++
				o.turns += turns
				if p != nil {
					o.cuts += p.cuts
					pages = append(pages, p)
				}
				if err != nil {
					o.wrong = append(o.wrong, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	server.Kill()
	o.wrong = append(o.wrong, compare(t, data, pages)...)
	return o
}

// onePage holds a call of a dozen turns over the proxy.
func onePage(ctx context.Context, addr, line string, n, copies int) (*page, int, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	direct := loadtest.NewClient(addr)
	defer direct.HTTP.CloseIdleConnections()
	lang := loadtest.Lang(n)
	id, err := direct.InsistOnSession(ctx, loadtest.Scenario(n), lang)
	if err != nil {
		return nil, 0, err
	}
	p := newPage(through(addr, line), id)
	p.copies = copies
	defer p.hangUp()
	for i := range 12 {
		if err := p.talk(ctx, fmt.Sprint("t", i), loadtest.Line(lang, i)); err != nil {
			return p, i, fmt.Errorf("call %s, turn %d: %w", id, i, err)
		}
		if p.ended {
			return p, i + 1, nil
		}
		if p.copies > 1 && i%4 == 3 {
			p.hangUp() // five copies of five sentences are all a socket may say in ten seconds
		}
	}
	return p, 12, nil
}

// compare holds what the pages saw against what the store has.
func compare(t *testing.T, data string, pages []*page) (faults []error) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(data, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }() // it is only read
	if _, err := store.Verify(t.Context()); err != nil {
		faults = append(faults, err)
	}
	for _, p := range pages {
		events, err := store.Events(t.Context(), p.session, 0)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if err := sameEvents(p, events); err != nil {
			faults = append(faults, fmt.Errorf("call %s: %w", p.session, err))
		}
	}
	return faults
}

func sameEvents(p *page, events []coach.Event) error {
	if len(p.events) > len(events) {
		return fmt.Errorf("the page has %d events, the store %d", len(p.events), len(events))
	}
	said := map[string]bool{}
	for i, e := range events {
		turn, isTurn := e.Body.(coach.TurnAccepted)
		if isTurn && said[turn.ClientTurnID] {
			return fmt.Errorf("%s is stored twice", turn.ClientTurnID)
		}
		if isTurn {
			said[turn.ClientTurnID] = true
		}
		if i >= len(p.events) {
			continue
		}
		seen := p.events[i]
		done, isDone := e.Body.(coach.TurnCompleted)
		if seen.Seq != e.Seq || isTurn && seen.Text != turn.Text || isDone && seen.Text != done.Text {
			return fmt.Errorf("event %d is %s on the page and %s in the store", e.Seq, seen.Type, e.Body.Kind())
		}
	}
	for key, seq := range p.ticks {
		if !said[key] {
			return fmt.Errorf("%s was ticked as event %d and is not stored", key, seq)
		}
	}
	return nil
}

// TestAStalledReaderHarmsNobody has one in ten screens stop reading in the middle of a long answer: the others wait no
// longer than without, and the server lets the stalled go.
func TestAStalledReaderHarmsNobody(t *testing.T) {
	rounds := count(1, 2, 10)
	server := start(t, loadtest.Options{Bin: build(t, none), Data: filepath.Join(t.TempDir(), "data"), Args: []string{"--unpaced"}})
	calm, beside := &loadtest.Times{}, &loadtest.Times{}
	for range rounds { // by turns, so that a busy machine slows both
		talkBeside(t, server, calm, 0)
		talkBeside(t, server, beside, 20)
	}
	a, b := calm.Spread(), beside.Spread()
	t.Logf("full turns p95 %.1f ms without and %.1f ms beside 20 stalled readers", a.P95, b.P95)
	if b.P95 > 2*a.P95+20 { // the machine's own noise is larger than a tenth
		t.Errorf("beside stalled readers the others wait %.1f ms (p95), without them %.1f ms", b.P95, a.P95)
	}
	usage, err := server.Usage()
	if err != nil {
		t.Fatal(err)
	}
	if usage.RSS > 400<<20 {
		t.Errorf("the server holds %d MiB", usage.RSS>>20)
	}
	stop(t, server)
}

// talkBeside measures twenty callers beside so many that send without reading.
func talkBeside(t *testing.T, server *loadtest.Server, times *loadtest.Times, stalled int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var wg sync.WaitGroup
	for n := range stalled {
		wg.Go(func() {
			if err := stall(ctx, server.Addr, n); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		})
	}
	var talking sync.WaitGroup
	for n := range 20 {
		talking.Go(func() {
			for i := 0; i < 40; {
				i += timedCall(t, server, n+i, 40-i, nil, times)
				if t.Failed() {
					return
				}
			}
		})
	}
	talking.Wait()
	cancel()
	wg.Wait()
}

// stall follows a call without reading a byte of what it is sent after the start.
func stall(ctx context.Context, addr string, n int) error {
	client := loadtest.NewClient(addr)
	defer client.HTTP.CloseIdleConnections()
	id, err := client.InsistOnSession(ctx, loadtest.Scenario(n), "en")
	if err != nil {
		return err
	}
	call, err := client.Join(ctx, id, 0, "")
	if err != nil {
		return err
	}
	defer call.Close()
	for i := range maxTurnsOnSocket {
		if call.Say(fmt.Sprint("t", i), loadtest.Line("en", i)) != nil {
			return nil // let go
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(10 * time.Millisecond):
		}
	}
	<-ctx.Done()
	return nil
}

// TestEverybodyIsBackAfterAStorm cuts all lines at once and lets everybody reconnect together.
func TestEverybodyIsBackAfterAStorm(t *testing.T) {
	const callers = 500
	rounds := count(1, 10, 100)
	server := start(t, loadtest.Options{Bin: build(t, none), Data: filepath.Join(t.TempDir(), "data"), Args: []string{"--unpaced"}})
	client := loadtest.NewClient(server.Addr)
	pages := make([]*page, callers)
	var wg sync.WaitGroup
	each := func(do func(p *page) error) {
		for _, p := range pages {
			wg.Go(func() {
				if err := do(p); err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	for n := range pages {
		id, err := client.InsistOnSession(t.Context(), loadtest.Scenario(n), loadtest.Lang(n))
		if err != nil {
			t.Fatal(err)
		}
		pages[n] = newPage(client, id)
		pages[n].giveUp = loadtest.Patience
	}
	each(func(p *page) error { return p.connect(t.Context()) })
	var back loadtest.Times
	for range rounds {
		for _, p := range pages {
			p.hangUp()
		}
		each(func(p *page) error {
			time.Sleep(time.Duration(rand.Int64N(int64(500 * time.Millisecond)))) // as a page does
			if err := p.connect(t.Context()); err != nil {
				return err
			}
			back.Add(p.reconnects[len(p.reconnects)-1])
			return nil
		})
	}
	spread := back.Spread()
	t.Logf("%d storms of %d: back after p50 %.0f ms, p95 %.0f ms, p99 %.0f ms", rounds, callers, spread.P50, spread.P95, spread.P99)
	if spread.P95 > 5000 {
		t.Errorf("after a storm p95 of the callers wait %.0f ms", spread.P95)
	}
}
