package pool

import (
	"context"
	"slices"
	"sync"
	"time"

	"huikuan/server/llm"
)

// freeBackground is how many requests of the background may be under way at an endpoint that has no limit.
const freeBackground = 4

// Slots limit how many requests an endpoint serves at a time. Live turns go first: a slot that comes free goes to the
// live turn that waited longest, and the background never holds more than half of the slots, but for the only one.
type Slots struct {
	mu         sync.Mutex
	limit      int // 0 for none
	live       int // held by live turns
	background int
	waitLive   []*waiter
	waitBack   []*waiter
}

type waiter struct {
	granted chan struct{}
	given   bool // guarded by the slots' lock
}

// NewSlots makes the slots of one endpoint; a limit of 0 limits only the background.
func NewSlots(limit int) *Slots { return &Slots{limit: limit} }

// Held tells how many slots live turns and the background hold.
func (s *Slots) Held() (live, background int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live, s.background
}

// acquire waits for a slot: a live turn no longer than patience, the background until ctx ends. release gives it back.
func (s *Slots) acquire(ctx context.Context, background bool, patience time.Duration) (release func(), err error) {
	if s == nil {
		return func() {}, nil
	}
	s.mu.Lock()
	if s.free(background) && (background && len(s.waitLive)+len(s.waitBack) == 0 || !background && len(s.waitLive) == 0) {
		s.hold(background, 1)
		s.mu.Unlock()
		return s.releaser(background), nil
	}
	w := &waiter{granted: make(chan struct{})}
	queue := s.queue(background)
	*queue = append(*queue, w)
	s.mu.Unlock()
	var late <-chan time.Time
	if !background {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-w.granted:
		return s.releaser(background), nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-late:
		err = &llm.Error{Kind: llm.KindBusy, Detail: "every slot of the endpoint is taken"}
	}
	s.giveUp(background, w)
	return nil, err
}

// free reports whether a request may start now.
func (s *Slots) free(background bool) bool {
	switch {
	case !background:
		return s.limit == 0 || s.live+s.background < s.limit
	case s.limit == 0:
		return s.background < freeBackground
	}
	return s.live+s.background < s.limit && s.background < max(1, s.limit/2)
}

func (s *Slots) hold(background bool, n int) {
	if background {
		s.background += n
	} else {
		s.live += n
	}
}

func (s *Slots) queue(background bool) *[]*waiter {
	if background {
		return &s.waitBack
	}
	return &s.waitLive
}

// releaser returns what gives a slot back, once.
func (s *Slots) releaser(background bool) func() {
	return sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.hold(background, -1)
		s.grant()
	})
}

// grant hands free slots to those who wait.
func (s *Slots) grant() {
	for _, background := range []bool{false, true} {
		queue := s.queue(background)
		for len(*queue) > 0 && s.free(background) {
			w := (*queue)[0]
			*queue = (*queue)[1:]
			s.hold(background, 1)
			w.given = true
			close(w.granted)
		}
	}
}

// giveUp takes a waiter out of its queue, or gives back the slot it was handed in the same moment.
func (s *Slots) giveUp(background bool, w *waiter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.given {
		s.hold(background, -1)
	} else {
		queue := s.queue(background)
		*queue = slices.DeleteFunc(*queue, func(other *waiter) bool { return other == w })
	}
	s.grant()
}
