-- name: RemoveUsageFor :exec
DELETE FROM model_usage WHERE session_id IN (SELECT id FROM sessions WHERE purpose = ?);

-- name: RemoveDiagnosesFor :exec
DELETE FROM diagnoses WHERE session_id IN (SELECT id FROM sessions WHERE purpose = ?);

-- name: RemoveAssessmentsFor :exec
DELETE FROM assessments WHERE session_id IN (SELECT id FROM sessions WHERE purpose = ?);

-- name: RemoveTurnsFor :exec
DELETE FROM turns WHERE session_id IN (SELECT id FROM sessions WHERE purpose = ?);

-- name: RemoveEventsFor :exec
DELETE FROM events WHERE session_id IN (SELECT id FROM sessions WHERE purpose = ?);

-- name: RemoveSessionsFor :execrows
DELETE FROM sessions WHERE purpose = ?;
