package assess

import (
	"encoding/json"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Labeller hears an utterance; the same words in the same context always read the same.
type Labeller func(nlu.Input) coach.Understanding

// Material is what a transcript is scored against. With a scenario its own playbook and law pack are used.
type Material struct {
	Scenario *coach.Scenario // nil when the call is about no case of ours
	Playbook coach.Playbook
	LawPack  coach.LawPack
	Debtor   DebtorLabeller // hears the debtor's words; nil leaves them to plain readings of figures and assent
}

// DebtorLabeller hears what a debtor's line does.
type DebtorLabeller func(in nlu.Input) coach.DebtorUnderstanding

// FromTranscript makes a call of words alone. Nothing is known of the debtor's decisions: the promise is read from what
// both sides said, and checks that need the debtor's ledger are not observed.
func FromTranscript(t coach.Transcript, m Material, label Labeller) Call {
	c := Call{lang: t.Lang, scenario: m.Scenario, playbook: m.Playbook, lawPack: m.LawPack, ledger: coach.NewLedger()}
	if m.Scenario != nil {
		c.playbook, c.lawPack = m.Scenario.Playbook, m.Scenario.LawPack
	}
	c.content = contentHash(c.scenario, c.playbook, c.lawPack)
	previous := ""
	for i, words := range t.Turns {
		c.turns = append(c.turns, c.transcribed(i, words, previous, m, label))
		if i+1 < len(t.Turns) && t.Turns[i+1].Speaker != words.Speaker {
			previous = words.Text
		}
	}
	c.readPromise()
	for i := range c.turns {
		c.turns[i].open = c.leavesOpen(i)
	}
	c.observe()
	return c
}

// transcribed hears a turn of a transcript, without the sentences that talk to whoever scores the call.
func (c *Call) transcribed(index int, words coach.TranscriptTurn, previous string, m Material, label Labeller) turn {
	said, heard, asides := c.apart(words, previous, label)
	t := turn{
		index: index, speaker: words.Speaker, contact: words.Contact, text: said.Text, folded: fold(said.Text), heard: heard,
		asides: asides, meta: words.Speaker == coach.Trainee && heard.Has(coach.ActMeta),
	}
	if words.Speaker == coach.Debtor && m.Debtor != nil {
		told := m.Debtor(c.input(said, previous))
		t.told = &told
	}
	if source, err := json.Marshal(struct {
		Words coach.TranscriptTurn `json:"words"`
		Heard coach.Understanding  `json:"heard"`
	}{words, heard}); err == nil {
		c.source = append(c.source, source)
	}
	return t
}

// apart hears a turn and takes out the sentences that talk to the scorer: they earn nothing, and the rest of the turn
// loses nothing by them. A turn of which nothing is left stays whole and is heard as what it is.
func (c *Call) apart(words coach.TranscriptTurn, previous string, label Labeller) (said coach.TranscriptTurn, heard coach.Understanding, asides []string) {
	heard = label(c.input(words, previous))
	if !heard.Has(coach.ActMeta) {
		return words, heard, nil
	}
	var kept strings.Builder
	for _, s := range sentences(words.Text) {
		one := words
		one.Text = words.Text[s.start:s.end]
		if label(c.input(one, previous)).Has(coach.ActMeta) {
			asides = append(asides, one.Text)
			continue
		}
		kept.WriteString(one.Text)
		kept.WriteByte(' ')
	}
	rest := words
	rest.Text = strings.TrimSpace(kept.String())
	if len(asides) == 0 || rest.Text == "" {
		return words, heard, nil
	}
	again := label(c.input(rest, previous))
	if again.Has(coach.ActMeta) {
		return words, heard, nil
	}
	return rest, again, asides
}

// nominalToday lets "Friday" be heard as a day in a call whose calendar is unknown. The dates it gives say that a day was
// named, not which: they never reach a scorecard.
const nominalToday coach.Date = "2026-01-05"

// input is what the labeller is told of a turn: what the other side last said, and the case's calendar and people.
func (c *Call) input(words coach.TranscriptTurn, previous string) nlu.Input {
	in := nlu.Input{Lang: c.lang, Text: words.Text, Previous: previous}
	if c.scenario == nil {
		in.Today = nominalToday
		return in
	}
	in.Today, in.Balance = c.scenario.Case.Today, c.scenario.Case.Account.Balance()
	for _, invoice := range c.scenario.Case.Account.Invoices {
		in.Sums = append(in.Sums, coach.Money{Minor: invoice.Minor, Currency: c.scenario.Case.Account.Currency})
	}
	for _, contact := range c.scenario.Case.Contacts {
		in.Contacts = append(in.Contacts, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(c.lang)})
	}
	return in
}
