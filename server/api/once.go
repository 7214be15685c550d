package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
)

// onceHeader is the header in which a client names a request it may send again.
const onceHeader = "Idempotency-Key"

// OnceHeader makes a request that begins a call safe to send again.
type OnceHeader struct {
	Key string `header:"Idempotency-Key" maxLength:"64" doc:"a new word of your own for each call you begin, 1 to 64 printable ASCII characters. Sent again with the same key within 24 hours, the same request is answered with the call it began, and another one with 409"`
}

// onceKey is what a key may be.
var onceKey = regexp.MustCompile(`^[ -~]{1,64}$`)

// Resolve implements huma.Resolver: a key that is there and empty would otherwise pass for none.
func (h *OnceHeader) Resolve(ctx huma.Context) []error {
	var values []string
	ctx.EachHeader(func(name, value string) {
		if strings.EqualFold(name, onceHeader) {
			values = append(values, value)
		}
	})
	if len(values) == 0 || len(values) == 1 && onceKey.MatchString(values[0]) {
		return nil
	}
	return []error{&huma.ErrorDetail{Location: "header." + onceHeader, Message: "give one key of 1 to 64 printable ASCII characters, or leave " + onceHeader + " out"}}
}

// once names the request by its key and by everything it asks for.
func (h *OnceHeader) once(asked ...any) coach.Once {
	if h.Key == "" {
		return coach.Once{}
	}
	data, _ := json.Marshal(asked) //nolint:errchkjson // it was read from JSON
	sum := sha256.Sum256(data)
	return coach.Once{Key: h.Key, Asked: hex.EncodeToString(sum[:])}
}
