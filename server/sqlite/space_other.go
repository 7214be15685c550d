//go:build !linux && !darwin

package sqlite

import "errors"

// FreeSpace cannot be told on this system.
func FreeSpace(string) (int64, error) { return 0, errors.ErrUnsupported }
