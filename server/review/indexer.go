package review

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"huikuan/server/coach"
)

const (
	settle    = 500 * time.Millisecond // changes that come together are read together
	liveEvery = time.Minute            // how often calls that are still going on are read
	batch     = 100                    // calls asked for at a time
	stepTurns = 64                     // turns in one write: the writer is shared with live calls
)

// Indexer keeps the search up to date with the log, behind the calls and never in their way. Where it stands is stored with
// what it stored, so that it goes on after a crash where it was.
type Indexer struct {
	Desk *Desk
	Log  *slog.Logger
}

// Run reads what the search does not know, then whatever ends or is scored, until ctx ends.
func (x *Indexer) Run(ctx context.Context) {
	live := time.NewTicker(liveEvery)
	defer live.Stop()
	withLive := true
	for {
		if err := x.CatchUp(ctx, withLive); err != nil && ctx.Err() == nil {
			x.Log.ErrorContext(ctx, "the search could not be brought up to date; it is tried again", "code", coach.CodeOf(err), "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-live.C:
			withLive = true
		case <-x.Desk.store.Changed():
			withLive = false
			pause := time.NewTimer(settle)
			select {
			case <-ctx.Done():
				pause.Stop()
				return
			case <-pause.C:
			}
		}
	}
}

// CatchUp reads everything the search does not know; calls that are still going on only when live. A call that cannot be
// read is left out and reported; the rest is read all the same.
func (x *Indexer) CatchUp(ctx context.Context, live bool) error {
	var failed error
	broken := map[string]bool{}
	for {
		pending, err := x.Desk.store.Unsearchable(ctx, live, batch+len(broken))
		if err != nil {
			return err
		}
		pending = slices.DeleteFunc(pending, func(p coach.Unsearchable) bool { return broken[p.SessionID] })
		if len(pending) == 0 {
			return failed
		}
		for _, p := range pending {
			if err := x.read(ctx, p); err != nil {
				if ctx.Err() != nil {
					return err
				}
				failed, broken[p.SessionID] = err, true
			}
		}
	}
}

// read takes one call into the search, in steps. A panic over one call is that call's error.
func (x *Indexer) read(ctx context.Context, p coach.Unsearchable) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = coach.Wrap(coach.CodeInternal, fmt.Errorf("panic: %T", r), "call %s cannot be read into the search", p.SessionID)
		}
	}()
	events, err := x.Desk.store.Events(ctx, p.SessionID, p.After)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return coach.Errorf(coach.CodeStorage, "the log of call %s is shorter than it is listed; run huikuan verify", p.SessionID)
	}
	marks, err := x.marks(ctx, p.SessionID)
	if err != nil {
		return err
	}
	step := marks
	for _, e := range events {
		if turns := coach.Turns([]coach.Event{e}); len(turns) == 1 {
			step.Turns = append(step.Turns, coach.SearchTurn{Seq: e.Seq, Words: indexWords(turns[0].Text)})
		}
		step.UpTo = e.Seq
		if len(step.Turns) == stepTurns {
			if err := x.Desk.store.MakeSearchable(ctx, step); err != nil {
				return err
			}
			step.Turns = nil
		}
	}
	return x.Desk.store.MakeSearchable(ctx, step)
}

// marks is what the newest assessment of a call gives to filter by.
func (x *Indexer) marks(ctx context.Context, sessionID string) (coach.SearchStep, error) {
	step := coach.SearchStep{SessionID: sessionID}
	sheet, err := x.Desk.Sheet(ctx, sessionID, "")
	if err != nil || sheet.Card == nil {
		return step, err
	}
	step.Final, step.LastOverride = sheet.Final, newest(sheet.Overrides)
	for _, hit := range sheet.Card.RedLines {
		step.RedLine = graver(step.RedLine, hit.Level)
	}
	step.NeedsReview = sheet.Card.Verdict == string(coach.NeedsReview) || len(sheet.Card.Flags) > 0
	for _, k := range sheet.Card.Criteria {
		step.NeedsReview = step.NeedsReview || k.Verdict == coach.NeedsReview ||
			slices.ContainsFunc(k.Checks, func(c coach.CheckResult) bool { return c.Verdict == coach.NeedsReview })
	}
	return step, nil
}

// graver returns the graver of two levels of red lines.
func graver(a, b coach.Level) coach.Level {
	order := []coach.Level{"", coach.Minor, coach.Major, coach.Critical}
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}
