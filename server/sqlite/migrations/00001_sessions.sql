-- +goose Up

-- One row a call, kept in step with its log in the same transaction. Times are nanoseconds since 1970, UTC; 0 means not yet.
CREATE TABLE sessions (
    id            TEXT    NOT NULL PRIMARY KEY,
    scenario_id   TEXT    NOT NULL,
    scenario_hash TEXT    NOT NULL,
    lang          TEXT    NOT NULL,
    mode          TEXT    NOT NULL,
    seed          BIGINT  NOT NULL,
    status        TEXT    NOT NULL,
    fork_of       TEXT    NOT NULL,
    started_ns    BIGINT  NOT NULL,
    ended_ns      BIGINT  NOT NULL,
    last_seq      BIGINT  NOT NULL,
    last_hash     BLOB    NOT NULL, -- of the last event: a log cut short is seen
    turns         BIGINT  NOT NULL,
    assisted      BOOLEAN NOT NULL,
    end_reason    TEXT    NOT NULL,
    total         BIGINT,
    outcome       TEXT    NOT NULL,
    promise       TEXT    NOT NULL,
    verdict       TEXT    NOT NULL
);

-- The log. hash covers prev_hash, seq, at_ns, kind and body; prev_hash of the first event is made from the session's id.
CREATE TABLE events (
    session_id TEXT   NOT NULL REFERENCES sessions (id),
    seq        BIGINT NOT NULL,
    at_ns      BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    prev_hash  BLOB   NOT NULL,
    hash       BLOB   NOT NULL,
    PRIMARY KEY (session_id, seq)
);

-- The trainee's turns: a client_turn_id is stored once a call, whatever a client repeats.
CREATE TABLE turns (
    session_id     TEXT   NOT NULL REFERENCES sessions (id),
    client_turn_id TEXT   NOT NULL,
    turn           BIGINT NOT NULL,
    seq            BIGINT NOT NULL,
    UNIQUE (session_id, client_turn_id)
);

CREATE TABLE assessments (
    id         TEXT   NOT NULL PRIMARY KEY,
    session_id TEXT   NOT NULL REFERENCES sessions (id),
    seq        BIGINT NOT NULL, -- of the event that announces it
    card       TEXT   NOT NULL,
    card_hash  BLOB   NOT NULL, -- SHA-256 of card
    UNIQUE (session_id, seq)
);

-- +goose Down
DROP TABLE assessments;
DROP TABLE turns;
DROP TABLE events;
DROP TABLE sessions;
