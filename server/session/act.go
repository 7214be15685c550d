package session

import (
	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// act does what is not talking.
func (c *call) act(cmd command) error {
	switch cmd := cmd.(type) {
	case stopCommand:
		if c.speech != nil {
			c.finishSpeech(c.speech.cut())
		}
		return nil
	case endCommand:
		return c.end()
	case pauseCommand:
		return c.pause(cmd.pause)
	case wordedHint:
		return c.worded(cmd.given)
	}
	if err := c.mayAct(); err != nil {
		return err
	}
	switch cmd := cmd.(type) {
	case hintCommand:
		return c.giveHint()
	case actionCommand:
		decision, err := debtor.DecideAction(c.state, cmd.id)
		if err != nil {
			return err
		}
		return c.did(cmd.id, decision)
	case contactCommand:
		decision, err := debtor.DecideContact(c.state, cmd.id)
		if err != nil {
			return err
		}
		return c.did(coach.AskedFor+cmd.id, decision)
	}
	return coach.Errorf(coach.CodeInvalid, "unknown command")
}

// mayAct fails while nothing may be done or said: the server drains, the call is over or paused, or the debtor has the word.
func (c *call) mayAct() error {
	switch {
	case c.drain:
		return errDraining()
	case c.over():
		return errEnded()
	case c.paused:
		return coach.Errorf(coach.CodeConflict, "the call is paused; resume it first")
	case c.speech != nil || c.pending != nil:
		return coach.Errorf(coach.CodeBusy, "the debtor is speaking; stop them first or wait for the end of the sentence")
	}
	return nil
}

// did records an action and lets the debtor answer it.
func (c *call) did(action string, decision coach.Decision) error {
	if err := c.record(coach.ActionDone{Action: action, Turn: c.state.Turn() - 1, Decision: decision}); err != nil {
		return err
	}
	c.answerPending()
	return nil
}

func (c *call) giveHint() error {
	if c.session.Mode == coach.Exam {
		return coach.Errorf(coach.CodeForbidden, "an exam has no hints; practise the case to get them")
	}
	turn := c.state.Turn()
	if c.hint.turn != turn {
		c.hint = hintState{turn: turn}
	}
	rung := min(c.hint.rung+1, sampleRung)
	when, text := debtor.HintFor(c.state, rung)
	if text == "" {
		return coach.Errorf(coach.CodeNotFound, "there is no hint for this moment")
	}
	given := coach.HintGiven{Turn: turn, When: when, Rung: rung, Text: text, Source: coach.SourceScripted}
	switch {
	case rung < sampleRung || c.service.suggester == nil:
		return c.hinted(given)
	case c.hint.asking:
		return coach.Errorf(coach.CodeBusy, "the hint is on its way")
	}
	c.askHint(given)
	return nil
}

func (c *call) pause(pause bool) error {
	switch {
	case c.over():
		return errEnded()
	case c.session.Mode == coach.Exam:
		return coach.Errorf(coach.CodeForbidden, "an exam cannot be paused")
	case c.paused == pause:
		return nil
	case pause:
		return c.record(coach.SessionPaused{})
	}
	return c.record(coach.SessionResumed{})
}

// end hangs up. The debtor is cut short if they speak.
func (c *call) end() error {
	if c.over() {
		return errEnded()
	}
	if c.speech != nil {
		c.hangUp = true
		c.finishSpeech(c.speech.cut())
		return nil
	}
	if err := c.record(coach.SessionEnded{Reason: coach.EndedByTrainee}); err != nil {
		return err
	}
	c.scoreIfEnded()
	return nil
}
