-- +goose Up

-- The calls forked from a call are found by it.
CREATE INDEX sessions_by_origin ON sessions (fork_of);

-- +goose Down
DROP INDEX sessions_by_origin;
