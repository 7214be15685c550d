package modeleval_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"huikuan/prompts"
	"huikuan/server/content"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/nlu"
)

var (
	texts = sync.OnceValues(func() (*content.Prompts, error) { return content.LoadPrompts(prompts.FS) })
	ears  = sync.OnceValue(nlu.New)
)

// recorded reads answers of testdata.
func recorded(t *testing.T, names ...string) *llmtest.Answers {
	t.Helper()
	var files [][]byte
	for _, name := range names {
		data, err := os.ReadFile("testdata/" + name + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data)
	}
	answers, err := llmtest.ReadAnswers(files...)
	if err != nil {
		t.Fatal(err)
	}
	return answers
}

// speaking is a client before an endpoint that gives recorded answers.
func speaking(t *testing.T, answers *llmtest.Answers) *openai.Client {
	t.Helper()
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Reply(func(asked llmtest.Body) []llmtest.Step { return answers.Steps(asked, 0) })
	client, err := openai.New(openai.Config{BaseURL: endpoint.BaseURL, Model: "recorded", FirstByte: 5 * time.Second, Idle: 5 * time.Second, Total: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// TestRecordedAnswersFitThePrompts: every answer is found by words that a prompt still has, and every move has an answer.
func TestRecordedAnswersFitThePrompts(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		moves, err := prompts.FS.ReadFile("debtor/moves." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		whens := recorded(t, lang).Whens()
		for _, when := range whens {
			if !strings.Contains(string(moves), when) {
				t.Errorf("%s: no move is asked for with %q", lang, when)
			}
		}
		for _, part := range strings.Split(string(moves), "\n## ")[1:] {
			if !slices.ContainsFunc(whens, func(when string) bool { return strings.Contains(part, when) }) {
				t.Errorf("%s: nothing is recorded for %q", lang, part)
			}
		}
	}
}
