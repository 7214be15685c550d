//go:build faults

package faults

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huikuan/server/llm/llmtest"
	"huikuan/server/loadtest"
)

const (
	// plainSync is what a sync takes on a plain disk.
	plainSync = 8 * time.Millisecond
	// slowSync is one long enough to stand out.
	slowSync = 20 * time.Millisecond
	// modelWait is the endpoint's time to its first token: longer than the sync under way and the sentence's own.
	modelWait = 150 * time.Millisecond
	// enoughHidden is the share of first words that must come sooner than a sync and the model's wait in a row take. Of
	// those stored first none can; a machine busy with other things makes the rest late.
	enoughHidden = 0.1
)

// TestASlowDiskHidesBehindTheModel: on a disk that takes 20 ms to sync, the debtor's first words come sooner than a sync
// and the model's wait one after the other would let them, since the sentence is stored while the model thinks. How long
// they take without delay and on a plain disk is printed beside it.
func TestASlowDiskHidesBehindTheModel(t *testing.T) {
	turns := count(60, 200, 1000)
	with := slowDisk(t, none, turns)
	t.Log(with)
	if with.hidden < enoughHidden {
		t.Errorf("only %.2f of the first words come before a sync and the model's wait in a row: the commit does not overlap with the model's call", with.hidden)
	}
	if !proves() {
		return
	}
	without := slowDisk(t, overlap, turns)
	t.Log("stored first and asked afterwards: ", without)
	if without.hidden >= enoughHidden {
		t.Errorf("stored first and asked afterwards, %.2f of the first words come early: this test would not notice", without.hidden)
	}
}

// slowOutcome is how long first words took on a disk without delay, on a plain one and on a slow one, and which share of
// those on the slow one came before slowSync and modelWait in a row.
type slowOutcome struct {
	fast, plain, slow loadtest.Spread
	hidden            float64
}

func (o slowOutcome) String() string {
	return fmt.Sprintf("first word after %.1f ms (p99 %.1f) on a disk without delay, %.1f ms (p99 %.1f) with %v a sync, %.1f ms (p99 %.1f) with %v: %.2f of these hidden",
		o.fast.P50, o.fast.P99, o.plain.P50, o.plain.P99, plainSync, o.slow.P50, o.slow.P99, slowSync, o.hidden)
}

// slowDisk measures first words of ten callers, by turns on each of the three disks.
func slowDisk(t *testing.T, without protection, turns int) slowOutcome {
	t.Helper()
	endpoint := llmtest.NewEndpoint(t)
	words := llmtest.Paced(2*time.Millisecond, "Well ", "let ", "me ", "see ", "about ", "that ", "then.")
	endpoint.Always(append([]llmtest.Step{llmtest.Wait(modelWait)}, words...)...)
	d := newDisk(t, false)
	server := start(t, loadtest.Options{
		Bin: build(t, without), Data: d.data, Env: d.env,
		Args: []string{"--llm-base-url", endpoint.BaseURL, "--llm-model", "fake", "--no-second-opinion"},
	})
	measure := func(delay time.Duration, times *loadtest.Times) {
		atomic.StoreInt64(&d.control.syncMicros, delay.Microseconds())
		defer atomic.StoreInt64(&d.control.syncMicros, 0)
		var wg sync.WaitGroup
		for n := range 10 {
			wg.Go(func() {
				for said := 0; said < turns/20; {
					said += timedCall(t, server, n+said, turns/20-said, times, nil)
					if t.Failed() {
						return
					}
				}
			})
		}
		wg.Wait()
	}
	var fast, plain, slow loadtest.Times
	for range 2 { // by turns, so that a busy machine slows all alike
		measure(0, &fast)
		measure(plainSync, &plain)
		measure(slowSync, &slow)
	}
	return slowOutcome{fast.Spread(), plain.Spread(), slow.Spread(), slow.ShareUnder(modelWait + slowSync)}
}

// timedCall holds one call of at most so many turns, notes the first words and whole turns where asked, and returns how
// many turns there were.
func timedCall(t *testing.T, server *loadtest.Server, n, most int, first, full *loadtest.Times) int {
	client := loadtest.NewClient(server.Addr)
	defer client.HTTP.CloseIdleConnections()
	id, err := client.InsistOnSession(t.Context(), loadtest.Scenario(n), "en")
	if err != nil {
		t.Error(err)
		return 0
	}
	call, err := client.Join(t.Context(), id, 0, "")
	if err != nil {
		t.Error(err)
		return 0
	}
	defer call.Close()
	if _, err := call.Await(loadtest.FrameCompleted); err != nil {
		t.Error(err)
		return 0
	}
	for i := range min(most, maxTurnsOnSocket) {
		turn, err := call.Talk(fmt.Sprint("t", i), loadtest.Line("en", i))
		if err != nil {
			t.Error(err)
			return i
		}
		if first != nil && turn.First > 0 {
			first.Add(turn.First)
		}
		if full != nil {
			full.Add(turn.Full)
		}
		if turn.Ended {
			return i + 1
		}
	}
	return min(most, maxTurnsOnSocket)
}
