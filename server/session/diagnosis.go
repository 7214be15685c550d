package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// DiagnosisSheet is the form to fill in after a call, with the result once it has been. While the call runs it fails with
// CodeConflict.
func (s *Service) DiagnosisSheet(ctx context.Context, sessionID string) (coach.DiagnosisSheet, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.DiagnosisSheet{}, err
	}
	sheet := assess.Sheet(assess.FromLog(over.scenario, over.events))
	result, err := s.log.Diagnosis(ctx, sessionID)
	switch {
	case coach.CodeOf(err) == coach.CodeNotFound:
		return sheet, nil
	case err != nil:
		return coach.DiagnosisSheet{}, err
	}
	sheet.Result = &result
	return sheet, nil
}

// Diagnose compares a trainee's diagnosis with the truth and keeps it. It can be given once: a second one fails with
// CodeConflict, as does one while the call runs.
func (s *Service) Diagnose(ctx context.Context, sessionID string, given coach.Diagnosis) (coach.DiagnosisResult, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.DiagnosisResult{}, err
	}
	result, err := assess.Diagnose(assess.FromLog(over.scenario, over.events), given)
	if err != nil {
		return coach.DiagnosisResult{}, err
	}
	return result, s.log.SaveDiagnosis(ctx, sessionID, s.now(), result)
}
