package config

import (
	"strings"
	"testing"
)

func TestProfilesAreForThisMachineOnly(t *testing.T) {
	for addr, allowed := range map[string]bool{
		"": true, "127.0.0.1:8081": true, "localhost:8081": true, "[::1]:8081": true,
		":8081": false, "0.0.0.0:8081": false, "192.168.1.5:8081": false, "127.0.0.1": false,
	} {
		err := Serve{Addr: "127.0.0.1:0", Data: "data", Operations: Operations{AdminAddr: addr}}.Validate()
		if allowed && err != nil {
			t.Errorf("%q is refused: %v", addr, err)
		}
		if !allowed && (err == nil || !strings.Contains(err.Error(), "--admin-addr")) {
			t.Errorf("%q is not refused: %v", addr, err)
		}
	}
}
