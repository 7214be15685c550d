package assess

import (
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// Rules of k_diagnose, k_truth_test and k_people.

// asking is where a question for the cause was due: the answer to the first excuse or evasion, else the turn after the one
// that speaks of the debt, else the second turn.
func (c *Call) asking() int {
	if excuses := c.raised(); len(excuses) > 0 {
		return excuses[0].answer
	}
	if off := c.brushOffs(); len(off) > 0 {
		return c.reply(off[0])
	}
	if at := c.business(); at >= 0 && c.nextSaid(at) >= 0 {
		return c.nextSaid(at)
	}
	first := c.opening(2)
	return first[len(first)-1]
}

// asksOpen is met by a question for the reason or for where the payment is stuck.
func asksOpen(c *Call) answer {
	open := slices.DeleteFunc(c.questions(coach.ActProbeReason, coach.ActProbeProcess), func(a act) bool { return leads(fold(a.quote)) })
	return metBy(open, c.asking())
}

// leads reports whether folded words put the answer into the other side's mouth and leave a yes or no to it.
func leads(question string) bool {
	return leading.MatchString(question) && !widening.MatchString(question)
}

var (
	leading  = regexp.MustCompile(`是不是|是因为|\b(is|was) (it|that|this) (because|just|due to)\b`)
	widening = regexp.MustCompile(`[哪谁啥么何怎咋]|还有|别的|其他|\b(what|why|where|which|who|how|or|anything|something)\b`)
)

// questions lists the observations of kinds that are about the debt. Of a transcript these are the ones made when either
// side has named it: how business goes, asked before, is small talk. Who is called in a case of ours knows what it is about.
func (c *Call) questions(kinds ...coach.Act) []act {
	asked := c.credited(kinds...)
	if c.logged {
		return asked
	}
	named := slices.IndexFunc(c.turns, func(t turn) bool { return t.namesDebt() })
	if named < 0 {
		return nil
	}
	return slices.DeleteFunc(asked, func(a act) bool { return a.at < named })
}

// namesDebt reports whether a turn speaks of the money that is owed.
func (t turn) namesDebt() bool {
	return t.heard.Has(coach.ActStateDebt) || t.heard.Has(coach.ActAskCommitment) || debtWords.MatchString(t.folded)
}

// asksBeforePressure is met when the cause was asked for before anything was threatened, in order of turns.
func asksBeforePressure(c *Call) answer {
	asked := c.questions(append(probes(), coach.ActVerifyClaim)...)
	pressed := c.any(append(consequences(), coach.ActThreatViolence, coach.ActThreatPrivateLife, coach.ActThreatPolice,
		coach.ActThreatExposure, coach.ActHarass)...)
	switch {
	case len(pressed) > 0 && (len(asked) == 0 || pressed[0].at < asked[0].at):
		return broken(pressed[0].found())
	case len(asked) > 0:
		return met(asked[0].found())
	}
	return missed(c.asking())
}

// followsUp is met by a second question of another kind, or in other words, in a later turn, where one of the questions
// was after the cause: who decides and what can be shown are other matters.
func followsUp(c *Call) answer {
	asked := c.questions(append(probes(), coach.ActVerifyClaim)...)
	if len(c.questions(coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeFinances)) == 0 {
		return missed(c.asking())
	}
	type question struct{ kind, words string }
	first := map[question]act{}
	for _, a := range asked {
		q := question{string(a.kind), fold(a.quote)}
		for other, before := range first {
			if other != q && before.at < a.at {
				return met(a.found(), asked[0].found())
			}
		}
		if _, ok := first[q]; !ok {
			first[q] = a
		}
	}
	if len(asked) > 0 && c.lastSaid() > asked[0].at {
		return missed(c.nextSaid(asked[0].at))
	}
	return missed(c.asking())
}

// nextSaid returns the position of the trainee's first turn after at, -1 when there is none.
func (c *Call) nextSaid(at int) int {
	for _, i := range c.said {
		if i > at {
			return i
		}
	}
	return -1
}

// question is the last of some observations, of those in its turn one that asks before one that is kind.
func question(asked []act) act {
	last := asked[len(asked)-1]
	for _, a := range slices.Backward(asked) {
		if a.at == last.at && !slices.Contains(warmth(), a.kind) {
			return a
		}
	}
	return last
}

// findsReason is met when the true reason came into the open because the trainee asked. Where it was known from an earlier
// call there is nothing to find.
func findsReason(c *Call) answer {
	if !c.logged {
		return c.toldReason()
	}
	if c.known {
		return notObserved()
	}
	asked := c.credited(append(append(probes(), tests()...), warmth()...)...)
	for _, s := range c.steps {
		if s.effect.Kind != coach.EffectDiagnosed {
			continue
		}
		cause := c.position(s.effect.Cause.Turn)
		asked := slices.DeleteFunc(slices.Clone(asked), func(a act) bool { return a.at > max(cause, s.at) })
		if len(asked) > 0 {
			return met(question(asked).found())
		}
	}
	if len(asked) > 0 {
		return missed(c.lastSaidBefore(len(c.turns)))
	}
	return missed(c.asking())
}

// lastSaidBefore returns the position of the trainee's last turn before end that answers the debtor.
func (c *Call) lastSaidBefore(end int) int {
	for _, i := range slices.Backward(c.said) {
		if i < end {
			return i
		}
	}
	return -1
}

// testsExcuse is met when a reason the debtor gave was put to a test.
func testsExcuse(c *Call) answer {
	tested := c.credited(tests()...)
	if !c.logged {
		if len(tested) > 0 && tested[0].at > 0 {
			return met(tested[0].found())
		}
		if excuses := c.raised(); len(excuses) > 0 {
			return missed(excuses[0].answer)
		}
		return notObserved()
	}
	excuses := c.raised()
	if len(excuses) == 0 {
		return notObserved()
	}
	for _, a := range tested {
		if a.at >= excuses[0].answer {
			return met(a.found())
		}
	}
	for _, x := range excuses {
		if c.questioned(x.id) {
			return met(c.testedBy(x.id)...)
		}
	}
	return missed(excuses[0].answer)
}

// questioned reports whether an excuse got beyond being raised by a question, a test or a document. A case may let other
// words settle an excuse too, such as a choice of days: they move the debtor on, and test nothing.
func (c *Call) questioned(id string) bool {
	asking := append(tests(), probes()...)
	for _, s := range c.steps {
		if s.effect.Kind != coach.EffectExcuse || s.effect.Target != id || s.effect.Value == string(coach.ExcuseRaised) {
			continue
		}
		at := c.position(s.effect.Cause.Turn)
		if at < 0 || c.turns[at].speaker != coach.Trainee || slices.Contains(asking, s.effect.Cause.Act) {
			return true
		}
		if _, ok := c.in(at, asking...); ok {
			return true
		}
	}
	return false
}

// movedBy returns the trainee's words that first brought an excuse to one of the statuses; none when the case desk did.
func (c *Call) movedBy(id string, statuses ...coach.ExcuseStatus) []found {
	for _, s := range c.steps {
		if s.effect.Kind != coach.EffectExcuse || s.effect.Target != id || !slices.Contains(statuses, coach.ExcuseStatus(s.effect.Value)) {
			continue
		}
		at := c.position(s.effect.Cause.Turn)
		if at < 0 || c.turns[at].speaker != coach.Trainee {
			continue
		}
		if a, ok := c.in(at, s.effect.Cause.Act); ok {
			return []found{a.found()}
		}
		return []found{{at, c.turns[at].gist()}}
	}
	return nil
}

// testedBy returns the trainee's words that put an excuse to the test.
func (c *Call) testedBy(id string) []found {
	return c.movedBy(id, coach.ExcuseTested, coach.ExcuseVerified, coach.ExcuseExposed, coach.ExcuseClosed)
}

// testsEveryExcuse is met when no excuse was let pass.
func testsEveryExcuse(c *Call) answer {
	excuses := c.raised()
	if len(excuses) == 0 {
		return notObserved()
	}
	if !c.logged {
		return c.looksInto(excuses)
	}
	var words []found
	for _, x := range excuses {
		if !c.questioned(x.id) {
			return missed(x.answer)
		}
		words = append(words, c.testedBy(x.id)...)
	}
	return met(words...)
}

// looksInto is met when each excuse heard in a transcript was questioned in the answer to it or the turn after.
func (c *Call) looksInto(excuses []excuse) answer {
	asking := append(tests(), probes()...)
	var words []found
	for _, x := range excuses {
		a, ok := c.in(x.answer, asking...)
		if !ok {
			a, ok = c.in(c.nextSaid(x.answer), asking...)
		}
		if !ok {
			return missed(x.answer)
		}
		words = append(words, a.found())
	}
	return met(words...)
}

// closesExcuse is met when an excuse was settled for good.
func closesExcuse(c *Call) answer {
	excuses := c.raised()
	if len(excuses) == 0 {
		return notObserved()
	}
	if !c.logged {
		return c.letGo(excuses)
	}
	for _, x := range excuses {
		if c.ledger.Excuses[x.id] == coach.ExcuseClosed {
			return met(c.movedBy(x.id, coach.ExcuseClosed)...)
		}
	}
	last := excuses[len(excuses)-1].answer
	if next := c.nextSaid(last); next >= 0 {
		last = next
	}
	return missed(last)
}

var accusing = regexp.MustCompile(`撒谎|说谎|骗|糊弄|忽悠|鬼才信|编的|瞎编|\bliar\b|\blying\b|\bnonsense\b|bullshit|making (this|that|it) up|don't believe (you|a word)`)

// testsKeepingFace is met when the tests came without an accusation.
func testsKeepingFace(c *Call) answer {
	tested := c.credited(tests()...)
	if len(tested) == 0 {
		return notObserved()
	}
	for _, a := range tested {
		t := c.turns[a.at]
		if said, ok := t.sentenceThat(accusing.MatchString); ok {
			return broken(found{a.at, said})
		}
		for _, other := range c.acts {
			if other.at == a.at && redLineOf(other) != "" && !other.doubt {
				return broken(other.found())
			}
		}
	}
	return avoided(tested[0].found())
}

// decides returns the contact who decides; empty when the case is unknown.
func (c *Call) decides() string {
	if c.scenario == nil {
		return ""
	}
	return c.scenario.Case.Truth.Decides
}

// firstContact returns who was on the line first.
func (c *Call) firstContact() string {
	for _, t := range c.turns {
		if t.contact != "" {
			return t.contact
		}
	}
	return ""
}

// powerless reports whether the contact of a turn is known to decide nothing.
func (c *Call) powerless(t turn) bool {
	authority := c.contactAuthority(t.contact)
	return authority != "" && !authority.Binds()
}

// asksWhoDecides is met by asking who decides or handles it. With the decider on the line from the start, or with
// nobody knowing who decides, not asking is no fault.
func asksWhoDecides(c *Call) answer {
	if hits := c.credited(coach.ActProbeDecisionMaker); len(hits) > 0 {
		return met(hits[0].found())
	}
	if c.decides() == "" || c.firstContact() == c.decides() {
		return notObserved()
	}
	for _, i := range c.said {
		if i > 0 && c.powerless(c.turns[i]) {
			return missed(i)
		}
	}
	return missed(c.lastSaid())
}

// reachesDecider is met when the one who decides came to the line.
func reachesDecider(c *Call) answer {
	decides := c.decides()
	first := c.firstContact()
	if decides == "" || first == "" || first == decides {
		return notObserved()
	}
	for i, t := range c.turns {
		if t.contact != decides {
			continue
		}
		var route []found
		for _, a := range c.credited(coach.ActProbeDecisionMaker) {
			if a.at < i {
				route = []found{a.found()}
			}
		}
		return met(route...)
	}
	return missed(c.lastSaid())
}

// grinding is how many turns of pressing somebody without power are too many.
const grinding = 3

// sparesPowerless is met when somebody who cannot decide was not pressed again and again.
func sparesPowerless(c *Call) answer {
	pressed := map[string]int{}
	spoken := 0
	for _, i := range c.said {
		t := c.turns[i]
		if !c.powerless(t) {
			continue
		}
		if len(t.heard.Acts) > 0 {
			spoken++
		}
		if a, ok := c.in(i, append(demands(), consequences()...)...); ok {
			pressed[t.contact]++
			if pressed[t.contact] >= grinding {
				return broken(a.found())
			}
		}
	}
	if spoken < 2 {
		return notObserved()
	}
	return avoided()
}
