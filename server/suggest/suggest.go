// Package suggest asks a model for a line the trainee could say: the next one, as a hint, or a better one in place of one
// that was said. A line is only ever a candidate beside the scripted one, and code checks it before anybody reads it.
package suggest

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/lang"
	"huikuan/server/llm"
	"huikuan/server/nlu"
)

// Limits of a line.
const (
	maxTokens    = 160
	maxReply     = 4 << 10 // bytes
	minRunes     = 4
	maxRunesZh   = 120
	maxRunesEn   = 360
	maxSentences = 3
	talkShown    = 10 // utterances of the call a model is shown
)

// Prompts are the texts sent to the model.
type Prompts interface {
	Render(id string, values map[string]string) (string, error)
}

// Ear hears what a trainee's line does.
type Ear interface {
	Understand(in nlu.Input) coach.Understanding
}

// Suggester asks one model. It is safe for concurrent use.
type Suggester struct {
	client   llm.Client
	prompts  Prompts
	ear      Ear
	patience time.Duration
}

// New makes a Suggester that waits no longer than patience for a line.
func New(client llm.Client, prompts Prompts, ear Ear, patience time.Duration) *Suggester {
	return &Suggester{client: client, prompts: prompts, ear: ear, patience: patience}
}

// Line returns a line for the moment; false when the model gave none in time, or none that may be shown.
func (s *Suggester) Line(ctx context.Context, m coach.Moment) (string, bool) {
	request, err := s.request(m)
	if err != nil {
		return "", false
	}
	limited, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	reply, _, err := llm.Whole(limited, s.client, request, maxReply)
	if err != nil {
		return "", false
	}
	line := bare(reply)
	return line, s.may(m, line)
}

func (s *Suggester) request(m coach.Moment) (llm.Request, error) {
	talk, err := json.Marshal(shown(m.Recent))
	if err != nil {
		return llm.Request{}, coach.Wrap(coach.CodeInternal, err, "the call cannot be put into words for the model")
	}
	c := m.Scenario.Case
	values := map[string]string{
		"caller": c.Creditor.Trainee.In(m.Lang), "creditor": c.Creditor.Name.In(m.Lang), "contact": m.Contact.Name.In(m.Lang),
		"account": account(m), "told": told(m), "want": m.Want, "sample": m.Sample, "talk": string(talk),
	}
	id := "hint/line." + string(m.Lang)
	if m.Said != "" {
		said, err := json.Marshal(m.Said)
		if err != nil {
			return llm.Request{}, coach.Wrap(coach.CodeInternal, err, "the call cannot be put into words for the model")
		}
		id, values["said"] = "better/line."+string(m.Lang), string(said)
	}
	text, err := s.prompts.Render(id, values)
	if err != nil {
		return llm.Request{}, err
	}
	return llm.Request{Messages: []llm.Message{{Role: llm.Instruction, Text: text}}, MaxTokens: maxTokens, Temperature: 0.6}, nil
}

// spoken is an utterance as the model is shown it.
type spoken struct {
	Speaker coach.Speaker `json:"speaker"`
	Text    string        `json:"text"`
}

func shown(turns []coach.Turn) []spoken {
	list := []spoken{}
	for _, t := range turns[max(0, len(turns)-talkShown):] {
		list = append(list, spoken{t.Speaker, t.Text})
	}
	return list
}

// account is the file as both sides have it.
func account(m coach.Moment) string {
	a := m.Scenario.Case.Account
	var lines []string
	for _, invoice := range a.Invoices {
		lines = append(lines, "- "+invoice.Number+", "+lang.SayMoney(string(m.Lang), invoice.Minor, a.Currency)+", "+string(invoice.Due)+", "+invoice.For.In(m.Lang))
	}
	balance := a.Balance()
	return strings.Join(append(lines, "= "+lang.SayMoney(string(m.Lang), balance.Minor, balance.Currency)), "\n")
}

// told are the facts the debtor has told, in their own words.
func told(m coach.Moment) string {
	lines := []string{}
	for _, id := range m.Told {
		if fact, ok := m.Scenario.Fact(id); ok && len(fact.Lines.In(m.Lang)) > 0 {
			lines = append(lines, "- "+fact.Lines.In(m.Lang)[0])
		}
	}
	if len(lines) == 0 {
		return "-"
	}
	return strings.Join(lines, "\n")
}

// bare takes off what models put around a line: thoughts, quotation marks, space.
func bare(reply string) string {
	if _, after, thought := strings.Cut(reply, "</think>"); thought {
		reply = after
	}
	return strings.Trim(strings.TrimSpace(reply), "\"“”「」")
}

// may reports whether a line may be shown: in the call's language, short, plain words, no red line, nothing said to the
// simulator, no word of a locked fact, nothing claimed or granted that is not the trainee's to claim or grant.
func (s *Suggester) may(m coach.Moment, line string) bool {
	most := maxRunesEn
	if m.Lang == coach.Chinese {
		most = maxRunesZh
	}
	runes := utf8.RuneCountInString(line)
	switch {
	case runes < minRunes || runes > most || strings.ContainsAny(line, "\n{}[]<>*#|"):
		return false
	case sentences(line) > maxSentences || lang.Foreign(line, string(m.Lang)) || givesAway(m, line):
		return false
	}
	c := m.Scenario.Case
	heard := s.ear.Understand(nlu.Input{Lang: m.Lang, Text: line, Previous: lastWords(m.Recent), Today: c.Today, Balance: c.Account.Balance()})
	return len(heard.Acts) > 0 && !slices.ContainsFunc(heard.Acts, func(h coach.ActHit) bool { return !allowed(m.Scenario, h) })
}

func sentences(line string) int {
	return len(strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("。！？!?；;", r) })) + strings.Count(strings.TrimSuffix(line, "."), ". ")
}

// givesAway reports whether a line holds words of a fact that is still locked.
func givesAway(m coach.Moment, line string) bool {
	text := squeezed(line)
	for _, id := range m.Locked {
		fact, _ := m.Scenario.Fact(id)
		for _, language := range []coach.Lang{coach.Chinese, coach.English} {
			if slices.ContainsFunc(fact.Secret.In(language), func(secret string) bool { return secret != "" && strings.Contains(text, squeezed(secret)) }) {
				return true
			}
		}
	}
	return false
}

func squeezed(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), "")) }

// allowed reports whether the trainee may do in this case what was heard.
func allowed(s *coach.Scenario, h coach.ActHit) bool {
	a := s.Case.Authority
	switch h.Act {
	case coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal, coach.ActFormalNotice,
		coach.ActThirdPartyPressure:
		return s.Permits(h.Act)
	case coach.ActOfferInstalments:
		return a.MaxInstalments > 1
	case coach.ActOfferIncentive:
		return a.MayWaiveInterest || a.MaxDiscount > 0
	}
	return !h.Act.RedLine() && h.RedLine == "" && h.Act != coach.ActMeta && h.Act != coach.ActGrovel && h.Act != coach.ActAcceptVague
}

// lastWords is what the debtor last said.
func lastWords(turns []coach.Turn) string {
	for _, t := range slices.Backward(turns) {
		if t.Speaker == coach.Debtor {
			return t.Text
		}
	}
	return ""
}
