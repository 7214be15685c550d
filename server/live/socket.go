package live

import (
	"bufio"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"huikuan/server/rawio"
)

// socket is the connection under a WebSocket. Beside the writes of a net.Conn, which wait for a client that does not
// read, it takes a whole frame without ever waiting. Writes do not mix: what is left of a frame goes first.
type socket struct {
	net.Conn
	raw    syscall.RawConn // nil when frames cannot be written without waiting
	sealed atomic.Bool     // a close frame is on its way, after which nothing may follow

	mu    sync.Mutex // held while bytes are handed to the system
	rest  []byte     // of a frame that the system took only in part
	frame []byte     // that is offered
	taken int        // bytes of it
}

func newSocket(conn net.Conn) *socket {
	s := &socket{Conn: conn}
	if tcp, ok := conn.(*net.TCPConn); ok {
		s.raw, _ = tcp.SyscallConn() // without it everything waits its turn
	}
	return s
}

// hijacked hands a WebSocket upgrader a socket in place of the bare connection.
type hijacked struct {
	http.ResponseWriter
	socket *socket
}

// Hijack implements http.Hijacker.
func (h *hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	h.socket = newSocket(conn)
	return h.socket, buffered, nil
}

// Write implements net.Conn.
func (s *socket) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.finish(); err != nil {
		return 0, err
	}
	return s.Conn.Write(p)
}

// writeRest writes what is left of a frame, if anything is, and waits for the client no longer than within.
func (s *socket) writeRest(within time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.rest) == 0 {
		return nil
	}
	if err := s.SetWriteDeadline(time.Now().Add(within)); err != nil {
		return err
	}
	return s.finish()
}

// finish writes what is left of a frame, within the write deadline; the lock is held.
func (s *socket) finish() error {
	if len(s.rest) == 0 {
		return nil
	}
	n, err := s.Conn.Write(s.rest)
	if s.rest = s.rest[n:]; len(s.rest) == 0 {
		s.rest = nil
	}
	return err
}

// offer writes a frame as far as the system takes it at once. taken is false when nothing of it was written and it has
// to go another way; rest says that writeRest has to write what is left. A broken connection takes nothing.
func (s *socket) offer(frame []byte) (taken, rest bool) {
	if len(frame) == 0 || s.raw == nil || !s.mu.TryLock() { // somebody is waiting for the client to read
		return false, false
	}
	defer s.mu.Unlock()
	if len(s.rest) > 0 || s.sealed.Load() {
		return false, false
	}
	s.frame, s.taken = frame, 0
	err := s.raw.Control(s.write)
	s.frame = nil
	if err != nil || s.taken <= 0 {
		return false, false
	}
	s.rest = append(s.rest, frame[s.taken:]...)
	return true, s.taken < len(frame)
}

// write writes the frame that is offered.
func (s *socket) write(fd uintptr) { s.taken = rawio.Write(fd, s.frame) }
