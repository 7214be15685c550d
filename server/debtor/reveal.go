package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// Reveal rebuilds what went on behind a call from its log, and tells it in a language; what was promised stays in the
// words of the call, which was held in lang.
func Reveal(s *coach.Scenario, lang coach.Lang, events []coach.Event, told coach.Lang) coach.Debrief {
	r := &revealing{st: NewState(s, lang), lang: told, d: coach.Debrief{Truth: truthOf(s, told)}}
	for _, e := range events {
		r.event(e)
	}
	r.excuses()
	r.facts()
	return r.d
}

type revealing struct {
	st    *State
	lang  coach.Lang // what is told
	d     coach.Debrief
	heard []coach.Effect // since the last point
}

func truthOf(s *coach.Scenario, lang coach.Lang) coach.RevealedTruth {
	t := coach.RevealedTruth{DebtorType: s.DebtorType().Name.In(lang), Story: s.Case.Truth.Story.In(lang), Best: s.DebtorType().Best.In(lang)}
	for _, reason := range s.Playbook.Reasons {
		if reason.ID == s.Case.Truth.Reason {
			t.Reason = reason.Name.In(lang)
		}
	}
	if c, ok := s.Contact(s.Case.Truth.Decides); ok {
		t.Decides = c.Name.In(lang)
	}
	return t
}

// event folds one event and, after each of the debtor's turns, notes the mind.
func (r *revealing) event(e coach.Event) {
	before, gauges := r.st.ledger.Promise, r.st.gauges
	r.st.Apply(e)
	switch b := e.Body.(type) {
	case coach.SessionStarted:
		r.heard = append(r.heard, b.Opening.Heard...)
	case coach.TurnAccepted:
		r.heard = append(r.heard, b.Decision.Heard...)
	case coach.ActionDone:
		r.heard = append(r.heard, b.Decision.Heard...)
	case coach.ContactChanged:
		r.heard = append(r.heard, r.st.gaugeEffect("", ruleOtherMind, difference(r.st.gauges, gauges)))
	case coach.TurnCompleted:
		point := coach.MindPoint{Turn: b.Turn, Affect: r.st.affect, Gauges: r.st.gauges, Willingness: r.st.Willingness()}
		if !b.Interrupted {
			for _, m := range b.Moves {
				point.Moves = append(point.Moves, m.Kind)
			}
			r.heard = append(r.heard, b.Spoken...)
		}
		point.Causes = append(r.causes(), r.partings(b)...)
		r.heard = nil
		r.d.Timeline = append(r.d.Timeline, point)
		if after := r.st.ledger.Promise; !sameTerms(before, after) {
			r.ladder(b.Turn, after)
		}
	}
}

// difference is what has to be added to one mind to come to another.
func difference(now, before coach.Gauges) coach.Gauges {
	d, was := gaugeList(now), gaugeList(before)
	for i := range d {
		d[i] -= was[i]
	}
	return gaugesOf(d)
}

// partings are the reasons for which the debtor ends the call in a turn: nothing they heard in it need have moved them.
func (r *revealing) partings(b coach.TurnCompleted) []coach.MindCause {
	var causes []coach.MindCause
	for _, m := range b.Moves {
		if !b.Interrupted && (m.Kind == coach.MoveHangUp || m.Cause.Rule == rulePatience) {
			causes = append(causes, coach.MindCause{Rule: m.Cause.Rule, Text: whyCause(m.Cause, r.lang)})
		}
	}
	return causes
}

// causes puts what was heard into words, gauge changes of one act under one rule together; what every turn costs comes last.
func (r *revealing) causes() []coach.MindCause {
	causes := []coach.MindCause{}
	index := map[coach.Cause]int{}
	slices.SortStableFunc(r.heard, func(a, b coach.Effect) int { return btoi(a.Cause.Rule == ruleClock) - btoi(b.Cause.Rule == ruleClock) })
	for _, e := range r.heard {
		i, ok := index[e.Cause]
		if !ok {
			i = len(causes)
			index[e.Cause] = i
			causes = append(causes, coach.MindCause{Act: e.Cause.Act, Rule: e.Cause.Rule, Text: whyCause(e.Cause, r.lang)})
		}
		if e.Kind == coach.EffectGauges && e.Gauges != nil {
			sum, add := gaugeList(causes[i].Delta), gaugeList(*e.Gauges)
			for k := range sum {
				sum[k] += add[k]
			}
			causes[i].Delta = gaugesOf(sum)
		}
	}
	return causes
}

// sameTerms reports whether two promises say the same; that one is confirmed is no other term.
func sameTerms(a, b coach.Promise) bool {
	return a.Level() == b.Level() && sameSum(a.Amount, b.Amount) && a.Date == b.Date &&
		slices.Equal(a.Rest, b.Rest) && a.Method == b.Method && a.Owner == b.Owner && a.Proof == b.Proof && a.Fallback == b.Fallback
}

func (r *revealing) ladder(turn int, p coach.Promise) {
	step := coach.LadderStep{Turn: turn, Level: p.Level(), Promise: ResultOf(p)}
	r.d.Ladder = append(r.d.Ladder, step)
}

// ResultOf shows a promise as assessments and debriefs do.
func ResultOf(p coach.Promise) coach.PromiseResult {
	result := coach.PromiseResult{Level: p.Level(), Amount: p.Amount, Method: p.Method, Owner: p.Owner, Proof: p.Proof, Fallback: p.Fallback}
	if p.Date != "" {
		day := p.Date
		result.Date = &day
	}
	if len(p.Rest) > 0 {
		result.Parts = p.Parts()
	}
	return result
}

// excuses follows each excuse of the case through the ledger.
func (r *revealing) excuses() {
	for _, x := range r.st.scenario.Case.Excuses {
		trail := coach.ExcuseTrail{ID: x.Excuse, Truth: x.Truth, Steps: []coach.TrailStep{}}
		for _, known := range r.st.scenario.Playbook.Excuses {
			if known.ID == x.Excuse {
				trail.Name, trail.Test = known.Name.In(r.lang), known.Tests.In(r.lang)
				trail.Then = known.IfTrue.In(r.lang)
				if x.Truth == coach.False {
					trail.Then = known.IfFalse.In(r.lang)
				}
			}
		}
		for _, step := range r.st.ledger.Steps {
			if step.ID == x.Excuse {
				trail.Steps = append(trail.Steps, coach.TrailStep{Turn: step.Cause.Turn, Status: step.Status})
			}
		}
		r.d.Excuses = append(r.d.Excuses, trail)
	}
}

// facts lists the graded facts: told, or how they could have been had.
func (r *revealing) facts() {
	for _, f := range r.st.scenario.Case.Facts {
		if !f.Graded {
			continue
		}
		trail := coach.FactTrail{ID: f.ID, Name: f.Name.In(r.lang), Status: r.st.ledger.Facts[f.ID], How: howToEarn(r.st.scenario, f.Unlock, r.lang)}
		for _, step := range r.st.ledger.Steps {
			if step.ID == f.ID && coach.FactStatus(step.Status).Told() {
				turn := step.Cause.Turn
				trail.Turn = &turn
			}
		}
		r.d.Facts = append(r.d.Facts, trail)
	}
}
