package openai

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"huikuan/server/llm"
	"huikuan/server/rawio"
)

// Why an exchange was given up by us rather than by the caller.
var (
	errFirstByte = errors.New("no event in time")
	errIdle      = errors.New("silent in mid-reply")
	errTotal     = errors.New("the reply took too long")
)

// exchange is one request and its answer, shared by the doer below go-openai and the stream above it.
type exchange struct {
	config   *Config
	messages []byte // of the request, which go-openai makes without them
	cancel   context.CancelCauseFunc
	watch    *time.Timer  // ends the exchange when nothing comes
	heard    atomic.Bool  // an event has come
	last     atomic.Int64 // when, in nanoseconds since began
	began    time.Time
	done     atomic.Bool  // the endpoint has said why it finished
	events   *eventReader // of the answer, once there is one
}

type exchangeKey struct{}

// newExchange starts the watch for the first event. The returned context ends with ctx, or when the watch runs out.
func newExchange(ctx context.Context, config *Config) (*exchange, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	x := &exchange{config: config, cancel: cancel, began: time.Now()}
	x.watch = time.AfterFunc(config.FirstByte, x.silent)
	return x, context.WithValue(ctx, exchangeKey{}, x)
}

// silent ends the exchange when the watch has run out, unless something came after it was set.
func (x *exchange) silent() {
	if !x.heard.Load() {
		x.cancel(errFirstByte)
		return
	}
	if rest := time.Duration(x.last.Load()) + x.config.Idle - time.Since(x.began); rest > 0 && !x.done.Load() {
		x.watch.Reset(rest)
		return
	}
	x.cancel(errIdle)
}

// event notes that the endpoint has said something; keep-alives do not count. The watch is set once and looks then when
// the last event came: setting it for each is what a good part of the cost of a word would be.
func (x *exchange) event() {
	x.last.Store(int64(time.Since(x.began)))
	if !x.heard.Swap(true) && !x.done.Load() {
		x.watch.Reset(x.config.Idle)
	}
}

// finish shortens the patience for what may follow the last words.
func (x *exchange) finish() {
	x.done.Store(true)
	x.watch.Reset(x.config.Tail)
}

// end releases everything the exchange holds.
func (x *exchange) end() {
	x.watch.Stop()
	x.cancel(nil)
}

// doer is the HTTP client under go-openai. It lets through nothing but a clean event stream: every other answer is an
// *llm.Error.
type doer struct{ client *http.Client }

// requestBytes is the size of what usual requests fit into, so that one write sends them and one read takes them.
const requestBytes = 16 << 10

func newDoer(named namedHost) *doer {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second, ControlContext: named.allow}
	transport := &http.Transport{
		DialContext:         rawio.Reading(dialer.DialContext),
		TLSHandshakeTimeout: 10 * time.Second,
		MaxIdleConns:        MaxIdleConns,
		MaxIdleConnsPerHost: MaxIdleConns,
		IdleConnTimeout:     90 * time.Second,
		DisableCompression:  true,
		WriteBufferSize:     requestBytes,
	}
	return &doer{client: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Do implements openai.HTTPDoer.
func (d *doer) Do(request *http.Request) (*http.Response, error) {
	x, ok := request.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, &llm.Error{Kind: llm.KindRejected, Detail: "a request without its exchange"}
	}
	if err := x.fillIn(request); err != nil {
		return nil, err
	}
	response, err := d.client.Do(request)
	if err != nil {
		// The URL stays out of the text: it is the operator's, and the cause says enough.
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err
		}
		if known, ok := errors.AsType[*llm.Error](err); ok {
			return nil, known
		}
		return nil, &llm.Error{Kind: llm.KindUnreachable, Cause: err}
	}
	if response.StatusCode != http.StatusOK {
		return nil, refuse(response, statusKind(response.StatusCode))
	}
	kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if err != nil || kind != "text/event-stream" {
		return nil, refuse(response, llm.KindMalformed)
	}
	x.events = newEventReader(response.Body, x)
	response.Body = x.events
	return response, nil
}

// refuse turns an answer that is no stream into an error. A little of the body is read, to learn the kind of trouble
// and so that the connection can be used again; none of it is kept, since it may repeat the prompt or the key.
func refuse(response *http.Response, kind llm.Kind) error {
	body, _ := io.ReadAll(io.LimitReader(response.Body, 8<<10))
	_ = response.Body.Close()
	failure := &llm.Error{Kind: kind, Status: response.StatusCode, RetryAfter: retryAfter(response.Header, time.Now())}
	switch kind {
	case llm.KindMalformed:
		failure.Detail = "the answer is not an event stream"
		failure.Instead = insteadOf(body)
		if failure.Instead == llm.InsteadOther {
			failure.Kind = kindInBody(body, kind)
		}
	case llm.KindRejected:
		failure.Kind = kindInBody(body, kind)
		if failure.Kind == llm.KindServer { // "unavailable" is said of settings too
			failure.Kind = llm.KindRejected
		}
		if failure.Kind == llm.KindRejected {
			failure.Param = refusedParam(body)
		}
	case llm.KindNotFound:
		failure.Detail = "check the base URL and the model's name"
	}
	return failure
}

// wholeReply begins the choices of a reply that is no error. What else it holds, such as its number and its time, may look
// like one.
var wholeReply = regexp.MustCompile(`"choices"\s*:\s*\[\s*\{`)

// insteadOf says what a body is that is no stream.
func insteadOf(body []byte) llm.Instead {
	switch {
	case bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		return llm.InsteadPage
	case wholeReply.Match(body):
		return llm.InsteadWhole
	}
	return llm.InsteadOther
}

func statusKind(status int) llm.Kind {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return llm.KindUnauthorized
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, status == http.StatusNotImplemented, status >= 300 && status < 400:
		return llm.KindNotFound
	case status == http.StatusTooManyRequests:
		return llm.KindRateLimited
	case status == http.StatusRequestTimeout, status >= 500:
		return llm.KindServer
	case status >= 400:
		return llm.KindRejected
	}
	return llm.KindMalformed
}

// retryAfter reads how long the endpoint wants to be left alone: 0 when it does not say.
func retryAfter(header http.Header, now time.Time) time.Duration {
	if text := header.Get("Retry-After-Ms"); text != "" {
		if ms, err := strconv.ParseFloat(text, 64); err == nil && ms > 0 && ms < 1e9 {
			return time.Duration(ms * float64(time.Millisecond))
		}
	}
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}
