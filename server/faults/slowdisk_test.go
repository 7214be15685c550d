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

// diskSync is what a sync takes on a plain disk.
const diskSync = 8 * time.Millisecond

// TestASlowDiskHidesBehindTheModel: on a disk that takes 8 ms to sync, the debtor's first word comes as soon as on one
// that takes none, since the sentence is stored while the model thinks. Stored first and asked afterwards, it would not.
func TestASlowDiskHidesBehindTheModel(t *testing.T) {
	turns := count(60, 200, 1000)
	with := slowDisk(t, none, turns)
	t.Logf("first word after %.1f ms (p99 %.1f) on a disk without delay, %.1f ms (p99 %.1f) with 8 ms a sync: ratio %.3f",
		with.fast.P50, with.fast.P99, with.slow.P50, with.slow.P99, with.slow.P50/with.fast.P50)
	if added := with.slow.P50 - with.fast.P50; added > 3 {
		t.Errorf("the slow disk adds %.1f ms to the first word: the commit does not overlap with the model's call", added)
	}
	if !proves() {
		return
	}
	without := slowDisk(t, overlap, turns)
	t.Logf("stored first and asked afterwards: %.1f ms and %.1f ms", without.fast.P50, without.slow.P50)
	if added := without.slow.P50 - without.fast.P50; added < 5 {
		t.Errorf("stored first and asked afterwards, the slow disk adds only %.1f ms: this test would not notice", added)
	}
}

type slowOutcome struct{ fast, slow loadtest.Spread }

// slowDisk measures first words of ten callers, by turns on a disk without delay and on a slow one.
func slowDisk(t *testing.T, without protection, turns int) (o slowOutcome) {
	t.Helper()
	endpoint := llmtest.NewEndpoint(t)
	words := llmtest.Paced(2*time.Millisecond, "Well ", "let ", "me ", "see ", "about ", "that ", "then.")
	endpoint.Always(append([]llmtest.Step{llmtest.Wait(60 * time.Millisecond)}, words...)...)
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
	var fast, slow loadtest.Times
	for range 2 { // by turns, so that a busy machine slows both
		measure(0, &fast)
		measure(diskSync, &slow)
	}
	return slowOutcome{fast.Spread(), slow.Spread()}
}

// timedCall holds one call of at most so many turns, notes the first words and whole turns where asked, and returns how
// many turns there were.
func timedCall(t *testing.T, server *loadtest.Server, n, most int, first, full *loadtest.Times) int {
	client := loadtest.NewClient(server.Addr)
	defer client.HTTP.CloseIdleConnections()
	id, err := client.NewSession(t.Context(), loadtest.Scenario(n), "en")
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
