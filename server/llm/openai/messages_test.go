package openai_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	goopenai "github.com/sashabaranov/go-openai"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

// FuzzMessages: an endpoint reads the same messages as if go-openai had written them,
// wherever their text is text.
func FuzzMessages(f *testing.F) {
	for _, text := range []string{"", "hello", `"messages":[]`, "你好，\n\t“报价”", "a\\\"b\x00\x1f\x7f", "<&>\u2028\u2029", "🙂\ufffd", strings.Repeat("长", 9000)} {
		f.Add("system", text, "next")
	}
	f.Fuzz(func(t *testing.T, role, first, second string) {
		first, second = strings.ToValidUTF8(first, "?"), strings.ToValidUTF8(second, "?")
		messages := []goopenai.ChatCompletionMessage{{Role: strings.ToValidUTF8(role, "?"), Content: first}, {Role: goopenai.ChatMessageRoleUser, Content: second}}
		theirs, err := json.Marshal(messages)
		if err != nil {
			t.Fatal(err)
		}
		var want, got any
		if err := json.Unmarshal(theirs, &want); err != nil {
			t.Fatal(err)
		}
		ours := openai.EncodeMessages(messages)
		if err := json.Unmarshal(ours, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\nis not\n%s: %v", ours, theirs, err)
		}
	})
}

// TestBadBytesDoNotReachAnEndpoint: what is no text is marked as such, and the rest of it stays.
func TestBadBytesDoNotReachAnEndpoint(t *testing.T) {
	sent := openai.EncodeMessages([]goopenai.ChatCompletionMessage{{Role: "user", Content: "a\xff\xc3(b"}})
	if want := `[{"role":"user","content":"a` + "\ufffd" + `(b"}]`; string(sent) != want {
		t.Errorf("%q, want %q", sent, want)
	}
}

// TestAModelNamedLikeThePlaceOfTheMessages: where the messages go is never mistaken.
func TestAModelNamedLikeThePlaceOfTheMessages(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Say("Yes.")...)
	config := patient(endpoint.BaseURL)
	config.Model = `m","messages":[],"x":"`
	stream, err := newClient(t, config).Stream(t.Context(), llm.Request{Messages: []llm.Message{{Role: llm.Trainee, Text: `say "messages":[]`}}})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	sent := endpoint.Requests()[0].Body
	if sent.Model != config.Model || len(sent.Messages) != 1 || sent.Messages[0].Content != `say "messages":[]` || !sent.Stream {
		t.Errorf("the endpoint read %+v", sent)
	}
}
