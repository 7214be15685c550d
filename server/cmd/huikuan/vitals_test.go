package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/llm/llmtest"
)

// TestReadinessSaysWhatIsWrong: each thing the server needs has a line, and only a vital one makes it unready.
func TestReadinessSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	get := func(h house) (int, string) {
		res, err := http.Get("http://" + h.addr + "/readyz")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	if status, body := get(startServer(t, config.Serve{})); status != http.StatusOK || body != "server: ok\nstore: ok\ndisk: ok\nmodel: ok\n" {
		t.Errorf("a fresh server: %d %q", status, body)
	}
	full := startServer(t, config.Serve{Operations: config.Operations{LowDisk: 1 << 40}})
	if status, body := get(full); status != http.StatusServiceUnavailable || !strings.Contains(body, "disk: the server's disk is nearly full") {
		t.Errorf("a server that wants an exbibyte free: %d %q", status, body)
	}
	var refused struct{ Code, Detail string }
	body := map[string]any{"scenario_id": "group-treasury", "lang": "en", "mode": "practice"}
	if status := full.do(http.MethodPost, "/api/v1/sessions", body, &refused); status != http.StatusServiceUnavailable || refused.Code != "storage" {
		t.Errorf("a call on a nearly full disk: %d %+v", status, refused)
	}

	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Status(401, `{"error":{"message":"no"}}`))
	broken := modelServer(t, endpoint.BaseURL)
	p := broken.dial(broken.start("group-treasury", "en", "practice"), 0)
	p.await("turn.completed")
	if status, body := get(broken); status != http.StatusOK || !strings.Contains(body, "model: failing (voice: unauthorized); the scripted debtor speaks meanwhile") {
		t.Errorf("a server whose model refuses it: %d %q", status, body)
	}
	away := startServer(t, config.Serve{Models: config.Models{Voice: config.Endpoints{BaseURL: []string{llmtest.Refused(t)}, Model: []string{"fake"}}}})
	var setup coach.ModelSetup
	if away.do(http.MethodGet, "/api/v1/models", nil, &setup); len(setup.Roles) != 1 || setup.Roles[0] != (coach.ModelRole{Role: "voice", State: "untried"}) {
		t.Errorf("before the first call: %+v", setup.Roles)
	}
	p = away.dial(away.start("group-treasury", "en", "practice"), 0)
	p.await("turn.completed")
	if status, body := get(away); status != http.StatusOK || !strings.Contains(body, "model: failing (voice: unreachable)") {
		t.Errorf("a server whose model is not there: %d %q", status, body)
	}
	if away.do(http.MethodGet, "/api/v1/models", nil, &setup); setup.Roles[0].State != "failing" || setup.Roles[0].Kind != "unreachable" || setup.Roles[0].Since == nil {
		t.Errorf("the page is told %+v", setup.Roles)
	}
}

func TestMoreCallsThanTheServerMayHoldAreRefusedWithATimeToComeBack(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{Operations: config.Operations{MaxCalls: 1}})
	p := h.dial(h.start("group-treasury", "en", "practice"), 0)
	p.await("turn.completed")
	res, err := http.Post("http://"+h.addr+"/api/v1/sessions", "application/json", strings.NewReader(`{"scenario_id":"group-treasury","lang":"en","mode":"practice"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
	if !p.talk("t1", "Hello, where is the invoice now?") {
		t.Error("the call going on suffered")
	}
}

// TestTheFirstRefusalIsAGrowth: a series that begins with its first refusal has not grown, and no alert sees it.
func TestTheFirstRefusalIsAGrowth(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	newCallMeter(registry)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			for _, label := range metric.GetLabel() {
				seen[family.GetName()+" "+label.GetValue()] = true
			}
		}
	}
	for _, reason := range []string{"calls", "lag", "room"} {
		if !seen["huikuan_refused_calls_total "+reason] {
			t.Errorf("no series for %s", reason)
		}
	}
}

// TestAServerThatDrainsIsNotReady: who deals calls out must send none to a server that goes away.
func TestAServerThatDrainsIsNotReady(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	p := h.dial(h.start("group-treasury", "en", "practice"), 0)
	p.await("turn.delta") // the debtor speaks, which the server waits for
	stopped := make(chan struct{})
	go func() { defer close(stopped); h.stop() }()
	defer func() { <-stopped }()
	p.await("draining")
	res, err := http.Get("http://" + h.addr + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "server: it is restarting") {
		t.Errorf("status %d, %s", res.StatusCode, body)
	}
}
