-- name: ListUnsearchable :many
SELECT s.id, CAST(coalesce(m.seq, 0) AS BIGINT) AS seq
FROM sessions s LEFT JOIN search_marks m ON m.session_id = s.id
WHERE s.last_seq > coalesce(m.seq, 0) AND (s.status <> 'live' OR CAST(sqlc.arg(live) AS BOOLEAN))
ORDER BY s.id
LIMIT sqlc.arg(most);

-- name: InsertSpoken :one
INSERT INTO spoken (session_id, seq) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id;

-- name: MarkSearchable :exec
INSERT INTO search_marks (session_id, seq, red_line, needs_review) VALUES (?, ?, ?, ?)
ON CONFLICT (session_id) DO UPDATE SET seq = excluded.seq, red_line = excluded.red_line, needs_review = excluded.needs_review;

-- name: InsertComment :exec
INSERT INTO comments (id, session_id, turn, check_id, author, body, at_ns) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: GetComment :one
SELECT * FROM comments WHERE id = ? AND session_id = ?;

-- name: ListComments :many
SELECT * FROM comments WHERE session_id = ? ORDER BY id;

-- name: InsertCommentMark :exec
INSERT INTO comment_marks (id, comment_id, resolved, author, at_ns) VALUES (?, ?, ?, ?, ?);

-- name: ListCommentMarks :many
SELECT m.* FROM comment_marks m JOIN comments c ON c.id = m.comment_id WHERE c.session_id = ? ORDER BY m.id;

-- name: InsertOverride :exec
INSERT INTO overrides (id, session_id, assessment_id, check_id, was, verdict, reason, author, at_ns)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: ListOverrides :many
SELECT * FROM overrides WHERE session_id = ? ORDER BY id;

-- name: SetReview :exec
INSERT INTO reviews (session_id, total, verdict) VALUES (?, ?, ?)
ON CONFLICT (session_id) DO UPDATE SET total = excluded.total, verdict = excluded.verdict;

-- name: DropReview :exec
DELETE FROM reviews WHERE session_id = ?;

-- name: NewestOverride :one
SELECT id FROM overrides WHERE session_id = ? ORDER BY id DESC LIMIT 1;
