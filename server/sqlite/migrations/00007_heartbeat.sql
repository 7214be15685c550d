-- +goose Up

-- One row: when the writer last proved that it can write, in nanoseconds since 1970, UTC.
CREATE TABLE heartbeat (
    id    BIGINT NOT NULL PRIMARY KEY,
    at_ns BIGINT NOT NULL
);

-- +goose Down
DROP TABLE heartbeat;
