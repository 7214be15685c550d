package session

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// SecondReader hears a trainee's words once more, apart from the rules. It may be slow and it may fail.
type SecondReader interface {
	Read(ctx context.Context, in nlu.Input) (coach.SecondReading, error)
}

const (
	secondQueue   = 8 // turns that may wait for a second reading; more are not read
	secondTimeout = 30 * time.Second
)

// secondOpinion reads stored turns once more, one at a time, on a goroutine of its own. Nobody waits for it: a turn that
// finds the queue full is not read, and what is under way when the service shuts down is given up.
type secondOpinion struct {
	reader SecondReader
	logger *slog.Logger
	queue  chan storedTurn
	ctx    context.Context
	end    context.CancelFunc
	done   chan struct{}
}

// storedTurn is a trainee's turn with what the rules heard in it.
type storedTurn struct {
	call  *call
	turn  int
	in    nlu.Input
	heard []coach.ActHit
}

// newSecondOpinion starts the goroutine; stop ends it. Without a reader there is none.
func newSecondOpinion(reader SecondReader, logger *slog.Logger) *secondOpinion {
	if reader == nil {
		return nil
	}
	o := &secondOpinion{reader: reader, logger: logger, queue: make(chan storedTurn, secondQueue), done: make(chan struct{})}
	o.ctx, o.end = context.WithCancel(context.Background())
	go o.run()
	return o
}

// stop ends the goroutine and returns when it has.
func (o *secondOpinion) stop() {
	if o == nil {
		return
	}
	o.end()
	<-o.done
}

// offer hands a turn over without waiting.
func (o *secondOpinion) offer(t storedTurn) {
	if o == nil {
		return
	}
	select {
	case o.queue <- t:
	default:
	}
}

func (o *secondOpinion) run() {
	defer close(o.done)
	for {
		select {
		case t := <-o.queue:
			o.read(t)
		case <-o.ctx.Done():
			return
		}
	}
}

// read asks for one reading and hands it to the call. A reader that fails or panics costs this reading only.
func (o *secondOpinion) read(t storedTurn) {
	defer func() {
		if r := recover(); r != nil {
			o.logger.Error("a second reading panicked", "session", t.call.session.ID, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
		}
	}()
	ctx, cancel := context.WithTimeout(coach.InSession(o.ctx, t.call.session.ID), secondTimeout)
	defer cancel()
	reading, err := o.reader.Read(ctx, t.in)
	if o.ctx.Err() != nil {
		return
	}
	if err != nil {
		o.logger.Info("no second reading of a turn", "session", t.call.session.ID, "code", coach.CodeOf(err), "err", err)
		return
	}
	if observed, differs := compare(t, reading); differs {
		_ = t.call.send(observeCommand{observed}) // a call that is gone or busy goes without
	}
}

// compare sets the two readings side by side and reports whether they differ.
func compare(t storedTurn, reading coach.SecondReading) (coach.ObservationAdded, bool) {
	o := coach.ObservationAdded{Turn: t.turn, Source: "model", Model: reading.Model, Prompt: reading.Prompt, Dropped: reading.Dropped}
	has := func(hits []coach.ActHit, act coach.Act) bool {
		return slices.ContainsFunc(hits, func(h coach.ActHit) bool { return h.Act == act })
	}
	for _, hit := range t.heard {
		switch {
		case slices.Contains(o.Agreed, hit.Act), slices.Contains(o.OnlyRules, hit.Act):
		case has(reading.Acts, hit.Act):
			o.Agreed = append(o.Agreed, hit.Act)
		default:
			o.OnlyRules = append(o.OnlyRules, hit.Act)
		}
	}
	for _, hit := range reading.Acts {
		if !has(t.heard, hit.Act) {
			o.OnlyModel = append(o.OnlyModel, hit)
		}
	}
	return o, len(o.OnlyRules)+len(o.OnlyModel) > 0
}

// observe records a second reading of a turn of a call that still goes on.
func (c *call) observe(o coach.ObservationAdded) {
	if c.over() || c.drain {
		return
	}
	_ = c.record(o) // logged where it failed; nothing rests on it
}
