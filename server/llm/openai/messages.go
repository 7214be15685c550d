package openai

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/go-faster/jx"
	goopenai "github.com/sashabaranov/go-openai"

	"huikuan/server/llm"
)

// noMessages is how go-openai writes a request's list of messages when it is empty. Nothing in front of it can hold the same
// bytes: the model's name is a string, in which quotation marks are escaped.
var noMessages = []byte(`"messages":[]`)

// encodeMessages writes messages as go-openai does, which encodes each of them twice and copies it twice: of a long call's
// request they are nearly all.
func encodeMessages(messages []goopenai.ChatCompletionMessage) []byte {
	size := 2
	for _, m := range messages {
		size += len(m.Content) + len(m.Content)/16 + 40 // some characters are escaped
	}
	w := jx.Writer{Buf: make([]byte, 0, size)}
	w.ArrStart()
	for i, m := range messages {
		if i > 0 {
			w.Comma()
		}
		w.RawStr(`{"role":`)
		w.Str(m.Role)
		if m.Content != "" {
			w.RawStr(`,"content":`)
			w.Str(strings.ToValidUTF8(m.Content, "\ufffd")) // go-openai writes one of these for each bad byte, we for each run
		}
		w.RawStr(`}`)
	}
	w.ArrEnd()
	return w.Buf
}

// fillIn puts the messages into the request that go-openai made without them.
func (x *exchange) fillIn(request *http.Request) error {
	frame, err := io.ReadAll(request.Body)
	if err != nil {
		return &llm.Error{Kind: llm.KindRejected, Detail: "the request cannot be read", Cause: err}
	}
	head, tail, ok := bytes.Cut(frame, noMessages)
	if !ok {
		return &llm.Error{Kind: llm.KindRejected, Detail: "the request has no place for messages"}
	}
	name := noMessages[:len(noMessages)-len("[]")]
	body := bytes.Join([][]byte{head, name, x.messages, tail}, nil)
	request.Body = io.NopCloser(bytes.NewReader(body))
	request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	request.ContentLength = int64(len(body))
	return nil
}
