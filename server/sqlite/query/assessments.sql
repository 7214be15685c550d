-- name: InsertAssessment :exec
INSERT INTO assessments (id, session_id, seq, card, card_hash)
VALUES (?, ?, ?, ?, ?);

-- name: GetAssessment :one
SELECT * FROM assessments WHERE session_id = ? ORDER BY seq DESC LIMIT 1;

-- name: ListAssessments :many
SELECT * FROM assessments WHERE session_id = ? ORDER BY seq;
