package live

import (
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestFramesStayWholeAndInOrderHoweverTheClientReads: a client that reads in fits and starts, over a connection that
// holds next to nothing, is sent pieces by who has them and by the socket's writer, with answers to its pings between.
func TestFramesStayWholeAndInOrderHoweverTheClientReads(t *testing.T) {
	r := newRig(t, Options{})
	narrow := websocket.Dialer{NetDial: func(network, addr string) (net.Conn, error) {
		conn, err := net.Dial(network, addr)
		if err == nil {
			err = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
		}
		return conn, err
	}}
	ws, _, err := narrow.Dial(r.url("ses_1/live"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	c := &client{t: t, ws: ws}
	c.expect("hello", "session.started#1", "turn.completed#2")
	socket := r.onlySocket()
	if err := socket.Conn.(*net.TCPConn).SetWriteBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	sink := r.fake.call("ses_1").sinkNow()
	const pieces = 100
	go func() {
		for i := range pieces {
			sink.Delta(1, strconv.Itoa(i)+":"+strings.Repeat("字", i%7*100)+";")
		}
		sink.Thinking()
	}()
	var text strings.Builder
	for frame := c.next(); frame.Type != TypeThinking; frame = c.next() {
		text.WriteString(frame.Text)
		if err := ws.WriteControl(websocket.PingMessage, []byte("there?"), time.Now().Add(patience)); err != nil {
			t.Fatal(err)
		}
	}
	var want strings.Builder
	for i := range pieces {
		want.WriteString(strconv.Itoa(i) + ":" + strings.Repeat("字", i%7*100) + ";")
	}
	if text.String() != want.String() {
		t.Errorf("%d bytes came, want %d, in order", text.Len(), want.Len())
	}
}

// TestWhatIsLeftOfAFrameGoesFirst: bytes that the system did not take at once come before anything written later.
func TestWhatIsLeftOfAFrameGoesFirst(t *testing.T) {
	near, far := pair(t)
	s := newSocket(near)
	frame := []byte(strings.Repeat("a", 64<<10))
	offered := 0
	for left := false; !left; offered += len(frame) {
		taken, rest := s.offer(frame)
		if left = rest; !taken {
			t.Fatalf("after %d bytes the connection is full to the byte; nothing is left to try this with", offered)
		}
	}
	if taken, _ := s.offer([]byte("overtaken")); taken {
		t.Fatal("a frame overtook what is left of the one before")
	}
	written := make(chan error, 1)
	go func() {
		_, err := s.Write([]byte("b"))
		written <- err
	}()
	got := make([]byte, offered+1)
	_ = far.SetReadDeadline(time.Now().Add(patience))
	for n := 0; n < len(got); {
		more, err := far.Read(got[n:])
		if n += more; err != nil {
			t.Fatalf("after %d of %d bytes: %v", n, len(got), err)
		}
	}
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	if text := string(got); text != strings.Repeat("a", offered)+"b" {
		t.Error("the bytes are not in order")
	}
	if taken, rest := s.offer([]byte("c")); !taken || rest {
		t.Error("with nothing left a frame is not taken")
	}
}

// pair is both ends of a connection of this machine.
func pair(t *testing.T) (near, far net.Conn) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // one connection is all that is wanted
	if far, err = net.Dial("tcp", listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if near, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	return near, far
}

// onlySocket is that of the one client there is.
func (r *rig) onlySocket() *socket {
	r.handler.mu.Lock()
	defer r.handler.mu.Unlock()
	for c := range r.handler.conns {
		return c.socket
	}
	r.t.Fatal("nobody is connected")
	return nil
}
