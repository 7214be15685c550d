package session

import (
	"context"

	"huikuan/server/coach"
)

// Rescored counts what scoring stored calls again brought.
type Rescored struct {
	Calls    int // looked at
	Same     int // the same log, rules and content: nothing to do
	Again    int // scored again; the earlier assessment is kept
	Shifted  int // of those, with another total
	Up, Down int // the most points a total rose and fell
	Sum      int // of all shifts, in points, falls as negative
	Verdicts int // passing became failing or the other way round
	CaseGone int // left alone: their case is no longer there
}

// Rescore scores every scored call again by the present rules and content and stores what differs, unless it is only to
// look. Recorded judgements count as before; no model is asked. Calls of a version are then comparable.
func (s *Service) Rescore(ctx context.Context, onlyLook bool) (Rescored, error) {
	var done Rescored
	ids, err := s.log.Scored(ctx)
	if err != nil {
		return done, err
	}
	for _, id := range ids {
		if err := s.rescore(ctx, id, onlyLook, &done); err != nil {
			return done, err
		}
	}
	return done, nil
}

func (s *Service) rescore(ctx context.Context, id string, onlyLook bool, done *Rescored) error {
	done.Calls++
	over, err := s.ended(ctx, id)
	if coach.CodeOf(err) == coach.CodeNotFound {
		done.CaseGone++
		return nil
	}
	if err != nil {
		return err
	}
	before, err := s.log.Assessment(ctx, id)
	if err != nil {
		return err
	}
	card := s.card(over.session.Lang, over.scenario, over.events)
	if card.Hash == before.Card.Hash {
		done.Same++
		return nil
	}
	done.count(before.Card, card)
	if onlyLook {
		return nil
	}
	_, err = s.score(ctx, over.session, over.written)
	return err
}

// count adds the difference between two cards of a call.
func (r *Rescored) count(before, after coach.Scorecard) {
	r.Again++
	if before.Verdict != after.Verdict {
		r.Verdicts++
	}
	if before.Total == nil || after.Total == nil {
		if before.Total != after.Total {
			r.Shifted++
		}
		return
	}
	shift := *after.Total - *before.Total
	if shift != 0 {
		r.Shifted++
	}
	r.Sum += shift
	r.Up, r.Down = max(r.Up, shift), max(r.Down, -shift)
}
