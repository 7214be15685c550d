package config

import (
	"fmt"
	"net"
)

// Operations is what an operator tunes in how the server runs, not in what it does.
type Operations struct {
	AdminAddr string `env:"HUIKUAN_ADMIN_ADDR" help:"Address on this machine for profiles (pprof). Empty: none."`
	Unpaced   bool   `env:"HUIKUAN_UNPACED" help:"Let the scripted debtor speak at once and not at the pace of talk; for load tests."`
}

func (o Operations) faults() []error {
	var faults []error
	if host, _, err := net.SplitHostPort(o.AdminAddr); o.AdminAddr != "" && (err != nil || !loopback(host)) {
		faults = append(faults, fmt.Errorf("--admin-addr %q: profiles show what a server holds, so they are for this machine alone; write it like 127.0.0.1:8081", o.AdminAddr))
	}
	return faults
}
