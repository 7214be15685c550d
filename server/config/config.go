// Package config is what an operator can set: one typed struct per command, its rules, and secrets that do not print.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
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

// Model is an OpenAI-compatible endpoint. Empty means the scripted debtor.
type Model struct {
	BaseURL    string `name:"llm-base-url" env:"HUIKUAN_LLM_BASE_URL" help:"Base URL of an OpenAI-compatible endpoint, for example http://127.0.0.1:11434/v1. Empty: the scripted debtor."`
	APIKey     Secret `name:"llm-api-key" env:"HUIKUAN_LLM_API_KEY" help:"Key of the endpoint."`
	APIKeyFile string `name:"llm-api-key-file" env:"HUIKUAN_LLM_API_KEY_FILE" help:"File that holds the key." type:"path"`
	Name       string `name:"llm-model" env:"HUIKUAN_LLM_MODEL" help:"Model that voices the debtor."`
}

// Configured reports whether a model is to be used.
func (m Model) Configured() bool { return m.BaseURL != "" }

// Key returns the key, from the file when one is named.
func (m Model) Key() (Secret, error) {
	if m.APIKeyFile == "" {
		return m.APIKey, nil
	}
	data, err := os.ReadFile(m.APIKeyFile)
	if err != nil {
		return "", fmt.Errorf("--llm-api-key-file: %w", err)
	}
	return Secret(strings.TrimSpace(string(data))), nil
}

func (m Model) faults() []error {
	var faults []error
	if !m.Configured() {
		if m.Name != "" || m.APIKey != "" || m.APIKeyFile != "" {
			faults = append(faults, errors.New("a model or key is set but no endpoint: set HUIKUAN_LLM_BASE_URL, for example https://host/v1"))
		}
		return faults
	}
	u, err := url.Parse(m.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		faults = append(faults, fmt.Errorf("HUIKUAN_LLM_BASE_URL %q is no http(s) address: write it like https://host/v1", m.BaseURL))
	} else if u.User != nil {
		faults = append(faults, errors.New("HUIKUAN_LLM_BASE_URL holds a user or password: put the key into HUIKUAN_LLM_API_KEY"))
	}
	if m.Name == "" {
		faults = append(faults, errors.New("HUIKUAN_LLM_MODEL is not set: name the model the endpoint should use"))
	}
	if m.APIKey != "" && m.APIKeyFile != "" {
		faults = append(faults, errors.New("both HUIKUAN_LLM_API_KEY and HUIKUAN_LLM_API_KEY_FILE are set: keep one"))
	}
	return faults
}

// Serve is what the server can be told.
type Serve struct {
	Addr    string `env:"HUIKUAN_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	Data    string `env:"HUIKUAN_DATA" default:"./data" type:"path" help:"Folder that holds everything the server keeps."`
	Content string `env:"HUIKUAN_CONTENT" type:"path" help:"Folder with your own playbooks, lawpacks, personas and cases. Empty: the demo content."`
	Open    bool   `env:"HUIKUAN_OPEN" help:"Listen beyond this machine although there are no accounts: everyone who can reach the address can read every call."`
	Model   `embed:""`

	BackupEvery time.Duration `env:"HUIKUAN_BACKUP_EVERY" default:"24h" help:"How often a checked copy of the store is made in the data folder's backups; 0 makes none."`
	BackupKeep  int           `env:"HUIKUAN_BACKUP_KEEP" default:"7" help:"How many of these copies are kept."`

	SecondOpinion bool `env:"HUIKUAN_SECOND_OPINION" default:"true" negatable:"" help:"With a model: let it read each turn of the trainee once more, and log where it differs. Nothing rests on it."`
}

// Validate lists everything that is wrong at once.
func (s Serve) Validate() error {
	faults := s.Model.faults()
	host, _, err := net.SplitHostPort(s.Addr)
	switch {
	case err != nil:
		faults = append(faults, fmt.Errorf("--addr %q: write it as host:port, for example 127.0.0.1:8080", s.Addr))
	case !loopback(host) && !s.Open:
		faults = append(faults, fmt.Errorf("--addr %s would let other machines in, and there are no accounts yet: everyone could read every call. Listen on 127.0.0.1, or say --open if that is what you want", s.Addr))
	}
	if s.Data == "" {
		faults = append(faults, errors.New("--data is empty: name a folder"))
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
