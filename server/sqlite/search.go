package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// shownTurns is how many matching turns of a call a search returns.
const shownTurns = 3

// Unsearchable returns up to limit calls with events that the search does not know yet, oldest first; calls that are still
// going on only when live.
func (s *Store) Unsearchable(ctx context.Context, live bool, limit int) ([]coach.Unsearchable, error) {
	rows, err := sqlgen.New(s.reader).ListUnsearchable(ctx, sqlgen.ListUnsearchableParams{Live: live, Most: int64(limit)})
	if err != nil {
		return nil, failed(err, "the calls that cannot be searched yet cannot be listed")
	}
	list := make([]coach.Unsearchable, len(rows))
	for i, row := range rows {
		list[i] = coach.Unsearchable{SessionID: row.ID, After: row.Seq}
	}
	return list, nil
}

// MakeSearchable stores one step of a call into the search, with its mark, in one transaction; storing it again changes
// nothing.
func (s *Store) MakeSearchable(ctx context.Context, step coach.SearchStep) error {
	return s.commits.submitTx(ctx, func(ctx context.Context, tx sqlgen.DBTX) error {
		q := sqlgen.New(tx)
		for _, turn := range step.Turns {
			id, err := q.InsertSpoken(ctx, sqlgen.InsertSpokenParams{SessionID: step.SessionID, Seq: turn.Seq})
			if errors.Is(err, sql.ErrNoRows) { // known already
				continue
			}
			if err == nil {
				_, err = tx.ExecContext(ctx, "INSERT INTO turn_words (rowid, words) VALUES (?, ?)", id, turn.Words)
			}
			if err != nil {
				return failed(err, "a turn could not be made searchable")
			}
		}
		if newest, err := newestOverride(ctx, q, step.SessionID); err != nil {
			return err
		} else if newest == step.LastOverride {
			if err := setReview(ctx, q, step.SessionID, step.Final); err != nil {
				return err
			}
		}
		return failed(q.MarkSearchable(ctx, sqlgen.MarkSearchableParams{
			SessionID: step.SessionID, Seq: step.UpTo, RedLine: string(step.RedLine), NeedsReview: step.NeedsReview,
		}), "the search could not be brought up to date")
	})
}

// Search returns the calls a query asks for, newest first, at most 200. Calls that the search does not know yet are found
// by what the listing holds of them, not by their words.
func (s *Store) Search(ctx context.Context, query coach.CallQuery) ([]coach.FoundCall, error) {
	var found []coach.FoundCall
	statement, args := searchStatement(query)
	rows, err := s.reader.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, failed(err, "the calls cannot be searched")
	}
	defer func() { _ = rows.Close() }() // read to the end, or its error is returned
	var ids []string
	for rows.Next() {
		var one coach.FoundCall
		var id, verdict, redLine string
		var total sql.NullInt64
		var overridden bool
		if err := rows.Scan(&id, &overridden, &total, &verdict, &redLine, &one.NeedsReview, &one.OpenComments); err != nil {
			return nil, failed(err, "a found call cannot be read")
		}
		if overridden {
			one.Final = &coach.FinalScore{Total: intOf(total), Verdict: verdict}
		}
		one.RedLine = coach.Level(redLine)
		ids, found = append(ids, id), append(found, one)
	}
	if err := rows.Err(); err != nil {
		return nil, failed(err, "the calls cannot be searched")
	}
	queries := sqlgen.New(s.reader)
	for i := range found {
		row, err := getSession(ctx, queries, ids[i])
		if err != nil {
			return nil, err
		}
		found[i].Session = sessionOf(row)
		if err := s.matches(ctx, query.Phrases, &found[i]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// maxFound is the most calls one search returns.
const maxFound = 200

// searchStatement writes the query. Every value is an argument.
func searchStatement(query coach.CallQuery) (statement string, args []any) {
	var where []string
	and := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if match := matchOf(query.Phrases); match != "" {
		and("s.id IN (SELECT p.session_id FROM turn_words w JOIN spoken p ON p.id = w.rowid WHERE turn_words MATCH ?)", match)
	}
	for _, plain := range []struct{ column, value string }{
		{"s.lang", string(query.Lang)}, {"s.mode", string(query.Mode)}, {"s.trainee", query.Trainee},
	} {
		if plain.value != "" {
			and(plain.column+" = ?", plain.value)
		}
	}
	if query.ScenarioID != "" {
		and("(s.scenario_id = ? OR instr(s.scenario_id, ?) = 1)", query.ScenarioID, query.ScenarioID+coach.EditionMark)
	}
	if query.Purpose != nil {
		and("s.purpose = ?", string(*query.Purpose))
	}
	judged(query, and)
	if !query.From.IsZero() {
		and("s.started_ns >= ?", nanos(query.From))
	}
	if !query.To.IsZero() {
		and("s.started_ns < ?", nanos(query.To))
	}
	if query.Before != "" {
		and("s.id < ?", query.Before)
	}
	if len(where) == 0 {
		and("1 = 1")
	}
	limit := query.Limit
	if limit < 1 || limit > maxFound {
		limit = maxFound
	}
	return "SELECT s.id, r.session_id IS NOT NULL, r.total, coalesce(r.verdict, ''), coalesce(m.red_line, ''), coalesce(m.needs_review, FALSE), (" +
		openComments + ") FROM sessions s LEFT JOIN search_marks m ON m.session_id = s.id LEFT JOIN reviews r ON r.session_id = s.id WHERE " +
		strings.Join(where, " AND ") + " ORDER BY s.id DESC LIMIT ?", append(args, limit)
}

// judged adds what a query asks of the result and of what people said to it.
func judged(query coach.CallQuery, and func(condition string, values ...any)) {
	switch query.RedLine {
	case "":
	case "any":
		and("coalesce(m.red_line, '') <> ''")
	case "none":
		and("m.red_line = ''")
	default:
		and("m.red_line = ?", query.RedLine)
	}
	if query.Verdict != "" {
		and("coalesce(r.verdict, s.verdict) = ?", query.Verdict)
	}
	const total = "CASE WHEN r.session_id IS NULL THEN s.total ELSE r.total END"
	if query.MinTotal != nil {
		and(total+" >= ?", *query.MinTotal)
	}
	if query.MaxTotal != nil {
		and(total+" <= ?", *query.MaxTotal)
	}
	if query.NeedsReview {
		and("m.needs_review")
	}
	if query.OpenComments {
		and("(" + openComments + ") > 0")
	}
	if query.Overridden {
		and("r.session_id IS NOT NULL")
	}
}

// openComments counts a session's comments whose newest mark does not resolve them.
const openComments = "SELECT count(*) FROM comments c WHERE c.session_id = s.id AND NOT coalesce((SELECT k.resolved FROM comment_marks k WHERE k.comment_id = c.id ORDER BY k.id DESC LIMIT 1), FALSE)"

// matchOf writes phrases in the index's own language. Every word is quoted, so that none is read as an operator.
func matchOf(phrases []coach.Phrase) string {
	parts := make([]string, 0, len(phrases))
	for _, phrase := range phrases {
		if len(phrase.Words) == 0 {
			continue
		}
		part := `"` + strings.ReplaceAll(strings.Join(phrase.Words, " "), `"`, "") + `"`
		if phrase.Prefix {
			part += "*"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " AND ")
}

// matches adds the turns of a call that hold the words.
func (s *Store) matches(ctx context.Context, phrases []coach.Phrase, call *coach.FoundCall) error {
	match := matchOf(phrases)
	if match == "" {
		return nil
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT e.seq, e.at_ns, e.kind, e.body, count(*) OVER () FROM turn_words w JOIN spoken p ON p.id = w.rowid "+
		"JOIN events e ON e.session_id = p.session_id AND e.seq = p.seq WHERE turn_words MATCH ? AND p.session_id = ? ORDER BY e.seq LIMIT ?",
		match, call.Session.ID, shownTurns)
	if err != nil {
		return failed(err, "the words of a found call cannot be read")
	}
	defer func() { _ = rows.Close() }() // read to the end, or its error is returned
	var events []coach.Event
	for rows.Next() {
		var row sqlgen.Event
		if err := rows.Scan(&row.Seq, &row.AtNs, &row.Kind, &row.Body, &call.Matches); err != nil {
			return failed(err, "the words of a found call cannot be read")
		}
		body, err := coach.DecodeEventBody(row.Kind, json.RawMessage(row.Body))
		if err != nil {
			return err
		}
		events = append(events, coach.Event{Seq: row.Seq, At: timeOf(row.AtNs), Body: body})
	}
	call.Turns = coach.Turns(events)
	return failed(rows.Err(), "the words of a found call cannot be read")
}

func intOf(n sql.NullInt64) *int {
	if !n.Valid {
		return nil
	}
	value := int(n.Int64)
	return &value
}
