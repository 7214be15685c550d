package session

import "runtime"

// slots limit how many goroutines do work at a time that needs nothing but a processor. Those that wait do so here and not
// in the queue for a processor, where the words of other calls, ticks and refusals would wait behind them.
type slots chan struct{}

// newSlots has one slot for every so many processors, and one at least.
func newSlots(processors int) slots {
	return make(slots, max(1, runtime.GOMAXPROCS(0)/processors))
}

// do runs work when a slot is free. Work waits for nothing, so that its slot comes free soon.
func (s slots) do(work func()) {
	s <- struct{}{}
	defer func() { <-s }()
	work()
}
