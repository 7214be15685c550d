package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// Suggester words lines with a model. It waits no longer than it can afford, checks what it got, and returns false when
// there is nothing that may be shown.
type Suggester interface {
	Line(ctx context.Context, m coach.Moment) (string, bool)
}

// sampleRung is the rung of a hint that is a line to say.
const sampleRung = 3

// askHint has a line worded for the trainee beside the scripted one. The call goes on meanwhile; what comes is handed to
// it as a command.
func (c *call) askHint(scripted coach.HintGiven) {
	c.hint.asking = true
	_, angle := debtor.HintFor(c.state, sampleRung-1)
	m := momentOf(c.state, c.recent)
	m.Want, m.Sample = angle, scripted.Text
	ctx, spoken := coach.InSession(c.service.live, c.session.ID), c.state.Spoken()
	c.service.running.Go(func() {
		given := scripted
		if line, ok := c.service.suggester.Line(ctx, m); ok && !spoken.Has(line) {
			given.Text, given.Source = line, coach.SourceModel
		}
		_ = c.send(wordedHint{given: given}) // a call that is gone needs no hint
	})
}

// worded gives a hint that was asked for, if the call still stands where it did.
func (c *call) worded(given coach.HintGiven) error {
	if c.state.Turn() != given.Turn {
		return nil
	}
	c.hint.asking = false
	if c.mayAct() == nil {
		return c.hinted(given)
	}
	return nil
}

// hinted records a hint.
func (c *call) hinted(given coach.HintGiven) error {
	if err := c.record(given); err != nil {
		return err
	}
	c.hint.rung = given.Rung
	return nil
}

// momentOf is where a call stands, for whoever words a line.
func momentOf(st *debtor.State, recent []coach.Turn) coach.Moment {
	b := st.Brief(coach.Decision{}, "", recent)
	return coach.Moment{Scenario: b.Scenario, Lang: b.Lang, Contact: b.Contact, Recent: b.Recent, Told: b.Told, Locked: b.Locked}
}

// suggested is a model's line in place of the one said in a turn, tried as the scripted one is; nil when there is none
// that helps.
func (s *Service) suggested(ctx context.Context, over endedCall, k coach.CriterionResult) (*coach.ProvenLine, error) {
	if s.suggester == nil {
		return nil, nil
	}
	st := debtor.NewState(over.scenario, over.session.Lang)
	past := over.events
	for i, e := range over.events {
		if said, ok := e.Body.(coach.TurnAccepted); ok && said.Turn == k.Better.Turn {
			past = over.events[:i]
			break
		}
	}
	for _, e := range past {
		st.Apply(e)
	}
	m := momentOf(st, coach.Turns(past))
	m.Want, m.Sample, m.Said = wanted(k), k.Better.Line, saidIn(over.events, k.Better.Turn)
	line, ok := s.suggester.Line(coach.InSession(ctx, over.session.ID), m)
	if !ok {
		return nil, ctx.Err()
	}
	return s.tried(ctx, over, k, line, coach.SourceModel)
}

// wanted is what the check asks for that a criterion's better line is for, in words.
func wanted(k coach.CriterionResult) string {
	for _, check := range k.Checks {
		if check.ID == k.Better.Check {
			return check.Question
		}
	}
	return k.Name
}

// tried plays a line from its turn on; nil when it does not help, or was said in the call already.
func (s *Service) tried(ctx context.Context, over endedCall, k coach.CriterionResult, line, source string) (*coach.ProvenLine, error) {
	if spokenIn(over.events).Has(line) {
		return nil, nil
	}
	proof, err := s.prover.Prove(ctx, over.scenario, over.events, k.Better.Turn, line)
	if err != nil || !proof.Helps() {
		return nil, err
	}
	return &coach.ProvenLine{
		Criterion: k.ID, Name: k.Name, Turn: k.Better.Turn, Said: saidIn(over.events, k.Better.Turn), Line: line, Source: source, Proof: proof,
	}, nil
}

// spokenIn is what the trainee said in a call.
func spokenIn(events []coach.Event) coach.Spoken {
	var spoken coach.Spoken
	for _, e := range events {
		if said, ok := e.Body.(coach.TurnAccepted); ok {
			spoken.Add(said.Text)
		}
	}
	return spoken
}

// betterOf is the line of two that brings more; the scripted one when they bring the same. Either may be nil.
func betterOf(scripted, modelled *coach.ProvenLine) *coach.ProvenLine {
	switch {
	case modelled == nil:
		return scripted
	case scripted == nil:
		return modelled
	}
	a, b := scripted.Proof, modelled.Proof
	if b.Better > a.Better || b.Better == a.Better && b.BetterRecovery.Minor > a.BetterRecovery.Minor {
		return modelled
	}
	return scripted
}

// costliest are the criteria whose lines are tried.
func costliest(over endedCall) []coach.CriterionResult {
	costly := assess.Costliest(assess.Score(assess.FromLog(over.scenario, over.events)))
	return costly[:min(len(costly), linesTried)]
}
