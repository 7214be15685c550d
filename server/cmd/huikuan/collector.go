package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// quietHeap is how many bytes the heap may reach before the collector begins a round. While a round runs, words and ticks
	// wait some ten milliseconds; twice the little that few calls hold would bring one every other second.
	quietHeap = 192 << 20
	// quietShare is the most of the memory limit that quietHeap may take.
	quietShare = 0.25
	// leastLive is what is taken for alive when there is less, as before the first round: as little as Go itself goes by.
	leastLive = 4 << 20
	// usualPercent is Go's own: a round begins when the heap has grown by as much as the last one found alive.
	usualPercent = 100
)

// spaceCollector has the collector begin no round before the heap holds quietHeap; a larger heap is collected as usual, so
// many calls take no more memory than they did. A GOGC that is set is left as it is.
func spaceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	least := min(quietHeap, int64(quietShare*float64(debug.SetMemoryLimit(-1))))
	(&spacing{least: least, percent: usualPercent}).adjust()
}

// spacing sets the collector's percentage anew after each round. Only the goroutine that runs finalizers uses it.
type spacing struct {
	least   int64 // bytes
	percent int   // as it is set
}

// adjust sets the percentage by what is alive, and asks to be called after the next round.
func (s *spacing) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if percent := spacedPercent(int64(live[0].Value.Uint64()), s.least); percent != s.percent {
		s.percent = percent
		debug.SetGCPercent(percent)
	}
	round := &struct{ *spacing }{s} // found dead by the next round
	runtime.SetFinalizer(round, func(*struct{ *spacing }) { s.adjust() })
}

// spacedPercent is the percentage by which live bytes may grow so that the heap reaches least, in tens so that it is rarely set
// anew: that stops every goroutine for a moment.
func spacedPercent(live, least int64) int {
	return max(usualPercent, int(100*(least-live)/max(leastLive, live)/10*10))
}
