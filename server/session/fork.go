package session

import (
	"context"

	"huikuan/server/coach"
)

// Fork starts a new session with the same debtor, seed and past as another up to and including the given turn. The
// original is untouched; the fork is practice and marked as assisted for ever. It fails with CodeForbidden for an exam
// that is still going on and CodeInvalid for a turn the call does not have. A request sent again is answered with the fork
// it made, and fails with CodeConflict when it asked for something else before.
func (s *Service) Fork(ctx context.Context, sessionID string, turn int, request coach.Once) (coach.Session, error) {
	return s.once(ctx, request, func() (coach.Session, error) { return s.fork(ctx, sessionID, turn, request) })
}

func (s *Service) fork(ctx context.Context, sessionID string, turn int, request coach.Once) (coach.Session, error) {
	if err := s.mayBegin(); err != nil {
		return coach.Session{}, err
	}
	origin, err := s.log.Session(ctx, sessionID)
	if err != nil {
		return coach.Session{}, err
	}
	if origin.Mode == coach.Exam && origin.Status == coach.StatusLive {
		return coach.Session{}, coach.Errorf(coach.CodeForbidden, "an exam cannot be rewound; finish it first")
	}
	events, err := s.log.Events(ctx, sessionID, 0)
	if err != nil {
		return coach.Session{}, err
	}
	past, err := pastUntil(events, turn)
	if err != nil {
		return coach.Session{}, err
	}
	started, ok := past[0].Body.(coach.SessionStarted)
	if !ok {
		return coach.Session{}, coach.Errorf(coach.CodeStorage, "the log of this call does not begin with its start; run huikuan verify")
	}
	started.Mode, started.ForkOf, started.ForkTurn = coach.Practice, sessionID, turn
	past[0].Body = started
	fork := newSession(started, s.now())
	fork.Turns = len(coach.Turns(past))
	if err := s.create(ctx, request, fork, past); err != nil {
		return coach.Session{}, err
	}
	fork.LastSeq = past[len(past)-1].Seq
	return fork, nil
}

// pastUntil copies the events up to the given turn and what belongs to it (somebody else taking the phone), numbered
// anew. Ends, pauses and assessments stay behind.
func pastUntil(events []coach.Event, turn int) ([]coach.Event, error) {
	var past []coach.Event
	found := false
	for _, event := range events {
		index, isTurn := turnOf(event.Body)
		if found && isTurn || isTurn && index > turn {
			break
		}
		found = found || isTurn && index == turn
		switch event.Body.(type) {
		case coach.SessionPaused, coach.SessionResumed, coach.SessionEnded, coach.JudgementAdded, coach.AssessmentReady:
			continue
		case coach.ActionDone, coach.HintGiven:
			if found {
				continue
			}
		}
		event.Seq = int64(len(past) + 1)
		past = append(past, event)
	}
	if !found {
		return nil, coach.Errorf(coach.CodeInvalid, "this call has no turn %d", turn)
	}
	return past, nil
}

func turnOf(body coach.EventBody) (index int, ok bool) {
	switch body := body.(type) {
	case coach.TurnAccepted:
		return body.Turn, true
	case coach.TurnCompleted:
		return body.Turn, true
	}
	return 0, false
}
