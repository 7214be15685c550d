package live

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyThePageOfThisServerMayOpenACall(t *testing.T) {
	const none = "(none)"
	loopback, lan := "127.0.0.1:5000", "192.168.1.7:5000"
	tests := []struct {
		origin, host, remote string
		tls                  bool
		want                 bool
	}{
		{"http://localhost:8080", "localhost:8080", loopback, false, true},
		{"http://127.0.0.1:8080", "127.0.0.1:8080", loopback, false, true},
		{"http://[::1]:8080", "[::1]:8080", loopback, false, true},
		{"http://LocalHost:8080", "localhost:8080", loopback, false, true},
		{"http://localhost", "localhost:80", loopback, false, true},
		{"https://localhost", "localhost", loopback, true, true},
		{"https://coach.example", "localhost:8080", lan, false, true}, // listed

		{"https://evil.example", "localhost:8080", loopback, false, false},
		{"http://localhost:8081", "localhost:8080", loopback, false, false},
		{"https://localhost:8080", "localhost:8080", loopback, false, false},
		{"http://localhost:8080", "localhost:8080", loopback, true, false},
		{"http://localhost:8080.evil.example", "localhost:8080", loopback, false, false},
		{"http://evil-localhost:8080", "localhost:8080", loopback, false, false},
		{"http://user@localhost:8080", "localhost:8080", loopback, false, false},
		{"http://localhost:8080/", "localhost:8080", loopback, false, false},
		{"null", "localhost:8080", loopback, false, false},
		{"", "localhost:8080", loopback, false, false},
		{"file://", "localhost:8080", loopback, false, false},
		{"http://coach.example", "localhost:8080", lan, false, false},                   // listed with https
		{"http://rebound.example:8080", "rebound.example:8080", loopback, false, false}, // a name made to point here

		{none, "localhost:8080", loopback, false, true},
		{none, "localhost:8080", lan, false, false},
	}
	for _, test := range tests {
		r := httptest.NewRequest(http.MethodGet, "http://"+test.host+"/", nil)
		r.RemoteAddr = test.remote
		if test.origin != none {
			r.Header["Origin"] = []string{test.origin}
		}
		if test.tls {
			r.TLS = &tls.ConnectionState{}
		}
		local := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, local))
		if got := originAllowed(r, []string{"https://coach.example"}); got != test.want {
			t.Errorf("origin %q at %s from %s: %v, want %v", test.origin, test.host, test.remote, got, test.want)
		}
	}
	for _, header := range []http.Header{{"Origin": {"http://localhost:8080", "http://evil.example"}}, {"Sec-Fetch-Site": {"cross-site"}}} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost:8080/", nil)
		r.RemoteAddr, r.Header = loopback, header
		if originAllowed(r, nil) {
			t.Errorf("let in: %v", header)
		}
	}
}

func TestAnotherSitesPageGetsNoSocketAndTakesNoSeat(t *testing.T) {
	r := newRig(t, Options{})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.server.URL+"/sessions/ses_1/live?takeover=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = http.Header{"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Sec-Websocket-Version": {"13"},
		"Sec-Websocket-Key": {"dGhlIHNhbXBsZSBub25jZQ=="}, "Origin": {"https://evil.example"}}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusForbidden {
		t.Errorf("got %s", response.Status)
	}
	if joins := r.fake.call("ses_1").joins; joins != 0 {
		t.Errorf("the call was joined %d times", joins)
	}
}
