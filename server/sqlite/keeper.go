package sqlite

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"huikuan/server/coach"
)

// Keeper makes verified backups at intervals and keeps the newest. As every copy is checked event by event, it is also
// the regular search for damage.
type Keeper struct {
	Store *Store
	Dir   string
	Every time.Duration
	Keep  int // newest backups kept; the others of its own are removed
	Log   *slog.Logger
	Clock func() time.Time

	// Beside writes what belongs to a backup beside the database; may be nil. It reports false, having logged it, where what it
	// wrote holds damage: such a backup is kept and is none that verified.
	Beside       func(backup string) (sound bool, err error)
	BesideSuffix string // of the file Beside writes: the backup's name goes before it

	Made func(at time.Time) // told of each backup that verified, and of the newest kept when Run begins; may be nil
}

const (
	keeperPrefix = "huikuan-"
	keeperSuffix = ".db"
)

// Run makes backups until ctx ends. The first is due when the newest kept is older than Every; with none kept, after Every.
// A backup that fails is logged and tried again a tenth of the interval later.
func (k *Keeper) Run(ctx context.Context) {
	wait := k.due()
	for {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		wait = k.Every
		if err := k.Make(ctx); err != nil {
			if ctx.Err() != nil {
				return
			}
			k.Log.ErrorContext(ctx, "the backup failed", "code", coach.CodeOf(err), "err", err)
			wait = k.Every / 10
		}
	}
}

// due is how long the next backup may wait. The newest kept is told of: it verified when it was made.
func (k *Keeper) due() time.Duration {
	kept := k.kept()
	if len(kept) == 0 {
		return k.Every
	}
	info, err := os.Stat(filepath.Join(k.Dir, kept[len(kept)-1]))
	if err != nil {
		return 0
	}
	if k.Made != nil {
		k.Made(info.ModTime())
	}
	return max(0, k.Every-k.Clock().Sub(info.ModTime()))
}

// Make makes one backup now and removes the oldest beyond Keep.
func (k *Keeper) Make(ctx context.Context) error {
	if err := os.MkdirAll(k.Dir, folderPerms); err != nil {
		return failed(err, "the backup folder %s cannot be made; choose one you may write to", k.Dir)
	}
	now := k.Clock()
	file := filepath.Join(k.Dir, keeperPrefix+stamp(now)+keeperSuffix)
	checked, err := k.Store.Backup(ctx, file)
	if err != nil {
		return err
	}
	sound := true
	if k.Beside != nil {
		if sound, err = k.Beside(file); err != nil {
			return errors.Join(err, failed(os.Remove(file), "half a backup, %s, cannot be removed", file))
		}
	}
	if sound {
		k.Log.InfoContext(ctx, "backup made and verified", "sessions", checked.Sessions, "events", checked.Events)
	}
	if sound && k.Made != nil {
		k.Made(now)
	}
	kept := k.kept()
	for _, name := range kept[:max(0, len(kept)-k.Keep)] {
		if err := os.Remove(filepath.Join(k.Dir, name)); err != nil {
			return failed(err, "the old backup %s cannot be removed", name)
		}
		if k.BesideSuffix == "" {
			continue
		}
		if err := os.Remove(filepath.Join(k.Dir, name+k.BesideSuffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return failed(err, "what belongs to the old backup %s cannot be removed", name)
		}
	}
	return nil
}

// kept lists the keeper's own backups, oldest first.
func (k *Keeper) kept() []string {
	entries, err := os.ReadDir(k.Dir)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, keeperPrefix) && strings.HasSuffix(name, keeperSuffix) {
			names = append(names, name)
		}
	}
	slices.Sort(names) // the time is in the name
	return names
}
