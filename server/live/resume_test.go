package live_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/live"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

const limit = 30 * time.Second // for a whole call; reaching it is a failure

// place is a whole server: store, calls and sockets.
type place struct {
	store   *sqlite.Store
	calls   *session.Service
	sockets *live.Handler
	http    *httptest.Server
}

// parts are what every server of a test shares: reading the content takes longer than a call.
type parts struct {
	library  session.Library
	labeller *nlu.Labeller
}

func loadParts(t *testing.T) parts {
	t.Helper()
	library, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	return parts{library: library, labeller: nlu.New()}
}

func (a parts) open(t *testing.T, path string) *place {
	t.Helper()
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	p := &place{store: store}
	p.calls = session.New(session.Options{Log: store, Library: a.library, Voice: debtor.NewScripted(debtor.Pace{Chunk: time.Millisecond}), Labeller: a.labeller})
	p.sockets = live.New(live.Calls(p.calls), live.Options{CloseWait: 200 * time.Millisecond, Burst: 100_000})
	p.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.sockets.ServeHTTP(w, r, strings.TrimPrefix(r.URL.Path, "/"))
	}))
	return p
}

func (p *place) close(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := errors.Join(p.calls.Shutdown(ctx), p.sockets.Shutdown(ctx)); err != nil {
		t.Error(err)
	}
	p.http.Close()
	if err := p.store.Close(); err != nil {
		t.Error(err)
	}
}

// cutting is a connection that breaks after a number of bytes, wherever in a frame that is.
type cutting struct {
	net.Conn
	left atomic.Int64
}

var errCut = errors.New("cut")

func (c *cutting) allow(n int) int {
	left := c.left.Add(-int64(n))
	return n + int(min(left, 0))
}

func (c *cutting) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if allowed := c.allow(n); allowed < n {
		_ = c.Conn.Close()
		return max(allowed, 0), errCut
	}
	return n, err
}

func (c *cutting) Write(p []byte) (int, error) {
	if allowed := c.allow(len(p)); allowed < len(p) {
		n, _ := c.Conn.Write(p[:max(allowed, 0)])
		_ = c.Conn.Close()
		return n, errCut
	}
	return c.Conn.Write(p)
}

// trainee plays a call over connections that break, as a page does: it remembers the last seq it has, sends a sentence
// again until it is ticked, and never sends two at once.
type trainee struct {
	t       *testing.T
	session string
	random  *rand.Rand
	lines   []string

	frames   [][]byte // durable frames as they came, in order
	kinds    []string
	ticked   int // lines ticked
	dials    int
	partial  map[int]string // pieces of turns by turn
	ended    bool
	assessed bool
}

func (c *trainee) last() int64 { return int64(len(c.frames)) }

// play goes on until enough lines are ticked and answered, or the call is over and scored.
func (c *trainee) play(url string, lines int) {
	c.t.Helper()
	for end := time.Now().Add(limit); !c.assessed && !(c.ticked >= lines && c.answered() && !c.ended && lines < len(c.lines)); {
		if time.Now().After(end) {
			c.t.Fatalf("%s: %d of %d lines after %d connections", c.session, c.ticked, len(c.lines), c.dials)
		}
		c.connect(url, lines)
	}
}

func (c *trainee) answered() bool {
	return len(c.kinds) > 0 && c.kinds[len(c.kinds)-1] == "turn.completed"
}

func (c *trainee) connect(url string, lines int) {
	c.t.Helper()
	c.dials++
	dialer := websocket.Dialer{NetDial: func(network, address string) (net.Conn, error) {
		conn, err := net.Dial(network, address)
		if err != nil {
			return nil, err
		}
		cut := &cutting{Conn: conn}
		cut.left.Store(c.random.Int64N(2500))
		return cut, nil
	}}
	ws, response, err := dialer.Dial(fmt.Sprintf("ws%s/%s?tab=t&after=%d", strings.TrimPrefix(url, "http"), c.session, c.last()), nil)
	if response != nil && response.StatusCode != http.StatusSwitchingProtocols {
		c.t.Fatalf("refused: %s", response.Status)
	}
	if err != nil {
		return
	}
	defer func() { _ = ws.Close() }()
	sent := -1
	clear(c.partial)
	var hello live.Hello
	if ws.ReadJSON(&hello) != nil {
		return
	}
	if hello.Type != live.TypeHello || hello.LastSeq < c.last() {
		c.t.Fatalf("greeted with %+v at event %d", hello, c.last())
	}
	for {
		if c.last() >= hello.LastSeq && !c.ended && c.answered() && sent != c.ticked {
			if c.ticked >= lines && lines < len(c.lines) {
				return
			}
			sent = c.ticked
			if c.speak(ws) != nil {
				return
			}
		}
		_ = ws.SetReadDeadline(time.Now().Add(limit))
		_, data, err := ws.ReadMessage()
		if err != nil {
			return
		}
		if c.take(data); c.assessed {
			return
		}
	}
}

func (c *trainee) speak(ws *websocket.Conn) error {
	if c.ticked == len(c.lines) {
		return ws.WriteJSON(live.End{Type: live.TypeEnd})
	}
	return ws.WriteJSON(live.Say{Type: live.TypeSay, ClientTurnID: fmt.Sprint("line-", c.ticked), Text: c.lines[c.ticked]})
}

func (c *trainee) take(data []byte) {
	c.t.Helper()
	var frame struct {
		Type         string
		Seq          int64
		Turn         int
		Text         string
		Code         coach.Code
		ClientTurnID string `json:"client_turn_id"`
	}
	if err := json.Unmarshal(data, &frame); err != nil {
		c.t.Fatal(err)
	}
	switch frame.Type {
	case live.TypeDelta:
		c.partial[frame.Turn] += frame.Text
	case live.TypeError:
		c.t.Fatalf("error frame: %s", data)
	case live.TypeThinking, live.TypeDraining:
	default:
		if frame.Seq != c.last()+1 {
			c.t.Fatalf("event %d came after event %d", frame.Seq, c.last())
		}
		c.frames, c.kinds = append(c.frames, bytes.Clone(data)), append(c.kinds, frame.Type)
	}
	switch frame.Type {
	case "turn.accepted":
		if frame.ClientTurnID != fmt.Sprint("line-", c.ticked) {
			c.t.Fatalf("line %d was ticked as %s", c.ticked, frame.ClientTurnID)
		}
		c.ticked++
	case "turn.completed":
		if said, streamed := c.partial[frame.Turn]; streamed && said != frame.Text {
			c.t.Errorf("turn %d was streamed as %q and completed as %q", frame.Turn, said, frame.Text)
		}
	case "session.ended":
		c.ended = true
	case "assessment.ready":
		c.assessed = true
	}
}

func TestACallSurvivesCutsAtAnyByteAndARestart(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	path := filepath.Join(t.TempDir(), "huikuan.db")
	lines := []string{
		"Good morning, this is Wei from receivables. Is this a good moment?",
		"I am calling about the invoice that is overdue. What is holding it up?",
		"I understand. Who signs it off on your side?",
		"What can you pay today, and how much?",
		"Could you pay half of the balance by Friday, by transfer?",
		"Please send me the remittance advice once it is done. Thank you, goodbye.",
	}
	all := loadParts(t)
	p := all.open(t, path)
	for seed := range uint64(6) {
		fixed := int64(seed)
		started, err := p.calls.Start(t.Context(), session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English, Seed: &fixed})
		if err != nil {
			t.Fatal(err)
		}
		c := &trainee{t: t, session: started.ID, random: rand.New(rand.NewPCG(seed, 1)), lines: lines, partial: map[int]string{}}
		c.play(p.http.URL, 3)
		p.close(t)
		p = all.open(t, path)
		c.play(p.http.URL, len(lines))

		events, err := p.store.Events(t.Context(), started.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) != len(c.frames) {
			t.Fatalf("the screen has %d events, the log %d", len(c.frames), len(events))
		}
		for i, event := range events {
			frame, _ := live.EventFrame(started.ID, event)
			var want bytes.Buffer
			encoder := json.NewEncoder(&want)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(frame); err != nil {
				t.Fatal(err)
			}
			if got := string(c.frames[i]) + "\n"; got != want.String() {
				t.Errorf("the screen saw %sthe log has %s", got, want.String())
			}
		}
		if c.dials < 5 {
			t.Errorf("only %d connections: the cuts did not cut", c.dials)
		}
	}
	if _, err := p.store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	p.close(t)
}
