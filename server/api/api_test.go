package api_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"huikuan/server/api"
)

const script = "console.log('a page that is long enough to be worth packing, packing, packing, packing, packing, packing')"

func handler(t *testing.T) http.Handler {
	t.Helper()
	page := fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html>")}, "assets/app-1.js": {Data: []byte(script)},
		"assets/app-1.js.br": {Data: []byte("packed by the build")},
	}
	h, err := api.New(api.Deps{Page: page, Log: slog.New(slog.DiscardHandler), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, h http.Handler, path string, header ...string) *http.Response {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec.Result()
}

func TestThePageIsServedAndNothingElse(t *testing.T) {
	h := handler(t)
	for path, want := range map[string]struct {
		status int
		kind   string
	}{
		"/":                        {200, "text/html"},
		"/cases/charming-dealer":   {200, "text/html"}, // a route of the page
		"/assets/app-1.js":         {200, "text/javascript"},
		"/assets/gone-2.js":        {404, "text/plain"},
		"/../../etc/passwd":        {200, "text/html"},
		"/assets/..%2f..%2fsecret": {404, "text/plain"},
		"/api/v1/nothing":          {404, "application/problem+json"},
		"/api/openapi.json":        {200, "application/openapi+json"},
		"/healthz":                 {200, "text/plain"},
	} {
		res := get(t, h, path)
		if res.StatusCode != want.status || !strings.HasPrefix(res.Header.Get("Content-Type"), want.kind) {
			t.Errorf("%s: %d %s, want %d %s", path, res.StatusCode, res.Header.Get("Content-Type"), want.status, want.kind)
		}
	}
}

func TestFilesArePackedAndKept(t *testing.T) {
	h := handler(t)
	res := get(t, h, "/assets/app-1.js", "Accept-Encoding", "gzip")
	packed, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(packed); string(body) != script {
		t.Errorf("unpacked it is %q", body)
	}
	if keep := res.Header.Get("Cache-Control"); !strings.Contains(keep, "immutable") {
		t.Errorf("a file with a hash in its name is kept as %q", keep)
	}
	if again := get(t, h, "/assets/app-1.js", "If-None-Match", res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("asked again with its tag: %d", again.StatusCode)
	}
	if keep := get(t, h, "/").Header.Get("Cache-Control"); keep != "no-cache" {
		t.Errorf("the page itself is kept as %q", keep)
	}
}

func TestAFileGoesOutAsSmallAsTheClientTakesIt(t *testing.T) {
	h := handler(t)
	for accepted, want := range map[string]string{
		"gzip, deflate, br, zstd": "br", "br;q=1.0": "br", "gzip": "gzip", "GZIP;q=0.5, br; q=0": "gzip", "br;q=0, gzip;q=0.0": "", "identity": "", "": "", "brotli": "",
	} {
		res := get(t, h, "/assets/app-1.js", "Accept-Encoding", accepted)
		if got := res.Header.Get("Content-Encoding"); got != want || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("asked with %q it comes as %q (vary %q), want %q", accepted, got, res.Header.Get("Vary"), want)
		}
	}
	if body, _ := io.ReadAll(get(t, h, "/assets/app-1.js", "Accept-Encoding", "br").Body); string(body) != "packed by the build" {
		t.Errorf("the build's own packing is not what goes out: %q", body)
	}
	if res := get(t, h, "/assets/app-1.js.br"); res.StatusCode != http.StatusNotFound {
		t.Errorf("the packed file has an address of its own: %d", res.StatusCode)
	}
}

func TestLongAnswersOfTheAPIArePacked(t *testing.T) {
	h := handler(t)
	res := get(t, h, "/api/openapi.json", "Accept-Encoding", "gzip")
	body, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(body); err != nil || !strings.Contains(string(text), "get-debrief") || res.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%d bytes as %q (%v)", len(text), res.Header.Get("Content-Encoding"), err)
	}
	if short := get(t, h, "/api/v1/nothing", "Accept-Encoding", "gzip"); short.Header.Get("Content-Encoding") != "" {
		t.Errorf("a short answer is packed as %q", short.Header.Get("Content-Encoding"))
	}
}

func TestEveryAnswerIsLockedDown(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/", "/assets/app-1.js", "/api/v1/nothing", "/healthz", "/assets/gone-2.js"} {
		header := get(t, h, path).Header
		policy := header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", path, header)
		}
	}
}

func TestAPageThatWasNotBuiltSaysHow(t *testing.T) {
	_, err := api.New(api.Deps{Page: fstest.MapFS{".gitkeep": {}}, Log: slog.New(slog.DiscardHandler)})
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("an empty page: %v", err)
	}
}

// TestServersOfOneProcessStartTogether is for the race detector: servers share the library's hook for errors.
func TestServersOfOneProcessStartTogether(t *testing.T) {
	t.Parallel()
	var started sync.WaitGroup
	for range 8 {
		started.Go(func() {
			if _, err := api.OpenAPI("test"); err != nil {
				t.Error(err)
			}
		})
	}
	started.Wait()
}

// TestAMonitorThatAsksForTheHeadAloneIsNotToldThePage: many ask with HEAD, and the page answers that for every address.
func TestAMonitorThatAsksForTheHeadAloneIsNotToldThePage(t *testing.T) {
	down := api.Check{Name: "store", Vital: true, Look: func(context.Context) error { return errors.New("it does not write") }}
	h, err := api.New(api.Deps{
		Page: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}, Log: slog.New(slog.DiscardHandler), Checks: []api.Check{down},
		Metrics: http.NotFoundHandler(),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		asked := httptest.NewRecorder()
		h.ServeHTTP(asked, httptest.NewRequestWithContext(t.Context(), http.MethodHead, path, nil))
		if want := get(t, h, path).StatusCode; asked.Code != want {
			t.Errorf("HEAD %s: status %d, GET gives %d", path, asked.Code, want)
		}
	}
}

func TestABodyThatIsTooLongIsToldTheLimit(t *testing.T) {
	h := handler(t)
	words := "me: " + strings.Repeat("x", 1<<20)
	for _, name := range []string{"of known length", "in chunks"} {
		for _, path := range []string{"/api/v1/transcripts", "/api/v1/sessions"} {
			req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(words))
			if name == "in chunks" {
				req.ContentLength = -1
			}
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, req)
			if answer := rec.Body.String(); rec.Code != http.StatusRequestEntityTooLarge || !strings.Contains(answer, `"too_large"`) || !strings.Contains(answer, "over 1 MB; send") {
				t.Errorf("%s, %s: status %d, %s", path, name, rec.Code, answer)
			}
		}
	}
}
