package demo_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/demo"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

// monday is noon of a Monday.
var monday = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

type fixture struct {
	store *sqlite.Store
	calls *session.Service
	team  *demo.Team
}

func newFixture(t *testing.T) fixture {
	t.Helper()
	store, err := sqlite.OpenAlone(t.Context(), filepath.Join(t.TempDir(), "huikuan.db"))
	if err != nil {
		t.Fatal(err)
	}
	library, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	ears, now := nlu.New(), func() time.Time { return monday }
	f := fixture{store: store}
	f.calls = session.New(session.Options{Log: store, Library: library, Labeller: ears, Clock: now})
	f.team = demo.New(demo.Options{Store: store, Library: library, Labeller: ears, Clock: now})
	t.Cleanup(func() {
		f.team.Close()
		_ = f.calls.Shutdown(t.Context())
		_ = store.Close()
	})
	return f
}

func (f fixture) demoCalls(t *testing.T) []coach.Session {
	t.Helper()
	calls, err := f.store.SessionsFor(t.Context(), coach.PurposeDemo, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	return calls
}

// told is what a call was and came to, without what is new each time.
type told struct {
	trainee, scenario string
	mode              coach.Mode
	began             time.Time
	turns, total      int
	outcome           coach.OutcomeRung
}

func tell(t *testing.T, calls []coach.Session) []told {
	t.Helper()
	var all []told
	for _, c := range calls {
		if c.Status != coach.StatusScored || c.Total == nil {
			t.Fatalf("a call of %s is %s without a result", c.Trainee, c.Status)
		}
		all = append(all, told{c.Trainee, c.ScenarioID, c.Mode, c.StartedAt, c.Turns, *c.Total, c.Outcome})
	}
	return all
}

func TestTheTeamPlaysSixWeeksOfRealCallsAndTheSameOnesAgain(t *testing.T) {
	f := newFixture(t)
	if err := f.team.Play(t.Context(), coach.Chinese, time.UTC); err != nil {
		t.Fatal(err)
	}
	calls := f.demoCalls(t)
	each := map[string]int{}
	for i, c := range calls {
		each[c.Trainee]++
		if age := monday.Sub(c.StartedAt); age <= 0 || age > 44*24*time.Hour || c.StartedAt.Weekday() == time.Saturday || c.StartedAt.Weekday() == time.Sunday {
			t.Errorf("a call began on %v", c.StartedAt)
		}
		if took := c.EndedAt.Sub(c.StartedAt); took < 30*time.Second || took > 20*time.Minute {
			t.Errorf("a call of %d turns took %v", c.Turns, took)
		}
		if i > 0 && c.StartedAt.After(calls[i-1].StartedAt) {
			t.Errorf("the call of %v is listed after that of %v", c.StartedAt, calls[i-1].StartedAt)
		}
	}
	if len(each) != 3 || len(calls) < 55 {
		t.Errorf("calls of each: %v", each)
	}
	first := tell(t, calls)
	if _, err := f.store.Verify(t.Context()); err != nil {
		t.Errorf("the store: %v", err)
	}
	if err := f.team.Play(t.Context(), coach.Chinese, time.UTC); coach.CodeOf(err) != coach.CodeConflict {
		t.Errorf("a second team beside the first: %v", err)
	}
	if n, err := f.team.Remove(t.Context()); err != nil || n != len(calls) {
		t.Fatalf("removed %d of %d: %v", n, len(calls), err)
	}
	if err := f.team.Play(t.Context(), coach.Chinese, time.UTC); err != nil {
		t.Fatal(err)
	}
	if again := tell(t, f.demoCalls(t)); !slices.Equal(first, again) {
		t.Errorf("the team played otherwise the second time:\n%v\n%v", first, again)
	}
	f.getBetter(t)
}

// getBetter checks what the pages show of the team: its figures move, and one's own stay empty.
func (f fixture) getBetter(t *testing.T) {
	t.Helper()
	own, err := f.calls.Practice(t.Context(), time.UTC)
	if err != nil || own.Attempts != 0 || len(own.Curve.Points) != 0 || own.Week.Done != 0 || own.DoneToday != 0 {
		t.Errorf("one's own figures rest on %d calls: %+v %v", own.Attempts, own.Week, err)
	}
	state, err := f.team.State(t.Context())
	if err != nil || len(state.Trainees) != 3 {
		t.Fatalf("%+v %v", state, err)
	}
	theirs, err := f.calls.DemoPractice(t.Context(), state.Trainees[0], time.UTC)
	if err != nil || theirs.Attempts < 15 {
		t.Fatalf("%s has %d calls, %v", state.Trainees[0], theirs.Attempts, err)
	}
	if c := theirs.Curve; c.UnseenGain == nil || c.RepeatedGain == nil || *c.UnseenGain <= 0 {
		t.Errorf("%s gained %v on new cases, %v on known ones", state.Trainees[0], c.UnseenGain, c.RepeatedGain)
	}
}

func TestATeamThatIsStoppedLeavesNothingBehind(t *testing.T) {
	f := newFixture(t)
	if err := f.team.Start(t.Context(), coach.English, time.UTC); err != nil {
		t.Fatal(err)
	}
	if err := f.team.Start(t.Context(), coach.English, time.UTC); coach.CodeOf(err) != coach.CodeBusy {
		t.Errorf("a second start: %v", err)
	}
	if _, err := f.team.Remove(t.Context()); coach.CodeOf(err) != coach.CodeBusy {
		t.Errorf("removing while it plays: %v", err)
	}
	f.team.Close()
	if left := f.demoCalls(t); len(left) > 0 {
		t.Errorf("%d calls are left", len(left))
	}
}
