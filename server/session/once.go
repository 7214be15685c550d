package session

import (
	"context"

	"huikuan/server/coach"
)

// once begins a call, unless the same request did before: then that call is answered. Of requests that come at once one
// begins the call.
func (s *Service) once(ctx context.Context, request coach.Once, begin func() (coach.Session, error)) (coach.Session, error) {
	if request.Key == "" {
		return begin()
	}
	if before, err := s.log.Begun(ctx, request, s.now()); coach.CodeOf(err) != coach.CodeNotFound {
		return before, err
	}
	created, err := begin()
	if coach.CodeOf(err) != coach.CodeConflict {
		return created, err
	}
	if before, again := s.log.Begun(ctx, request, s.now()); coach.CodeOf(again) != coach.CodeNotFound {
		return before, again
	}
	return created, err
}

// create stores a new session, with the key of the request that begins it where there is one.
func (s *Service) create(ctx context.Context, request coach.Once, created coach.Session, events []coach.Event) error {
	if request.Key == "" {
		return s.log.CreateSession(ctx, created, events)
	}
	return s.log.CreateSessionOnce(ctx, request, created, events)
}
