package loadtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// Patience is how long a caller waits for a frame before it calls it missing.
const Patience = 30 * time.Second

// The frames a caller looks at.
const (
	FrameHello     = "hello"
	FrameAccepted  = "turn.accepted"
	FrameDelta     = "turn.delta"
	FrameCompleted = "turn.completed"
	FrameEnded     = "session.ended"
	FrameAssessed  = "assessment.ready"
	FrameError     = "error"
	FrameDraining  = "draining"
)

// Frame is what a caller reads of a frame of the server.
type Frame struct {
	Type         string `json:"type"`
	Seq          int64  `json:"seq"`
	Turn         int    `json:"turn"`
	Text         string `json:"text"`
	ClientTurnID string `json:"client_turn_id"`
	Interrupted  bool   `json:"interrupted"`
	Code         string `json:"code"`
	Message      string `json:"message"`
	Epoch        string `json:"epoch"`
	LastSeq      int64  `json:"last_seq"`

	At time.Time `json:"-"` // when it arrived
}

// Refused is an answer of the server that is no success.
type Refused struct {
	Status     int
	RetryAfter time.Duration // 0 when the server names none
	Detail     string
}

// Error says what the server said.
func (r *Refused) Error() string { return fmt.Sprintf("refused with %d: %s", r.Status, r.Detail) }

// Client reaches one server.
type Client struct {
	Addr string
	HTTP *http.Client
	Dial func(ctx context.Context, network, addr string) (net.Conn, error) // nil dials as usual
	Wait time.Duration                                                     // for a socket to open; 0 is Patience
}

// NewClient returns a client whose connections are its own.
func NewClient(addr string) *Client {
	return &Client{Addr: addr, HTTP: &http.Client{
		Timeout:   Patience,
		Transport: &http.Transport{MaxIdleConnsPerHost: 64, Proxy: nil},
	}}
}

// NewSession opens a practice call and returns its id. It fails with *Refused when the server says no.
func (c *Client) NewSession(ctx context.Context, scenario, lang string) (string, error) {
	body, err := json.Marshal(map[string]any{"scenario_id": scenario, "lang": lang, "mode": "practice"})
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.Addr+"/api/v1/sessions", bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := c.HTTP.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return "", err
	}
	var answer struct{ ID, Detail string }
	if err := json.Unmarshal(data, &answer); err != nil {
		return "", err
	}
	if res.StatusCode != http.StatusCreated {
		return "", refusal(res, answer.Detail)
	}
	return answer.ID, nil
}

// maxTries is how often a caller comes back who is put off.
const maxTries = 30

// Insist dials until the caller is let in: one that is put off comes back when the server said, as a page does.
func Insist(ctx context.Context, dial func() error) error {
	for tries := 1; ; tries++ {
		err := dial()
		no, put := errors.AsType[*Refused](err)
		if !put || no.RetryAfter == 0 || tries == maxTries {
			return err
		}
		select {
		case <-time.After(no.RetryAfter):
		case <-ctx.Done():
			return err
		}
	}
}

// InsistOnSession is NewSession for a caller who comes back when the server is busy.
func (c *Client) InsistOnSession(ctx context.Context, scenario, lang string) (id string, err error) {
	err = Insist(ctx, func() error {
		id, err = c.NewSession(ctx, scenario, lang)
		return err
	})
	return id, err
}

func refusal(res *http.Response, detail string) *Refused {
	seconds, _ := strconv.Atoi(res.Header.Get("Retry-After")) // 0 when there is none
	return &Refused{Status: res.StatusCode, RetryAfter: time.Duration(seconds) * time.Second, Detail: detail}
}

// Call is one socket on a session.
type Call struct {
	Session string
	LastSeq int64 // of the last durable frame read
	conn    *websocket.Conn
}

// Join opens the socket of a session, resuming after the given seq. It fails with *Refused when the server says no.
func (c *Client) Join(ctx context.Context, session string, after int64, query string) (*Call, error) {
	wait := c.Wait
	if wait == 0 {
		wait = Patience
	}
	dialer := websocket.Dialer{HandshakeTimeout: wait, NetDialContext: c.Dial, ReadBufferSize: 1024, WriteBufferSize: 1024}
	url := fmt.Sprintf("ws://%s/api/v1/sessions/%s/live?after=%d%s", c.Addr, session, after, query)
	conn, res, err := dialer.DialContext(ctx, url, nil)
	if res != nil {
		defer func() { _ = res.Body.Close() }() // gorilla hands out what it has read already
	}
	if err != nil {
		if res != nil && res.StatusCode != http.StatusSwitchingProtocols {
			detail, _ := io.ReadAll(res.Body) // what there is of it
			return nil, refusal(res, string(detail))
		}
		return nil, err
	}
	return &Call{Session: session, LastSeq: after, conn: conn}, nil
}

// Next returns the next frame. It waits for Patience at most.
func (c *Call) Next() (Frame, error) { return c.NextWithin(Patience) }

// NextWithin returns the next frame; one that does not come in time is an error and ends the socket.
func (c *Call) NextWithin(limit time.Duration) (Frame, error) {
	if err := c.conn.SetReadDeadline(time.Now().Add(limit)); err != nil {
		return Frame{}, err
	}
	_, data, err := c.conn.ReadMessage()
	if err != nil {
		return Frame{}, err
	}
	f := Frame{At: time.Now()}
	if bytes.HasPrefix(data, deltaHead) { // by far the most of them, and nobody here reads their words
		f.Type = FrameDelta
		return f, nil
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return Frame{}, fmt.Errorf("a frame is no JSON: %w", err)
	}
	c.LastSeq = max(c.LastSeq, f.Seq)
	return f, nil
}

var deltaHead = []byte(`{"type":"` + FrameDelta + `"`)

// Await returns the next frame of one of the given types and passes over the others.
func (c *Call) Await(types ...string) (Frame, error) {
	for {
		f, err := c.Next()
		if err != nil {
			return f, err
		}
		for _, t := range types {
			if f.Type == t {
				return f, nil
			}
		}
	}
}

// Say sends a sentence.
func (c *Call) Say(clientTurnID, text string) error {
	return c.Send(map[string]string{"type": "say", "client_turn_id": clientTurnID, "text": text})
}

// Send sends any frame.
func (c *Call) Send(frame any) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(Patience)); err != nil {
		return err
	}
	return c.conn.WriteJSON(frame)
}

// Close ends the socket.
func (c *Call) Close() { _ = c.conn.Close() } // it may be gone already

// Turn is what one turn took, from the moment the sentence was sent.
type Turn struct {
	Sent  time.Time
	Tick  time.Duration // the sentence is stored
	First time.Duration // the debtor's first words; 0 when there were none
	Full  time.Duration // the debtor has finished
	Ended bool          // the call is over
}

// TurnRefused is what the server said to a sentence it did not take. The socket stays as it was.
type TurnRefused struct{ Code, Message string }

// Error says what the server said.
func (r *TurnRefused) Error() string {
	return "the server refused a turn: " + r.Code + ": " + r.Message
}

// Talk says a sentence and listens until the debtor has answered it or hung up.
func (c *Call) Talk(clientTurnID, text string) (Turn, error) {
	turn := Turn{Sent: time.Now()}
	if err := c.Say(clientTurnID, text); err != nil {
		return turn, err
	}
	for {
		f, err := c.Next()
		if err != nil {
			return turn, err
		}
		since := f.At.Sub(turn.Sent)
		switch f.Type {
		case FrameAccepted:
			if f.ClientTurnID == clientTurnID {
				turn.Tick = since
			}
		case FrameDelta:
			if turn.First == 0 {
				turn.First = since
			}
		case FrameError:
			return turn, &TurnRefused{Code: f.Code, Message: f.Message}
		case FrameCompleted:
			if turn.Tick > 0 {
				turn.Full = since
				return turn, nil
			}
		case FrameEnded:
			turn.Full, turn.Ended = since, true
			return turn, nil
		}
	}
}
