package live

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"huikuan/server/coach"
)

func FuzzDecodeFrame(f *testing.F) {
	for _, seed := range []string{
		`{"type":"say","client_turn_id":"c1","text":"余款 {{x}}"}`, `{"type":"contact","id":"boss"}`, `{"type":"end"}`,
		`{"type":"say","client_turn_id":{"a":[1]},"text":null}`, `{"type":"\ud800"}`, `[[[[`, `{"type":"stop","type":"end"}`, "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		frame, clientTurnID, err := decodeFrame(data)
		if (frame == nil) == (err == nil) {
			t.Fatalf("frame %v with error %v", frame, err)
		}
		if len(clientTurnID) > maxID {
			t.Errorf("an id of %d bytes", len(clientTurnID))
		}
		if err != nil {
			if code := coach.CodeOf(err); code != coach.CodeInvalid && code != coach.CodeTooLarge || coach.MessageOf(err) == "" {
				t.Errorf("error %v has code %q", err, code)
			}
			return
		}
		again, err := json.Marshal(frame)
		if err != nil {
			t.Fatal(err)
		}
		if same, _, err := decodeFrame(again); err != nil || same != frame {
			t.Errorf("%s decodes to %+v, then to %+v (%v)", data, frame, same, err)
		}
		if say, ok := frame.(Say); ok && (say.ClientTurnID == "" || say.ClientTurnID != clientTurnID || utf8.RuneCountInString(say.Text) > coach.MaxTurnRunes) {
			t.Errorf("let through %+v (%q)", say, clientTurnID)
		}
	})
}
