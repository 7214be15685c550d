package live

import "sync"

// writer is a goroutine that is there only while there is something to write: a screen is idle most of the time, and a
// goroutine for each would hold a stack that the garbage collector walks every time.
type writer struct {
	work     func() (over bool) // writes what there is; over when nothing may follow
	finished chan struct{}      // closed when work was over

	mu    sync.Mutex
	state writerState
	again bool // woken while it was not there yet or at work
}

type writerState int

const (
	writerUnborn  writerState = iota // there is no socket yet
	writerResting                    // nothing to do, no goroutine
	writerAtWork
	writerOver
)

func newWriter(work func() (over bool)) *writer {
	return &writer{work: work, finished: make(chan struct{})}
}

// start lets the writer work, first on what it was woken for so far. The caller waits for finished.
func (w *writer) start() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = writerResting
	if w.again {
		w.begin()
	}
}

// wake has the writer look for work once more. It never blocks.
func (w *writer) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.state == writerResting {
		w.begin()
	} else {
		w.again = true
	}
}

// begin starts the goroutine; the lock is held.
func (w *writer) begin() {
	w.state, w.again = writerAtWork, false
	go func() {
		for w.goOn(w.work()) {
		}
	}()
}

// goOn reports whether there is more to do after a round of work.
func (w *writer) goOn(over bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case over:
		w.state = writerOver
		close(w.finished)
		return false
	case w.again:
		w.again = false
		return true
	}
	w.state = writerResting
	return false
}
