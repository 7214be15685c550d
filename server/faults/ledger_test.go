//go:build faults

package faults

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/loadtest"
	"huikuan/server/sqlite"
)

// ledger is what callers were promised: every sentence that got its tick.
type ledger struct {
	mu    sync.Mutex
	ticks []tick
}

type tick struct {
	session, clientTurnID, text string
	seq                         int64
	recorded                    int64 // how much the shim had written down when the tick arrived
}

func (l *ledger) add(t tick) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ticks = append(l.ticks, t)
}

func (l *ledger) all() []tick {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]tick(nil), l.ticks...)
}

// maxTurnsOnSocket keeps a caller below what one socket may say in ten seconds.
const maxTurnsOnSocket = 25

// recordless is for tests whose disk writes nothing down.
func recordless() int64 { return 0 }

// chatter has callers talk as fast as they are answered until ctx ends, and notes their ticks. A call that breaks, as
// these tests see to, is followed by another.
func chatter(ctx context.Context, server *loadtest.Server, callers int, book *ledger, recorded func() int64) {
	client := loadtest.NewClient(server.Addr)
	var wg sync.WaitGroup
	for n := range callers {
		wg.Go(func() {
			for calls := 0; ctx.Err() == nil; calls++ {
				if oneCall(ctx, client, n+calls, book, recorded) != nil {
					select {
					case <-ctx.Done():
					case <-time.After(5 * time.Millisecond):
					}
				}
			}
		})
	}
	wg.Wait()
	client.HTTP.CloseIdleConnections()
}

// oneCall holds one call and returns when it is over or long enough.
func oneCall(ctx context.Context, client *loadtest.Client, n int, book *ledger, recorded func() int64) error {
	id, err := client.InsistOnSession(ctx, loadtest.Scenario(n), loadtest.Lang(n))
	if err != nil {
		return err
	}
	call, err := client.Join(ctx, id, 0, "")
	if err != nil {
		return err
	}
	defer call.Close()
	defer context.AfterFunc(ctx, call.Close)()
	if _, err := call.Await(loadtest.FrameCompleted); err != nil {
		return err
	}
	for i := range maxTurnsOnSocket {
		key, text := fmt.Sprint("t", i), loadtest.Line(loadtest.Lang(n), i)
		if err := call.Say(key, text); err != nil {
			return err
		}
		f, err := call.Await(loadtest.FrameAccepted, loadtest.FrameError)
		if err != nil {
			return err
		}
		if f.Type == loadtest.FrameError {
			return fmt.Errorf("refused: %s", f.Code)
		}
		book.add(tick{session: id, clientTurnID: key, text: text, seq: f.Seq, recorded: recorded()})
		f, err = call.Await(loadtest.FrameCompleted, loadtest.FrameEnded)
		if err != nil {
			return err
		}
		if f.Type == loadtest.FrameEnded {
			return nil
		}
	}
	return nil
}

// missing opens a store as the server would after a restart and returns the ticked sentences it does not hold, as they
// were said, and what is wrong with the store beside that.
func missing(t *testing.T, data string, ticks []tick) (lost []tick, damage error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	store, err := sqlite.Open(ctx, filepath.Join(data, databaseFile))
	if err != nil {
		return ticks, err
	}
	defer func() { damage = errors.Join(damage, store.Close()) }()
	if _, err := store.Verify(ctx); err != nil {
		damage = err
	}
	lost = missingIn(ctx, store, ticks)
	if ctx.Err() != nil {
		t.Fatalf("the store could not be read in ten minutes: nothing is known of it")
	}
	return lost, damage
}

func missingIn(ctx context.Context, store *sqlite.Store, ticks []tick) (lost []tick) {
	said := map[string]map[int64]coach.TurnAccepted{}
	for _, k := range ticks {
		if said[k.session] == nil {
			said[k.session] = map[int64]coach.TurnAccepted{}
			events, _ := store.Events(ctx, k.session, 0) // what cannot be read is missing
			for _, e := range events {
				if turn, ok := e.Body.(coach.TurnAccepted); ok {
					said[k.session][e.Seq] = turn
				}
			}
		}
		if turn := said[k.session][k.seq]; turn.ClientTurnID != k.clientTurnID || turn.Text != k.text {
			lost = append(lost, k)
		}
	}
	return lost
}
