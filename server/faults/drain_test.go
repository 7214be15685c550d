//go:build faults

package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// TestADeployEndsNoCall stops the server while fifty debtors are in the middle of a word, and starts the next one. Every
// call goes on where it was: nothing ticked or heard is lost, and every screen is back soon after. Sometimes the first
// signal is followed by a second, or by a kill. A server that just ends is noticed by the turns it cuts short.
func TestADeployEndsNoCall(t *testing.T) {
	drains := count(2, 15, 200)
	o := drainAgainAndAgain(t, none, drains)
	t.Logf("%d drains with %d live calls each: %d turns cut short, screens back after p50 %.0f ms, p95 %.0f ms, max %.0f ms; of it the next server's start p50 %.0f ms, max %.0f ms",
		drains, drainCalls, o.cutShort, o.back.P50, o.back.P95, o.back.Max, o.starts.P50, o.starts.Max)
	if o.cutShort > 0 {
		t.Errorf("%d turns were cut short although there was time to finish them", o.cutShort)
	}
	if !proves() {
		return
	}
	control := drainAgainAndAgain(t, drainInOrder, 2)
	t.Logf("ending at once: %d turns cut short", control.cutShort)
	if control.cutShort == 0 {
		t.Error("a server that just ends cut no turn short: this test would not notice")
	}
}

const drainCalls = 50

type drainOutcome struct {
	cutShort int
	back     loadtest.Spread
	starts   loadtest.Spread // of the next server
}

func drainAgainAndAgain(t *testing.T, without protection, drains int) (o drainOutcome) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(drains), 13))
	var back, starts loadtest.Times
	data, server, pages := "", (*loadtest.Server)(nil), []*page(nil)
	for n := range drains {
		if n%8 == 0 { // a call has only so many turns
			if server != nil {
				stop(t, server)
				checkPages(t, data, pages)
			}
			data = filepath.Join(t.TempDir(), "data")
			server = start(t, loadtest.Options{Bin: build(t, without), Data: data})
			pages = dialPages(t, server, drainCalls)
		}
		hard := without.name == "" && n%5 == 4 // two signals, or a kill after the first
		next, cut := drainOnce(t, server, loadtest.Options{Bin: build(t, without), Data: data, Addr: server.Addr}, pages, n, hard, random, &starts)
		server = next
		if !hard {
			o.cutShort += cut
		}
		for _, p := range pages {
			back.Add(p.reconnects[len(p.reconnects)-1])
		}
	}
	stop(t, server)
	checkPages(t, data, pages)
	o.back, o.starts = back.Spread(), starts.Spread()
	return o
}

func dialPages(t *testing.T, server *loadtest.Server, n int) []*page {
	t.Helper()
	client := loadtest.NewClient(server.Addr)
	pages := make([]*page, n)
	everybody(t, n, func(i int) error {
		id, err := client.InsistOnSession(t.Context(), loadtest.Scenario(i), loadtest.Lang(i))
		if err != nil {
			return err
		}
		pages[i] = newPage(client, id)
		pages[i].giveUp = loadtest.Patience
		return pages[i].connect(t.Context())
	})
	if t.Failed() {
		t.FailNow()
	}
	return pages
}

// drainOnce has every debtor speak, stops the server in the middle of it, starts the next and waits until every page is
// back. It returns how many turns were cut short.
func drainOnce(t *testing.T, server *loadtest.Server, next loadtest.Options, pages []*page, n int, hard bool, random *rand.Rand, starts *loadtest.Times) (*loadtest.Server, int) {
	t.Helper()
	everybody(t, len(pages), func(i int) error { return pages[i].startTurn(fmt.Sprint("d", n), loadtest.Line(loadtest.Lang(i), n)) })
	time.Sleep(time.Duration(random.Int64N(int64(300 * time.Millisecond))))
	if err := server.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if hard {
		time.Sleep(time.Duration(random.Int64N(int64(200 * time.Millisecond))))
		if n%2 == 0 {
			_ = server.Signal(syscall.SIGTERM) // it may be gone by now
		} else {
			server.Kill()
		}
	}
	began := make(chan *loadtest.Server, 1)
	go func() {
		_ = server.Wait(context.Background()) // the kill is an error of the process; the test looks at what is lost
		at := time.Now()
		started, err := loadtest.Start(t.Context(), next)
		starts.Add(time.Since(at))
		if err != nil {
			t.Error(err)
		}
		began <- started
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	everybody(t, len(pages), func(i int) error { return pages[i].hearOut(ctx) })
	cut := 0
	for _, p := range pages {
		if !p.heardOut {
			cut++
		}
	}
	everybody(t, len(pages), func(i int) error { return pages[i].connect(ctx) })
	started := <-began
	if t.Failed() {
		t.FailNow()
	}
	t.Cleanup(started.Kill)
	everybody(t, len(pages), func(i int) error {
		return pages[i].finishTurn(ctx, fmt.Sprint("d", n), loadtest.Line(loadtest.Lang(i), n))
	})
	return started, cut
}

// everybody does something with every page at once.
func everybody(t *testing.T, n int, do func(i int) error) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if err := do(i); err != nil {
				t.Errorf("page %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

func checkPages(t *testing.T, data string, pages []*page) {
	t.Helper()
	for _, err := range compare(t, data, pages) {
		t.Error(err)
	}
}
