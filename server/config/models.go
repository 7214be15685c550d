package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

// Endpoints are OpenAI-compatible endpoints that serve the same purpose, tried in the order given. What has one value
// per endpoint is a list: one value stands for all of them, but for keys, which never go to an endpoint they were not
// given for.
type Endpoints struct {
	BaseURL    []string  `name:"base-url" env:"BASE_URL" placeholder:"URL,…" help:"Base URL of an OpenAI-compatible endpoint, for example http://127.0.0.1:11434/v1. Several, with commas: the next one is asked when one fails."`
	APIKey     []Secret  `name:"api-key" env:"API_KEY" placeholder:"KEY,…" help:"Key of the endpoint; several endpoints have as many keys, - for none."`
	APIKeyFile string    `name:"api-key-file" env:"API_KEY_FILE" type:"path" placeholder:"FILE" help:"File that holds the keys, one a line."`
	Model      []string  `name:"model" env:"MODEL" placeholder:"NAME,…" help:"Name of the model at the endpoint."`
	PriceIn    []float64 `name:"price-in" env:"PRICE_IN" placeholder:"SUM" help:"Price of a million tokens sent, in your currency; usage is then shown with its cost."`
	PriceOut   []float64 `name:"price-out" env:"PRICE_OUT" placeholder:"SUM" help:"Price of a million tokens received."`

	MaxTokens  int           `name:"max-tokens" env:"MAX_TOKENS" placeholder:"N" help:"Longest reply, in tokens. 0: as the purpose needs."`
	Concurrent int           `name:"concurrent" env:"CONCURRENT" placeholder:"N" help:"Most requests to an endpoint at a time; live turns go before scoring. 0: no limit."`
	FirstByte  time.Duration `name:"first-byte" env:"FIRST_BYTE" placeholder:"15s" help:"Longest wait for a reply to begin."`
	Idle       time.Duration `name:"idle" env:"IDLE" placeholder:"10s" help:"Longest silence within a reply."`
	Total      time.Duration `name:"total" env:"TOTAL" placeholder:"60s" help:"Longest reply, with every try of it."`
}

// Endpoint is one of the endpoints, with its own values.
type Endpoint struct {
	BaseURL  string
	APIKey   Secret
	Model    string
	PriceIn  float64 // of a million tokens; 0 when not given
	PriceOut float64
}

// Configured reports whether there is an endpoint.
func (e Endpoints) Configured() bool { return len(e.BaseURL) > 0 }

// List returns the endpoints in order, with their keys. It fails when the key file cannot be read or does not fit.
func (e Endpoints) List() ([]Endpoint, error) {
	keys := e.APIKey
	if e.APIKeyFile != "" {
		var err error
		if keys, err = readKeys(e.APIKeyFile); err != nil {
			return nil, err
		}
	}
	if len(keys) > 0 && len(keys) != len(e.BaseURL) {
		return nil, fmt.Errorf("keys: %d, endpoints: %d; give each endpoint its own, - for none", len(keys), len(e.BaseURL))
	}
	list := make([]Endpoint, len(e.BaseURL))
	for i, base := range e.BaseURL {
		list[i] = Endpoint{BaseURL: base, Model: pick(e.Model, i), PriceIn: pick(e.PriceIn, i), PriceOut: pick(e.PriceOut, i)}
		if len(keys) > 0 && keys[i] != "-" {
			list[i].APIKey = keys[i]
		}
	}
	return list, nil
}

// readKeys reads a key file. A line without a key is a fault: a secret that was never filled in must not pass for none.
func readKeys(file string) ([]Secret, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read; let API_KEY_FILE name a file with a key a line: %w", err)
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff")) // some editors begin a file with a mark of their own
	if text == "" {
		return nil, fmt.Errorf("the key file %s that API_KEY_FILE names is empty: put a key a line into it, - for none", file)
	}
	var keys []Secret
	for line := range strings.Lines(text) {
		key := strings.TrimSpace(line)
		if key == "" {
			return nil, fmt.Errorf("line %d of the key file %s that API_KEY_FILE names is empty: put the endpoint's key there, - for none", len(keys)+1, file)
		}
		keys = append(keys, Secret(key))
	}
	return keys, nil
}

// pick returns the value of the i-th endpoint, where a single value stands for all.
func pick[T any](values []T, i int) T {
	var none T
	switch {
	case len(values) == 1:
		return values[0]
	case i < len(values):
		return values[i]
	}
	return none
}

// faults lists what is wrong, naming the variables of the given prefix.
func (e Endpoints) faults(prefix string) []error {
	if !e.Configured() {
		if len(e.Model) > 0 || len(e.APIKey) > 0 || e.APIKeyFile != "" {
			return []error{fmt.Errorf("a model or key is set but no endpoint: set %sBASE_URL, for example https://host/v1", prefix)}
		}
		return e.limitFaults(prefix)
	}
	faults := e.limitFaults(prefix)
	for _, base := range e.BaseURL {
		u, err := url.Parse(base)
		switch {
		case err != nil:
			faults = append(faults, fmt.Errorf("%sBASE_URL cannot be read as an address: write it like https://host/v1", prefix))
		case u.User != nil:
			faults = append(faults, fmt.Errorf("%sBASE_URL holds a user or password: put the key into %sAPI_KEY", prefix, prefix))
		case u.RawQuery != "" || u.Fragment != "":
			faults = append(faults, fmt.Errorf("%sBASE_URL holds a query or fragment: leave it out, and put the key into %sAPI_KEY", prefix, prefix))
		case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
			faults = append(faults, fmt.Errorf("%sBASE_URL %q is no http(s) address: write it like https://host/v1", prefix, base))
		}
	}
	count := len(e.BaseURL)
	perEndpoint := func(name string, n int) {
		if n > 1 && n != count {
			faults = append(faults, fmt.Errorf("%s%s has %d values, and the number of endpoints is %d: give one for all or one each", prefix, name, n, count))
		}
	}
	if len(e.Model) == 0 || slices.Contains(e.Model, "") {
		faults = append(faults, fmt.Errorf("%sMODEL is not set: name the model the endpoint should use", prefix))
	}
	perEndpoint("MODEL", len(e.Model))
	perEndpoint("PRICE_IN", len(e.PriceIn))
	perEndpoint("PRICE_OUT", len(e.PriceOut))
	switch {
	case len(e.APIKey) > 0 && e.APIKeyFile != "":
		faults = append(faults, fmt.Errorf("both %sAPI_KEY and %sAPI_KEY_FILE are set: keep one", prefix, prefix))
	case len(e.APIKey) > 0 && len(e.APIKey) != count:
		faults = append(faults, fmt.Errorf("%sAPI_KEY is for another number of endpoints (keys: %d, endpoints: %d): give each endpoint its own, - for none", prefix, len(e.APIKey), count))
	}
	return faults
}

func (e Endpoints) limitFaults(prefix string) []error {
	var faults []error
	if e.MaxTokens < 0 || e.Concurrent < 0 {
		faults = append(faults, fmt.Errorf("%sMAX_TOKENS and %sCONCURRENT cannot be below 0", prefix, prefix))
	}
	if e.FirstByte < 0 || e.Idle < 0 || e.Total < 0 {
		faults = append(faults, fmt.Errorf("%sFIRST_BYTE, %sIDLE and %sTOTAL cannot be below 0", prefix, prefix, prefix))
	}
	if total := e.Total; total > 0 && e.FirstByte > total {
		faults = append(faults, fmt.Errorf("%sFIRST_BYTE is longer than %sTOTAL: a reply has to begin before it may end", prefix, prefix))
	}
	if slices.ContainsFunc(slices.Concat(e.PriceIn, e.PriceOut), func(p float64) bool { return p < 0 || p != p }) {
		faults = append(faults, fmt.Errorf("%sPRICE_IN and %sPRICE_OUT cannot be below 0", prefix, prefix))
	}
	return faults
}

// Models are the models a server may ask: one for everything, and others for single purposes.
type Models struct {
	General Endpoints `embed:"" prefix:"llm-" envprefix:"HUIKUAN_LLM_"`
	Voice   Endpoints `embed:"" prefix:"llm-voice-" envprefix:"HUIKUAN_LLM_VOICE_"`
	Second  Endpoints `embed:"" prefix:"llm-second-" envprefix:"HUIKUAN_LLM_SECOND_"`
	Judge   Endpoints `embed:"" prefix:"llm-judge-" envprefix:"HUIKUAN_LLM_JUDGE_"`
	Draft   Endpoints `embed:"" prefix:"llm-draft-" envprefix:"HUIKUAN_LLM_DRAFT_"`
	Hint    Endpoints `embed:"" prefix:"llm-hint-" envprefix:"HUIKUAN_LLM_HINT_"`

	SessionTokens int64 `name:"llm-session-tokens" env:"HUIKUAN_LLM_SESSION_TOKENS" placeholder:"N" help:"Most tokens one call may spend; then the scripted debtor goes on. 0: no limit."`
	DayTokens     int64 `name:"llm-day-tokens" env:"HUIKUAN_LLM_DAY_TOKENS" placeholder:"N" help:"Most tokens all calls may spend in a day (UTC). 0: no limit."`
}

// The purposes that may have endpoints of their own, as they are called in flags.
const (
	VoiceRole  = "voice"  // words the debtor's moves
	SecondRole = "second" // reads a trainee's turn beside the rules
	JudgeRole  = "judge"  // answers the checks that rules cannot
	DraftRole  = "draft"  // drafts a case from a real call
	HintRole   = "hint"   // words lines the trainee could say: hints, and better ones after the call
)

// Roles lists the purposes.
func Roles() []string { return []string{VoiceRole, SecondRole, JudgeRole, DraftRole, HintRole} }

// Role returns the endpoints of a purpose: its own, or the general ones where it has none. Limits that it does not set
// are the general ones' too.
func (m Models) Role(role string) Endpoints {
	own := map[string]Endpoints{VoiceRole: m.Voice, SecondRole: m.Second, JudgeRole: m.Judge, DraftRole: m.Draft, HintRole: m.Hint}[role]
	if !own.Configured() {
		limits := own
		own = m.General
		own.MaxTokens, own.Concurrent = limits.MaxTokens, limits.Concurrent
		own.FirstByte, own.Idle, own.Total = limits.FirstByte, limits.Idle, limits.Total
	}
	setDefault(&own.MaxTokens, m.General.MaxTokens)
	setDefault(&own.Concurrent, m.General.Concurrent)
	setDefault(&own.FirstByte, m.General.FirstByte)
	setDefault(&own.Idle, m.General.Idle)
	setDefault(&own.Total, m.General.Total)
	return own
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Validate lists everything that is wrong at once.
func (m Models) Validate() error {
	faults := m.General.faults("HUIKUAN_LLM_")
	faults = append(faults, m.Voice.faults("HUIKUAN_LLM_VOICE_")...)
	faults = append(faults, m.Second.faults("HUIKUAN_LLM_SECOND_")...)
	faults = append(faults, m.Judge.faults("HUIKUAN_LLM_JUDGE_")...)
	faults = append(faults, m.Draft.faults("HUIKUAN_LLM_DRAFT_")...)
	faults = append(faults, m.Hint.faults("HUIKUAN_LLM_HINT_")...)
	if m.SessionTokens < 0 || m.DayTokens < 0 {
		faults = append(faults, errors.New("HUIKUAN_LLM_SESSION_TOKENS and HUIKUAN_LLM_DAY_TOKENS cannot be below 0; 0 sets no limit"))
	}
	return errors.Join(faults...)
}
