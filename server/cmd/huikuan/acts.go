package main

import (
	"bufio"
	"encoding/json"
	"fmt"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// maxLine is the longest input line: a turn at its limit, escaped.
const maxLine = 64 << 10

type actsCommand struct {
	Today coach.Date `help:"Date that relative dates are read against, YYYY-MM-DD. Empty leaves them unresolved."`
}

type actsInput struct {
	ID    json.RawMessage `json:"id"` // echoed as it came
	Lang  coach.Lang      `json:"lang"`
	Text  string          `json:"text"`
	Prev  string          `json:"prev"`
	Today coach.Date      `json:"today"`
}

type actsOutput struct {
	ID    json.RawMessage `json:"id"`
	Acts  []coach.ActHit  `json:"acts"`
	Slots coach.Slots     `json:"slots"`
}

// Run labels utterances line by line.
func (c *actsCommand) Run(env *environment) error {
	if c.Today != "" {
		if _, err := coach.ParseDate(string(c.Today)); err != nil {
			return usageError{fmt.Errorf("--today: %w", err)}
		}
	}
	labeller := nlu.New()
	lines := bufio.NewScanner(env.stdin)
	lines.Buffer(make([]byte, 0, maxLine), maxLine)
	out := bufio.NewWriter(env.stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	number := 0
	for lines.Scan() {
		number++
		if len(lines.Bytes()) == 0 {
			continue
		}
		in := actsInput{Today: c.Today}
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return fmt.Errorf(`line %d is not {"id","lang","text"}: %w`, number, err)
		}
		if !in.Lang.Valid() {
			return fmt.Errorf(`line %d: lang must be "zh" or "en"`, number)
		}
		heard := labeller.Understand(nlu.Input{Lang: in.Lang, Text: in.Text, Previous: in.Prev, Today: in.Today})
		if heard.Acts == nil {
			heard.Acts = []coach.ActHit{}
		}
		if err := encoder.Encode(actsOutput{ID: in.ID, Acts: heard.Acts, Slots: heard.Slots}); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d cannot be read: %w", number+1, err)
	}
	return out.Flush()
}
