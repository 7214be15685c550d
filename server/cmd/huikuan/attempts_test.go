package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"huikuan/server/config"
)

// finish says a sentence, takes a hint when asked to, hangs up and waits for the score.
func finish(t *testing.T, h house, id, hint string) {
	t.Helper()
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.talk("1", "您好，我这边是供货方财务，打电话是为了那两张逾期的发票。")
	if hint != "" {
		p.send(map[string]string{"type": "hint"})
		p.await("hint.given")
	}
	p.send(map[string]string{"type": "end"})
	p.await("assessment.ready")
}

// TestACasePractisedWithHelpIsNoUnplayedCase: a call with a hint sets no best score, and is a call all the same.
func TestACasePractisedWithHelpIsNoUnplayedCase(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	type row struct {
		ID   string
		Best *struct{ Session string }

		Attempts struct {
			Calls, Assisted int
			Latest          string
		}
	}
	look := func() row {
		t.Helper()
		var list struct{ Scenarios []row }
		h.do(http.MethodGet, "/api/v1/scenarios?lang=zh", nil, &list)
		for _, one := range list.Scenarios {
			if one.ID == "group-treasury" {
				return one
			}
		}
		t.Fatal("the case is not listed")
		return row{}
	}
	if before := look(); before.Attempts.Calls != 0 || before.Attempts.Latest != "" {
		t.Errorf("before any call: %+v", before)
	}
	helped := h.start("group-treasury", "zh", "practice")
	if live := look(); live.Attempts.Calls != 0 {
		t.Errorf("a call that goes on counts as finished: %+v", live)
	}
	finish(t, h, helped, "hint")
	if after := look(); after.Best != nil || after.Attempts.Calls != 1 || after.Attempts.Assisted != 1 || after.Attempts.Latest != helped {
		t.Errorf("after a call with help: %+v", after)
	}
	alone := h.start("group-treasury", "zh", "practice")
	finish(t, h, alone, "")
	if after := look(); after.Best == nil || after.Best.Session != alone || after.Attempts.Calls != 2 || after.Attempts.Assisted != 1 || after.Attempts.Latest != alone {
		t.Errorf("after a call alone: %+v", after)
	}
}

// TestWhatWasDoneBesideSpeakingStandsWithTheTurns: on the call and in its export, named in the call's language.
func TestWhatWasDoneBesideSpeakingStandsWithTheTurns(t *testing.T) {
	t.Parallel()
	h := startServer(t, config.Serve{})
	id := h.start("group-treasury", "en", "practice")
	p := h.dial(id, 0)
	p.await("turn.completed")
	p.send(map[string]string{"type": "action", "id": "send_statement"})
	p.await("turn.completed")
	p.talk("1", "Could you tell me what is holding the payment up?")
	p.send(map[string]string{"type": "contact", "id": "manager"})
	p.await("turn.completed")
	p.send(map[string]string{"type": "end"})
	p.await("assessment.ready")

	type action struct {
		Turn           int
		Kind, ID, Name string
	}
	var session struct {
		ScenarioTitle string `json:"scenario_title"`
		Titles        struct{ Zh, En string }
		Actions       []action
	}
	h.do(http.MethodGet, "/api/v1/sessions/"+id, nil, &session)
	if session.Titles.En != session.ScenarioTitle || session.Titles.Zh == "" || session.Titles.Zh == session.Titles.En {
		t.Errorf("titles %+v of a call titled %q", session.Titles, session.ScenarioTitle)
	}
	if len(session.Actions) < 2 || session.Actions[0] != (action{0, "desk", "send_statement", "Send the statement"}) ||
		session.Actions[1].Turn != 3 || session.Actions[1].Kind != "asked_for" || session.Actions[1].ID != "manager" || session.Actions[1].Name == "manager" {
		t.Errorf("actions %+v", session.Actions)
	}
	res, err := http.Get("http://" + h.addr + "/api/v1/review/export?format=jsonl") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	line, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	var exported struct{ Actions []action }
	if err := json.Unmarshal(bytes.TrimSpace(line), &exported); err != nil || len(exported.Actions) != len(session.Actions) {
		t.Errorf("the export has %+v (%v)", exported.Actions, err)
	}
}
