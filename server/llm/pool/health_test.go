package pool_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/pool"
)

// An endpoint refuses every connection, and later somebody listens there: the role is known to fail, then to work, and
// the log has one line for each, without what was said.
func TestARoleIsKnownToFailUntilItWorksAgain(t *testing.T) {
	address := llmtest.Refused(t)
	asked, err := openai.New(openai.Config{BaseURL: address, Model: "m", APIKey: "sk-secret", RetryBase: time.Millisecond, BreakFor: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(asked.Close)
	var lines bytes.Buffer
	client := pool.New(pool.Options{
		Role: "voice", Log: slog.New(slog.NewTextHandler(&lines, nil)), Endpoints: []pool.Endpoint{{Label: "host/m", Model: "m", Ask: asked}},
	})
	if got := client.Health(); got != (pool.Health{}) {
		t.Errorf("before any call: %+v", got)
	}
	var since time.Time
	for i := range 5 { // the later ones are not even sent: the endpoint is paused
		if _, _, err := whole(t.Context(), client); err == nil {
			t.Fatal("somebody answered")
		}
		got := client.Health()
		if i == 0 {
			since = got.Since
		}
		if !got.Asked || got.Kind != llm.KindUnreachable || since.IsZero() || got.Since != since {
			t.Fatalf("call %d: %+v, the first failed at %v", i, got, since)
		}
	}

	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/v1"))
	if err != nil {
		t.Fatal(err)
	}
	endpoint := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = fmt.Fprint(w, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	}))
	_ = endpoint.Listener.Close()
	endpoint.Listener = listener
	endpoint.Start()
	t.Cleanup(endpoint.Close)
	for deadline := time.Now().Add(10 * time.Second); client.Health().Kind != ""; {
		if _, _, err := whole(t.Context(), client); err != nil && time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	if _, _, err := whole(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	log := lines.String()
	if strings.Count(log, "\n") != 2 || strings.Count(log, "level=WARN") != 1 || strings.Count(log, "level=INFO") != 1 || !strings.Contains(log, "role=voice kind=unreachable endpoint=host/m") {
		t.Errorf("the log says\n%s", log)
	}
	for _, hidden := range []string{"sk-secret", "Speak", "Hello"} {
		if strings.Contains(log, hidden) {
			t.Errorf("the log holds %q:\n%s", hidden, log)
		}
	}
}

// A role works as long as one of its endpoints answers, and a reply that only had to stop is no failure.
func TestWhatIsNoFailureOfARole(t *testing.T) {
	for name, steps := range map[string][]llmtest.Step{
		"another endpoint answers":     {llmtest.Status(401, "")},
		"the reply is as long as may":  {llmtest.Token("Well, "), llmtest.Finish("length"), llmtest.Done()},
		"the content filter stops one": {llmtest.Token("Well, "), llmtest.Finish("content_filter"), llmtest.Done()},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
			first.Always(steps...)
			second.Always(llmtest.Say("Hello.")...)
			client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{ask(t, first.BaseURL, "a"), ask(t, second.BaseURL, "b")}})
			_, _, _ = whole(t.Context(), client)
			if got := client.Health(); got.Kind != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}
