package live

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestADeltaIsWrittenAsAnyFrameIs: whatever the words hold, the client reads them as they were said.
func TestADeltaIsWrittenAsAnyFrameIs(t *testing.T) {
	for _, c := range []struct {
		text string
		more []byte
		want string
	}{
		{"在吗？", nil, "在吗？"}, {`he said "no" \ <b>&amp;`, nil, `he said "no" \ <b>&amp;`}, {"a\nb\tc\x00\x1f\u2028", nil, "a\nb\tc\x00\x1f\u2028"},
		{"", nil, ""}, {"one", []byte(" two"), "one two"}, {"broken \xe5\x9c", nil, "broken \ufffd"}, {"half \xe5\x9c", []byte("\xa8 again"), "half 在 again"},
	} {
		var buf bytes.Buffer
		encodeDelta(&buf, 12, c.text, c.more)
		var got Delta
		if err := json.Unmarshal(buf.Bytes(), &got); err != nil || got != (Delta{Type: TypeDelta, Turn: 12, Text: c.want}) {
			t.Errorf("%q was written as %s: %+v, %v", c.text, buf.Bytes(), got, err)
		}
		if _, known := frameFields(t, buf.Bytes())["turn"]; !known || len(frameFields(t, buf.Bytes())) != 3 {
			t.Errorf("%s has other fields than a delta", buf.Bytes())
		}
	}
}

func frameFields(t *testing.T, frame []byte) map[string]any {
	t.Helper()
	fields := map[string]any{}
	if err := json.Unmarshal(frame, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}
