-- name: InsertEvent :exec
INSERT INTO events (session_id, seq, at_ns, kind, body, prev_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: ListEvents :many
SELECT * FROM events WHERE session_id = ? AND seq > ? ORDER BY seq;

-- name: InsertTurn :exec
INSERT INTO turns (session_id, client_turn_id, turn, seq)
VALUES (?, ?, ?, ?);

-- name: GetFirstEvent :one
SELECT * FROM events WHERE session_id = ? AND seq = 1;
