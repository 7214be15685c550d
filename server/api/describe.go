package api

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"huikuan/server/coach"
)

// introduction is what somebody who writes a program for this server reads first. Codes of errors are added to it.
const introduction = `Calls are started, read and exported over HTTP; the call itself is held over a WebSocket (hold-call).
A program for the whole way: GET /api/v1/scenarios, POST /api/v1/sessions, hold the call, send end, wait for the frame
assessment.ready, GET /api/v1/sessions/{id}/assessment.

Ids are opaque. Times are UTC. Money is an integer in the currency's smallest unit. Requests with fields or query
parameters that are not described here are refused. A request that begins a call (POST /api/v1/sessions, …/fork)
begins another each time it is sent, unless it has an Idempotency-Key: then it can be sent again when its answer was lost. A
list with more to come has next: give it back as before.

There are no accounts. A page of another site may not write here; a program sends no Origin.

Errors are problem JSON (RFC 9457). Go by code and show detail. A 503 has Retry-After, in seconds:

| code | status |
|---|---|
`

// holding is the live protocol in short.
const holding = `Every message is one JSON object. /api/live.schema.json is their JSON Schema: ClientFrame is what may be sent,
ServerFrame what comes.

The server begins with hello. Frames with a seq are the durable ones, numbered from 1 without a gap, and come from after on.
The debtor picks up and speaks first: turn.delta are pieces of a turn, turn.completed is the whole of it.

say with a client_turn_id of your own is answered by turn.accepted with the same id: the sentence is stored. Sent again it is not
stored twice, and turn.accepted comes again with the seq it had; the same id with other words is a conflict. While the debtor
speaks it is refused with busy: wait for turn.completed and say it again, or send stop first. Where the debtor puts the caller
through, contact.changed and a turn of the new person follow the turn that said so. A refused message is answered by error, and the
socket stays open.

When the line is cut: connect again with after set to the highest seq seen, drop the pieces of an unfinished turn, and send again
what was not accepted. Answer pings; after 60 s of silence the line is given up. More than 30 messages in 10 s are refused with
unavailable and retry_after_ms.

end hangs up; session.ended and assessment.ready follow.

| close code | meaning |
|---|---|
| 1000 | the call is over and everything is sent |
| 1009 | the message was over 32 KiB |
| 1011 | something failed, or you read too slowly: connect again with after |
| 1012 | the server restarts: connect again with after, in a second or so |
| 4400 | after is not a seq of this call: do not try again as it is |
| 4409 | the call is open elsewhere, or was continued there: takeover=1 takes it over |`

// describe adds what the framework cannot read off the routes' types.
func describe(api huma.API) {
	document := api.OpenAPI()
	codes := sortedCodes()
	document.Info.Description = introduction + codeTable(codes)
	describeNulls(document.Components.Schemas)
	if problem := document.Components.Schemas.Map()["Problem"]; problem != nil {
		for _, code := range codes {
			problem.Properties["code"].Enum = append(problem.Properties["code"].Enum, string(code))
		}
	}
	document.Paths["/api/v1/sessions/{id}/live"] = &huma.PathItem{Get: liveOperation()}
	wait := &huma.Param{Description: "seconds to wait before another try; with 503", Schema: &huma.Schema{Type: huma.TypeInteger}}
	for _, path := range document.Paths {
		for _, operation := range []*huma.Operation{path.Get, path.Post, path.Put, path.Delete} {
			if operation != nil && operation.Responses["default"] != nil {
				operation.Responses["default"].Headers = map[string]*huma.Param{"Retry-After": wait}
			}
		}
	}
}

// describeNulls says which objects may be null: those a pointer leads to that is always sent. The framework says so of
// numbers and words alone, and programs made from the description would fail on the first null.
func describeNulls(schemas huma.Registry) {
	const place = "#/components/schemas/"
	for name, schema := range schemas.Map() {
		of := schemas.TypeFromRef(place + name)
		if of == nil || of.Kind() != reflect.Struct {
			continue
		}
		for _, field := range reflect.VisibleFields(of) {
			tag, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			property := schema.Properties[tag]
			if property == nil || property.Ref == "" || field.Type.Kind() != reflect.Pointer || strings.Contains(options, "omitempty") {
				continue
			}
			schema.Properties[tag] = &huma.Schema{
				Description: cmp.Or(field.Tag.Get("doc"), property.Description),
				AnyOf:       []*huma.Schema{{Ref: property.Ref}, {Type: "null"}},
			}
		}
	}
}

func liveOperation() *huma.Operation {
	word := func(name, in, doc string) *huma.Param {
		return &huma.Param{Name: name, In: in, Required: in == "path", Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	problem := map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}}
	return &huma.Operation{
		OperationID: "hold-call", Summary: "Hold a call, over a WebSocket", Description: holding,
		Parameters: []*huma.Param{
			word("id", "path", "a session id, ses_…"),
			{Name: "after", In: "query", Description: "the highest seq seen; frames after it are sent. 0 at first", Schema: &huma.Schema{Type: huma.TypeInteger, Format: "int64", Default: 0}},
			word("tab", "query", "any word of your own: who comes back with the same one gets the call at once"),
			word("takeover", "query", "1 takes the call over from whoever holds it"),
		},
		Responses: map[string]*huma.Response{
			strconv.Itoa(http.StatusSwitchingProtocols): {Description: "the socket is open"},
			"default": {Description: "Error", Content: problem},
		},
	}
}

// sortedCodes are the codes of errors in the order of their statuses.
func sortedCodes() []coach.Code {
	return slices.SortedFunc(maps.Keys(statusOf), func(a, b coach.Code) int {
		return cmp.Or(cmp.Compare(statusOf[a], statusOf[b]), cmp.Compare(a, b))
	})
}

// codeTable is a row per code with the status it comes with.
func codeTable(codes []coach.Code) string {
	var table strings.Builder
	for _, code := range codes {
		fmt.Fprintf(&table, "| %s | %d %s |\n", code, statusOf[code], http.StatusText(statusOf[code]))
	}
	return table.String()
}
