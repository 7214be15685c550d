package session

import (
	"time"

	"huikuan/server/coach"
)

// Seat is one screen's place in a live call. Its methods never block for long: commands go to the call's goroutine and
// their results come back through the sink.
type Seat struct {
	call    *call
	sink    Sink
	lastSeq int64
}

// Epoch identifies this run of the call's goroutine; it changes when the server restarts.
func (s *Seat) Epoch() string { return s.call.epoch }

// LastSeq is the last durable event at the time of joining.
func (s *Seat) LastSeq() int64 { return s.lastSeq }

// Say sends the trainee's words. The same clientTurnID with the same text is answered with the stored event again,
// with another text by CodeConflict. While the debtor speaks or a turn is under way it fails with CodeBusy.
func (s *Seat) Say(clientTurnID, text string) {
	s.command(sayCommand{seat: s, clientTurnID: clientTurnID, text: text, came: time.Now()}, clientTurnID)
}

// Stop cuts the debtor short; what was heard so far is kept.
func (s *Seat) Stop() { s.command(stopCommand{}, "") }

// Hint asks for the next rung of help.
func (s *Seat) Hint() { s.command(hintCommand{}, "") }

// Contact asks to be put through to somebody.
func (s *Seat) Contact(id string) { s.command(contactCommand{id: id}, "") }

// Action does something on the case desk.
func (s *Seat) Action(id string) { s.command(actionCommand{id: id}, "") }

// Pause stops the clock.
func (s *Seat) Pause() { s.command(pauseCommand{pause: true}, "") }

// Resume ends a pause.
func (s *Seat) Resume() { s.command(pauseCommand{}, "") }

// End hangs up.
func (s *Seat) End() { s.command(endCommand{}, "") }

// Leave gives the seat up; the call waits for the next Join.
func (s *Seat) Leave() {
	select {
	case s.call.inbox <- leaveCommand{seat: s}:
	case <-s.call.gone:
	}
}

// command hands c to the call. A call that is too far behind, or gone, says so at once.
func (s *Seat) command(c command, clientTurnID string) {
	if err := s.call.send(c); err != nil {
		s.call.fault(s.sink, err, clientTurnID)
	}
}

type command interface{ isCommand() }

type (
	joinCommand struct {
		seat  *Seat
		after int64
		done  chan<- error
	}
	leaveCommand struct{ seat *Seat }
	sayCommand   struct {
		seat               *Seat
		clientTurnID, text string
		came               time.Time
	}
	stopCommand    struct{}
	hintCommand    struct{}
	contactCommand struct{ id string }
	actionCommand  struct{ id string }
	pauseCommand   struct{ pause bool }
	endCommand     struct{}
	drainCommand   struct{}
	observeCommand struct{ observed coach.ObservationAdded }
	wordedHint     struct{ given coach.HintGiven }
	judgedCommand  struct {
		judgement coach.Judgement
		done      chan<- struct{} // closed once it is handled
	}
)

func (joinCommand) isCommand()    {}
func (leaveCommand) isCommand()   {}
func (sayCommand) isCommand()     {}
func (stopCommand) isCommand()    {}
func (hintCommand) isCommand()    {}
func (contactCommand) isCommand() {}
func (actionCommand) isCommand()  {}
func (pauseCommand) isCommand()   {}
func (endCommand) isCommand()     {}
func (drainCommand) isCommand()   {}
func (observeCommand) isCommand() {}
func (judgedCommand) isCommand()  {}
func (wordedHint) isCommand()     {}

// send hands a command to the call's goroutine without waiting for it.
func (c *call) send(cmd command) error {
	select {
	case <-c.gone:
		return errDraining()
	default:
	}
	select {
	case c.inbox <- cmd:
		return nil
	default:
		return coach.Errorf(coach.CodeBusy, "too many requests at once; wait for the answer")
	}
}
