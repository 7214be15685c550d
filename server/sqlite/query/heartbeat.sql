-- name: Beat :exec
INSERT INTO heartbeat (id, at_ns) VALUES (1, ?)
ON CONFLICT (id) DO UPDATE SET at_ns = excluded.at_ns;
