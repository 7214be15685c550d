package rawio

import (
	"syscall"
	"unsafe"
)

const known = true

var errNothingYet error = syscall.EAGAIN

func readNow(fd uintptr, p []byte) (int, error) { return now(syscall.SYS_READ, fd, p) }

func writeNow(fd uintptr, p []byte) (int, error) { return now(syscall.SYS_WRITE, fd, p) }

// now reads into or writes from p, which must not be empty. What the scheduler is not told of must end at once, as every
// call on a connection that does not block does.
func now(call, fd uintptr, p []byte) (int, error) {
	for {
		n, _, errno := syscall.RawSyscall(call, fd, uintptr(unsafe.Pointer(unsafe.SliceData(p))), uintptr(len(p)))
		switch errno {
		case 0:
			return int(n), nil
		case syscall.EINTR:
		default:
			return 0, errno
		}
	}
}
