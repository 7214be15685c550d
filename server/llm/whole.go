package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Whole asks for a reply and gathers all of it. A reply over limit bytes is a KindTooLarge error.
func Whole(ctx context.Context, client Client, request Request, limit int) (string, Usage, error) {
	stream, err := client.Stream(ctx, request)
	if err != nil {
		return "", Usage{}, err
	}
	defer stream.Close() //nolint:errcheck // it has been read, or is given up
	var reply strings.Builder
	for {
		chunk, err := stream.Next()
		if errors.Is(err, io.EOF) {
			return reply.String(), stream.Usage(), nil
		}
		if err != nil {
			return "", Usage{}, err
		}
		if reply.WriteString(chunk.Text); reply.Len() > limit {
			return "", Usage{}, &Error{Kind: KindTooLarge, Detail: "the reply is over the limit"}
		}
	}
}

// JSON asks for a reply that request.Schema describes and returns the one JSON object in it. Models that know no schemas
// wrap theirs in a fence, in thoughts or in a sentence; whatever holds no whole object, or more than one, is a
// KindMalformed error. Whether the object obeys the schema is for the caller to check.
func JSON(ctx context.Context, client Client, request Request, limit int) (json.RawMessage, Usage, error) {
	text, usage, err := Whole(ctx, client, request, limit)
	if err != nil {
		return nil, usage, err
	}
	object, ok := objectIn(text)
	if !ok {
		return nil, usage, &Error{Kind: KindMalformed, Detail: "the reply holds no single JSON object"}
	}
	return object, usage, nil
}

// objectIn finds the only top-level JSON object of a text.
func objectIn(text string) (json.RawMessage, bool) {
	if _, after, thought := strings.Cut(text, "</think>"); thought {
		text = after
	}
	var found json.RawMessage
	for rest := []byte(text); ; {
		start := bytes.IndexByte(rest, '{')
		if start < 0 {
			return found, found != nil
		}
		var object json.RawMessage
		decoder := json.NewDecoder(bytes.NewReader(rest[start:]))
		if decoder.Decode(&object) != nil || found != nil {
			return nil, false
		}
		found, rest = object, rest[start+int(decoder.InputOffset()):]
	}
}

// EstimateTokens guesses how many tokens a text is, for endpoints that do not say: four bytes of an alphabet or one
// Chinese character each. Current tokenizers make somewhat fewer of Chinese, so that a budget errs on the safe side.
func EstimateTokens(text string) int {
	narrow, wide := 0, 0
	for _, r := range text {
		if r < 0x2E80 {
			narrow += utf8.RuneLen(r)
		} else {
			wide++
		}
	}
	return (narrow+3)/4 + wide
}
