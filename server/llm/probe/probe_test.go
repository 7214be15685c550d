package probe_test

import (
	"strings"
	"testing"
	"time"

	"huikuan/prompts"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/probe"
)

const (
	chinese = "老板今天不在啊，这笔钱我做不了主，回头我问问他再说。"
	english = "Look, the boss is out today and I cannot release anything without him, so let me ask."
	object  = `{"act":"ask","words":["when"]}`
)

func words(text string) []string { return strings.SplitAfter(text, "，") }

// run tests an endpoint that gives the three answers in their order.
func run(t *testing.T, e coach.ModelEndpoint, answers ...[]llmtest.Step) coach.ModelReport {
	t.Helper()
	endpoint := llmtest.NewEndpoint(t)
	for _, answer := range answers {
		endpoint.Answer(answer...)
	}
	return test(t, endpoint.BaseURL, e)
}

func test(t *testing.T, baseURL string, e coach.ModelEndpoint) coach.ModelReport {
	t.Helper()
	client, err := openai.New(openai.Config{
		BaseURL: baseURL, Model: "m", RetryBase: time.Millisecond, FirstByte: 200 * time.Millisecond, MaxRetryAfter: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	texts, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	e.BaseURL, e.Model = baseURL, "m"
	report, err := probe.New(texts, time.Now).Run(t.Context(), e, client)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func found(r coach.ModelReport) map[string]string {
	all := map[string]string{}
	for _, f := range r.Findings {
		all[f.Check] = f.Level + " " + f.Code
	}
	return all
}

func TestAGoodEndpointPassesEveryCheck(t *testing.T) {
	r := run(t, coach.ModelEndpoint{Roles: []string{"voice", "judge"}, PriceIn: 2, PriceOut: 8},
		llmtest.Say(words(chinese)...), llmtest.Paced(2*time.Millisecond, strings.SplitAfter(english, " ")...), llmtest.Say(object))
	for check, want := range map[string]string{
		"reach": "ok reached", "stream": "ok streams", "usage": "ok usage", "zh": "ok speaks", "en": "ok speaks",
		"schema": "ok json_schema", "latency": "ok quick", "price": "ok price",
	} {
		if found(r)[check] != want {
			t.Errorf("%s: %q, want %q", check, found(r)[check], want)
		}
	}
	if !r.OK || r.SampleZh != chinese || r.SampleEn != english || r.TurnCost <= 0 {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	zh, en, plain := llmtest.Say(words(chinese)...), llmtest.Say(strings.SplitAfter(english, " ")...), llmtest.Say(object)
	for name, c := range map[string]struct {
		roles   string
		answers [][]llmtest.Step
		check   string
		want    string
		ok      bool
	}{
		"it speaks no Chinese":      {"voice", [][]llmtest.Step{en, en, plain}, "zh", "fail other_language", false},
		"it speaks no English":      {"voice", [][]llmtest.Step{zh, zh, plain}, "en", "fail other_language", false},
		"it thinks aloud":           {"voice", [][]llmtest.Step{llmtest.Say("<think>嗯</think>", chinese), en, plain}, "zh", "note thinks_aloud", true},
		"one lump":                  {"voice", [][]llmtest.Step{llmtest.Say(chinese), llmtest.Say(english), plain}, "stream", "note lump", true},
		"no usage":                  {"voice", [][]llmtest.Step{{llmtest.Token(chinese), llmtest.Finish("stop")}, en, plain}, "usage", "note no_usage", true},
		"no JSON, and it judges":    {"judge", [][]llmtest.Step{zh, en, llmtest.Say("It asks.")}, "schema", "fail no_json", false},
		"no JSON, and it speaks":    {"voice", [][]llmtest.Step{zh, en, llmtest.Say("It asks.")}, "schema", "note no_json", true},
		"JSON of another shape":     {"judge", [][]llmtest.Step{zh, en, llmtest.Say(`{"kind":"ask"}`)}, "schema", "fail wrong_json", false},
		"json_object only":          {"judge", [][]llmtest.Step{zh, en, {llmtest.Status(400, "response_format")}, plain}, "schema", "note json_object", true},
		"no response_format at all": {"judge", [][]llmtest.Step{zh, en, {llmtest.Status(400, "response_format")}, {llmtest.Status(400, "response_format")}, plain}, "schema", "note plain_json", true},
		"English fails midway":      {"voice", [][]llmtest.Step{zh, {llmtest.Token("Well"), llmtest.Cut()}, plain}, "en", "fail cut", false},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, coach.ModelEndpoint{Roles: []string{c.roles}}, c.answers...)
			if found(r)[c.check] != c.want || r.OK != c.ok {
				t.Errorf("%v, usable %v", found(r), r.OK)
			}
		})
	}
}

func TestAnEndpointThatCannotBeUsedSaysWhatToChange(t *testing.T) {
	whole := `{"id":"chatcmpl-4290","created":1750250299,"object":"chat.completion","choices":[{"message":{"content":"hi"}}]}`
	for name, c := range map[string]struct {
		fault  []llmtest.Step
		hasKey bool
		says   []string
	}{
		"a wrong key":             {[]llmtest.Step{llmtest.Status(401, "")}, true, []string{"HTTP 401", "check that the key"}},
		"no key":                  {[]llmtest.Step{llmtest.Status(401, "")}, false, []string{"set API_KEY"}},
		"no such model":           {[]llmtest.Step{llmtest.Status(404, "")}, true, []string{"HTTP 404", "model's name m"}},
		"another address":         {[]llmtest.Step{llmtest.Status(308, "", "Location: https://127.0.0.1:1/")}, true, []string{"HTTP 308", "BASE_URL", "redirect"}},
		"a web page":              {[]llmtest.Step{llmtest.ContentType("text/html"), llmtest.Raw("<html>")}, true, []string{"HTTP 200", "web page", "/v1"}},
		"the reply in one piece":  {[]llmtest.Step{llmtest.ContentType("application/json"), llmtest.Raw(whole)}, true, []string{"HTTP 200", "JSON", "streaming on"}},
		"a gateway's plain words": {[]llmtest.Step{llmtest.ContentType("text/plain"), llmtest.Raw("model is loading")}, true, []string{"HTTP 200", "no event stream", "BASE_URL"}},
		"a page called a stream":  {[]llmtest.Step{llmtest.Raw("<html>\n")}, true, []string{"web page", "/v1"}},
		"its own fault":           {[]llmtest.Step{llmtest.Status(500, `{"error":"x"}`)}, true, []string{"HTTP 500", "log"}},
		"no chat at all":          {[]llmtest.Step{llmtest.Status(501, "<html>")}, true, []string{"HTTP 501", "BASE_URL", "/v1"}},
		"nothing behind a proxy":  {[]llmtest.Step{llmtest.Status(502, "<html>")}, true, []string{"HTTP 502", "proxy", "runs"}},
		"overload":                {[]llmtest.Step{llmtest.Status(503, "")}, true, []string{"HTTP 503", "loading", "CONCURRENT"}},
		"a proxy without time":    {[]llmtest.Step{llmtest.Status(504, "")}, true, []string{"HTTP 504", "proxy", "time"}},
		"no credit":               {[]llmtest.Step{llmtest.Status(429, "", "Retry-After: 100")}, true, []string{"HTTP 429", "out of credit"}},
		"silence":                 {[]llmtest.Step{llmtest.Stall()}, true, []string{"FIRST_BYTE"}},
		"only thoughts":           {[]llmtest.Step{llmtest.Thought("reasoning", "x"), llmtest.Finish("stop")}, true, []string{"thinking"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Always(c.fault...)
			r := test(t, endpoint.BaseURL, coach.ModelEndpoint{Roles: []string{"voice"}, HasKey: c.hasKey})
			if r.OK || len(r.Findings) != 1 {
				t.Fatalf("%+v", r.Findings)
			}
			for _, part := range c.says {
				if !strings.Contains(r.Findings[0].Detail, part) {
					t.Errorf("%q does not say %q", r.Findings[0].Detail, part)
				}
			}
		})
	}
	r := test(t, llmtest.Refused(t), coach.ModelEndpoint{Roles: []string{"voice"}})
	if r.OK || !strings.Contains(r.Findings[0].Detail, "check host and port") {
		t.Errorf("%+v", r.Findings)
	}
}
