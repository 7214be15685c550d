package debtor

import (
	"math"
	"slices"
	"strconv"

	"huikuan/server/coach"
)

// strength is how strongly an act works: good scales what brings the debtor nearer to paying, bad what drives them off.
type strength struct {
	good, bad float64
	rule      string
}

// keyOf says what an act is about just now; the same act on the same subject with the same person is a repetition.
func (st *State) keyOf(act coach.Act) actKey {
	key := actKey{act: act, contact: st.contact}
	switch {
	case act == coach.ActVerifyClaim || act == coach.ActChallengeClaim:
		key.about = st.openExcuse()
	case isProbe(act):
		key.about = st.openExcuse() + "/" + strconv.Itoa(st.factsTold())
	case isAsk(act) || act == coach.ActRejectDelay || act == coach.ActRecap:
		key.about = strconv.Itoa(st.progress())
	}
	return key
}

// progress counts what has been got out of the way or promised: asking again after it is not the same ask.
func (st *State) progress() int {
	n := len(st.ledger.Promises)
	for _, status := range st.ledger.Excuses {
		if status == coach.ExcuseClosed {
			n++
		}
	}
	return n
}

func (st *State) factsTold() int {
	told := 0
	for _, status := range st.ledger.Facts {
		if status.Told() {
			told++
		}
	}
	return told
}

// allows reports whether the trainee may truthfully say what the act claims.
func (st *State) allows(act coach.Act) bool { return !isConsequence(act) || st.scenario.Permits(act) }

// plainBluff is the score from which a claim that the case does not permit counts whatever else was heard with it.
const plainBluff = 0.85

// aside reports whether an act is no more than a side reading of a consequence or an offer that the case does permit: it
// counts neither way.
func (st *State) aside(h coach.ActHit, heard coach.Understanding) bool {
	if st.allows(h.Act) || h.Score >= plainBluff {
		return false
	}
	return slices.ContainsFunc(heard.Acts, func(other coach.ActHit) bool {
		return other.Score > h.Score && (isConsequence(other.Act) && st.allows(other.Act) || other.Act == coach.ActOfferIncentive)
	})
}

// clear is what was heard without its side readings.
func (st *State) clear(heard coach.Understanding) coach.Understanding {
	if !slices.ContainsFunc(heard.Acts, func(h coach.ActHit) bool { return st.aside(h, heard) }) {
		return heard
	}
	all := heard
	heard.Acts = slices.DeleteFunc(slices.Clone(heard.Acts), func(h coach.ActHit) bool { return st.aside(h, all) })
	return heard
}

// strengthOf weighs an act as it would work now, before it is remembered.
func (st *State) strengthOf(act coach.Act, heard coach.Understanding) strength {
	s := strength{good: 1, bad: 1, rule: ruleAct}
	if st.isSpecific(heard) && !act.RedLine() {
		s.good, s.rule = 1.25, ruleSpecifics
	}
	s = s.underAffect(st.affect, act)
	switch n := st.memory.keys[st.keyOf(act)]; {
	case n == 1:
		s.good, s.rule = s.good*0.5, ruleRepeat
	case n >= 2:
		s.good, s.rule = 0, ruleRepeat
	}
	s.good *= st.strengthAt(act)
	if _, missed := st.mistimed(act, heard); missed {
		s.good, s.rule = 0, mistimedRule(act)
	}
	if st.premature(act) {
		s.good, s.rule = 0, ruleEarly
	}
	if !st.allows(act) {
		s.good, s.rule = 0, ruleBluff
	}
	if first, ok := st.memory.first[act]; ok {
		s.good = min(s.good, first)
	}
	return s
}

// underAffect lets the mood decide whether pressure or encouragement works.
func (s strength) underAffect(affect coach.Affect, act coach.Act) strength {
	pressure, warmth := isPressure(act), isWarmth(act)
	switch {
	case affect == coach.FlatEvasive && pressure:
		s.good, s.rule = s.good*1.4, ruleMoodPressure
	case affect == coach.FlatEvasive && warmth:
		s.good, s.rule = s.good*0.5, ruleMoodFlat
	case (affect == coach.Upset || affect == coach.Hostile) && pressure:
		s.good, s.bad, s.rule = s.good*0.4, s.bad*1.5, ruleMoodUpset
	case affect == coach.Ashamed && pressure:
		s.good, s.bad, s.rule = s.good*0.6, s.bad*1.3, ruleMoodUpset
	case (affect == coach.Upset || affect == coach.Hostile || affect == coach.Ashamed) && warmth:
		s.good, s.rule = s.good*1.4, ruleMoodWarmth
	}
	return s
}

// scale applies a strength to what the playbook says the act does to this type.
func (st *State) scale(delta coach.Gauges, s strength) coach.Gauges {
	d, w := gaugeList(delta), gaugeList(st.debtor.Weights)
	for i := range d {
		helps := d[i] > 0
		if w[i] < 0 || w[i] == 0 && i == irritationIndex {
			helps = d[i] < 0
		}
		factor := s.bad
		if helps {
			factor = s.good
		}
		d[i] = int(math.Round(float64(d[i]) * factor))
	}
	return gaugesOf(d)
}

// irritationIndex is where gaugeList puts the one gauge whose rise never helps.
const irritationIndex = 1

// listen works out what an utterance does to the debtor's mind. It reads st as it was before the utterance.
func (st *State) listen(text string, heard coach.Understanding) []coach.Effect {
	if heard.Has(coach.ActMeta) {
		cost := 6
		if st.memory.metas >= 2 {
			cost = 16 // nobody stays on the line for a third helping of nonsense
		}
		return []coach.Effect{st.gaugeEffect(coach.ActMeta, ruleMeta, coach.Gauges{Patience: -cost}), st.mark(coach.ActMeta, ruleMeta, markManipulation, "")}
	}
	var effects []coach.Effect
	worst, foul := 0, st.isFoul(heard)
	if !foul && st.isStranger(text, heard) {
		return append(st.strangerCost(), st.redLines(heard)...)
	}
	parrots, lies := st.parrots(text, heard), st.falseRecap(heard)
	for _, act := range distinctActs(heard) {
		s := st.strengthOf(act, heard)
		if foul || parrots || lies {
			s.good = 0
		}
		if delta := st.scale(st.effectOf(act), s); delta != (coach.Gauges{}) {
			effects = append(effects, st.gaugeEffect(act, s.rule, delta))
		}
		switch s.rule {
		case ruleEarly:
			effects = append(effects, st.gaugeEffect(act, ruleEarly, st.early(act)))
		case ruleHardship, ruleFavour, ruleDeadline, ruleGivenFirst, ruleMistimed:
			if timing, _ := st.mistimed(act, heard); st.backfire(timing) != (coach.Gauges{}) {
				effects = append(effects, st.gaugeEffect(act, s.rule, st.backfire(timing)))
			}
		case ruleBluff:
			effects = append(effects, st.gaugeEffect(act, ruleBluff, coach.Gauges{Credibility: -15, Irritation: 5}), st.mark(act, ruleBluff, markBluff, ""))
		}
		if act != coach.ActGreet {
			worst = max(worst, st.memory.keys[st.keyOf(act)])
		}
	}
	if parrots {
		effects = append(effects, st.gaugeEffect("", ruleParrots, coach.Gauges{Irritation: 5, Patience: -8}))
	}
	if worst >= 2 {
		effects = append(effects, st.gaugeEffect("", ruleRepeat, coach.Gauges{Irritation: 4, Patience: -5}))
	}
	effects = append(effects, st.contradictions(heard)...)
	effects = append(effects, st.recallEffects(text, heard)...)
	effects = append(effects, st.redLines(heard)...)
	if !foul {
		effects = append(effects, st.order(heard)...)
	}
	if act, wrong := st.misstates(heard); wrong {
		effects = append(effects, st.gaugeEffect(act, ruleContradiction, coach.Gauges{Credibility: -12}), st.mark(act, ruleContradiction, markContradiction, ""))
	}
	if heard.Has(coach.ActAcceptVague) && !anyAct(heard, isPressure) {
		effects = append(effects, st.gaugeEffect(coach.ActAcceptVague, ruleVague, coach.Gauges{Urgency: -6}))
	}
	effects = append(effects, st.gaugeEffect("", ruleClock, coach.Gauges{Patience: -st.clock(text, heard)}))
	return effects
}

// contradictions are announcements that a colleague has already taken back, claims about promises that were made or
// never made before this call, and answers to the debtor's own question.
func (st *State) contradictions(heard coach.Understanding) []coach.Effect {
	var effects []coach.Effect
	if st.falseRecap(heard) {
		again := min(1, st.memory.denied)
		effects = append(effects, st.gaugeEffect(coach.ActRecap, ruleRecapFalse, coach.Gauges{Credibility: -10 - 5*again, Irritation: 6 + 4*again, Patience: -10 * again}),
			st.mark(coach.ActRecap, ruleRecapFalse, markContradiction, ""))
	}
	if st.memory.pressed[st.contact] >= 2 && (anyAct(heard, isPressure) || heard.Has(coach.ActAskCommitment) || heard.Has(coach.ActProposeChoice)) && !st.Contact().Authority.Binds() {
		effects = append(effects, st.gaugeEffect("", ruleGrinds, coach.Gauges{Patience: -6, Irritation: 2}))
	}
	for _, act := range distinctActs(heard) {
		if st.denied(act) {
			effects = append(effects, st.gaugeEffect(act, ruleTwoVoices, coach.Gauges{Credibility: -12, Urgency: -4}), st.mark(act, ruleTwoVoices, markContradiction, ""))
			break
		}
	}
	if st.memory.tested == st.turn && st.turn > 0 {
		rule, delta := ruleTestFailed, coach.Gauges{Credibility: -4, Patience: -2}
		if st.isSpecific(heard) || anyAct(heard, isConsequence) || heard.Has(coach.ActOfferIncentive) {
			rule, delta = ruleTestPassed, coach.Gauges{Credibility: 5, Trust: 1}
		}
		effects = append(effects, st.gaugeEffect("", rule, delta))
	}
	return effects
}

// clock is what a turn costs in patience, whatever it says.
func (st *State) clock(text string, heard coach.Understanding) int {
	cost := 2
	if len(heard.Acts) == 0 {
		cost += 2
	}
	if st.gauges.Irritation >= 60 {
		cost += 2
	}
	if len([]rune(text)) > 400 {
		cost++
	}
	return cost
}

// order rewards firmness softened in the same call: better than either alone, once.
func (st *State) order(heard coach.Understanding) []coach.Effect {
	if st.memory.combined || st.memory.firmTurn < 0 || !anyAct(heard, isFaceExit) {
		return nil
	}
	return []coach.Effect{st.gaugeEffect(coach.ActGiveFace, ruleFirmThenFace, coach.Gauges{Urgency: 9, Credibility: 4, Trust: 5, Obligation: 4, Irritation: -6})}
}

// redLines finds what crosses a line and what it does. A critical one locks the outcome; a doubtful one offends and is
// not put on record.
func (st *State) redLines(heard coach.Understanding) []coach.Effect {
	var effects []coach.Effect
	var seen []coach.Act
	for _, h := range heard.Acts {
		level, id := st.levelOf(h)
		if level == "" || slices.Contains(seen, h.Act) {
			continue
		}
		seen = append(seen, h.Act)
		if !h.Doubtful {
			effects = append(effects, st.mark(h.Act, ruleRedLine, markRedLine, string(level)+":"+id))
		}
		switch level {
		case coach.Critical:
			effects = append(effects,
				st.gaugeEffect(h.Act, ruleRedLine, coach.Gauges{Trust: -100, Irritation: 100, Credibility: -40}),
				coach.Effect{Kind: coach.EffectAffect, Value: string(coach.Hostile), Cause: st.cause(h.Act, ruleRedLine)},
				coach.Effect{Kind: coach.EffectLock, Cause: st.cause(h.Act, ruleRedLine)})
		case coach.Major:
			effects = append(effects, st.gaugeEffect(h.Act, ruleRedLine, coach.Gauges{Trust: -15, Irritation: 22, Credibility: -10, Patience: -15}))
		case coach.Minor:
			effects = append(effects, st.gaugeEffect(h.Act, ruleRedLine, coach.Gauges{Trust: -4, Irritation: 8, Patience: -4}))
		}
	}
	return effects
}

// isFoul reports whether the utterance crosses a line that undoes whatever else it says.
func (st *State) isFoul(heard coach.Understanding) bool {
	return slices.ContainsFunc(heard.Acts, func(h coach.ActHit) bool {
		level, _ := st.levelOf(h)
		return level == coach.Critical || level == coach.Major
	})
}

// levelOf grades a hit as the debtor takes it. A doubtful one gives offence a grade lower, so it never locks the call.
func (st *State) levelOf(h coach.ActHit) (coach.Level, string) {
	level, id := st.gradeOf(h)
	if h.Doubtful {
		switch level {
		case coach.Critical:
			return coach.Major, id
		case coach.Major:
			return coach.Minor, id
		}
	}
	return level, id
}

// gradeOf grades a hit by the law pack; an act that is a red line by itself but names no rule is graded by the act.
func (st *State) gradeOf(h coach.ActHit) (coach.Level, string) {
	for _, line := range st.scenario.LawPack.RedLines {
		if h.RedLine != "" && line.ID == h.RedLine {
			return line.Level, line.ID
		}
	}
	switch h.Act {
	case coach.ActInsult, coach.ActDeceive:
		return coach.Major, h.RedLine
	}
	if h.Act.RedLine() {
		return coach.Critical, h.RedLine
	}
	return "", ""
}

// mood returns the affect that the gauges call for.
func (st *State) mood() coach.Affect {
	g := st.gauges
	switch {
	case g.Irritation >= 75:
		return coach.Hostile
	case g.Irritation >= 55:
		return coach.Upset
	case st.affect == coach.Hostile && g.Irritation >= 45:
		return coach.Upset
	case (st.affect == coach.Hostile || st.affect == coach.Upset) && g.Irritation < 42:
		return coach.Calm
	case st.affect == coach.Ashamed && g.Trust >= 60:
		return coach.Calm
	case st.affect == coach.FlatEvasive && g.Urgency >= 60 && g.Credibility >= 55:
		return coach.Calm
	case st.affect == coach.Calm && st.debtor.Affect == coach.FlatEvasive && g.Urgency < 40:
		return coach.FlatEvasive
	}
	return st.affect
}

func (st *State) cause(act coach.Act, rule string) coach.Cause {
	return coach.Cause{Turn: st.turn, Act: act, Rule: rule}
}

func (st *State) gaugeEffect(act coach.Act, rule string, delta coach.Gauges) coach.Effect {
	return coach.Effect{Kind: coach.EffectGauges, Gauges: &delta, Cause: st.cause(act, rule)}
}

func (st *State) mark(act coach.Act, rule, target, value string) coach.Effect {
	return coach.Effect{Kind: coach.EffectMark, Target: target, Value: value, Cause: st.cause(act, rule)}
}
