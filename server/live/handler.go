package live

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"huikuan/server/coach"
	"huikuan/server/session"
)

// Seat is one screen's place in a call; *session.Seat is one.
type Seat interface {
	Epoch() string
	LastSeq() int64
	Say(clientTurnID, text string)
	Stop()
	Hint()
	Contact(id string)
	Action(id string)
	Pause()
	Resume()
	End()
	Leave()
}

// Sessions seats screens at calls.
type Sessions interface {
	// CanFollow fails as Join does where there is no such call or event, and takes nobody's seat.
	CanFollow(ctx context.Context, sessionID string, after int64) error
	Join(ctx context.Context, sessionID string, after int64, sink session.Sink) (Seat, error)
}

// Calls makes the application service fit Sessions.
func Calls(service *session.Service) Sessions { return calls{service} }

type calls struct{ service *session.Service }

func (c calls) Join(ctx context.Context, sessionID string, after int64, sink session.Sink) (Seat, error) {
	seat, err := c.service.Join(ctx, sessionID, after, sink)
	if err != nil {
		return nil, err
	}
	return seat, nil
}

func (c calls) CanFollow(ctx context.Context, sessionID string, after int64) error {
	return c.service.CanFollow(ctx, sessionID, after)
}

// Options tune the handler; the zero value is right for use.
type Options struct {
	Origins   []string      // allowed beside the server's own, each scheme://host[:port]
	Log       *slog.Logger  // nil discards
	PingEvery time.Duration // 25 s
	PongWait  time.Duration // silence after which a client is given up: 60 s
	WriteWait time.Duration // for one frame to be taken: 10 s
	ProbeWait time.Duration // for the holder of a seat to prove it is there: 1.5 s
	CloseWait time.Duration // for the peer to answer a close: 2 s
	Burst     int           // messages a client may send in Per: 30
	Per       time.Duration // 10 s
}

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		field *time.Duration
		value time.Duration
	}{
		{&o.PingEvery, 25 * time.Second}, {&o.PongWait, time.Minute}, {&o.WriteWait, 10 * time.Second},
		{&o.ProbeWait, 1500 * time.Millisecond}, {&o.CloseWait, 2 * time.Second}, {&o.Per, 10 * time.Second},
	} {
		if *d.field <= 0 {
			*d.field = d.value
		}
	}
	if o.Burst <= 0 {
		o.Burst = 30
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Handler serves the sockets of live calls.
type Handler struct {
	sessions Sessions
	options  Options
	upgrader websocket.Upgrader
	running  sync.WaitGroup // every connection's goroutines
	frames   buffers        // for frames read and written

	mu       sync.Mutex
	seats    map[string]*conn   // by session: who holds the seat, or is about to
	conns    map[*conn]struct{} // all, the refused ones too
	draining bool
}

// New returns a handler that seats its clients at the given sessions.
func New(sessions Sessions, options Options) *Handler {
	h := &Handler{sessions: sessions, options: options.withDefaults(), seats: map[string]*conn{}, conns: map[*conn]struct{}{}}
	h.upgrader = websocket.Upgrader{
		HandshakeTimeout:  5 * time.Second,
		ReadBufferSize:    1024,
		WriteBufferSize:   1024,
		WriteBufferPool:   &sync.Pool{},
		CheckOrigin:       func(r *http.Request) bool { return originAllowed(r, h.options.Origins) },
		EnableCompression: false, // a compressed frame could outgrow every limit
		Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
			writeProblem(w, status, coach.Wrap(codeOfStatus(status), reason, "this address serves WebSockets only; connect with one, from the page of this server"))
		},
	}
	return h
}

// ServeHTTP upgrades the request to the socket of one session: ?after=<seq> resumes after that event, tab=<id> names
// the browser tab, takeover=1 takes the call over from another window.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request, sessionID string) {
	if !websocket.IsWebSocketUpgrade(r) || !h.upgrader.CheckOrigin(r) {
		h.refuseUpgrade(w, r)
		return
	}
	query := r.URL.Query()
	c := h.newConn(sessionID, query.Get("tab"))
	if !h.register(c) {
		writeProblem(w, http.StatusServiceUnavailable, coach.Errorf(coach.CodeUnavailable, "the server is restarting; reconnect in a few seconds"))
		return
	}
	defer h.running.Done() // serve counts its goroutines itself
	after, err := parseAfter(query.Get("after"))
	if err == nil { // before anybody has to leave the seat
		err = h.sessions.CanFollow(r.Context(), sessionID, after)
	}
	if err != nil {
		h.reject(w, r, c, err)
		return
	}
	if err := h.claim(r.Context(), c, query.Get("takeover") == "1"); err != nil {
		h.reject(w, r, c, err)
		return
	}
	c.sink.last = after
	seat, err := h.sessions.Join(r.Context(), sessionID, after, c.sink)
	if err != nil {
		h.reject(w, r, c, err)
		return
	}
	ws, socket, err := h.upgrade(w, r)
	if err != nil { // the upgrader has answered
		c.seat = seat
		c.leave()
		h.forget(c)
		return
	}
	c.out.open(Hello{Type: TypeHello, Session: sessionID, Epoch: seat.Epoch(), LastSeq: seat.LastSeq()}, seat.LastSeq())
	c.attach(ws, socket, seat)
	c.serve()
}

func (h *Handler) upgrade(w http.ResponseWriter, r *http.Request) (*websocket.Conn, *socket, error) {
	under := &hijacked{ResponseWriter: w}
	ws, err := h.upgrader.Upgrade(under, r, nil)
	return ws, under.socket, err
}

// Shutdown tells every client that the server goes away, closes their sockets (1012) and returns when all goroutines
// have ended. When ctx ends first the connections are cut; the log has everything acknowledged.
func (h *Handler) Shutdown(ctx context.Context) error {
	h.mu.Lock()
	h.draining = true
	conns := make([]*conn, 0, len(h.conns))
	for c := range h.conns {
		conns = append(conns, c)
	}
	h.mu.Unlock()
	for _, c := range conns {
		c.sink.Draining()
		c.out.close(websocket.CloseServiceRestart, "restart", nil)
	}
	finished := make(chan struct{})
	go func() {
		h.running.Wait()
		close(finished)
	}()
	select {
	case <-finished:
		return nil
	case <-ctx.Done():
	}
	for _, c := range conns {
		select {
		case <-c.ready:
			_ = c.ws.Close() // it had its time
		default: // it is told as soon as it is connected, and then has CloseWait
		}
	}
	<-finished
	return coach.Wrap(coach.CodeUnavailable, ctx.Err(), "some sockets did not close in time and were cut")
}

func (h *Handler) newConn(sessionID, tab string) *conn {
	c := &conn{
		handler: h, session: sessionID, tab: tab, log: h.options.Log,
		ready: make(chan struct{}), left: make(chan struct{}), pong: make(chan struct{}),
	}
	c.writer = newWriter(c.write)
	c.out = newOutbox(c.writer.wake)
	c.sink = &sink{out: c.out, session: sessionID, log: h.options.Log, expected: map[string]bool{}}
	return c
}

// register counts the connection in, so that Shutdown waits for it; the caller ends with running.Done, and with serve
// or forget. It reports false when the server drains.
func (h *Handler) register(c *conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.draining {
		return false
	}
	h.running.Add(1)
	h.conns[c] = struct{}{}
	return true
}

// forget takes the connection off the books. It has left by then.
func (h *Handler) forget(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.conns, c)
}

// vacate makes the connection's seat free to take.
func (h *Handler) vacate(c *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seats[c.session] == c {
		delete(h.seats, c.session)
	}
}

// claim makes c the holder of its session's seat, or fails with CodeBusy while another window holds it and answers. A client
// that gave up waiting, and may have come back on another line meanwhile, takes no seat.
func (h *Handler) claim(ctx context.Context, c *conn, takeover bool) error {
	for {
		old, mine := h.take(c, nil)
		if mine {
			return nil
		}
		sameTab := c.tab != "" && c.tab == old.tab
		if !takeover && !sameTab && old.answers(h.options.ProbeWait) {
			return coach.Errorf(coach.CodeBusy, "this call is open in another window; close it there, or continue here with takeover=1")
		}
		if err := ctx.Err(); err != nil {
			return coach.Wrap(coach.CodeUnavailable, err, "the connection was given up before the call was joined; try again")
		}
		if _, mine = h.take(c, old); mine {
			old.evict()
			return nil
		}
	}
}

// take gives c the seat when nobody but old holds it, and returns who does otherwise.
func (h *Handler) take(c, old *conn) (holder *conn, mine bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if holder = h.seats[c.session]; holder != old {
		return holder, false
	}
	h.seats[c.session] = c
	return c, true
}

// reject tells a client why it gets no seat: over HTTP when there is no such call or the server cannot serve it now,
// else over the socket, where a page can read it.
func (h *Handler) reject(w http.ResponseWriter, r *http.Request, c *conn, err error) {
	c.leave() // there is no seat; whoever waits for it goes on
	code, reason := closeInvalid, "invalid"
	switch coach.CodeOf(err) {
	case coach.CodeBusy:
		code, reason = closeBusy, "busy"
	case coach.CodeInvalid:
	default:
		h.forget(c)
		writeProblem(w, statusOf(err), err)
		return
	}
	ws, socket, upgradeErr := h.upgrade(w, r)
	if upgradeErr != nil { // the upgrader has answered
		h.forget(c)
		return
	}
	c.out.close(code, reason, errorFrame(err, "", 0))
	c.attach(ws, socket, nil)
	c.serve()
}

// refuseUpgrade answers a request that is no WebSocket, or comes from another site's page.
func (h *Handler) refuseUpgrade(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		writeProblem(w, http.StatusForbidden, coach.Errorf(coach.CodeForbidden, "this page may not open calls here; open the page of this server. Behind a proxy, the server has to be told the page's address with --origin"))
		return
	}
	w.Header().Set("Upgrade", "websocket")
	writeProblem(w, http.StatusUpgradeRequired, coach.Errorf(coach.CodeInvalid, "this address serves WebSockets only; connect with one"))
}

func parseAfter(value string) (int64, error) {
	if value == "" {
		return 0, nil
	}
	after, err := strconv.ParseInt(value, 10, 64)
	if err != nil || after < 0 {
		return 0, invalid("after must be the seq of an event: a whole number from 0")
	}
	return after, nil
}

func statusOf(err error) int {
	switch coach.CodeOf(err) {
	case coach.CodeNotFound:
		return http.StatusNotFound
	case coach.CodeForbidden:
		return http.StatusForbidden
	case coach.CodeUnavailable, coach.CodeStorage:
		return http.StatusServiceUnavailable
	case coach.CodeConflict, coach.CodeEnded:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}

func codeOfStatus(status int) coach.Code {
	if status == http.StatusForbidden {
		return coach.CodeForbidden
	}
	return coach.CodeInvalid
}

// writeProblem answers with RFC 9457 problem JSON, as the rest of the API does.
func writeProblem(w http.ResponseWriter, status int, err error) {
	w.Header().Set("Content-Type", "application/problem+json")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "2")
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct { // the client has gone if this fails
		Title  string     `json:"title"`
		Status int        `json:"status"`
		Code   coach.Code `json:"code"`
		Detail string     `json:"detail"`
	}{http.StatusText(status), status, coach.CodeOf(err), coach.MessageOf(err)})
}
