package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"huikuan/server/config"
	"huikuan/server/content"
)

// patience is how long a test waits for a frame before it calls it missing.
const patience = 20 * time.Second

// house is a running server and how to reach it.
type house struct {
	t    testing.TB
	addr string
	stop func() // ends the server before the test does
}

// demoContent is read once: every server of the tests has the same.
var demoContent = sync.OnceValues(func() (*content.Library, error) { return openContent("") })

// startServer runs the real server in this process on a free port until the test ends.
func startServer(t testing.TB, settings config.Serve) house {
	t.Helper()
	if settings.Data == "" {
		settings.Data = t.TempDir()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	app, err := newApp(ctx, settings, library, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.serve(ctx, listener) }()
	end := sync.OnceFunc(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	t.Cleanup(end)
	return house{t: t, addr: listener.Addr().String(), stop: end}
}

// do makes a request and decodes the answer into out unless it is nil; it returns the status.
func (h house) do(method, path string, body, out any) int {
	h.t.Helper()
	var in io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		in = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(h.t.Context(), method, "http://"+h.addr+path, in)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(data, out); err != nil {
			h.t.Fatalf("%s %s answered %d %s", method, path, res.StatusCode, data)
		}
	}
	return res.StatusCode
}

// start opens a session and returns its id.
func (h house) start(scenario, lang, mode string) string {
	h.t.Helper()
	var session struct{ ID, Detail string }
	body := map[string]any{"scenario_id": scenario, "lang": lang, "mode": mode, "seed": 7}
	if status := h.do(http.MethodPost, "/api/v1/sessions", body, &session); status != http.StatusCreated {
		h.t.Fatalf("starting %s in %s: status %d %s", scenario, lang, status, session.Detail)
	}
	return session.ID
}

// frame is any frame of the server.
type frame struct {
	Type         string `json:"type"`
	Seq          int64  `json:"seq"`
	Turn         int    `json:"turn"`
	Text         string `json:"text"`
	ClientTurnID string `json:"client_turn_id"`
	Speaker      string `json:"speaker"`
	Contact      string `json:"contact"`
	Interrupted  bool   `json:"interrupted"`
	Reason       string `json:"reason"`
	Code         string `json:"code"`
	Message      string `json:"message"`
	Session      string `json:"session"`
	Epoch        string `json:"epoch"`
	LastSeq      int64  `json:"last_seq"`
	Assessment   string `json:"assessment_id"`

	raw []byte
	at  time.Time
}

// phone is one socket on a call.
type phone struct {
	t      testing.TB
	conn   *websocket.Conn
	frames chan frame // closed when the socket is
	seen   []frame
}

// dial joins a call after the given seq.
func (h house) dial(session string, after int64, query ...string) *phone {
	h.t.Helper()
	url := fmt.Sprintf("ws://%s/api/v1/sessions/%s/live?after=%d", h.addr, session, after)
	for _, q := range query {
		url += "&" + q
	}
	conn, res, err := websocket.DefaultDialer.DialContext(h.t.Context(), url, nil)
	if err != nil {
		h.t.Fatalf("dial: %v %v", err, res)
	}
	p := &phone{t: h.t, conn: conn, frames: make(chan frame, 4096)}
	go p.read()
	h.t.Cleanup(func() { _ = conn.Close() })
	return p
}

func (p *phone) read() {
	defer close(p.frames)
	for {
		_, data, err := p.conn.ReadMessage()
		if err != nil {
			return
		}
		f := frame{raw: data, at: time.Now()}
		if err := json.Unmarshal(data, &f); err != nil {
			p.t.Errorf("a frame is no JSON: %s", data)
			return
		}
		p.frames <- f
	}
}

// await returns the next frame of one of the given types, keeping all it passes in seen.
func (p *phone) await(types ...string) frame {
	p.t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case f, open := <-p.frames:
			if !open {
				p.t.Fatalf("the socket closed while waiting for %v; last frames: %s", types, p.last())
			}
			p.seen = append(p.seen, f)
			for _, kind := range types {
				if f.Type == kind {
					return f
				}
			}
		case <-deadline:
			p.t.Fatalf("no %v in %v; last frames: %s", types, patience, p.last())
		}
	}
}

func (p *phone) last() string {
	var out []string
	for _, f := range p.seen[max(0, len(p.seen)-4):] {
		out = append(out, string(f.raw))
	}
	return strings.Join(out, " ")
}

func (p *phone) send(v any) {
	p.t.Helper()
	if err := p.conn.WriteJSON(v); err != nil {
		p.t.Fatal(err)
	}
}

func (p *phone) say(id, text string) {
	p.t.Helper()
	p.send(map[string]string{"type": "say", "client_turn_id": id, "text": text})
}

// talk says something and waits until the debtor has answered, or the call is over. It reports whether the call goes on.
func (p *phone) talk(id, text string) bool {
	p.t.Helper()
	p.say(id, text)
	f := p.await("turn.accepted", "error")
	if f.Type == "error" && strings.Contains(string(f.raw), `"busy"`) { // somebody who was put on the line is still saying hello
		p.await("turn.completed")
		p.say(id, text)
		f = p.await("turn.accepted", "error")
	}
	if f.Type == "error" {
		p.t.Fatalf("saying was refused: %s", f.raw)
	}
	return p.await("turn.completed", "session.ended").Type == "turn.completed"
}

// durable returns the frames with a seq, in the order they came.
func (p *phone) durable() []frame {
	var out []frame
	for _, f := range p.seen {
		if f.Seq > 0 {
			out = append(out, f)
		}
	}
	return out
}

// gapless fails the test unless the frames are numbered from first on without a gap or repeat.
func gapless(t testing.TB, frames []frame, first int64) {
	t.Helper()
	for i, f := range frames {
		if want := first + int64(i); f.Seq != want {
			t.Fatalf("frame %d (%s) has seq %d, want %d", i, f.Type, f.Seq, want)
		}
	}
}
