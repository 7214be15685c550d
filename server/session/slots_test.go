package session

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

// TestSlotsLetNoMoreInThanThereAre, also after work that panicked.
func TestSlotsLetNoMoreInThanThereAre(t *testing.T) {
	one := newSlots(1 << 20)
	defer one.stop()
	func() {
		defer func() { _ = recover() }()
		one.do(func() { panic("work") })
	}()
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			one.do(func() {
				most.Store(max(most.Load(), inside.Add(1)))
				for range 10 {
					runtime.Gosched()
				}
				inside.Add(-1)
			})
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("%d were in at a time, want 1", most.Load())
	}
}

// TestWorkNobodyWaitsForIsNotBegun: what waits for a slot is dropped with its request, and a drain does not wait for what runs.
func TestWorkNobodyWaitsForIsNotBegun(t *testing.T) {
	one := newSlots(1 << 20)
	running, finish := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		one.do(func() {
			close(running)
			<-finish
		})
	})
	<-running
	gone := make(chan struct{})
	close(gone)
	if one.doBy(gone, func() { t.Error("it was begun") }) {
		t.Error("it is told as done")
	}
	one.stopBy(gone)
	close(finish)
	wg.Wait()
	one.stop()
}
