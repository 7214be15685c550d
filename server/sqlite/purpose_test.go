package sqlite

import (
	"fmt"
	"slices"
	"testing"

	"huikuan/server/coach"
)

// held stores a finished, assessed and searchable call of a purpose, with a comment and a diagnosis.
func held(t *testing.T, s *Store, id string, purpose coach.Purpose, trainee string) {
	t.Helper()
	call, first := aSession(id), opening()
	call.Purpose, call.Trainee = purpose, trainee
	body := first.Body.(coach.SessionStarted)
	body.Purpose, body.Trainee = purpose, trainee
	first.Body = body
	if err := s.CreateSessionOnce(t.Context(), coach.Once{Key: id, Asked: "a call"}, call, []coach.Event{first}); err != nil {
		t.Fatal(err)
	}
	appendAll(t, s, id, said(2, "c1"), answered(3), ended(4))
	ready := coach.Event{Seq: 5, At: started, Body: coach.AssessmentReady{AssessmentID: "asm_" + id}}
	total := 50
	for _, err := range []error{
		s.SaveAssessment(t.Context(), coach.Assessment{ID: "asm_" + id, SessionID: id, Card: coach.Scorecard{Verdict: "fail", Total: &total}}, 4, ready),
		s.SaveDiagnosis(t.Context(), id, started, coach.DiagnosisResult{}),
		s.AddComment(t.Context(), id, coach.Comment{ID: "com_" + id, Text: "好", At: started}),
		s.MarkComment(t.Context(), id, "com_"+id, coach.Mark{ID: "mrk_" + id, Resolved: true, At: started}),
		s.AddOverride(t.Context(), id, coach.Override{ID: "ovr_" + id, Assessment: "asm_" + id, Check: "x", Reason: "好", At: started}, "", &coach.FinalScore{Verdict: "pass"}),
		s.MakeSearchable(t.Context(), coach.SearchStep{SessionID: id, UpTo: 5, Turns: []coach.SearchTurn{{Seq: 2, Words: "货款"}}, Final: &coach.FinalScore{Verdict: "pass"}, LastOverride: "ovr_" + id}),
		s.AddUsage(t.Context(), []coach.ModelSpend{{Day: "2026-11-22", SessionID: id, Role: "judge", Endpoint: "e", Calls: 1}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// tablesOfSessions lists the tables that say of which session a row is.
func tablesOfSessions(t *testing.T, s *Store) []string {
	t.Helper()
	rows, err := s.reader.Query("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'session_id' ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestRemovingTheDemoRemovesAllOfItAndNothingElse(t *testing.T) {
	s := newStore(t)
	held(t, s, "ses_1", coach.PurposeOwn, "")
	held(t, s, "ses_2", coach.PurposeDemo, "方可")
	held(t, s, "ses_3", coach.PurposeTour, "")
	held(t, s, "ses_4", coach.PurposeDemo, "何立")
	count := func(table, session string) (n int) {
		if err := s.reader.QueryRow(fmt.Sprintf("SELECT count(*) FROM %s WHERE session_id = ?", table), session).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	tables := tablesOfSessions(t, s)
	before := map[string]int{}
	for _, table := range tables {
		if before[table] = count(table, "ses_2"); before[table] == 0 {
			t.Errorf("this test stores nothing of a session in %s: store something, and see that it goes", table)
		}
	}
	if removed, err := s.RemoveDemo(t.Context()); err != nil || removed != 2 {
		t.Fatalf("removed %d: %v", removed, err)
	}
	for _, table := range tables {
		if n := count(table, "ses_2") + count(table, "ses_4"); n > 0 {
			t.Errorf("%s keeps %d rows of demo calls", table, n)
		}
		for _, kept := range []string{"ses_1", "ses_3"} {
			if n := count(table, kept); n != before[table] {
				t.Errorf("%s has %d rows of %s, before %d", table, n, kept, before[table])
			}
		}
	}
	found, err := s.Search(t.Context(), coach.CallQuery{Phrases: []coach.Phrase{{Words: []string{"货款"}}}})
	if err != nil || len(found) != 2 {
		t.Errorf("the words find %d calls, %v", len(found), err)
	}
	if checked, err := s.Verify(t.Context()); err != nil || checked.Sessions != 2 {
		t.Errorf("%+v %v", checked, err)
	}
	if removed, err := s.RemoveDemo(t.Context()); err != nil || removed != 0 {
		t.Errorf("once more: %d, %v", removed, err)
	}
}

func TestCallsAreFoundByPurposeAndTrainee(t *testing.T) {
	s := newStore(t)
	held(t, s, "ses_1", coach.PurposeOwn, "")
	held(t, s, "ses_2", coach.PurposeDemo, "方可")
	held(t, s, "ses_3", coach.PurposeDemo, "何立")
	own, demo := coach.PurposeOwn, coach.PurposeDemo
	for name, test := range map[string]struct {
		query coach.CallQuery
		want  []string
	}{
		"all":       {coach.CallQuery{}, []string{"ses_3", "ses_2", "ses_1"}},
		"one's own": {coach.CallQuery{Purpose: &own}, []string{"ses_1"}},
		"the demo":  {coach.CallQuery{Purpose: &demo}, []string{"ses_3", "ses_2"}},
		"a trainee": {coach.CallQuery{Trainee: "方可"}, []string{"ses_2"}},
	} {
		found, err := s.Search(t.Context(), test.query)
		var ids []string
		for _, one := range found {
			ids = append(ids, one.Session.ID)
		}
		if err != nil || !slices.Equal(ids, test.want) {
			t.Errorf("%s: %v %v, want %v", name, ids, err, test.want)
		}
	}
	if names, err := s.Trainees(t.Context()); err != nil || !slices.Equal(names, []string{"何立", "方可"}) {
		t.Errorf("trainees %v %v", names, err)
	}
	page, err := s.SessionsFor(t.Context(), coach.PurposeDemo, 1, "ses_3")
	if err != nil || len(page) != 1 || page[0].ID != "ses_2" || page[0].Trainee != "方可" {
		t.Errorf("the page after ses_3: %+v %v", page, err)
	}
}
