package config_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
		"a local model is fine":         {func(s *config.Serve) { s.BaseURL, s.Name = "http://127.0.0.1:11434/v1", "qwen" }, nil},
		"IPv6 loopback is fine":         {func(s *config.Serve) { s.Addr = "[::1]:80" }, nil},
		"listening wide says why":       {func(s *config.Serve) { s.Addr = "0.0.0.0:8080" }, []string{"--open", "no accounts"}},
		"an empty host is wide":         {func(s *config.Serve) { s.Addr = ":8080" }, []string{"--open"}},
		"wide is allowed when asked":    {func(s *config.Serve) { s.Addr, s.Open = "0.0.0.0:8080", true }, nil},
		"an address without port":       {func(s *config.Serve) { s.Addr = "localhost" }, []string{"host:port"}},
		"a key without endpoint":        {func(s *config.Serve) { s.APIKey = "k" }, []string{"HUIKUAN_LLM_BASE_URL"}},
		"an endpoint without model":     {func(s *config.Serve) { s.BaseURL = "https://host/v1" }, []string{"HUIKUAN_LLM_MODEL"}},
		"a wrong scheme and no model":   {func(s *config.Serve) { s.BaseURL = "ftp://host" }, []string{"https://host/v1", "HUIKUAN_LLM_MODEL"}},
		"a password in the address":     {func(s *config.Serve) { s.BaseURL, s.Name = "https://u:p@host/v1", "m" }, []string{"HUIKUAN_LLM_API_KEY"}},
		"several faults come together":  {func(s *config.Serve) { s.Addr, s.Data = "x", "" }, []string{"host:port", "--data"}},
		"key and key file are too many": {func(s *config.Serve) { s.BaseURL, s.Name, s.APIKey, s.APIKeyFile = "http://h/v1", "m", "k", "f" }, []string{"keep one"}},
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

func TestTheKeyMayComeFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte("sk-1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := config.Model{APIKeyFile: file}.Key()
	if err != nil || string(key) != "sk-1" {
		t.Errorf("Key() = %v, %v; the file says sk-1", string(key) == "sk-1", err)
	}
	if _, err := (config.Model{APIKeyFile: file + ".missing"}).Key(); err == nil {
		t.Error("a missing key file is no error")
	}
}
