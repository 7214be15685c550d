package session

import (
	"sync"
	"time"

	"huikuan/server/coach"
)

const (
	// slowStore is the wait for the store from which on no further call is let in: calls going on feel it by then.
	slowStore = 150 * time.Millisecond
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

	mu  sync.Mutex
	lag time.Duration // the present wait for the store, averaged
	at  time.Time     // of the last measure
}

// observe notes how long a change waited for the store.
func (a *admission) observe(wait time.Duration, err error) {
	a.meter.Stored(wait, err)
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
	lag := a.lag
	a.mu.Unlock()
	if lag > slowStore {
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
