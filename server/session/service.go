package session

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
)

// Options are what a Service is built from. Prover, Suggester, Second, Judge, Drafter, Clock, IdleAfter and Logger may be left zero, and so may the limits.
type Options struct {
	Log       Log
	Library   Library
	Voice     Voice
	Labeller  *nlu.Labeller
	Prover    Prover       // tries better lines; without one none are shown
	Suggester Suggester    // words lines for the trainee with a model; without one they are the scripted ones
	Second    SecondReader // reads stored turns once more; without one nobody does
	Judge     Judge        // answers the checks rules cannot; without one they stay unscored
	Drafter   Drafter      // proposes what a draft of a case leaves open; without one it stays open
	Clock     func() time.Time
	MaxCalls  int  // calls in memory at a time; more are refused; 0 for no limit
	Room      Room // whether there is space for another call; nil when there always is
	Meter     Meter
	IdleAfter time.Duration // how long a call without a screen stays in memory; 2 minutes when zero
	Logger    *slog.Logger
}

// Service runs calls.
type Service struct {
	log       Log
	library   Library
	voice     Voice
	labeller  *nlu.Labeller
	prover    Prover
	suggester Suggester
	drafter   Drafter
	clock     func() time.Time
	idleAfter time.Duration
	logger    *slog.Logger
	admission *admission

	// live ends when the service stops waiting for running turns.
	live    context.Context
	endLive context.CancelFunc
	running sync.WaitGroup
	second  *secondOpinion // nil without a reader
	judging *judging       // nil without a judge
	proofs  *proofs

	hearing     *slots // for what a sentence means and what it brings about
	scoring     *slots // for assessing calls that are over: behind the calls going on
	reading     *slots // for calls held elsewhere: behind all that are held here
	readingLong *slots // for long ones among them, which take many seconds and wait for each other

	mu       sync.Mutex // guards calls and draining
	calls    map[string]*call
	draining bool
}

// New builds a Service. Shutdown must be called to end it.
func New(o Options) *Service {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.IdleAfter == 0 {
		o.IdleAfter = 2 * time.Minute
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Meter == nil {
		o.Meter = noMeter{}
	}
	live, endLive := context.WithCancel(context.Background())
	s := &Service{
		log: o.Log, library: o.Library, voice: o.Voice, labeller: o.Labeller, prover: o.Prover, suggester: o.Suggester, drafter: o.Drafter, clock: o.Clock, idleAfter: o.IdleAfter,
		logger: o.Logger, live: live, endLive: endLive, calls: map[string]*call{},
		admission: &admission{most: o.MaxCalls, room: o.Room, clock: o.Clock, meter: o.Meter}, second: newSecondOpinion(o.Second, o.Logger),
		proofs: newProofs(), hearing: newSlots(2), scoring: newSlots(2), reading: newSlots(4), readingLong: newSlots(4),
	}
	s.admission.hearing = s.hearing
	s.judging = newJudging(o.Judge, s)
	return s
}

// StartRequest asks for a new call.
type StartRequest struct {
	ScenarioID string
	Lang       coach.Lang
	Mode       coach.Mode // empty means practice
	Seed       *int64     // nil picks one
	Follows    string     // a finished session to ring the debtor of once more; its case and language are taken over
	Trainee    string     // who calls, by name; may be empty, and is that of the call followed
	Purpose    coach.Purpose
	Once       coach.Once // a request sent again is answered with the call it began
}

// Start opens a session. The debtor answers the phone when a screen joins it. It fails with CodeNotFound for an unknown
// scenario, CodeInvalid for an unknown language or mode, CodeUnavailable while the server shuts down or is busy with the
// calls going on, and CodeStorage when there is no space for another call; a call that is to follow another fails with
// CodeConflict while that one goes on and CodeForbidden when there is nothing left to call about. CodeConflict also for a
// key that came with another request before.
func (s *Service) Start(ctx context.Context, req StartRequest) (coach.Session, error) {
	return s.once(ctx, req.Once, func() (coach.Session, error) { return s.start(ctx, req) })
}

func (s *Service) start(ctx context.Context, req StartRequest) (coach.Session, error) {
	if err := s.mayBegin(); err != nil {
		return coach.Session{}, err
	}
	var sequel *coach.Sequel
	if req.Follows != "" {
		var err error
		if sequel, err = s.sequel(ctx, &req); err != nil {
			return coach.Session{}, err
		}
	}
	if req.ScenarioID == "" {
		return coach.Session{}, coach.Errorf(coach.CodeInvalid, "scenario_id is missing: name a case and lang, or a finished call in follows")
	}
	if !req.Lang.Valid() {
		return coach.Session{}, coach.Errorf(coach.CodeInvalid, "lang must be zh or en")
	}
	if req.Mode == "" {
		req.Mode = coach.Practice
	}
	if req.Mode != coach.Practice && req.Mode != coach.Exam {
		return coach.Session{}, coach.Errorf(coach.CodeInvalid, "mode must be practice or exam")
	}
	if !slices.Contains([]coach.Purpose{coach.PurposeOwn, coach.PurposeDemo, coach.PurposeTour}, req.Purpose) {
		return coach.Session{}, coach.Errorf(coach.CodeInvalid, "purpose must be empty, demo or tour")
	}
	written, err := s.library.Scenario(req.ScenarioID)
	if err != nil {
		return coach.Session{}, err
	}
	seed := randomSeed()
	if req.Seed != nil {
		seed = *req.Seed
	}
	started := coach.SessionStarted{
		ScenarioID: written.Case.ID, ScenarioHash: written.Hash, Lang: req.Lang, Mode: req.Mode, Seed: seed,
		Contact: written.Case.Contacts[0].ID, Sequel: sequel, Trainee: req.Trainee, Purpose: req.Purpose,
	}
	event := coach.Event{Seq: 1, At: s.now(), Body: started}
	state := debtor.NewState(written.For(started), req.Lang)
	state.Apply(event)
	started.Opening = debtor.Open(state)
	event.Body = started
	created := newSession(started, event.At)
	end := s.admission.begin()
	err = s.create(ctx, req.Once, created, []coach.Event{event})
	if end(err); err != nil {
		return coach.Session{}, err
	}
	created.LastSeq = 1
	return created, nil
}

func newSession(started coach.SessionStarted, at time.Time) coach.Session {
	return coach.Session{
		ID: newIDAt("ses", at), ScenarioID: started.ScenarioID, ScenarioHash: started.ScenarioHash, Lang: started.Lang,
		Mode: started.Mode, Seed: started.Seed, Status: coach.StatusLive, ForkOf: started.ForkOf, StartedAt: at,
		Trainee: started.Trainee, Purpose: started.Purpose, Assisted: started.ForkOf != "" || started.Sequel != nil,
	}
}

// Join attaches sink to a session: it is sent every event after the given seq, then whatever happens. A session has
// one seat; a second Join takes it over and closes the first sink with CodeBusy. Joining a session that is over
// delivers its events and then nothing.
func (s *Service) Join(ctx context.Context, sessionID string, after int64, sink Sink) (*Seat, error) {
	c, err := s.open(ctx, sessionID)
	if err != nil {
		return nil, err
	}
	seat := &Seat{call: c, sink: sink}
	joined := make(chan error, 1)
	if err := c.send(joinCommand{seat: seat, after: after, done: joined}); err != nil {
		return nil, err
	}
	select {
	case err := <-joined:
		if err != nil {
			return nil, err
		}
		return seat, nil
	case <-c.gone:
		return nil, errDraining()
	}
}

// CanFollow fails with CodeNotFound where there is no such session and with CodeInvalid where it has no such event to follow
// on, as Join does. It takes nobody's seat.
func (s *Service) CanFollow(ctx context.Context, sessionID string, after int64) error {
	one, err := s.log.Session(ctx, sessionID)
	if err != nil {
		return err
	}
	return canFollow(after, one.LastSeq)
}

func canFollow(after, last int64) error {
	if after < 0 || after > last {
		return coach.Errorf(coach.CodeInvalid, "after must be between 0 and %d, the last event of this call", last)
	}
	return nil
}

// open returns the running call of a session, starting its goroutine when it has none.
func (s *Service) open(ctx context.Context, sessionID string) (*call, error) {
	if c, err := s.runningCall(sessionID); c != nil || err != nil {
		return c, err
	}
	loaded, err := s.load(ctx, sessionID)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return nil, errDraining()
	}
	if c := s.calls[sessionID]; c != nil { // somebody was quicker
		return c, nil
	}
	s.calls[sessionID] = loaded
	s.running.Go(loaded.run)
	return loaded, nil
}

func (s *Service) runningCall(sessionID string) (*call, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return nil, errDraining()
	}
	return s.calls[sessionID], nil
}

// retire forgets a call unless a command is waiting for it; the call's goroutine ends when it returns true.
func (s *Service) retire(c *call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(c.inbox) > 0 {
		return false
	}
	delete(s.calls, c.session.ID)
	return true
}

// Shutdown tells every live call that the server drains, lets running turns finish until ctx ends, then interrupts
// them, closes all screens, and returns when every goroutine of the service is done.
func (s *Service) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.draining = true
	calls := make([]*call, 0, len(s.calls))
	for _, c := range s.calls {
		calls = append(calls, c)
	}
	s.mu.Unlock()
	for _, c := range calls {
		_ = c.send(drainCommand{}) // a call that is gone needs no telling
	}
	defer s.hearing.stop()
	defer s.scoring.stop()
	defer s.reading.stopBy(ctx.Done())
	defer s.readingLong.stopBy(ctx.Done()) // what goes on there may take longer than a drain
	defer s.second.stop()
	defer s.judging.stop()
	finished := make(chan struct{})
	go func() {
		s.running.Wait()
		close(finished)
	}()
	select {
	case <-finished:
	case <-ctx.Done():
	}
	s.endLive()
	<-finished
	for _, c := range calls {
		c.close(errDraining())
	}
	return nil
}

// mayBegin returns nil when another call may begin.
func (s *Service) mayBegin() error {
	s.mu.Lock()
	draining, running := s.draining, len(s.calls)
	s.mu.Unlock()
	if draining {
		return errDraining()
	}
	return s.admission.admit(running)
}

// Running is how many calls are in memory.
func (s *Service) Running() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.calls)
}

func errDraining() error {
	return coach.Errorf(coach.CodeUnavailable, "the server is restarting; your call is kept, reconnect in a few seconds")
}

func (s *Service) now() time.Time { return s.clock().UTC().Truncate(time.Millisecond) }

func newID(kind string) string { return kind + "_" + ulid.Make().String() }

// newIDAt makes an id that sorts by the given time: sessions are listed by theirs.
func newIDAt(kind string, at time.Time) string {
	return kind + "_" + ulid.MustNew(ulid.Timestamp(at), ulid.DefaultEntropy()).String()
}

func randomSeed() int64 {
	var b [8]byte
	_, _ = rand.Read(b[:])                            // never fails
	return int64(binary.BigEndian.Uint64(b[:]) >> 24) // 40 bits: safe as a JavaScript number
}

// forget takes a call off the list of running calls.
func (s *Service) forget(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calls[c.session.ID] == c {
		delete(s.calls, c.session.ID)
	}
}
