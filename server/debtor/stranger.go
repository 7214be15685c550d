package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// introduces reports whether the utterance says who is calling or which bill it is about.
func introduces(s *coach.Scenario, lang coach.Lang, text string, heard coach.Understanding) bool {
	if heard.Has(coach.ActStateDebt) {
		return true
	}
	cues := []string{"i'm ", "i am ", "this is ", "my name", "calling from", "from " + strings.ToLower(s.Case.Creditor.Name.En), "it's "}
	if lang == coach.Chinese {
		cues = []string{"我是", "这里是", "这边是", "我这边", "我姓", "我叫", "我们是", "我这儿是", "我这里是"}
	}
	for _, name := range []coach.Text{s.Case.Creditor.Name, s.Case.Creditor.Trainee} {
		if n := strings.ToLower(name.In(lang)); n != "" {
			cues = append(cues, n)
		}
	}
	low := strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	return heard.Has(coach.ActGreet) && slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// isStranger reports whether the utterance wants something from a contact who does not know who is calling. Somebody who
// has been handed the phone is told by whoever handed it over, and asks once at most.
func (st *State) isStranger(text string, heard coach.Understanding) bool {
	m := &st.memory
	if m.known[st.contact] || introduces(st.scenario, st.lang, text, heard) || m.strange[st.contact] > 0 && !st.answered(st.contact) {
		return false
	}
	return anyAct(heard, func(act coach.Act) bool {
		return act != coach.ActGreet && act != coach.ActEmpathise && act != coach.ActGiveFace && !act.RedLine() && act != coach.ActMeta
	})
}

// answered reports whether a contact is the one who answered the phone.
func (st *State) answered(contactID string) bool { return st.scenario.Case.Contacts[0].ID == contactID }

// stranger answers somebody who has not said who they are: twice by asking, then with less and less patience.
func (a *answer) stranger() {
	if !a.was.isStranger(a.text, a.heard) {
		return
	}
	act := a.firstOf(func(coach.Act) bool { return true })
	switch n := a.was.memory.strange[a.was.contact]; {
	case n < 2:
		a.say(a.move(coach.MoveIdentify, act, ruleIdentity))
	case n < 4:
		a.say(a.move(coach.MoveAskBack, act, ruleStranger))
	default:
		a.say(a.move(coach.MoveHangUp, act, ruleStranger))
		a.end()
	}
	a.done = true
}

// strangerCost is what it costs to want something without saying who one is; nothing the words do helps.
func (st *State) strangerCost() []coach.Effect {
	n := st.memory.strange[st.contact]
	return []coach.Effect{st.gaugeEffect("", ruleStranger, coach.Gauges{Patience: -4 - 5*n, Irritation: 2 + 2*n, Credibility: -2})}
}
