package playtest

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
)

const (
	proofRuns  = 5  // calls played on with each line
	proofTurns = 12 // sentences of the scripted trainee after it
)

// Prover tries another line in a call: the debtor as they were before the turn, the line, then a scripted trainee of middling
// skill who plays the call on in several ways, beside the same with the line that was said.
type Prover struct {
	labeller Labeller
	book     *book
}

// NewProver makes a Prover that hears as labeller does.
func NewProver(labeller Labeller) *Prover { return &Prover{labeller: labeller, book: wholeBook()} }

// Prove tries a line in place of what the trainee said in a turn of a log. Where those words ended the call, the line is
// held against merely listening on, so that a line is not praised for not hanging up. It fails with CodeInvalid when the
// turn is not the trainee's, and with the error of ctx.
func (p *Prover) Prove(ctx context.Context, s *coach.Scenario, log []coach.Event, turn int, line string) (coach.LineProof, error) {
	past, said := before(log, turn)
	if said == nil {
		return coach.LineProof{}, coach.Errorf(coach.CodeInvalid, "turn %d of this call is not the trainee's", turn)
	}
	currency := s.Case.Account.Currency
	proof := coach.LineProof{Runs: proofRuns, YoursRecovery: coach.Money{Currency: currency}, BetterRecovery: coach.Money{Currency: currency}}
	words := said.Text
	if c := p.resume(s, past); c.step(Step{Say: words}) == nil && c.state.Ended() {
		proof.EndedCall, words = true, listening(c.lang)
	}
	for seed := range int64(proofRuns) {
		if err := ctx.Err(); err != nil {
			return coach.LineProof{}, err
		}
		yours, err := p.tally(s, past, words, seed, &proof.Yours)
		if err != nil {
			return coach.LineProof{}, err
		}
		better, err := p.tally(s, past, line, seed, &proof.Better)
		if err != nil {
			return coach.LineProof{}, err
		}
		proof.Pair(yours, better, s.Case.Account.Balance().Minor)
		proof.YoursRecovery.Minor += yours / proofRuns
		proof.BetterRecovery.Minor += better / proofRuns
	}
	return proof, nil
}

// listening is what somebody says who merely stays on the line.
func listening(lang coach.Lang) string {
	if lang == coach.Chinese {
		return "嗯。"
	}
	return "Mm."
}

// tally plays one call on, counts a promise and returns what the call brings in.
func (p *Prover) tally(s *coach.Scenario, past []coach.Event, words string, seed int64, promises *int) (recovery int64, err error) {
	card, err := p.playOn(s, past, words, seed)
	if err != nil {
		return 0, err
	}
	if card.Outcome.Promise.Level >= coach.P3 {
		*promises++
	}
	if card.ExpectedRecovery != nil {
		recovery = card.ExpectedRecovery.Minor
	}
	return recovery, nil
}

// before returns the log up to a turn of the trainee's, and the turn.
func before(log []coach.Event, turn int) ([]coach.Event, *coach.TurnAccepted) {
	for i, e := range log {
		if said, ok := e.Body.(coach.TurnAccepted); ok && said.Turn == turn {
			return log[:i:i], &said
		}
	}
	return nil, nil
}

// playOn says words after a past and plays the call to an end.
func (p *Prover) playOn(s *coach.Scenario, past []coach.Event, words string, seed int64) (coach.Scorecard, error) {
	c := p.resume(s, past)
	if err := c.step(Step{Say: words}); err != nil {
		return coach.Scorecard{}, err
	}
	trainee, open := decent{p.book}, public(s.Case)
	for range proofTurns {
		if c.state.Ended() {
			break
		}
		view := View{Lang: c.lang, Seed: seed, Case: open, Contact: c.state.Contact(), Past: c.past}
		if err := c.step(trainee.goOn(view, expert{book: p.book})); err != nil {
			return coach.Scorecard{}, err
		}
	}
	return assess.Score(assess.FromLog(s, c.log)), nil
}

// resume puts a call back to where a log ends.
func (p *Prover) resume(s *coach.Scenario, past []coach.Event) *call {
	started, _ := past[0].Body.(coach.SessionStarted)
	c := &call{
		ctx: context.Background(), scenario: s, lang: started.Lang, labeller: p.labeller, state: debtor.NewState(s, started.Lang),
		voice: debtor.NewScripted(debtor.Pace{}), log: past,
	}
	var step Step
	for _, e := range past {
		c.state.Apply(e)
		switch b := e.Body.(type) {
		case coach.TurnAccepted:
			step = Step{Say: b.Text}
		case coach.ActionDone:
			step = Step{Desk: b.Action}
		case coach.TurnCompleted:
			c.past = append(c.past, Exchange{Step: step, Contact: b.Contact, Reply: b.Text, Moves: b.Moves})
			step = Step{}
		}
	}
	return c
}
