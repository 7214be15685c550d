package session

import (
	"context"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// DiagnosisSheet is the form to fill in after a call, with the result once it has been. While the call runs it fails with
// CodeConflict. An empty language to tell it in is the call's.
func (s *Service) DiagnosisSheet(ctx context.Context, sessionID string, told coach.Lang) (coach.DiagnosisSheet, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.DiagnosisSheet{}, err
	}
	call := assess.FromLog(over.scenario, over.events).ToldIn(told)
	sheet := assess.Sheet(call)
	result, err := s.log.Diagnosis(ctx, sessionID)
	switch {
	case coach.CodeOf(err) == coach.CodeNotFound:
		return sheet, nil
	case err != nil:
		return coach.DiagnosisSheet{}, err
	}
	result = assess.TellDiagnosis(call, result)
	sheet.Result = &result
	return sheet, nil
}

// Diagnose compares a trainee's diagnosis with the truth and keeps it. It can be given once: a second one fails with
// CodeConflict, as does one while the call runs. It is kept in the call's language and told in the given one.
func (s *Service) Diagnose(ctx context.Context, sessionID string, given coach.Diagnosis, told coach.Lang) (coach.DiagnosisResult, error) {
	over, err := s.ended(ctx, sessionID)
	if err != nil {
		return coach.DiagnosisResult{}, err
	}
	call := assess.FromLog(over.scenario, over.events)
	result, err := assess.Diagnose(call, given)
	if err != nil {
		return coach.DiagnosisResult{}, err
	}
	return assess.TellDiagnosis(call.ToldIn(told), result), s.log.SaveDiagnosis(ctx, sessionID, s.now(), result)
}
