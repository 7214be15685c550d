-- +goose Up

-- The keys that clients gave with their requests to begin a call: a request sent again is answered with the call it began.
-- A row goes with its call, and when it is old.
CREATE TABLE begun (
    request_key TEXT   NOT NULL PRIMARY KEY,
    asked       TEXT   NOT NULL, -- a hash of what the request asks for
    session_id  TEXT   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    at_ns       BIGINT NOT NULL
);
CREATE INDEX begun_by_time ON begun (at_ns);
CREATE INDEX begun_by_session ON begun (session_id);

-- +goose Down
DROP TABLE begun;
