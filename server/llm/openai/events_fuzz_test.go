package openai

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/server/llm"
)

// pieces hands out a body in reads of the given sizes, over and over.
type pieces struct {
	body  []byte
	sizes []byte
	n     int
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.body) == 0 {
		return 0, io.EOF
	}
	size := len(b)
	if len(p.sizes) > 0 {
		size = min(size, 1+int(p.sizes[p.n%len(p.sizes)]))
		p.n++
	}
	n := copy(b[:size], p.body)
	p.body = p.body[n:]
	return n, nil
}

func (p *pieces) Close() error { return nil }

// FuzzEventStream: however a stream is cut on the wire, the same whole events come out of it, none beyond the limit, and
// the same error ends it.
func FuzzEventStream(f *testing.F) {
	for _, seed := range []string{
		"data: {\"choices\":[]}\n\ndata: [DONE]\n\n", ": keep\r\n\r\nid: 1\nretry: 5\ndata:{\"a\":1}", "event: error\ndata: {\"error\":{\"message\":\"x\"}}\n",
		"{\"error\": 1}\n", "<html>\n", "data: {\"error\":{}}\n", "data:\ndata: {\"a\":\n", "data: {\"half\": ",
	} {
		f.Add([]byte(seed), []byte{0, 3, 200})
	}
	f.Fuzz(func(t *testing.T, wire, sizes []byte) {
		whole, wholeErr := cleaned(t, wire, nil)
		cut, cutErr := cleaned(t, wire, sizes)
		if !slices.Equal(whole, cut) || kindOf(wholeErr) != kindOf(cutErr) {
			t.Errorf("cut on the wire: %q (%v), in one: %q (%v)", cut, cutErr, whole, wholeErr)
		}
		for _, event := range whole {
			if event == "" || strings.Contains(event, "\n") || len(event) > maxFuzzLine {
				t.Errorf("an event %q came out", event)
			}
		}
	})
}

const maxFuzzLine = 256

// cleaned is every event of a stream, and what ended it.
func cleaned(t *testing.T, wire, sizes []byte) (events []string, err error) {
	t.Helper()
	config := &Config{FirstByte: time.Minute, Idle: time.Minute, MaxLine: maxFuzzLine, MaxStream: 1 << 16}
	x, ctx := newExchange(context.Background(), config)
	defer x.watch.Stop()
	r := newEventReader(&pieces{body: wire, sizes: sizes}, x)
	for {
		event, err := r.next()
		if ctx.Err() != nil {
			t.Fatal("a stream without a pause was given up")
		}
		if err != nil {
			return events, err
		}
		events = append(events, string(event))
	}
}

func kindOf(err error) llm.Kind {
	if e, ok := errors.AsType[*llm.Error](err); ok {
		return e.Kind
	}
	return ""
}
