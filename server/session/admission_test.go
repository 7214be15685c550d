package session

import (
	"testing"
	"testing/synctest"
	"time"

	"huikuan/server/coach"
)

type fullDisk struct{ err error }

func (d *fullDisk) Room() error { return d.err }

func newAdmission(most int, room Room) *admission {
	return &admission{most: most, room: room, clock: time.Now, meter: noMeter{}}
}

func TestACallIsRefusedWhenTheServerHoldsAllItMay(t *testing.T) {
	a := newAdmission(2, nil)
	if err := a.admit(1); err != nil {
		t.Errorf("the second call is refused: %v", err)
	}
	if err := a.admit(2); coach.CodeOf(err) != coach.CodeUnavailable {
		t.Errorf("the third call: %v, want it refused", err)
	}
}

func TestACallIsRefusedWhileTicksAreSlowAndLetInSoonAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAdmission(0, nil)
		for range 100 {
			a.observe(time.Millisecond)
		}
		a.observe(time.Second) // one slow tick says nothing yet
		if err := a.admit(1); err != nil {
			t.Errorf("one slow tick has calls refused: %v", err)
		}
		for range 50 {
			a.observe(time.Second)
		}
		if err := a.admit(1); coach.CodeOf(err) != coach.CodeUnavailable {
			t.Errorf("with ticks that take a second: %v, want the call refused", err)
		}
		time.Sleep(5 * lagHalf) // nobody talks, so nothing is measured
		if err := a.admit(1); err != nil {
			t.Errorf("long after the last slow tick: %v", err)
		}
	})
}

func TestACallIsRefusedWithoutRoomForIt(t *testing.T) {
	disk := &fullDisk{err: coach.Errorf(coach.CodeStorage, "the disk is nearly full; free some space")}
	a := newAdmission(0, disk)
	if err := a.admit(0); coach.CodeOf(err) != coach.CodeStorage {
		t.Errorf("on a full disk: %v", err)
	}
	disk.err = nil
	if err := a.admit(0); err != nil {
		t.Errorf("with space again: %v", err)
	}
}

func TestAClockThatIsSetChangesNothing(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	a := newAdmission(0, nil)
	a.clock = func() time.Time { return now }
	for range 50 {
		a.observe(time.Second)
	}
	now = now.AddDate(-10, 0, 0)
	if err := a.admit(1); err == nil {
		t.Error("a clock set back ten years lets calls in on a slow server")
	}
	now = now.AddDate(20, 0, 0)
	if err := a.admit(1); err != nil {
		t.Errorf("a clock set forward ten years has calls refused: %v", err)
	}
	a.observe(time.Millisecond)
	if a.lag > slowTick {
		t.Errorf("the wait is %v after a clock was set", a.lag)
	}
}

func TestACallIsRefusedAtOnceWhileTheStoreIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAdmission(0, nil)
		end := a.begin()
		if err := a.admit(1); err != nil {
			t.Errorf("with a change under way: %v", err)
		}
		time.Sleep(2 * stuckStore)
		if err := a.admit(1); coach.CodeOf(err) != coach.CodeUnavailable {
			t.Errorf("with a store that takes nothing: %v, want the call refused", err)
		}
		end(nil)
		if err := a.admit(1); err != nil {
			t.Errorf("once the store goes on: %v", err)
		}
	})
}

// TestCallsThatAreAboutToSpeakCountWhenHearingIsFull: what they will add shows in no tick yet.
func TestCallsThatAreAboutToSpeakCountWhenHearingIsFull(t *testing.T) {
	const piece = 10 * time.Millisecond
	for name, c := range map[string]struct {
		atWork time.Duration // of each second, in hearing
		spoken bool          // each call says its first sentence before the next one comes
		soon   bool          // the calls come one after the other without a pause
		letIn  int           // of 40
	}{
		"full, and all at once":          {time.Second, false, true, int(slowTick/piece) + 1},
		"full, but they have spoken":     {time.Second, true, true, 40},
		"full, but they keep silent":     {time.Second, false, false, 40},
		"half at work, and all at once":  {time.Second / 2, false, true, 40},
		"nobody speaks, and all at once": {0, false, true, 40},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := newAdmission(0, nil)
				a.hearing = &slots{places: 1}
				a.looked.at = time.Now()
				time.Sleep(time.Second)
				a.hearing.spent.Store(int64(c.atWork))
				a.hearing.did.Store(int64(c.atWork / piece))
				letIn := 0
				for range 40 {
					if a.admit(1) == nil {
						letIn++
					}
					if c.spoken {
						a.spoke()
					}
					if !c.soon {
						time.Sleep(2 * soonSpoken)
						a.hearing.spent.Add(int64(2 * soonSpoken))
						a.hearing.did.Add(int64(2 * soonSpoken / piece))
					}
				}
				if letIn != c.letIn {
					t.Errorf("%d calls were let in, want %d", letIn, c.letIn)
				}
			})
		})
	}
}

// TestAMomentWithoutAQueueLetsNobodyIn: calls let in then would stay when the queue is back.
func TestAMomentWithoutAQueueLetsNobodyIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAdmission(0, nil)
		quick := func(howLong time.Duration) {
			for range howLong / time.Millisecond {
				time.Sleep(time.Millisecond)
				a.observe(time.Millisecond)
			}
		}
		for range 100 {
			a.observe(3 * slowTick)
		}
		quick(200 * time.Millisecond)
		if err := a.admit(1); coach.CodeOf(err) != coach.CodeUnavailable {
			t.Errorf("after a fifth of a second without a queue: %v, want the call refused", err)
		}
		quick(3 * time.Second)
		if err := a.admit(1); err != nil {
			t.Errorf("after three seconds without a queue: %v", err)
		}
	})
}
