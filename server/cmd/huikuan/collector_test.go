package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestASmallHeapGrowsToTheFloorAndALargeOneAsUsual(t *testing.T) {
	for _, c := range []struct{ live, want int64 }{
		{live: 0, want: 0},
		{live: 48 << 20, want: 192 << 20},
		{live: 90 << 20, want: 192 << 20},
		{live: 96 << 20, want: 192 << 20},
		{live: 200 << 20, want: 400 << 20},
		{live: 1 << 30, want: 2 << 30},
	} {
		if percent := spacedPercent(c.live, 192<<20); percent > 5000 {
			t.Errorf("%d MiB alive: %d percent", c.live>>20, percent)
		}
		goal := c.live + c.live*int64(spacedPercent(c.live, 192<<20))/100
		if goal > c.want || goal < c.want-c.want/10 {
			t.Errorf("%d MiB alive: the next round at %d MiB, want %d", c.live>>20, goal>>20, c.want>>20)
		}
	}
}

// garbage is a place for what a test throws away, so that it is on the heap.
type garbage struct{ last []byte }

func (g *garbage) make(bytes int) {
	for ; bytes > 0; bytes -= 1 << 20 {
		g.last = make([]byte, 1<<20)
	}
}

// TestTheCollectorWaitsForTheFloorAfterEachRound: a heap of little is collected each time the floor's worth was allocated.
func TestTheCollectorWaitsForTheFloorAfterEachRound(t *testing.T) {
	t.Cleanup(func() { debug.SetGCPercent(usualPercent) })
	var g garbage
	rounds := func(bytes int) uint32 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		g.make(bytes)
		runtime.ReadMemStats(&after)
		return after.NumGC - before.NumGC
	}
	s := &spacing{least: 192 << 20, percent: usualPercent}
	s.adjust()
	for deadline := time.Now().Add(10 * time.Second); ; {
		runtime.GC()
		spaced := rounds(512 << 20)
		if spaced > 0 && spaced <= 6 { // a process that holds little has a hundred as usual
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d rounds for 512 MiB of garbage", spaced)
		}
	}
}
