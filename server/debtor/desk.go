package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// deskEffect is what an action of the desk does to the debtor the first time.
func (a *answer) deskEffect(action string) {
	desk := a.was.deskAction(action)
	if action == coach.SmoothingCall {
		a.secondVoice(desk)
	} else {
		a.hear(a.was.gaugeEffect("", ruleDesk, coach.Gauges{Trust: 3, Credibility: 4}))
	}
	if desk.Effect != (coach.Gauges{}) {
		a.hear(a.was.gaugeEffect("", ruleDeskHelps, desk.Effect))
	}
}

func (st *State) deskAction(id string) coach.DeskAction {
	for _, d := range st.scenario.Case.Desk {
		if d.ID == id {
			return d
		}
	}
	return coach.DeskAction{}
}

// secondVoice is a colleague's soft call. After firmness it is the other half of one game and does more than either
// half; before any it says that nobody is in earnest. What it denies and the trainee has announced, or the other way
// round, costs both of them their credit.
func (a *answer) secondVoice(desk coach.DeskAction) {
	st := a.was
	switch {
	case st.memory.said&setOfActs(desk.Denies) != 0:
		a.hear(st.gaugeEffect("", ruleTwoVoices, coach.Gauges{Credibility: -14, Urgency: -5, Trust: -3}))
		a.hear(st.mark("", ruleTwoVoices, markContradiction, ""))
	case st.memory.firmTurn >= 0:
		a.hear(st.gaugeEffect("", ruleSecondVoice, coach.Gauges{Trust: 8, Irritation: -14, Obligation: 6, Face: 6, Urgency: 5, Patience: 8}))
	default:
		a.hear(st.gaugeEffect("", ruleSoftFirst, coach.Gauges{Trust: 2, Irritation: -4, Urgency: -6, Credibility: -5}))
	}
}

// denied reports whether a colleague has already told the debtor that what an act announces will not happen.
func (st *State) denied(act coach.Act) bool {
	return st.memory.done[coach.SmoothingCall] && slices.Contains(st.deskAction(coach.SmoothingCall).Denies, act)
}
