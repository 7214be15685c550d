-- name: ListIDsFor :many
SELECT id FROM sessions WHERE purpose = ?;
