package session

import (
	"context"
	"slices"

	"huikuan/server/coach"
)

const (
	linesShown = 2 // better lines shown after a call
	linesTried = 6 // criteria whose lines are tried
)

// BetterLines are lines that would have done better in a finished call, each tried from the debtor's state at that moment.
// A line that proves nothing is left out, so there may be none. While the call runs it fails with CodeConflict. The lines
// are in the language of the call, the names of their criteria in the one told, by default the call's.
func (s *Service) BetterLines(ctx context.Context, sessionID string, told coach.Lang) ([]coach.ProvenLine, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return nil, err
	}
	if s.prover == nil {
		return []coach.ProvenLine{}, nil
	}
	lines, err := s.proofs.of(ctx, s, over)
	if err != nil || told == "" {
		return lines, err
	}
	lines = slices.Clone(lines) // they are kept for the next reader
	for i := range lines {
		lines[i].Name = over.criterion(lines[i], told)
	}
	return lines, nil
}

// criterion is the name of a line's criterion.
func (o endedCall) criterion(line coach.ProvenLine, told coach.Lang) string {
	for _, k := range o.scenario.Playbook.Criteria {
		if k.ID == line.Criterion {
			return k.Name.In(told)
		}
	}
	return line.Name
}

// prove tries lines in a call that is over.
func (s *Service) prove(ctx context.Context, over endedCall) ([]coach.ProvenLine, error) {
	lines := []coach.ProvenLine{}
	for _, k := range costliest(over) {
		scripted, err := s.tried(ctx, over, k, k.Better.Line, coach.SourceScripted)
		if err != nil {
			return nil, err
		}
		modelled, err := s.suggested(ctx, over, k)
		if err != nil {
			return nil, err
		}
		if best := betterOf(scripted, modelled); best != nil {
			lines = append(lines, *best)
		}
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
