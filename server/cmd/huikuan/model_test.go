package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/server/config"
	"huikuan/server/llm/llmtest"
)

// plainWords are forty words a guard has no reason to hold.
func plainWords() []string {
	return strings.SplitAfter("Well look I hear what you are saying and I do want to help you here but you know how it goes in this place with everyone wanting something from me all day long so bear with us please okay. ", " ")[:40]
}

func modelServer(t testing.TB, endpoint string) house {
	return startServer(t, config.Serve{Models: config.Models{General: config.Endpoints{
		BaseURL: []string{endpoint}, Model: []string{"fake"}, APIKey: []config.Secret{"sk-test"},
	}}})
}

// TestModelWordsArriveOneByOne: with an endpoint that sends forty tokens 30 ms apart, the screen gets forty deltas at
// that pace, not a few lumps.
func TestModelWordsArriveOneByOne(t *testing.T) {
	t.Parallel()
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Paced(30*time.Millisecond, plainWords()...)...)
	h := modelServer(t, endpoint.BaseURL)
	p := h.dial(h.start("group-treasury", "en", "practice"), 0)
	p.await("turn.completed")

	var deltas []frame
	for _, f := range p.seen {
		if f.Type == "turn.delta" {
			deltas = append(deltas, f)
		}
	}
	if len(deltas) < 36 {
		t.Fatalf("%d deltas for 40 tokens: words are held back and lumped together", len(deltas))
	}
	var gaps []time.Duration
	for i := 1; i < len(deltas); i++ {
		gaps = append(gaps, deltas[i].at.Sub(deltas[i-1].at))
	}
	slices.Sort(gaps)
	if median := gaps[len(gaps)/2]; median < 10*time.Millisecond {
		t.Errorf("the median gap between deltas is %v; the endpoint's is 30ms", median)
	}
	checkDeltas(t, p.seen)
}

// TestAModelThatFailsIsReplacedByTheScriptedVoice: whatever the endpoint does, the debtor answers and the call goes on.
func TestAModelThatFailsIsReplacedByTheScriptedVoice(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string][]llmtest.Step{
		"it refuses the key":       {llmtest.Status(401, `{"error":{"message":"bad key"}}`)},
		"it knows no such model":   {llmtest.Status(404, `{"error":{"message":"no model"}}`)},
		"it answers with a page":   {llmtest.ContentType("text/html"), llmtest.Raw("<html>gateway</html>")},
		"it cuts the line at once": {llmtest.Cut()},
		"it ends without a finish": {llmtest.Token("Well, "), llmtest.Token("let me ")},
		"it says nothing":          {llmtest.Finish("stop"), llmtest.Done()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Always(steps...)
			h := modelServer(t, endpoint.BaseURL)
			p := h.dial(h.start("upstream-squeeze", "en", "practice"), 0)
			if greeting := p.await("turn.completed"); greeting.Text == "" || greeting.Interrupted {
				t.Errorf("the debtor picked up with %s", greeting.raw)
			}
			for i := range 2 {
				if !p.talk(fmt.Sprint("t", i), "Hello, could you tell me what is holding up this payment?") {
					t.Fatal("the call ended")
				}
			}
			checkDeltas(t, p.seen)
			for _, f := range p.seen {
				if strings.Contains(string(f.raw), "sk-test") {
					t.Errorf("a frame holds the key: %s", f.raw)
				}
			}
		})
	}
}

// TestAWrongModelAddressDoesNotStopTheServer: nothing listens there, and calls work with the scripted voice.
func TestAWrongModelAddressDoesNotStopTheServer(t *testing.T) {
	t.Parallel()
	h := modelServer(t, llmtest.Refused(t))
	p := h.dial(h.start("charming-dealer", "zh", "practice"), 0)
	if greeting := p.await("turn.completed"); greeting.Text == "" {
		t.Error("the debtor did not pick up")
	}
}

// BenchmarkFirstDelta measures what the server adds between the moment the endpoint writes the first token of a reply and
// the moment the trainee's screen has the first delta: reading the endpoint, the guard, the wait for the commit, the
// socket. It reports the median and the slowest tenth.
func BenchmarkFirstDelta(b *testing.B) {
	written := make(chan time.Time, 1)
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		time.Sleep(50 * time.Millisecond) // a model's own time to its first token
		written <- time.Now()
		for _, word := range plainWords()[:8] {
			_, _ = fmt.Fprintf(w, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%q},\"finish_reason\":null}]}\n\n", word)
			_ = http.NewResponseController(w).Flush()
		}
		_, _ = fmt.Fprint(w, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	}))
	b.Cleanup(endpoint.Close)
	h := modelServer(b, endpoint.URL+"/v1")
	p := h.dial(h.start("group-treasury", "en", "practice"), 0)
	var added []time.Duration
	for i := 0; b.Loop(); i++ {
		if i > 0 {
			p.say(fmt.Sprint("t", i), "And where is it now?")
		}
		first := p.await("turn.delta", "session.ended")
		if first.Type == "session.ended" {
			b.Fatal("the debtor hung up during the benchmark")
		}
		added = append(added, first.at.Sub(<-written))
		p.await("turn.completed")
		if i%6 == 5 { // a debtor has only so much patience
			_ = p.conn.Close()
			p = h.dial(h.start("group-treasury", "en", "practice"), 0)
			p.await("turn.completed")
			<-written
		}
	}
	slices.Sort(added)
	b.ReportMetric(float64(added[len(added)/2].Microseconds())/1000, "ms-added-p50")
	b.ReportMetric(float64(added[len(added)*9/10].Microseconds())/1000, "ms-added-p90")
}
