package debtor

import (
	"slices"
	"strings"
	"unicode"

	"huikuan/server/coach"
)

// smallTalk answers what is part of any telephone call and moves nothing: silence, the wrong language, "who is that?",
// "what did you say?".
func (a *answer) smallTalk() {
	if !a.silent() {
		return
	}
	defer func() { a.topic = a.topic || !a.silent() }()
	switch {
	case lettersIn(a.text) == 0 && !strings.ContainsFunc(a.text, unicode.IsDigit):
		a.say(a.move(coach.MoveAcknowledge, "", ruleSilence))
	case len(a.heard.Acts) == 0 && otherLanguage(a.was.lang, a.text):
		a.say(a.move(coach.MoveAcknowledge, "", ruleOtherLanguage))
	case a.idle() && asksWho(a.was.lang, a.text):
		a.say(a.move(coach.MoveAcknowledge, "", ruleWho))
	case a.idle() && a.misnames():
		a.say(a.move(coach.MoveAcknowledge, "", ruleWrongName))
	case asksAgain(a.was.lang, a.text):
		a.sayAgain()
	}
}

// idle reports whether the utterance does nothing that moves a call.
func (a *answer) idle() bool {
	return !slices.ContainsFunc(a.heard.Acts, func(h coach.ActHit) bool { return h.Act != coach.ActGreet })
}

// misnames reports whether somebody is addressed by a name that nobody in the case has.
func (a *answer) misnames() bool {
	called := vocative(a.was.lang, a.text)
	if called == "" {
		return false
	}
	for _, c := range a.was.scenario.Case.Contacts {
		names := append(slices.Clone(c.Aliases.In(a.was.lang)), c.Name.In(a.was.lang), c.Title.In(a.was.lang))
		if family := []rune(called)[:1]; a.was.lang == coach.Chinese && strings.HasPrefix(c.Name.In(a.was.lang), string(family)) {
			return false // the family name is right, and people are not strict about the title
		}
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(strings.ToLower(name), called) }) {
			return false
		}
	}
	return true
}

// sayAgain repeats what was said: the promise where one stands, else the sum that is asked for, else what was said last.
func (a *answer) sayAgain() {
	if p := a.now.standing(); p.Level() >= coach.P2 {
		said := coach.Move{Kind: coach.MoveConfirm, Promise: &p, Cause: a.cause("", ruleAgain)}
		switch {
		case p.Date == "":
			said.Element = coach.ElementAmount
		case p.Amount == nil:
			said.Element = coach.ElementDate
		}
		a.say(said)
		return
	}
	switch {
	case anyAct(a.heard, isAsk) || anyAct(a.heard, isPressure):
	case slices.Contains(namedElements(a.was.lang, a.text), coach.ElementAmount):
		a.say(a.move(coach.MoveAcknowledge, "", ruleAgain))
	default:
		a.sayLast()
	}
}

// sayLast repeats the fact told last, else the reason in the way.
func (a *answer) sayLast() {
	if last, ok := a.was.lastMove(); ok && last.Kind == coach.MoveDisclose && last.Cause.Rule != ruleAgain {
		a.say(coach.Move{Kind: coach.MoveDisclose, Fact: last.Fact, Cause: a.cause("", ruleAgain)})
		return
	}
	if !a.comeBack("") {
		a.say(a.move(coach.MoveAcknowledge, "", ruleNothingSaid))
	}
}

// otherLanguage reports whether a text is in the other of the two languages: whole words of it and none of the call's.
func otherLanguage(lang coach.Lang, text string) bool {
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if lang == coach.Chinese {
		return han == 0 && latin > shortWords && len(strings.Fields(text)) >= 3
	}
	return latin == 0 && han >= 2
}
