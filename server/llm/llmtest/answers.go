package llmtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Answers are recorded replies, found by what a request asks for.
type Answers struct{ list []answer }

// answer is what is said where the last message of a request holds When.
type answer struct {
	When string   `json:"when"`
	Say  []string `json:"say"` // one of them each time; {sample} stands for a sample line of the request
}

// ReadAnswers reads files of JSON lines {"when", "say"}. A line of a later file stands in for one with the same "when"
// of an earlier.
func ReadAnswers(files ...[]byte) (*Answers, error) {
	a := &Answers{}
	for _, data := range files {
		scanner := bufio.NewScanner(bytes.NewReader(data))
		for n := 1; scanner.Scan(); n++ {
			var one answer
			if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
				continue
			}
			if err := json.Unmarshal(scanner.Bytes(), &one); err != nil || one.When == "" || len(one.Say) == 0 {
				return nil, fmt.Errorf("recorded answers, line %d: want {\"when\", \"say\"}: %w", n, err)
			}
			a.list = slices.DeleteFunc(a.list, func(b answer) bool { return b.When == one.When })
			a.list = append(a.list, one)
		}
		if err := scanner.Err(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// Whens lists what the answers are found by.
func (a *Answers) Whens() []string {
	var list []string
	for _, one := range a.list {
		list = append(list, one.When)
	}
	return list
}

// Text is the reply to a request: the answer to everything its last message asks for, in that order. It is empty when
// nothing is recorded for it. What the request shows as said already is not said again while there is anything else. The
// same request always has the same reply.
func (a *Answers) Text(asked Body) string {
	if len(asked.Messages) == 0 {
		return ""
	}
	text := asked.Messages[len(asked.Messages)-1].Content
	type piece struct {
		at  int
		say string
	}
	var pieces []piece
	for _, one := range a.list {
		if at := strings.Index(text, one.When); at >= 0 {
			pieces = append(pieces, piece{at, fresh(one.options(text[at:]), asked)})
		}
	}
	slices.SortFunc(pieces, func(a, b piece) int { return a.at - b.at })
	var reply []string
	for _, p := range pieces {
		reply = append(reply, p.say)
	}
	return strings.Join(reply, " ")
}

// fresh picks what was not said yet.
func fresh(options []string, asked Body) string {
	start := len(asked.Messages) % len(options)
	for i := range options {
		option := options[(start+i)%len(options)]
		if !slices.ContainsFunc(asked.Messages, func(m Message) bool { return m.Role == "assistant" && strings.Contains(m.Content, option) }) {
			return option
		}
	}
	return options[start]
}

// options are all that may be said where a prompt goes on with text.
func (a answer) options(text string) []string {
	line, _, _ := strings.Cut(text, "\n")
	var samples, list []string
	for _, mark := range []string{"not to be copied): ", "不要照抄）："} {
		if _, after, ok := strings.Cut(line, mark); ok {
			samples = strings.Split(after, " / ")
		}
	}
	for _, say := range a.Say {
		if !strings.Contains(say, "{sample}") || len(samples) == 0 {
			list = append(list, say)
			continue
		}
		for _, sample := range samples {
			list = append(list, strings.ReplaceAll(say, "{sample}", sample))
		}
	}
	return list
}

// Steps streams the reply to a request, a few characters every pace.
func (a *Answers) Steps(asked Body, pace time.Duration) []Step {
	return Paced(pace, pieces(a.Text(asked))...)
}

// pieces cuts a reply as a model's tokens do, roughly.
func pieces(text string) []string {
	var list []string
	runes := []rune(text)
	for i := 0; i < len(runes); {
		end := min(i+4, len(runes))
		if runes[i] > 0x2E80 {
			end = min(i+2, len(runes))
		}
		list = append(list, string(runes[i:end]))
		i = end
	}
	return list
}
