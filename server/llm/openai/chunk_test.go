package openai

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// events are shapes of events, ordinary and not.
var events = []string{
	`{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":" day"},"finish_reason":null,"logprobs":null}],"usage":null}`,
	`{"choices":[{"index":0,"delta":{"role":"assistant","content":null,"refusal":null,"reasoning_content":"I think"}}]}`,
	`{"choices":[{"delta":{"content":"\u4f60好\n\"x\" \ud83d\ude00 \ud800"}}]}`,
	`{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`, `{"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":2,"details":{"a":[1]}}}`,
	`{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}`, `{"choices":null}`, `{"choices":[{"index":2,"delta":{"refusal":"no"}}]}`,
	`{"error":{"message":"x"}}`, `{"error":null,"type":"ping"}`, `{"object":"error"}`, `{"Choices":[{"Delta":{"CONTENT":"folded"}}]}`, `{"choice\u0073":[{"delta":{"content":"e"}}]}`,
	`{"choices":[{"delta":{"content":"a"}}],"choices":[{"index":3}]}`, `{"choices":[{"delta":{"content":"a","content":null}}]}`, `{"model":"a","model":"b","choices":[]}`,
	`{"choices":[{"delta":{"content":7}}]}`, `{"choices":{}}`, `{}`, `{} `, `{}}`, `{} {"choices":[]}`, `{}{`, `{"choices":[{"delta":{"content":"a"}}]}x`, `{"a":01}`, `{"a":"` + "\x01" + `"}`,
	`{"choices":[{"delta":{"content":"` + "\xff" + `"}}]}`, `{"choices":[{"delta":{"content":"cut`, `{"choices":[{"delta":{"content":"cut"}}`, `[]`, `null`, `"x"`, ``, `{"choices":[{"index":1e0}]}`,
	`{"deeper":[[[[[[{"a":{"b":[]}}]]]]]],"choices":[{"x":{"content":"no"},"delta":{"x":{"content":"no"},"content":"yes"}}]}`,
}

// TestAnEventIsWhatEncodingJSONMakesOfIt, whichever way it is decoded.
func TestAnEventIsWhatEncodingJSONMakesOfIt(t *testing.T) {
	var reader chunkReader
	for _, event := range events {
		sameAsJSON(t, &reader, event)
	}
	for _, first := range events { // what was read before does not matter
		for _, then := range events {
			var reader chunkReader
			sameAsJSON(t, &reader, first)
			sameAsJSON(t, &reader, then)
		}
	}
}

// TestEventsThatDifferInTheirWordsAlone are decoded by what they have in common, and only then.
func TestEventsThatDifferInTheirWordsAlone(t *testing.T) {
	const around = `{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"%"},"finish_reason":null}]}`
	event := func(words string) string { return strings.Replace(around, "%", words, 1) }
	var reader chunkReader
	sameAsJSON(t, &reader, event("first"))
	for _, words := range []string{" second", "你好", "", `a \"quoted\" word`, `\u4f60`, "\\", `"},"x":{"y":"`, `"}},{"delta":{"content":"`, "\x01", "\xff", "\t", "%%", "😀"} {
		sameAsJSON(t, &reader, event(words))
	}
	for _, other := range []string{
		event("x")[1:], event("x") + "}", event("x")[:len(event("x"))-1], strings.Replace(event("x"), "null", `"stop"`, 1),
		strings.Replace(event("x"), "}]", `,"logprobs":{"content":"y"}}]`, 1), `{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"`,
	} {
		sameAsJSON(t, &reader, other)
		sameAsJSON(t, &reader, event("and on"))
	}
	if !reader.again([]byte(event("more"))) {
		t.Error("an event like those before was not known again")
	}
}

// TestTheWordsOfEveryFamilyOfServersAreDecodedInPlace: encoding/json is only asked about ends, usage and faults.
func TestTheWordsOfEveryFamilyOfServersAreDecodedInPlace(t *testing.T) {
	files, err := filepath.Glob("testdata/families/*.sse")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		stream, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		walked := 0
		for line := range strings.Lines(string(stream)) {
			event, isData := strings.CutPrefix(strings.TrimSpace(line), "data:")
			var reader chunkReader
			if isData && reader.walk([]byte(strings.TrimSpace(event))) == nil && len(reader.chunk.Choices) == 1 && reader.chunk.Choices[0].Delta.Content != "" {
				walked++
			}
		}
		if walked == 0 {
			t.Errorf("%s: no event with words was decoded in place", file)
		}
	}
}

// FuzzChunk: whatever an event holds, the two ways of decoding it agree.
func FuzzChunk(f *testing.F) {
	for _, event := range events {
		f.Add(event)
	}
	var reader chunkReader
	f.Fuzz(func(t *testing.T, event string) { sameAsJSON(t, &reader, event) })
}

func sameAsJSON(t *testing.T, reader *chunkReader, event string) {
	t.Helper()
	var want wireChunk
	wantErr := json.Unmarshal([]byte(event), &want)
	got, err := reader.read([]byte(event))
	if (err != nil) != (wantErr != nil) || err == nil && !sameChunk(*got, want) {
		t.Errorf("%q was read as %+v, %v; want %+v, %v", event, *got, err, want, wantErr)
	}
}

// sameChunk compares all that is looked at: null is no error, whether it is written or left out.
func sameChunk(a, b wireChunk) bool {
	if string(a.Error) == "null" {
		a.Error = nil
	}
	if string(b.Error) == "null" {
		b.Error = nil
	}
	return reflect.DeepEqual(a, b)
}
