package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite/sqlgen"
)

// SaveDiagnosis keeps what the trainee believed after a call. CodeConflict when the call has a diagnosis already.
func (s *Store) SaveDiagnosis(ctx context.Context, sessionID string, at time.Time, result coach.DiagnosisResult) error {
	data, err := json.Marshal(result)
	if err != nil {
		return coach.Wrap(coach.CodeInternal, err, "the diagnosis cannot be written")
	}
	return s.commits.submit(ctx, func(ctx context.Context, q *sqlgen.Queries) error {
		err := q.InsertDiagnosis(ctx, sqlgen.InsertDiagnosisParams{SessionID: sessionID, AtNs: nanos(at), Result: string(data)})
		if isTaken(err) {
			return coach.Wrap(coach.CodeConflict, err, "the diagnosis of this call was given already; it stays as it was")
		}
		return failed(err, "the diagnosis could not be stored")
	})
}

// Diagnosis returns what the trainee believed after a call; CodeNotFound when they did not say.
func (s *Store) Diagnosis(ctx context.Context, sessionID string) (coach.DiagnosisResult, error) {
	row, err := sqlgen.New(s.reader).GetDiagnosis(ctx, sessionID)
	if errors.Is(err, sql.ErrNoRows) {
		return coach.DiagnosisResult{}, coach.Errorf(coach.CodeNotFound, "no diagnosis was given after call %s", sessionID)
	}
	if err != nil {
		return coach.DiagnosisResult{}, failed(err, "the diagnosis could not be read")
	}
	var result coach.DiagnosisResult
	if err := json.Unmarshal([]byte(row.Result), &result); err != nil {
		return coach.DiagnosisResult{}, coach.Wrap(coach.CodeStorage, err, "the stored diagnosis of call %s cannot be read", sessionID)
	}
	return result, nil
}
