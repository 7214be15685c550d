-- name: InsertBegun :exec
INSERT INTO begun (request_key, asked, session_id, at_ns) VALUES (?, ?, ?, ?);

-- name: GetBegun :one
SELECT * FROM begun WHERE request_key = ? AND at_ns >= ?;

-- name: ForgetBegun :exec
DELETE FROM begun WHERE at_ns < ?;
