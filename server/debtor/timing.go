package debtor

import "huikuan/server/coach"

// strengthAt is how far a consequence works at the case's stage and with the trainee's credit, as a factor: naming it
// before anything is due does nothing, and who is not believed is not feared.
func (st *State) strengthAt(act coach.Act) float64 {
	if !isConsequence(act) {
		return 1
	}
	factor := 0.7 + 0.006*float64(st.gauges.Credibility)
	for _, stage := range st.scenario.Playbook.Stages {
		if stage.ID == st.scenario.Case.Stage {
			return factor * float64(stage.Consequence) / 1000
		}
	}
	return factor
}

// premature reports whether a consequence is named before the reason is known, or before anything is due.
func (st *State) premature(act coach.Act) bool {
	return isConsequence(act) && (!st.ledger.Diagnosed || st.strengthAt(act) == 0)
}

// mistimed returns the timing that an act misses now.
func (st *State) mistimed(act coach.Act, heard coach.Understanding) (coach.ActTiming, bool) {
	for timing := range st.timings(act) {
		if !st.has(timing.Needs, act, heard) {
			return *timing, true
		}
	}
	return coach.ActTiming{}, false
}

// has reports whether everything an act needs is there.
func (st *State) has(n coach.Needs, act coach.Act, heard coach.Understanding) bool {
	switch {
	case n.Diagnosed && !st.ledger.Diagnosed,
		n.Calm > 0 && st.gauges.Irritation > n.Calm,
		n.AtMost > 0 && st.memory.times[act] >= n.AtMost,
		n.Asked && !anyAct(heard, isAsk) && st.standing().Level() < coach.P2,
		n.Specific && !st.isSpecific(heard),
		n.Permitted && !st.scenario.Permits(act),
		n.Pressed && st.memory.firmTurn < 0:
		return false
	}
	return st.reaches(n.State)
}

// backfire is what an act does out of time to whoever is on the line; false when the playbook does not say.
func (st *State) backfire(timing coach.ActTiming) coach.Gauges {
	if own, ok := timing.TypesBack[st.debtor.ID]; ok {
		return own
	}
	return timing.Backfires
}

// early is what a premature consequence does: the playbook's word on it, or what it does to most.
func (st *State) early(act coach.Act) coach.Gauges {
	for timing := range st.timings(act) {
		if timing.Needs.Diagnosed {
			return st.backfire(*timing)
		}
	}
	return coach.Gauges{Irritation: 6, Trust: -4}
}

// mistimedRule is the rule under which an act misses its time; the ones that are answered in words of their own have
// rules of their own.
func mistimedRule(act coach.Act) string {
	switch act {
	case coach.ActStateHardship:
		return ruleHardship
	case coach.ActAppealReciprocity:
		return ruleFavour
	case coach.ActThirdPartyPressure:
		return ruleDeadline
	case coach.ActOfferIncentive:
		return ruleGivenFirst
	}
	return ruleMistimed
}

// gifts is how much dearer every step of the offers has become by concessions made for nothing, in points of will.
func (st *State) gifts() int { return min(3, st.memory.given) * giftCost }

// giftCost is what one concession without a condition adds to the will every step takes: who got something for nothing
// waits for more.
const giftCost = 3

// mistimedReply answers an act that missed its time.
func (a *answer) mistimedReply() bool {
	for _, h := range a.heard.Acts {
		if _, missed := a.was.mistimed(h.Act, a.heard); !missed {
			continue
		}
		switch rule := mistimedRule(h.Act); rule {
		case ruleGivenFirst:
			a.say(a.move(coach.MoveTest, h.Act, rule))
			return true
		case ruleHardship, ruleFavour, ruleDeadline:
			kind := coach.MoveAcknowledge
			if a.now.Contact().Authority.Binds() && a.was.backfires(h.Act, a.heard) {
				kind = coach.MoveScorn
			}
			a.say(a.move(kind, h.Act, rule))
			return true
		}
	}
	return false
}

// backfires reports whether a mistimed act costs the trainee credit or standing, rather than just bringing nothing.
func (st *State) backfires(act coach.Act, heard coach.Understanding) bool {
	timing, _ := st.mistimed(act, heard)
	delta := st.backfire(timing)
	return delta.Credibility < 0 || delta.Irritation > 0
}
