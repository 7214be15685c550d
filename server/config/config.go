package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"
)

// Secret is a value that never prints.
type Secret string

// String hides the value.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the value from %#v.
func (s Secret) GoString() string { return s.String() }

// MarshalText hides the value from logs and JSON.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText takes the value in.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = Secret(text)
	return nil
}

// Serve is what the server can be told.
type Serve struct {
	Addr       string   `env:"HUIKUAN_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	Data       string   `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"Folder that holds everything the server keeps."`
	Content    string   `env:"HUIKUAN_CONTENT" type:"path" help:"Folder with your own playbooks, lawpacks, personas and cases. Empty: the demo content."`
	Open       bool     `env:"HUIKUAN_OPEN" help:"Listen beyond this machine although there are no accounts: everyone who can reach the address can read every call."`
	Origins    []string `name:"origin" env:"HUIKUAN_ORIGIN" placeholder:"URL,…" help:"Address at which browsers reach this server through a proxy, for example https://coach.example; several with commas. Without it only pages from the server's own address may open calls."`
	Models     `embed:""`
	Operations `embed:""`

	BackupEvery time.Duration `env:"HUIKUAN_BACKUP_EVERY" default:"24h" help:"How often a checked copy of the store is made in the data folder's backups; 0 makes none."`
	BackupKeep  int           `env:"HUIKUAN_BACKUP_KEEP" default:"7" help:"How many of these copies are kept."`
	KeepDays    int           `env:"HUIKUAN_KEEP_DAYS" default:"0" help:"Days after its end at which a call is removed with everything about it; 0 keeps all. Copies made before still hold it."`

	OTLPEndpoint string `name:"otlp-endpoint" env:"HUIKUAN_OTLP_ENDPOINT" placeholder:"URL" help:"Send a trace of each request to a model, without its words, to this OpenTelemetry collector, for example http://127.0.0.1:4318. Empty: no traces."`

	SecondOpinion bool `env:"HUIKUAN_SECOND_OPINION" default:"true" negatable:"" help:"With a model: let it read each turn of the trainee once more, and log where it differs. Nothing rests on it."`
}

// Validate lists everything that is wrong at once.
func (s Serve) Validate() error {
	var faults []error
	if err := s.Models.Validate(); err != nil {
		faults = append(faults, err)
	}
	faults = append(faults, s.Operations.faults()...)
	faults = append(faults, s.originFaults()...)
	host, port, err := net.SplitHostPort(s.Addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	switch {
	case err != nil:
		faults = append(faults, fmt.Errorf("--addr %q: write it as host:port with a port from 0 to 65535, for example 127.0.0.1:8080", s.Addr))
	case !loopback(host) && !s.Open:
		faults = append(faults, fmt.Errorf("--addr %s would let other machines in, and there are no accounts yet: everyone could read every call. Listen on 127.0.0.1, or say --open if that is what you want", s.Addr))
	}
	if u, err := url.Parse(s.OTLPEndpoint); s.OTLPEndpoint != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		faults = append(faults, errors.New("--otlp-endpoint is no http(s) address: write it like http://127.0.0.1:4318"))
	}
	if s.Data == "" {
		faults = append(faults, errors.New("--data is empty: name a folder"))
	}
	if s.KeepDays < 0 {
		faults = append(faults, fmt.Errorf("--keep-days %d: give a number of days, or 0 to keep every call", s.KeepDays))
	}
	if s.BackupEvery < 0 || s.BackupEvery > 0 && s.BackupEvery < time.Minute {
		faults = append(faults, fmt.Errorf("--backup-every %s: give a minute or more, or 0 for none", s.BackupEvery))
	}
	if s.BackupEvery > 0 && s.BackupKeep < 1 {
		faults = append(faults, fmt.Errorf("--backup-keep %d: keep at least 1", s.BackupKeep))
	}
	return errors.Join(faults...)
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
