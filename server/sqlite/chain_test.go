package sqlite

import (
	"errors"
	"strings"
	"testing"

	"huikuan/server/coach"
)

func TestDamageIsFoundAndNamesTheFirstBrokenEvent(t *testing.T) {
	tests := map[string]struct {
		damage string
		seq    int64
	}{
		"other words":             {"UPDATE events SET body = replace(body, '在走流程', '今天就付') WHERE seq = 3", 3},
		"another time":            {"UPDATE events SET at_ns = at_ns + 1 WHERE seq = 2", 2},
		"another kind":            {"UPDATE events SET kind = 'turn.completed' WHERE seq = 2", 2},
		"a missing event":         {"DELETE FROM events WHERE seq = 3", 3},
		"a missing end":           {"DELETE FROM events WHERE seq = 5", 5},
		"a log cut on both sides": {"DELETE FROM events WHERE seq = 5; UPDATE sessions SET last_seq = 4 WHERE id = 'ses_1'", 4},
		"an event of another call": {
			"PRAGMA foreign_keys = 0; DELETE FROM events WHERE session_id = 'ses_1'; UPDATE events SET session_id = 'ses_1' WHERE session_id = 'ses_2'", 1},
		"another purpose": {"UPDATE sessions SET purpose = 'demo' WHERE id = 'ses_1'", 1},
		"another start":   {"UPDATE sessions SET started_ns = started_ns + 1 WHERE id = 'ses_1'", 5},
		"another end":     {"UPDATE sessions SET ended_ns = ended_ns + 1 WHERE id = 'ses_1'", 5},
		"another reason":  {"UPDATE sessions SET end_reason = 'limit' WHERE id = 'ses_1'", 5},
		"more turns":      {"UPDATE sessions SET turns = turns + 1 WHERE id = 'ses_1'", 5},
		"made unaided":    {"UPDATE sessions SET assisted = NOT assisted WHERE id = 'ses_1'", 5},
		"still live":      {"UPDATE sessions SET status = 'live' WHERE id = 'ses_1'", 5},
		"a total":         {"UPDATE sessions SET total = 90 WHERE id = 'ses_1'", 5},
		"a listed pass":   {"UPDATE sessions SET verdict = 'pass' WHERE id = 'ses_1'", 5},
		"another score":   {"UPDATE assessments SET card = replace(card, 'fail', 'pass')", 5},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			for _, id := range []string{"ses_1", "ses_2"} {
				create(t, s, id)
				appendAll(t, s, id, said(2, "c1"), answered(3), ended(4))
				ready := coach.Event{Seq: 5, At: started, Body: coach.AssessmentReady{AssessmentID: "asm_" + id}}
				if err := s.SaveAssessment(t.Context(), coach.Assessment{ID: "asm_" + id, SessionID: id, Card: coach.Scorecard{Verdict: "fail"}}, 4, ready); err != nil {
					t.Fatal(err)
				}
			}
			if checked, err := s.Verify(t.Context()); err != nil || checked != (Checked{Sessions: 2, Events: 10}) {
				t.Fatalf("sound: %+v %v", checked, err)
			}
			if _, err := s.writer.Exec(test.damage); err != nil {
				t.Fatal(err)
			}
			err := s.VerifySession(t.Context(), "ses_1")
			wantCode(t, err, coach.CodeStorage)
			broken, ok := errors.AsType[*Broken](err)
			if !ok || broken.Seq != test.seq || broken.SessionID != "ses_1" {
				t.Errorf("got %v, want the damage at event %d", err, test.seq)
			}
			if _, err := s.Verify(t.Context()); err == nil || !strings.Contains(err.Error(), "ses_1") {
				t.Errorf("the check of everything says %v", err)
			}
		})
	}
}

func TestADamagedEventIsNotServed(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	appendAll(t, s, "ses_1", said(2, "c1"), answered(3))
	if _, err := s.writer.Exec("UPDATE events SET body = replace(body, '在走流程', '今天就付') WHERE seq = 3"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Events(t.Context(), "ses_1", 2)
	wantCode(t, err, coach.CodeStorage)
}
