package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"huikuan/server/config"
)

// begun is the answer to a request to begin a call.
type begun struct {
	status       int
	ID           string `json:"id"`
	Code, Detail string
	Errors       []struct{ Location, Message string }
}

// begin sends a request to begin a call with values of the Idempotency-Key header.
func (h house) begin(path, body string, keys ...string) begun {
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, "http://"+h.addr+path, strings.NewReader(body))
	if err != nil {
		h.t.Error(err)
		return begun{}
	}
	req.Header["Content-Type"] = []string{"application/json"}
	if keys != nil {
		req.Header["Idempotency-Key"] = keys
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Error(err)
		return begun{}
	}
	defer res.Body.Close() //nolint:errcheck // it has been read
	data, err := io.ReadAll(res.Body)
	answer := begun{status: res.StatusCode}
	if err != nil || json.Unmarshal(data, &answer) != nil {
		h.t.Errorf("answered %d %s, %v", res.StatusCode, data, err)
	}
	return answer
}

const aCall = `{"scenario_id":"group-treasury","lang":"en"}`

// TestARequestSentAgainBeginsNoSecondCall: whoever lost the answer sends the request again with its key, at once from
// many lines or after the server has begun anew, and is given the call there is.
func TestARequestSentAgainBeginsNoSecondCall(t *testing.T) {
	data := t.TempDir()
	var first, fork begun
	t.Run("at once", func(t *testing.T) {
		h := startServer(t, config.Serve{Data: data})
		answers := make([]begun, 16)
		var all sync.WaitGroup
		for i := range answers {
			all.Go(func() { answers[i] = h.begin("/api/v1/sessions", aCall, "a key") })
		}
		all.Wait()
		first = answers[0]
		for _, answer := range answers {
			if answer.status != http.StatusCreated || answer.ID == "" || answer.ID != first.ID {
				t.Errorf("answered %+v beside %s", answer, first.ID)
			}
		}
		p := h.dial(first.ID, 0)
		p.await("turn.completed")
		path := "/api/v1/sessions/" + first.ID + "/fork"
		fork = h.begin(path, `{"turn":0}`, "another key")
		if again := h.begin(path, `{"turn":0}`, "another key"); again.ID != fork.ID || again.status != http.StatusCreated {
			t.Errorf("the fork %+v and again %+v", fork, again)
		}
		if other := h.begin(path, `{"turn":0}`, "a third key"); other.ID == fork.ID || other.status != http.StatusCreated {
			t.Errorf("another key is answered with the fork of the first: %+v", other)
		}
		if wrong := h.begin(path, `{"turn":0}`, "a key"); wrong.status != http.StatusConflict {
			t.Errorf("a fork with the key of a start: %+v", wrong)
		}
	})
	t.Run("after the server began anew", func(t *testing.T) {
		h := startServer(t, config.Serve{Data: data})
		if again := h.begin("/api/v1/sessions", `{"lang":"en", "mode":"practice", "scenario_id":"group-treasury"}`, "a key"); again.ID != first.ID {
			t.Errorf("the same request is answered %+v, not %s", again, first.ID)
		}
		wrong := h.begin("/api/v1/sessions", `{"scenario_id":"group-treasury","lang":"zh"}`, "a key")
		if wrong.status != http.StatusConflict || wrong.Code != "conflict" || !strings.Contains(wrong.Detail, "new key") {
			t.Errorf("another request with the key: %+v", wrong)
		}
		one, two := h.begin("/api/v1/sessions", aCall), h.begin("/api/v1/sessions", aCall)
		if one.ID == two.ID || one.ID == first.ID {
			t.Errorf("without a key %s and %s are one call", one.ID, two.ID)
		}
		var list struct{ Sessions []struct{ ID string } }
		h.do(http.MethodGet, "/api/v1/sessions", nil, &list)
		if len(list.Sessions) != 5 {
			t.Errorf("%d calls, want the first, its two forks and the two without a key", len(list.Sessions))
		}
	})
}

func TestAKeyThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	for name, keys := range map[string][]string{
		"empty": {""}, "too long": {strings.Repeat("k", 65)}, "not printable": {"a\tb"}, "beyond ASCII": {"schlüssel"}, "two": {"a", "b"},
	} {
		answer := h.begin("/api/v1/sessions", aCall, keys...)
		if answer.status != http.StatusUnprocessableEntity || !strings.Contains(answer.Detail+fmt.Sprint(answer.Errors), "Idempotency-Key") {
			t.Errorf("%s: %+v", name, answer)
		}
	}
	if answer := h.begin("/api/v1/sessions", aCall, strings.Repeat("~", 64)); answer.status != http.StatusCreated {
		t.Errorf("the longest key: %+v", answer)
	}
	if answer := h.begin("/api/v1/sessions", `{"scenario_id":"nobody","lang":"en"}`, "mended"); answer.status != http.StatusNotFound {
		t.Errorf("an unknown case: %+v", answer)
	}
	if answer := h.begin("/api/v1/sessions", aCall, "mended"); answer.status != http.StatusCreated {
		t.Errorf("a request that began nothing keeps its key from the mended one: %+v", answer)
	}
}
