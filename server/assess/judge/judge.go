package judge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/llm"
)

// Limits of a judgement.
const (
	maxTokens     = 2000      // of a reply
	maxReply      = 32 << 10  // bytes of a reply
	maxTranscript = 200 << 10 // bytes of a transcript; a longer call is not judged
	repairs       = 1         // times a faulty answer may be given again
)

// Prompts are the texts sent to the model.
type Prompts interface {
	Render(id string, values map[string]string) (string, error)
	Version(id string) (int, error)
}

// Judge asks one model. It is safe for concurrent use.
type Judge struct {
	client  llm.Client
	prompts Prompts
	clock   func() time.Time
}

// New makes a judge.
func New(client llm.Client, prompts Prompts) *Judge {
	return &Judge{client: client, prompts: prompts, clock: time.Now}
}

// Judge answers the questions of a brief. A model that is down, late or talks nonsense gives a failed judgement, which
// scores nothing. The only errors are that of ctx and a prompt that is not there.
func (j *Judge) Judge(ctx context.Context, brief assess.Brief) (coach.Judgement, error) {
	id := "judge/checks." + string(brief.Lang)
	version, err := j.prompts.Version(id)
	if err != nil {
		return coach.Judgement{}, err
	}
	began := j.clock()
	asking := &asking{judge: j, brief: brief, prompt: id, note: coach.JudgeNote{Prompt: fmt.Sprintf("%s@%d", id, version)}}
	checks, err := asking.twice(ctx)
	if ctx.Err() != nil {
		return coach.Judgement{}, ctx.Err()
	}
	note := asking.note
	note.Status, note.Millis = coach.JudgeDone, j.clock().Sub(began).Milliseconds()
	if err != nil {
		note.Status, note.Reason = coach.JudgeFailed, reasonOf(err)
		return coach.Judgement{Note: note}, nil
	}
	return coach.Judgement{Note: note, Checks: checks}, nil
}

// reasonOf names a failure by its kind; no error of a model holds words of the call, and kinds say enough.
func reasonOf(err error) string {
	if failure, ok := errors.AsType[*llm.Error](err); ok {
		return string(failure.Kind)
	}
	return string(coach.CodeOf(err))
}

// asking is one judgement under way.
type asking struct {
	judge  *Judge
	brief  assess.Brief
	prompt string
	note   coach.JudgeNote
}

// twice asks in the playbook's order and in the opposite one, and compares.
func (a *asking) twice(ctx context.Context) ([]coach.JudgedCheck, error) {
	first, err := a.once(ctx, a.brief.Questions)
	if err != nil {
		return nil, err
	}
	backwards := slices.Clone(a.brief.Questions)
	slices.Reverse(backwards)
	second, err := a.once(ctx, backwards)
	if err != nil {
		return nil, err
	}
	checks := make([]coach.JudgedCheck, 0, len(a.brief.Questions))
	for _, q := range a.brief.Questions {
		checks = append(checks, agree(q.ID, first[q.ID], second[q.ID]))
	}
	return checks, nil
}

// once asks the questions in an order. An answer with faults may be given again once; the findings that are faulty even
// then are marked.
func (a *asking) once(ctx context.Context, questions []assess.Question) (map[string]finding, error) {
	request, err := a.request(questions)
	if err != nil {
		return nil, err
	}
	for attempt := 0; ; attempt++ {
		reply, err := a.send(ctx, request)
		malformed := isMalformed(err)
		if err != nil && !malformed {
			return nil, err
		}
		var read reading
		if !malformed {
			read, malformed = a.read(questions, reply)
		}
		switch {
		case !malformed && len(read.faults) == 0:
			return read.findings, nil
		case attempt < repairs:
			if err := a.repair(&request, reply, read.faults); err != nil {
				return nil, err
			}
		case malformed:
			return nil, &llm.Error{Kind: llm.KindMalformed, Detail: "the judgement is not the JSON that was asked for"}
		default:
			return read.findings, nil
		}
	}
}

func isMalformed(err error) bool {
	failure, ok := errors.AsType[*llm.Error](err)
	return ok && failure.Kind == llm.KindMalformed
}

func (a *asking) request(questions []assess.Question) (llm.Request, error) {
	asked, err := json.Marshal(questions)
	if err != nil {
		return llm.Request{}, coach.Wrap(coach.CodeInternal, err, "the questions cannot be put into words for the model")
	}
	call, err := json.Marshal(a.brief.Turns)
	if err != nil {
		return llm.Request{}, coach.Wrap(coach.CodeInternal, err, "the call cannot be put into words for the model")
	}
	if len(call) > maxTranscript {
		return llm.Request{}, coach.Errorf(coach.CodeTooLarge, "the call is longer than a judge is given")
	}
	text, err := a.judge.prompts.Render(a.prompt, map[string]string{"questions": string(asked), "transcript": string(call)})
	if err != nil {
		return llm.Request{}, err
	}
	return llm.Request{
		Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens,
		Schema: &llm.Schema{Name: "judgement", JSON: schema(questions)},
	}, nil
}

// repair asks for the whole answer again, saying what is wrong with the one before.
func (a *asking) repair(request *llm.Request, reply string, faults []fault) error {
	if faults == nil {
		faults = []fault{{Fault: "not the JSON that was asked for"}}
	}
	list, err := json.Marshal(faults)
	if err != nil {
		return coach.Wrap(coach.CodeInternal, err, "the faults cannot be put into words for the model")
	}
	text, err := a.judge.prompts.Render("judge/repair."+string(a.brief.Lang), map[string]string{"faults": string(list)})
	if err != nil {
		return err
	}
	if reply != "" {
		request.Messages = append(request.Messages, llm.Message{Role: llm.Debtor, Text: reply})
	}
	request.Messages = append(request.Messages, llm.Message{Role: llm.Trainee, Text: text})
	return nil
}

func (a *asking) send(ctx context.Context, request llm.Request) (string, error) {
	a.note.Requests++
	reply, usage, err := llm.JSON(ctx, a.judge.client, request, maxReply)
	if usage.Model != "" {
		a.note.Model = usage.Model
	}
	a.note.PromptTokens += usage.PromptTokens
	a.note.CompletionTokens += usage.CompletionTokens
	return string(reply), err
}
