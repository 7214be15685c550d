package live

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"huikuan/server/coach"
)

// patience is how long a test waits for what must come; reaching it is a failure.
const patience = 10 * time.Second

// rig is a server with a handler on a real port.
type rig struct {
	t       *testing.T
	fake    *fakeSessions
	handler *Handler
	server  *httptest.Server
}

func newRig(t *testing.T, options Options) *rig {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	r := &rig{t: t, fake: newFake("ses_1", "ses_2")}
	if options.CloseWait == 0 {
		options.CloseWait = 300 * time.Millisecond
	}
	r.handler = New(r.fake, options)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sessions/{id}/live", func(w http.ResponseWriter, req *http.Request) {
		r.handler.ServeHTTP(w, req, req.PathValue("id"))
	})
	r.server = httptest.NewServer(mux)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := r.handler.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		r.server.Close()
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, ignore)
	})
	return r
}

func (r *rig) url(path string) string {
	return "ws" + strings.TrimPrefix(r.server.URL, "http") + "/sessions/" + path
}

// client is a socket read frame by frame.
type client struct {
	t  *testing.T
	ws *websocket.Conn
}

func (r *rig) dial(path string) *client {
	r.t.Helper()
	ws, response, err := websocket.DefaultDialer.Dial(r.url(path), nil)
	if err != nil {
		r.t.Fatalf("%v (%v)", err, response)
	}
	r.t.Cleanup(func() { _ = ws.Close() })
	return &client{t: r.t, ws: ws}
}

type wireFrame struct {
	Type         string
	Seq          int64
	Text         string
	Turn         int
	Code         coach.Code
	Message      string
	Session      string
	Epoch        string
	LastSeq      int64  `json:"last_seq"`
	ClientTurnID string `json:"client_turn_id"`
	RetryAfterMS int64  `json:"retry_after_ms"`
}

func (c *client) next() wireFrame {
	c.t.Helper()
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	_, data, err := c.ws.ReadMessage()
	if err != nil {
		c.t.Fatal("no frame: ", err)
	}
	var frame wireFrame
	if err := json.Unmarshal(data, &frame); err != nil {
		c.t.Fatal(err)
	}
	return frame
}

// expect reads the next frames and compares what they are, written "type" or "type#seq".
func (c *client) expect(want ...string) []wireFrame {
	c.t.Helper()
	var frames []wireFrame
	for _, w := range want {
		frame := c.next()
		got := frame.Type
		if frame.Seq > 0 {
			got = fmt.Sprintf("%s#%d", got, frame.Seq)
		}
		if got != w {
			c.t.Fatalf("got %s (%s %s), want %s", got, frame.Code, frame.Message, w)
		}
		frames = append(frames, frame)
	}
	return frames
}

func (c *client) expectError(code coach.Code, says string) wireFrame {
	c.t.Helper()
	frame := c.next()
	if frame.Type != TypeError || frame.Code != code || !strings.Contains(frame.Message, says) {
		c.t.Fatalf("got %+v, want error %s saying %q", frame, code, says)
	}
	return frame
}

// expectClose reads to the end, which must be the given close code.
func (c *client) expectClose(code int) {
	c.t.Helper()
	_ = c.ws.SetReadDeadline(time.Now().Add(patience))
	for {
		_, _, err := c.ws.ReadMessage()
		if err == nil {
			continue
		}
		if !websocket.IsCloseError(err, code) {
			c.t.Fatalf("got %v, want close %d", err, code)
		}
		return
	}
}

func (c *client) send(frame string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) close() { _ = c.ws.Close() }

func (r *rig) awaitCommand(id string) {
	r.t.Helper()
	select {
	case <-r.fake.call(id).told:
	case <-time.After(patience):
		r.t.Fatal("no command arrived")
	}
}

// eventually polls for a state other goroutines bring about.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never: ", what)
		}
	}
}

func TestAClientIsGreetedThenGetsWhatItMissedThenWhatHappens(t *testing.T) {
	r := newRig(t, Options{})
	c := r.dial("ses_1/live")
	hello := c.expect("hello", "session.started#1", "turn.completed#2")[0]
	if hello.Session != "ses_1" || hello.Epoch != "ep_1" || hello.LastSeq != 2 {
		t.Errorf("%+v", hello)
	}
	c.send(`{"type":"say","client_turn_id":"c1","text":"余款什么时候到？"}`)
	c.expect("turn.accepted#3", "state.thinking")
	whole := ""
	for frame := c.next(); ; frame = c.next() {
		if frame.Type != TypeDelta {
			if frame.Type != "turn.completed" || frame.Seq != 4 || frame.Text != whole {
				t.Errorf("got %+v, want the turn completed with the words streamed: %q", frame, whole)
			}
			break
		}
		whole += frame.Text
	}
	if whole != strings.Join(answerPieces, "") {
		t.Errorf("streamed %q", whole)
	}
}

func TestResumeHasNoGapAndNoRepeatWhereverTheClientWas(t *testing.T) {
	r := newRig(t, Options{})
	first := r.dial("ses_1/live?tab=a")
	for i := range 3 {
		first.send(fmt.Sprintf(`{"type":"say","client_turn_id":"c%d","text":"喂"}`, i))
	}
	for first.next().Seq != 8 {
	}
	for after := range 9 {
		c := r.dial(fmt.Sprintf("ses_1/live?tab=a&after=%d", after))
		c.expect("hello")
		for seq := after + 1; seq <= 8; seq++ {
			if frame := c.next(); frame.Seq != int64(seq) {
				t.Fatalf("after %d: got %+v, want seq %d", after, frame, seq)
			}
		}
		c.close()
	}
}

func TestARepeatedSayIsTickedAgain(t *testing.T) {
	r := newRig(t, Options{})
	c := r.dial("ses_1/live")
	c.send(`{"type":"say","client_turn_id":"c1","text":"喂"}`)
	for c.next().Seq != 4 {
	}
	c.close()
	c = r.dial("ses_1/live?after=4&takeover=1")
	c.expect("hello")
	c.send(`{"type":"say","client_turn_id":"c1","text":"喂"}`)
	c.expect("turn.accepted#3")
}

func TestEveryCommandReachesTheCall(t *testing.T) {
	r := newRig(t, Options{})
	c := r.dial("ses_1/live")
	for _, frame := range []string{
		`{"type":"stop"}`, `{"type":"hint"}`, `{"type":"contact","id":"accountant"}`, `{"type":"action","id":"send_statement"}`,
		`{"type":"pause"}`, `{"type":"resume"}`, `{"type":"say","client_turn_id":"1","text":" {{x}} <b> 🙂 "}`, `{"type":"end"}`,
	} {
		c.send(frame)
		r.awaitCommand("ses_1")
	}
	call := r.fake.call("ses_1")
	call.with(func() {
		want := "stop|hint|contact accountant|action send_statement|pause|resume|say  {{x}} <b> 🙂 |end"
		if got := strings.Join(call.done, "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestBadFramesAreAnsweredAndTheSocketStaysOpen(t *testing.T) {
	r := newRig(t, Options{Burst: 1000})
	c := r.dial("ses_1/live")
	c.expect("hello", "session.started#1", "turn.completed#2")
	tests := []struct {
		frame string
		code  coach.Code
		says  string
		id    string
	}{
		{`{"type":"say"`, coach.CodeInvalid, "not valid JSON", ""},
		{``, coach.CodeInvalid, "not valid JSON", ""},
		{`[1]`, coach.CodeInvalid, "JSON object", ""},
		{`null`, coach.CodeInvalid, `no "type"`, ""},
		{`{}`, coach.CodeInvalid, `no "type"`, ""},
		{`{"type":7}`, coach.CodeInvalid, "JSON object", ""},
		{`{"type":"sing"}`, coach.CodeInvalid, "say, stop, hint, contact, action, pause, resume or end", ""},
		{`{"type":"turn.completed","turn":3}`, coach.CodeInvalid, "not known", ""},
		{`{"type":"say","text":"hi"}`, coach.CodeInvalid, "client_turn_id", ""},
		{`{"type":"say","client_turn_id":"c9"}`, coach.CodeInvalid, "text", "c9"},
		{`{"type":"say","client_turn_id":"c9","text":"  "}`, coach.CodeInvalid, "text", "c9"},
		{`{"type":"say","client_turn_id":"c9","text":7}`, coach.CodeInvalid, "strings", "c9"},
		{`{"type":"say","client_turn_id":7,"text":"x"}`, coach.CodeInvalid, "strings", ""},
		{`{"type":"say","client_turn_id":"` + strings.Repeat("x", 65) + `","text":"x"}`, coach.CodeInvalid, "client_turn_id", ""},
		{`{"type":"say","client_turn_id":"c9","text":"x","turn":3}`, coach.CodeInvalid, "does not belong", "c9"},
		{`{"type":"say","client_turn_id":"c9","text":"` + strings.Repeat("款", 2001) + `"}`, coach.CodeTooLarge, "2000", "c9"},
		{`{"type":"contact"}`, coach.CodeInvalid, `"id"`, ""},
		{`{"type":"stop"}{"type":"stop"}`, coach.CodeInvalid, "not valid JSON", ""},
		{"{\"type\":\"say\",\"client_turn_id\":\"c9\",\"text\":\"\xff\"}", coach.CodeInvalid, "UTF-8", ""},
	}
	for _, test := range tests {
		c.send(test.frame)
		if frame := c.expectError(test.code, test.says); frame.ClientTurnID != test.id {
			t.Errorf("%.60s: the error names turn %q, want %q", test.frame, frame.ClientTurnID, test.id)
		}
	}
	if err := c.ws.WriteMessage(websocket.BinaryMessage, []byte(`{"type":"stop"}`)); err != nil {
		t.Fatal(err)
	}
	c.expectError(coach.CodeInvalid, "binary")
	c.send(`{"type":"say","client_turn_id":"c1","text":"` + strings.Repeat("款", 2000) + `"}`)
	c.expect("turn.accepted#3")
}

func TestAnOversizeFrameIsExplainedAndEndsTheSocket(t *testing.T) {
	for name, size := range map[string]int{"one byte over": 32<<10 + 1, "far over": 900 << 10} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, Options{})
			c := r.dial("ses_1/live")
			c.expect("hello", "session.started#1", "turn.completed#2")
			c.send(strings.Repeat(" ", size))
			c.expectError(coach.CodeTooLarge, "32 KiB")
			c.expectClose(websocket.CloseMessageTooBig)
		})
	}
	r := newRig(t, Options{})
	c := r.dial("ses_1/live")
	c.expect("hello", "session.started#1", "turn.completed#2")
	c.send(`{"type":"stop"}` + strings.Repeat(" ", 32<<10-len(`{"type":"stop"}`)))
	r.awaitCommand("ses_1")
	c.send(strings.Repeat(" ", 1<<20+1))
	c.expectClose(websocket.CloseMessageTooBig)
}

func TestTooManyMessagesAreRefusedWithTheTimeToWait(t *testing.T) {
	r := newRig(t, Options{Burst: 3, Per: time.Hour})
	c := r.dial("ses_1/live")
	c.expect("hello", "session.started#1", "turn.completed#2")
	for range 3 {
		c.send(`{"type":"stop"}`)
		r.awaitCommand("ses_1")
	}
	c.send(`{"type":"say","client_turn_id":"c1","text":"喂"}`)
	frame := c.expectError(coach.CodeUnavailable, "too many")
	if frame.ClientTurnID != "c1" || frame.RetryAfterMS < 1000 || frame.RetryAfterMS > time.Hour.Milliseconds()/3 {
		t.Errorf("%+v", frame)
	}
}

func TestAfterMustBeAnEventOfTheCall(t *testing.T) {
	for _, after := range []string{"3", "-1", "x", "1.5", "99999999999999999999"} {
		r := newRig(t, Options{})
		c := r.dial("ses_1/live?after=" + after)
		c.expectError(coach.CodeInvalid, "after")
		c.expectClose(closeInvalid)
		r.dial("ses_1/live").expect("hello") // the seat is free
	}
}

func TestRequestsThatGetNoSocket(t *testing.T) {
	r := newRig(t, Options{})
	upgrade := http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"13"}, "Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="}}
	tests := map[string]struct {
		path   string
		header http.Header
		status int
		code   coach.Code
	}{
		"an unknown session":   {"ses_x/live", upgrade, http.StatusNotFound, coach.CodeNotFound},
		"a plain request":      {"ses_1/live", nil, http.StatusUpgradeRequired, coach.CodeInvalid},
		"an old version of it": {"ses_1/live", http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"8"}}, http.StatusBadRequest, coach.CodeInvalid},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.server.URL+"/sessions/"+test.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header = test.header.Clone()
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = response.Body.Close() }()
			var problem struct {
				Code   coach.Code
				Detail string
			}
			if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != test.status || problem.Code != test.code || problem.Detail == "" || response.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("got %d %+v", response.StatusCode, problem)
			}
		})
	}
	if r.fake.call("ses_1").seat != nil {
		t.Error("a failed upgrade holds the seat")
	}
}
