package llm

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzObjectIn: what is taken for the object of a reply is one, whole, and stands in it.
func FuzzObjectIn(f *testing.F) {
	for _, seed := range []string{"{\"a\":1}", "```json\n{\"a\":{}}\n```", "<think>{</think> so: {\"x\":[1]}", "{} {}", "{\"a\":\"}\"", "}{", "{\"a\":1}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		object, ok := objectIn(text)
		if ok != (object != nil) {
			t.Fatalf("%q with %v", object, ok)
		}
		if ok && (!json.Valid(object) || object[0] != '{' || !strings.Contains(text, string(object))) {
			t.Errorf("%q was taken for the object of %q", object, text)
		}
	})
}
