package review

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/oklog/ulid/v2"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// Desk is where people read calls. Its methods may be called from any goroutine.
type Desk struct {
	store   Store
	library Library
	now     func() time.Time
}

// NewDesk makes a desk; now is the clock of comments and decisions.
func NewDesk(store Store, library Library, now func() time.Time) *Desk {
	return &Desk{store: store, library: library, now: now}
}

// Sheet is everything people said to a call, and its result with it.
type Sheet struct {
	Comments  []coach.Comment
	Overrides []coach.Override // every decision, oldest first: the trail
	Card      *coach.Scorecard // with the decisions in it; nil before the call is scored
	Rules     *coach.FinalScore
	Final     *coach.FinalScore // nil where nothing is overridden
}

// Sheet returns what people said to a call, its scorecard told in a language; an empty one is the call's.
func (d *Desk) Sheet(ctx context.Context, sessionID string, told coach.Lang) (Sheet, error) {
	var sheet Sheet
	session, err := d.store.Session(ctx, sessionID)
	if err != nil {
		return sheet, err
	}
	if sheet.Comments, err = d.store.Comments(ctx, sessionID); err != nil {
		return sheet, err
	}
	if sheet.Overrides, err = d.store.Overrides(ctx, sessionID); err != nil {
		return sheet, err
	}
	assessment, err := d.store.Assessment(ctx, sessionID)
	if coach.CodeOf(err) == coach.CodeNotFound {
		return sheet, nil
	}
	if err != nil {
		return sheet, err
	}
	if assessment.Card, err = d.tell(ctx, session, assessment.Card, told); err != nil {
		return sheet, err
	}
	card, final, err := d.amended(ctx, session, assessment.Card, sheet.Overrides)
	if err != nil {
		return sheet, err
	}
	sheet.Card, sheet.Final = &card, final
	sheet.Rules = &coach.FinalScore{Total: assessment.Card.Total, Verdict: assessment.Card.Verdict}
	return sheet, nil
}

// tell words a scorecard in a language. Without the call's case it stays as it is.
func (d *Desk) tell(ctx context.Context, session coach.Session, card coach.Scorecard, told coach.Lang) (coach.Scorecard, error) {
	if told == "" || told == card.Lang {
		return card, nil
	}
	scenario, err := d.library.Scenario(session.ScenarioID)
	if coach.CodeOf(err) == coach.CodeNotFound {
		return card, nil
	}
	if err != nil {
		return card, err
	}
	events, err := d.store.Events(ctx, session.ID, 0)
	if err != nil {
		return card, err
	}
	return assess.Tell(assess.FromLog(scenario, events).ToldIn(told), card), nil
}

// amended rolls a scorecard up with the standing decisions. Without any, or without the call's case, it is the card itself
// and the result is nil.
func (d *Desk) amended(ctx context.Context, session coach.Session, card coach.Scorecard, all []coach.Override) (coach.Scorecard, *coach.FinalScore, error) {
	verdicts := standing(all)
	if len(verdicts) == 0 {
		return card, nil, nil
	}
	scenario, err := d.library.Scenario(session.ScenarioID)
	if coach.CodeOf(err) == coach.CodeNotFound {
		return card, nil, nil
	}
	if err != nil {
		return card, nil, err
	}
	events, err := d.store.Events(ctx, session.ID, 0)
	if err != nil {
		return card, nil, err
	}
	card = assess.Amend(assess.FromLog(scenario, events), card, verdicts)
	return card, &coach.FinalScore{Total: card.Total, Verdict: card.Verdict}, nil
}

// standing are the verdicts people decided on and did not take back, by check.
func standing(all []coach.Override) map[string]coach.Verdict {
	verdicts := map[string]coach.Verdict{}
	for _, o := range all {
		if o.Verdict == "" {
			delete(verdicts, o.Check)
		} else {
			verdicts[o.Check] = o.Verdict
		}
	}
	return verdicts
}

// Comment adds a remark to a call. Turn and check may be left out; both must be of the call.
func (d *Desk) Comment(ctx context.Context, sessionID string, c coach.Comment) (coach.Comment, error) {
	var err error
	if c.Text, err = written(c.Text, coach.MaxCommentRunes, "the comment"); err != nil {
		return c, err
	}
	if c.Text == "" {
		return c, coach.Errorf(coach.CodeInvalid, "the comment is empty; write what you want to say")
	}
	if c.Author, err = written(c.Author, coach.MaxAuthorRunes, "the name"); err != nil {
		return c, err
	}
	session, err := d.store.Session(ctx, sessionID)
	if err != nil {
		return c, err
	}
	if c.Turn != nil && (*c.Turn < 0 || *c.Turn >= session.Turns) {
		return c, coach.Errorf(coach.CodeInvalid, "this call has no turn %d", *c.Turn)
	}
	if c.Check != "" {
		if _, err := d.check(ctx, sessionID, c.Check); err != nil {
			return c, err
		}
	}
	c.ID, c.At, c.Resolved, c.Marks = newID("com"), d.time(), false, []coach.Mark{}
	return c, d.store.AddComment(ctx, sessionID, c)
}

// Resolve marks a comment as settled, or opens it again.
func (d *Desk) Resolve(ctx context.Context, sessionID, commentID string, resolved bool, author string) error {
	author, err := written(author, coach.MaxAuthorRunes, "the name")
	if err != nil {
		return err
	}
	return d.store.MarkComment(ctx, sessionID, commentID, coach.Mark{ID: newID("mrk"), Resolved: resolved, Author: author, At: d.time()})
}

// Override decides a check otherwise than the assessment, or (verdict empty) takes a decision back. A reason is needed
// either way. It fails with CodeConflict when the call is not scored yet or its case is gone, so that the result could not
// be rolled up.
func (d *Desk) Override(ctx context.Context, sessionID string, o coach.Override) (coach.Override, error) {
	var err error
	if o.Reason, err = written(o.Reason, coach.MaxCommentRunes, "the reason"); err != nil {
		return o, err
	}
	if o.Reason == "" {
		return o, coach.Errorf(coach.CodeInvalid, "a decision needs its reason; write why the check is met or not")
	}
	if o.Author, err = written(o.Author, coach.MaxAuthorRunes, "the name"); err != nil {
		return o, err
	}
	switch o.Verdict {
	case coach.Met, coach.NotMet, coach.NotObserved, "":
	default:
		return o, coach.Errorf(coach.CodeInvalid, "a check can be decided as met, not_met or not_observed")
	}
	session, err := d.store.Session(ctx, sessionID)
	if err != nil {
		return o, err
	}
	if _, err := d.library.Scenario(session.ScenarioID); err != nil {
		return o, coach.Wrap(coach.CodeConflict, err, "the case of this call is no longer there, so its result cannot be rolled up; put the case's file back")
	}
	for range decideTries {
		var decided coach.Override
		if decided, err = d.decide(ctx, session, o); coach.CodeOf(err) != codeMoved {
			return decided, err
		}
	}
	return o, err
}

// decideTries is how often a decision is computed anew because another one, or another assessment, came before it.
const decideTries = 5

// codeMoved is what the store answers when the result rests on less than is stored.
const codeMoved = coach.CodeBusy

func (d *Desk) decide(ctx context.Context, session coach.Session, o coach.Override) (coach.Override, error) {
	found, err := d.check(ctx, session.ID, o.Check)
	if err != nil {
		return o, err
	}
	all, err := d.store.Overrides(ctx, session.ID)
	if err != nil {
		return o, err
	}
	if _, stands := standing(all)[o.Check]; o.Verdict == "" && !stands {
		return o, coach.Errorf(coach.CodeConflict, "nobody decided this check; there is nothing to take back")
	}
	o.ID, o.At, o.Assessment, o.Was = newID("ovr"), d.time(), found.assessment.ID, found.verdict
	_, final, err := d.amended(ctx, session, found.assessment.Card, append(all, o))
	if err != nil {
		return o, err
	}
	return o, d.store.AddOverride(ctx, session.ID, o, newest(all), final)
}

// newest is the id of the last decision, empty without one.
func newest(all []coach.Override) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].ID
}

// foundCheck is a check of a call's newest assessment.
type foundCheck struct {
	assessment coach.Assessment
	verdict    coach.Verdict
}

func (d *Desk) check(ctx context.Context, sessionID, id string) (foundCheck, error) {
	assessment, err := d.store.Assessment(ctx, sessionID)
	if coach.CodeOf(err) == coach.CodeNotFound {
		return foundCheck{}, coach.Wrap(coach.CodeConflict, err, "this call is not scored yet; hang up first")
	}
	if err != nil {
		return foundCheck{}, err
	}
	for _, k := range assessment.Card.Criteria {
		for _, check := range k.Checks {
			if check.ID == id {
				return foundCheck{assessment: assessment, verdict: check.Verdict}, nil
			}
		}
	}
	return foundCheck{}, coach.Errorf(coach.CodeInvalid, "the scorecard of this call has no check %q", id)
}

// written is a text that a person typed, without the space around it.
func written(text string, most int, what string) (string, error) {
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	if utf8.RuneCountInString(text) > most {
		return "", coach.Errorf(coach.CodeInvalid, "%s is longer than %d characters; shorten it", what, most)
	}
	return text, nil
}

func (d *Desk) time() time.Time { return d.now().UTC().Truncate(time.Millisecond) }

func newID(kind string) string { return kind + "_" + ulid.Make().String() }
