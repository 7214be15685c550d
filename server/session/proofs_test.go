package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

// gatedProver proves every line once it is let go, and counts.
type gatedProver struct {
	asked, together, most atomic.Int32
	begun                 chan struct{}
	hold                  chan struct{}
	fail                  atomic.Bool
}

func (p *gatedProver) Prove(ctx context.Context, _ *coach.Scenario, _ []coach.Event, _ int, _ string) (coach.LineProof, error) {
	p.asked.Add(1)
	if now := p.together.Add(1); now > p.most.Load() {
		p.most.Store(now)
	}
	defer p.together.Add(-1)
	select {
	case p.begun <- struct{}{}:
	default:
	}
	select {
	case <-p.hold:
	case <-ctx.Done():
		return coach.LineProof{}, ctx.Err()
	}
	if p.fail.Load() {
		return coach.LineProof{}, coach.Errorf(coach.CodeInternal, "no proof")
	}
	return coach.LineProof{Runs: 5, Better: 4, Yours: 1}, nil
}

func withProver(t *testing.T, prover session.Prover) fixture {
	t.Helper()
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	log := &faultyLog{Store: store}
	service := session.New(session.Options{Log: log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller(), Prover: prover})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := errors.Join(service.Shutdown(ctx), store.Close()); err != nil {
			t.Error(err)
		}
	})
	return fixture{t: t, log: log, service: service}
}

// over is a finished call with something to do better.
func (f fixture) over() string {
	f.t.Helper()
	s, seat, sc := f.picked(coach.Practice)
	for _, id := range []string{"t1", "t2"} {
		seat.Say(id, question)
		sc.event("turn.completed")
	}
	seat.End()
	sc.event("assessment.ready")
	return s.ID
}

func TestLinesOfACallAreTriedOnceHoweverManyAsk(t *testing.T) {
	prover := &gatedProver{begun: make(chan struct{}, 1), hold: make(chan struct{})}
	f := withProver(t, prover)
	ids := []string{f.over(), f.over()}
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			if lines, err := f.service.BetterLines(t.Context(), ids[i%2], ""); err != nil || len(lines) == 0 {
				t.Errorf("%d lines (%v)", len(lines), err)
			}
		})
	}
	<-prover.begun
	close(prover.hold)
	asking.Wait()
	tried := prover.asked.Load()
	if prover.most.Load() != 1 {
		t.Errorf("%d calls were tried at the same time, want one", prover.most.Load())
	}
	if _, err := f.service.BetterLines(t.Context(), ids[0], ""); err != nil || prover.asked.Load() != tried {
		t.Errorf("asked again the lines were tried again (%v)", err)
	}
}

func TestAnAskerWhoLeavesEndsNobodysTrialAndAFailureIsNotKept(t *testing.T) {
	prover := &gatedProver{begun: make(chan struct{}, 1), hold: make(chan struct{})}
	prover.fail.Store(true)
	f := withProver(t, prover)
	id := f.over()
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := f.service.BetterLines(gone, id, ""); err == nil {
		t.Error("somebody who left was answered")
	}
	close(prover.hold)
	for range 2 { // waits for the trial under way, or begins one, which fails
		if _, err := f.service.BetterLines(t.Context(), id, ""); err == nil {
			t.Fatal("a failed trial gave lines")
		}
	}
	prover.fail.Store(false)
	if lines, err := f.service.BetterLines(t.Context(), id, ""); err != nil || len(lines) == 0 {
		t.Errorf("after a failure: %d lines (%v)", len(lines), err)
	}
}

func TestShutdownGivesATrialUp(t *testing.T) {
	prover := &gatedProver{begun: make(chan struct{}, 1), hold: make(chan struct{})}
	f := withProver(t, prover)
	id := f.over()
	answered := make(chan error, 1)
	go func() {
		_, err := f.service.BetterLines(context.Background(), id, "")
		answered <- err
	}()
	<-prover.begun
	now, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.service.Shutdown(now); err != nil {
		t.Error(err)
	}
	if err := <-answered; err == nil {
		t.Error("a trial that was given up had lines")
	}
}
