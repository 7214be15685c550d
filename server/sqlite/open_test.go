package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"huikuan/server/coach"
)

// writerChildEnv makes the test program write into the database it names until it is killed.
const writerChildEnv = "HUIKUAN_TEST_WRITER"

func TestOpenRefusesWithAClearError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("this is not a database, and long enough to be read as a broken one"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ path, says string }{
		"a folder below a file":         {filepath.Join(file, "data", "huikuan.db"), "choose one you may write to"},
		"a file that is not a database": {file, "put the newest backup of"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), test.path)
			if err == nil {
				t.Fatal(s.Close(), "it opened")
			}
			wantCode(t, err, coach.CodeStorage)
			if !strings.Contains(coach.MessageOf(err), test.says) {
				t.Errorf("%q does not say %q", coach.MessageOf(err), test.says)
			}
		})
	}
}

func TestTheDataFolderBelongsToOneStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	first := openStore(t, path)
	_, err := Open(t.Context(), path)
	wantCode(t, err, coach.CodeStorage)
	if !strings.Contains(err.Error(), "another huikuan") {
		t.Error(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openStore(t, path)
}

func TestASchemaFromTheFutureIsRefusedAndLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	if _, err := s.writer.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), path)
	wantCode(t, err, coach.CodeStorage)
	if !strings.Contains(err.Error(), "newer huikuan") {
		t.Error(err)
	}
}

func TestConnectionsThatDoNotKeepThePromisesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	for dsn, says := range map[string]string{
		"?_journal_mode=WAL&_synchronous=NORMAL&_foreign_keys=1&_busy_timeout=5000":  "synchronous=1",
		"?_journal_mode=DELETE&_synchronous=FULL&_foreign_keys=1&_busy_timeout=5000": "journal_mode=delete",
		"?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=0&_busy_timeout=5000":    "foreign_keys=0",
	} {
		driver := &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error { return checkConn(conn, writerWants) }}
		conn, err := driver.Open("file:" + path + dsn)
		if err == nil {
			t.Fatal(conn.Close(), "accepted", dsn)
		}
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", dsn, err)
		}
	}
}

func TestReadersCannotWrite(t *testing.T) {
	s := newStore(t)
	if _, err := s.reader.Exec("DELETE FROM sessions"); err == nil {
		t.Error("a reader deleted sessions")
	}
}

// writeUntilKilled prints every acknowledged append after it returned.
func writeUntilKilled(path string) {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	for writer := range 4 {
		id := fmt.Sprintf("ses_%d", writer)
		go func() {
			if err := s.CreateSession(ctx, aSession(id), []coach.Event{opening()}); err != nil {
				fmt.Println("error", err)
				return
			}
			for seq := int64(2); ; seq++ {
				if err := s.Append(ctx, id, seq-1, []coach.Event{said(seq, fmt.Sprint(seq))}); err != nil {
					fmt.Println("error", err)
					return
				}
				fmt.Println("ack", id, seq)
			}
		}()
	}
	time.Sleep(time.Minute)
}

func TestNoAcknowledgedEventIsLostWhenTheProcessIsKilled(t *testing.T) {
	for round := range 3 {
		path := filepath.Join(t.TempDir(), "huikuan.db")
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), writerChildEnv+"="+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		acked, count := map[string]int64{}, 0
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			word := strings.Fields(lines.Text())
			if len(word) != 3 || word[0] != "ack" {
				t.Errorf("the writer says: %s", lines.Text())
				break
			}
			acked[word[1]], err = strconv.ParseInt(word[2], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if count++; count == 200+70*round {
				break
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
		if len(acked) == 0 {
			t.Fatal("the writer acknowledged nothing")
		}
		s := openStore(t, path)
		for id, seq := range acked {
			session, err := s.Session(t.Context(), id)
			if err != nil || session.LastSeq < seq {
				t.Errorf("%s: %d was acknowledged, the log ends at %d (%v)", id, seq, session.LastSeq, err)
			}
		}
		if _, err := s.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
