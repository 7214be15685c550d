package openai_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

// TestWordsComeOneByOne: the endpoint sends a word only once the one before it was heard, so a word that is kept back
// anywhere on the way stops the call for good.
func TestWordsComeOneByOne(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	heard := make(chan struct{})
	var script []llmtest.Step
	var want []string
	for i := range 40 {
		word := fmt.Sprintf(" w%d", i)
		want = append(want, word)
		script = append(script, llmtest.Token(word), llmtest.Await(heard))
	}
	endpoint.Answer(append(script, llmtest.Finish("stop"), llmtest.Done())...)
	stream, err := newClient(t, patient(endpoint.BaseURL)).Stream(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	var got []string
	for {
		chunk, err := stream.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("after %q: %v", got, err)
		}
		got = append(got, chunk.Text)
		heard <- struct{}{}
	}
	if !slices.Equal(got, want) {
		t.Errorf("heard %q", got)
	}
}

// TestWordsThatCameTogetherStayTogether: what one read of the connection brought is one chunk.
func TestWordsThatCameTogetherStayTogether(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	word := `data: {"choices":[{"index":0,"delta":{"content":"%s"}}]}` + "\n\n"
	endpoint.Answer(llmtest.Raw(fmt.Sprintf(word+word+word, "a", "b", "c")), llmtest.Finish("stop"))
	chunks, err := hear(t.Context(), newClient(t, patient(endpoint.BaseURL)))
	if !slices.Equal(chunks, []string{"abc"}) || err != nil {
		t.Errorf("heard %q, %v", chunks, err)
	}
}

func TestUsageIsReported(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Answer(llmtest.Say("hi", " you")...)
	stream, err := newClient(t, patient(endpoint.BaseURL)).Stream(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	for err == nil {
		_, err = stream.Next()
	}
	if want := (llm.Usage{Model: "fake-1", PromptTokens: 100, CompletionTokens: 2}); stream.Usage() != want || !errors.Is(err, io.EOF) {
		t.Errorf("usage %+v after %v", stream.Usage(), err)
	}
	if _, again := stream.Next(); !errors.Is(again, io.EOF) {
		t.Errorf("after the end Next says %v", again)
	}
}

// TestGivingUpReachesTheEndpoint: the end of the caller's context and Close both end the answer at the other side.
func TestGivingUpReachesTheEndpoint(t *testing.T) {
	for name, giveUp := range map[string]func(context.CancelFunc, llm.Stream){
		"context": func(cancel context.CancelFunc, _ llm.Stream) { cancel() },
		"close":   func(_ context.CancelFunc, s llm.Stream) { _ = s.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Answer(llmtest.Token("well"), llmtest.Stall())
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			stream, err := newClient(t, patient(endpoint.BaseURL)).Stream(ctx, question)
			if err != nil {
				t.Fatal(err)
			}
			if chunk, err := stream.Next(); chunk.Text != "well" || err != nil {
				t.Fatalf("heard %q, %v", chunk.Text, err)
			}
			giveUp(cancel, stream)
			if _, err := stream.Next(); !errors.Is(err, context.Canceled) || llm.KindOf(err) != "" {
				t.Errorf("Next says %v", err)
			}
			_ = stream.Close()
			for range 500 {
				if endpoint.Dropped() == 1 {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Error("the endpoint goes on talking")
		})
	}
}

// TestGivingUpWhileWaiting: neither the wait for the first words nor that for a second try outlives the context.
func TestGivingUpWhileWaiting(t *testing.T) {
	for name, fault := range map[string]answer{
		"first words": steps(llmtest.Stall()), "second try": steps(llmtest.Status(429, ``, "Retry-After: 9")),
	} {
		t.Run(name, func(t *testing.T) {
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Always(fault...)
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			if _, err := hear(ctx, newClient(t, patient(endpoint.BaseURL))); !errors.Is(err, context.DeadlineExceeded) || llm.KindOf(err) != "" {
				t.Errorf("failed with %v", err)
			}
		})
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Answer(llmtest.Status(429, ``, "Retry-After: 0.3"))
	endpoint.Answer(llmtest.Say("hi")...)
	begin := time.Now()
	if _, err := hear(t.Context(), newClient(t, patient(endpoint.BaseURL))); err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(begin); waited < 300*time.Millisecond {
		t.Errorf("asked again after %v", waited)
	}
}

// TestClientPausesAfterRepeatedFailures: a broken endpoint is left alone for a while, then asked once again.
func TestClientPausesAfterRepeatedFailures(t *testing.T) {
	t.Parallel()
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Status(400+29, ``, "Retry-After: 99"))
	config := patient(endpoint.BaseURL)
	config.BreakAfter, config.BreakFor = 3, 3*time.Second
	client := newClient(t, config)
	for i := range 5 {
		want := llm.KindRateLimited
		if i >= 3 {
			want = llm.KindPaused
		}
		if _, err := hear(t.Context(), client); llm.KindOf(err) != want {
			t.Fatalf("call %d failed with %v, want %s", i, err, want)
		}
	}
	if asked := len(endpoint.Requests()); asked != 3 {
		t.Errorf("the endpoint was asked %d times", asked)
	}
	endpoint.Always(llmtest.Say("back")...)
	time.Sleep(3100 * time.Millisecond)
	for range 2 {
		if chunks, err := hear(t.Context(), client); strings.Join(chunks, "") != "back" || err != nil {
			t.Errorf("after the pause: heard %q, %v", chunks, err)
		}
	}
}

// TestWrongKeyPausesAtOnce: asking again would only lock the key out.
func TestWrongKeyPausesAtOnce(t *testing.T) {
	for _, status := range []int{401, 404} {
		endpoint := llmtest.NewEndpoint(t)
		endpoint.Answer(llmtest.Status(status, ``))
		client := newClient(t, patient(endpoint.BaseURL))
		_, _ = hear(t.Context(), client)
		if _, err := hear(t.Context(), client); llm.KindOf(err) != llm.KindPaused {
			t.Errorf("%d: the second call failed with %v", status, err)
		}
	}
}

// TestInterruptedCallsDoNotPause: a trainee who cuts the debtor short says nothing of the endpoint.
func TestInterruptedCallsDoNotPause(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Token("well"), llmtest.Stall())
	config := patient(endpoint.BaseURL)
	config.BreakAfter = 2
	client := newClient(t, config)
	for i := range 6 {
		stream, err := client.Stream(t.Context(), question)
		if err != nil {
			t.Fatalf("call %d: %v", i, err)
		}
		_ = stream.Close()
	}
}

func TestRequestOnTheWire(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Say("hi")...)
	client := newClient(t, patient(endpoint.BaseURL))
	request := llm.Request{MaxTokens: 200, Temperature: 0.5, Messages: []llm.Message{
		{Role: llm.Instruction, Text: "rules"}, {Role: llm.Debtor, Text: "hello?"}, {Role: llm.Trainee, Text: "good day"},
		{Role: llm.Instruction, Text: "now answer"},
	}}
	for _, model := range []string{"", "gpt-5-local"} {
		request.Model = model
		stream, err := client.Stream(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		_ = stream.Close()
	}
	sent := endpoint.Requests()
	first, second := sent[0], sent[1]
	if first.Path != "/v1/chat/completions" || first.Header.Get("Authorization") != "Bearer "+key || !first.Body.Stream {
		t.Errorf("sent to %s with %v, stream %v", first.Path, first.Header, first.Body.Stream)
	}
	if first.Body.Model != "some-model" || first.Body.MaxTokens != 200 || first.Body.Temperature != 0.5 {
		t.Errorf("sent %+v", first.Body)
	}
	if second.Body.Model != "gpt-5-local" || second.Body.MaxTokens != 0 || second.Body.MaxCompletionTokens < 200 || second.Body.Temperature != 0 {
		t.Errorf("sent a reasoning model %+v", second.Body)
	}
	var got []string
	for _, m := range first.Body.Messages {
		got = append(got, m.Role+": "+m.Content)
	}
	want := []string{"system: rules", "assistant: hello?", "user: good day\n\nnow answer"}
	if !slices.Equal(got, want) {
		t.Errorf("messages %q, want %q", got, want)
	}
}

// TestConnectionIsUsedAgain: after a whole reply the next one needs no new connection.
func TestConnectionIsUsedAgain(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Say("hi")...)
	client := newClient(t, patient(endpoint.BaseURL))
	for range 10 {
		if _, err := hear(t.Context(), client); err != nil {
			t.Fatal(err)
		}
	}
	if n := endpoint.Connections(); n != 1 {
		t.Errorf("ten replies took %d connections", n)
	}
}

// TestHostileStreamTakesLittleMemory: a line without end is dropped long before it is read.
func TestHostileStreamTakesLittleMemory(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Answer(llmtest.Raw("data: "), llmtest.Flood(strings.Repeat("x", 64<<10), 256<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := hear(t.Context(), newClient(t, patient(endpoint.BaseURL)))
	runtime.ReadMemStats(&after)
	if llm.KindOf(err) != llm.KindTooLarge {
		t.Errorf("failed with %v", err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
		t.Errorf("%d KiB were allocated", grown>>10)
	}
}

func TestBrokenConfigurationSaysWhatToMend(t *testing.T) {
	for name, c := range map[string]struct {
		config openai.Config
		want   string
	}{
		"nothing":       {openai.Config{}, "base URL is missing"},
		"no model":      {openai.Config{BaseURL: "http://x/v1"}, "name is missing"},
		"no scheme":     {openai.Config{BaseURL: "x.example/v1", Model: "m"}, "must be whole"},
		"other scheme":  {openai.Config{BaseURL: "ftp://x/v1", Model: "m"}, "must be whole"},
		"not a URL":     {openai.Config{BaseURL: "http://[::1", Model: "m"}, "cannot be read"},
		"key in URL":    {openai.Config{BaseURL: "http://u:" + key + "@x/v1", Model: "m"}, "no user"},
		"key in query":  {openai.Config{BaseURL: "http://x/v1?key=" + key, Model: "m"}, "no user, query"},
		"key with line": {openai.Config{BaseURL: "http://x/v1", Model: "m", APIKey: key + "\nx"}, "no key has"},
	} {
		_, err := openai.New(c.config)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := openai.New(openai.Config{BaseURL: " https://x.example/v1/ ", Model: "m", APIKey: " k \n"}); err != nil {
		t.Errorf("space around the settings: %v", err)
	}
}

// BenchmarkFirstWord measures from the endpoint's first word to the caller's, and BenchmarkWord a word of a long reply.
func BenchmarkFirstWord(b *testing.B) {
	endpoint := llmtest.NewEndpoint(b)
	endpoint.Always(llmtest.Say("hi")...)
	client := newClient(b, patient(endpoint.BaseURL))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := hear(b.Context(), client); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWord(b *testing.B) {
	endpoint := llmtest.NewEndpoint(b)
	words := make([]string, 1000)
	for i := range words {
		words[i] = " word"
	}
	endpoint.Always(llmtest.Say(words...)...)
	client := newClient(b, patient(endpoint.BaseURL))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := hear(b.Context(), client); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(words)), "us/word")
}
