package rawio

import (
	"context"
	"io"
	"net"
	"os"
	"syscall"
)

// Dial is how a connection is made.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Reading makes the TCP connections of dial read this way, on systems where it is known how; all else about them stays.
func Reading(dial Dial) Dial {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return reading(conn), nil
	}
}

func reading(conn net.Conn) net.Conn {
	tcp, ok := conn.(*net.TCPConn)
	if !ok || !known {
		return conn
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return conn // it is closed already, which whoever reads it will see
	}
	r := &reader{Conn: conn, raw: raw}
	r.try = r.once
	return r
}

// reader is a connection with a Read of its own. Like most readers, and unlike other connections, it may be read by one
// goroutine at a time only.
type reader struct {
	net.Conn
	raw syscall.RawConn
	try func(fd uintptr) bool // once, made a value one time and not for every read

	into []byte
	n    int
	err  error
}

// Read implements net.Conn.
func (r *reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	r.into, r.n, r.err = p, 0, nil
	err := r.raw.Read(r.try)
	r.into = nil
	switch {
	case err != nil:
		return 0, err
	case r.err != nil:
		return 0, &net.OpError{Op: "read", Net: "tcp", Source: r.LocalAddr(), Addr: r.RemoteAddr(), Err: os.NewSyscallError("read", r.err)}
	case r.n == 0:
		return 0, io.EOF
	}
	return r.n, nil
}

// once reads what has come; false asks to be called again when something has.
func (r *reader) once(fd uintptr) bool {
	n, err := readNow(fd, r.into)
	if err == errNothingYet { //nolint:errorlint // the system's own number, never wrapped
		return false
	}
	r.n, r.err = n, err
	return true
}

// Write writes as much of p as goes at once to a connection that does not block, and returns how many bytes were taken: 0
// when none were, for whatever reason.
func Write(fd uintptr, p []byte) int {
	if len(p) == 0 || !known {
		return 0
	}
	n, err := writeNow(fd, p)
	if err != nil {
		return 0
	}
	return n
}
