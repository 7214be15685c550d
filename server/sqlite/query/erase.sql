-- name: ListUntouchedSince :many
SELECT id FROM sessions
WHERE CASE WHEN ended_ns > 0 THEN ended_ns ELSE started_ns END < sqlc.arg(before_ns)
ORDER BY id
LIMIT sqlc.arg(most);

-- name: EraseUsage :exec
DELETE FROM model_usage WHERE session_id = ?;

-- name: EraseDiagnosis :exec
DELETE FROM diagnoses WHERE session_id = ?;

-- name: EraseAssessments :exec
DELETE FROM assessments WHERE session_id = ?;

-- name: EraseTurns :exec
DELETE FROM turns WHERE session_id = ?;

-- name: EraseEvents :exec
DELETE FROM events WHERE session_id = ?;

-- name: EraseSession :exec
DELETE FROM sessions WHERE id = ?;
