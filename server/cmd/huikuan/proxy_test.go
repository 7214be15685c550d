package main

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"huikuan/server/config"
)

// TestACallIsHeldThroughAProxyThatHasTheCertificate: pages come over https from a name of their own, and the server behind the
// proxy hears plain http on this machine.
func TestACallIsHeldThroughAProxyThatHasTheCertificate(t *testing.T) {
	t.Parallel()
	const name, page = "coach.example", "https://coach.example"
	for _, c := range []struct {
		what    string
		origins []string
		host    string // what the proxy passes on
		status  int
	}{
		{"told of the name", []string{page}, name, http.StatusSwitchingProtocols},
		{"told of it, with a proxy that names the server instead", []string{"http://other.example", "HTTPS://Coach.Example:443"}, "127.0.0.1:8080", http.StatusSwitchingProtocols},
		{"told of nothing", nil, name, http.StatusForbidden},
		{"told of another", []string{"https://other.example"}, name, http.StatusForbidden},
	} {
		t.Run(c.what, func(t *testing.T) {
			h := startServer(t, config.Serve{Origins: c.origins})
			behind := &url.URL{Scheme: "http", Host: h.addr}
			proxy := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
				r.SetURL(behind)
				r.Out.Host = c.host
			}})
			t.Cleanup(proxy.Close)
			trusting := &tls.Config{InsecureSkipVerify: true} //nolint:gosec // the test's own certificate
			client := &http.Client{Transport: &http.Transport{TLSClientConfig: trusting}}
			t.Cleanup(client.CloseIdleConnections)

			id := h.start("group-treasury", "en", "practice")
			if c.status == http.StatusSwitchingProtocols {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, proxy.URL+"/api/v1/sessions", strings.NewReader(aCall))
				if err != nil {
					t.Fatal(err)
				}
				req.Header = http.Header{"Content-Type": {"application/json"}, "Origin": {page}} // of a browser that says no more
				res, err := client.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				_ = res.Body.Close()
				if res.StatusCode != http.StatusCreated {
					t.Errorf("a call is begun with %d", res.StatusCode)
				}
			}
			dialer := websocket.Dialer{TLSClientConfig: trusting}
			socket := "wss" + strings.TrimPrefix(proxy.URL, "https") + "/api/v1/sessions/" + id + "/live?after=0"
			conn, res, err := dialer.DialContext(t.Context(), socket, http.Header{"Origin": {page}})
			if err == nil {
				_ = conn.Close()
			}
			if res == nil || res.StatusCode != c.status {
				t.Errorf("joined with %v, %v; want %d", res, err, c.status)
			}
			if conn, _, err := dialer.DialContext(t.Context(), socket, http.Header{"Origin": {"https://evil.example"}}); err == nil {
				_ = conn.Close()
				t.Error("another site's page is let in")
			}
		})
	}
}
