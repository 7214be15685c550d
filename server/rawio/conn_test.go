package rawio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
)

const patience = 10 * time.Second

// pair is a connection that was dialled with dial, and its other end.
func pair(t testing.TB, dial Dial) (near net.Conn, far *net.TCPConn) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if near, err = dial(t.Context(), "tcp", listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	other, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = near.Close(), other.Close() })
	return near, other.(*net.TCPConn)
}

var plain Dial = (&net.Dialer{}).DialContext

// read is a Read that must end within patience.
func read(t *testing.T, conn net.Conn, p []byte) (int, error) {
	t.Helper()
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	go func() {
		n, err := conn.Read(p)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return r.n, r.err
	case <-time.After(patience):
		t.Fatal("the read does not end")
		return 0, nil
	}
}

func TestEveryByteIsReadOnceAndInOrderThenTheEnd(t *testing.T) {
	near, far := pair(t, Reading(plain))
	dice := rand.New(rand.NewPCG(1, 2))
	want := make([]byte, 1<<20)
	for i := range want {
		want[i] = byte(dice.Uint32())
	}
	go func() {
		defer func() { _ = far.Close() }()
		for rest := want; len(rest) > 0; {
			n := min(len(rest), 1+dice.IntN(40_000))
			if _, err := far.Write(rest[:n]); err != nil {
				t.Error(err)
				return
			}
			rest = rest[n:]
			if n%3 == 0 {
				time.Sleep(time.Millisecond) // so that the reader waits now and then
			}
		}
	}()
	var got []byte
	for size := 1; ; size = size*7%9973 + 1 {
		part := make([]byte, size)
		n, err := read(t, near, part)
		got = append(got, part[:n]...)
		if err == io.EOF { //nolint:errorlint // the end is never wrapped: io.Reader says so
			break
		}
		if err != nil || n == 0 {
			t.Fatalf("a read of %d bytes: %d, %v", size, n, err)
		}
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes were read of %d, or others", len(got), len(want))
	}
}

func TestAReadEndsForWhateverEndsAReadOtherwise(t *testing.T) {
	tests := map[string]struct {
		end  func(near net.Conn, far *net.TCPConn) error
		want error
	}{
		"the deadline passes": {func(near net.Conn, _ *net.TCPConn) error {
			return near.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		}, os.ErrDeadlineExceeded},
		"it is closed":        {func(near net.Conn, _ *net.TCPConn) error { return near.Close() }, net.ErrClosed},
		"the peer breaks off": {func(_ net.Conn, far *net.TCPConn) error { return errors.Join(far.SetLinger(0), far.Close()) }, syscall.ECONNRESET},
		"the peer ends":       {func(_ net.Conn, far *net.TCPConn) error { return far.CloseWrite() }, io.EOF},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			near, far := pair(t, Reading(plain))
			go func() {
				time.Sleep(20 * time.Millisecond) // the read has begun by then; it would end the same if it had not
				if err := test.end(near, far); err != nil {
					t.Error(err)
				}
			}()
			if n, err := read(t, near, make([]byte, 10)); n != 0 || !errors.Is(err, test.want) {
				t.Errorf("read %d, %v; want %v", n, err, test.want)
			}
		})
	}
}

func TestAWriteTakesWhatFitsAndNeverWaits(t *testing.T) {
	near, far := pair(t, plain)
	raw, err := near.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	write := func(p []byte) (taken int) {
		if err := raw.Control(func(fd uintptr) { taken = Write(fd, p) }); err != nil {
			t.Fatal(err)
		}
		return taken
	}
	part, sent := bytes.Repeat([]byte("frame"), 50_000), 0
	for range 1000 {
		n := write(part)
		if n == 0 {
			break
		}
		sent += n
	}
	if n := write(part); n != 0 {
		t.Fatalf("a full connection took %d bytes more", n)
	}
	if n := write(nil); n != 0 {
		t.Errorf("nothing was written as %d bytes", n)
	}
	go func() { _ = near.(*net.TCPConn).CloseWrite() }()
	if got, err := io.Copy(io.Discard, far); err != nil || int(got) != sent {
		t.Errorf("%d bytes came of %d: %v", got, sent, err)
	}
	_ = far.Close()
}

func TestWhatIsNoTCPConnectionStaysWhatItIs(t *testing.T) {
	near, far := net.Pipe()
	t.Cleanup(func() { _, _ = near.Close(), far.Close() })
	got, err := Reading(func(context.Context, string, string) (net.Conn, error) { return near, nil })(t.Context(), "", "")
	if err != nil || got != near {
		t.Errorf("got %T, %v", got, err)
	}
	broken := errors.New("no way there")
	if _, err := Reading(func(context.Context, string, string) (net.Conn, error) { return nil, broken })(t.Context(), "", ""); !errors.Is(err, broken) {
		t.Errorf("a failed dial: %v", err)
	}
}

// BenchmarkRead reads words as they come, one at a time: the read that finds nothing, the wait, the read that finds one.
func BenchmarkRead(b *testing.B) {
	for name, dial := range map[string]Dial{"plain": plain, "raw": Reading(plain)} {
		b.Run(name, func(b *testing.B) {
			near, far := pair(b, dial)
			word, into := []byte("data: word\n\n"), make([]byte, 100)
			for b.Loop() {
				if _, err := far.Write(word); err != nil {
					b.Fatal(err)
				}
				if _, err := near.Read(into); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
