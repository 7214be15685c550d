package live

import (
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"huikuan/server/coach"
)

// maxExpected is how many unanswered utterances of one client are remembered.
const maxExpected = 64

// sink turns what a call says into frames for one client. None of its methods blocks. It keeps the promise of the
// wire: after the seq the client asked from, every event once and in order.
type sink struct {
	out     *outbox
	session string
	log     *slog.Logger

	mu       sync.Mutex
	last     int64           // seq of the last event put
	expected map[string]bool // client_turn_ids said on this socket and not ticked yet
	drained  bool
}

// expect notes that the client waits for a tick, which it is due even when the turn was stored long ago.
func (s *sink) expect(clientTurnID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.expected) >= maxExpected {
		clear(s.expected)
	}
	s.expected[clientTurnID] = true
}

// Event implements session.Sink.
func (s *sink) Event(e coach.Event) {
	frame, ok := EventFrame(s.session, e)
	s.mu.Lock()
	defer s.mu.Unlock()
	turn, isTick := frame.(TurnAccepted)
	due := isTick && s.expected[turn.ClientTurnID]
	if isTick {
		delete(s.expected, turn.ClientTurnID)
	}
	switch {
	case e.Seq <= s.last && !due:
		return
	case e.Seq > s.last+1 || !ok:
		s.log.Error("an event is missing before this one, or has no frame", "session", s.session, "seq", e.Seq, "last", s.last)
		s.out.close(websocket.CloseInternalServerErr, "reconnect", nil)
		return
	}
	s.last = max(s.last, e.Seq)
	s.out.put(frame, e.Seq, textBytes(frame))
}

// Delta implements session.Sink.
func (s *sink) Delta(turn int, text string) { s.out.putDelta(turn, text) }

// Thinking implements session.Sink.
func (s *sink) Thinking() { s.out.put(Thinking{Type: TypeThinking}, 0, 0) }

// Fault implements session.Sink.
func (s *sink) Fault(err error, clientTurnID string) { s.fault(err, clientTurnID, 0) }

func (s *sink) fault(err error, clientTurnID string, retry time.Duration) {
	frame := errorFrame(err, clientTurnID, retry.Milliseconds())
	s.out.put(frame, 0, len(frame.Message))
}

// Draining implements session.Sink.
func (s *sink) Draining() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.drained {
		s.drained = true
		s.out.put(Draining{Type: TypeDraining}, 0, 0)
	}
}

// Close implements session.Sink.
func (s *sink) Close(err error) {
	if err == nil {
		s.out.close(websocket.CloseNormalClosure, "", nil)
		return
	}
	frame := errorFrame(err, "", 0)
	switch frame.Code {
	case coach.CodeBusy:
		s.out.close(closeBusy, "busy", frame)
	case coach.CodeUnavailable:
		s.Draining()
		s.out.close(websocket.CloseServiceRestart, "restart", nil)
	default:
		s.out.close(websocket.CloseInternalServerErr, "reconnect", frame)
	}
}

// textBytes is about how long a durable frame's text is.
func textBytes(frame any) int {
	switch f := frame.(type) {
	case TurnAccepted:
		return len(f.Text)
	case TurnCompleted:
		return len(f.Text)
	case HintGiven:
		return len(f.Text)
	}
	return 0
}
