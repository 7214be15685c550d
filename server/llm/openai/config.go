package openai

import (
	"errors"
	"net/url"
	"strings"
	"time"
)

// Config says where the model is and how long to wait for it. A zero duration, size or count takes the default.
type Config struct {
	BaseURL string // up to and including the version, such as https://host/v1
	APIKey  string // may be empty for an endpoint on the own network
	Model   string

	FirstByte time.Duration // longest wait for the first event of a reply; default 15 s
	Idle      time.Duration // longest silence between two events; default 10 s
	Total     time.Duration // longest reply with all its tries; default 60 s
	Tail      time.Duration // longest wait for the usage after the last words; default 1 s

	MaxLine   int // longest line of a stream, bytes; default 64 KiB
	MaxReply  int // longest reply, bytes of visible text; default 256 KiB
	MaxStream int // most bytes on the wire for one reply, keep-alives and reasoning included; default 1 MiB

	RetryBase     time.Duration // mean wait before a second try; default 250 ms
	MaxRetryAfter time.Duration // longest Retry-After that is honoured; default 10 s
	BreakAfter    uint          // failures within BreakFor that pause the client; default 5
	BreakFor      time.Duration // how long it stays paused; default 30 s
}

// MaxIdleConns is how many idle connections to the endpoint are kept for the next reply.
const MaxIdleConns = 1024

func (c Config) withDefaults() Config {
	setDefault(&c.FirstByte, 15*time.Second)
	setDefault(&c.Idle, 10*time.Second)
	setDefault(&c.Total, 60*time.Second)
	setDefault(&c.Tail, time.Second)
	setDefault(&c.MaxLine, 64<<10)
	setDefault(&c.MaxReply, 256<<10)
	setDefault(&c.MaxStream, 1<<20)
	setDefault(&c.RetryBase, 250*time.Millisecond)
	setDefault(&c.MaxRetryAfter, 10*time.Second)
	setDefault(&c.BreakAfter, 5)
	setDefault(&c.BreakFor, 30*time.Second)
	c.APIKey = strings.TrimSpace(c.APIKey)
	c.BaseURL = strings.TrimRight(strings.TrimSpace(c.BaseURL), "/")
	c.Model = strings.TrimSpace(c.Model)
	return c
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// validate says what to mend, without showing the key or the rest of the address, which may hold one.
func (c Config) validate() error {
	var faults []error
	address, err := url.Parse(c.BaseURL)
	switch {
	case c.BaseURL == "":
		faults = append(faults, errors.New("the model's base URL is missing"))
	case err != nil:
		faults = append(faults, errors.New("the model's base URL cannot be read as a URL"))
	case address.Scheme != "http" && address.Scheme != "https", address.Host == "":
		faults = append(faults, errors.New("the model's base URL must be whole, such as https://host/v1"))
	case address.User != nil || address.RawQuery != "" || address.Fragment != "":
		faults = append(faults, errors.New("the model's base URL may hold no user, query or fragment; the key goes into its own setting"))
	}
	if c.Model == "" {
		faults = append(faults, errors.New("the model's name is missing"))
	}
	if strings.ContainsFunc(c.APIKey, func(r rune) bool { return r < ' ' || r > '~' }) {
		faults = append(faults, errors.New("the model's key holds characters that no key has"))
	}
	return errors.Join(faults...)
}
