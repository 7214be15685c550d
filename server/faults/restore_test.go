//go:build faults

package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"huikuan/server/loadtest"
)

// TestABackupIsOneThatRestores makes backups at random moments under eight callers and puts each in the place of another
// store: all that was ticked before the backup was asked for is there. A plain copy of the file is noticed.
func TestABackupIsOneThatRestores(t *testing.T) {
	drills := count(3, 20, 100)
	bad, stake := restoreAgainAndAgain(t, none, drills)
	t.Logf("%d restore drills, %d ticks at stake: %d bad", drills, stake, bad)
	if bad > 0 {
		t.Errorf("%d of %d restored backups lack something or are damaged", bad, drills)
	}
	if !proves() {
		return
	}
	bad, _ = restoreAgainAndAgain(t, consistentCopy, 3)
	t.Logf("with a plain copy of the file: %d of 3 bad", bad)
	if bad == 0 {
		t.Error("a plain copy of the file was as good: this test would not notice")
	}
}

// drillsPerStore keeps the stores small: the callers of a drill never pause, and every copy holds all they said.
const drillsPerStore = 10

func restoreAgainAndAgain(t *testing.T, without protection, drills int) (bad, stake int) {
	t.Helper()
	random, bin := rand.New(rand.NewPCG(uint64(drills), 19)), build(t, without)
	for done := 0; done < drills; done += drillsPerStore {
		lacking, ticks := restoreWhileTalking(t, random, bin, min(drillsPerStore, drills-done))
		bad, stake = bad+lacking, stake+ticks
	}
	return bad, stake
}

// restoreWhileTalking drills beside one server under eight callers.
func restoreWhileTalking(t *testing.T, random *rand.Rand, bin string, drills int) (bad, stake int) {
	t.Helper()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	server := start(t, loadtest.Options{Bin: bin, Data: data, Args: []string{"--unpaced"}})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var book ledger
	talked := make(chan struct{})
	go func() {
		defer close(talked)
		chatter(ctx, server, 8, &book, recordless)
	}()
	for n := range drills {
		time.Sleep(time.Duration(100+random.IntN(300)) * time.Millisecond)
		promised := slices.Clone(book.all())
		file, place := filepath.Join(dir, fmt.Sprintf("copy%d.db", n)), filepath.Join(dir, fmt.Sprint("restored", n))
		out, err := exec.CommandContext(t.Context(), bin, "backup", file, "--data", data).CombinedOutput()
		if err == nil {
			out, err = exec.CommandContext(t.Context(), bin, "restore", file, "--data", place).CombinedOutput()
		}
		if err != nil {
			t.Logf("drill %d: %v: %s", n, err, out)
			bad++
			continue
		}
		lost, damage := missing(t, place, promised)
		if len(lost) > 0 || damage != nil {
			t.Logf("drill %d: %d of %d ticks missing, damage %v", n, len(lost), len(promised), damage)
			bad++
		}
		stake += len(promised)
	}
	cancel()
	<-talked
	server.Kill()
	return bad, stake
}
