package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// answer is one turn of the debtor in the making. now is the mind after hearing the utterance and after the moves
// chosen so far, as they will be if the trainee hears them out.
type answer struct {
	was   *State // before the utterance
	now   *State
	text  string
	heard coach.Understanding
	out   coach.Decision
	done  bool // nothing may be added
	asked []coach.Element
	topic bool // an excuse was spoken of in this turn
}

// Open decides how the phone is answered: by somebody who has been called before, as an acquaintance.
func Open(st *State) coach.Decision {
	rule := ruleOpening
	if st.sequel != nil && st.memory.known[st.contact] {
		rule = ruleEarlier
	}
	return coach.Decision{Moves: []coach.Move{{Kind: coach.MoveGreet, Contact: st.contact, Cause: st.cause("", rule)}}}
}

// Greet decides how somebody answers who has just been put on the line, for the first time or again.
func Greet(st *State) coach.Decision {
	d := Open(st)
	if st.memory.greeted[st.contact] {
		d.Moves[0].Cause.Rule = ruleBack
	}
	return d
}

// Decide answers an utterance. It is a pure function of the state and the utterance and leaves st as it is.
func Decide(st *State, text string, heard coach.Understanding) coach.Decision {
	if st.ledger.Locked || st.ended {
		return coach.Decision{Moves: []coach.Move{{Kind: coach.MoveHangUp, Cause: st.cause("", ruleLocked)}}, Ends: true}
	}
	heard = st.clear(heard)
	a := &answer{was: st, text: text, heard: heard, now: st.clone()}
	a.now.note(text, heard)
	a.asked = st.asks(text, heard)
	for _, e := range st.listen(text, heard) {
		a.hear(e)
	}
	a.slip()
	if mood := a.now.mood(); mood != a.now.affect {
		a.hear(coach.Effect{Kind: coach.EffectAffect, Value: string(mood), Cause: st.cause("", ruleMoodShift)})
	}
	a.earnContacts()
	for _, rule := range []func(*answer){
		(*answer).endings, (*answer).vanish, (*answer).rebuffs, (*answer).stranger, (*answer).parrot, (*answer).leave, (*answer).recap, (*answer).recall, (*answer).smallTalk, (*answer).transfer, (*answer).excuse,
		(*answer).discloseToQuestion, (*answer).commit, (*answer).weigh, (*answer).disclose, (*answer).vague, (*answer).probe, (*answer).manners, (*answer).own,
		(*answer).blurt, (*answer).askBack, (*answer).fallback,
	} {
		if a.done || len(a.out.Moves) >= 2 {
			break
		}
		rule(a)
	}
	return a.out
}

// asks lists the parts of a promise that the utterance asks for. Once sum and day stand, who decides is who sees to it, and
// a question about the ways and means is after them whatever else it was taken for.
func (st *State) asks(text string, heard coach.Understanding) []coach.Element {
	asked := askedElements(st.lang, text, heard)
	if heard.Has(coach.ActProbeDecisionMaker) && st.standing().Level() >= coach.P3 && !asksThrough(st.lang, text) && !slices.Contains(asked, coach.ElementOwner) {
		asked = append(asked, coach.ElementOwner)
	}
	if asksRest(st.lang, text, heard) {
		asked = append(asked, coach.ElementRest)
	}
	if st.standing().Level() >= coach.P3 && !heard.Has(coach.ActMeta) {
		asked = append(asked, questioned(st.lang, text, asked)...)
	}
	return asked
}

// hear adds an effect of hearing the utterance.
func (a *answer) hear(e coach.Effect) {
	a.out.Heard = append(a.out.Heard, e)
	a.now.change([]coach.Effect{e})
}

// say adds a move with the effects of saying it.
func (a *answer) say(m coach.Move, effects ...coach.Effect) {
	a.out.Moves = append(a.out.Moves, m)
	a.out.Spoken = append(a.out.Spoken, effects...)
	a.now.change(effects)
}

func (a *answer) silent() bool { return len(a.out.Moves) == 0 }

// unanswered reports whether nothing was said yet to what the trainee asked for: giving a reason up is no answer to it.
func (a *answer) unanswered() bool {
	return !slices.ContainsFunc(a.out.Moves, func(m coach.Move) bool { return m.Kind != coach.MoveCloseExcuse })
}

func (a *answer) cause(act coach.Act, rule string) coach.Cause { return a.was.cause(act, rule) }

// move is a move without an object.
func (a *answer) move(kind coach.MoveKind, act coach.Act, rule string) coach.Move {
	return coach.Move{Kind: kind, Cause: a.cause(act, rule)}
}

// end makes the last move the last of the call.
func (a *answer) end() { a.done, a.out.Ends = true, true }

// firstOf returns the first act heard that satisfies is.
func (a *answer) firstOf(is func(coach.Act) bool) coach.Act {
	for _, h := range a.heard.Acts {
		if is(h.Act) {
			return h.Act
		}
	}
	return ""
}

// endings ends the call for a red line or for want of patience.
func (a *answer) endings() {
	if a.now.ledger.Locked {
		act := a.firstOf(func(act coach.Act) bool { return true })
		for _, h := range a.heard.Acts {
			if level, _ := a.was.levelOf(h); level == coach.Critical {
				act = h.Act
			}
		}
		a.say(a.move(coach.MoveObject, act, ruleRedLine))
		a.say(a.move(coach.MoveHangUp, act, ruleRedLine))
		a.end()
		return
	}
	if a.now.majors() >= 2 && a.now.majors() > a.was.majors() {
		a.say(a.move(coach.MoveObject, "", ruleRedLine))
		a.say(a.move(coach.MoveHangUp, "", ruleRedLine))
		a.end()
		return
	}
	if takesLeave(a.was.lang, a.text) && a.now.standing().Level() >= coach.P3 {
		return // a farewell is answered with one
	}
	if a.now.gauges.Patience <= 0 && a.now.gauges.Irritation < slamsDoor && a.now.standing().Level() >= coach.P3 {
		a.recap()
		a.say(a.move(coach.MoveGoodbye, "", rulePatience))
		a.end()
		return
	}
	if a.now.gauges.Patience <= 0 || a.now.gauges.Irritation >= 97 {
		a.say(a.move(coach.MoveHangUp, "", rulePatience))
		a.end()
	}
}

// slamsDoor is the irritation from which somebody who has promised hangs up rather than says goodbye.
const slamsDoor = 80

// majors counts the major red lines on record.
func (st *State) majors() int {
	n := 0
	for _, m := range st.ledger.Marks {
		if m.Target == markRedLine && strings.HasPrefix(m.Value, string(coach.Major)) {
			n++
		}
	}
	return n
}

// rebuffs answers what has no place in the call or is wrong: nothing is gained in such a turn.
func (a *answer) rebuffs() {
	switch {
	case a.heard.Has(coach.ActMeta):
		a.say(a.move(coach.MoveAskBack, coach.ActMeta, ruleMeta))
		a.done = true
	case a.was.isFoul(a.heard):
		a.say(a.move(coach.MoveBristle, a.firstOf(func(coach.Act) bool { return true }), ruleRedLine))
		a.done = true
	case slices.ContainsFunc(a.heard.Acts, func(h coach.ActHit) bool { return !a.was.allows(h.Act) }):
		a.say(a.move(coach.MoveScorn, a.firstOf(isConsequence), ruleBluff))
		a.done = true
	default:
		if act, wrong := a.was.misstates(a.heard); wrong {
			a.say(a.move(coach.MoveCorrect, act, ruleContradiction))
		}
	}
}

// leave ends the talk when the trainee does.
func (a *answer) leave() {
	if !takesLeave(a.was.lang, a.text) || a.pending() {
		return
	}
	rule := ruleLeave
	if a.now.standing().Level() >= coach.P3 {
		rule = ruleLeaveAgreed
		if a.recap(); !a.silent() && a.out.Moves[0].Kind != coach.MoveConfirm {
			return
		}
	} else if a.heard.Has(coach.ActRecap) || anyAct(a.heard, seeks) || anyAct(a.heard, isPressure) {
		return
	}
	a.say(a.move(coach.MoveGoodbye, "", rule))
	a.end()
}

// pending reports whether something is asked for that does not stand yet.
func (a *answer) pending() bool {
	p := a.now.standing()
	return slices.ContainsFunc(a.asked, func(e coach.Element) bool { return e != coach.ElementRest && !p.Has(e) })
}

// earnContacts notes who may be reached from now on. Words that do nothing earn nobody, unless they ask to be put through.
func (a *answer) earnContacts() {
	if (len(a.heard.Acts) == 0 || a.heard.Has(coach.ActMeta)) && len(a.now.memory.done) == len(a.was.memory.done) && !asksThrough(a.was.lang, a.text) {
		return
	}
	for _, c := range a.now.scenario.Case.Contacts {
		if c.ID != a.now.contact && !a.now.ledger.Reachable[c.ID] && a.now.met(c.Reach, 0) {
			a.hear(coach.Effect{Kind: coach.EffectContact, Target: c.ID, Cause: a.cause("", ruleReachEarned)})
		}
	}
}

// transfer answers the wish to talk to somebody else.
func (a *answer) transfer() {
	id := a.wanted()
	plainly := asksThrough(a.was.lang, a.text) && (a.names(id) || a.idle())
	if id == "" || !a.heard.Has(coach.ActProbeDecisionMaker) && !plainly {
		return
	}
	a.say(a.now.throughTo(id, a.cause(coach.ActProbeDecisionMaker, "")))
	if a.out.Moves[len(a.out.Moves)-1].Kind == coach.MoveTransfer {
		a.done = true
	}
}

// names reports whether the utterance names a contact.
func (a *answer) names(id string) bool {
	return slices.ContainsFunc(a.heard.Slots.People, func(p coach.TermSlot) bool { return p.Value == "contact:"+id })
}

// wanted is the contact the words ask to be put through to, empty when they do not.
func (a *answer) wanted() string {
	plainly := asksThrough(a.was.lang, a.text)
	for _, p := range a.heard.Slots.People {
		if id, ok := strings.CutPrefix(p.Value, "contact:"); ok && id != a.now.contact && (plainly || asksFor(a.was.lang, a.text)) {
			return id
		}
	}
	if !plainly {
		return ""
	}
	if decides := a.now.scenario.Case.Truth.Decides; decides != a.now.contact {
		return decides
	}
	return ""
}

// throughTo is the answer to being asked for a contact.
func (st *State) throughTo(id string, cause coach.Cause) coach.Move {
	if st.ledger.Reachable[id] {
		cause.Rule = ruleReachEarned
		return coach.Move{Kind: coach.MoveTransfer, Contact: id, Cause: cause}
	}
	cause.Rule = ruleReachNotYet
	switch c, _ := st.scenario.Contact(id); c.Absent {
	case "voicemail":
		cause.Rule = ruleVoicemail
	case "call_back":
		cause.Rule = ruleCallBack
	}
	return coach.Move{Kind: coach.MoveNoTransfer, Contact: id, Cause: cause}
}

// DecideContact answers the trainee's wish to be put through to a contact. It fails with CodeNotFound for an unknown
// contact and CodeInvalid for the one on the line.
func DecideContact(st *State, contactID string) (coach.Decision, error) {
	contact, ok := st.scenario.Contact(contactID)
	if !ok {
		return coach.Decision{}, coach.Errorf(coach.CodeNotFound, "nobody here has the id %q; the case lists who can be asked for", contactID)
	}
	if contactID == st.contact {
		return coach.Decision{}, coach.Errorf(coach.CodeInvalid, "%s is on the line already", contact.Name.In(st.lang))
	}
	now := st.clone()
	d := coach.Decision{}
	if !now.ledger.Reachable[contactID] && now.met(contact.Reach, 0) {
		e := coach.Effect{Kind: coach.EffectContact, Target: contactID, Cause: st.cause("", ruleReachEarned)}
		d.Heard = append(d.Heard, e)
		now.change(d.Heard)
	}
	d.Moves = []coach.Move{now.throughTo(contactID, st.cause("", ""))}
	return d, nil
}

// DecideAction answers something the trainee did on the case desk. It fails with CodeNotFound when the case has no such
// action.
func DecideAction(st *State, action string) (coach.Decision, error) {
	if !slices.ContainsFunc(st.scenario.Case.Desk, func(d coach.DeskAction) bool { return d.ID == action }) {
		return coach.Decision{}, coach.Errorf(coach.CodeNotFound, "the desk of this case has no action %q", action)
	}
	if st.ledger.Locked || st.ended {
		return coach.Decision{}, coach.Errorf(coach.CodeEnded, "the call is over")
	}
	a := &answer{was: st, now: st.clone()}
	a.now.memory.done = map[string]bool{action: true}
	for id := range st.memory.done {
		a.now.memory.done[id] = true
	}
	if !st.memory.done[action] {
		a.deskEffect(action)
	}
	a.earnContacts()
	a.say(coach.Move{Kind: coach.MoveThankDesk, Action: action, Cause: st.cause("", ruleDesk)})
	a.excuseAfter(action)
	return a.out, nil
}
