package debtor

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/coach"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

// endpointVoice is a model voice over real HTTP. A deadline is short only where flag is about to show that it ran out.
func endpointVoice(t testing.TB, endpoint *llmtest.Endpoint, flag string) *ModelVoice {
	t.Helper()
	config := openai.Config{
		BaseURL: endpoint.BaseURL, Model: "m", FirstByte: time.Minute, Idle: time.Minute, Total: 2 * time.Minute,
		RetryBase: time.Millisecond, BreakAfter: 1000,
	}
	switch {
	case strings.HasSuffix(flag, ":timeout_first"):
		config.FirstByte = 150 * time.Millisecond
	case strings.HasSuffix(flag, ":stalled"):
		config.Idle = 150 * time.Millisecond
	}
	client, err := openai.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return NewModelVoice(client, loadPrompts(t), NewScripted(Pace{}), ModelOptions{})
}

// TestEveryFaultEndsInWholeWords: whatever the endpoint does, the debtor says something whole, the flag names what went
// wrong, and no half reply passes as a whole one.
func TestEveryFaultEndsInWholeWords(t *testing.T) {
	const script = "Let's talk about it some other time."
	some := llmtest.Tokens(0, "Well,", " I really", " th")
	sentence := llmtest.Tokens(0, "Not now.", " Maybe", " wh")
	steps := func(s ...llmtest.Step) []llmtest.Step { return s }
	for _, c := range []struct {
		name  string
		fault []llmtest.Step
		want  string
		flag  string
	}{
		{"401", steps(llmtest.Status(401, "")), script, "fallback:unauthorized"},
		{"404", steps(llmtest.Status(404, "")), script, "fallback:not_found"},
		{"429", steps(llmtest.Status(429, "")), script, "fallback:rate_limited"},
		{"503", steps(llmtest.Status(503, "")), script, "fallback:server"},
		{"no first byte", steps(llmtest.Stall()), script, "fallback:timeout_first"},
		{"reset", steps(llmtest.Reset()), script, "fallback:unreachable"},
		{"200 page", steps(llmtest.ContentType("text/html"), llmtest.Raw("<html>")), script, "fallback:malformed"},
		{"error in stream", steps(llmtest.Event(`{"error":{"message":"x"}}`), llmtest.Stall()), script, "fallback:server"},
		{"empty", steps(llmtest.Finish("stop"), llmtest.Done()), script, "fallback:empty"},
		{"thinking only", steps(llmtest.Thought("reasoning", "x"), llmtest.Finish("stop")), script, "fallback:empty"},
		{"filter", steps(llmtest.Finish("content_filter")), script, "fallback:filtered"},
		{"giant line", steps(llmtest.Flood(strings.Repeat("x", 1<<16), 1<<20)), script, "fallback:malformed|fallback:too_large"},
		{"out of role", llmtest.Say("As an", " AI", " language", " model"), script, "fallback:guard"},
		{"silent in mid-reply", steps(some, llmtest.Stall()), "Well, I really – " + script, "broken:stalled"},
		{"cut in mid-reply", steps(some, llmtest.Cut()), "Well, I really – " + script, "broken:cut"},
		{"clean end in mid-reply", steps(some, llmtest.Done()), "Well, I really – " + script, "broken:cut"},
		{"error in mid-reply", steps(some, llmtest.Event(`{"error":"x"}`)), "Well, I really – " + script, "broken:server"},
		{"cut after a sentence", steps(sentence, llmtest.Cut()), "Not now. Maybe …", "broken:cut"},
		{"length", steps(sentence, llmtest.Finish("length"), llmtest.Done()), "Not now. Maybe …", "broken:length"},
		{"a sum nobody allowed", llmtest.Say("Fine,", " I'll pay", " 90,000", " on", " Monday."), "Fine, I'll pay – " + script, "guard_cut:figure"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for trial := range 3 {
				endpoint := llmtest.NewEndpoint(t)
				endpoint.Always(c.fault...)
				var heard strings.Builder
				speech, err := endpointVoice(t, endpoint, c.flag).Speak(t.Context(), modelBrief(coach.English, dodgeMove), func(delta string) error {
					heard.WriteString(delta)
					return nil
				})
				if err != nil || speech.Text != c.want || speech.Interrupted || heard.String() != speech.Text {
					t.Fatalf("trial %d: spoke %q (heard %q), %v %v; want %q", trial, speech.Text, heard.String(), speech.Flags, err, c.want)
				}
				if !slices.ContainsFunc(strings.Split(c.flag, "|"), func(f string) bool { return slices.Contains(speech.Flags, f) }) {
					t.Fatalf("trial %d: flags %v, want %s", trial, speech.Flags, c.flag)
				}
			}
		})
	}
}

// TestEveryWordIsHeardBeforeTheNextIsSent: the endpoint waits for each word to be emitted before it sends the next, so
// nothing on the way from the endpoint to the listener may keep a word back.
func TestEveryWordIsHeardBeforeTheNextIsSent(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	heard := make(chan struct{})
	words := strings.SplitAfter("Look, we know each other well, you can rely upon people here, nobody runs away, leave it.", " ")
	var script []llmtest.Step
	for i, word := range words {
		script = append(script, llmtest.Token(word))
		if i < len(words)-1 {
			script = append(script, llmtest.Await(heard))
		}
	}
	endpoint.Answer(append(script, llmtest.Finish("stop"), llmtest.Done())...)
	var deltas []string
	speech, err := endpointVoice(t, endpoint, "").Speak(t.Context(), modelBrief(coach.English, dodgeMove), func(delta string) error {
		deltas = append(deltas, delta)
		if len(deltas) >= len(words) {
			return nil // nobody waits for the last word
		}
		select {
		case heard <- struct{}{}:
		case <-t.Context().Done():
		case <-time.After(30 * time.Second):
		}
		return nil
	})
	if err != nil || speech.Text != strings.Join(words, "") || len(speech.Flags) != 0 {
		t.Fatalf("spoke %q %v, %v", speech.Text, speech.Flags, err)
	}
	if len(deltas) < len(words) {
		t.Errorf("%d words came in %d pieces: %q", len(words), len(deltas), deltas)
	}
}

// TestInterruptingHangsUpOnTheEndpoint: barge-in ends the answer at the other side too, and leaves nothing running.
func TestInterruptingHangsUpOnTheEndpoint(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	running := goleak.IgnoreCurrent()
	endpoint.Answer(llmtest.Token("Well,"), llmtest.Token(" you know"), llmtest.Stall())
	ctx, cancel := context.WithCancel(t.Context())
	speech, err := endpointVoice(t, endpoint, "").Speak(ctx, modelBrief(coach.English, dodgeMove), func(string) error {
		cancel()
		return nil
	})
	if err != nil || !speech.Interrupted || speech.Text == "" || len(speech.Flags) != 0 {
		t.Errorf("spoke %+v, %v", speech, err)
	}
	endpoint.Close()
	goleak.VerifyNone(t, running)
}

// BenchmarkFirstDelta measures a whole short turn over HTTP, and how long after the request the first delta is emitted
// when the endpoint answers at once.
func BenchmarkFirstDelta(b *testing.B) {
	endpoint := llmtest.NewEndpoint(b)
	endpoint.Always(llmtest.Say("Look,", " we are busy", ".")...)
	voice := endpointVoice(b, endpoint, "")
	brief := modelBrief(coach.English, dodgeMove)
	var first time.Duration
	b.ReportAllocs()
	for b.Loop() {
		begin, seen := time.Now(), false
		if _, err := voice.Speak(b.Context(), brief, func(string) error {
			if !seen {
				first, seen = first+time.Since(begin), true
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(first.Microseconds())/float64(b.N), "us/first-delta")
}
