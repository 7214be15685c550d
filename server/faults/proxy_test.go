//go:build faults

package faults

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
	"time"
)

// proxy stands between callers and the server and does to each connection what its plan says.
type proxy struct {
	listener net.Listener
	server   string
	plan     func() plan
	running  sync.WaitGroup
	mu       sync.Mutex
	open     map[net.Conn]struct{}
}

// plan is what happens to one connection.
type plan struct {
	up, down int64         // bytes passed before the line breaks; negative: it does not
	pieces   int           // bytes handed on at a time; 0: as they come
	stall    time.Duration // pause before each piece
	silent   bool          // break by passing nothing on, with both ends left open
	reset    bool          // break with a reset and not with an end
}

// newProxy runs a proxy in front of server until the test ends.
func newProxy(t *testing.T, server string, next func() plan) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: listener, server: server, plan: next, open: map[net.Conn]struct{}{}}
	p.running.Go(p.accept)
	t.Cleanup(func() {
		_ = listener.Close()
		p.mu.Lock()
		for conn := range p.open {
			_ = conn.Close()
		}
		p.mu.Unlock()
		p.running.Wait()
	})
	return p
}

func (p *proxy) addr() string { return p.listener.Addr().String() }

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		how := p.plan()
		p.mu.Lock()
		p.open[client], p.open[server] = struct{}{}, struct{}{}
		p.mu.Unlock()
		p.running.Go(func() { p.serve(client, server, how) })
	}
}

// serve passes bytes on both ways until the line breaks or an end hangs up.
func (p *proxy) serve(client, server net.Conn, how plan) {
	var once sync.Once
	end := func() {
		once.Do(func() {
			if how.reset {
				for _, conn := range []net.Conn{client, server} {
					if tcp, ok := conn.(*net.TCPConn); ok {
						_ = tcp.SetLinger(0)
					}
				}
			}
			_ = client.Close()
			_ = server.Close()
		})
	}
	var both sync.WaitGroup
	both.Go(func() { how.pass(server, client, how.up); end() })
	both.Go(func() { how.pass(client, server, how.down); end() })
	both.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, client)
	delete(p.open, server)
}

// pass copies up to limit bytes, in pieces, with pauses.
func (how plan) pass(to io.Writer, from io.Reader, limit int64) {
	buf := make([]byte, 4096)
	if how.pieces > 0 {
		buf = buf[:how.pieces]
	}
	for {
		n, err := from.Read(buf)
		if limit >= 0 {
			n = int(min(int64(n), limit))
			limit -= int64(n)
		}
		if how.stall > 0 {
			time.Sleep(how.stall)
		}
		if _, writeErr := to.Write(buf[:n]); err != nil || writeErr != nil {
			return
		}
		if limit != 0 {
			continue
		}
		if how.silent { // the other side hears nothing, not even that the line is dead
			_, _ = io.Copy(io.Discard, from)
		}
		return
	}
}

// roughly is a plan of a bad line: broken somewhere, sometimes slow, sometimes in small pieces.
func roughly(random *rand.Rand) plan {
	how := plan{up: -1, down: -1, reset: random.IntN(2) == 0, silent: random.IntN(20) == 0}
	if random.IntN(3) == 0 {
		how.up = 150 + random.Int64N(900) // the handshake alone takes some 300
	} else {
		how.down = 100 + random.Int64N(4000)
	}
	if random.IntN(4) == 0 {
		how.pieces = 1 + random.IntN(40)
	}
	if random.IntN(20) == 0 {
		how.stall = time.Millisecond
	}
	return how
}

// lockedRandom gives plans to many connections.
func lockedRandom(seed uint64, make func(*rand.Rand) plan) func() plan {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 11))
	return func() plan {
		mu.Lock()
		defer mu.Unlock()
		return make(random)
	}
}

var errGivenUp = errors.New("given up")
