package assess

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Rules of k_tone, k_adaptivity and k_consequence.

// staysCivil is met when nobody was abused or threatened in person. Where that is in doubt a person decides.
func staysCivil(c *Call) answer {
	kinds := []coach.Act{coach.ActInsult, coach.ActThreatViolence, coach.ActThreatPrivateLife, coach.ActThreatPolice,
		coach.ActThreatExposure, coach.ActHarass}
	if abuse := c.any(kinds...); len(abuse) > 0 {
		return broken(abuse[0].found())
	}
	for _, a := range c.acts {
		if a.doubt && slices.Contains(kinds, a.kind) {
			return leftOpen(a.found())
		}
	}
	if !c.engaged() {
		return notObserved()
	}
	return met()
}

// staysUpright is met when the trainee asked without begging.
func staysUpright(c *Call) answer {
	if begging := c.any(coach.ActGrovel); len(begging) > 0 {
		return broken(begging[0].found())
	}
	if !c.engaged() {
		return notObserved()
	}
	return met()
}

// offersFace is met by understanding or a graceful way out. Kind words said over and over in the same form are a formula
// and earn nothing. A call of a single turn has no place for it.
func offersFace(c *Call) answer {
	for _, a := range c.credited(warmth()...) {
		if !c.formula(a.quote) {
			return met(a.found())
		}
	}
	if len(c.said) < 2 {
		return notObserved()
	}
	return missed(c.asking())
}

// formula reports whether the trainee said the same words in more than one turn.
func (c *Call) formula(quote string) bool {
	words, turns := fold(quote), 0
	for _, i := range c.said {
		if strings.Contains(c.turns[i].folded, words) {
			turns++
		}
	}
	return turns > 1
}

// held sorts the answers to evasions: those that hold the ground, in the answer or the turn after it, those that give
// it, and those that do neither. Words said in other turns too are a formula: they hold nothing.
func (c *Call) held(offs []int, holding []coach.Act) (firm, soft []act, open []int) {
	for _, off := range offs {
		i := c.reply(off)
		if a, ok := c.in(i, coach.ActAcceptVague, coach.ActGrovel); ok {
			soft = append(soft, a)
			continue
		}
		a, ok := c.holds(i, holding)
		if !ok || c.formula(a.quote) {
			a, ok = c.holds(c.nextSaid(i), holding)
		}
		if ok && !c.formula(a.quote) {
			firm = append(firm, a)
			continue
		}
		open = append(open, i)
	}
	return firm, soft, open
}

// holds returns an act of a turn that holds the ground, one that does so in so many words before others.
func (c *Call) holds(at int, holding []coach.Act) (act, bool) {
	if a, ok := c.in(at, plain(holding)...); ok && !c.formula(a.quote) {
		return a, true
	}
	return c.in(at, holding...)
}

// plain are the acts among some that press in so many words.
func plain(acts []coach.Act) []coach.Act {
	pressing := append(demands(), consequences()...)
	return slices.DeleteFunc(slices.Clone(acts), func(a coach.Act) bool { return !slices.Contains(pressing, a) })
}

// staysFirm is met when the trainee held on more often than they gave in when put off.
func staysFirm(c *Call) answer {
	offs := c.brushOffs()
	if len(offs) == 0 && !c.logged {
		return c.firmInWords()
	}
	return c.heldAnswer(offs, tightening())
}

// tightening are the acts that hold the ground against somebody who puts one off: to ask for more, to name what follows, to
// test what was said, to ask where exactly it stands.
func tightening() []coach.Act {
	return append(append(append(demands(), consequences()...), tests()...), coach.ActProbeProcess, coach.ActProbeReason)
}

// firmTwice is how many turns that demand something show firmness where no evasion was heard.
const firmTwice = 2

// firmInWords reads firmness from the trainee's own words, for a transcript in which no evasion was heard: nothing given
// away, and more than one turn that demands something. With less there was nothing to hold against.
func (c *Call) firmInWords() answer {
	if soft := c.any(coach.ActAcceptVague, coach.ActGrovel); len(soft) > 0 {
		return broken(soft[0].found())
	}
	turns := map[int]bool{}
	firm := c.credited(append(demands(), consequences()...)...)
	for _, a := range firm {
		turns[a.at] = true
	}
	if len(turns) >= firmTwice {
		return met(firm[0].found())
	}
	return notObserved()
}

func (c *Call) heldAnswer(offs []int, holding []coach.Act) answer {
	firm, soft, open := c.held(offs, holding)
	switch {
	case len(offs) == 0:
		return notObserved()
	case len(firm) > len(soft):
		return met(plainest(firm).found())
	case len(soft) > 0:
		return broken(soft[0].found())
	}
	return missed(open[0])
}

// plainest is the first of some acts that refuses to be put off or names what follows, else the first of them.
func plainest(firm []act) act {
	pressing := append(consequences(), coach.ActStandFirm, coach.ActRejectDelay)
	if i := slices.IndexFunc(firm, func(a act) bool { return slices.Contains(pressing, a.kind) }); i >= 0 {
		return firm[i]
	}
	return firm[0]
}

// moods lists the answers to what the debtor said in one of the moods, small talk at the start apart.
func (c *Call) moods(moods ...coach.Affect) []int {
	var positions []int
	for i, t := range c.turns {
		if t.speaker != coach.Debtor || t.interrupted || c.reply(i) < 0 || t.made(coach.MoveGreet, coach.MoveIdentify, coach.MoveTransfer) {
			continue
		}
		for _, mood := range moods {
			if t.affect == mood {
				positions = append(positions, i)
			}
		}
	}
	return positions
}

// soothing is how many turns a trainee has to answer a feeling.
const soothing = 3

// warmsWhenUpset is met when an upset, hurt or ashamed debtor met with warmth within a few turns. A log knows
// moods; a transcript shows those put into words.
func warmsWhenUpset(c *Call) answer {
	upset := c.upsetAt()
	if c.logged {
		upset = c.moods(coach.Upset, coach.Ashamed, coach.Hostile)
	}
	if len(upset) == 0 {
		return notObserved()
	}
	for n, i := range upset {
		if n == soothing {
			break
		}
		if a, ok := c.in(c.reply(i), append(warmth(), coach.ActOfferHelp)...); ok {
			return met(a.found())
		}
	}
	return missed(c.reply(upset[0]))
}

// firmsWhenFlat is met when smooth evasion met with something tighter than the last ask.
func firmsWhenFlat(c *Call) answer {
	offs := c.brushOffs()
	if c.logged {
		offs = nil
		for _, i := range c.moods(coach.FlatEvasive, coach.Calm) {
			if c.turns[i].evades() {
				offs = append(offs, i)
			}
		}
	}
	return c.heldAnswer(offs, tightening())
}

// tactic is the family of ways an act belongs to; empty for acts that are no way of getting paid.
func tactic(a coach.Act) string {
	switch a {
	case coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeDecisionMaker, coach.ActProbeFinances:
		return "ask"
	case coach.ActVerifyClaim, coach.ActChallengeClaim:
		return "test"
	case coach.ActEmpathise, coach.ActGiveFace, coach.ActAcknowledgeGrievance, coach.ActAppealReciprocity:
		return "warm"
	case coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal,
		coach.ActFormalNotice, coach.ActStandFirm, coach.ActRejectDelay, coach.ActThirdPartyPressure:
		return "press"
	case coach.ActOfferIncentive, coach.ActOfferInstalments, coach.ActProposeChoice, coach.ActOfferHelp:
		return "trade"
	case coach.ActAskCommitment, coach.ActAskProof, coach.ActRecap, coach.ActAgreeFallback:
		return "commit"
	}
	return ""
}

// changesApproach is met by three ways of getting paid in one call without asking the same again and again (in a quarter
// of the turns or more), one of which moved the debtor: going through the ways one knows is no change of approach.
func changesApproach(c *Call) answer {
	if len(c.said) < 3 {
		return notObserved()
	}
	if !c.moved() {
		return missed(c.lastSaid())
	}
	if again := c.repeats(); len(again) >= 2 && len(again)*4 >= len(c.said) {
		return broken(found{again[1], c.turns[again[1]].gist()})
	}
	seen := map[string]bool{}
	var words []found
	for _, a := range c.acts {
		name := tactic(a.kind)
		if name == "" || seen[name] || c.turns[a.at].barren() || a.redLine != "" {
			continue
		}
		seen[name] = true
		words = append(words, a.found())
		if len(words) == 3 {
			return met(words...)
		}
	}
	return missed(c.lastSaid())
}

// moved reports whether the debtor came away from where they stood: an excuse settled, a fact brought out, a sum or a day.
func (c *Call) moved() bool {
	p := c.ledger.Promise
	if p.Amount != nil || p.Date != "" || c.ledger.Diagnosed {
		return true
	}
	return slices.ContainsFunc(c.steps, func(s step) bool {
		switch s.effect.Kind {
		case coach.EffectExcuse:
			return s.effect.Value != string(coach.ExcuseRaised)
		case coach.EffectFact:
			return s.effect.Value == string(coach.FactElicited)
		}
		return false
	})
}

// namesConsequence asks for a consequence only where no promise of a sum and a day came.
func namesConsequence(c *Call) answer {
	if hits := c.credited(consequences()...); len(hits) > 0 {
		return met(hits[0].found())
	}
	if c.ledger.Promise.Level() >= coach.P3 || len(c.said) < 3 {
		return notObserved()
	}
	if offs := c.brushOffs(); len(offs) > 0 {
		return missed(c.reply(offs[len(offs)-1]))
	}
	return missed(c.lastSaid())
}

// namesOnlyTrue is met when the case permits every consequence named.
func namesOnlyTrue(c *Call) answer {
	named := c.any(consequences()...)
	if len(named) == 0 {
		return notObserved()
	}
	for _, a := range named {
		if redLineOf(a) != "" || c.scenario != nil && !c.permits(a.kind) {
			return broken(a.found())
		}
	}
	if c.scenario == nil {
		return notObserved()
	}
	return met(named[0].found())
}

// permits reports whether the case lets the trainee name a consequence. What a permitted lawsuit would cost is part of
// announcing it.
func (c *Call) permits(kind coach.Act) bool {
	return c.scenario.Permits(kind) || kind == coach.ActConsequenceCompany && c.scenario.Permits(coach.ActFormalNotice)
}

// namesAfterCause is met when the first consequence came no earlier than the first question for the cause.
func namesAfterCause(c *Call) answer {
	named := c.any(consequences()...)
	if len(named) == 0 {
		return notObserved()
	}
	for _, a := range c.credited(append(probes(), coach.ActVerifyClaim)...) {
		if a.at <= named[0].at {
			return met(named[0].found())
		}
	}
	return broken(named[0].found())
}

// namesWithExit is met when a consequence comes with a way to avoid it, in the same breath or the next.
func namesWithExit(c *Call) answer {
	named := c.credited(consequences()...)
	if len(named) == 0 {
		return notObserved()
	}
	exits := append(trades(), coach.ActAskCommitment, coach.ActGiveFace, coach.ActAgreeFallback)
	for _, a := range named {
		if exit, ok := c.in(a.at, exits...); ok {
			return met(a.found(), exit.found())
		}
		if exit, ok := c.in(c.nextSaid(a.at), exits...); ok {
			return met(a.found(), exit.found())
		}
	}
	return broken(named[0].found())
}
