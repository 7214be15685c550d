-- +goose Up

-- What the trainee believed of the debtor after the call, beside the truth. Given once a call.
CREATE TABLE diagnoses (
    session_id TEXT   NOT NULL PRIMARY KEY REFERENCES sessions (id),
    at_ns      BIGINT NOT NULL,
    result     TEXT   NOT NULL
);

-- +goose Down
DROP TABLE diagnoses;
