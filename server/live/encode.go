package live

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/go-faster/jx"
)

// headRoom is the most that the head of a frame takes, of those that framed makes.
const headRoom = 4

// framed puts the head of a text frame (RFC 6455, 5.2: final, not masked) into the room before its payload; nil when the
// payload is too long for it.
func framed(buf []byte) []byte {
	const finalText, twoBytes = 0x81, 126
	size := len(buf) - headRoom
	switch {
	case size < twoBytes:
		buf[2], buf[3] = finalText, byte(size)
		return buf[2:]
	case size < 1<<16:
		buf[0], buf[1] = finalText, twoBytes
		binary.BigEndian.PutUint16(buf[2:], uint16(size))
		return buf
	}
	return nil
}

func encodeItem(buf *bytes.Buffer, it item) {
	if it.frame != nil {
		encodeTo(buf, it.frame)
	} else {
		encodeDelta(buf, it.turn, it.text, it.more)
	}
}

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
