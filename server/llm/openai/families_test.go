package openai_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

// TestEveryFamilyOfServersIsUnderstoodAsItIs replays streams in the form in which each family of servers writes them:
// first chunks without words, thoughts in either field, comments, usage in three places or none, no [DONE]. All of them
// say the same.
func TestEveryFamilyOfServersIsUnderstoodAsItIs(t *testing.T) {
	for family, want := range map[string]llm.Usage{
		"openai":     {Model: "gpt-4.1-mini-2025-04-14", PromptTokens: 40, CompletionTokens: 3},
		"azure":      {Model: "gpt-4o-2024-11-20"},
		"deepseek":   {Model: "deepseek-reasoner", PromptTokens: 40, CompletionTokens: 21},
		"dashscope":  {Model: "qwen-plus", PromptTokens: 40, CompletionTokens: 3},
		"vllm":       {Model: "qwen3-8b", PromptTokens: 40, CompletionTokens: 10},
		"ollama":     {Model: "qwen3:8b"},
		"llamacpp":   {Model: "gpt-3.5-turbo", PromptTokens: 40, CompletionTokens: 3},
		"openrouter": {Model: "some/model", PromptTokens: 40, CompletionTokens: 3},
	} {
		stream, err := os.ReadFile("testdata/families/" + family + ".sse")
		if err != nil {
			t.Fatal(err)
		}
		// Whole, as separate events, and with the line ends that some write.
		for how, steps := range map[string][]llmtest.Step{
			"at once": {llmtest.Raw(string(stream))},
			"by line": byLine(string(stream)),
			"CRLF":    {llmtest.Raw(strings.ReplaceAll(string(stream), "\n", "\r\n"))},
		} {
			t.Run(family+"/"+how, func(t *testing.T) {
				endpoint := llmtest.NewEndpoint(t)
				endpoint.Answer(steps...)
				text, usage, err := llm.Whole(t.Context(), newClient(t, patient(endpoint.BaseURL)), question, 1<<10)
				if text != "Next week." || err != nil || usage != want {
					t.Errorf("%q %+v, %v; want %+v", text, usage, err, want)
				}
			})
		}
	}
}

func byLine(stream string) []llmtest.Step {
	var steps []llmtest.Step
	for line := range strings.Lines(stream) {
		steps = append(steps, llmtest.Raw(line))
	}
	return steps
}

// picky is an endpoint that refuses requests which hold one of the given words, in the words given for it.
func picky(t testing.TB, refusals map[string]string, answer string) (baseURL string, asked func() int) {
	t.Helper()
	var mu sync.Mutex
	count := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		count++
		mu.Unlock()
		body := new(strings.Builder)
		_ = r.Write(body)
		for word, refusal := range refusals {
			if strings.Contains(body.String(), word) {
				http.Error(w, refusal, http.StatusBadRequest)
				return
			}
		}
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = w.Write([]byte(`data: {"choices":[{"index":0,"delta":{"content":` + answer + `},"finish_reason":"stop"}]}` + "\n\ndata: [DONE]\n\n"))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/v1", func() int {
		mu.Lock()
		defer mu.Unlock()
		return count
	}
}

// TestWhatAServerRefusesIsPutDifferently: settings that a server does not take are left out or put in its way, once; what
// was learned is kept for the next request.
func TestWhatAServerRefusesIsPutDifferently(t *testing.T) {
	schema := &llm.Schema{Name: "answer", JSON: []byte(`{"type":"object"}`)}
	for name, c := range map[string]struct {
		refuses map[string]string
		first   int // requests the first reply takes
		mode    openai.SchemaMode
	}{
		"everything is taken": {nil, 1, openai.SchemaStrict},
		"no json_schema": {map[string]string{
			`"type":"json_schema"`: `{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error"}}`,
		}, 2, openai.SchemaObject},
		"no response_format at all": {map[string]string{
			`"response_format"`: `{"object":"error","message":"extra_forbidden: response_format","code":400}`,
		}, 3, openai.SchemaPlain},
		"a refusal that names nothing": {map[string]string{`"json_schema"`: `Bad Request`}, 2, openai.SchemaObject},
		"no stream_options": {map[string]string{
			`"stream_options"`: `{"detail":[{"loc":["body","stream_options"],"msg":"extra fields not permitted"}]}`,
		}, 2, openai.SchemaStrict},
		"other name for the longest reply": {map[string]string{
			`"max_tokens"`: `{"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}}`,
		}, 2, openai.SchemaStrict},
		"no temperature": {map[string]string{
			`"temperature"`: `{"error":{"message":"Unsupported value: 'temperature' does not support 0.8 with this model."}}`,
		}, 2, openai.SchemaStrict},
		"hardly anything": {map[string]string{
			`"stream_options"`: `stream_options`, `"temperature"`: `temperature`, `"response_format"`: `response_format`, `"max_tokens"`: `max_completion_tokens`,
		}, 6, openai.SchemaPlain},
	} {
		t.Run(name, func(t *testing.T) {
			baseURL, asked := picky(t, c.refuses, `"{\"a\":1}"`)
			client := newClient(t, patient(baseURL))
			request := llm.Request{Messages: question.Messages, MaxTokens: 20, Temperature: 0.8, Schema: schema}
			for round, want := range []int{c.first, c.first + 1} {
				got, _, err := llm.JSON(t.Context(), client, request, 100)
				if string(got) != `{"a":1}` || err != nil || asked() != want {
					t.Errorf("round %d: %s, %v after %d requests; want %d", round, got, err, asked(), want)
				}
			}
			if client.SchemaMode() != c.mode {
				t.Errorf("the schema goes in mode %d, want %d", client.SchemaMode(), c.mode)
			}
		})
	}
}

// TestARequestThatCannotBePutDifferentlyIsRefusedAtOnce: no loop of tries.
func TestARequestThatCannotBePutDifferentlyIsRefusedAtOnce(t *testing.T) {
	for name, refusal := range map[string]string{
		"too long":              `{"error":{"message":"maximum context length is 4096 tokens"}}`,
		"refused either way":    `{"error":{"message":"temperature"}}`,
		"a schema, with no one": `{"error":{"message":"response_format"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			baseURL, asked := picky(t, map[string]string{`"model"`: refusal}, `"x"`)
			_, _, err := llm.Whole(t.Context(), newClient(t, patient(baseURL)), question, 100)
			if llm.KindOf(err) != llm.KindRejected || asked() > 2 {
				t.Errorf("%v after %d requests", err, asked())
			}
		})
	}
}

// TestANameThatLeadsToAMachinesOwnServicesIsNotDialled: the check is made on the address that is connected to, so neither
// a name nor a redirect gets around it.
func TestANameThatLeadsToAMachinesOwnServicesIsNotDialled(t *testing.T) {
	for _, c := range []struct{ named, address, says string }{
		{"metadata.internal.example", "169.254.169.254:80", "write that address down"},
		{"metadata.internal.example", "[fe80::1%eth0]:80", "write that address down"},
		{"metadata.internal.example", "[::ffff:169.254.169.254]:80", "write that address down"},
		{"metadata.internal.example", "100.100.100.200:80", "write that address down"},
		{"metadata.internal.example", "[fd00:ec2::254]:80", "write that address down"},
		{"metadata.internal.example", "0.0.0.0:80", "write that address down"},
		{"169.254.169.254", "169.254.169.254:80", ""},
		{"169.254.169.253", "169.254.169.254:80", "write that address down"},
		{"localhost", "127.0.0.1:11434", ""},
		{"models.lan", "10.0.0.7:8000", ""},
		{"api.example.com", "203.0.113.7:443", ""},
	} {
		err := openai.AllowDial(c.named, c.address)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s at %s: %v", c.named, c.address, err)
		}
	}
	client := newClient(t, openai.Config{BaseURL: "http://0.0.0.0.nip.invalid/v1", Model: "m", RetryBase: time.Millisecond})
	if _, _, err := llm.Whole(t.Context(), client, question, 100); llm.KindOf(err) != llm.KindUnreachable {
		t.Errorf("a name that leads nowhere: %v", err)
	}
}
