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
	most  int  // calls in memory; 0 for no limit
	room  Room // nil: there always is
	clock func() time.Time
	meter Meter

	mu       sync.Mutex
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
	a.fade(now)
	a.lag += time.Duration(lagShare * float64(wait-a.lag))
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
	now := a.clock()
	a.mu.Lock()
	a.fadeIfOld(now)
	slow := a.lag > slowTick || a.stuck()
	a.mu.Unlock()
	if slow {
		a.meter.Refused("lag")
		return coach.Errorf(coach.CodeUnavailable, "the server is busy with the calls that are going on; try again in a few seconds")
	}
	return nil
}

// fadeIfOld fades without taking the moment for a measure of its own.
func (a *admission) fadeIfOld(now time.Time) {
	if now.Sub(a.at) >= lagHalf {
		a.fade(now)
	}
}
