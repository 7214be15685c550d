-- +goose Up

-- What is spoken in a call, as the search finds it. Filled from the log after the fact and made anew from it at need.
CREATE TABLE spoken (
    id         INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, -- also the row of turn_words
    session_id TEXT    NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    seq        BIGINT  NOT NULL,                           -- of the event that holds the words
    UNIQUE (session_id, seq)
);

-- The words by which a turn is found: Latin words and numbers as they are, Chinese in pairs of characters. The texts
-- themselves stay in the log.
CREATE VIRTUAL TABLE turn_words USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61');

-- +goose StatementBegin
CREATE TRIGGER spoken_gone AFTER DELETE ON spoken
BEGIN
    DELETE FROM turn_words WHERE rowid = old.id;
END;
-- +goose StatementEnd

-- How far a call has been read into the search, and what its newest assessment gives to filter by.
CREATE TABLE search_marks (
    session_id   TEXT    NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    seq          BIGINT  NOT NULL,
    red_line     TEXT    NOT NULL, -- the gravest level broken; empty for none
    needs_review BOOLEAN NOT NULL
);

-- Remarks of people about a call: about a turn, a check, or (turn -1, no check) the whole. Never changed; marks follow.
CREATE TABLE comments (
    id         TEXT   NOT NULL PRIMARY KEY,
    session_id TEXT   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    turn       BIGINT NOT NULL,
    check_id   TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    at_ns      BIGINT NOT NULL
);
CREATE INDEX comments_by_session ON comments (session_id);

-- Each time a comment was resolved or opened again; the newest counts.
CREATE TABLE comment_marks (
    id         TEXT    NOT NULL PRIMARY KEY,
    comment_id TEXT    NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    resolved   BOOLEAN NOT NULL,
    author     TEXT    NOT NULL,
    at_ns      BIGINT  NOT NULL
);
CREATE INDEX comment_marks_by_comment ON comment_marks (comment_id);

-- Each time a person decided a check otherwise, or took that back (verdict empty); the newest of a check counts. The
-- assessment itself stays as it is.
CREATE TABLE overrides (
    id            TEXT   NOT NULL PRIMARY KEY,
    session_id    TEXT   NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    assessment_id TEXT   NOT NULL, -- that was looked at
    check_id      TEXT   NOT NULL,
    was           TEXT   NOT NULL, -- the verdict of that assessment
    verdict       TEXT   NOT NULL,
    reason        TEXT   NOT NULL,
    author        TEXT   NOT NULL,
    at_ns         BIGINT NOT NULL
);
CREATE INDEX overrides_by_session ON overrides (session_id);

-- The result of a call with the overrides in it, for the listing; no row where nothing is overridden.
CREATE TABLE reviews (
    session_id TEXT   NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    total      BIGINT,
    verdict    TEXT   NOT NULL
);

-- +goose Down
DROP TABLE reviews;
DROP TABLE overrides;
DROP TABLE comment_marks;
DROP TABLE comments;
DROP TABLE search_marks;
DROP TRIGGER spoken_gone;
DROP TABLE turn_words;
DROP TABLE spoken;
