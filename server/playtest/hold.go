package playtest

import (
	"context"
	"strconv"

	"huikuan/server/coach"
	"huikuan/server/session"
)

// Joiner lets somebody into a call.
type Joiner interface {
	Join(ctx context.Context, sessionID string, after int64, sink session.Sink) (*session.Seat, error)
}

// Hold lets a scripted trainee hold a call that was started, through the session service, as a person does, and returns
// when it is assessed. before is told of each step before it is done. It fails when the call does, and when ctx ends.
func Hold(ctx context.Context, calls Joiner, call coach.Session, s *coach.Scenario, t Trainee, before func(Step)) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	seen := &listener{frames: make(chan frame, backlog), done: ctx.Done()}
	seat, err := calls.Join(ctx, call.ID, 0, seen)
	if err != nil {
		return err
	}
	defer seat.Leave()
	held := &holding{scenario: s, view: View{Lang: call.Lang, Seed: call.Seed, Case: public(s.Case), Contact: s.Case.Contacts[0]}}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case f := <-seen.frames:
			if f.fault != nil {
				return f.fault
			}
			if _, ok := f.event.Body.(coach.AssessmentReady); ok {
				return nil
			}
			if !held.event(f.event) {
				continue
			}
			step := held.next(t)
			before(step)
			do(seat, len(held.view.Past), step)
		}
	}
}

// holding is a call as its trainee sees it.
type holding struct {
	scenario *coach.Scenario
	view     View
	step     Step           // the trainee's last, until it is answered
	decision coach.Decision // that the debtor is about to speak
}

// event takes the next event of the call and reports whether it is the trainee's go.
func (h *holding) event(e coach.Event) bool {
	switch body := e.Body.(type) {
	case coach.SessionStarted:
		h.decision = body.Opening
	case coach.TurnAccepted:
		h.decision = body.Decision
	case coach.ActionDone:
		h.decision = body.Decision
	case coach.ContactChanged:
		h.view.Contact, _ = h.scenario.Contact(body.Contact)
		h.decision = coach.Decision{}
	case coach.TurnCompleted:
		h.view.Past = append(h.view.Past, Exchange{Step: h.step, Contact: body.Contact, Reply: body.Text, Moves: body.Moves})
		h.step = Step{}
		last := len(body.Moves) - 1
		return !h.decision.Ends && (last < 0 || body.Moves[last].Kind != coach.MoveTransfer)
	}
	return false
}

func (h *holding) next(t Trainee) Step {
	h.step = Step{HangUp: true}
	if len(h.view.Past) < MaxTurns/2 {
		h.step = t.Next(h.view)
	}
	return h.step
}

func do(seat *session.Seat, n int, s Step) {
	switch {
	case s.HangUp:
		seat.End()
	case s.Desk != "":
		seat.Action(s.Desk)
	case s.Contact != "":
		seat.Contact(s.Contact)
	default:
		seat.Say("play-"+strconv.Itoa(n), s.Say)
	}
}

// frame is what a listener was sent: an event, or what went wrong.
type frame struct {
	event coach.Event
	fault error
}

// backlog is more than a call sends between two steps of its trainee.
const backlog = 64

// listener hands on what a call sends. It has room for more than a call sends between two steps of its trainee.
type listener struct {
	frames chan frame
	done   <-chan struct{}
}

func (l *listener) send(f frame) {
	select {
	case l.frames <- f:
	case <-l.done:
	}
}

// Event implements session.Sink.
func (l *listener) Event(e coach.Event) { l.send(frame{event: e}) }

// Delta implements session.Sink.
func (l *listener) Delta(int, string) {}

// Thinking implements session.Sink.
func (l *listener) Thinking() {}

// Fault implements session.Sink.
func (l *listener) Fault(err error, _ string) { l.send(frame{fault: err}) }

// Draining implements session.Sink.
func (l *listener) Draining() {}

// Close implements session.Sink.
func (l *listener) Close(err error) { l.send(frame{fault: err}) }
