package session

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// slots limit how many goroutines do work at a time that needs nothing but a processor. Those that wait do so here and not
// in the queue for a processor, where the words of other calls, ticks and refusals would wait behind them. The work runs on
// goroutines of the slots, whose stacks have grown to what it needs: run by the calls, it would give every one of them such a
// stack, which the garbage collector takes back until the next sentence.
type slots struct {
	work    chan func()
	stopped chan struct{} // closed by stop
	once    sync.Once     // closes it
	workers sync.WaitGroup

	places int          // slots there are
	spent  atomic.Int64 // nanoseconds of work done in them, all together
	did    atomic.Int64 // pieces of work
}

// newSlots has one slot for every so many processors, and one at least. stop ends their goroutines.
func newSlots(processors int) *slots {
	s := &slots{work: make(chan func()), stopped: make(chan struct{}), places: max(1, runtime.GOMAXPROCS(0)/processors)}
	for range s.places {
		s.workers.Go(s.run)
	}
	return s
}

func (s *slots) run() {
	for {
		select {
		case work := <-s.work:
			began := time.Now()
			work()
			s.spent.Add(int64(time.Since(began)))
			s.did.Add(1)
		case <-s.stopped:
			return
		}
	}
}

// stop ends the slots' goroutines and returns when they have ended. What comes later is done by who brings it.
func (s *slots) stop() {
	s.once.Do(func() { close(s.stopped) })
	s.workers.Wait()
}

// stopBy is stop that does not wait for work under way once ended is closed; its goroutine ends with it.
func (s *slots) stopBy(ended <-chan struct{}) {
	idle := make(chan struct{})
	go func() {
		defer close(idle)
		s.stop()
	}()
	select {
	case <-idle:
	case <-ended:
	}
}

// do runs work when a slot is free and returns when it is done. Work waits for nothing, so that its slot comes free soon. A
// panic in it becomes one of the caller, with a *panicked.
func (s *slots) do(work func()) { _ = s.doBy(nil, work) }

// doBy is do for work that nobody waits for any more once ended is closed: it is not begun then, and doBy reports false.
func (s *slots) doBy(ended <-chan struct{}, work func()) bool {
	done := make(chan *panicked, 1)
	guarded := func() {
		var p *panicked
		defer func() { done <- p }()
		defer func() {
			if r := recover(); r != nil {
				p = &panicked{value: r, stack: debug.Stack()}
			}
		}()
		work()
	}
	select {
	case s.work <- guarded:
	case <-s.stopped:
		guarded()
	case <-ended:
		return false
	}
	if p := <-done; p != nil {
		panic(p)
	}
	return true
}

// panicked is what work in a slot panicked with, and where.
type panicked struct {
	value any
	stack []byte
}
