package live

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/go-faster/jx"
)

// encodeTo writes a frame as one line of JSON without HTML escapes: a transcript is text, and screens show it as text.
func encodeTo(buf *bytes.Buffer, frame any) {
	encoder := json.NewEncoder(buf)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(frame); err != nil {
		panic(err) // every frame is a struct of plain fields; a test encodes each
	}
	buf.Truncate(buf.Len() - 1) // the newline
}

// encodeDelta writes what encodeTo writes of a Delta. It is the one frame of which there are many.
func encodeDelta(buf *bytes.Buffer, turn int, text string, more []byte) {
	if len(more) > 0 {
		text += string(more)
	}
	w := jx.Writer{Buf: buf.AvailableBuffer()}
	w.RawStr(`{"type":"` + TypeDelta + `","turn":`)
	w.Buf = strconv.AppendInt(w.Buf, int64(turn), 10)
	w.RawStr(`,"text":`)
	w.Str(strings.ToValidUTF8(text, "\ufffd"))
	w.RawStr(`}`)
	buf.Write(w.Buf)
}
