package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huikuan/server/config"
)

func TestASecretNeverPrints(t *testing.T) {
	secret := config.Secret("sk-very-secret")
	asJSON, err := json.Marshal(struct{ Key config.Secret }{secret})
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(secret), fmt.Sprintf("%+v %#v %s", secret, secret, secret), string(asJSON)} {
		if strings.Contains(shown, "very-secret") {
			t.Errorf("the secret shows in %s", shown)
		}
	}
}

func TestValidateSaysEveryFaultAndItsMend(t *testing.T) {
	good := config.Serve{Addr: "127.0.0.1:8080", Data: "data"}
	for name, c := range map[string]struct {
		change func(*config.Serve)
		says   []string
	}{
		"defaults are fine":             {func(*config.Serve) {}, nil},
		"a local model is fine":         {func(s *config.Serve) { s.General = at("http://127.0.0.1:11434/v1", "qwen") }, nil},
		"IPv6 loopback is fine":         {func(s *config.Serve) { s.Addr = "[::1]:80" }, nil},
		"listening wide says why":       {func(s *config.Serve) { s.Addr = "0.0.0.0:8080" }, []string{"--open", "no accounts"}},
		"an empty host is wide":         {func(s *config.Serve) { s.Addr = ":8080" }, []string{"--open"}},
		"wide is allowed when asked":    {func(s *config.Serve) { s.Addr, s.Open = "0.0.0.0:8080", true }, nil},
		"an address without port":       {func(s *config.Serve) { s.Addr = "localhost" }, []string{"host:port"}},
		"a port that cannot be":         {func(s *config.Serve) { s.Addr = "127.0.0.1:99999" }, []string{"--addr", "0 to 65535"}},
		"a port that is a word":         {func(s *config.Serve) { s.Addr = "127.0.0.1:web" }, []string{"--addr", "0 to 65535"}},
		"a key without endpoint":        {func(s *config.Serve) { s.General.APIKey = []config.Secret{"k"} }, []string{"HUIKUAN_LLM_BASE_URL"}},
		"an endpoint without model":     {func(s *config.Serve) { s.General.BaseURL = []string{"https://host/v1"} }, []string{"HUIKUAN_LLM_MODEL"}},
		"a wrong scheme and no model":   {func(s *config.Serve) { s.General.BaseURL = []string{"ftp://host"} }, []string{"https://host/v1", "HUIKUAN_LLM_MODEL"}},
		"a password in the address":     {func(s *config.Serve) { s.General = at("https://u:p@host/v1", "m") }, []string{"HUIKUAN_LLM_API_KEY"}},
		"several faults come together":  {func(s *config.Serve) { s.Addr, s.Data = "x", "" }, []string{"host:port", "--data"}},
		"a page's address is fine":      {func(s *config.Serve) { s.Origins = []string{"https://Coach.example/", "http://10.0.0.2:8443"} }, nil},
		"a page's name is no address":   {func(s *config.Serve) { s.Origins = []string{"coach.example"} }, []string{"--origin \"coach.example\"", "https://"}},
		"a page's address has no path":  {func(s *config.Serve) { s.Origins = []string{"https://coach.example/calls"} }, []string{"without a path"}},
		"nor is it any address":         {func(s *config.Serve) { s.Origins = []string{"*"} }, []string{"--origin"}},
		"a negative time to keep calls": {func(s *config.Serve) { s.KeepDays = -1 }, []string{"--keep-days -1"}},
		"key and key file are too many": {func(s *config.Serve) {
			s.General = at("http://h/v1", "m")
			s.General.APIKey, s.General.APIKeyFile = []config.Secret{"k"}, "f"
		}, []string{"keep one"}},
		"a role's faults name its variables": {func(s *config.Serve) {
			s.Judge.BaseURL, s.Judge.Concurrent = []string{"judge.example"}, -1
		}, []string{"HUIKUAN_LLM_JUDGE_BASE_URL", "HUIKUAN_LLM_JUDGE_MODEL", "HUIKUAN_LLM_JUDGE_CONCURRENT"}},
		"one key is not for two endpoints": {func(s *config.Serve) {
			s.General = at("https://a/v1", "m")
			s.General.BaseURL = append(s.General.BaseURL, "https://b/v1")
			s.General.APIKey = []config.Secret{"k"}
		}, []string{"keys: 1, endpoints: 2"}},
		"a model for each of three endpoints": {func(s *config.Serve) {
			s.Voice.BaseURL, s.Voice.Model = []string{"https://a/v1", "https://b/v1", "https://c/v1"}, []string{"m", "n"}
		}, []string{"HUIKUAN_LLM_VOICE_MODEL has 2 values, and the number of endpoints is 3"}},
		"a reply begins before it ends": {func(s *config.Serve) { s.Voice.FirstByte, s.Voice.Total = 2, 1 }, []string{"HUIKUAN_LLM_VOICE_FIRST_BYTE"}},
		"budgets are not negative":      {func(s *config.Serve) { s.DayTokens = -1 }, []string{"HUIKUAN_LLM_DAY_TOKENS"}},
	} {
		t.Run(name, func(t *testing.T) {
			serve := good
			c.change(&serve)
			err := serve.Validate()
			if (err == nil) != (c.says == nil) {
				t.Fatalf("Validate() = %v", err)
			}
			for _, part := range c.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q does not say %q", err, part)
				}
			}
		})
	}
}

func at(base, model string) config.Endpoints {
	return config.Endpoints{BaseURL: []string{base}, Model: []string{model}}
}

func TestKeysMayComeFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(file, []byte("sk-1\n-\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	endpoints := config.Endpoints{BaseURL: []string{"https://a/v1", "http://b/v1"}, Model: []string{"m"}, APIKeyFile: file}
	list, err := endpoints.List()
	if err != nil || len(list) != 2 || list[0].APIKey != "sk-1" || list[1].APIKey != "" || list[1].Model != "m" {
		t.Errorf("List() = %v, %v; the file has one key for the first of two", len(list), err)
	}
	endpoints.BaseURL = endpoints.BaseURL[:1]
	if _, err := endpoints.List(); err == nil {
		t.Error("two keys for one endpoint are no error")
	}
	endpoints.APIKeyFile += ".missing"
	if _, err := endpoints.List(); err == nil {
		t.Error("a missing key file is no error")
	}
}

// TestAKeyFileWithoutAKeyIsNamed: a secret that was never filled in must not be taken for "no key".
func TestAKeyFileWithoutAKeyIsNamed(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "an empty line": "\n", "spaces": " \n\t\n", "the second is missing": "sk-1\n\n-\n", "a byte order mark alone": "\ufeff\n"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "the-keys")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			endpoints := config.Endpoints{BaseURL: []string{"https://a/v1", "http://b/v1", "http://c/v1"}, Model: []string{"m"}, APIKeyFile: file}
			if !strings.HasPrefix(name, "the") {
				endpoints.BaseURL = endpoints.BaseURL[:1]
			}
			_, err := endpoints.List()
			if err == nil {
				t.Fatal("it is used as if it held a key")
			}
			for _, part := range []string{file, "API_KEY_FILE", "- "} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q does not say %q", err, part)
				}
			}
		})
	}
}

func TestARoleWithoutEndpointsUsesTheGeneralOnes(t *testing.T) {
	models := config.Models{General: at("http://general/v1", "g"), Judge: at("http://judge/v1", "j")}
	models.General.Idle, models.General.MaxTokens = time.Second, 50
	models.Voice.MaxTokens = 80
	models.General.APIKey = []config.Secret{"general"}
	for role, want := range map[string]struct {
		base, model, key string
		tokens           int
	}{
		config.VoiceRole:  {"http://general/v1", "g", "general", 80},
		config.SecondRole: {"http://general/v1", "g", "general", 50},
		config.JudgeRole:  {"http://judge/v1", "j", "", 50},
	} {
		got := models.Role(role)
		list, err := got.List()
		if err != nil || len(list) != 1 || list[0].BaseURL != want.base || list[0].Model != want.model || string(list[0].APIKey) != want.key {
			t.Errorf("%s is asked at %v, %v; want %v", role, list, err, want)
		}
		if got.MaxTokens != want.tokens || got.Idle != time.Second {
			t.Errorf("%s has limits %d, %v; want %d, 1s", role, got.MaxTokens, got.Idle, want.tokens)
		}
	}
	if (config.Models{}).Role(config.VoiceRole).Configured() {
		t.Error("without any endpoint the voice has one")
	}
}
