package session

import (
	"sync"
	"time"

	"huikuan/server/coach"
)

const (
	// slowTick is the wait for a tick from which on no further call is let in: people notice more than that.
	slowTick = 120 * time.Millisecond
	// stuckStore is how long a store may take none of the changes that wait before no further call is let in.
	stuckStore = 500 * time.Millisecond
	// lagShare is how much one turn's wait counts in the average.
	lagShare = 1.0 / 16
	// fullSlots is the share of time that hearing has to be at work for another call to make the others wait longer.
	fullSlots = 0.8
	// lookEvery is how often it is measured how much hearing is at work.
	lookEvery = 100 * time.Millisecond
	// soonSpoken is how long a new call may be silent and still count as one that is about to speak.
	soonSpoken = time.Second
	// lagRelease is about how long waits have to be short until they count in full: between two rounds of the garbage collector
	// even a server that has too many calls has moments without a queue, and calls let in then stay.
	lagRelease = time.Second
	// lagHalf is the time in which a wait that nobody measures any more counts half.
	lagHalf = 500 * time.Millisecond
)

// Room tells whether there is space to keep another call. It must not block.
type Room interface {
	// Room returns nil, or a coach.Error that says what is short and what to do.
	Room() error
}

// Meter counts what the service does. Its methods must not block.
type Meter interface {
	// Stored notes how long a change of a call waited until it was durable; err when it was not stored.
	Stored(wait time.Duration, err error)
	// Refused notes a call that was not let in: calls, lag or room.
	Refused(reason string)
}

type noMeter struct{}

func (noMeter) Stored(time.Duration, error) {}
func (noMeter) Refused(string)              {}

// admission decides whether another call may begin. Calls going on are never asked: what they need was counted when they
// were let in.
type admission struct {
	most    int    // calls in memory; 0 for no limit
	room    Room   // nil: there always is
	hearing *slots // nil: hearing takes no time
	clock   func() time.Time
	meter   Meter

	mu       sync.Mutex
	silent   []time.Time   // when those were let in who have not said anything yet, on the process's own clock
	looked   look          // at hearing, the last one
	full     bool          // hearing had hardly a moment to spare between the last two looks
	piece    time.Duration // of a sentence in hearing, between the last two looks
	lag      time.Duration // the present wait for a tick, averaged
	at       time.Time     // of the last measure
	storing  int           // changes on their way into the store
	progress time.Time     // when the store last took one, or had none to take; on the process's own clock
}

// begin notes a change on its way into the store, and returns what notes its end.
func (a *admission) begin() (end func(error)) {
	began := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.storing == 0 {
		a.progress = began
	}
	a.storing++
	return func(err error) {
		a.meter.Stored(time.Since(began), err)
		a.mu.Lock()
		defer a.mu.Unlock()
		a.storing--
		a.progress = time.Now()
	}
}

// stuck reports whether changes wait and the store has taken none for a while; the lock is held.
func (a *admission) stuck() bool { return a.storing > 0 && time.Since(a.progress) > stuckStore }

// observe notes how long a sentence waited for its tick: for its call, the understanding, the store, and a processor at
// every step.
func (a *admission) observe(wait time.Duration) {
	now := a.clock()
	a.mu.Lock()
	defer a.mu.Unlock()
	share := lagShare
	if wait < a.lag {
		share = min(share, max(0, float64(now.Sub(a.at))/float64(lagRelease)))
	}
	a.fade(now)
	a.lag += time.Duration(share * float64(wait-a.lag))
}

// spoke notes that a call that was let in has said its first sentence: what it adds is measured from now on.
func (a *admission) spoke() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.silent) > 0 {
		a.silent = a.silent[1:]
	}
}

// look is how much hearing has done up to a moment.
type look struct {
	at    time.Time
	spent time.Duration
	did   int64
}

// awaited is the wait for a tick to be expected with the calls that are let in: the present one, and what those add who are
// about to speak, when hearing cannot take them in between. The lock is held.
func (a *admission) awaited(now time.Time) time.Duration {
	for len(a.silent) > 0 && now.Sub(a.silent[0]) > soonSpoken {
		a.silent = a.silent[1:]
	}
	if a.hearing == nil {
		return a.lag
	}
	if passed := now.Sub(a.looked.at); passed >= lookEvery {
		seen := look{at: now, spent: time.Duration(a.hearing.spent.Load()), did: a.hearing.did.Load()}
		spent := (seen.spent - a.looked.spent) / time.Duration(a.hearing.places)
		a.full = float64(spent) > fullSlots*float64(passed)
		a.piece = spent / time.Duration(max(1, seen.did-a.looked.did))
		a.looked = seen
	}
	if !a.full {
		return a.lag
	}
	return a.lag + time.Duration(len(a.silent))*a.piece
}

// fade lets an old measure count less; a clock that was set back changes nothing.
func (a *admission) fade(now time.Time) {
	for passed := now.Sub(a.at); passed >= lagHalf && a.lag > 0; passed -= lagHalf {
		a.lag /= 2
	}
	a.at = now
}

// admit returns nil when another call may begin beside so many, or CodeUnavailable with what to do.
func (a *admission) admit(running int) error {
	if a.most > 0 && running >= a.most {
		a.meter.Refused("calls")
		return coach.Errorf(coach.CodeUnavailable, "the server holds as many calls as it may; try again in a few seconds")
	}
	if a.room != nil {
		if err := a.room.Room(); err != nil {
			a.meter.Refused("room")
			return err
		}
	}
	if a.slow() {
		a.meter.Refused("lag")
		return coach.Errorf(coach.CodeUnavailable, "the server is busy with the calls that are going on; try again in a few seconds")
	}
	return nil
}

// slow reports whether another call would find ticks slow or make them so; one that would not is taken to be let in.
func (a *admission) slow() bool {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.fadeIfOld(a.clock())
	if a.awaited(now) > slowTick || a.stuck() {
		return true
	}
	a.silent = append(a.silent, now)
	return false
}

// fadeIfOld fades without taking the moment for a measure of its own.
func (a *admission) fadeIfOld(now time.Time) {
	if now.Sub(a.at) >= lagHalf {
		a.fade(now)
	}
}
