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
	ID      json.RawMessage `json:"id"` // echoed as it came
	Lang    coach.Lang      `json:"lang"`
	Speaker coach.Speaker   `json:"speaker"` // trainee when left out
	Text    string          `json:"text"`
	Prev    string          `json:"prev"` // what the other side said just before
	Today   coach.Date      `json:"today"`
	Balance coach.Money     `json:"balance"` // what is owed, for sums said for short
	Sums    []coach.Money   `json:"sums"`    // other sums on file
}

type actsOutput struct {
	ID    json.RawMessage `json:"id"`
	Acts  []coach.ActHit  `json:"acts"`
	Slots coach.Slots     `json:"slots"`
}

// debtorOutput is what is heard in a line of the debtor's.
type debtorOutput struct {
	ID json.RawMessage `json:"id"`
	coach.DebtorUnderstanding
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
		heard, err := hear(labeller, in)
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if err := encoder.Encode(heard); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d cannot be read: %w", number+1, err)
	}
	return out.Flush()
}

// hear labels one line for the side that speaks it.
func hear(labeller *nlu.Labeller, in actsInput) (any, error) {
	words := nlu.Input{Lang: in.Lang, Text: in.Text, Previous: in.Prev, Today: in.Today, Balance: in.Balance, Sums: in.Sums}
	switch in.Speaker {
	case "", coach.Trainee:
		heard := labeller.Understand(words)
		if heard.Acts == nil {
			heard.Acts = []coach.ActHit{}
		}
		return actsOutput{ID: in.ID, Acts: heard.Acts, Slots: heard.Slots}, nil
	case coach.Debtor:
		return debtorOutput{ID: in.ID, DebtorUnderstanding: labeller.UnderstandDebtor(words)}, nil
	}
	return nil, fmt.Errorf("speaker is %q; it must be trainee or debtor", in.Speaker)
}
