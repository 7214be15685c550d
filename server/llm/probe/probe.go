package probe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"huikuan/server/coach"
	"huikuan/server/llm"
	"huikuan/server/llm/openai"
)

// Limits of a test.
const (
	maxTokens  = 300
	maxReply   = 8 << 10
	maxSample  = 200             // characters of a sample that are shown
	slowFirst  = 2 * time.Second // a pause on the phone that people begin to fill
	turnPrompt = 1500            // tokens of a usual turn, sent
	turnReply  = 60              // and received
)

const voice = "voice" // the role in which a trainee waits for the reply

// Prompts are the texts sent to the endpoint.
type Prompts interface {
	Render(id string, values map[string]string) (string, error)
}

// Client asks one endpoint, without another behind it.
type Client interface {
	llm.Client
	SchemaMode() openai.SchemaMode
}

// Probe tests endpoints.
type Probe struct {
	prompts Prompts
	now     func() time.Time
}

// New makes a Probe.
func New(prompts Prompts, now func() time.Time) *Probe { return &Probe{prompts: prompts, now: now} }

// sample is one reply to a request for a sentence.
type sample struct {
	text   string
	chunks int
	first  time.Duration
	took   time.Duration
	usage  llm.Usage
	err    error
}

// Run tests one endpoint with three requests. Prompts that cannot be rendered are an error; everything else is a finding.
func (p *Probe) Run(ctx context.Context, e coach.ModelEndpoint, client Client) (coach.ModelReport, error) {
	r := coach.ModelReport{Endpoint: e, OK: true, Findings: []coach.ModelFinding{}}
	texts := map[string]string{}
	for _, id := range []string{"probe/sample.zh", "probe/sample.en", "probe/schema.en"} {
		text, err := p.prompts.Render(id, map[string]string{})
		if err != nil {
			return r, err
		}
		texts[id] = text
	}
	zh := p.speak(ctx, client, e.Model, texts["probe/sample.zh"])
	if zh.err != nil {
		add(&r, "reach", "fail", string(kindOf(zh.err)), advice(zh.err, e))
		return r, nil //nolint:nilerr // the failure is the finding
	}
	add(&r, "reach", "ok", "reached", "it answers, and takes the key and the model's name")
	en := p.speak(ctx, client, e.Model, texts["probe/sample.en"])
	if en.err != nil {
		add(&r, "en", "fail", string(kindOf(en.err)), advice(en.err, e))
	}
	r.SampleZh, r.SampleEn = cut(zh.text), cut(en.text)
	r.FirstMS, r.TotalMS = max(zh.first, en.first).Milliseconds(), max(zh.took, en.took).Milliseconds()
	judgeStream(&r, zh, en)
	judgeLanguage(&r, "zh", zh.text)
	if en.err == nil {
		judgeLanguage(&r, "en", en.text)
	}
	p.schema(ctx, &r, client, texts["probe/schema.en"])
	judgeLatency(&r)
	judgePrice(&r)
	return r, nil
}

func add(r *coach.ModelReport, check, level, code, detail string) {
	r.Findings = append(r.Findings, coach.ModelFinding{Check: check, Level: level, Code: code, Detail: detail})
	r.OK = r.OK && level != "fail"
}

// speak asks for one sentence.
func (p *Probe) speak(ctx context.Context, client Client, model, text string) sample {
	began := p.now()
	request := llm.Request{Model: model, Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens, Temperature: 0.8}
	stream, err := client.Stream(ctx, request)
	if err != nil {
		return sample{err: err}
	}
	defer stream.Close() //nolint:errcheck // it has been read, or is given up
	s := sample{first: p.now().Sub(began)}
	for {
		chunk, err := stream.Next()
		if err != nil {
			s.took, s.usage = p.now().Sub(began), stream.Usage()
			if !errors.Is(err, io.EOF) && llm.KindOf(err) != llm.KindLength {
				s.err = err
			}
			return s
		}
		s.chunks++
		if s.text += chunk.Text; len(s.text) > maxReply {
			s.err = &llm.Error{Kind: llm.KindTooLarge}
			return s
		}
	}
}

func judgeStream(r *coach.ModelReport, samples ...sample) {
	words, chunks, usage := 0, 0, true
	for _, s := range samples {
		words, chunks = words+len([]rune(s.text)), chunks+s.chunks
		usage = usage && (s.err != nil || s.usage.CompletionTokens > 0)
	}
	switch {
	case chunks <= len(samples) && words > 20:
		add(r, "stream", "note", "lump", "a reply comes in one piece: the trainee waits for all of it. Turn streaming on at the endpoint or the proxy before it")
	default:
		add(r, "stream", "ok", "streams", "words come as they are made, in "+coach.Count(chunks, "piece"))
	}
	if !usage {
		add(r, "usage", "note", "no_usage", "it does not say what a reply cost: tokens and budgets are estimated")
	} else {
		add(r, "usage", "ok", "usage", "it says what a reply cost")
	}
}

// judgeLanguage looks whether a sample is mostly in the language asked for.
func judgeLanguage(r *coach.ModelReport, lang, text string) {
	han, latin := 0, 0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.Is(unicode.Latin, c):
			latin++
		}
	}
	ours, theirs := 2*han, latin // a Chinese character carries about as much as two letters
	name := "Chinese"
	if lang == "en" {
		ours, theirs, name = latin, 2*han, "English"
	}
	if strings.Contains(text, "<think>") {
		add(r, lang, "note", "thinks_aloud", "its thoughts stand in the reply; they are cut out, but the trainee waits for them. Turn thinking off for this model")
		return
	}
	if ours <= 4*theirs || ours < 8 {
		add(r, lang, "fail", "other_language", "asked for a "+name+" sentence it gave something else; take another model for calls in "+name)
		return
	}
	add(r, lang, "ok", "speaks", "it speaks "+name)
}

// schema asks for JSON of a given shape.
func (p *Probe) schema(ctx context.Context, r *coach.ModelReport, client Client, text string) {
	level := "note" // the voice asks for words only
	if slices.ContainsFunc(r.Endpoint.Roles, func(role string) bool { return role != voice }) {
		level = "fail"
	}
	shape := llm.Schema{Name: "probe", JSON: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["act","words"],` +
		`"properties":{"act":{"type":"string","enum":["ask","threaten","thank"]},"words":{"type":"array","items":{"type":"string"}}}}`)}
	object, _, err := llm.JSON(ctx, client, llm.Request{
		Model: r.Endpoint.Model, Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens, Schema: &shape,
	}, maxReply)
	if err != nil {
		if kind := kindOf(err); kind != llm.KindMalformed && kind != llm.KindLength {
			add(r, "schema", level, string(kind), advice(err, r.Endpoint))
			return
		}
		add(r, "schema", level, "no_json", "asked for JSON it gave something else; take another model for judging, drafting and the second reading")
		return
	}
	var answer struct {
		Act   string   `json:"act"`
		Words []string `json:"words"`
	}
	if json.Unmarshal(object, &answer) != nil || answer.Act != "ask" || answer.Words == nil {
		add(r, "schema", level, "wrong_json", "its JSON is not what was asked for; what it judges would mostly be thrown away, take another model for that")
		return
	}
	switch client.SchemaMode() {
	case openai.SchemaStrict:
		add(r, "schema", "ok", "json_schema", "it answers in JSON as the schema says")
	case openai.SchemaObject:
		add(r, "schema", "note", "json_object", "it takes no JSON Schema, and is asked in json_object mode with the schema in words; that worked")
	case openai.SchemaPlain:
		add(r, "schema", "note", "plain_json", "it takes no response_format, and is asked for JSON in words; that worked")
	}
}

func judgeLatency(r *coach.ModelReport) {
	said := fmt.Sprintf("first words after %.1f s, whole reply after %.1f s", float64(r.FirstMS)/1000, float64(r.TotalMS)/1000)
	if slices.Contains(r.Endpoint.Roles, voice) && r.FirstMS > slowFirst.Milliseconds() {
		add(r, "latency", "note", "slow", said+": a trainee takes that for a dead line. A smaller model, one without thinking, or a nearer endpoint would do better")
		return
	}
	add(r, "latency", "ok", "quick", said)
}

func judgePrice(r *coach.ModelReport) {
	e := r.Endpoint
	if e.PriceIn == 0 && e.PriceOut == 0 {
		return
	}
	r.TurnToken = turnPrompt + turnReply
	r.TurnCost = math.Round((e.PriceIn*turnPrompt+e.PriceOut*turnReply)/1e6*1e6) / 1e6
	add(r, "price", "ok", "price", fmt.Sprintf("a usual turn of %d tokens costs %.4f, a call of 20 turns about %.2f", r.TurnToken, r.TurnCost, 20*r.TurnCost))
}

func cut(text string) string {
	if runes := []rune(strings.TrimSpace(text)); len(runes) > maxSample {
		return string(runes[:maxSample]) + "…"
	}
	return strings.TrimSpace(text)
}

func kindOf(err error) llm.Kind {
	if kind := llm.KindOf(err); kind != "" {
		return kind
	}
	return llm.KindTimeout // the test's own time is over
}
