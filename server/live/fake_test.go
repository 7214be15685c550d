package live

import (
	"context"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/session"
)

// fakeSessions keeps calls in memory and answers every utterance with the same words, piece by piece.
type fakeSessions struct {
	mu    sync.Mutex
	calls map[string]*fakeCall
}

type fakeCall struct {
	mu     sync.Mutex
	id     string
	events []coach.Event
	seat   *fakeSeat
	done   []string // commands that arrived, in order
	joins  int
	leaves int
	told   chan struct{} // a token for every command
}

var answerPieces = []string{"这周", "五", "之前。"}

func newFake(ids ...string) *fakeSessions {
	f := &fakeSessions{calls: map[string]*fakeCall{}}
	for _, id := range ids {
		c := &fakeCall{id: id, told: make(chan struct{}, 4096)}
		c.add(coach.SessionStarted{ScenarioID: "charmer", Lang: coach.Chinese, Mode: coach.Practice, Contact: "boss"},
			coach.TurnCompleted{Turn: 0, Contact: "boss", Text: "喂，哪位？"})
		f.calls[id] = c
	}
	return f
}

func (f *fakeSessions) call(id string) *fakeCall {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[id]
}

func (f *fakeSessions) CanFollow(_ context.Context, id string, after int64) error {
	c := f.call(id)
	if c == nil {
		return coach.Errorf(coach.CodeNotFound, "there is no session %s", id)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if after > int64(len(c.events)) {
		return coach.Errorf(coach.CodeInvalid, "after is beyond the last event")
	}
	return nil
}

func (f *fakeSessions) Join(_ context.Context, id string, after int64, sink session.Sink) (Seat, error) {
	c := f.call(id)
	if c == nil {
		return nil, coach.Errorf(coach.CodeNotFound, "there is no session %s", id)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if after > int64(len(c.events)) {
		return nil, coach.Errorf(coach.CodeInvalid, "after is beyond the last event")
	}
	if c.seat != nil {
		c.seat.sink.Close(coach.Errorf(coach.CodeBusy, "taken over"))
	}
	seat := &fakeSeat{call: c, sink: sink, lastSeq: int64(len(c.events))}
	c.seat = seat
	c.joins++
	for _, e := range c.events[after:] {
		sink.Event(e)
	}
	return seat, nil
}

// add appends events and delivers them.
func (c *fakeCall) add(bodies ...coach.EventBody) {
	for _, body := range bodies {
		e := coach.Event{Seq: int64(len(c.events)) + 1, At: time.Date(2026, 11, 22, 1, 0, len(c.events), 0, time.UTC), Body: body}
		c.events = append(c.events, e)
		if c.seat != nil {
			c.seat.sink.Event(e)
		}
	}
}

func (c *fakeCall) with(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	do()
}

// sinkNow is the sink of who is seated.
func (c *fakeCall) sinkNow() session.Sink {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seat.sink
}

type fakeSeat struct {
	call    *fakeCall
	sink    session.Sink
	lastSeq int64
}

func (s *fakeSeat) Epoch() string  { return "ep_1" }
func (s *fakeSeat) LastSeq() int64 { return s.lastSeq }

func (s *fakeSeat) Say(clientTurnID, text string) {
	s.note("say " + text)
	s.call.with(func() {
		for _, e := range s.call.events {
			if turn, ok := e.Body.(coach.TurnAccepted); ok && turn.ClientTurnID == clientTurnID {
				s.sink.Event(e)
				return
			}
		}
		turn := len(coach.Turns(s.call.events))
		s.call.add(coach.TurnAccepted{Turn: turn, ClientTurnID: clientTurnID, Text: text, Contact: "boss"})
		if s.call.seat == nil {
			return
		}
		s.call.seat.sink.Thinking()
		whole := ""
		for _, piece := range answerPieces {
			s.call.seat.sink.Delta(turn+1, piece)
			whole += piece
		}
		s.call.add(coach.TurnCompleted{Turn: turn + 1, Contact: "boss", Text: whole})
	})
}

func (s *fakeSeat) Stop()             { s.note("stop") }
func (s *fakeSeat) Hint()             { s.note("hint") }
func (s *fakeSeat) Contact(id string) { s.note("contact " + id) }
func (s *fakeSeat) Action(id string)  { s.note("action " + id) }
func (s *fakeSeat) Pause()            { s.note("pause") }
func (s *fakeSeat) Resume()           { s.note("resume") }
func (s *fakeSeat) End()              { s.note("end") }

func (s *fakeSeat) Leave() {
	s.call.with(func() {
		s.call.leaves++
		if s.call.seat == s {
			s.call.seat = nil
		}
	})
}

func (s *fakeSeat) note(command string) {
	s.call.with(func() { s.call.done = append(s.call.done, command) })
	s.call.told <- struct{}{}
}
