package openai

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"time"

	"huikuan/server/llm"
)

var (
	dataField  = []byte("data:")
	eventField = []byte("event:")
	doneMark   = []byte("[DONE]")
	errorHead  = []byte(`{"error":`)
)

// eventReader reads an event stream and gives out its events as lines "data: …" and nothing else: no comments, no
// blank lines, no empty data, no line and no stream beyond the limits.
type eventReader struct {
	body     io.ReadCloser
	exchange *exchange
	in       []byte // bytes of the wire that are not a whole line yet
	out      []byte // cleaned lines not given out yet
	spare    []byte // the storage of out
	size     int    // bytes of the wire so far
	failing  bool   // an "event: error" was announced
	err      error  // once set, given out after out
}

func newEventReader(body io.ReadCloser, x *exchange) *eventReader {
	return &eventReader{body: body, exchange: x, in: make([]byte, 0, 4<<10)}
}

// Read implements io.Reader. It gives out whatever whole events one read of the wire brought, without waiting for more.
func (r *eventReader) Read(p []byte) (int, error) {
	for len(r.out) == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.fill()
	}
	n := copy(p, r.out)
	r.out = r.out[n:]
	return n, nil
}

// fill reads from the wire once and cleans the lines that are whole by then.
func (r *eventReader) fill() {
	r.out = r.spare[:0]
	if len(r.in) == cap(r.in) {
		r.in = append(make([]byte, 0, 2*cap(r.in)), r.in...)
	}
	n, err := r.body.Read(r.in[len(r.in):cap(r.in)])
	r.in = r.in[:len(r.in)+n]
	r.size += n
	rest := r.in
	for {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			break
		}
		if r.clean(rest[:end]); r.err != nil {
			break
		}
		rest = rest[end+1:]
	}
	if r.err == nil && err != nil {
		// The last line may lack its end; half a line is no event.
		if line := bytes.TrimSpace(rest); json.Valid(bytes.TrimSpace(bytes.TrimPrefix(line, dataField))) || bytes.HasSuffix(line, doneMark) {
			r.clean(rest)
		}
	}
	r.in = r.in[:copy(r.in, rest)]
	switch {
	case r.err != nil:
	case err != nil:
		r.err = err
	case len(r.in) > r.exchange.config.MaxLine:
		r.err = &llm.Error{Kind: llm.KindTooLarge, Detail: "a line of the stream is over the limit"}
	case r.size > r.exchange.config.MaxStream:
		r.err = &llm.Error{Kind: llm.KindTooLarge, Detail: "the stream is over the limit"}
	}
	r.spare = r.out
}

// clean appends the event of one line, if it holds one.
func (r *eventReader) clean(line []byte) {
	if len(line) > r.exchange.config.MaxLine {
		r.err = &llm.Error{Kind: llm.KindTooLarge, Detail: "a line of the stream is over the limit"}
		return
	}
	line = bytes.TrimSpace(line)
	data, isData := bytes.CutPrefix(line, dataField)
	switch {
	case isData:
		data = bytes.TrimSpace(data)
	case len(line) == 0, line[0] == ':', bytes.HasPrefix(line, []byte("id:")), bytes.HasPrefix(line, []byte("retry:")):
		return
	case bytes.HasPrefix(line, eventField):
		r.failing = bytes.Equal(bytes.TrimSpace(line[len(eventField):]), []byte("error"))
		return
	case line[0] == '{':
		data = line
	default:
		r.err = &llm.Error{Kind: llm.KindMalformed, Detail: "the stream holds something that is no event"}
		return
	}
	if len(data) == 0 {
		return
	}
	if r.failing {
		r.err = &llm.Error{Kind: kindInBody(data, llm.KindServer), Detail: "the stream announced an error"}
		return
	}
	if !bytes.Equal(data, doneMark) {
		r.exchange.event()
	}
	r.out = append(r.out, "data: "...)
	if bytes.HasPrefix(data, errorHead) {
		// go-openai would hold back an error that begins exactly like this until another line comes.
		r.out = append(r.out, "{ "...)
		data = data[1:]
	}
	r.out = append(append(r.out, data...), '\n')
}

// Close implements io.Closer. After a complete reply it reads the little that is left, so that the connection can be
// used for the next one.
func (r *eventReader) Close() error {
	if r.err == nil && r.exchange.done {
		r.exchange.watch.Reset(50 * time.Millisecond)
		if _, err := io.CopyN(io.Discard, r.body, 4<<10); errors.Is(err, io.EOF) {
			r.err = io.EOF
		}
	}
	return r.body.Close()
}

// wireChunk is one event of a reply, as far as we read it. Reasoning has other fields and is thereby left out.
type wireChunk struct {
	Object  string          `json:"object"`
	Type    string          `json:"type"`
	Model   string          `json:"model"`
	Error   json.RawMessage `json:"error"`
	Choices *[]wireChoice   `json:"choices"`
	Usage   *struct {
		Prompt     int `json:"prompt_tokens"`
		Completion int `json:"completion_tokens"`
	} `json:"usage"`
}

type wireChoice struct {
	Index int `json:"index"`
	Delta struct {
		Content string `json:"content"`
		Refusal string `json:"refusal"`
	} `json:"delta"`
	FinishReason *string `json:"finish_reason"`
}

// failed reports whether the event is anything but a piece of a reply.
func (c *wireChunk) failed() bool {
	switch string(c.Error) {
	case "", "null", `""`, "{}", "false":
	default:
		return true
	}
	return c.Object == "error" || c.Type == "error" || (c.Choices == nil && c.Usage == nil && c.Type != "ping")
}

// kindInBody guesses the kind of trouble from an error of any shape; otherwise is the answer when it does not say.
func kindInBody(body []byte, otherwise llm.Kind) llm.Kind {
	lower := bytes.ToLower(body)
	holds := func(words ...string) bool {
		for _, word := range words {
			if bytes.Contains(lower, []byte(word)) {
				return true
			}
		}
		return false
	}
	switch {
	case !holds("error", "detail", "message", "code"):
		return otherwise
	case holds("content_filter", "content_policy", "data_inspection_failed"):
		return llm.KindFiltered
	case holds("invalid_api_key", "unauthorized", "authentication", "permission_denied"):
		return llm.KindUnauthorized
	case holds("rate_limit", "rate limit", "too many requests", "429"):
		return llm.KindRateLimited
	case holds("model_not_found"):
		return llm.KindNotFound
	case holds("overloaded", "server_error", "internal error", "unavailable", "502", "503"):
		return llm.KindServer
	}
	return otherwise
}
