-- +goose Up

-- Who held a call, where somebody said, and what for: empty for one's own practice, else demo or tour. As the first event
-- has it.
ALTER TABLE sessions ADD COLUMN trainee TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_by_purpose ON sessions (purpose, id);

-- +goose Down
DROP INDEX sessions_by_purpose;
ALTER TABLE sessions DROP COLUMN purpose;
ALTER TABLE sessions DROP COLUMN trainee;
