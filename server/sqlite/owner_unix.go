//go:build unix

package sqlite

import (
	"os"
	"syscall"
)

// OwnedAs gives a file to the owner of a folder: an administrator who puts a backup back must not shut out the user the
// server runs as. Nobody else may give files away, and need not.
func OwnedAs(dir, file string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	return os.Chown(file, int(owner.Uid), int(owner.Gid))
}
