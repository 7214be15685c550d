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

// MachineTime is how much time this machine's processors have had so far, and how much of it its host gave to other machines
// although there was work for it here.
func MachineTime() (all, stolen time.Duration, err error) {
	const stolenField = 8
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0, err
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	fields := strings.Fields(line)
	for i, field := range fields[1:min(len(fields), stolenField+1)] { // what follows counts twice
		ticks, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, 0, err
		}
		all += time.Duration(ticks) * clockTick
		if i+1 == stolenField {
			stolen = time.Duration(ticks) * clockTick
		}
	}
	return all, stolen, nil
}
