package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"huikuan/server/coach"
	"huikuan/server/session"
)

func TestASecondWindowIsRefusedWhileTheFirstAnswers(t *testing.T) {
	r := newRig(t, Options{ProbeWait: patience})
	first := r.dial("ses_1/live?tab=a")
	first.expect("hello", "session.started#1", "turn.completed#2")
	first.readOn()
	for _, query := range []string{"", "?tab=b", "?takeover=0"} {
		second := r.dial("ses_1/live" + query)
		second.expectError(coach.CodeBusy, "takeover=1")
		second.expectClose(closeBusy)
	}
	r.dial("ses_2/live").expect("hello") // another call is free
	first.send(`{"type":"stop"}`)        // the first still has its place
	r.awaitCommand("ses_1")
	if joins := r.fake.call("ses_1").joins; joins != 1 {
		t.Errorf("the call was joined %d times, want 1", joins)
	}
}

// readOn reads in the background, as a browser does, so that pings are answered; the channel gets the close code.
func (c *client) readOn() (frames chan wireFrame, code chan int) {
	frames, code = make(chan wireFrame, 1000), make(chan int, 1)
	go func() {
		for {
			var frame wireFrame
			if err := c.ws.ReadJSON(&frame); err != nil {
				if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
					code <- closed.Code
				}
				close(code)
				return
			}
			frames <- frame
		}
	}()
	return frames, code
}

func TestTakingACallOver(t *testing.T) {
	tests := map[string]struct {
		query   string
		probe   time.Duration
		answers bool // the first window answers pings
	}{
		"from another window, when asked to":       {"?takeover=1", patience, true},
		"by the same tab, which was reloaded":      {"?tab=a", patience, true},
		"from a first window that does not answer": {"?tab=b", 50 * time.Millisecond, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{ProbeWait: test.probe})
			first := r.dial("ses_1/live?tab=a")
			first.expect("hello", "session.started#1", "turn.completed#2")
			if !test.answers {
				first.ws.SetPingHandler(func(string) error { return nil })
			}
			frames, code := first.readOn()
			second := r.dial("ses_1/live" + test.query)
			second.expect("hello", "session.started#1", "turn.completed#2")
			if got := <-code; got != closeBusy {
				t.Errorf("the first window is closed with %d", got)
			}
			if frame := <-frames; frame.Code != coach.CodeBusy || len(frames) > 0 {
				t.Errorf("the first window is told %+v", frame)
			}
			second.send(`{"type":"say","client_turn_id":"c1","text":"喂"}`)
			second.expect("turn.accepted#3")
			call := r.fake.call("ses_1")
			call.with(func() {
				if call.joins != 2 || call.leaves != 1 {
					t.Errorf("%d joins and %d leaves, want 2 and 1", call.joins, call.leaves)
				}
			})
		})
	}
}

func TestASeatIsFreeOnceItsSocketHasGone(t *testing.T) {
	r := newRig(t, Options{})
	for _, part := range []func(c *client){
		func(c *client) { c.close() },
		func(c *client) { _ = c.ws.WriteControl(websocket.CloseMessage, nil, time.Now().Add(patience)) },
	} {
		c := r.dial("ses_1/live")
		c.expect("hello")
		part(c)
		call := r.fake.call("ses_1")
		eventually(t, "the seat is left", func() (free bool) {
			call.with(func() { free = call.seat == nil })
			return free
		})
		eventually(t, "the handler forgets the socket", func() bool {
			r.handler.mu.Lock()
			defer r.handler.mu.Unlock()
			return len(r.handler.conns) == 0 && len(r.handler.seats) == 0
		})
	}
}

func TestManyWindowsAtOnceLeaveOneSeated(t *testing.T) {
	r := newRig(t, Options{ProbeWait: 20 * time.Millisecond})
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			ws, _, err := websocket.DefaultDialer.Dial(r.url(fmt.Sprintf("ses_1/live?takeover=1&tab=%d", i)), nil)
			if err != nil {
				t.Error(err)
				return
			}
			t.Cleanup(func() { _ = ws.Close() })
		})
	}
	wg.Wait()
	call := r.fake.call("ses_1")
	eventually(t, "eleven of twelve have left", func() (done bool) {
		call.with(func() { done = call.joins == 12 && call.leaves == 11 && call.seat != nil })
		return done
	})
}

func TestAClientThatDoesNotReadIsDroppedAndHoldsNobodyUp(t *testing.T) {
	r := newRig(t, Options{WriteWait: 200 * time.Millisecond})
	slow := r.dial("ses_1/live")
	slow.expect("hello")
	sink := r.fake.call("ses_1").sinkNow()
	piece := strings.Repeat("字", 30_000)
	began := time.Now()
	for turn := range 2000 { // 180 MB: far beyond what sockets buffer
		sink.Delta(turn, piece)
	}
	if took := time.Since(began); took > patience {
		t.Errorf("the call was held up for %s", took)
	}
	call := r.fake.call("ses_1")
	eventually(t, "the slow client's seat is left", func() (free bool) {
		call.with(func() { free = call.seat == nil })
		return free
	})
	r.dial("ses_1/live?after=2").expect("hello") // it may resume
}

func TestOutboxBounds(t *testing.T) {
	t.Run("too many frames", func(t *testing.T) {
		o := newOutbox(func() {})
		o.open(Hello{}, 0)
		for range maxFrames {
			o.put(Thinking{}, 0, 0)
		}
		if o.isClosing() {
			t.Fatal("closed at the limit")
		}
		o.put(Thinking{}, 0, 0)
		if code, reason := o.ending(); !o.isClosing() || code != 1013 || reason != "slow" || len(o.items) != 0 {
			t.Errorf("closing %v with %d %q and %d frames", o.isClosing(), code, reason, len(o.items))
		}
	})
	t.Run("too many bytes in one turn", func(t *testing.T) {
		o := newOutbox(func() {})
		o.open(Hello{}, 0)
		for range 64 {
			o.putDelta(1, strings.Repeat("x", 16<<10))
		}
		if !o.isClosing() {
			t.Error("a megabyte waits")
		}
	})
	t.Run("what was missed may be longer", func(t *testing.T) {
		o := newOutbox(func() {})
		for seq := range int64(1000) {
			o.put(TurnAccepted{}, seq+1, 100)
		}
		o.open(Hello{}, 1200)
		for seq := range int64(200) {
			o.put(TurnAccepted{}, seq+1001, 100)
		}
		if o.isClosing() {
			t.Error("a long call cannot be resumed")
		}
		if it, _, _ := o.next(); it.frame != (Hello{}) {
			t.Errorf("first comes %+v", it.frame)
		}
	})
	t.Run("pieces of a turn that wait are joined", func(t *testing.T) {
		o := newOutbox(func() {})
		o.open(Hello{}, 0)
		o.next()
		for _, piece := range []string{"这", "周", "五"} {
			o.putDelta(1, piece)
		}
		o.putDelta(3, "好")
		o.put(Thinking{}, 0, 0)
		o.putDelta(3, "的")
		var got []string
		for it, ok, _ := o.next(); ok; it, ok, _ = o.next() {
			got = append(got, fmt.Sprintf("%d:%s%s", it.turn, it.text, it.more))
		}
		if want := "[1:这周五 3:好 0: 3:的]"; fmt.Sprint(got) != want || o.bytes != 0 || o.frames != 0 {
			t.Errorf("got %v (%d bytes, %d frames counted), want %s", got, o.bytes, o.frames, want)
		}
	})
}

func TestPiecesComeOneByOneToAClientThatKeepsUp(t *testing.T) {
	r := newRig(t, Options{})
	c := r.dial("ses_1/live")
	c.expect("hello", "session.started#1", "turn.completed#2")
	sink := r.fake.call("ses_1").sinkNow()
	for i := range 40 {
		sink.Delta(1, fmt.Sprint(i))
		if frame := c.next(); frame.Text != fmt.Sprint(i) {
			t.Fatalf("piece %d came as %q", i, frame.Text)
		}
	}
}

func TestTheSinkKeepsTheOrderOfTheLog(t *testing.T) {
	event := func(seq int64) coach.Event { return coach.Event{Seq: seq, Body: coach.SessionPaused{}} }
	r := newRig(t, Options{})
	c := r.dial("ses_1/live?after=1")
	c.expect("hello", "turn.completed#2")
	sink := r.fake.call("ses_1").sinkNow()
	for _, seq := range []int64{1, 2, 3, 2, 3, 4} {
		sink.Event(event(seq))
	}
	c.expect("session.paused#3", "session.paused#4")
	sink.Event(event(6))
	c.expectClose(websocket.CloseInternalServerErr) // the client resumes after 4
}

func TestWhatTheCallSaysAboutItself(t *testing.T) {
	tests := map[string]struct {
		say  func(s session.Sink)
		want []string
		code int
	}{
		"a fault":                    {func(s session.Sink) { s.Fault(coach.Errorf(coach.CodeConflict, "other words"), "c1") }, []string{"error"}, 0},
		"a fault without a code":     {func(s session.Sink) { s.Fault(context.Canceled, "") }, []string{"error"}, 0},
		"draining, said twice":       {func(s session.Sink) { s.Draining(); s.Draining(); s.Thinking() }, []string{"draining", "state.thinking"}, 0},
		"closed by another window":   {func(s session.Sink) { s.Close(coach.Errorf(coach.CodeBusy, "taken over")) }, []string{"error"}, closeBusy},
		"closed by a restart":        {func(s session.Sink) { s.Close(coach.Errorf(coach.CodeUnavailable, "restart")) }, []string{"draining"}, websocket.CloseServiceRestart},
		"closed by a broken store":   {func(s session.Sink) { s.Close(coach.Errorf(coach.CodeStorage, "not stored")) }, []string{"error"}, websocket.CloseInternalServerErr},
		"closed with nothing to say": {func(s session.Sink) { s.Close(nil) }, nil, websocket.CloseNormalClosure},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{})
			c := r.dial("ses_1/live")
			c.expect("hello", "session.started#1", "turn.completed#2")
			test.say(r.fake.call("ses_1").sinkNow())
			for _, frame := range c.expect(test.want...) {
				if frame.Type == TypeError && strings.Contains(frame.Message, "context") {
					t.Errorf("the cause is shown: %+v", frame)
				}
			}
			if test.code != 0 {
				c.expectClose(test.code)
			}
		})
	}
}

func TestASilentClientIsGivenUpAndAnAnsweringOneIsNot(t *testing.T) {
	r := newRig(t, Options{PingEvery: 20 * time.Millisecond, PongWait: 2 * time.Second})
	answering := r.dial("ses_1/live")
	silent := r.dial("ses_2/live")
	silent.ws.SetPingHandler(func(string) error { return nil })
	silent.readOn()
	pings := make(chan struct{}, 1000)
	answer := answering.ws.PingHandler()
	answering.ws.SetPingHandler(func(data string) error { pings <- struct{}{}; return answer(data) })
	answering.readOn()
	gone := r.fake.call("ses_2")
	eventually(t, "the silent client's seat is left", func() (free bool) {
		gone.with(func() { free = gone.seat == nil })
		return free
	})
	for range 10 {
		<-pings
	}
	answering.send(`{"type":"stop"}`)
	r.awaitCommand("ses_1")
}

func TestShutdownDrainsEverySocketAndLeavesEverySeat(t *testing.T) {
	r := newRig(t, Options{CloseWait: 100 * time.Millisecond})
	reading, stuck := r.dial("ses_1/live"), r.dial("ses_2/live")
	reading.expect("hello", "session.started#1", "turn.completed#2")
	stuck.expect("hello") // it never answers the close
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := r.handler.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	reading.expect("draining")
	reading.expectClose(websocket.CloseServiceRestart)
	for _, id := range []string{"ses_1", "ses_2"} {
		if r.fake.call(id).seat != nil {
			t.Errorf("%s still has a seat", id)
		}
	}
	if _, response, err := websocket.DefaultDialer.Dial(r.url("ses_1/live"), nil); err == nil || response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Retry-After") == "" {
		t.Errorf("a draining server says %v %v", response, err)
	}
}

func TestShutdownCutsWhoHasNotClosedInTime(t *testing.T) {
	r := newRig(t, Options{CloseWait: time.Hour})
	r.dial("ses_1/live").expect("hello")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := r.handler.Shutdown(ctx); coach.CodeOf(err) != coach.CodeUnavailable {
		t.Errorf("got %v", err)
	}
}
