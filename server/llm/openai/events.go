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
)

// firstRead is the size of the buffer a stream is read into at first, in bytes; long events make it grow.
const firstRead = 2 << 10

// eventReader reads the events of a stream off the wire: no comments, no blank lines, no empty data, no line and no stream
// beyond the limits. Its reader's goroutine does all the work.
type eventReader struct {
	body     io.ReadCloser
	exchange *exchange
	buf      []byte
	from     int   // buf[:from] is dealt with
	size     int   // bytes of the wire so far
	failing  bool  // an "event: error" was announced
	err      error // what ends the stream once buf holds no whole line any more
}

func newEventReader(body io.ReadCloser, x *exchange) *eventReader {
	return &eventReader{body: body, exchange: x, buf: make([]byte, 0, firstRead)}
}

// next returns the data of the next event, which holds until the next call; io.EOF after [DONE].
func (r *eventReader) next() ([]byte, error) {
	for {
		if data := r.waiting(); data != nil {
			return data, nil
		}
		if r.err != nil {
			return nil, r.err
		}
		r.fill()
	}
}

// waiting returns the data of the next event if all of it has been read from the wire, else nil.
func (r *eventReader) waiting() []byte {
	for {
		end := bytes.IndexByte(r.buf[r.from:], '\n')
		if end < 0 {
			return r.last()
		}
		line := r.buf[r.from : r.from+end]
		r.from += end + 1
		if data := r.data(line); data != nil {
			return data
		}
	}
}

// last returns the event in a line that the end of the wire left without its own end; half a line is no event.
func (r *eventReader) last() []byte {
	if r.err == nil || r.from == len(r.buf) {
		return nil
	}
	line := bytes.TrimSpace(r.buf[r.from:])
	r.from = len(r.buf)
	if bytes.HasSuffix(line, doneMark) || json.Valid(bytes.TrimSpace(bytes.TrimPrefix(line, dataField))) {
		return r.data(line)
	}
	return nil
}

// fill reads from the wire once.
func (r *eventReader) fill() {
	r.buf = r.buf[:copy(r.buf, r.buf[r.from:])]
	r.from = 0
	if len(r.buf) == cap(r.buf) {
		r.buf = append(make([]byte, 0, 2*cap(r.buf)), r.buf...)
	}
	n, err := r.body.Read(r.buf[len(r.buf):cap(r.buf)])
	r.buf = r.buf[:len(r.buf)+n]
	r.size += n
	unfinished := len(r.buf) - 1 - bytes.LastIndexByte(r.buf, '\n')
	switch {
	case err != nil:
		r.err = err
	case unfinished > r.exchange.config.MaxLine:
		r.end(&llm.Error{Kind: llm.KindTooLarge, Detail: "a line of the stream is over the limit"})
	case r.size > r.exchange.config.MaxStream:
		r.end(&llm.Error{Kind: llm.KindTooLarge, Detail: "the stream is over the limit"})
	}
}

// end breaks the stream off with err; what the wire holds beyond the whole lines is dropped.
func (r *eventReader) end(err error) {
	r.err = err
	r.buf = r.buf[:max(r.from, 1+bytes.LastIndexByte(r.buf, '\n'))]
}

// data returns the event in one line; nil when it holds none, or when it ends the stream.
func (r *eventReader) data(line []byte) []byte {
	if len(line) > r.exchange.config.MaxLine {
		return r.stop(&llm.Error{Kind: llm.KindTooLarge, Detail: "a line of the stream is over the limit"})
	}
	line = bytes.TrimSpace(line)
	data, isData := bytes.CutPrefix(line, dataField)
	switch {
	case isData:
		data = bytes.TrimSpace(data)
	case len(line) == 0, line[0] == ':', bytes.HasPrefix(line, []byte("id:")), bytes.HasPrefix(line, []byte("retry:")):
		return nil
	case bytes.HasPrefix(line, eventField):
		r.failing = bytes.Equal(bytes.TrimSpace(line[len(eventField):]), []byte("error"))
		return nil
	case line[0] == '{':
		data = line
	default:
		return r.stop(&llm.Error{Kind: llm.KindMalformed, Detail: "the stream holds something that is no event", Instead: insteadOf(line)})
	}
	switch {
	case len(data) == 0:
		return nil
	case r.failing:
		return r.stop(&llm.Error{Kind: kindInBody(data, llm.KindServer), Detail: "the stream announced an error"})
	case bytes.Equal(data, doneMark):
		return r.stop(io.EOF)
	}
	r.exchange.event()
	return data
}

// stop ends the stream with err here, whatever else was read.
func (r *eventReader) stop(err error) []byte {
	r.err, r.from = err, len(r.buf)
	return nil
}

// Read implements io.Reader for go-openai, which holds the body to close it and asks for nothing of it here.
func (r *eventReader) Read([]byte) (int, error) { return 0, io.EOF }

// Close implements io.Closer. After a complete reply it reads the little that is left, so that the connection can be
// used for the next one.
func (r *eventReader) Close() error {
	if r.exchange.done.Load() && (r.err == nil || errors.Is(r.err, io.EOF)) {
		r.exchange.watch.Reset(50 * time.Millisecond)
		_, _ = io.CopyN(io.Discard, r.body, 4<<10) // it is closed either way
	}
	return r.body.Close()
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
