package live

import (
	"fmt"
	"log/slog"
	"testing"

	"huikuan/server/coach"
)

// FuzzResume plays a call against a model of the wire: the server adds events and words, the client reads some frames,
// loses the rest with its line, sends again, comes back. What the client has is always the log from its start: each
// event once, in order, but for the tick of a sentence it sent again.
func FuzzResume(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 0, 0, 3, 4, 5})
	f.Add([]byte{0, 0, 0, 2, 7, 4, 1, 1, 1, 4, 0, 5, 3})
	f.Fuzz(func(t *testing.T, ops []byte) {
		m := newWireModel(t)
		for _, op := range ops {
			switch op % 6 {
			case 0: // the trainee says something, the debtor answers
				m.add(coach.TurnAccepted{Turn: len(m.log), ClientTurnID: fmt.Sprint("c", len(m.log)), Text: "words"})
				m.out().putDelta(len(m.log), "an")
				m.out().putDelta(len(m.log), "swer")
				m.add(coach.TurnCompleted{Turn: len(m.log), Text: "answer"})
			case 1: // words that never become an event
				m.out().putDelta(len(m.log), "well")
			case 2: // a sentence is sent again and ticked again
				m.again(int(op) / 6)
			case 3: // the client reads what there is
				m.read(1 << 20)
			case 4: // the line breaks after some frames
				m.read(int(op) / 6)
				m.join()
			case 5: // an error, and a silence
				m.line.Fault(invalid("no"), "c0")
				m.line.Thinking()
			}
		}
		m.read(1 << 20)
		m.join()
		m.read(1 << 20)
		if len(m.seen) != len(m.log) {
			t.Errorf("the client has %d events of %d", len(m.seen), len(m.log))
		}
	})
}

type wireModel struct {
	t    *testing.T
	log  []coach.Event
	seen []int64 // seqs the client has
	line *sink
}

func newWireModel(t *testing.T) *wireModel {
	m := &wireModel{t: t}
	m.join()
	m.add(coach.SessionStarted{ScenarioID: "x"})
	return m
}

func (m *wireModel) out() *outbox { return m.line.out }

// join opens a line after what the client has, as the handler and the call do.
func (m *wireModel) join() {
	out := newOutbox(func() {})
	m.line = &sink{out: out, session: "ses_1", log: slog.New(slog.DiscardHandler), expected: map[string]bool{}, last: int64(len(m.seen))}
	for _, e := range m.log[len(m.seen):] {
		m.line.Event(e)
	}
	out.open(Hello{Type: TypeHello, LastSeq: int64(len(m.log))}, int64(len(m.log)))
}

func (m *wireModel) add(body coach.EventBody) {
	m.log = append(m.log, coach.Event{Seq: int64(len(m.log)) + 1, Body: body})
	m.line.Event(m.log[len(m.log)-1])
}

// again sends the n-th sentence once more, on this line.
func (m *wireModel) again(n int) {
	for _, e := range m.log {
		if turn, ok := e.Body.(coach.TurnAccepted); ok {
			if n--; n < 0 {
				m.line.expect(turn.ClientTurnID)
				m.line.Event(e)
				return
			}
		}
	}
}

// read takes up to n frames off the line.
func (m *wireModel) read(n int) {
	for range n {
		it, ok, _ := m.out().next()
		if !ok {
			return
		}
		var seq int64
		switch f := it.frame.(type) {
		case SessionStarted:
			seq = f.Seq
		case TurnAccepted:
			if seq = f.Seq; seq <= int64(len(m.seen)) {
				continue // ticked again
			}
		case TurnCompleted:
			seq = f.Seq
		default:
			continue
		}
		if seq != int64(len(m.seen))+1 {
			m.t.Fatalf("after event %d came %d", len(m.seen), seq)
		}
		m.seen = append(m.seen, seq)
	}
}
