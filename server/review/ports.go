package review

import (
	"context"

	"huikuan/server/coach"
)

// Store keeps calls and what people said to them. Every method fails with a coach.Error.
type Store interface {
	// Session returns a session as listed; CodeNotFound when there is none.
	Session(ctx context.Context, id string) (coach.Session, error)
	// Events returns the events after the given seq, in order.
	Events(ctx context.Context, sessionID string, after int64) ([]coach.Event, error)
	// Assessment returns the newest assessment; CodeNotFound when there is none yet.
	Assessment(ctx context.Context, sessionID string) (coach.Assessment, error)

	// Search returns the calls a query asks for, newest first.
	Search(ctx context.Context, query coach.CallQuery) ([]coach.FoundCall, error)
	// Unsearchable returns calls with events that the search does not know yet, oldest first.
	Unsearchable(ctx context.Context, live bool, limit int) ([]coach.Unsearchable, error)
	// MakeSearchable stores one step of a call into the search; storing it again changes nothing.
	MakeSearchable(ctx context.Context, step coach.SearchStep) error
	// Changed holds a token when a call ended or was scored since it was last taken.
	Changed() <-chan struct{}

	// AddComment stores a remark.
	AddComment(ctx context.Context, sessionID string, c coach.Comment) error
	// MarkComment resolves a comment or opens it again; CodeNotFound when there is none.
	MarkComment(ctx context.Context, sessionID, commentID string, mark coach.Mark) error
	// Comments returns the remarks, oldest first.
	Comments(ctx context.Context, sessionID string) ([]coach.Comment, error)
	// AddOverride stores a decision with the result as it is with it, nil when nothing is overridden any more. It fails with
	// CodeBusy and writes nothing when another decision than last is the newest, or another assessment than the decision's.
	AddOverride(ctx context.Context, sessionID string, o coach.Override, last string, final *coach.FinalScore) error
	// Overrides returns every decision, oldest first.
	Overrides(ctx context.Context, sessionID string) ([]coach.Override, error)
}

// Library finds scenarios; CodeNotFound when there is none.
type Library interface {
	Scenario(id string) (*coach.Scenario, error)
}
