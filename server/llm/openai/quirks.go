package openai

import (
	"bytes"
	"sync"

	goopenai "github.com/sashabaranov/go-openai"

	"huikuan/server/llm"
)

// SchemaMode is how an endpoint is told that a reply must be JSON of a given shape.
type SchemaMode int

// The modes, from the strictest. An endpoint that refuses one is asked in the next.
const (
	SchemaStrict SchemaMode = iota // response_format json_schema
	SchemaObject                   // response_format json_object, and the schema in words
	SchemaPlain                    // the schema in words alone
)

// maxAdaptions is how often one request is put differently because the endpoint does not take it as it is.
const maxAdaptions = 5

// quirks are what a client has learned that its endpoint does not take. They are learned from refusals and kept, so that
// each costs one refused request in the life of the client.
type quirks struct {
	mu               sync.Mutex
	schema           SchemaMode
	noUsage          bool // stream_options is refused
	completionTokens bool // wants max_completion_tokens for max_tokens
	noTemperature    bool
}

// Settings of a request that endpoints are known to refuse, as they name them.
const (
	paramUsage       = "stream_options"
	paramSchema      = "response_format"
	paramTokens      = "max_tokens"
	paramTemperature = "temperature"
)

// refusedParam finds the setting that a refusal names; empty when it names none.
func refusedParam(body []byte) string {
	lower := bytes.ToLower(body)
	for _, known := range []struct {
		param string
		words []string
	}{
		{paramUsage, []string{"stream_options", "include_usage"}},
		{paramSchema, []string{"response_format", "json_schema", "json_object", "grammar", "guided", "structured output"}},
		{paramTokens, []string{"max_completion_tokens"}},
		{paramTemperature, []string{"temperature"}},
	} {
		for _, word := range known.words {
			if bytes.Contains(lower, []byte(word)) {
				return known.param
			}
		}
	}
	return ""
}

// adapt learns from a refusal and reports whether the request can be put differently now.
func (q *quirks) adapt(refusal *llm.Error, request llm.Request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	param := refusal.Param
	if param == "" && request.Schema != nil {
		param = paramSchema // many refuse what they do not know without a name for it
	}
	switch {
	case param == paramUsage && !q.noUsage:
		q.noUsage = true
	case param == paramSchema && request.Schema != nil && q.schema < SchemaPlain:
		q.schema++
	case param == paramTokens && !q.completionTokens:
		q.completionTokens = true
	case param == paramTemperature && !q.noTemperature:
		q.noTemperature = true
	default:
		return false
	}
	return true
}

// put applies what was learned to a request in the endpoint's words.
func (q *quirks) put(out *goopenai.ChatCompletionRequest, request llm.Request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.noUsage {
		out.StreamOptions = &goopenai.StreamOptions{IncludeUsage: true}
	}
	if q.completionTokens {
		out.MaxCompletionTokens, out.MaxTokens = max(out.MaxCompletionTokens, out.MaxTokens), 0 //nolint:staticcheck // see wire
	}
	if q.noTemperature {
		out.Temperature = 0
	}
	if request.Schema == nil {
		return
	}
	switch q.schema {
	case SchemaStrict:
		out.ResponseFormat = &goopenai.ChatCompletionResponseFormat{
			Type:       goopenai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &goopenai.ChatCompletionResponseFormatJSONSchema{Name: request.Schema.Name, Schema: request.Schema.JSON, Strict: true},
		}
		return
	case SchemaObject:
		out.ResponseFormat = &goopenai.ChatCompletionResponseFormat{Type: goopenai.ChatCompletionResponseFormatTypeJSONObject}
	case SchemaPlain:
	}
	if last := len(out.Messages) - 1; last >= 0 {
		out.Messages[last].Content += "\n\nAnswer with one JSON object that obeys this JSON Schema, and nothing else:\n" + string(request.Schema.JSON)
	}
}

// SchemaMode tells how the endpoint is asked for JSON, as far as is known by now.
func (c *Client) SchemaMode() SchemaMode {
	c.quirks.mu.Lock()
	defer c.quirks.mu.Unlock()
	return c.quirks.schema
}
