package llmtest

import (
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Endpoint is a fake OpenAI-compatible HTTP endpoint. Answers are queued with Answer; when the queue is empty it gives
// the answer set with Always, and fails the test when there is none.
type Endpoint struct {
	BaseURL string // to configure a client with
	t       testing.TB
	server  *httptest.Server

	mu       sync.Mutex
	queue    [][]Step
	always   []Step
	reply    func(Body) []Step
	requests []Request
	dropped  int
	callers  map[string]bool
}

// Request is what the endpoint was sent.
type Request struct {
	Header http.Header
	Path   string
	Body   Body
}

// Body is the JSON of a request, as far as tests look at it.
type Body struct {
	Model               string  `json:"model"`
	Stream              bool    `json:"stream"`
	MaxTokens           int     `json:"max_tokens"`
	MaxCompletionTokens int     `json:"max_completion_tokens"`
	Temperature         float64 `json:"temperature"`
	ResponseFormat      struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Name   string          `json:"name"`
			Strict bool            `json:"strict"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	Messages []Message `json:"messages"`
}

// Message is one message of a request.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// NewEndpoint starts an endpoint on a free port of this machine and stops it with the test.
func NewEndpoint(t testing.TB) *Endpoint {
	t.Helper()
	e := &Endpoint{t: t}
	e.server = httptest.NewServer(http.HandlerFunc(e.serve))
	e.BaseURL = e.server.URL + "/v1"
	t.Cleanup(e.Close)
	return e
}

// NewTLSEndpoint is an endpoint with a certificate that nobody trusts.
func NewTLSEndpoint(t testing.TB) *Endpoint {
	t.Helper()
	e := &Endpoint{t: t}
	e.server = httptest.NewUnstartedServer(http.HandlerFunc(e.serve))
	e.server.Config.ErrorLog = log.New(io.Discard, "", 0)
	e.server.StartTLS()
	e.BaseURL = e.server.URL + "/v1"
	t.Cleanup(e.Close)
	return e
}

// Close stops the endpoint; later requests are refused. Calling it again does nothing.
func (e *Endpoint) Close() {
	e.server.CloseClientConnections()
	e.server.Close()
}

// Answer queues the answer to the next request.
func (e *Endpoint) Answer(steps ...Step) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.queue = append(e.queue, steps)
}

// Always sets the answer to every request for which none is queued.
func (e *Endpoint) Always(steps ...Step) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.always = steps
}

// Reply sets what answers every request for which none is queued, from what it asks.
func (e *Endpoint) Reply(reply func(asked Body) []Step) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.reply = reply
}

// Requests lists what the endpoint was sent so far.
func (e *Endpoint) Requests() []Request {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]Request(nil), e.requests...)
}

// Forget drops the requests recorded so far, for tests of very many.
func (e *Endpoint) Forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.requests, e.callers = nil, nil
}

// Dropped counts the answers during which the client went away.
func (e *Endpoint) Dropped() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dropped
}

// Connections counts the connections over which requests came.
func (e *Endpoint) Connections() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.callers)
}

func (e *Endpoint) serve(w http.ResponseWriter, r *http.Request) {
	request := Request{Header: r.Header.Clone(), Path: r.URL.Path}
	raw, _ := io.ReadAll(r.Body)
	_ = json.Unmarshal(raw, &request.Body)
	e.mu.Lock()
	e.requests = append(e.requests, request)
	if e.callers == nil {
		e.callers = map[string]bool{}
	}
	e.callers[r.RemoteAddr] = true
	steps := e.always
	switch {
	case len(e.queue) > 0:
		steps, e.queue = e.queue[0], e.queue[1:]
	case e.reply != nil:
		steps = e.reply(request.Body)
	case steps == nil:
		e.t.Errorf("the endpoint was sent a request for which the test has no answer (%s)", r.URL.Path)
	}
	e.mu.Unlock()
	perform(w, r, steps)
	if r.Context().Err() != nil {
		e.mu.Lock()
		e.dropped++
		e.mu.Unlock()
	}
}

// perform does the steps of an answer, until one is the last or the client has gone.
func perform(w http.ResponseWriter, r *http.Request, steps []Step) {
	x := &Exchange{w: w, r: r, control: http.NewResponseController(w)}
	for _, step := range steps {
		if r.Context().Err() != nil || !step(x) {
			return
		}
	}
}

// Handler is an endpoint outside of tests: what it is asked decides what it answers.
func Handler(reply func(asked Body) []Step) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked Body
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			Status(http.StatusBadRequest, `{"error":{"message":"this is no request for a completion"}}`)(&Exchange{w: w, r: r})
			return
		}
		perform(w, r, reply(asked))
	})
}

// Exchange is one answer under way.
type Exchange struct {
	w       http.ResponseWriter
	r       *http.Request
	control *http.ResponseController
	started bool
	plain   string // content type, when it is not an event stream
}

// Step is one thing the endpoint does in an answer; it returns false when there is nothing left to do.
type Step func(x *Exchange) bool

func (x *Exchange) write(text string) bool {
	if !x.started {
		x.started = true
		kind := x.plain
		if kind == "" {
			kind = "text/event-stream; charset=utf-8"
		}
		x.w.Header().Set("Content-Type", kind)
	}
	if _, err := io.WriteString(x.w, text); err != nil {
		return false
	}
	return x.control.Flush() == nil
}

// Raw writes text as it is.
func Raw(text string) Step { return func(x *Exchange) bool { return x.write(text) } }

// ContentType sets another content type than an event stream's. It comes before everything written.
func ContentType(kind string) Step {
	return func(x *Exchange) bool { x.plain = kind; return true }
}

// Status answers with a status, headers ("Name: value") and a body, and ends.
func Status(code int, body string, headers ...string) Step {
	return func(x *Exchange) bool {
		x.w.Header().Set("Content-Type", "application/json")
		for _, header := range headers {
			name, value, _ := strings.Cut(header, ":")
			x.w.Header().Set(name, strings.TrimSpace(value))
		}
		x.w.WriteHeader(code)
		_, _ = io.WriteString(x.w, body)
		return false
	}
}

// Event writes one event with the given data.
func Event(data string) Step { return Raw("data: " + data + "\n\n") }

// Token writes words of the reply.
func Token(text string) Step {
	words, _ := json.Marshal(text)
	return Event(`{"id":"c-1","object":"chat.completion.chunk","model":"fake-1","choices":[{"index":0,"delta":{"content":` + string(words) + `},"finish_reason":null}]}`)
}

// Tokens writes words one by one at the given pace. The first comes at once.
func Tokens(pace time.Duration, words ...string) Step {
	return func(x *Exchange) bool {
		for i, word := range words {
			if i > 0 && !Wait(pace)(x) {
				return false
			}
			if !Token(word)(x) {
				return false
			}
		}
		return true
	}
}

// Thought writes words that the model thinks and does not say, in the field that the given endpoint family uses.
func Thought(field, text string) Step {
	words, _ := json.Marshal(text)
	return Event(`{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"` + field + `":` + string(words) + `}}]}`)
}

// Finish says why the reply is over.
func Finish(reason string) Step {
	return Event(`{"object":"chat.completion.chunk","model":"fake-1","choices":[{"index":0,"delta":{},"finish_reason":"` + reason + `"}]}`)
}

// Usage writes the event without choices that tells what the reply cost.
func Usage(prompt, completion int) Step {
	numbers, _ := json.Marshal(map[string]int{"prompt_tokens": prompt, "completion_tokens": completion})
	return Event(`{"object":"chat.completion.chunk","model":"fake-1","choices":[],"usage":` + string(numbers) + `}`)
}

// Done writes the mark at the end of a stream.
func Done() Step { return Event("[DONE]") }

// Say is a whole good reply.
func Say(words ...string) []Step { return Paced(0, words...) }

// Paced is a whole good reply, word by word at the given pace.
func Paced(pace time.Duration, words ...string) []Step {
	return []Step{Tokens(pace, words...), Finish("stop"), Usage(100, len(words)), Done()}
}

// Wait pauses, or ends early when the client goes away.
func Wait(d time.Duration) Step {
	return func(x *Exchange) bool {
		if d <= 0 {
			return x.r.Context().Err() == nil
		}
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return true
		case <-x.r.Context().Done():
			return false
		}
	}
}

// Await goes on when the test sends to ready or closes it, or ends early when the client goes away.
func Await(ready <-chan struct{}) Step {
	return func(x *Exchange) bool {
		select {
		case <-ready:
			return true
		case <-x.r.Context().Done():
			return false
		}
	}
}

// Stall says nothing more and keeps the line open until the client goes away.
func Stall() Step {
	return func(x *Exchange) bool {
		<-x.r.Context().Done()
		return false
	}
}

// Cut ends the connection in the middle of the answer, without the mark of its end.
func Cut() Step { return func(x *Exchange) bool { panic(http.ErrAbortHandler) } }

// Reset breaks the connection off with a TCP reset.
func Reset() Step {
	return func(x *Exchange) bool {
		connection, _, err := x.control.Hijack()
		if err != nil {
			return false
		}
		if tcp, ok := connection.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		_ = connection.Close()
		return false
	}
}

// Every writes text at the given interval for as long as the client stays.
func Every(interval time.Duration, text string) Step {
	return func(x *Exchange) bool {
		for x.write(text) && Wait(interval)(x) {
		}
		return false
	}
}

// Flood writes text over and over until the client goes away or n bytes are out.
func Flood(text string, n int) Step {
	return func(x *Exchange) bool {
		for sent := 0; sent < n; sent += len(text) {
			if !x.write(text) {
				return false
			}
		}
		return true
	}
}

// Refused returns the base URL of an endpoint that refuses connections.
func Refused(t testing.TB) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	return "http://" + address + "/v1"
}
