// Package session is the application service: it starts, runs, ends, forks and assesses calls, and owns the one
// goroutine of each live session.
package session

import (
	"context"

	"huikuan/server/coach"
)

// StartRequest asks for a new call.
type StartRequest struct {
	ScenarioID string
	Lang       coach.Lang
	Mode       coach.Mode // empty means practice
	Seed       *int64     // nil picks one
}

// Service runs calls.
type Service struct{}

// Start opens a session; the debtor has picked up the phone when it returns.
func (s *Service) Start(ctx context.Context, req StartRequest) (coach.Session, error) {
	panic("in work")
}

// Join attaches sink to a live session: it is sent every event after the given seq, then whatever happens. A session
// has one seat; a second Join takes the seat over and closes the first sink with CodeBusy. Joining an ended session
// delivers its events and then nothing.
func (s *Service) Join(ctx context.Context, sessionID string, after int64, sink Sink) (*Seat, error) {
	panic("in work")
}

// Fork starts a new session with the same debtor, seed and past as another up to and including the given turn.
func (s *Service) Fork(ctx context.Context, sessionID string, turn int) (coach.Session, error) {
	panic("in work")
}

// Shutdown tells every live call that the server drains, lets running turns finish until ctx ends, then interrupts
// them, and returns when every goroutine of the service is done.
func (s *Service) Shutdown(ctx context.Context) error { panic("in work") }

// Seat is one screen's place in a live call. Its methods never block for long: commands go to the call's goroutine and
// their results come back through the sink.
type Seat struct{}

// Epoch identifies this run of the call's goroutine; it changes when the server restarts.
func (s *Seat) Epoch() string { panic("in work") }

// LastSeq is the last durable event at the time of joining.
func (s *Seat) LastSeq() int64 { panic("in work") }

// Say sends the trainee's words. The same clientTurnID with the same text is answered with the stored event again,
// with another text by CodeConflict. While the debtor speaks or a turn is under way it fails with CodeBusy.
func (s *Seat) Say(clientTurnID, text string) { panic("in work") }

// Stop cuts the debtor short; what was heard so far is kept.
func (s *Seat) Stop() { panic("in work") }

// Hint asks for the next rung of help.
func (s *Seat) Hint() { panic("in work") }

// Contact asks to be put through to somebody.
func (s *Seat) Contact(id string) { panic("in work") }

// Action does something on the case desk.
func (s *Seat) Action(id string) { panic("in work") }

// Pause stops the clock; Resume starts it again.
func (s *Seat) Pause() { panic("in work") }

// Resume ends a pause.
func (s *Seat) Resume() { panic("in work") }

// End hangs up.
func (s *Seat) End() { panic("in work") }

// Leave gives the seat up; the call waits for the next Join.
func (s *Seat) Leave() { panic("in work") }
