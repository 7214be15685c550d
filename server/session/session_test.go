package session_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}

// patience is how long a test waits for something that is bound to come.
const patience = 10 * time.Second

// screen records what a call sends.
type screen struct {
	mu    sync.Mutex
	got   []any // coach.Event, delta, fault, "thinking", "draining", closed
	bell  chan struct{}
	t     *testing.T
	taken int // entries already awaited
}

type (
	delta struct {
		turn int
		text string
	}
	fault struct {
		code coach.Code
		id   string
	}
	closed struct{ code coach.Code }
)

func newScreen(t *testing.T) *screen { return &screen{t: t, bell: make(chan struct{}, 1)} }

func (s *screen) add(entry any) {
	s.mu.Lock()
	s.got = append(s.got, entry)
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
}

func (s *screen) Event(e coach.Event)         { s.add(e) }
func (s *screen) Delta(turn int, text string) { s.add(delta{turn, text}) }
func (s *screen) Thinking()                   { s.add("thinking") }
func (s *screen) Fault(err error, id string)  { s.add(fault{coach.CodeOf(err), id}) }
func (s *screen) Draining()                   { s.add("draining") }
func (s *screen) Close(err error)             { s.add(closed{coach.CodeOf(err)}) }

// await returns the next entry that matches, skipping the others.
func (s *screen) await(what string, match func(any) bool) any {
	s.t.Helper()
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		for s.taken < len(s.got) {
			entry := s.got[s.taken]
			s.taken++
			if match(entry) {
				s.mu.Unlock()
				return entry
			}
		}
		s.mu.Unlock()
		select {
		case <-s.bell:
		case <-deadline:
			s.t.Fatalf("no %s in %v; got %v", what, patience, s.all())
		}
	}
}

func (s *screen) event(kind string) coach.Event {
	s.t.Helper()
	return s.await(kind, func(e any) bool {
		event, ok := e.(coach.Event)
		return ok && event.Body.Kind() == kind
	}).(coach.Event)
}

func (s *screen) fault() fault {
	s.t.Helper()
	return s.await("fault", func(e any) bool { _, ok := e.(fault); return ok }).(fault)
}

func (s *screen) all() []any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

// faultyLog lets a test hold back or refuse commits.
type faultyLog struct {
	*sqlite.Store
	mu   sync.Mutex
	hold chan struct{} // commits wait for it while it is not nil
	fail error
}

func (l *faultyLog) set(hold chan struct{}, fail error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hold, l.fail = hold, fail
}

func (l *faultyLog) Append(ctx context.Context, id string, lastSeq int64, events []coach.Event) error {
	l.mu.Lock()
	hold, fail := l.hold, l.fail
	l.mu.Unlock()
	if hold != nil {
		<-hold
	}
	if fail != nil {
		return fail
	}
	return l.Store.Append(ctx, id, lastSeq, events)
}

type fixture struct {
	t       *testing.T
	log     *faultyLog
	service *session.Service
}

// demoContent and labeller are made once: every fixture has the same.
var (
	demoContent = sync.OnceValues(func() (*content.Library, error) { return content.Load(scenarios.FS) })
	labeller    = sync.OnceValue(nlu.New)
)

func newFixture(t *testing.T, pace debtor.Pace) fixture {
	t.Helper()
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	log := &faultyLog{Store: store}
	service := session.New(session.Options{Log: log, Library: library, Voice: debtor.NewScripted(pace), Labeller: labeller()})
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := errors.Join(service.Shutdown(ctx), store.Close()); err != nil {
			t.Error(err)
		}
	})
	return fixture{t: t, log: log, service: service}
}

func (f fixture) start(mode coach.Mode) coach.Session {
	f.t.Helper()
	seed := int64(3)
	s, err := f.service.Start(f.t.Context(), session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English, Mode: mode, Seed: &seed})
	if err != nil {
		f.t.Fatal(err)
	}
	return s
}

func (f fixture) join(id string, after int64) (*session.Seat, *screen) {
	f.t.Helper()
	sc := newScreen(f.t)
	seat, err := f.service.Join(f.t.Context(), id, after, sc)
	if err != nil {
		f.t.Fatal(err)
	}
	return seat, sc
}

// picked is a call in which the debtor has picked up.
func (f fixture) picked(mode coach.Mode) (coach.Session, *session.Seat, *screen) {
	f.t.Helper()
	s := f.start(mode)
	seat, sc := f.join(s.ID, 0)
	sc.event("turn.completed")
	return s, seat, sc
}

const question = "Hello, could you tell me where the overdue invoice has got to?"

func TestNothingLeavesBeforeTheSentenceIsDurable(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	_, seat, sc := f.picked(coach.Practice)
	before := len(sc.all())
	hold := make(chan struct{})
	f.log.set(hold, nil)
	seat.Say("t1", question)
	time.Sleep(50 * time.Millisecond) // long enough for a voice without pace to have said everything
	if got := sc.all()[before:]; len(got) != 0 {
		t.Errorf("before the commit the screen got %v", got)
	}
	f.log.set(nil, nil)
	close(hold)
	sc.event("turn.accepted")
	sc.event("turn.completed")
}

func TestASentenceThatCannotBeStoredIsRefusedAndTheCallGoesOn(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	s, seat, sc := f.picked(coach.Practice)
	before := len(sc.all())
	f.log.set(nil, coach.Errorf(coach.CodeStorage, "the disk is full"))
	seat.Say("t1", question)
	if got := sc.fault(); got != (fault{coach.CodeStorage, "t1"}) {
		t.Errorf("the screen was told %v", got)
	}
	for _, entry := range sc.all()[before:] {
		if _, ok := entry.(fault); !ok {
			t.Errorf("the refused sentence sent %v", entry)
		}
	}
	f.log.set(nil, nil)
	seat.Say("t1", question)
	if accepted := sc.event("turn.accepted"); accepted.Body.(coach.TurnAccepted).Turn != 1 {
		t.Errorf("sent again, the sentence is turn %d, want 1", accepted.Body.(coach.TurnAccepted).Turn)
	}
	sc.event("turn.completed")
	if turns := f.turns(s.ID); len(turns) != 3 {
		t.Errorf("the log has %d turns, want 3", len(turns))
	}
}

func (f fixture) turns(id string) []coach.Turn {
	f.t.Helper()
	events, err := f.log.Events(f.t.Context(), id, 0)
	if err != nil {
		f.t.Fatal(err)
	}
	return coach.Turns(events)
}

func TestOneTurnAtATime(t *testing.T) {
	f := newFixture(t, debtor.Pace{Chunk: 20 * time.Millisecond})
	_, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	seat.Say("t2", "And another thing.")
	if got := sc.fault(); got != (fault{coach.CodeBusy, "t2"}) {
		t.Errorf("a second sentence during the answer got %v", got)
	}
	seat.Stop()
	if done := sc.event("turn.completed").Body.(coach.TurnCompleted); !done.Interrupted || len(done.Spoken) != 0 {
		t.Errorf("a cut turn is stored as interrupted=%v with %d spoken effects", done.Interrupted, len(done.Spoken))
	}
	seat.Say("t2", "And another thing.")
	sc.event("turn.accepted")
	sc.event("turn.completed")
}

func TestAnExamHasNoHelp(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	_, seat, sc := f.picked(coach.Exam)
	seat.Hint()
	if got := sc.fault(); got.code != coach.CodeForbidden {
		t.Errorf("a hint in an exam got %v", got)
	}
	seat.Pause()
	if got := sc.fault(); got.code != coach.CodeForbidden {
		t.Errorf("a pause in an exam got %v", got)
	}
}

func TestHintsComeInThreeRungsAndMarkTheCall(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	s, seat, sc := f.picked(coach.Practice)
	seen := map[string]bool{}
	for _, rung := range []int{1, 2, 3} {
		seat.Hint()
		hint := sc.event("hint.given").Body.(coach.HintGiven)
		if hint.Rung != rung || seen[hint.Text] {
			t.Errorf("hint %d is rung %d %q", rung, hint.Rung, hint.Text)
		}
		seen[hint.Text] = true
	}
	stored, err := f.log.Session(t.Context(), s.ID)
	if err != nil || !stored.Assisted {
		t.Errorf("after a hint the call is assisted=%v (%v)", stored.Assisted, err)
	}
}

func TestAPauseHoldsTheCall(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	_, seat, sc := f.picked(coach.Practice)
	seat.Pause()
	sc.event("session.paused")
	seat.Say("t1", question)
	if got := sc.fault(); got != (fault{coach.CodeConflict, "t1"}) {
		t.Errorf("talking during a pause got %v", got)
	}
	seat.Resume()
	sc.event("session.resumed")
	seat.Say("t1", question)
	sc.event("turn.completed")
}

func TestHangingUpScoresTheCallOnce(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	s, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	if _, err := f.service.Debrief(t.Context(), s.ID, ""); coach.CodeOf(err) != coach.CodeConflict {
		t.Errorf("the debrief of a live call: %v", err)
	}
	seat.End()
	sc.event("session.ended")
	ready := sc.event("assessment.ready").Body.(coach.AssessmentReady)
	stored, err := f.log.Assessment(t.Context(), s.ID)
	if err != nil || stored.ID != ready.AssessmentID || stored.Card.Hash == "" {
		t.Errorf("the stored assessment is %s (%v), want %s", stored.ID, err, ready.AssessmentID)
	}
	seat.Say("t2", "Hello?")
	if got := sc.fault(); got != (fault{coach.CodeEnded, "t2"}) {
		t.Errorf("talking after the end got %v", got)
	}
	if debrief, err := f.service.Debrief(t.Context(), s.ID, ""); err != nil || len(debrief.Timeline) == 0 {
		t.Errorf("the debrief has %d points (%v)", len(debrief.Timeline), err)
	}
	if err := f.service.ScoreUnscored(t.Context()); err != nil {
		t.Error(err)
	}
	if again, _ := f.log.Assessment(t.Context(), s.ID); again.ID != stored.ID {
		t.Error("the call was scored twice")
	}
}

func TestAForkSharesThePastAndNothingElse(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	s, seat, sc := f.picked(coach.Practice)
	for _, id := range []string{"t1", "t2", "t3"} {
		seat.Say(id, question+" "+id)
		sc.event("turn.completed")
	}
	origin := f.turns(s.ID)
	fork, err := f.service.Fork(t.Context(), s.ID, 2, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	if !fork.Assisted || fork.ForkOf != s.ID || fork.Seed != s.Seed {
		t.Errorf("the fork is %+v", fork)
	}
	other, branch := f.join(fork.ID, fork.LastSeq)
	other.Say("t2", "Who signs it off?")
	branch.event("turn.accepted")
	accepted := branch.event("turn.completed")
	turns := f.turns(fork.ID)
	for i := range 3 {
		if turns[i].Text != origin[i].Text {
			t.Errorf("turn %d of the fork is %q, want %q", i, turns[i].Text, origin[i].Text)
		}
	}
	if got := accepted.Body.(coach.TurnCompleted).Turn; got != 4 {
		t.Errorf("the fork goes on with turn %d, want 4", got)
	}
	if after := f.turns(s.ID); len(after) != len(origin) {
		t.Errorf("the original has %d turns now, had %d", len(after), len(origin))
	}
	if _, err := f.service.Fork(t.Context(), s.ID, 99, coach.Once{}); coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("forking a turn that is not there: %v", err)
	}
}

func TestTheSameCaseSeedAndWordsGiveTheSameCall(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	var calls [2][]string
	for i := range calls {
		s, seat, sc := f.picked(coach.Practice)
		for _, line := range []string{question, "What exactly is missing?", "Which day will it be paid?"} {
			seat.Say(line[:4], line)
			sc.event("turn.completed")
		}
		for _, turn := range f.turns(s.ID) {
			calls[i] = append(calls[i], turn.Text)
		}
	}
	if !slices.Equal(calls[0], calls[1]) {
		t.Errorf("two calls differ:\n%s\n---\n%s", strings.Join(calls[0], "\n"), strings.Join(calls[1], "\n"))
	}
}

func TestAnUnfinishedAnswerIsSpokenAfterARestart(t *testing.T) {
	f := newFixture(t, debtor.Pace{Chunk: time.Hour}) // this voice never gets past its first words
	s := f.start(coach.Practice)
	_, sc := f.join(s.ID, 0)
	sc.event("session.started")

	library, err := content.Load(os.DirFS("../../scenarios"))
	if err != nil {
		t.Fatal(err)
	}
	next := session.New(session.Options{Log: f.log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: nlu.New()})
	after := newScreen(t)
	if _, err := next.Join(t.Context(), s.ID, 1, after); err != nil {
		t.Fatal(err)
	}
	if done := after.event("turn.completed").Body.(coach.TurnCompleted); done.Turn != 0 || done.Text == "" || done.Interrupted {
		t.Errorf("after the restart the phone is answered with %+v", done)
	}
	if err := next.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestASecondScreenTakesTheSeat(t *testing.T) {
	f := newFixture(t, debtor.Pace{})
	s, _, first := f.picked(coach.Practice)
	seat, second := f.join(s.ID, 0)
	first.await("close", func(e any) bool { return e == closed{coach.CodeBusy} })
	seat.Say("t1", question)
	second.event("turn.accepted")
}

func TestShutdownRefusesNewCallsAndFinishesTurns(t *testing.T) {
	f := newFixture(t, debtor.Pace{Chunk: 5 * time.Millisecond})
	_, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.await("words", func(e any) bool { _, ok := e.(delta); return ok })
	if err := f.service.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if done := sc.event("turn.completed").Body.(coach.TurnCompleted); done.Interrupted {
		t.Error("the turn was cut although there was time to finish it")
	}
	if _, err := f.service.Start(t.Context(), session.StartRequest{ScenarioID: "group-treasury", Lang: coach.English}); coach.CodeOf(err) != coach.CodeUnavailable {
		t.Errorf("starting a call during the drain: %v", err)
	}
}
