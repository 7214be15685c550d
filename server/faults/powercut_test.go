//go:build faults

package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// cutsPerRun is how many moments of one run of the server the power is cut at: each is a disk of its own.
const cutsPerRun = 20

// TestTickedSentencesSurviveAPowerCut cuts the power at random moments under twelve callers. What was not synced is
// gone, or, every second time, in pieces. Every sentence ticked before the cut is there afterwards and nothing is
// damaged. The same server without full sync loses, or the test would show nothing.
func TestTickedSentencesSurviveAPowerCut(t *testing.T) {
	cuts := count(20, 200, 1000)
	outcome := powerCuts(t, none, cuts)
	t.Logf("%d cuts, %d ticks at stake: %d cuts lost something, %d left damage", outcome.cuts, outcome.ticks, outcome.lossy, outcome.damaged)
	if outcome.lossy > 0 || outcome.damaged > 0 {
		t.Errorf("%d of %d cuts lost ticked sentences, %d left a damaged store", outcome.lossy, outcome.cuts, outcome.damaged)
	}
	control := powerCuts(t, fullSync, max(20, cuts/10))
	t.Logf("without full sync: %d cuts, %d lost something", control.cuts, control.lossy)
	if control.lossy*100 < control.cuts*30 {
		t.Errorf("without full sync only %d of %d cuts lost something: this test would not notice", control.lossy, control.cuts)
	}
}

type cutOutcome struct{ cuts, ticks, lossy, damaged int }

func powerCuts(t *testing.T, without protection, cuts int) (o cutOutcome) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(cuts), 7))
	for run := 0; o.cuts < cuts; run++ {
		t.Run(fmt.Sprintf("%s run %d", without.name, run), func(t *testing.T) {
			d := newDisk(t, true)
			server := start(t, loadtest.Options{Bin: build(t, without), Data: d.data, Args: []string{"--unpaced"}, Env: d.env})
			var book ledger
			ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
			defer cancel()
			chatter(ctx, server, 12, &book, d.recorded)
			server.Kill()
			ticks := book.all()
			if len(ticks) < 20 {
				t.Fatalf("only %d ticks: nothing was at stake", len(ticks))
			}
			checkCuts(t, d, ticks, min(cutsPerRun, cuts-o.cuts), random, &o)
		})
		if t.Failed() {
			return o
		}
	}
	return o
}

// checkCuts plays one run's record and cuts it at n moments after the first tick.
func checkCuts(t *testing.T, d *disk, ticks []tick, n int, random *rand.Rand, o *cutOutcome) {
	t.Helper()
	p := newPlatter(t, d.log)
	first, last := ticks[0].recorded, int64(len(p.record))
	moments := make([]int64, n)
	for i := range moments {
		moments[i] = first + random.Int64N(last-first+1)
	}
	slices.Sort(moments)
	for i, moment := range moments {
		if err := p.playTo(moment); err != nil {
			t.Fatal(err)
		}
		var torn *rand.Rand
		if i%2 == 1 {
			torn = random
		}
		dir := filepath.Join(filepath.Dir(d.data), fmt.Sprint("cut", i))
		p.cut(t, dir, torn)
		promised := slices.DeleteFunc(slices.Clone(ticks), func(k tick) bool { return k.recorded > moment })
		lost, damage := missing(t, dir, promised)
		o.cuts++
		o.ticks += len(promised)
		if len(lost) > 0 {
			o.lossy++
		}
		if damage != nil {
			o.damaged++
			t.Logf("after cut %d: %v", i, damage)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
}
