-- name: InsertDiagnosis :exec
INSERT INTO diagnoses (session_id, at_ns, result) VALUES (?, ?, ?);

-- name: GetDiagnosis :one
SELECT * FROM diagnoses WHERE session_id = ?;
