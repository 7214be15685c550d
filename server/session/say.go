package session

import (
	"strings"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// maxClientTurnID is the longest client_turn_id, in bytes.
const maxClientTurnID = 64

// say takes the trainee's words: hear, decide, store, answer. The voice starts while the commit is under way; no word
// of the answer and no tick leaves before it.
func (c *call) say(cmd sayCommand) error {
	clientTurnID, text := cmd.clientTurnID, cmd.text
	if clientTurnID == "" || len(clientTurnID) > maxClientTurnID {
		return coach.Errorf(coach.CodeInvalid, "client_turn_id must be 1 to %d bytes; make a new one for each sentence", maxClientTurnID)
	}
	if before, ok := c.answered[clientTurnID]; ok {
		return c.repeat(before, text)
	}
	if err := c.maySay(text); err != nil {
		return err
	}
	var accepted coach.TurnAccepted
	var words nlu.Input
	c.service.hearing.do(func() { accepted, words = c.hear(clientTurnID, text) })
	events := c.next(accepted)
	c.foldState(events[0])
	c.speak(answer{decision: accepted.Decision, heard: text})
	if err := c.store(events); err != nil {
		c.takeBack()
		return err
	}
	c.foldProgress(events[0])
	c.deliver(events)
	c.service.admission.observe(time.Since(cmd.came))
	if len(c.answered) == 1 {
		c.service.admission.spoke()
	}
	c.releaseSpeech()
	c.service.second.offer(storedTurn{call: c, turn: accepted.Turn, in: words, heard: accepted.Heard.Acts})
	return nil
}

// hear works out what the words mean and what they bring about; words is what the labeller was given.
func (c *call) hear(clientTurnID, text string) (accepted coach.TurnAccepted, words nlu.Input) {
	words = nlu.Input{
		Lang: c.session.Lang, Text: text, Previous: c.lastDebtorWords(), Today: c.scenario.Case.Today,
		Balance: c.scenario.Case.Account.Balance(), Sums: c.sums(), Contacts: c.names(),
	}
	heard := c.service.labeller.Understand(words)
	return coach.TurnAccepted{
		Turn: c.state.Turn(), ClientTurnID: clientTurnID, Text: text, Contact: c.state.Contact().ID, Heard: heard,
		Decision: debtor.Decide(c.state, text, heard),
	}, words
}

// repeat answers a sentence sent again.
func (c *call) repeat(before acceptedTurn, text string) error {
	if before.text != text {
		return coach.Errorf(coach.CodeConflict, "this client_turn_id was used for another sentence; send the new one with a new id")
	}
	ctx, cancel := c.storeContext()
	defer cancel()
	events, err := c.service.log.Events(ctx, c.session.ID, before.seq-1)
	if err != nil {
		return err
	}
	c.deliver(events[:1])
	return nil
}

// maySay fails when the text is no sentence, or cannot be said now.
func (c *call) maySay(text string) error {
	switch {
	case !utf8.ValidString(text):
		return coach.Errorf(coach.CodeInvalid, "the text is not valid UTF-8")
	case strings.TrimSpace(text) == "":
		return coach.Errorf(coach.CodeInvalid, "say something: the text is empty")
	case utf8.RuneCountInString(text) > coach.MaxTurnRunes:
		return coach.Errorf(coach.CodeTooLarge, "a turn may have %d characters; say it in two", coach.MaxTurnRunes)
	}
	if err := c.mayAct(); err != nil {
		return err
	}
	if c.state.Turn() >= maxTurns {
		return coach.Errorf(coach.CodeEnded, "the call has reached its %d turns; hang up to see the assessment", maxTurns)
	}
	return nil
}

// takeBack undoes a turn that could not be stored: the voice is cut before its first word and the log is read anew.
func (c *call) takeBack() {
	c.speech.cut()
	c.speech = nil
	ctx, cancel := c.storeContext()
	defer cancel()
	if err := c.rebuild(ctx); err != nil {
		c.service.logger.Error("a call cannot be read back", "session", c.session.ID, "code", coach.CodeOf(err), "err", err)
		c.broken = true
	}
}

// sums are the invoices on file, as people name them for short.
func (c *call) sums() []coach.Money {
	account := c.scenario.Case.Account
	sums := make([]coach.Money, 0, len(account.Invoices))
	for _, invoice := range account.Invoices {
		sums = append(sums, coach.Money{Minor: invoice.Minor, Currency: account.Currency})
	}
	return sums
}

func (c *call) names() []nlu.Contact {
	names := make([]nlu.Contact, 0, len(c.scenario.Case.Contacts))
	for _, contact := range c.scenario.Case.Contacts {
		names = append(names, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(c.session.Lang)})
	}
	return names
}

func (c *call) over() bool { return c.session.Status != coach.StatusLive }

func errEnded() error {
	return coach.Errorf(coach.CodeEnded, "this call is over; see its assessment or start a new one")
}
