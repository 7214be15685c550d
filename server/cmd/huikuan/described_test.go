package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"huikuan/server/config"
)

// described is what the server says of itself, as somebody reads it who writes a program for it.
type described struct {
	house
	schemas *jsonschema.Compiler
}

func newDescribed(t *testing.T) described {
	t.Helper()
	return newDescribedOn(t, config.Serve{Operations: config.Operations{Unpaced: true}})
}

func newDescribedOn(t *testing.T, settings config.Serve) described {
	t.Helper()
	h := startServer(t, settings)
	d := described{house: h, schemas: jsonschema.NewCompiler()}
	for name, path := range map[string]string{"api.json": "/api/openapi.json", "live.json": "/api/live.schema.json"} {
		var document json.RawMessage
		if status := h.do(http.MethodGet, path, nil, &document); status != http.StatusOK {
			t.Fatalf("%s: status %d", path, status)
		}
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.schemas.AddResource(name, parsed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// fits fails the test when data is not what the schema at place says.
func (d described) fits(what, place string, data []byte) {
	d.t.Helper()
	schema, err := d.schemas.Compile(place)
	if err != nil {
		d.t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
	if err := schema.Validate(value); err != nil {
		d.t.Errorf("%s is not as described: %v", what, err)
	}
}

// get reads an address that route describes and checks the answer against it.
func (d described) get(path, route string, status int) {
	d.t.Helper()
	var answer json.RawMessage
	if got := d.do(http.MethodGet, path, nil, &answer); got != status {
		d.t.Fatalf("GET %s: status %d, want %d: %s", path, got, status, answer)
	}
	response, kind := "200", "application~1json"
	if status >= http.StatusBadRequest {
		response, kind = "default", "application~1problem+json"
	}
	d.fits("GET "+path, "api.json#/paths/"+strings.ReplaceAll(route, "/", "~1")+"/get/responses/"+response+"/content/"+kind+"/schema", answer)
}

func TestWhatIsSentIsWhatTheDescriptionSays(t *testing.T) {
	t.Parallel()
	d := newDescribed(t)
	d.get("/api/v1/scenarios?lang=en", "/api/v1/scenarios", 200)
	d.get("/api/v1/scenarios/group-treasury", "/api/v1/scenarios/{id}", 200)
	d.get("/api/v1/scenarios/nowhere", "/api/v1/scenarios/{id}", 404)
	d.get("/api/v1/practice", "/api/v1/practice", 200)
	for _, lang := range []string{"zh", "en"} {
		id := d.start("group-treasury", lang, "practice")
		of := func(what string, status int) {
			t.Helper()
			d.get("/api/v1/sessions/"+id+what, "/api/v1/sessions/{id}"+what, status)
		}
		of("/branches", 200)
		of("/review", 200)
		of("/debrief", 409)
		of("/assessment", 404)
		of("/live", 426)
		p := d.dial(id, 0)
		p.await("turn.completed")
		p.talk("t0", smallTalk[lang][0])
		p.send(map[string]string{"type": "hint"})
		p.await("hint.given")
		p.send(map[string]string{"type": "shout"})
		p.await("error")
		p.send(map[string]string{"type": "end"})
		p.await("assessment.ready")
		for _, f := range p.seen {
			d.fits("frame "+f.Type, "live.json#/$defs/ServerFrame", f.raw)
		}
		for _, what := range []string{"", "/assessment", "/branches", "/case", "/diagnosis", "/review", "/usage", "/debrief", "/better"} {
			of(what, 200)
		}
	}
	d.get("/api/v1/sessions?limit=1", "/api/v1/sessions", 200)
	d.get("/api/v1/sessions?limit=0", "/api/v1/sessions", 422)
	d.get("/api/v1/review/calls", "/api/v1/review/calls", 200)
	d.get("/api/v1/scenarios", "/api/v1/scenarios", 200)
}
