package main

import (
	"fmt"
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

func modelServer(t *testing.T, endpoint string) house {
	return startServer(t, config.Serve{Model: config.Model{BaseURL: endpoint, Name: "fake", APIKey: "sk-test"}})
}

// TestModelWordsArriveOneByOne: with an endpoint that sends forty tokens 30 ms apart, the screen gets forty deltas at
// that pace, not a few lumps.
func TestModelWordsArriveOneByOne(t *testing.T) {
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
	h := modelServer(t, llmtest.Refused(t))
	p := h.dial(h.start("charming-dealer", "zh", "practice"), 0)
	if greeting := p.await("turn.completed"); greeting.Text == "" {
		t.Error("the debtor did not pick up")
	}
}
