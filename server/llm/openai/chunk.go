package openai

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/go-faster/jx"
)

// wireChunk is one event of a reply, as far as we read it. Reasoning has other fields and is thereby left out.
type wireChunk struct {
	Object  string          `json:"object"`
	Type    string          `json:"type"`
	Model   string          `json:"model"`
	Error   json.RawMessage `json:"error"`
	Choices []wireChoice    `json:"choices"` // nil when the event has none or null
	Usage   *wireUsage      `json:"usage"`
}

type wireChoice struct {
	Index        int       `json:"index"`
	Delta        wireDelta `json:"delta"`
	FinishReason *string   `json:"finish_reason"`
}

type wireDelta struct {
	Content string `json:"content"`
	Refusal string `json:"refusal"`
}

type wireUsage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
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

// chunkReader decodes events. What it decodes holds until its next event.
type chunkReader struct {
	decoder jx.Decoder
	chunk   wireChunk
	room    [1]wireChoice // of the choice of an ordinary event
	model   string        // the last one read; it is the same all along

	usual      wireChunk // the last ordinary event with words, without them
	choice     wireChoice
	head, tail []byte // what stands before and behind its words; empty when there is none
}

// read decodes an event. An ordinary one, as nearly all are, is walked through once and in place; any other is what
// encoding/json makes of it, as is everything that the walk does not take.
func (r *chunkReader) read(event []byte) (*wireChunk, error) {
	if r.again(event) {
		return &r.chunk, nil
	}
	r.chunk = wireChunk{}
	if utf8.Valid(event) && r.walk(event) == nil {
		r.learn(event)
		return &r.chunk, nil
	}
	r.chunk = wireChunk{}
	err := json.Unmarshal(event, &r.chunk)
	return &r.chunk, err
}

var (
	contentKey = []byte(`"content"`)
	wordsBegin = []byte(`"content":"`)
)

// learn keeps what an ordinary event has around its words. Where they stand has to be beyond doubt: nothing is escaped, and
// there is one field of their name.
func (r *chunkReader) learn(event []byte) {
	if len(r.chunk.Choices) != 1 || r.chunk.Choices[0].Delta.Content == "" || bytes.IndexByte(event, '\\') >= 0 || bytes.Count(event, contentKey) != 1 {
		return
	}
	from := bytes.Index(event, wordsBegin) + len(wordsBegin)
	if from < len(wordsBegin) {
		return
	}
	size := bytes.IndexByte(event[from:], '"')
	if size < 0 || string(event[from:from+size]) != r.chunk.Choices[0].Delta.Content {
		return
	}
	r.usual, r.choice = r.chunk, r.chunk.Choices[0]
	r.head, r.tail = append(r.head[:0], event[:from]...), append(r.tail[:0], event[from+size:]...)
}

// again decodes an event that differs from the last ordinary one in its words alone, as most do.
func (r *chunkReader) again(event []byte) bool {
	from, to := len(r.head), len(event)-len(r.tail)
	if from == 0 || to < from || !bytes.HasPrefix(event, r.head) || !bytes.HasSuffix(event, r.tail) {
		return false
	}
	words := event[from:to]
	for _, b := range words {
		if b < ' ' || b == '"' || b == '\\' {
			return false
		}
	}
	if !utf8.Valid(words) {
		return false
	}
	r.chunk, r.room[0] = r.usual, r.choice
	r.room[0].Delta.Content = string(words)
	r.chunk.Choices = r.room[:]
	return true
}

// errUnusual sends an event to encoding/json.
var errUnusual = errors.New("not an ordinary event")

// walk decodes an event of one choice with words, without usage, error or end.
func (r *chunkReader) walk(event []byte) error {
	d, c := &r.decoder, &r.chunk
	d.ResetBytes(event)
	fields, err := d.ObjIter()
	if err != nil {
		return err
	}
	for err == nil && fields.Next() {
		switch key := fields.Key(); string(key) {
		case "object":
			c.Object, err = d.Str()
		case "type":
			c.Type, err = d.Str()
		case "model":
			c.Model, err = r.readModel()
		case "choices":
			err = r.readChoices()
		case "usage", "error":
			err = d.Null()
		default:
			err = skip(d, key)
		}
	}
	if err := errors.Join(err, fields.Err()); err != nil {
		return err
	}
	if d.Next() != jx.Invalid || !errors.Is(d.Skip(), io.EOF) {
		return errUnusual // something follows the object
	}
	return nil
}

func (r *chunkReader) readModel() (string, error) {
	model, err := r.decoder.StrBytes()
	if r.model != string(model) {
		r.model = string(model)
	}
	return r.model, err
}

func (r *chunkReader) readChoices() error {
	d := &r.decoder
	choices, err := d.ArrIter()
	if err != nil || r.chunk.Choices != nil || !choices.Next() {
		return errUnusual
	}
	r.room[0] = wireChoice{}
	fields, err := d.ObjIter()
	if err != nil {
		return err
	}
	for err == nil && fields.Next() {
		switch key := fields.Key(); string(key) {
		case "index":
			r.room[0].Index, err = d.Int()
		case "delta":
			err = readDelta(d, &r.room[0].Delta)
		case "finish_reason":
			err = d.Null()
		default:
			err = skip(d, key)
		}
	}
	if err := errors.Join(err, fields.Err()); err != nil {
		return err
	}
	if choices.Next() || choices.Err() != nil {
		return errUnusual
	}
	r.chunk.Choices = r.room[:]
	return nil
}

func readDelta(d *jx.Decoder, delta *wireDelta) error {
	fields, err := d.ObjIter()
	if err != nil {
		return err
	}
	for err == nil && fields.Next() {
		switch key := fields.Key(); {
		case string(key) == "content" && d.Next() == jx.String:
			delta.Content, err = d.Str()
		case string(key) == "content", string(key) == "refusal":
			err = d.Null()
		default:
			err = skip(d, key)
		}
	}
	return errors.Join(err, fields.Err())
}

// skip passes over a field nobody reads. One whose name encoding/json would fold into another's is left to it.
func skip(d *jx.Decoder, key []byte) error {
	for _, b := range key {
		if b >= 'A' && b <= 'Z' || b >= utf8.RuneSelf {
			return errUnusual
		}
	}
	return d.Skip()
}
