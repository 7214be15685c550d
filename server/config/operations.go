package config

import (
	"fmt"
	"net"
)

// Operations is what an operator tunes in how the server runs, not in what it does.
type Operations struct {
	AdminAddr string `env:"HUIKUAN_ADMIN_ADDR" help:"Address on this machine for profiles (pprof). Empty: none."`
	MaxCalls  int    `env:"HUIKUAN_MAX_CALLS" default:"5000" help:"Calls held in memory at a time; more are refused. 0: no limit."`
	LowDisk   int    `env:"HUIKUAN_LOW_DISK" name:"low-disk" default:"1024" help:"Free space on the data folder's disk, in MiB, below which no new call is let in. 0: never looks."`
	Unpaced   bool   `env:"HUIKUAN_UNPACED" help:"Let the scripted debtor speak at once and not at the pace of talk; for load tests."`
}

func (o Operations) faults() []error {
	var faults []error
	if host, _, err := net.SplitHostPort(o.AdminAddr); o.AdminAddr != "" && (err != nil || !loopback(host)) {
		faults = append(faults, fmt.Errorf("--admin-addr %q: profiles show what a server holds, so they are for this machine alone; write it like 127.0.0.1:8081", o.AdminAddr))
	}
	if o.MaxCalls < 0 {
		faults = append(faults, fmt.Errorf("--max-calls %d: give 1 or more, or 0 for no limit", o.MaxCalls))
	}
	if o.LowDisk < 0 {
		faults = append(faults, fmt.Errorf("--low-disk %d: give MiB, or 0 to never look", o.LowDisk))
	}
	return faults
}
