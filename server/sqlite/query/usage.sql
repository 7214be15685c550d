-- name: AddUsage :exec
INSERT INTO model_usage (day, session_id, role, endpoint, calls, failed, prompt_tokens, completion_tokens, cost_micros)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (day, session_id, role, endpoint) DO UPDATE SET
    calls = model_usage.calls + excluded.calls,
    failed = model_usage.failed + excluded.failed,
    prompt_tokens = model_usage.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = model_usage.completion_tokens + excluded.completion_tokens,
    cost_micros = model_usage.cost_micros + excluded.cost_micros;

-- name: TokensOfDay :one
SELECT cast(coalesce(sum(prompt_tokens + completion_tokens), 0) AS bigint) AS tokens FROM model_usage WHERE day = ?;

-- name: TokensOfSession :one
SELECT cast(coalesce(sum(prompt_tokens + completion_tokens), 0) AS bigint) AS tokens FROM model_usage WHERE session_id = ?;

-- name: UsageOfSession :many
SELECT role, endpoint,
    cast(sum(calls) AS bigint) AS calls, cast(sum(failed) AS bigint) AS failed,
    cast(sum(prompt_tokens) AS bigint) AS prompt_tokens, cast(sum(completion_tokens) AS bigint) AS completion_tokens,
    cast(sum(cost_micros) AS bigint) AS cost_micros
FROM model_usage WHERE session_id = ? GROUP BY role, endpoint ORDER BY role, endpoint;
