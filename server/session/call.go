package session

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

const (
	inboxSize    = 16               // commands a call may be behind
	recentTurns  = 16               // utterances kept for a voice, which shows as many of them as it needs
	maxTurns     = 400              // utterances of a call, both sides
	storeTimeout = 10 * time.Second // for one write or read of the log
)

// call is a session in memory. Its goroutine (run) owns every field but the sink, which the voice's goroutine writes
// deltas to under sinkMu.
type call struct {
	service  *Service
	epoch    string
	inbox    chan command
	gone     chan struct{} // closed when run has returned
	session  coach.Session
	written  *coach.Scenario // the case as it is written
	scenario *coach.Scenario // as this call found it
	state    *debtor.State
	lastSeq  int64

	answered map[string]acceptedTurn // by client turn id
	recent   []coach.Turn
	pending  *answer // decided, not yet spoken to the end
	speech   *speech // being spoken
	hint     hintState
	paused   bool
	hangUp   bool // the trainee hung up while the debtor spoke
	drain    bool
	broken   bool // the log could not be read back; the call cannot go on

	sinkMu sync.Mutex
	seat   *Seat // nil while nobody follows the call
}

type acceptedTurn struct {
	seq  int64
	text string
}

// answer is what the debtor has decided to say and has not said yet.
type answer struct {
	decision coach.Decision
	heard    string // the words answered, empty when they were none
}

type hintState struct {
	turn   int // the trainee's turn the rungs belong to
	rung   int
	asking bool // a model is wording the next one
}

// run is the call's goroutine. It ends when nobody follows the call for a while, when the server has drained, or when
// the call is broken.
func (c *call) run() {
	defer close(c.gone)
	defer c.survive()
	idle := time.NewTicker(c.service.idleAfter)
	defer idle.Stop()
	abandoned := false // nobody was there at the last tick
	for {
		select {
		case cmd := <-c.inbox:
			c.handle(cmd)
		case result := <-c.spoken():
			c.finishSpeech(result)
		case <-idle.C:
			if c.seat == nil && c.speech == nil && abandoned && c.service.retire(c) {
				return
			}
			abandoned = c.seat == nil
		case <-c.service.live.Done():
			c.drain = true
			if c.speech != nil {
				c.finishSpeech(c.speech.cut())
			}
		}
		if c.broken || c.drain && c.speech == nil {
			c.leaveAll()
			return
		}
	}
}

// survive keeps one bad call from ending the rest. The log has everything acknowledged, so the call can be joined again.
func (c *call) survive() {
	r := recover()
	if r == nil {
		return
	}
	kind, stack := fmt.Sprintf("%T", r), debug.Stack()
	if in, ok := r.(*panicked); ok {
		kind, stack = fmt.Sprintf("%T", in.value), in.stack
	}
	c.service.logger.Error("a call panicked", "session", c.session.ID, "panic", kind, "stack", string(stack))
	if c.speech != nil {
		c.speech.cut()
	}
	c.close(coach.Errorf(coach.CodeInternal, "this call stumbled on our side; reconnect to go on where you were"))
	c.service.forget(c)
}

// leaveAll forgets the call. The screen of a broken call is closed; that of a draining server stays until every call is
// done, so that all of them are away no longer than the next server takes to start.
func (c *call) leaveAll() {
	c.service.forget(c)
	if c.broken {
		c.close(coach.Errorf(coach.CodeStorage, "the call could not be stored; what has a tick is kept, reconnect to go on"))
	}
}

func (c *call) handle(cmd command) {
	switch cmd := cmd.(type) {
	case joinCommand:
		cmd.done <- c.join(cmd.seat, cmd.after)
	case leaveCommand:
		c.leave(cmd.seat)
	case sayCommand:
		if err := c.say(cmd); err != nil {
			c.toSink(func(s Sink) { s.Fault(err, cmd.clientTurnID) })
		}
	case observeCommand:
		c.observe(cmd.observed)
	case judgedCommand:
		c.judged(cmd.judgement)
		close(cmd.done)
	case drainCommand:
		c.drain = true
		c.toSink(func(s Sink) { s.Draining() })
	default:
		if err := c.act(cmd); err != nil {
			c.toSink(func(s Sink) { s.Fault(err, "") })
		}
	}
}

// join seats a screen: it gets what it missed, and the debtor speaks if it is their go.
func (c *call) join(seat *Seat, after int64) error {
	if err := canFollow(after, c.lastSeq); err != nil {
		return err
	}
	ctx, cancel := c.storeContext()
	defer cancel()
	missed, err := c.service.log.Events(ctx, c.session.ID, after)
	if err != nil {
		return err
	}
	c.close(coach.Errorf(coach.CodeBusy, "this call was continued in another window"))
	seat.lastSeq = c.lastSeq
	c.sinkMu.Lock()
	c.seat = seat
	for _, event := range missed {
		if !coach.Private(event.Body) {
			seat.sink.Event(event)
		}
	}
	c.catchUp(seat.sink)
	c.sinkMu.Unlock()
	c.answerPending()
	c.scoreIfEnded()
	return nil
}

// catchUp shows a newcomer the words of a turn that is being spoken.
func (c *call) catchUp(sink Sink) {
	if c.speech == nil {
		return
	}
	sink.Thinking()
	if said := c.speech.said.String(); said != "" {
		sink.Delta(c.speech.turn, said)
	}
}

func (c *call) leave(seat *Seat) {
	c.sinkMu.Lock()
	defer c.sinkMu.Unlock()
	if c.seat == seat {
		c.seat = nil
	}
}

// close takes the seat away, telling its screen why.
func (c *call) close(err error) {
	c.sinkMu.Lock()
	defer c.sinkMu.Unlock()
	if c.seat != nil {
		c.seat.sink.Close(err)
		c.seat = nil
	}
}

func (c *call) toSink(deliver func(Sink)) {
	c.sinkMu.Lock()
	defer c.sinkMu.Unlock()
	if c.seat != nil {
		deliver(c.seat.sink)
	}
}

// fault reports an error to one screen from outside the call's goroutine.
func (c *call) fault(sink Sink, err error, clientTurnID string) {
	c.sinkMu.Lock()
	defer c.sinkMu.Unlock()
	sink.Fault(err, clientTurnID)
}

// record makes bodies the next events of the log. It returns when they are durable, folded and delivered.
func (c *call) record(bodies ...coach.EventBody) error {
	events := c.next(bodies...)
	if err := c.store(events); err != nil {
		return err
	}
	for _, event := range events {
		c.fold(event)
	}
	c.deliver(events)
	return nil
}

func (c *call) next(bodies ...coach.EventBody) []coach.Event {
	at := c.service.now()
	events := make([]coach.Event, len(bodies))
	for i, body := range bodies {
		events[i] = coach.Event{Seq: c.lastSeq + 1 + int64(i), At: at, Body: body}
	}
	return events
}

func (c *call) store(events []coach.Event) error {
	ctx, cancel := c.storeContext()
	defer cancel()
	end := c.service.admission.begin()
	err := c.service.log.Append(ctx, c.session.ID, c.lastSeq, events)
	end(err)
	if err != nil {
		c.service.logger.Error("events could not be stored", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
	}
	return err
}

func (c *call) deliver(events []coach.Event) {
	c.toSink(func(s Sink) {
		for _, event := range events {
			if !coach.Private(event.Body) {
				s.Event(event)
			}
		}
	})
}

// storeContext outlives the service's drain: what was said is still written then.
func (c *call) storeContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(c.service.live), storeTimeout)
}
