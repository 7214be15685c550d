// Package second asks a model which dialogue acts a trainee's words perform. Its answer is an opinion beside the rules':
// it is checked word for word and never decides anything.
package second

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"huikuan/server/coach"
	"huikuan/server/llm"
	"huikuan/server/nlu"
)

// Limits of an answer.
const (
	maxTokens = 900      // of a reply
	maxReply  = 16 << 10 // bytes of a reply
	maxActs   = 40       // findings looked at
)

// Prompts are the texts sent to the model.
type Prompts interface {
	Render(id string, values map[string]string) (string, error)
	Version(id string) (int, error)
}

// Reader asks one model. It is safe for concurrent use.
type Reader struct {
	client  llm.Client
	prompts Prompts
	schema  llm.Schema
}

// New makes a reader.
func New(client llm.Client, prompts Prompts) *Reader {
	return &Reader{client: client, prompts: prompts, schema: llm.Schema{Name: "acts", JSON: schema()}}
}

// schema is what the answer must be.
func schema() json.RawMessage {
	text := func(more map[string]any) map[string]any {
		more["type"] = "string"
		return more
	}
	data, err := json.Marshal(map[string]any{
		"type": "object", "additionalProperties": false, "required": []string{"acts"},
		"properties": map[string]any{"acts": map[string]any{"type": "array", "items": map[string]any{
			"type": "object", "additionalProperties": false, "required": []string{"act", "quote"},
			"properties": map[string]any{"act": text(map[string]any{"enum": coach.Acts()}), "quote": text(map[string]any{})},
		}}},
	})
	if err != nil {
		panic(err) // built of plain values
	}
	return data
}

// answer is a reply that obeys the schema.
type answer struct {
	Acts []struct {
		Act   string `json:"act"`
		Quote string `json:"quote"`
	} `json:"acts"`
}

// Read asks the model. It fails with CodeUnavailable when there is no answer and with CodeInvalid when the answer is not
// what was asked for; no error holds words of the call.
func (r *Reader) Read(ctx context.Context, in nlu.Input) (coach.SecondReading, error) {
	id := "understand/acts." + string(in.Lang)
	version, err := r.prompts.Version(id)
	if err != nil {
		return coach.SecondReading{}, err
	}
	utterance, err := json.Marshal(map[string]string{"before": in.Previous, "line": in.Text})
	if err != nil {
		return coach.SecondReading{}, coach.Wrap(coach.CodeInternal, err, "a line could not be put into words for the model")
	}
	text, err := r.prompts.Render(id, map[string]string{"utterance": string(utterance)})
	if err != nil {
		return coach.SecondReading{}, err
	}
	reply, usage, err := r.ask(ctx, text)
	if err != nil {
		return coach.SecondReading{}, err
	}
	reading, err := check(in.Text, reply)
	if err != nil {
		return coach.SecondReading{}, err
	}
	reading.Model, reading.Prompt = usage.Model, fmt.Sprintf("%s@%d", id, version)
	return reading, nil
}

// ask sends the prompt and gathers the reply.
func (r *Reader) ask(ctx context.Context, text string) (string, llm.Usage, error) {
	reply, usage, err := llm.JSON(ctx, r.client, llm.Request{
		Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens, Schema: &r.schema,
	}, maxReply)
	switch llm.KindOf(err) {
	case "":
		return string(reply), usage, err
	case llm.KindMalformed, llm.KindTooLarge:
		return "", usage, coach.Wrap(coach.CodeInvalid, err, "the model's second reading is not the JSON that was asked for")
	}
	return "", usage, coach.Wrap(coach.CodeUnavailable, err, "the model gave no second reading")
}

// check keeps the findings that are so: an act of the guide, carried by words of the turn.
func check(turn, reply string) (coach.SecondReading, error) {
	var a answer
	decoder := json.NewDecoder(bytes.NewReader([]byte(strings.TrimSpace(reply))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil || a.Acts == nil {
		return coach.SecondReading{}, coach.Errorf(coach.CodeInvalid, "the model's second reading is not the JSON that was asked for")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return coach.SecondReading{}, coach.Errorf(coach.CodeInvalid, "the model's second reading has something behind its JSON")
	}
	var reading coach.SecondReading
	known, folded := coach.Acts(), fold(turn)
	for _, finding := range a.Acts[:min(len(a.Acts), maxActs)] {
		act, quote := coach.Act(finding.Act), fold(finding.Quote)
		if !slices.Contains(known, act) || quote == "" || !strings.Contains(folded, quote) {
			reading.Dropped++
			continue
		}
		if slices.ContainsFunc(reading.Acts, func(h coach.ActHit) bool { return h.Act == act }) {
			continue
		}
		if strings.Contains(turn, finding.Quote) {
			quote = finding.Quote
		}
		reading.Acts = append(reading.Acts, coach.ActHit{Act: act, Quote: quote})
	}
	reading.Dropped += max(0, len(a.Acts)-maxActs)
	return reading, nil
}

// fold makes words comparable: compatibility forms and runs of space count the same.
func fold(s string) string { return strings.Join(strings.Fields(norm.NFKC.String(s)), " ") }
