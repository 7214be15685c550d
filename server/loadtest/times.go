package loadtest

import (
	"slices"
	"sync"
	"time"
)

// Times gathers durations from many goroutines.
type Times struct {
	mu  sync.Mutex
	all []time.Duration
}

// Add notes one.
func (t *Times) Add(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, d)
}

// Spread is how durations are distributed, in milliseconds.
type Spread struct {
	Count int     `json:"count"`
	P50   float64 `json:"p50_ms"`
	P95   float64 `json:"p95_ms"`
	P99   float64 `json:"p99_ms"`
	Max   float64 `json:"max_ms"`
}

// Spread sums up what was gathered so far.
func (t *Times) Spread() Spread {
	t.mu.Lock()
	all := slices.Clone(t.all)
	t.mu.Unlock()
	if len(all) == 0 {
		return Spread{}
	}
	slices.Sort(all)
	at := func(q float64) float64 {
		return float64(all[min(len(all)-1, int(q*float64(len(all))))].Microseconds()) / 1000
	}
	return Spread{Count: len(all), P50: at(0.50), P95: at(0.95), P99: at(0.99), Max: at(1)}
}

// ShareUnder is the part of the durations gathered so far that are shorter than the limit, 0 to 1.
func (t *Times) ShareUnder(limit time.Duration) float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) == 0 {
		return 0
	}
	under := 0
	for _, d := range t.all {
		if d < limit {
			under++
		}
	}
	return float64(under) / float64(len(t.all))
}
