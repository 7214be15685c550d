package llm

import (
	"context"
	"encoding/json"
)

// Role says whose words a message holds.
type Role string

// Roles.
const (
	Instruction Role = "instruction" // ours, to the model
	Trainee     Role = "trainee"
	Debtor      Role = "debtor" // what the model speaks for
)

// Message is one piece of the conversation given to the model.
type Message struct {
	Role Role
	Text string
}

// Request asks for one reply.
type Request struct {
	Model       string    // empty: the client's own
	Messages    []Message // oldest first; instructions that do not change come first, so that endpoints can cache them
	MaxTokens   int       // longest reply; 0 leaves it to the endpoint
	Temperature float32   // 0 leaves it to the endpoint
	Schema      *Schema   // what the reply must be as JSON; nil for free words
}

// Schema is a JSON Schema that a reply must obey. Endpoints differ in how well they hold to it: whoever asks checks.
type Schema struct {
	Name string
	JSON json.RawMessage
}

// Chunk is a piece of a reply as it came.
type Chunk struct {
	Text string // never empty
}

// Usage is what a reply cost, as far as the endpoint says.
type Usage struct {
	Model            string
	PromptTokens     int
	CompletionTokens int
	Estimated        bool // counted by us, since the endpoint did not say
}

// Client asks a model.
type Client interface {
	// Stream sends the request and returns once the first visible words are there. Everything that fails before then
	// is retried inside, as far as it makes sense. The error is an *Error, or the context's own error when it ended.
	// The stream lives no longer than ctx.
	Stream(ctx context.Context, request Request) (Stream, error)
}

// Stream is a reply under way. It is read by one goroutine; nothing runs beside the reader.
type Stream interface {
	// Next returns the next words, or io.EOF when the reply is complete: only after the endpoint has said why it
	// finished. Any other end is an *Error, or the context's error. After an error Next returns the same error again.
	Next() (Chunk, error)
	// Usage is known once Next has returned io.EOF.
	Usage() Usage
	// Close gives the stream up; it may be called at any time and more than once.
	Close() error
}
