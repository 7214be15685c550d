package live

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"huikuan/server/coach"
)

// checkGolden compares got with testdata/name; UPDATE_GOLDEN=1 writes the file instead.
func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs from what is encoded now:\n%s", path, got)
	}
}

const secret = "HIDDEN"

// sampleEvents holds one event of every kind; whatever a trainee must not see says so.
func sampleEvents() []coach.Event {
	at := time.Date(2026, 11, 22, 9, 30, 0, 250_000_000, time.FixedZone("CST", 8*3600))
	decision := coach.Decision{Moves: []coach.Move{{Kind: secret}}}
	bodies := []coach.EventBody{
		coach.SessionStarted{ScenarioID: "charmer", ScenarioHash: secret, Lang: coach.Chinese, Mode: coach.Practice, Seed: 42, Contact: "boss", ForkOf: secret, Opening: decision},
		coach.TurnAccepted{Turn: 1, ClientTurnID: "c-1", Text: "余款什么时候到？ <b>{{x}}</b>", Contact: secret, Heard: coach.Understanding{Acts: []coach.ActHit{{Act: secret, Quote: secret}}}, Decision: decision},
		coach.TurnCompleted{Turn: 2, Contact: "boss", Text: "在办了", Interrupted: true, Moves: []coach.Move{{Kind: secret}}, Spoken: []coach.Effect{{Target: secret}}, Voice: secret, Lines: []string{secret}, Flags: []string{secret}, Usage: coach.Usage{Model: secret}},
		coach.ContactChanged{Contact: "accountant", Turn: 2},
		coach.ActionDone{Action: "send_statement", Turn: 2, Decision: decision},
		coach.HintGiven{Turn: 2, When: secret, Rung: 1, Text: "Ask for a day."},
		coach.SessionPaused{},
		coach.SessionResumed{},
		coach.SessionEnded{Reason: coach.EndedByTrainee},
		coach.AssessmentReady{AssessmentID: "asm_1"},
	}
	events := make([]coach.Event, len(bodies))
	for i, body := range bodies {
		events[i] = coach.Event{Seq: int64(i + 1), At: at, Body: body}
	}
	return events
}

func sampleFrames(t *testing.T) []any {
	t.Helper()
	var frames []any
	for _, e := range sampleEvents() {
		frame, ok := EventFrame("ses_1", e)
		if !ok {
			t.Fatalf("%s has no frame", e.Body.Kind())
		}
		frames = append(frames, frame)
	}
	return append(frames,
		Hello{Type: TypeHello, Session: "ses_1", Epoch: "ep_1", LastSeq: 10},
		Delta{Type: TypeDelta, Turn: 2, Text: "在"},
		Thinking{Type: TypeThinking},
		Error{Type: TypeError, Code: coach.CodeInvalid, Message: "text is missing"},
		Error{Type: TypeError, Code: coach.CodeBusy, Message: "wait", ClientTurnID: "c-2", RetryAfterMS: 500},
		Draining{Type: TypeDraining},
	)
}

func encode(frame any) []byte {
	var buf bytes.Buffer
	encodeTo(&buf, frame)
	return buf.Bytes()
}

func TestServerFramesOnTheWire(t *testing.T) {
	var wire []byte
	for _, frame := range sampleFrames(t) {
		wire = append(append(wire, encode(frame)...), '\n')
	}
	checkGolden(t, "server_frames.jsonl", wire)
}

func TestNothingHiddenIsInAFrame(t *testing.T) {
	for _, frame := range sampleFrames(t) {
		data := string(encode(frame))
		if strings.Contains(data, secret) {
			t.Errorf("the trainee would see hidden state: %s", data)
		}
		for _, word := range []string{"moves", "decision", "heard", "gauges", "effects", "seed"} {
			if strings.Contains(data, `"`+word+`"`) {
				t.Errorf("the frame has a field %q: %s", word, data)
			}
		}
	}
}

func TestFrameSchemaIsTheOneFrontendTypesAreMadeFrom(t *testing.T) {
	checkGolden(t, "frames.schema.json", FrameSchema())
}

func TestEveryServerFrameFitsTheSchemaAndOnlyThose(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(FrameSchema()))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("frames.json", doc); err != nil {
		t.Fatal(err)
	}
	server, err := compiler.Compile("frames.json#/$defs/ServerFrame")
	if err != nil {
		t.Fatal(err)
	}
	for _, frame := range sampleFrames(t) {
		var value any
		if err := json.Unmarshal(encode(frame), &value); err != nil {
			t.Fatal(err)
		}
		if err := server.Validate(value); err != nil {
			t.Errorf("%T: %v", frame, err)
		}
	}
	for _, bad := range []string{`{"type":"turn.delta","turn":1}`, `{"type":"unheard.of"}`, `{"type":"draining","mood":"calm"}`} {
		var value any
		if err := json.Unmarshal([]byte(bad), &value); err != nil {
			t.Fatal(err)
		}
		if server.Validate(value) == nil {
			t.Errorf("the schema lets %s pass", bad)
		}
	}
}
