//go:build unix

package live

import "syscall"

// writeNow writes to a connection, all of which do not block in Go, and returns how many bytes were taken: 0 or less when
// none were, for whatever reason.
func writeNow(fd uintptr, p []byte) int {
	for {
		n, err := syscall.Write(int(fd), p)
		if err != syscall.EINTR { //nolint:errorlint // the system's own number, never wrapped
			return n
		}
	}
}
