package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/config"
	"huikuan/server/llm/llmtest"
)

// collector takes OTLP traces in and keeps them as they come.
type collector struct {
	*httptest.Server
	mu   sync.Mutex
	data bytes.Buffer
}

func newCollector(t *testing.T) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.data.Write(body)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *collector) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.data.String()
}

// TestWhatModelsTakeIsCountedAndHoldsNoWords: usage and cost of a call over the API, metrics and traces; the key and the
// words of the call are in none of them.
func TestWhatModelsTakeIsCountedAndHoldsNoWords(t *testing.T) {
	t.Parallel()
	endpoint, traces := llmtest.NewEndpoint(t), newCollector(t)
	endpoint.Always(llmtest.Say("Well, ", "let me ", "hear you ", "out.")...)
	h := startServer(t, config.Serve{OTLPEndpoint: traces.URL, Models: config.Models{General: config.Endpoints{
		BaseURL: []string{endpoint.BaseURL}, Model: []string{"fake"}, APIKey: []config.Secret{"sk-test"}, PriceIn: []float64{10}, PriceOut: []float64{20},
	}}})
	id := h.start("upstream-squeeze", "en", "practice")
	p := h.dial(id, 0)
	p.await("turn.completed")
	if !p.talk("t0", "Hello, this is a very particular sentence about your invoice.") {
		t.Fatal("the call ended")
	}
	var usage struct{ Spent []coach.ModelSpend }
	voice := coach.ModelSpend{}
	for deadline := time.Now().Add(20 * time.Second); voice.Calls < 2 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		h.do(http.MethodGet, "/api/v1/sessions/"+id+"/usage", nil, &usage)
		for _, spent := range usage.Spent {
			if spent.Role == "voice" {
				voice = spent
			}
		}
	}
	if voice.Calls != 2 || voice.PromptTokens != 200 || voice.CompletionTokens != 8 || voice.CostMicros != 200*10+8*20 || voice.Failed != 0 {
		t.Errorf("the voice took %+v", voice)
	}
	res, err := http.Get("http://" + h.addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	shown, _ := io.ReadAll(res.Body)
	metrics := string(shown)
	for _, want := range []string{
		`huikuan_model_requests_total{end="whole",endpoint="`, `huikuan_model_first_token_seconds_count`, `huikuan_model_tokens_total{`,
		`huikuan_debtor_turns_total{voice="model"} 2`, `huikuan_model_requests_in_flight{`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	h.stop()
	sent := traces.text()
	if !strings.Contains(sent, "model voice") || !strings.Contains(sent, id) {
		t.Errorf("%d bytes of traces tell nothing of the call", len(sent))
	}
	for name, text := range map[string]string{"metrics": metrics, "traces": sent} {
		for _, secret := range []string{"sk-test", "very particular", "hear you", "HK-"} {
			if strings.Contains(text, secret) {
				t.Errorf("the %s hold %q", name, secret)
			}
		}
	}
}

func TestTheModelPageIsToldOfEndpointsAndTestsOnlyThese(t *testing.T) {
	t.Parallel()
	voice, judge := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
	for _, e := range []*llmtest.Endpoint{voice, judge} {
		e.Answer(llmtest.Say("老板今天不在啊，", "这笔钱我做不了主。")...)
		e.Answer(llmtest.Say("Look, the boss is out ", "and I cannot release anything.")...)
	}
	voice.Answer(llmtest.Say(`{"act":"ask","words":["when"]}`)...)
	judge.Answer(llmtest.Say(`no`)...)
	h := startServer(t, config.Serve{Models: config.Models{
		Voice: config.Endpoints{BaseURL: []string{voice.BaseURL}, Model: []string{"v"}, APIKey: []config.Secret{"sk-test"}},
		Judge: config.Endpoints{BaseURL: []string{judge.BaseURL}, Model: []string{"j"}},
	}})
	var setup coach.ModelSetup
	if status := h.do(http.MethodGet, "/api/v1/models", nil, &setup); status != http.StatusOK || len(setup.Endpoints) != 2 {
		t.Fatalf("%d %+v", status, setup)
	}
	if e := setup.Endpoints[0]; fmt.Sprint(e.Roles) != "[voice]" || e.Model != "v" || !e.HasKey || setup.Endpoints[1].HasKey {
		t.Errorf("%+v", setup.Endpoints)
	}
	var reports struct{ Reports []coach.ModelReport }
	if status := h.do(http.MethodPost, "/api/v1/models/test", map[string]string{}, &reports); status != http.StatusOK || len(reports.Reports) != 2 {
		t.Fatalf("%d %+v", status, reports)
	}
	if !reports.Reports[0].OK || reports.Reports[1].OK {
		t.Errorf("%+v", reports.Reports)
	}
	for body, want := range map[string]int{
		`{"role":"draft"}`:                       http.StatusNotFound,
		`{"role":"poet"}`:                        http.StatusUnprocessableEntity,
		`{"base_url":"http://169.254.169.254/"}`: http.StatusUnprocessableEntity,
	} {
		if status := h.do(http.MethodPost, "/api/v1/models/test", json.RawMessage(body), nil); status != want {
			t.Errorf("%s: %d, want %d", body, status, want)
		}
	}
}

func TestDoctorFailsWhereAModelCannotBeUsed(t *testing.T) {
	t.Parallel()
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Status(401, ""))
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"a refused key": {[]string{"doctor", "--llm-base-url", endpoint.BaseURL, "--llm-model", "m", "--llm-api-key", "k"}, exitFailure, "check that the key"},
		"as JSON":       {[]string{"doctor", "--json", "--llm-base-url", endpoint.BaseURL, "--llm-model", "m"}, exitFailure, `"code": "unauthorized"`},
		"no model":      {[]string{"doctor"}, exitOK, "scripted debtor"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			status := run(t.Context(), c.args, strings.NewReader(""), &out, &errs)
			if status != c.status || !strings.Contains(out.String(), c.says) {
				t.Errorf("status %d, %s %s", status, out.String(), errs.String())
			}
		})
	}
}

// TestADraftModelProposesWhatNobodyHearsInACall: the draft of a real call holds what was heard, and the model's guesses as
// guesses; with the model down it is the draft by rules.
func TestADraftModelProposesWhatNobodyHearsInACall(t *testing.T) {
	t.Parallel()
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Answer(llmtest.Say(`{"title":{"zh":"章不在家","en":"The stamp is out"},`, `"debt_kind":"services"}`)...)
	endpoint.Always(llmtest.Status(http.StatusBadRequest, `{"error":{"message":"no"}}`))
	h := startServer(t, config.Serve{Models: config.Models{Draft: config.Endpoints{BaseURL: []string{endpoint.BaseURL}, Model: []string{"d"}}}})
	talk := map[string]any{"lang": "en", "turns": []map[string]string{
		{"speaker": "trainee", "text": "Morning, the £48,250 is two weeks over, what's holding it up?"},
		{"speaker": "debtor", "text": "The boss is away and he's the only signatory"},
	}}
	for _, want := range []string{`title: { zh: "章不在家", en: "The stamp is out" } # proposed by the model`, "gave nothing that may be used"} {
		var draft struct{ Source string }
		if status := h.do(http.MethodPost, "/api/v1/transcripts/draft?id=new-one", talk, &draft); status != http.StatusOK {
			t.Fatal(status)
		}
		for _, holds := range []string{want, "id: new-one", "minor: 4825000", "excuse: x_boss_away"} {
			if !strings.Contains(draft.Source, holds) {
				t.Errorf("%q is not in\n%s", holds, draft.Source)
			}
		}
	}
}
