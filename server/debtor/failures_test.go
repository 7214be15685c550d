package debtor

import (
	"context"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/coach"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/pool"
)

var failureTrials = flag.Int("trials", 1, "trials of every failure of a model")

// The deadlines of these tests: a fraction of the real ones, and longer than a busy machine lets anybody wait for a processor.
const (
	testFirst = 800 * time.Millisecond
	testIdle  = 600 * time.Millisecond
	testTotal = 3 * time.Second
	spare     = 3 * time.Second // for a machine that is busy with other tests
)

// failure is one row of the failure contract: how an endpoint fails, and the state in which the turn ends.
type failure struct {
	name     string
	steps    []llmtest.Step
	silent   bool     // not a word came before it: another endpoint is asked
	flags    []string // one of them is on the turn when no endpoint helps
	says     string   // what is heard then
	requests [2]int   // fewest and most requests the endpoint is sent
}

const scriptLine = "Let's talk about it some other time."

func contract() []failure {
	some := llmtest.Tokens(0, "Well,", " I really", " th")
	sentence := llmtest.Tokens(0, "Not now.", " Maybe", " wh")
	broken := "Well, I really – " + scriptLine
	steps := func(s ...llmtest.Step) []llmtest.Step { return s }
	return []failure{
		{"key refused", steps(llmtest.Status(401, "")), true, []string{"fallback:unauthorized"}, scriptLine, [2]int{1, 1}},
		{"model unknown", steps(llmtest.Status(404, "")), true, []string{"fallback:not_found"}, scriptLine, [2]int{1, 1}},
		{"too many requests", steps(llmtest.Status(429, "", "Retry-After-Ms: 5")), true, []string{"fallback:rate_limited"}, scriptLine, [2]int{2, 2}},
		{"too many requests for long", steps(llmtest.Status(429, "", "Retry-After: 60")), true, []string{"fallback:rate_limited"}, scriptLine, [2]int{1, 1}},
		{"overloaded", steps(llmtest.Status(529, "")), true, []string{"fallback:server"}, scriptLine, [2]int{3, 3}},
		{"no first byte", steps(llmtest.Stall()), true, []string{"fallback:timeout_first"}, scriptLine, [2]int{2, 2}},
		{"silent in mid-reply", steps(some, llmtest.Stall()), false, []string{"broken:stalled"}, broken, [2]int{1, 1}},
		{"reset", steps(some, llmtest.Reset()), false, []string{"broken:cut"}, broken, [2]int{1, 1}},
		{"clean end without a finish", steps(some), false, []string{"broken:cut"}, broken, [2]int{1, 1}},
		{"error in the stream", steps(llmtest.Event(`{"object":"error","message":"x"}`), llmtest.Done()), true, []string{"fallback:server"}, scriptLine, [2]int{3, 3}},
		{"a page", steps(llmtest.ContentType("text/html"), llmtest.Raw("<html>")), true, []string{"fallback:malformed"}, scriptLine, [2]int{2, 2}},
		{"thoughts only", steps(llmtest.Thought("reasoning_content", "x"), llmtest.Finish("stop"), llmtest.Done()), true, []string{"fallback:empty"}, scriptLine, [2]int{2, 2}},
		{"too long", steps(sentence, llmtest.Finish("length"), llmtest.Done()), false, []string{"broken:length"}, "Not now. Maybe …", [2]int{1, 1}},
		{"filtered", steps(llmtest.Finish("content_filter"), llmtest.Done()), true, []string{"fallback:filtered"}, scriptLine, [2]int{2, 2}},
		{"giant line", steps(llmtest.Flood(strings.Repeat("x", 1<<16), 1<<20)), true, []string{"fallback:malformed", "fallback:too_large"}, scriptLine, [2]int{1, 2}},
		{"endless", steps(llmtest.Every(time.Millisecond, `data: {"choices":[{"index":0,"delta":{"content":"well "}}]}`+"\n\n")), false,
			[]string{"broken:rambles", "broken:timeout"}, "", [2]int{1, 1}},
		{"out of role", llmtest.Say("As an", " AI", " language", " model"), false, []string{"fallback:guard"}, scriptLine, [2]int{1, 1}},
		{"an unearned sum", llmtest.Say("Fine,", " I'll pay", " 90,000", " on", " Monday."), false, []string{"guard_cut:figure"}, "Fine, I'll pay – " + scriptLine, [2]int{1, 1}},
	}
}

// failingVoice is the whole way of a reply: pool, client, HTTP.
func failingVoice(t *testing.T, baseURLs ...string) (*ModelVoice, func()) {
	t.Helper()
	options := pool.Options{Role: "voice", Total: testTotal}
	var clients []*openai.Client
	for _, base := range baseURLs {
		client, err := openai.New(openai.Config{
			BaseURL: base, Model: "m", FirstByte: testFirst, Idle: testIdle, Total: testTotal, RetryBase: time.Millisecond, MaxRetryAfter: 100 * time.Millisecond,
		})
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, client)
		options.Endpoints = append(options.Endpoints, pool.Endpoint{Label: base, Model: "m", Ask: client, Slots: pool.NewSlots(4)})
	}
	return NewModelVoice(pool.New(options), loadPrompts(t), NewScripted(Pace{}), ModelOptions{}), func() {
		for _, client := range clients {
			client.Close()
		}
	}
}

// TestEveryFailureEndsInItsState: however the endpoint fails, the turn ends within the deadline in the state that the
// contract names: whole words are heard, the turn is marked, and nothing is left running. Where not a word was heard
// before the failure, a second endpoint speaks as if nothing had been.
func TestEveryFailureEndsInItsState(t *testing.T) {
	for _, f := range contract() {
		t.Run(f.name, func(t *testing.T) {
			running := goleak.IgnoreCurrent()
			for range *failureTrials {
				failOnce(t, f)
				if f.silent {
					failOver(t, f)
				}
			}
			goleak.VerifyNone(t, running)
		})
	}
}

func failOnce(t *testing.T, f failure) {
	t.Helper()
	endpoint := llmtest.NewEndpoint(t)
	defer endpoint.Close()
	endpoint.Always(f.steps...)
	voice, done := failingVoice(t, endpoint.BaseURL)
	defer done()
	speech, heard := speakTimed(t, voice)
	if f.says != "" && speech.Text != f.says || heard != speech.Text || speech.Interrupted {
		t.Errorf("spoke %q, heard %q; want %q", speech.Text, heard, f.says)
	}
	if !slices.ContainsFunc(f.flags, func(flag string) bool { return slices.Contains(speech.Flags, flag) }) {
		t.Errorf("marked %v, want one of %v", speech.Flags, f.flags)
	}
	if n := len(endpoint.Requests()); n < f.requests[0] || n > f.requests[1] {
		t.Errorf("asked %d times, want %v", n, f.requests)
	}
}

func failOver(t *testing.T, f failure) {
	t.Helper()
	first, second := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
	defer first.Close()
	defer second.Close()
	first.Always(f.steps...)
	second.Always(llmtest.Say("Look, ", "we are ", "busy here.")...)
	voice, done := failingVoice(t, first.BaseURL, second.BaseURL)
	defer done()
	speech, _ := speakTimed(t, voice)
	if speech.Text != "Look, we are busy here." || len(speech.Flags) != 0 || speech.Source != "model" {
		t.Errorf("with a second endpoint: spoke %q, marked %v", speech.Text, speech.Flags)
	}
}

// speakTimed speaks one turn and fails the test when it takes longer than the deadline of a reply.
func speakTimed(t *testing.T, voice *ModelVoice) (Speech, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var heard strings.Builder
	began := time.Now()
	speech, err := voice.Speak(ctx, modelBrief(coach.English, dodgeMove), func(delta string) error { heard.WriteString(delta); return nil })
	if took := time.Since(began); err != nil || took > testTotal+spare {
		t.Errorf("after %v: %v", took, err)
	}
	return speech, heard.String()
}
