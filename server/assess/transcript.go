package assess

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Limits of a foreign transcript.
const (
	maxTranscriptBytes = 4 << 20
	maxTranscriptTurns = 2000
)

// ReadTranscript reads a transcript from JSON. Faults are named with the turn they are in, counted from 0.
func ReadTranscript(data []byte) (coach.Transcript, error) {
	var t coach.Transcript
	if len(data) > maxTranscriptBytes {
		return t, coach.Errorf(coach.CodeTooLarge, "the transcript is %d bytes long; the limit is %d", len(data), maxTranscriptBytes)
	}
	if !utf8.Valid(data) {
		return t, coach.Errorf(coach.CodeInvalid, "the transcript is not UTF-8; save it as UTF-8 and try again")
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&t); err != nil {
		return coach.Transcript{}, unreadable(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return coach.Transcript{}, coach.Errorf(coach.CodeInvalid, "something follows the end of the transcript; one JSON object is expected")
	}
	if err := checkTranscript(t); err != nil {
		return coach.Transcript{}, err
	}
	return t, nil
}

func unreadable(err error) error {
	const shape = `expected {"lang":"zh|en","scenario":id or null,"turns":[{"speaker":"trainee|debtor","text":"…"}]}`
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return coach.Errorf(coach.CodeInvalid, "the transcript is empty; %s", shape)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return coach.Errorf(coach.CodeInvalid, "the transcript breaks off before its end; %s", shape)
	case errors.As(err, &syntax):
		return coach.Errorf(coach.CodeInvalid, "the transcript is not JSON (byte %d); %s", syntax.Offset, shape)
	case errors.As(err, &kind):
		return coach.Errorf(coach.CodeInvalid, "the transcript's %q may not be a %s (byte %d); %s", kind.Field, kind.Value, kind.Offset, shape)
	case strings.Contains(err.Error(), "unknown field"):
		_, field, _ := strings.Cut(err.Error(), "unknown field ")
		return coach.Errorf(coach.CodeInvalid, "the transcript has a field %s it may not have; %s", field, shape)
	}
	return coach.Errorf(coach.CodeInvalid, "the transcript cannot be read; %s", shape)
}

func checkTranscript(t coach.Transcript) error {
	if !t.Lang.Valid() {
		return coach.Errorf(coach.CodeInvalid, "the transcript's lang is %q; it must be zh or en", t.Lang)
	}
	if t.Turns == nil {
		return coach.Errorf(coach.CodeInvalid, "the transcript has no turns; give them as a list, empty if nothing was said")
	}
	if len(t.Turns) > maxTranscriptTurns {
		return coach.Errorf(coach.CodeTooLarge, "the transcript has %d turns; the limit is %d", len(t.Turns), maxTranscriptTurns)
	}
	for i, turn := range t.Turns {
		switch {
		case turn.Speaker != coach.Trainee && turn.Speaker != coach.Debtor:
			return coach.Errorf(coach.CodeInvalid, "turn %d: the speaker is %q; it must be trainee or debtor", i, turn.Speaker)
		case strings.TrimSpace(turn.Text) == "":
			return coach.Errorf(coach.CodeInvalid, "turn %d: the text is empty; leave the turn out or say what was heard", i)
		case utf8.RuneCountInString(turn.Text) > coach.MaxTurnRunes:
			return coach.Errorf(coach.CodeTooLarge, "turn %d: the text is longer than %d characters; split it", i, coach.MaxTurnRunes)
		}
	}
	return nil
}

// Labeller hears an utterance; the same words in the same context always read the same.
type Labeller func(nlu.Input) coach.Understanding

// Material is what a transcript is scored against. With a scenario its own playbook and law pack are used.
type Material struct {
	Scenario *coach.Scenario // nil when the call is about no case of ours
	Playbook coach.Playbook
	LawPack  coach.LawPack
}

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
		heard := label(c.input(words, previous))
		next := turn{
			index: i, speaker: words.Speaker, contact: words.Contact, text: words.Text, folded: fold(words.Text), heard: heard,
		}
		next.meta = words.Speaker == coach.Trainee && heard.Has(coach.ActMeta)
		if source, err := json.Marshal(struct {
			Words coach.TranscriptTurn `json:"words"`
			Heard coach.Understanding  `json:"heard"`
		}{words, heard}); err == nil {
			c.source = append(c.source, source)
		}
		c.turns = append(c.turns, next)
		if i+1 < len(t.Turns) && t.Turns[i+1].Speaker != words.Speaker {
			previous = words.Text
		}
	}
	c.readPromise()
	c.observe()
	return c
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
	for _, contact := range c.scenario.Case.Contacts {
		in.Contacts = append(in.Contacts, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(c.lang)})
	}
	return in
}
