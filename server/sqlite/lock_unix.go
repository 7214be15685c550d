//go:build unix

package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"huikuan/server/coach"
)

// folderLock keeps every other process out of a data folder. The system drops it when the process ends, however it ends.
type folderLock struct{ file *os.File }

func lockFolder(dir string) (*folderLock, error) {
	file, err := os.OpenFile(filepath.Join(dir, "huikuan.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the data folder %s cannot be written; choose one you may write to", dir)
	}
	if err := OwnedAs(dir, file.Name()); err != nil {
		return nil, errors.Join(coach.Wrap(coach.CodeStorage, err, "the data folder's lock could not be given to the owner of %s; run this as that user", dir), file.Close())
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(taken(dir), file.Close())
	}
	if err != nil {
		return nil, errors.Join(coach.Wrap(coach.CodeStorage, err, "the data folder %s cannot be locked; keep it on a local disk", dir), file.Close())
	}
	return &folderLock{file: file}, nil
}

func (l *folderLock) release() error { return l.file.Close() }
