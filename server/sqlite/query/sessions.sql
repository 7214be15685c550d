-- name: InsertSession :exec
INSERT INTO sessions (id, scenario_id, scenario_hash, lang, mode, seed, status, fork_of, started_ns, ended_ns,
                      last_seq, last_hash, turns, assisted, end_reason, total, outcome, promise, verdict, trainee, purpose)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, '', NULL, '', '', '', ?, ?);

-- name: AdvanceSession :execrows
-- Changes no row when the log does not end where it is said to.
UPDATE sessions
SET status = ?, ended_ns = ?, last_seq = ?, last_hash = ?, turns = ?, assisted = ?, end_reason = ?
WHERE id = ? AND last_seq = sqlc.arg(from_seq) AND last_hash = sqlc.arg(from_hash);

-- name: ScoreSession :exec
UPDATE sessions
SET total = ?, outcome = ?, promise = ?, verdict = ?
WHERE id = ?;

-- name: GetSession :one
SELECT * FROM sessions WHERE id = ?;

-- name: GetVerified :one
-- The columns of every schema: a copy of an older one is verified before it is upgraded.
SELECT id, scenario_id, scenario_hash, lang, mode, seed, fork_of, last_seq, last_hash, status, started_ns, ended_ns, turns, assisted,
       end_reason, total, outcome, promise, verdict
FROM sessions WHERE id = ?;

-- name: GetPurpose :one
SELECT trainee, purpose FROM sessions WHERE id = ?;

-- name: ListSessions :many
SELECT * FROM sessions ORDER BY id DESC LIMIT ?;

-- name: ListSessionsBefore :many
SELECT * FROM sessions WHERE id < ? ORDER BY id DESC LIMIT ?;

-- name: ListSessionsFor :many
SELECT * FROM sessions
WHERE purpose = sqlc.arg(purpose) AND (id < sqlc.arg(before) OR CAST(sqlc.arg(before) AS TEXT) = '')
ORDER BY id DESC LIMIT sqlc.arg(most);

-- name: ListTrainees :many
SELECT DISTINCT trainee FROM sessions WHERE trainee <> '' ORDER BY trainee;

-- name: ListSessionIDs :many
SELECT id FROM sessions WHERE id > ? ORDER BY id LIMIT ?;

-- name: ListUnscoredIDs :many
SELECT id FROM sessions WHERE status = 'ended' ORDER BY id;

-- name: ListForksOf :many
SELECT * FROM sessions WHERE fork_of = ? ORDER BY id;

-- name: ListScoredIDs :many
SELECT id FROM sessions WHERE status = 'scored' ORDER BY id;
