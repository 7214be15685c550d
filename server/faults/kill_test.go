//go:build faults

package faults

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// killsPerStore keeps the stores small, so that checking them does not take longer than breaking them.
const killsPerStore = 25

// TestTickedSentencesSurviveAKill kills the server at random moments under twelve callers, and checks the store and
// resumes a call after each. A server that ticks before it commits loses.
func TestTickedSentencesSurviveAKill(t *testing.T) {
	n := count(4, 60, 1000)
	kills, lossy, ticks := killAgainAndAgain(t, none, n)
	t.Logf("%d kills, %d ticks at stake: %d kills lost something", kills, ticks, lossy)
	if lossy > 0 {
		t.Errorf("%d of %d kills lost ticked sentences", lossy, kills)
	}
	if !proves() {
		return
	}
	kills, lossy, _ = killAgainAndAgain(t, tickAfterCommit, max(4, n/50))
	t.Logf("with the tick before the commit: %d kills, %d lost something", kills, lossy)
	if lossy == 0 {
		t.Errorf("with the tick before the commit none of %d kills lost anything: this test would not notice", kills)
	}
}

func killAgainAndAgain(t *testing.T, without protection, n int) (kills, lossy, ticks int) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(n), 3))
	bin, data := build(t, without), ""
	var book *ledger
	for kills < n {
		if kills%killsPerStore == 0 {
			data, book = filepath.Join(t.TempDir(), "data"), &ledger{}
		}
		server := start(t, loadtest.Options{Bin: bin, Data: data, Args: []string{"--unpaced"}})
		before := book.all()
		if len(before) > 0 {
			resumeAfter(t, server, before[len(before)-1])
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(60+random.IntN(500))*time.Millisecond)
		context.AfterFunc(ctx, server.Kill)
		chatter(ctx, server, 12, book, recordless)
		cancel()
		server.Kill()
		kills++
		ticks += len(book.all()) - len(before)
		lost, damage := missing(t, data, book.all())
		if damage != nil {
			t.Errorf("after kill %d: %v", kills, damage)
		}
		if len(lost) > 0 {
			lossy++
			data, book = filepath.Join(t.TempDir(), "data"), &ledger{} // what is lost is counted once
		}
	}
	if ticks < n {
		t.Fatalf("%d kills met %d ticks: nothing was at stake", kills, ticks)
	}
	return kills, lossy, ticks
}

// resumeAfter checks that a call broken by a kill can be joined again where its screen was.
func resumeAfter(t *testing.T, server *loadtest.Server, last tick) {
	t.Helper()
	call, err := loadtest.NewClient(server.Addr).Join(t.Context(), last.session, last.seq, "")
	if err != nil {
		t.Fatalf("a broken call cannot be joined again: %v", err)
	}
	defer call.Close()
	if hello, err := call.Await(loadtest.FrameHello); err != nil || hello.LastSeq < last.seq {
		t.Errorf("a broken call ends at event %d and not at %d or later (%v)", hello.LastSeq, last.seq, err)
	}
}
