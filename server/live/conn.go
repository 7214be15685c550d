package live

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"huikuan/server/coach"
)

const (
	maxFrame     = 32 << 10 // bytes a client may send in one frame
	maxDiscarded = 1 << 20  // bytes of an oversize frame still read, so that the client sees why it is closed
	maxKept      = 4 << 10  // bytes of a buffer that is kept for another frame
)

// conn is one screen's socket. Its goroutine reads and owns the connection's life; a writer comes when data frames have to
// wait or a ping is due, and those that need not wait are written by who puts them into the outbox. Only who has the
// outbox's pen writes data frames.
type conn struct {
	handler *Handler
	session string
	tab     string // the browser tab, so that a reload takes its own place over
	ws      *websocket.Conn
	socket  *socket // under ws
	seat    Seat
	out     *outbox
	sink    *sink
	log     *slog.Logger
	budget  budget
	writer  *writer
	pinging *time.Timer // wakes the writer for a ping
	pingDue atomic.Bool

	ready   chan struct{} // closed when ws and seat are set
	left    chan struct{} // closed when the seat is free again
	leaving sync.Once

	mu     sync.Mutex
	pong   chan struct{} // closed and replaced by every pong
	hungUp bool          // the read deadline is the last one
}

// attach gives the connection its socket; seat is nil for one that is only told why it is refused.
func (c *conn) attach(ws *websocket.Conn, socket *socket, seat Seat) {
	c.ws, c.socket, c.seat = ws, socket, seat
	ws.SetCloseHandler(func(code int, _ string) error {
		socket.sealed.Store(true)
		wait := time.Now().Add(c.handler.options.CloseWait)
		_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), wait) // the peer has said that it goes
		return nil
	})
	c.out.writeThrough(c.direct)
	close(c.ready)
}

// serve starts the connection's goroutine, which ends the writer; the handler waits for it.
func (c *conn) serve() {
	c.pinging = time.AfterFunc(c.handler.options.PingEvery, func() {
		c.pingDue.Store(true)
		c.writer.wake()
	})
	c.handler.running.Go(func() {
		defer c.handler.forget(c)
		defer c.pinging.Stop()
		defer func() { _ = c.ws.Close() }() // it is at its end either way
		c.writer.start()
		c.survive(c.read)
		c.out.close(websocket.CloseNormalClosure, "", nil)
		c.leave()
		<-c.writer.finished
	})
}

// survive turns a panic into the end of this connection only.
func (c *conn) survive(run func()) {
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("a socket panicked", "session", c.session, "panic", fmt.Sprintf("%T", r), "stack", string(debug.Stack()))
			c.out.close(websocket.CloseInternalServerErr, "internal", nil)
			_ = c.ws.Close() // ends the other goroutine; there is nobody left to tell
		}
	}()
	run()
}

// leave gives the seat up, once. It waits for the call's goroutine, so it must not be called from a sink.
func (c *conn) leave() {
	c.leaving.Do(func() {
		if c.seat != nil {
			c.seat.Leave()
		}
		c.handler.vacate(c)
		close(c.left)
	})
}

// evict closes the connection in favour of a newer one and waits until its seat is free.
func (c *conn) evict() {
	c.out.close(closeBusy, "busy", errorFrame(coach.Errorf(coach.CodeBusy, "this call was continued in another window"), "", 0))
	select {
	case <-c.ready:
		c.leave()
	case <-c.left:
	}
}

func (c *conn) read() {
	c.ws.SetReadLimit(maxDiscarded)
	c.ws.SetPongHandler(func(string) error {
		c.ponged()
		return c.alive()
	})
	// A pong may wait as long as a frame: one that is given up halfway would break the connection.
	c.ws.SetPingHandler(func(data string) error {
		err := c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(c.handler.options.WriteWait))
		if _, broken := errors.AsType[net.Error](err); broken || errors.Is(err, websocket.ErrCloseSent) {
			return nil // reading goes on to the close frame
		}
		return err
	})
	if c.alive() != nil {
		return
	}
	for {
		kind, r, err := c.ws.NextReader()
		if err != nil {
			return
		}
		if c.out.isClosing() {
			continue // the rest is read only until the peer closes too
		}
		if !c.take(kind, r) {
			return
		}
	}
}

// take reads a frame and does what it says; it returns false when the connection is broken.
func (c *conn) take(kind int, r io.Reader) bool {
	buf := c.handler.frames.get()
	defer c.handler.frames.put(buf)
	n, err := buf.ReadFrom(io.LimitReader(r, maxFrame+1))
	switch {
	case err != nil:
		return false
	case n > maxFrame:
		c.out.close(websocket.CloseMessageTooBig, "frame over 32 KiB", errorFrame(
			coach.Errorf(coach.CodeTooLarge, "a frame may have at most 32 KiB"), "", 0))
	case kind != websocket.TextMessage:
		c.sink.Fault(invalid("binary frames are not understood; send JSON text"), "")
	default:
		c.command(buf.Bytes(), time.Now(), c.handler.options)
	}
	return true
}

// command hands a frame to the call.
func (c *conn) command(data []byte, now time.Time, options Options) {
	frame, clientTurnID, err := decodeFrame(data)
	if wait := c.budget.spend(now, options.Burst, options.Per); wait > 0 {
		err := coach.Errorf(coach.CodeUnavailable, "too many messages; at most %d in %s", options.Burst, options.Per)
		c.sink.fault(err, clientTurnID, wait)
		return
	}
	if err != nil {
		c.sink.Fault(err, clientTurnID)
		return
	}
	switch f := frame.(type) {
	case Say:
		c.sink.expect(f.ClientTurnID)
		c.seat.Say(f.ClientTurnID, f.Text)
	case Stop:
		c.seat.Stop()
	case Hint:
		c.seat.Hint()
	case Contact:
		c.seat.Contact(f.ID)
	case Action:
		c.seat.Action(f.ID)
	case Pause:
		c.seat.Pause()
	case Resume:
		c.seat.Resume()
	case End:
		c.seat.End()
	}
}

// alive puts the moment off at which a silent client is given up.
func (c *conn) alive() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hungUp {
		return nil
	}
	return c.ws.SetReadDeadline(time.Now().Add(c.handler.options.PongWait))
}

// write is the writer's work: a ping when one is due, and what waits.
func (c *conn) write() (over bool) {
	over = true // so that a panic is the end
	c.survive(func() {
		closing, err := false, c.pingIfDue()
		if err == nil {
			closing, err = c.flush()
		}
		if over = closing || err != nil; over {
			c.hangUp(err)
		}
	})
	return over
}

func (c *conn) pingIfDue() error {
	if !c.pingDue.Swap(false) {
		return nil
	}
	c.pinging.Reset(c.handler.options.PingEvery)
	return c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(c.handler.options.WriteWait))
}

// direct writes an item if the client takes it at once.
func (c *conn) direct(it item) bool {
	buf := c.handler.frames.get()
	defer c.handler.frames.put(buf)
	buf.Write(make([]byte, headRoom))
	encodeItem(buf, it)
	taken, rest := c.socket.offer(framed(buf.Bytes()))
	if rest {
		c.writer.wake()
	}
	return taken
}

// flush writes what waits, until nothing does.
func (c *conn) flush() (closing bool, err error) {
	buf := c.handler.frames.get()
	defer c.handler.frames.put(buf)
	if err := c.socket.writeRest(c.handler.options.WriteWait); err != nil {
		return false, err
	}
	for {
		it, ok, closing := c.out.next()
		if !ok {
			return closing, nil
		}
		buf.Reset()
		encodeItem(buf, it)
		if err := c.ws.SetWriteDeadline(time.Now().Add(c.handler.options.WriteWait)); err != nil {
			return closing, err
		}
		if err := c.ws.WriteMessage(websocket.TextMessage, buf.Bytes()); err != nil {
			return closing, err
		}
	}
}

// hangUp ends the socket from this side: after a failed write at once, else with a close frame and a little time for
// the peer to answer it. The seat is free before either.
func (c *conn) hangUp(failure error) {
	if failure != nil {
		c.out.close(websocket.CloseGoingAway, "", nil)
		_ = c.ws.Close() // the connection is dead; this wakes the reader
		return
	}
	wait := c.handler.options.CloseWait
	code, reason := c.out.ending()
	if code == websocket.CloseTryAgainLater {
		c.log.Warn("a client that did not read was dropped; it may resume", "session", c.session)
	}
	err := c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(wait))
	c.mu.Lock()
	c.hungUp = true
	if err == nil {
		err = c.ws.SetReadDeadline(time.Now().Add(wait))
	}
	c.mu.Unlock()
	if err != nil {
		_ = c.ws.Close() // as above
	}
	c.leave()
}

func (c *conn) ponged() {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.pong)
	c.pong = make(chan struct{})
}

func (c *conn) nextPong() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pong
}

// answers reports whether the screen at the other end is still there.
func (c *conn) answers(within time.Duration) bool {
	if c.out.isClosing() {
		return false
	}
	timeout := time.NewTimer(within)
	defer timeout.Stop()
	select {
	case <-c.ready:
	case <-c.left:
		return false
	case <-timeout.C:
		return false
	}
	pong := c.nextPong()
	if c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(within)) != nil {
		return false
	}
	select {
	case <-pong:
		return true
	case <-c.left:
		return false
	case <-timeout.C:
		return false
	}
}

// budget is a bucket of messages a client may send: full at burst, refilled evenly over a period.
type budget struct {
	started bool
	tokens  float64
	at      time.Time
}

// spend takes one message, or returns how long until there is one.
func (b *budget) spend(now time.Time, burst int, per time.Duration) time.Duration {
	rate := float64(burst) / float64(per) // messages a nanosecond
	if !b.started {
		b.started, b.tokens, b.at = true, float64(burst), now
	}
	b.tokens = min(float64(burst), b.tokens+float64(now.Sub(b.at))*rate)
	b.at = now
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) / rate)
	}
	b.tokens--
	return 0
}

// buffers are kept for the next frame, of whichever connection.
type buffers struct{ pool sync.Pool }

// get returns an empty buffer; put takes it back.
func (b *buffers) get() *bytes.Buffer {
	if buf, ok := b.pool.Get().(*bytes.Buffer); ok {
		return buf
	}
	return bytes.NewBuffer(make([]byte, 0, 1024))
}

func (b *buffers) put(buf *bytes.Buffer) {
	if buf.Cap() <= maxKept {
		buf.Reset()
		b.pool.Put(buf)
	}
}
