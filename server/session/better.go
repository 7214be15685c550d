package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

const (
	linesShown = 2 // better lines shown after a call
	linesTried = 6 // criteria whose lines are tried
)

// BetterLines are lines that would have done better in a finished call, each tried from the debtor's state at that moment.
// A line that proves nothing is left out, so there may be none. While the call runs it fails with CodeConflict.
func (s *Service) BetterLines(ctx context.Context, sessionID string) ([]coach.ProvenLine, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return nil, err
	}
	if s.prover == nil {
		return []coach.ProvenLine{}, nil
	}
	return s.proofs.of(ctx, s, over)
}

// prove tries lines in a call that is over.
func (s *Service) prove(ctx context.Context, over endedCall) ([]coach.ProvenLine, error) {
	lines := []coach.ProvenLine{}
	costly := assess.Costliest(assess.Score(assess.FromLog(over.scenario, over.events)))
	for _, k := range costly[:min(len(costly), linesTried)] {
		proof, err := s.prover.Prove(ctx, over.scenario, over.events, k.Better.Turn, k.Better.Line)
		if err != nil {
			return nil, err
		}
		if !proof.Helps() {
			continue
		}
		lines = append(lines, coach.ProvenLine{
			Criterion: k.ID, Name: k.Name, Turn: k.Better.Turn, Said: saidIn(over.events, k.Better.Turn), Line: k.Better.Line, Proof: proof,
		})
		if len(lines) == linesShown {
			break
		}
	}
	return lines, nil
}

// saidIn is what the trainee said in a turn.
func saidIn(events []coach.Event, turn int) string {
	for _, e := range events {
		if said, ok := e.Body.(coach.TurnAccepted); ok && said.Turn == turn {
			return said.Text
		}
	}
	return ""
}
