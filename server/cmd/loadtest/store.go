package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"huikuan/server/coach"
	"huikuan/server/sqlite"
)

const (
	storeWriters = 128
	storeTime    = time.Second // of one measurement
	storeRounds  = 5
)

// storeResult sets the store's durable turns beside bare rows of the same size, committed as many at a time. Each is the
// median of some rounds, in which all three are measured by turns.
type storeResult struct {
	Turns float64 `json:"turns_per_s"`      // each with its hash, the session's row and the turn's key
	Bare  float64 `json:"bare_rows_per_s"`  // one row of the same size and nothing else
	Same  float64 `json:"bare_turns_per_s"` // the same rows as a turn of the store writes, and nothing else
	Ratio float64 `json:"ratio"`            // of Turns to Same, median of the rounds
}

// measureStore writes turns from many sessions at once, as fast as it goes.
func measureStore(ctx context.Context) (result storeResult, err error) {
	dir, err := os.MkdirTemp("", "huikuan-bench-store-")
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	rounds := make([]storeResult, storeRounds)
	for i := range rounds {
		r, folder := &rounds[i], filepath.Join(dir, strconv.Itoa(i))
		if r.Turns, err = storeTurns(ctx, filepath.Join(folder, "huikuan.db")); err != nil {
			return result, err
		}
		if r.Bare, err = bareRows(ctx, filepath.Join(folder, "bare.db"), bareEvent); err != nil {
			return result, err
		}
		if r.Same, err = bareRows(ctx, filepath.Join(folder, "same.db"), bareTurn); err != nil {
			return result, err
		}
		r.Ratio = r.Turns / r.Same
	}
	median := func(of func(storeResult) float64) float64 {
		slices.SortFunc(rounds, func(a, b storeResult) int { return cmp.Compare(of(a), of(b)) })
		return of(rounds[storeRounds/2])
	}
	return storeResult{
		Turns: median(func(r storeResult) float64 { return r.Turns }), Bare: median(func(r storeResult) float64 { return r.Bare }),
		Same: median(func(r storeResult) float64 { return r.Same }), Ratio: median(func(r storeResult) float64 { return r.Ratio }),
	}, nil
}

func storeTurns(ctx context.Context, path string) (rate float64, err error) {
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return rateOf(func(writer int, going func() bool) (int, error) {
		id := fmt.Sprintf("ses_%04d", writer)
		session := coach.Session{ID: id, ScenarioID: "bench", Lang: coach.English, Mode: coach.Practice, Status: coach.StatusLive, StartedAt: time.Now()}
		started := coach.Event{Seq: 1, At: time.Now(), Body: coach.SessionStarted{ScenarioID: "bench", Lang: coach.English, Mode: coach.Practice}}
		if err := store.CreateSession(ctx, session, []coach.Event{started}); err != nil {
			return 0, err
		}
		n := 0
		for ; going(); n++ {
			seq := int64(n) + 2
			event := coach.Event{Seq: seq, At: time.Now(), Body: coach.TurnAccepted{Turn: n, ClientTurnID: fmt.Sprint("t", n), Text: benchText, Contact: "boss"}}
			if err := store.Append(ctx, id, seq-1, []coach.Event{event}); err != nil {
				return n, err
			}
		}
		return n, nil
	})
}

const benchText = "Could you tell me where the invoice is stuck at the moment, and who approves it? I would like to put a day in my notes."

// bareRow writes what one turn needs in an open transaction.
type bareRow func(ctx context.Context, tx *sql.Tx, writer, n int) error

// bareRows commits rows of many writers together, a batch at a time, with nothing around it.
func bareRows(ctx context.Context, path string, row bareRow) (rate float64, err error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_stmt_cache_size=64")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for _, table := range []string{
		"CREATE TABLE sessions (id TEXT NOT NULL PRIMARY KEY, last_seq BIGINT NOT NULL, last_hash BLOB NOT NULL)",
		"CREATE TABLE events (session_id TEXT, seq BIGINT, at_ns BIGINT, kind TEXT, body TEXT, prev_hash BLOB, hash BLOB, PRIMARY KEY (session_id, seq))",
		"CREATE TABLE turns (session_id TEXT, client_turn_id TEXT, turn BIGINT, seq BIGINT, UNIQUE (session_id, client_turn_id))",
	} {
		if _, err := db.ExecContext(ctx, table); err != nil {
			return 0, err
		}
	}
	for i := range storeWriters {
		if _, err := db.ExecContext(ctx, "INSERT INTO sessions VALUES (?, 0, ?)", fmt.Sprintf("ses_%04d", i), make([]byte, 32)); err != nil {
			return 0, err
		}
	}
	began, n := time.Now(), 0
	for time.Since(began) < storeTime {
		if err := bareBatch(ctx, db, row, n); err != nil {
			return 0, err
		}
		n += storeWriters
	}
	return float64(n) / time.Since(began).Seconds(), nil
}

func bareBatch(ctx context.Context, db *sql.DB, row bareRow, n int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i := range storeWriters {
		if err := row(ctx, tx, i, n/storeWriters); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

func bareEvent(ctx context.Context, tx *sql.Tx, writer, n int) error {
	hash := make([]byte, 32)
	_, err := tx.ExecContext(ctx, "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
		fmt.Sprintf("ses_%04d", writer), n, time.Now().UnixNano(), "turn.accepted", benchText+benchText, hash, hash)
	return err
}

func bareTurn(ctx context.Context, tx *sql.Tx, writer, n int) error {
	id, hash := fmt.Sprintf("ses_%04d", writer), make([]byte, 32)
	if err := bareEvent(ctx, tx, writer, n); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO turns VALUES (?, ?, ?, ?)", id, fmt.Sprint("t", n), n, n); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE sessions SET last_seq = ?, last_hash = ? WHERE id = ?", n, hash, id)
	return err
}

// rateOf runs one worker per writer for storeTime and returns what they did in all, a second.
func rateOf(work func(writer int, going func() bool) (int, error)) (float64, error) {
	var total atomic.Int64
	errs := make([]error, storeWriters)
	began := time.Now()
	going := func() bool { return time.Since(began) < storeTime }
	var wg sync.WaitGroup
	for i := range storeWriters {
		wg.Go(func() {
			n, err := work(i, going)
			total.Add(int64(n))
			errs[i] = err
		})
	}
	wg.Wait()
	return float64(total.Load()) / time.Since(began).Seconds(), errors.Join(errs...)
}
