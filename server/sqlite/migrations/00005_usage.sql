-- +goose Up
-- What models took, per day (UTC), call, role and endpoint. session_id is empty for work that belongs to no call.
CREATE TABLE model_usage (
    day text NOT NULL,
    session_id text NOT NULL,
    role text NOT NULL,
    endpoint text NOT NULL,
    calls bigint NOT NULL,
    failed bigint NOT NULL,
    prompt_tokens bigint NOT NULL,
    completion_tokens bigint NOT NULL,
    cost_micros bigint NOT NULL,
    PRIMARY KEY (day, session_id, role, endpoint)
);
CREATE INDEX model_usage_by_session ON model_usage (session_id);

-- +goose Down
DROP TABLE model_usage;
