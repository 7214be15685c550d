package api_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/api"
	"huikuan/server/coach"
	"huikuan/server/session"
)

// told is an answer with what it says of a fault.
type told struct {
	status int
	kind   string
	Code   string
	Detail string
	Errors []struct{ Location, Message string }
}

// ask sends a request to a server under a name.
func ask(t *testing.T, server *httptest.Server, method, path, host, body string) (a told) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if req.Host = host; body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	a.status, a.kind = res.StatusCode, res.Header.Get("Content-Type")
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil && a.status >= http.StatusBadRequest {
		t.Errorf("%s %s as %q: %d, and no problem: %v", method, path, host, a.status, err)
	}
	return a
}

// running is a server on a loopback address that logs into log.
func running(t *testing.T, log io.Writer, origins ...string) *httptest.Server {
	t.Helper()
	h, err := api.New(api.Deps{Log: slog.New(slog.NewTextHandler(log, nil)), Version: "test", Origins: origins})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

// TestAPageThatTookThisMachinesAddressReadsNothing: its own name resolves to 127.0.0.1, and to a browser it is the page of the server.
func TestAPageThatTookThisMachinesAddressReadsNothing(t *testing.T) {
	var log bytes.Buffer
	server := running(t, &log, "https://coach.example", "http://Other.Example:8080")
	const path = "/api/openapi.json"
	for _, host := range []string{"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:80", "coach.example.evil.example", "[::1].evil.example"} {
		if a := ask(t, server, http.MethodGet, path, host, ""); a.status != http.StatusForbidden || a.Code != "forbidden" || !strings.Contains(a.Detail, "--origin") || a.kind != "application/problem+json" {
			t.Errorf("as %s: %+v", host, a)
		}
	}
	for _, host := range []string{"", "localhost", "LOCALHOST:1", "app.localhost:8080", "127.0.0.1:9", "[::1]:8080", "192.168.1.5", "coach.example", "Coach.Example:443", "other.example", "huikuan_backend"} {
		if a := ask(t, server, http.MethodGet, path, host, ""); a.status != http.StatusOK {
			t.Errorf("as %s: %+v", host, a)
		}
	}
	if a := ask(t, server, http.MethodGet, "/healthz", "probe.example", ""); a.status != http.StatusOK {
		t.Errorf("a probe: %+v", a)
	}
	if log.Len() > 0 {
		t.Errorf("what others send fills the log: %s", log.String())
	}
}

// TestWhatTheFrameworkFindsIsSaidInOurWords: with what to do, and without values or types of the program.
func TestWhatTheFrameworkFindsIsSaidInOurWords(t *testing.T) {
	var log bytes.Buffer
	server := running(t, &log)
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		says, at, of       string
	}{
		"a number beyond every bound": {"POST", "/api/v1/sessions", `{"scenario_id":"x","lang":"en","seed":987654321987654321987}`, 422, "errors lists", "body.seed", "out of range"},
		"a turn beyond every bound":   {"POST", "/api/v1/sessions/ses_1/fork", `{"turn":987654321987654321987}`, 422, "errors lists", "body.turn", "out of range"},
		"a word for a number":         {"POST", "/api/v1/sessions/ses_1/fork", `{"turn":"secret"}`, 422, "errors lists", "body.turn", "integer"},
		"a query that breaks off":     {"GET", "/api/v1/sessions?limit=1&%zz=1", "", 422, "cannot be read", "", ""},
		"a query with a bare percent": {"GET", "/api/v1/sessions?limit=%", "", 422, "cannot be read", "", ""},
	} {
		a := ask(t, server, c.method, c.path, "", c.body)
		if a.status != c.status || a.Code != "invalid" || !strings.Contains(a.Detail, c.says) {
			t.Errorf("%s: %+v", name, a)
		}
		if said := fmt.Sprint(a); strings.Contains(said, "987654321") || strings.Contains(said, "secret") || strings.Contains(said, "Go struct") {
			t.Errorf("%s: the answer holds what it should not: %s", name, said)
		}
		if c.at != "" && (len(a.Errors) != 1 || a.Errors[0].Location != c.at || !strings.Contains(a.Errors[0].Message, c.of)) {
			t.Errorf("%s: %+v", name, a.Errors)
		}
	}
	if log.Len() > 0 {
		t.Errorf("what others send fills the log: %s", log.String())
	}
}

func TestABodyThatNeverArrivedMayBeSentAgain(t *testing.T) {
	running(t, io.Discard)
	problem, ok := huma.NewError(http.StatusRequestTimeout, "request body read timeout").(*api.Problem)
	if !ok || problem.Code != "unavailable" || problem.Status != http.StatusRequestTimeout || !strings.Contains(problem.Detail, "send it again") {
		t.Errorf("%+v", problem)
	}
}

// TestASlowBodyGetsTime: what takes six seconds is taken; what never ends is answered by the server's own bound.
func TestASlowBodyGetsTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes six seconds")
	}
	t.Parallel()
	server := running(t, io.Discard)
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // nothing was promised
	const body = `{"turn":"x"}`
	_, err = fmt.Fprintf(conn, "POST /api/v1/sessions/ses_1/fork HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:3])
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(6 * time.Second)
	if _, err := io.WriteString(conn, body[3:]); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // it was read
	if res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d, want that of a body that arrived", res.StatusCode)
	}
}

// refusing begins no call.
type refusing struct {
	api.Calls
	err error
}

func (r refusing) Start(context.Context, session.StartRequest) (coach.Session, error) {
	return coach.Session{}, r.err
}

// TestRefusedCallsDoNotFillTheLog: on a disk that is nearly full they would fill the rest of it.
func TestRefusedCallsDoNotFillTheLog(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		logged bool
	}{
		"a disk that is nearly full": {coach.Errorf(coach.CodeStorage, "the disk is nearly full"), false},
		"a busy server":              {coach.Wrap(coach.CodeUnavailable, io.EOF, "busy"), false},
		"a write that failed":        {coach.Wrap(coach.CodeStorage, io.ErrShortWrite, "nothing was stored"), true},
		"a fault of ours":            {io.ErrUnexpectedEOF, true},
	} {
		var log bytes.Buffer
		h, err := api.New(api.Deps{Log: slog.New(slog.NewTextHandler(&log, nil)), Calls: refusing{err: c.err}})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		if a := ask(t, server, http.MethodPost, "/api/v1/sessions", "", `{"scenario_id":"x","lang":"en"}`); a.status < http.StatusInternalServerError || a.Detail == "" {
			t.Errorf("%s: %+v", name, a)
		}
		if logged := log.Len() > 0; logged != c.logged {
			t.Errorf("%s: logged %q", name, log.String())
		}
	}
}
