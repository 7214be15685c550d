package session

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// speech is a debtor's turn being spoken by a voice on its own goroutine.
type speech struct {
	turn     int
	contact  string
	decision coach.Decision
	stop     context.CancelFunc
	released chan struct{} // closed when the sentence it answers is durable
	done     chan debtor.Speech
	said     strings.Builder // guarded by the call's sinkMu
}

// cut stops the voice and returns what was said so far.
func (s *speech) cut() debtor.Speech {
	s.stop()
	return <-s.done
}

// speak starts the voice on an answer. Not a word leaves before releaseSpeech.
func (c *call) speak(a answer) {
	ctx, stop := context.WithCancel(coach.InSession(context.WithoutCancel(c.service.live), c.session.ID))
	brief := c.state.Brief(a.decision, a.heard, slices.Clone(c.recent))
	sp := &speech{
		turn: brief.Turn, contact: brief.Contact.ID, decision: a.decision, stop: stop,
		released: make(chan struct{}), done: make(chan debtor.Speech, 1),
	}
	c.speech = sp
	c.service.running.Go(func() {
		defer stop()
		sp.done <- c.voice(ctx, sp, brief)
	})
}

func (c *call) releaseSpeech() {
	c.toSink(func(s Sink) { s.Thinking() })
	close(c.speech.released)
}

// voice runs on the speech's goroutine. A voice that fails or panics says nothing more; what was said stands.
func (c *call) voice(ctx context.Context, sp *speech, brief debtor.Brief) (result debtor.Speech) {
	defer func() {
		if r := recover(); r != nil {
			c.service.logger.Error("a voice panicked", "session", c.session.ID, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			result = debtor.Speech{Text: sp.said.String(), Source: "scripted", Flags: []string{"voice_panic"}, Interrupted: true}
		}
	}()
	result, err := c.service.voice.Speak(ctx, brief, func(delta string) error { return c.emit(ctx, sp, delta) })
	if err != nil {
		c.service.logger.Error("a voice failed", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
		result.Flags = append(result.Flags, "voice_failed")
		result.Interrupted = true
	}
	return result
}

// emit sends words on to the screen, once the sentence they answer is durable.
func (c *call) emit(ctx context.Context, sp *speech, delta string) error {
	select {
	case <-sp.released: // as it is for every word but the first few
	default:
		select {
		case <-sp.released:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	c.sinkMu.Lock()
	defer c.sinkMu.Unlock()
	sp.said.WriteString(delta)
	if c.seat != nil {
		c.seat.sink.Delta(sp.turn, delta)
	}
	return nil
}

// spoken is the end of the running speech; nil (never ready) when nobody speaks.
func (c *call) spoken() <-chan debtor.Speech {
	if c.speech == nil {
		return nil
	}
	return c.speech.done
}

// answerPending lets the debtor speak when it is their go: after the phone rang, after a transfer, after a restart.
func (c *call) answerPending() {
	if c.pending == nil || c.speech != nil || c.drain || c.over() {
		return
	}
	c.speak(*c.pending)
	c.releaseSpeech()
}

// finishSpeech stores what was said and what follows from it.
func (c *call) finishSpeech(result debtor.Speech) {
	sp := c.speech
	c.speech = nil
	if result.Interrupted && result.Text == "" && c.drain && !c.hangUp {
		return // nothing was heard: the turn is still to be spoken after the restart
	}
	completed := coach.TurnCompleted{
		Turn: sp.turn, Contact: sp.contact, Text: result.Text, Interrupted: result.Interrupted, Moves: sp.decision.Moves,
		Voice: result.Source, Lines: result.Lines, Flags: result.Flags, Usage: result.Usage,
	}
	if !result.Interrupted {
		completed.Spoken = sp.decision.Spoken
	}
	if err := c.record(c.withConsequences(completed, sp.decision)...); err != nil {
		c.toSink(func(s Sink) { s.Fault(err, "") })
		c.broken = true
		return
	}
	c.hangUp = false
	c.answerPending()
	c.scoreIfEnded()
}

// withConsequences adds what a completed turn brings with it: somebody else on the line, or the end of the call.
func (c *call) withConsequences(completed coach.TurnCompleted, decision coach.Decision) []coach.EventBody {
	bodies := []coach.EventBody{completed}
	switch {
	case decision.Ends:
		return append(bodies, coach.SessionEnded{Reason: endReason(decision)})
	case c.hangUp:
		return append(bodies, coach.SessionEnded{Reason: coach.EndedByTrainee})
	case completed.Interrupted:
		return bodies
	}
	for _, move := range decision.Moves {
		if move.Kind == coach.MoveTransfer {
			bodies = append(bodies, coach.ContactChanged{Contact: move.Contact, Turn: completed.Turn})
		}
	}
	return bodies
}

func endReason(decision coach.Decision) coach.EndReason {
	for _, move := range decision.Moves {
		if move.Kind == coach.MoveGoodbye {
			return coach.EndedAgreed
		}
	}
	return coach.EndedByDebtor
}
