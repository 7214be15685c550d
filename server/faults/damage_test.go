//go:build faults

package faults

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huikuan/server/loadtest"
	"huikuan/server/sqlite"
)

// TestDamageIsNotServed flips single bits of a store as it lies on the disk: in the database after the server ended in
// order, in its journal after it was killed. Whatever can be read afterwards is what was written, or the store says that
// it is damaged: at the start, when it is verified, or when the call is read.
func TestDamageIsNotServed(t *testing.T) {
	flips := count(60, 400, 1000)
	for _, file := range []string{databaseFile, databaseFile + "-wal"} {
		t.Run(file, func(t *testing.T) {
			data := filledStore(t, file != databaseFile)
			want, err := dump(t, copyOf(t, data, "untouched"))
			if err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(uint64(flips), 17))
			var found, harmless, silent, last int
			for i := range flips / 2 {
				broken := copyOf(t, data, fmt.Sprint("flip", i))
				at, tail := flipBit(t, filepath.Join(broken, file), random)
				got, err := dump(t, broken)
				switch {
				case err != nil:
					found++
				case got == want:
					harmless++
				case tail:
					last++
				default:
					silent++
					t.Errorf("a flipped bit at byte %d of %s is served", at, file)
				}
				if err := os.RemoveAll(broken); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("%d flips in %s: %d found, %d harmless, %d served, %d took the last commit as a torn write does", flips/2, file, found, harmless, silent, last)
			if found == 0 {
				t.Error("no flip was found: this test shows nothing")
			}
		})
	}
}

// filledStore is a data folder with finished and broken-off calls; killed leaves its journal behind.
func filledStore(t *testing.T, killed bool) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	server := start(t, loadtest.Options{Bin: build(t, none), Data: data, Args: []string{"--unpaced"}})
	var book ledger
	chat := func(limit time.Duration) {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		chatter(ctx, server, 4, &book, recordless)
	}
	chat(2 * time.Second)
	for tries := 0; killed && len(commits(journal(t, data))) < fullJournal; tries++ { // a checkpoint may just have emptied it
		if tries == 50 {
			t.Fatal("the journal stays as good as empty")
		}
		chat(100 * time.Millisecond)
	}
	if killed {
		server.Kill()
	} else {
		stop(t, server)
	}
	if len(book.all()) < 20 {
		t.Fatal("hardly anything was said")
	}
	return data
}

// fullJournal is how many commits a journal holds at least when it is damaged.
const fullJournal = 20

func journal(t *testing.T, data string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(data, databaseFile+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func copyOf(t *testing.T, data, name string) string {
	t.Helper()
	dir := filepath.Join(filepath.Dir(data), name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{databaseFile, databaseFile + "-wal"} {
		content, err := os.ReadFile(filepath.Join(data, file))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// flipBit changes one bit of a database, or of what counts in a journal, and reports whether it lies in the journal's last
// commit, which nobody can tell from one that the power cut off.
func flipBit(t *testing.T, path string, random *rand.Rand) (at int64, tail bool) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	end, last := int64(len(content)), int64(len(content))
	if filepath.Ext(path) != ".db" {
		ends := commits(content)
		end, last = ends[len(ends)-1], ends[len(ends)-2]
	}
	at = random.Int64N(end)
	content[at] ^= 1 << random.IntN(8)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return at, at >= last
}

// dump is all that the store serves, as text, or how it says that it is damaged.
func dump(t *testing.T, data string) (string, error) {
	t.Helper()
	ctx := t.Context()
	store, err := sqlite.Open(ctx, filepath.Join(data, databaseFile))
	if err != nil {
		return "", err
	}
	defer func() { _ = store.Close() }() // it is only read
	if _, err := store.Verify(ctx); err != nil {
		return "", err
	}
	sessions, err := store.Sessions(ctx, 500, "")
	if err != nil {
		return "", err
	}
	all := map[string]any{"sessions": sessions}
	for _, s := range sessions {
		events, err := store.Events(ctx, s.ID, 0)
		if err != nil {
			return "", err
		}
		all[s.ID] = events
		if s.Total != nil || s.Verdict != "" {
			card, err := store.Assessment(ctx, s.ID)
			if err != nil {
				return "", err
			}
			all[s.ID+" assessment"] = card
		}
	}
	text, err := json.Marshal(all)
	return string(text), err
}
