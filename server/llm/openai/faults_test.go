package openai_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const key = "sk-canary-8d1f"

// patient has deadlines that no loaded machine reaches, and pauses nothing.
func patient(baseURL string) openai.Config {
	return openai.Config{
		BaseURL: baseURL, APIKey: key, Model: "some-model",
		FirstByte: time.Minute, Idle: time.Minute, Total: 2 * time.Minute, Tail: 100 * time.Millisecond,
		RetryBase: time.Millisecond, BreakAfter: 1000,
	}
}

// expecting shortens the one deadline that has to run out for a failure of this kind, and no other.
func expecting(kind llm.Kind, baseURL string) openai.Config {
	config := patient(baseURL)
	switch kind {
	case llm.KindTimeoutFirst:
		config.FirstByte = 1500 * time.Millisecond // long enough for every try to reach the endpoint on a loaded machine
	case llm.KindStalled:
		config.Idle = 500 * time.Millisecond
	case llm.KindTimeout:
		config.Total = 2 * time.Second
	}
	return config
}

func newClient(t testing.TB, config openai.Config) *openai.Client {
	t.Helper()
	client, err := openai.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

var question = llm.Request{
	Messages:  []llm.Message{{Role: llm.Instruction, Text: "secret prompt words"}, {Role: llm.Trainee, Text: "secret trainee words"}},
	MaxTokens: 200, Temperature: 0.8,
}

// hear reads a whole reply and returns its chunks and how it ended; nil is a complete reply.
func hear(ctx context.Context, client llm.Client) ([]string, error) {
	stream, err := client.Stream(ctx, question)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	var chunks []string
	for {
		chunk, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return chunks, nil
		}
		if err != nil {
			return chunks, err
		}
		chunks = append(chunks, chunk.Text)
	}
}

type answer = []llmtest.Step

func steps(s ...llmtest.Step) answer { return s }

// TestFaultBeforeAnyWords: what goes wrong before the first visible word is retried as often as its kind is worth and
// then told by its kind.
func TestFaultBeforeAnyWords(t *testing.T) {
	long := strings.Repeat("x", 70<<10)
	cases := []struct {
		name  string
		fault answer
		kind  llm.Kind
		tries int
	}{
		{"401", steps(llmtest.Status(401, `{"error":{"message":"Incorrect key `+key+`"}}`)), llm.KindUnauthorized, 1},
		{"403", steps(llmtest.Status(403, `forbidden`)), llm.KindUnauthorized, 1},
		{"404 model", steps(llmtest.Status(404, `{"error":{"code":"model_not_found"}}`)), llm.KindNotFound, 1},
		{"redirect", steps(llmtest.Status(307, ``, "Location: http://127.0.0.1:1/")), llm.KindNotFound, 1},
		{"400", steps(llmtest.Status(400, `{"error":{"message":"bad field"}}`)), llm.KindRejected, 1},
		{"400 filter", steps(llmtest.Status(400, `{"error":{"code":"content_filter"}}`)), llm.KindFiltered, 2},
		{"413", steps(llmtest.Status(413, ``)), llm.KindRejected, 1},
		{"429", steps(llmtest.Status(429, ``)), llm.KindRateLimited, 2},
		{"429 long", steps(llmtest.Status(429, ``, "Retry-After: 60")), llm.KindRateLimited, 1},
		{"500", steps(llmtest.Status(500, `{"error":"text"}`)), llm.KindServer, 3},
		{"502 page", steps(llmtest.Status(502, `<html>`)), llm.KindServer, 3},
		{"503", steps(llmtest.Status(503, ``)), llm.KindServer, 3},
		{"529", steps(llmtest.Status(529, `{"type":"error"}`)), llm.KindServer, 3},
		{"no first byte", steps(llmtest.Stall()), llm.KindTimeoutFirst, 2},
		{"headers, then nothing", steps(llmtest.Raw(":\n\n"), llmtest.Stall()), llm.KindTimeoutFirst, 2},
		{"reset", steps(llmtest.Reset()), llm.KindUnreachable, 3},
		{"cut after headers", steps(llmtest.Raw(":\n\n"), llmtest.Cut()), llm.KindCut, 2},
		{"clean end, nothing said", steps(llmtest.Raw(":\n\n")), llm.KindCut, 2},
		{"only DONE", steps(llmtest.Done()), llm.KindCut, 2},
		{"200 page", steps(llmtest.ContentType("text/html"), llmtest.Raw("<html>login</html>")), llm.KindMalformed, 2},
		{"200 JSON reply", steps(llmtest.ContentType("application/json"), llmtest.Raw(`{"choices":[{"message":{"content":"hi"}}]}`)), llm.KindMalformed, 2},
		{"200 JSON error", steps(llmtest.ContentType("application/json"), llmtest.Raw(`{"error":{"code":"rate_limit_exceeded"}}`)), llm.KindRateLimited, 2},
		{"page as stream", steps(llmtest.Raw("<html>\n")), llm.KindMalformed, 2},
		{"broken JSON", steps(llmtest.Event(`{"choices":[{`)), llm.KindMalformed, 2},
		{"content of another type", steps(llmtest.Event(`{"choices":[{"index":0,"delta":{"content":[1]}}]}`)), llm.KindMalformed, 2},
		{"error in stream, usual", steps(llmtest.Event(`{"error":{"message":"boom","type":"server_error"}}`), llmtest.Stall()), llm.KindServer, 3},
		{"error in stream, spaced", steps(llmtest.Event(`{ "error" : {"message":"boom"}}`), llmtest.Done()), llm.KindServer, 3},
		{"error in stream, as object", steps(llmtest.Event(`{"object":"error","message":"overloaded"}`), llmtest.Done()), llm.KindServer, 3},
		{"error in stream, string", steps(llmtest.Event(`{"error":"quota"}`), llmtest.Done()), llm.KindServer, 3},
		{"error in stream, FastAPI", steps(llmtest.Event(`{"detail":"no"}`)), llm.KindServer, 3},
		{"error in stream, bare line", steps(llmtest.Raw(`{"error":{"message":"boom"}}` + "\n")), llm.KindServer, 3},
		{"error in stream, bare line without end", steps(llmtest.Raw(`{"error":{"message":"boom"}}`)), llm.KindServer, 3},
		{"error in stream, after a comment", steps(llmtest.Raw(": wait\n\n"), llmtest.Event(`{"error":{"message":"boom"}}`)), llm.KindServer, 3},
		{"error in stream, event field", steps(llmtest.Raw("event: error\ndata: overloaded\n\n")), llm.KindServer, 3},
		{"error in stream, no key", steps(llmtest.Event(`{"error":{"code":"invalid_api_key"}}`)), llm.KindUnauthorized, 1},
		{"unknown event", steps(llmtest.Event(`{"foo":1}`)), llm.KindServer, 3},
		{"empty", steps(llmtest.Finish("stop"), llmtest.Done()), llm.KindEmpty, 2},
		{"only space", steps(llmtest.Token(" \n"), llmtest.Finish("stop"), llmtest.Done()), llm.KindEmpty, 2},
		{"only thinking", steps(llmtest.Thought("reasoning_content", "hm"), llmtest.Thought("reasoning", "hm"), llmtest.Finish("stop"), llmtest.Done()), llm.KindEmpty, 2},
		{"filtered", steps(llmtest.Finish("content_filter"), llmtest.Done()), llm.KindFiltered, 2},
		{"refused", steps(llmtest.Event(`{"choices":[{"index":0,"delta":{"refusal":"I cannot"}}]}`)), llm.KindFiltered, 2},
		{"giant line", steps(llmtest.Raw("data: "+long), llmtest.Stall()), llm.KindTooLarge, 1},
		{"giant line with an end", steps(llmtest.Token(long), llmtest.Stall()), llm.KindTooLarge, 1},
		{"1 MB line", steps(llmtest.Flood(long, 1<<20), llmtest.Stall()), llm.KindTooLarge, 1},
		{"keep-alive flood", steps(llmtest.Flood(strings.Repeat(": wait\n\n", 512), 8<<20)), llm.KindTooLarge, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for trial := range 3 {
				endpoint := llmtest.NewEndpoint(t)
				endpoint.Always(c.fault...)
				chunks, err := hear(t.Context(), newClient(t, expecting(c.kind, endpoint.BaseURL)))
				if kind := llm.KindOf(err); kind != c.kind || len(chunks) != 0 {
					t.Fatalf("trial %d: heard %q and failed with %q (%v), want nothing and %q", trial, chunks, kind, err, c.kind)
				}
				if tries := len(endpoint.Requests()); tries != c.tries {
					t.Fatalf("trial %d: asked %d times, want %d", trial, tries, c.tries)
				}
				noSecrets(t, err)
			}
		})
	}
}

func noSecrets(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{key, "secret", "Incorrect", "boom"} {
		if strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
			t.Errorf("the error shows %q: %v", secret, err)
		}
	}
}

// TestFaultIsMendedByASecondTry: every retried kind that passes by leaves no trace in the reply.
func TestFaultIsMendedByASecondTry(t *testing.T) {
	for name, fault := range map[string]answer{
		"503": steps(llmtest.Status(503, ``)), "429": steps(llmtest.Status(429, ``, "Retry-After: 0.05")),
		"stall": steps(llmtest.Stall()), "reset": steps(llmtest.Reset()), "empty": steps(llmtest.Finish("stop")),
		"page": steps(llmtest.ContentType("text/html")), "cut": steps(llmtest.Raw(":\n"), llmtest.Cut()),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Answer(fault...)
			endpoint.Answer(llmtest.Say("good", " day")...)
			config := patient(endpoint.BaseURL)
			if name == "stall" {
				config.FirstByte = 2 * time.Second
			}
			chunks, err := hear(t.Context(), newClient(t, config))
			if got := strings.Join(chunks, ""); got != "good day" || err != nil {
				t.Fatalf("heard %q, %v", got, err)
			}
		})
	}
}

// TestFaultAfterSomeWords: once words are out nothing is tried again, the words stay, and the reply is not complete.
func TestFaultAfterSomeWords(t *testing.T) {
	said := llmtest.Tokens(0, "We will", " see.")
	cases := []struct {
		name  string
		fault answer
		kind  llm.Kind
	}{
		{"silent", steps(said, llmtest.Stall()), llm.KindStalled},
		{"keep-alives only", steps(said, llmtest.Tokens(0, " Yes"), trickle(":\n\n")), llm.KindStalled},
		{"reset", steps(said, llmtest.Reset()), llm.KindCut},
		{"cut", steps(said, llmtest.Cut()), llm.KindCut},
		{"cut in mid-line", steps(said, llmtest.Raw(`data: {"choices":[{"index":0,"delta":{"con`), llmtest.Cut()), llm.KindCut},
		{"clean end in mid-line", steps(said, llmtest.Raw(`data: {"choices":[{"index":0,"delta":{"con`)), llm.KindCut},
		{"clean end", steps(said), llm.KindCut},
		{"DONE without a reason", steps(said, llmtest.Done()), llm.KindCut},
		{"empty reason", steps(said, llmtest.Finish(""), llmtest.Done()), llm.KindCut},
		{"error in stream", steps(said, llmtest.Event(`{"error":{"message":"boom"}}`), llmtest.Stall()), llm.KindServer},
		{"broken JSON", steps(said, llmtest.Event(`{"choices":`)), llm.KindMalformed},
		{"unknown event", steps(said, llmtest.Event(`{"x":1}`)), llm.KindServer},
		{"length", steps(said, llmtest.Finish("length"), llmtest.Done()), llm.KindLength},
		{"filter", steps(said, llmtest.Finish("content_filter"), llmtest.Done()), llm.KindFiltered},
		{"finished with an error", steps(said, llmtest.Finish("error"), llmtest.Done()), llm.KindServer},
		{"endless", steps(said, llmtest.Flood("data: "+`{"choices":[{"index":0,"delta":{"content":"`+strings.Repeat("y", 4<<10)+`"}}]}`+"\n\n", 8<<20)), llm.KindTooLarge},
		{"too slow in all", steps(said, trickle(`data: {"choices":[{"index":0,"delta":{"content":" uh"}}]}`+"\n\n")), llm.KindTimeout},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for trial := range 3 {
				endpoint := llmtest.NewEndpoint(t)
				endpoint.Answer(c.fault...) // one answer only: a second try fails the test
				chunks, err := hear(t.Context(), newClient(t, expecting(c.kind, endpoint.BaseURL)))
				if kind := llm.KindOf(err); kind != c.kind {
					t.Fatalf("trial %d: failed with %q (%v), want %q", trial, kind, err, c.kind)
				}
				if text := strings.Join(chunks, ""); !strings.HasPrefix(text, "We will see.") {
					t.Fatalf("trial %d: heard %q", trial, text)
				}
			}
		})
	}
}

// trickle writes text every 20 ms for as long as the client stays.
func trickle(text string) llmtest.Step {
	return llmtest.Every(20*time.Millisecond, text)
}

// TestOddButGoodStreams: what is unusual and harmless is a complete reply.
func TestOddButGoodStreams(t *testing.T) {
	many := llmtest.Raw(strings.Repeat(": wait\n\n", 2000))
	word := `{"choices":[{"index":0,"delta":{"content":"fine"}}]}`
	for name, good := range map[string]answer{
		"no DONE":            steps(llmtest.Token("fine"), llmtest.Finish("stop")),
		"finish with words":  steps(llmtest.Event(`{"choices":[{"index":0,"delta":{"content":"fine"},"finish_reason":"stop"}]}`), llmtest.Done()),
		"line stays open":    steps(llmtest.Token("fine"), llmtest.Finish("stop"), llmtest.Stall()),
		"cut after the end":  steps(llmtest.Token("fine"), llmtest.Finish("stop"), llmtest.Cut()),
		"error after it":     steps(llmtest.Token("fine"), llmtest.Finish("stop"), llmtest.Event(`{"error":"x"}`)),
		"many keep-alives":   steps(many, llmtest.Token("fine"), many, llmtest.Finish("stop"), llmtest.Done()),
		"CRLF and no spaces": steps(llmtest.Raw("data:"+word+"\r\n\r\n"), llmtest.Finish("stop")),
		"empty data":         steps(llmtest.Raw("data:\n\ndata: \n\n"), llmtest.Token("fine"), llmtest.Finish("stop")),
		"other fields":       steps(llmtest.Raw("id: 1\nevent: message\nretry: 5\ndata: "+word+"\n\n"), llmtest.Finish("stop")),
		"error is null":      steps(llmtest.Event(`{"error":null,"choices":[{"index":0,"delta":{"content":"fine"}}]}`), llmtest.Finish("stop")),
		"thinking first":     steps(llmtest.Thought("reasoning", "hm"), llmtest.Thought("reasoning_content", "hm"), llmtest.Token("fine"), llmtest.Finish("stop")),
		"event in two reads": steps(llmtest.Raw("data: "+word[:20]), llmtest.Wait(20*time.Millisecond), llmtest.Raw(word[20:]+"\n\n"), llmtest.Finish("stop")),
		"no final newline":   steps(llmtest.Token("fine"), llmtest.Raw(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Answer(good...)
			chunks, err := hear(t.Context(), newClient(t, patient(endpoint.BaseURL)))
			if got := strings.Join(chunks, ""); got != "fine" || err != nil {
				t.Fatalf("heard %q, %v", got, err)
			}
		})
	}
}

// TestNoConnection: refused, unknown name and a certificate that cannot be trusted are all "unreachable".
func TestNoConnection(t *testing.T) {
	for name, baseURL := range map[string]string{
		"refused": llmtest.Refused(t), "name": "http://no-such-host.invalid/v1", "certificate": llmtest.NewTLSEndpoint(t).BaseURL,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := hear(t.Context(), newClient(t, patient(baseURL)))
			if llm.KindOf(err) != llm.KindUnreachable {
				t.Fatalf("failed with %v", err)
			}
			noSecrets(t, err)
		})
	}
}
