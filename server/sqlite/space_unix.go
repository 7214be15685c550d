//go:build linux || darwin

package sqlite

import "golang.org/x/sys/unix"

// FreeSpace is what an ordinary user may still write on the disk of a folder, in bytes.
func FreeSpace(dir string) (int64, error) {
	var stat unix.Statfs_t
	if err := unix.Statfs(dir, &stat); err != nil {
		return 0, err
	}
	return int64(stat.Bavail) * int64(stat.Bsize), nil //nolint:unconvert // their types differ by system
}
