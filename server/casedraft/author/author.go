package author

import (
	"bytes"
	"context"
	"encoding/json"

	"huikuan/server/casedraft"
	"huikuan/server/coach"
	"huikuan/server/llm"
)

// Limits of a proposal.
const (
	maxTokens     = 2500      // of a reply
	maxReply      = 32 << 10  // bytes of a reply
	maxTranscript = 200 << 10 // bytes of a transcript; of a longer call nothing is proposed
)

// Prompts are the texts sent to the model.
type Prompts interface {
	Render(id string, values map[string]string) (string, error)
}

// Author asks one model. It is safe for concurrent use.
type Author struct {
	client  llm.Client
	prompts Prompts
}

// New makes an Author.
func New(client llm.Client, prompts Prompts) *Author {
	return &Author{client: client, prompts: prompts}
}

// Propose asks for what is open. A model that is down, late or gives anything but the JSON it was asked for proposes
// nothing. The only errors are that of ctx and a prompt that is not there.
func (a *Author) Propose(ctx context.Context, open casedraft.Open) (casedraft.Proposal, error) {
	request, err := a.request(open)
	if err != nil || request == nil {
		return casedraft.Proposal{}, err
	}
	reply, _, failed := llm.JSON(ctx, a.client, *request, maxReply)
	if failed != nil {
		return casedraft.Proposal{}, ctx.Err()
	}
	return read(reply), nil
}

// read decodes a proposal strictly; what is not the JSON that was asked for proposes nothing.
func read(reply json.RawMessage) casedraft.Proposal {
	var proposal casedraft.Proposal
	decoder := json.NewDecoder(bytes.NewReader(reply))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&proposal) != nil {
		return casedraft.Proposal{}
	}
	return proposal
}

// spoken is a turn as the model is shown it: without the name of who speaks.
type spoken struct {
	Speaker coach.Speaker `json:"speaker"`
	Text    string        `json:"text"`
}

// request is what is sent; nil for a call that is too long to send.
func (a *Author) request(open casedraft.Open) (*llm.Request, error) {
	talk := make([]spoken, len(open.Call.Turns))
	for i, t := range open.Call.Turns {
		talk[i] = spoken{t.Speaker, t.Text}
	}
	values := map[string]string{}
	for name, value := range map[string]any{
		"transcript": talk, "debtor_types": open.DebtorTypes, "reasons": open.Reasons, "excuses": open.Excuses,
	} {
		data, err := json.Marshal(value)
		if err != nil {
			return nil, coach.Wrap(coach.CodeInternal, err, "the call cannot be put into words for the model")
		}
		values[name] = string(data)
	}
	if len(values["transcript"]) > maxTranscript {
		return nil, nil
	}
	text, err := a.prompts.Render("draft/case."+string(open.Call.Lang), values)
	if err != nil {
		return nil, err
	}
	return &llm.Request{
		Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens, Temperature: 0.4,
		Schema: &llm.Schema{Name: "case_draft", JSON: schema(open)},
	}, nil
}
