package sqlite

import (
	"errors"
	"log/slog"
	"testing"

	"huikuan/server/coach"
)

func TestThereIsRoomUntilTheDiskIsNearlyFull(t *testing.T) {
	var free int64
	var fails error
	s := &Space{Dir: "data", Low: 1 << 30, Log: slog.New(slog.DiscardHandler), Free: func(string) (int64, error) { return free, fails }}
	for _, step := range []struct {
		free  int64
		fails error
		room  bool
	}{
		{2 << 30, nil, true}, {1 << 29, nil, false}, {0, nil, false}, {0, errors.New("gone"), true}, {1 << 29, nil, false}, {1 << 30, nil, true},
	} {
		free, fails = step.free, step.fails
		s.Look()
		if err := s.Room(); (err == nil) != step.room || err != nil && coach.CodeOf(err) != coach.CodeStorage {
			t.Errorf("with %d bytes free (%v): %v, want room %v", step.free, step.fails, err, step.room)
		}
	}
}

func TestTheFreeSpaceOfAFolderIsRead(t *testing.T) {
	if free, err := FreeSpace(t.TempDir()); !errors.Is(err, errors.ErrUnsupported) && (err != nil || free <= 0) {
		t.Errorf("%d bytes, %v", free, err)
	}
	if _, err := FreeSpace("/no/such/folder"); err == nil {
		t.Error("a folder that is not there has space")
	}
}
