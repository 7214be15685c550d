//go:build faults

package faults

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// TestABrokenDiskTicksNothingItDoesNotHold fails single syncs and writes under six callers, as a dying or full disk
// does, and in the end cuts the power: what a failed sync should have written is gone for good. Every tick is kept, and
// once the disk is well again the server goes on without a restart.
func TestABrokenDiskTicksNothingItDoesNotHold(t *testing.T) {
	rounds := count(20, 100, 500)
	lost, faults := breakDisk(t, none, rounds)
	t.Logf("%d faults of the disk: %d ticks lost", faults, lost)
	if lost > 0 {
		t.Errorf("%d ticked sentences were lost", lost)
	}
	if !proves() {
		return
	}
	lost, faults = breakDisk(t, failedCommitCounts, max(20, rounds/10))
	t.Logf("with failed commits taken for good: %d faults, %d ticks lost", faults, lost)
	if lost == 0 {
		t.Error("with failed commits taken for good nothing was lost: this test would not notice")
	}
}

func breakDisk(t *testing.T, without protection, rounds int) (lost, faults int) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(rounds), 5))
	d := newDisk(t, true)
	server := start(t, loadtest.Options{Bin: build(t, without), Data: d.data, Args: []string{"--unpaced"}, Env: d.env})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var book ledger
	talked := make(chan struct{})
	go func() {
		defer close(talked)
		chatter(ctx, server, 6, &book, d.recorded)
	}()
	for range rounds {
		counter := &d.control.failSync
		errno := []syscall.Errno{syscall.EIO, syscall.ENOSPC}[random.IntN(2)]
		if random.IntN(2) == 0 {
			counter = &d.control.failWrite
			atomic.StoreInt64(&d.control.writeErrno, int64(errno))
		} else {
			atomic.StoreInt64(&d.control.syncErrno, int64(errno))
		}
		atomic.StoreInt64(counter, 1+random.Int64N(12))
		if met := waitFor(5*time.Second, func() bool { return atomic.LoadInt64(counter) == 0 }); !met {
			t.Fatal("the server stopped writing: it did not recover from a fault of the disk")
		}
		faults++
	}
	ticks := len(book.all())
	if recovered := waitFor(10*time.Second, func() bool { return len(book.all()) > ticks }); !recovered {
		t.Error("the server did not go on within 10 s of the last fault")
	}
	cancel()
	<-talked
	server.Kill()
	p := newPlatter(t, d.log)
	if err := p.playTo(int64(len(p.record))); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(filepath.Dir(d.data), "cut")
	p.cut(t, dir, nil)
	gone, damage := missing(t, dir, book.all())
	if damage != nil && without.name == "" {
		t.Errorf("the store is damaged: %v", damage)
	}
	return len(gone), faults
}

// TestAFullDiskIsAMessageAndNotALoss lets every write fail for a while: callers are told what to do, nobody gets a tick,
// and the server goes on within ten seconds of there being space again.
func TestAFullDiskIsAMessageAndNotALoss(t *testing.T) {
	d := newDisk(t, false)
	server := start(t, loadtest.Options{Bin: build(t, none), Data: d.data, Args: []string{"--unpaced"}, Env: d.env})
	client := loadtest.NewClient(server.Addr)
	id, err := client.NewSession(t.Context(), "group-treasury", "en")
	if err != nil {
		t.Fatal(err)
	}
	call, err := client.Join(t.Context(), id, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	defer call.Close()
	if _, err := call.Await(loadtest.FrameCompleted); err != nil {
		t.Fatal(err)
	}
	atomic.StoreInt64(&d.control.writeErrno, int64(syscall.ENOSPC))
	atomic.StoreInt64(&d.control.failWrite, -1)
	if err := call.Say("t1", "Hello, where is the invoice now?"); err != nil {
		t.Fatal(err)
	}
	told, err := call.Await(loadtest.FrameError, loadtest.FrameAccepted)
	if err != nil || told.Type != loadtest.FrameError || told.Code != "storage" {
		t.Fatalf("on a full disk the caller heard %+v (%v), want an error", told, err)
	}
	t.Logf("the caller is told: %s", told.Message)
	if _, err := client.NewSession(t.Context(), "group-treasury", "en"); err == nil {
		t.Error("a call was opened that could not be stored")
	}
	atomic.StoreInt64(&d.control.failWrite, 0)
	began := time.Now()
	again := waitFor(10*time.Second, func() bool {
		if call.Say("t1", "Hello, where is the invoice now?") != nil {
			return false
		}
		f, err := call.Await(loadtest.FrameError, loadtest.FrameAccepted)
		return err == nil && f.Type == loadtest.FrameAccepted
	})
	if !again {
		t.Error("the call did not go on within 10 s of there being space again")
	}
	t.Logf("goes on %v after there is space again", time.Since(began).Round(time.Millisecond))
}

// waitFor asks again and again until done or the time is over.
func waitFor(limit time.Duration, done func() bool) bool {
	for began := time.Now(); time.Since(began) < limit; time.Sleep(2 * time.Millisecond) {
		if done() {
			return true
		}
	}
	return false
}
