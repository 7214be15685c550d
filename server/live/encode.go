package live

import (
	"bytes"
	"encoding/json"
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
