-- name: InsertSession :exec
INSERT INTO sessions (id, scenario_id, scenario_hash, lang, mode, seed, status, fork_of, started_ns, ended_ns,
                      last_seq, last_hash, turns, assisted, end_reason, total, outcome, promise, verdict)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, ?, '', NULL, '', '', '');

-- name: AdvanceSession :exec
UPDATE sessions
SET status = ?, ended_ns = ?, last_seq = ?, last_hash = ?, turns = ?, assisted = ?, end_reason = ?
WHERE id = ?;

-- name: ScoreSession :exec
UPDATE sessions
SET total = ?, outcome = ?, promise = ?, verdict = ?
WHERE id = ?;

-- name: GetSession :one
SELECT * FROM sessions WHERE id = ?;

-- name: ListSessions :many
SELECT * FROM sessions ORDER BY id DESC LIMIT ?;

-- name: ListSessionsBefore :many
SELECT * FROM sessions WHERE id < ? ORDER BY id DESC LIMIT ?;

-- name: ListSessionIDs :many
SELECT id FROM sessions WHERE id > ? ORDER BY id LIMIT ?;

-- name: ListUnscoredIDs :many
SELECT id FROM sessions WHERE status = 'ended' ORDER BY id;

-- name: ListForksOf :many
SELECT * FROM sessions WHERE fork_of = ? ORDER BY id;

-- name: ListScoredIDs :many
SELECT id FROM sessions WHERE status = 'scored' ORDER BY id;
