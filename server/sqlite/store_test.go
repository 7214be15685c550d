package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/coach"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(writerChildEnv); path != "" {
		writeUntilKilled(path)
		return
	}
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

func openStore(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func newStore(t *testing.T) *Store {
	t.Helper()
	return openStore(t, filepath.Join(t.TempDir(), "data", "huikuan.db"))
}

var started = time.Date(2026, 11, 22, 1, 2, 3, 456789, time.UTC)

func aSession(id string) coach.Session {
	return coach.Session{ID: id, ScenarioID: "charmer", ScenarioHash: "abc", Lang: coach.Chinese, Mode: coach.Practice, Seed: -7, StartedAt: started}
}

func opening() coach.Event {
	return coach.Event{Seq: 1, At: started, Body: coach.SessionStarted{ScenarioID: "charmer", ScenarioHash: "abc", Lang: coach.Chinese, Mode: coach.Practice, Seed: -7, Contact: "boss"}}
}

func said(seq int64, clientTurnID string) coach.Event {
	return coach.Event{Seq: seq, At: started.Add(time.Duration(seq) * time.Second), Body: coach.TurnAccepted{
		Turn: int(seq - 1), ClientTurnID: clientTurnID, Text: "贵司 3 月的货款 \x00 <b>{{x}}</b> 🙂", Contact: "boss"}}
}

func answered(seq int64) coach.Event {
	return coach.Event{Seq: seq, At: started.Add(time.Duration(seq) * time.Second), Body: coach.TurnCompleted{Turn: int(seq - 1), Contact: "boss", Text: "在走流程"}}
}

func ended(seq int64) coach.Event {
	return coach.Event{Seq: seq, At: started.Add(time.Hour), Body: coach.SessionEnded{Reason: coach.EndedByTrainee}}
}

func create(t *testing.T, s *Store, id string) {
	t.Helper()
	if err := s.CreateSession(t.Context(), aSession(id), []coach.Event{opening()}); err != nil {
		t.Fatal(err)
	}
}

func appendAll(t *testing.T, s *Store, id string, events ...coach.Event) {
	t.Helper()
	if err := s.Append(t.Context(), id, events[0].Seq-1, events); err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code coach.Code) {
	t.Helper()
	if coach.CodeOf(err) != code {
		t.Fatalf("got %v (code %q), want code %q", err, coach.CodeOf(err), code)
	}
}

func TestWhatIsAppendedIsReadBackAfterReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a ?#%20 folder", "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	events := []coach.Event{opening(), said(2, "c1"), answered(3)}
	appendAll(t, s, "ses_1", events[1], events[2])
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, path)
	for after := range len(events) + 1 {
		got, err := s.Events(t.Context(), "ses_1", int64(after))
		if err != nil {
			t.Fatal(err)
		}
		if want := events[after:]; len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("after %d: got %+v, want %+v", after, got, want)
		}
	}
	if _, err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestListingFollowsTheLog(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	appendAll(t, s, "ses_1", said(2, "c1"), answered(3))
	got, err := s.Session(t.Context(), "ses_1")
	if err != nil {
		t.Fatal(err)
	}
	want := aSession("ses_1")
	want.Status, want.LastSeq, want.Turns = coach.StatusLive, 3, 2
	if !reflect.DeepEqual(got, want) {
		t.Errorf("live: got %+v, want %+v", got, want)
	}

	appendAll(t, s, "ses_1", coach.Event{Seq: 4, At: started, Body: coach.HintGiven{Rung: 1}}, ended(5))
	total := 72
	card := coach.Scorecard{Verdict: "pass", Total: &total, Outcome: coach.Outcome{Rung: coach.O3, Promise: coach.PromiseResult{Level: coach.P3}}}
	ready := coach.Event{Seq: 6, At: started, Body: coach.AssessmentReady{AssessmentID: "asm_1"}}
	assessment := coach.Assessment{ID: "asm_1", SessionID: "ses_1", Card: card}
	if err := s.SaveAssessment(t.Context(), assessment, 5, ready); err != nil {
		t.Fatal(err)
	}
	want.Status, want.LastSeq, want.Assisted, want.EndReason, want.EndedAt = coach.StatusScored, 6, true, coach.EndedByTrainee, started.Add(time.Hour)
	want.Total, want.Outcome, want.Promise, want.Verdict = &total, coach.O3, coach.P3, "pass"
	if got, err = s.Session(t.Context(), "ses_1"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("scored: got %+v %v, want %+v", got, err, want)
	}
	stored, err := s.Assessment(t.Context(), "ses_1")
	if err != nil || !reflect.DeepEqual(stored, assessment) {
		t.Errorf("got %+v %v, want %+v", stored, err, assessment)
	}
	wantCode(t, s.SaveAssessment(t.Context(), assessment, 5, ready), coach.CodeConflict)
}

func TestSessionsAreListedNewestFirstInPages(t *testing.T) {
	s := newStore(t)
	for i := range 5 {
		create(t, s, fmt.Sprintf("ses_%d", i))
	}
	var pages []string
	before := ""
	for {
		page, err := s.Sessions(t.Context(), 2, before)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		var ids []string
		for _, session := range page {
			ids = append(ids, session.ID)
		}
		pages = append(pages, strings.Join(ids, " "))
		before = ids[len(ids)-1]
	}
	if want := []string{"ses_4 ses_3", "ses_2 ses_1", "ses_0"}; !reflect.DeepEqual(pages, want) {
		t.Errorf("got %q, want %q", pages, want)
	}
}

func TestRefusedWritesStoreNothing(t *testing.T) {
	tests := map[string]struct {
		write func(ctx context.Context, s *Store) error
		code  coach.Code
	}{
		"an id that is taken": {func(ctx context.Context, s *Store) error {
			return s.CreateSession(ctx, aSession("ses_1"), []coach.Event{opening()})
		}, coach.CodeConflict},
		"a log that moved on": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_1", 1, []coach.Event{said(2, "c9")})
		}, coach.CodeConflict},
		"a log that is not as far": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_1", 7, []coach.Event{said(8, "c9")})
		}, coach.CodeConflict},
		"a client_turn_id stored before": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_1", 3, []coach.Event{answered(4), said(5, "c1")})
		}, coach.CodeConflict},
		"events with a gap": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_1", 3, []coach.Event{answered(4), answered(6)})
		}, coach.CodeInternal},
		"words after the end": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_1", 3, []coach.Event{ended(4), said(5, "c9")})
		}, coach.CodeEnded},
		"an unknown session": {func(ctx context.Context, s *Store) error {
			return s.Append(ctx, "ses_x", 0, []coach.Event{opening()})
		}, coach.CodeNotFound},
		"an assessment announced by another event": {func(ctx context.Context, s *Store) error {
			return s.SaveAssessment(ctx, coach.Assessment{ID: "asm_1", SessionID: "ses_1"}, 3, ended(4))
		}, coach.CodeInternal},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			create(t, s, "ses_1")
			appendAll(t, s, "ses_1", said(2, "c1"), answered(3))
			before, _ := s.Session(t.Context(), "ses_1")
			wantCode(t, test.write(t.Context(), s), test.code)
			after, _ := s.Session(t.Context(), "ses_1")
			if !reflect.DeepEqual(before, after) {
				t.Errorf("the session changed from %+v to %+v", before, after)
			}
			if events, err := s.Events(t.Context(), "ses_1", 0); err != nil || len(events) != 3 {
				t.Errorf("the log has %d events (%v), want 3", len(events), err)
			}
			if checked, err := s.Verify(t.Context()); err != nil || checked != (Checked{Sessions: 1, Events: 3}) {
				t.Errorf("%+v %v", checked, err)
			}
		})
	}
}

func TestReadingWhatIsNotThereIsNotFound(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	_, err := s.Session(t.Context(), "ses_x")
	wantCode(t, err, coach.CodeNotFound)
	_, err = s.Events(t.Context(), "ses_x", 0)
	wantCode(t, err, coach.CodeNotFound)
	_, err = s.Assessment(t.Context(), "ses_1")
	wantCode(t, err, coach.CodeNotFound)
	wantCode(t, s.VerifySession(t.Context(), "ses_x"), coach.CodeNotFound)
}

func TestConcurrentWritersOfOneSessionOneWinsEachSeq(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	const writers, rounds = 8, 20
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := map[int64]int{}
	for w := range writers {
		wg.Go(func() {
			for r := range rounds {
				seq := int64(r + 2)
				err := s.Append(t.Context(), "ses_1", seq-1, []coach.Event{said(seq, fmt.Sprintf("%d-%d", w, r))})
				switch coach.CodeOf(err) {
				case "":
					mu.Lock()
					won[seq]++
					mu.Unlock()
				case coach.CodeConflict:
				default:
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	session, err := s.Session(t.Context(), "ses_1")
	if err != nil || session.LastSeq != int64(len(won)+1) || len(won) == 0 {
		t.Fatalf("%d writes were acknowledged, the log is at %d (%v)", len(won), session.LastSeq, err)
	}
	for seq, times := range won {
		if times != 1 {
			t.Errorf("event %d was acknowledged %d times", seq, times)
		}
	}
	if err := s.VerifySession(t.Context(), "ses_1"); err != nil {
		t.Error(err)
	}
}

func TestManySessionsWriteAtOnceWhileOthersRead(t *testing.T) {
	s := newStore(t)
	const sessions, turns = 24, 15
	var wg sync.WaitGroup
	for i := range sessions {
		id := fmt.Sprintf("ses_%02d", i)
		wg.Go(func() {
			if err := s.CreateSession(t.Context(), aSession(id), []coach.Event{opening()}); err != nil {
				t.Error(err)
				return
			}
			for n := range int64(turns) {
				if err := s.Append(t.Context(), id, n+1, []coach.Event{said(n+2, fmt.Sprint(n))}); err != nil {
					t.Error(err)
				}
				if events, err := s.Events(t.Context(), id, 0); err != nil || int64(len(events)) != n+2 {
					t.Errorf("after an acknowledgement %d events are read (%v), want %d", len(events), err, n+2)
				}
			}
		})
	}
	wg.Wait()
	if checked, err := s.Verify(t.Context()); err != nil || checked != (Checked{Sessions: sessions, Events: sessions * (turns + 1)}) {
		t.Errorf("%+v %v", checked, err)
	}
}

func TestAfterCloseWritesAreRefused(t *testing.T) {
	s := newStore(t)
	create(t, s, "ses_1")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.Append(t.Context(), "ses_1", 1, []coach.Event{said(2, "c1")}), coach.CodeUnavailable)
}

func TestADiagnosisIsKeptOnce(t *testing.T) {
	t.Parallel()
	store := newStore(t)
	create(t, store, "ses_1")
	if _, err := store.Diagnosis(t.Context(), "ses_1"); coach.CodeOf(err) != coach.CodeNotFound {
		t.Errorf("%v, want not_found before one is given", err)
	}
	want := coach.DiagnosisResult{
		Given: coach.Diagnosis{DebtorType: "d_malicious", Excuses: []coach.ExcuseBelief{}}, Score: 20,
		Items: []coach.DiagnosisItem{{What: "debtor_type", Given: "a", Truth: "a", Verdict: coach.DiagnosisRight}},
	}
	if err := store.SaveDiagnosis(t.Context(), "ses_1", started, want); err != nil {
		t.Fatal(err)
	}
	if err := store.SaveDiagnosis(t.Context(), "ses_1", started, coach.DiagnosisResult{}); coach.CodeOf(err) != coach.CodeConflict {
		t.Errorf("%v, want conflict for a second one", err)
	}
	got, err := store.Diagnosis(t.Context(), "ses_1")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}
