package session

import (
	"context"
	"sync"

	"huikuan/server/coach"
)

// proofsKept is how many calls keep their proven lines in memory; the oldest make room.
const proofsKept = 64

// proofs keeps the proven lines of finished calls, which never change, and sees to it that one call at a time is tried:
// a proof plays dozens of short calls.
type proofs struct {
	turn chan struct{} // held by whoever tries lines

	mu    sync.Mutex // guards what follows
	kept  map[string]*proof
	order []string // of kept, oldest first
}

// proof is the lines of one call, being tried until done is closed.
type proof struct {
	done  chan struct{}
	lines []coach.ProvenLine
	err   error
}

func newProofs() *proofs { return &proofs{turn: make(chan struct{}, 1), kept: map[string]*proof{}} }

// of returns the lines of a call, trying them when nobody has. Whoever asks meanwhile waits for the same trial; one who
// goes away leaves it to the others, and it ends with the service.
func (p *proofs) of(ctx context.Context, s *Service, over endedCall) ([]coach.ProvenLine, error) {
	one, err := p.start(s, over)
	if err != nil {
		return nil, err
	}
	select {
	case <-one.done:
		return one.lines, one.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// start returns the trial of a call, begun now unless it was before. It fails with CodeUnavailable while the server drains.
func (p *proofs) start(s *Service, over endedCall) (*proof, error) {
	s.mu.Lock() // no trial begins once the service waits for its goroutines
	defer s.mu.Unlock()
	if s.draining {
		return nil, errDraining()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.kept[over.session.ID]; one != nil {
		return one, nil
	}
	one := &proof{done: make(chan struct{})}
	p.keep(over.session.ID, one)
	s.running.Go(func() { p.try(s, over, one) })
	return one, nil
}

func (p *proofs) keep(id string, one *proof) {
	p.kept[id] = one
	p.order = append(p.order, id)
	if len(p.order) > proofsKept {
		delete(p.kept, p.order[0])
		p.order = p.order[1:]
	}
}

// try waits for its turn and tries the lines. A trial that failed is forgotten, so that the next one to ask begins anew.
func (p *proofs) try(s *Service, over endedCall, one *proof) {
	defer close(one.done)
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
		one.lines, one.err = s.prove(s.live, over)
	case <-s.live.Done():
		one.err = errDraining()
	}
	if one.err != nil {
		p.forget(over.session.ID, one)
	}
}

func (p *proofs) forget(id string, one *proof) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept[id] != one {
		return
	}
	delete(p.kept, id)
	for i, kept := range p.order {
		if kept == id {
			p.order = append(p.order[:i], p.order[i+1:]...)
			break
		}
	}
}
