//go:build unix && !linux

package rawio

import "syscall"

const known = true

var errNothingYet error = syscall.EAGAIN

// The scheduler is told of these: only Linux promises that its calls may be made from anywhere.

func readNow(fd uintptr, p []byte) (int, error) { return again(syscall.Read, fd, p) }

func writeNow(fd uintptr, p []byte) (int, error) { return again(syscall.Write, fd, p) }

func again(call func(int, []byte) (int, error), fd uintptr, p []byte) (int, error) {
	for {
		n, err := call(int(fd), p)
		if err != syscall.EINTR { //nolint:errorlint // the system's own number, never wrapped
			return n, err
		}
	}
}
