package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// chat answers words that no act was heard in, by what is going on: what belongs to any talk gets what it gets anywhere, a
// question about the promise is answered from it, and a reason that stands in the way is leaned on. Only what fits nothing
// is asked back.
func (a *answer) chat() {
	question := isQuestion(a.was.lang, a.text)
	last, _ := a.was.lastMove()
	switch rule := a.chatRule(question); {
	case rule != "":
		a.say(a.move(coach.MoveAcknowledge, "", rule))
		return
	case asksMeaning(a.was.lang, a.text):
		a.explain()
		return
	case last.Kind == coach.MoveThankDesk && !question:
		a.say(a.move(coach.MoveAcknowledge, "", ruleNod))
		return
	case a.offhand(question):
		return
	}
	if e, ok := a.namedAgain(); ok && question {
		p := a.now.standing()
		a.say(coach.Move{Kind: coach.MoveConfirm, Element: e, Promise: &p, Cause: a.cause("", ruleAgreed)})
		return
	}
	if a.was.turn-a.was.memory.leaned > restsFor && a.now.standing().Level() < coach.P2 && a.comeBack("") {
		return
	}
	switch {
	case !question && a.whichBill():
	case question && last.Cause.Rule == ruleUnclear && last.Kind == coach.MoveDeflect:
		a.say(a.move(coach.MoveAcknowledge, "", ruleUnclear))
	case question:
		a.say(a.move(coach.MoveDeflect, "", ruleUnclear))
	case strings.ContainsAny(a.text, "0123456789") && len([]rune(a.text)) <= windUpRunes:
		a.say(a.move(coach.MoveAcknowledge, "", ruleNoted))
	case a.now.memory.moves[coach.MoveTest] == 0 && a.was.memory.probes == 0 && a.was.memory.said != 0:
		a.say(a.move(coach.MoveTest, "", ruleDrift))
	default:
		a.say(a.move(coach.MoveAcknowledge, "", ruleDrift))
	}
}

// explain says in other words what was meant: the reason that stands in the way, or what was said last.
func (a *answer) explain() {
	if id := a.now.openExcuse(); id != "" {
		a.topic = true
		a.say(coach.Move{Kind: coach.MoveDetailExcuse, Excuse: id, Cause: a.cause("", ruleExcuseOpen)})
		return
	}
	a.sayLast()
}

// restsFor is how many turns, both sides counted, pass before a reason is leaned on again by words that asked for nothing:
// not in two answers running.
const restsFor = 1

// lastMove is the last thing the debtor did.
func (st *State) lastMove() (coach.Move, bool) {
	if n := len(st.memory.made); n > 0 && len(st.memory.made[n-1].Moves) > 0 {
		moves := st.memory.made[n-1].Moves
		return moves[len(moves)-1], true
	}
	return coach.Move{}, false
}

// namedAgain is the first part of the standing promise that the text has words for and that stands already.
func (a *answer) namedAgain() (coach.Element, bool) {
	p := a.now.standing()
	if p.Level() < coach.P2 {
		return "", false
	}
	for _, e := range namedElements(a.was.lang, a.text) {
		if p.Has(e) {
			return e, true
		}
	}
	return "", false
}

// namesDay reports whether a few words name a day to come, in a question or with a sum, or just ask for one ("when?").
func (a *answer) namesDay(question bool) bool {
	if len([]rune(a.text)) > windUpRunes {
		return false
	}
	day := slices.ContainsFunc(a.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return d.Precision == coach.Exact && d.Earliest == d.Latest && d.Latest > a.was.scenario.Case.Today
	})
	sum := slices.ContainsFunc(a.heard.Slots.Money, func(m coach.MoneySlot) bool { _, ok := a.was.value(m); return ok })
	return day && (sum || question) ||
		len([]rune(a.text)) <= briefRunes && slices.Contains(namedElements(a.was.lang, a.text), coach.ElementDate)
}

// offhand answers a day named in words that carry no act. Nothing is promised on them, and what stands stays as it is.
func (a *answer) offhand(question bool) bool {
	if !a.namesDay(question) {
		return false
	}
	p := a.now.standing()
	switch {
	case p.Date != "" && p.Amount != nil && !a.namesOnly(p.Date):
		a.say(coach.Move{Kind: coach.MoveRefuse, Promise: &p, Cause: a.cause("", ruleOfferSame)})
	case p.Date != "":
		a.say(coach.Move{Kind: coach.MoveConfirm, Element: coach.ElementDate, Promise: &p, Cause: a.cause("", ruleAgreed)})
	case a.comeBack(""):
	case !a.now.Contact().Authority.Binds():
		a.say(a.move(coach.MoveDeflect, "", ruleAuthority))
	case !a.was.memory.known[a.was.contact]:
		return false
	default:
		a.say(a.move(coach.MoveAcknowledge, "", ruleWeighs))
	}
	return true
}

// namesOnly reports whether no other single day is named than the one.
func (a *answer) namesOnly(day coach.Date) bool {
	return !slices.ContainsFunc(a.heard.Slots.Dates, func(d coach.DateSlot) bool { return d.Earliest == d.Latest && d.Latest != day })
}

// briefRunes is how long a question may be and still ask for no more than its question word does.
const briefRunes = 14

// chatRule is the rule by which words are answered that belong to any talk, empty for others.
func (a *answer) chatRule(question bool) string {
	low := strings.ToLower(strings.ReplaceAll(a.text, "\u2019", "'"))
	in := func(cue string) bool { return strings.Contains(low, cue) }
	brief := len([]rune(low)) <= windUpRunes
	cues := chatCues(a.was.lang)
	heardOf := func(rule string) bool { return slices.ContainsFunc(cues[rule], in) }
	switch {
	case !brief:
	case len(a.was.memory.done) > 0 && heardOf(ruleReceived):
		return ruleReceived
	case heardOf(ruleHere):
		return ruleHere
	case heardOf(ruleMoment):
		return ruleMoment
	case heardOf(rulePleasantry):
		return rulePleasantry
	case question:
	case heardOf(ruleHold):
		return ruleHold
	case heardOf(rulePardon):
		return rulePardon
	case heardOf(ruleThanks):
		return ruleThanks
	case nods(a.was.lang, low):
		return ruleNod
	}
	return ""
}
