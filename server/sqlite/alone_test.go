package sqlite

import (
	"path/filepath"
	"testing"
)

// TestWhoWritesAloneWaitsForNobody: and a server keeps its pace.
func TestWhoWritesAloneWaitsForNobody(t *testing.T) {
	alone, err := OpenAlone(t.Context(), filepath.Join(t.TempDir(), "huikuan.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = alone.Close() })
	create(t, alone, "ses_1")
	appendAll(t, alone, "ses_1", said(2, "a"), answered(3))
	if last := mustSession(t, alone, "ses_1").LastSeq; last != 3 || alone.commits.pauses != (pauses{}) {
		t.Errorf("the call ends at %d, written with pauses of %+v", last, alone.commits.pauses)
	}
	if waits := newStore(t).commits.pauses; waits.company <= 0 || waits.pace <= 0 {
		t.Errorf("a server's commits wait %+v", waits)
	}
}
