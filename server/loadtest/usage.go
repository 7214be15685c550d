package loadtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// UsageOf reads what a process uses of the machine.
func UsageOf(pid int) (Usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Usage{}, err
	}
	// The name in brackets may hold spaces; what follows are numbers, from the third field on.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	memory, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return Usage{}, err
	}
	pages := strings.Fields(string(memory)) // of the address space, in memory, of those of files, …
	resident, err3 := strconv.ParseInt(pages[1], 10, 64)
	files, err4 := strconv.ParseInt(pages[2], 10, 64)
	size := int64(os.Getpagesize())
	return Usage{CPU: time.Duration(user+system) * clockTick, RSS: resident * size, Anonymous: (resident - files) * size}, errors.Join(err1, err2, err3, err4)
}
