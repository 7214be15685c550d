package sqlite

import (
	"context"
	"log/slog"
	"math"
	"sync/atomic"
	"time"

	"huikuan/server/coach"
)

// lookEvery is how often the disk is looked at; a call stores some kilobytes a minute.
const lookEvery = 5 * time.Second

// Space watches the disk of the data folder, so that new calls are refused while the calls going on still have room.
// Look must be called once before use.
type Space struct {
	Dir  string
	Low  int64 // bytes free below which there is no room for another call; 0 never looks
	Free func(dir string) (int64, error)
	Log  *slog.Logger

	free atomic.Int64
	low  atomic.Bool
}

// Run looks again and again until ctx ends.
func (s *Space) Run(ctx context.Context) {
	if s.Low <= 0 {
		return
	}
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.Look()
		}
	}
}

// Look measures now. A disk that cannot be measured counts as one with room.
func (s *Space) Look() {
	free, err := s.Free(s.Dir)
	if err != nil {
		s.Log.Warn("the free space of the data folder cannot be read", "err", err)
		free = math.MaxInt64
	}
	s.free.Store(free)
	low := free < s.Low
	if was := s.low.Swap(low); low && !was {
		s.Log.Error("the disk of the data folder is nearly full: no new calls until there is space", "free_bytes", free, "low_bytes", s.Low)
	} else if was && !low {
		s.Log.Info("the disk of the data folder has space again", "free_bytes", free)
	}
}

// Room returns nil while there is space for another call, else CodeStorage with what to do.
func (s *Space) Room() error {
	if !s.low.Load() {
		return nil
	}
	return coach.Errorf(coach.CodeStorage, "the server's disk is nearly full (%d MiB left); calls going on are kept, new ones can start when space is freed", s.free.Load()>>20)
}

// Left is the free space at the last look, in bytes.
func (s *Space) Left() int64 { return s.free.Load() }
