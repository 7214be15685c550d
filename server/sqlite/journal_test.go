package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// TestAJournalThatLostCommitsIsRefused damages the journal that a killed server leaves behind.
func TestAJournalThatLostCommitsIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huikuan.db")
	s := openStore(t, path)
	create(t, s, "ses_1")
	for seq := int64(2); seq < 12; seq++ {
		appendAll(t, s, "ses_1", said(seq, fmt.Sprint(seq)))
	}
	journal, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	database, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := func(at int) []byte {
		out := append([]byte(nil), journal...)
		out[at] ^= 4
		return out
	}
	for name, test := range map[string]struct {
		journal []byte
		refused bool
	}{
		"as it was left":                {journal, false},
		"without its last sector":       {journal[:len(journal)-512], false},
		"without its last frame":        {journal[:len(journal)-4096-24], false},
		"with a bad bit in the middle":  {flipped(len(journal) / 2), true},
		"with a bad bit in the head":    {flipped(17), true},
		"with a bad checksum of a page": {flipped(32 + 20), true},
		"of zeros where nothing landed": {make([]byte, 32), false},
	} {
		t.Run(name, func(t *testing.T) {
			left := filepath.Join(t.TempDir(), "huikuan.db")
			for file, content := range map[string][]byte{left: database, left + "-wal": test.journal} {
				if err := os.WriteFile(file, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			opened, err := Open(t.Context(), left)
			if err == nil {
				err = opened.Close()
			}
			if !test.refused && err != nil {
				t.Errorf("it is refused: %v", err)
			}
			if test.refused {
				wantCode(t, err, coach.CodeStorage)
				if !strings.Contains(fmt.Sprint(err), "restore") {
					t.Errorf("%v does not say what to do", err)
				}
			}
		})
	}
}
