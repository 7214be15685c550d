package demo

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
	"huikuan/server/session"
)

// Store keeps calls and can take those of the demo team away.
type Store interface {
	session.Log
	// RemoveDemo removes the calls of the demo team with everything stored about them, and no other; it says how many.
	RemoveDemo(ctx context.Context) (int, error)
}

// Options are what a Team is made of. Clock and Logger may be left zero.
type Options struct {
	Store    Store
	Library  session.Library
	Labeller *nlu.Labeller
	Clock    func() time.Time
	Logger   *slog.Logger
}

// Team is the demo team of an installation. Its methods may be called from any goroutine; one thing is done at a time.
type Team struct {
	o Options

	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup

	mu      sync.Mutex // guards what follows
	playing bool
	done    int
	failed  error // of the last play
}

// New makes the demo team. Close must be called to end it.
func New(o Options) *Team {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	return &Team{o: o, ctx: ctx, stop: stop}
}

// Close stops a play under way, whose calls are removed, and waits for it.
func (t *Team) Close() {
	t.stop()
	t.running.Wait()
}

// State is how far the demo team is.
type State struct {
	Calls    int      // stored
	Trainees []string // by name, those with calls
	Playing  bool
	Done, Of int   // calls of the play under way
	Failed   error // why the last play came to nothing
}

// State says how far the demo team is.
func (t *Team) State(ctx context.Context) (State, error) {
	t.mu.Lock()
	state := State{Playing: t.playing, Done: t.done, Of: len(team()) * perHead, Failed: t.failed}
	t.mu.Unlock()
	sessions, err := t.o.Store.SessionsFor(ctx, coach.PurposeDemo, 0, "")
	if err != nil {
		return state, err
	}
	state.Calls, state.Trainees = len(sessions), []string{}
	for _, who := range team() {
		for _, one := range sessions {
			if one.Trainee == who.name.Zh || one.Trainee == who.name.En {
				state.Trainees = append(state.Trainees, one.Trainee)
				break
			}
		}
	}
	return state, nil
}

// Start plays the team's calls in the background; State tells how far it is. It fails with CodeConflict when the team is
// there already and CodeBusy while it plays.
func (t *Team) Start(ctx context.Context, lang coach.Lang, zone *time.Location) error {
	if err := t.begin(ctx, lang); err != nil {
		return err
	}
	t.running.Go(func() {
		if err := t.end(t.play(t.ctx, lang, zone)); err != nil && t.ctx.Err() == nil {
			t.o.Logger.Error("the demo team could not play", "code", coach.CodeOf(err), "err", err)
		}
	})
	return nil
}

// Play plays the team's calls and returns when they are stored; it fails as Start does, and leaves nothing behind then.
func (t *Team) Play(ctx context.Context, lang coach.Lang, zone *time.Location) error {
	if err := t.begin(ctx, lang); err != nil {
		return err
	}
	return t.end(t.play(ctx, lang, zone))
}

// Remove takes the team's calls away and says how many. It fails with CodeBusy while the team plays.
func (t *Team) Remove(ctx context.Context) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.playing {
		return 0, errPlaying()
	}
	t.failed = nil
	return t.o.Store.RemoveDemo(ctx)
}

func errPlaying() error {
	return coach.Errorf(coach.CodeBusy, "the demo team is on the phone; wait until it is done")
}

func (t *Team) begin(ctx context.Context, lang coach.Lang) error {
	if !lang.Valid() {
		return coach.Errorf(coach.CodeInvalid, "lang must be zh or en")
	}
	there, err := t.o.Store.SessionsFor(ctx, coach.PurposeDemo, 1, "")
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.playing:
		return errPlaying()
	case len(there) > 0:
		return coach.Errorf(coach.CodeConflict, "the demo team is there already; remove its calls first")
	case len(t.o.Library.Scenarios()) == 0:
		return coach.Errorf(coach.CodeInvalid, "there is no case to call about; publish one first")
	}
	t.playing, t.done, t.failed = true, 0, nil
	return nil
}

func (t *Team) end(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.playing, t.failed = false, err
	return err
}

// play holds every call of the plan. What was stored is removed when it does not come to its end.
func (t *Team) play(ctx context.Context, lang coach.Lang, zone *time.Location) (err error) {
	defer func() {
		if err != nil {
			_, _ = t.o.Store.RemoveDemo(context.WithoutCancel(ctx)) // the first error is the one to tell
		}
	}()
	at := &clock{}
	calls := session.New(session.Options{
		Log: t.o.Store, Library: t.o.Library, Labeller: t.o.Labeller, Clock: at.now, Logger: t.o.Logger,
		Voice: voice{debtor.NewScripted(debtor.Pace{}), at},
	})
	defer func() { _ = calls.Shutdown(context.WithoutCancel(ctx)) }() // nothing is under way any more, or what is is removed
	for _, p := range plan(t.o.Library.Scenarios(), lang, t.o.Clock().In(zone)) {
		at.set(p.at)
		if err := hold(ctx, calls, at, lang, p); err != nil {
			return err
		}
		t.mu.Lock()
		t.done++
		t.mu.Unlock()
	}
	return nil
}

func hold(ctx context.Context, calls *session.Service, at *clock, lang coach.Lang, p planned) error {
	call, err := calls.Start(ctx, session.StartRequest{
		ScenarioID: p.scenario.Case.ID, Lang: lang, Mode: p.mode, Seed: &p.seed, Trainee: p.trainee, Purpose: coach.PurposeDemo,
	})
	if err != nil {
		return err
	}
	return playtest.Hold(ctx, calls, call, p.scenario, p.style, at.before(lang))
}
