package live

import (
	"bytes"
	"encoding/json"
)

// encode writes a frame as one JSON line without HTML escaping: transcripts are text, and the screen shows them as text.
func encode(frame any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(frame); err != nil {
		panic(err) // every frame is a struct of plain fields; a test encodes each
	}
	return bytes.TrimRight(buf.Bytes(), "\n")
}
