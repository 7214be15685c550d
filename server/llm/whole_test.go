package llm_test

import (
	"strings"
	"testing"

	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
)

func TestTheOneObjectOfAReplyIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		reply, object string // object is empty where there is none to be had
	}{
		"bare":             {`{"a":1}`, `{"a":1}`},
		"fenced":           {"Here:\n```json\n{\"a\": {\"b\": \"}\"}}\n```\nDone.", `{"a": {"b": "}"}}`},
		"thought about":    {`<think>{"a":0} perhaps {</think>{"a":1}`, `{"a":1}`},
		"in a sentence":    {`My answer is {"a":1}.`, `{"a":1}`},
		"two":              {`{"a":1}{"a":2}`, ""},
		"none":             {`sorry`, ""},
		"a list":           {`[1]`, ""},
		"cut":              {`{"a":[1,`, ""},
		"broken, then one": {`{a} {"a":1}`, ""},
		"over the limit":   {`{"a":"` + strings.Repeat("x", 200) + `"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client := llmtest.NewClient(t, llmtest.Reply{Say: strings.SplitAfter(c.reply, " ")})
			got, _, err := llm.JSON(t.Context(), client, llm.Request{}, 100)
			if string(got) != c.object || (err == nil) != (c.object != "") {
				t.Errorf("found %s, %v; want %s", got, err, c.object)
			}
		})
	}
}
