package studio

import (
	"errors"
	"io"
	"os"
	"path"
	"runtime"
	"time"

	"huikuan/server/coach"
)

// openFolder opens a folder of the data folder, making it when it is missing.
func openFolder(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the folder of the studio cannot be made; choose a data folder you may write to")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the folder of the studio cannot be opened")
	}
	return root, nil
}

// readFile reads a file that may be a little longer than a case, no more of it.
func readFile(root *os.Root, name string) (content string, written time.Time, err error) {
	file, err := root.Open(name)
	if err != nil {
		return "", written, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return "", written, err
	}
	data, err := io.ReadAll(io.LimitReader(file, maxSource+1))
	return string(data), info.ModTime().UTC(), err
}

// writeWhole puts a whole file in place or none, and returns when it is on the disk: a crash leaves the old one.
func writeWhole(root *os.Root, name, content string) error {
	temporary := name + ".new"
	file, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return coach.Wrap(coach.CodeStorage, err, "the case could not be saved; what was there is kept")
	}
	_, err = io.WriteString(file, content)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		return coach.Wrap(coach.CodeStorage, errors.Join(err, root.Remove(temporary)), "the case could not be saved; what was there is kept")
	}
	if err := syncFolder(root, path.Dir(name)); err != nil {
		return coach.Wrap(coach.CodeStorage, err, "the case was saved, and may not outlast a power cut; save it again")
	}
	return nil
}

// syncFolder returns when the names in a folder are on the disk. On Windows that has no call of its own.
func syncFolder(root *os.Root, name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
