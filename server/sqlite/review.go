package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// noTurn is stored for a comment that is not about a turn.
const noTurn = -1

// AddComment stores a remark about a session; CodeNotFound when there is no such session.
func (s *Store) AddComment(ctx context.Context, sessionID string, c coach.Comment) error {
	turn := int64(noTurn)
	if c.Turn != nil {
		turn = int64(*c.Turn)
	}
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		if _, err := getSession(ctx, q, sessionID); err != nil {
			return err
		}
		return failed(q.InsertComment(ctx, sqlgen.InsertCommentParams{
			ID: c.ID, SessionID: sessionID, Turn: turn, CheckID: c.Check, Author: c.Author, Body: c.Text, AtNs: nanos(c.At),
		}), "the comment could not be stored")
	})
}

// MarkComment resolves a comment or opens it again; CodeNotFound when the session has no such comment.
func (s *Store) MarkComment(ctx context.Context, sessionID, commentID string, mark coach.Mark) error {
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		_, err := q.GetComment(ctx, sqlgen.GetCommentParams{ID: commentID, SessionID: sessionID})
		if errors.Is(err, sql.ErrNoRows) {
			return coach.Errorf(coach.CodeNotFound, "this call has no comment %s", commentID)
		}
		if err != nil {
			return failed(err, "the comment cannot be read")
		}
		return failed(q.InsertCommentMark(ctx, sqlgen.InsertCommentMarkParams{
			ID: mark.ID, CommentID: commentID, Resolved: mark.Resolved, Author: mark.Author, AtNs: nanos(mark.At),
		}), "the comment could not be changed")
	})
}

// Comments returns the remarks about a session, oldest first.
func (s *Store) Comments(ctx context.Context, sessionID string) ([]coach.Comment, error) {
	q := sqlgen.New(s.reader)
	rows, err := q.ListComments(ctx, sessionID)
	if err != nil {
		return nil, failed(err, "the comments cannot be read")
	}
	marks, err := q.ListCommentMarks(ctx, sessionID)
	if err != nil {
		return nil, failed(err, "the comments cannot be read")
	}
	comments := make([]coach.Comment, len(rows))
	at := map[string]int{}
	for i, row := range rows {
		at[row.ID] = i
		comments[i] = coach.Comment{ID: row.ID, Check: row.CheckID, Author: row.Author, Text: row.Body, At: timeOf(row.AtNs), Marks: []coach.Mark{}}
		if row.Turn != noTurn {
			turn := int(row.Turn)
			comments[i].Turn = &turn
		}
	}
	for _, mark := range marks {
		i, known := at[mark.CommentID]
		if !known { // a comment that came between the two readings
			continue
		}
		c := &comments[i]
		c.Resolved = mark.Resolved
		c.Marks = append(c.Marks, coach.Mark{ID: mark.ID, Resolved: mark.Resolved, Author: mark.Author, At: timeOf(mark.AtNs)})
	}
	return comments, nil
}

// AddOverride stores a decision about a check, with the session's result as it is with it (nil when nothing is overridden
// any more), in one transaction. CodeBusy, and nothing is written, when another decision than last is the newest or another
// assessment than the decision's: the result would rest on less than is stored.
func (s *Store) AddOverride(ctx context.Context, sessionID string, o coach.Override, last string, final *coach.FinalScore) error {
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		if _, err := getSession(ctx, q, sessionID); err != nil {
			return err
		}
		newest, err := newestOverride(ctx, q, sessionID)
		if err != nil {
			return err
		}
		assessment, err := q.GetAssessment(ctx, sessionID)
		if err != nil {
			return failed(err, "the assessment cannot be read")
		}
		if newest != last || assessment.ID != o.Assessment {
			return coach.Errorf(coach.CodeBusy, "somebody else decided on this call just now; try again")
		}
		err = q.InsertOverride(ctx, sqlgen.InsertOverrideParams{
			ID: o.ID, SessionID: sessionID, AssessmentID: o.Assessment, CheckID: o.Check, Was: string(o.Was), Verdict: string(o.Verdict),
			Reason: o.Reason, Author: o.Author, AtNs: nanos(o.At),
		})
		if err != nil {
			return failed(err, "the decision could not be stored")
		}
		return setReview(ctx, q, sessionID, final)
	})
}

// Overrides returns every decision about a session's checks, oldest first.
func (s *Store) Overrides(ctx context.Context, sessionID string) ([]coach.Override, error) {
	rows, err := sqlgen.New(s.reader).ListOverrides(ctx, sessionID)
	if err != nil {
		return nil, failed(err, "the decisions cannot be read")
	}
	list := make([]coach.Override, len(rows))
	for i, row := range rows {
		list[i] = coach.Override{
			ID: row.ID, Assessment: row.AssessmentID, Check: row.CheckID, Was: coach.Verdict(row.Was), Verdict: coach.Verdict(row.Verdict),
			Reason: row.Reason, Author: row.Author, At: timeOf(row.AtNs),
		}
	}
	return list, nil
}

// newestOverride is the id of a session's last decision, empty without one.
func newestOverride(ctx context.Context, q *sqlgen.Queries, sessionID string) (string, error) {
	id, err := q.NewestOverride(ctx, sessionID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, failed(err, "the decisions cannot be read")
}

// setReview keeps the result of a call with its overrides for the listing.
func setReview(ctx context.Context, q *sqlgen.Queries, sessionID string, final *coach.FinalScore) error {
	if final == nil {
		return failed(q.DropReview(ctx, sessionID), "the reviewed result could not be stored")
	}
	params := sqlgen.SetReviewParams{SessionID: sessionID, Verdict: final.Verdict}
	if final.Total != nil {
		params.Total = sql.NullInt64{Int64: int64(*final.Total), Valid: true}
	}
	return failed(q.SetReview(ctx, params), "the reviewed result could not be stored")
}
