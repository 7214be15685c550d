package live

import (
	"encoding/json"
	"reflect"

	"github.com/invopop/jsonschema"
)

// frame pairs a wire type with the struct that carries it.
type frame struct {
	wire  string
	value any
}

func clientFrames() []frame {
	return []frame{
		{TypeSay, Say{}}, {TypeStop, Stop{}}, {TypeHint, Hint{}}, {TypeContact, Contact{}}, {TypeAction, Action{}},
		{TypePause, Pause{}}, {TypeResume, Resume{}}, {TypeEnd, End{}},
	}
}

func serverFrames() []frame {
	return []frame{
		{"session.started", SessionStarted{}}, {"turn.accepted", TurnAccepted{}}, {"turn.completed", TurnCompleted{}},
		{"contact.changed", ContactChanged{}}, {"action.done", ActionDone{}}, {"hint.given", HintGiven{}},
		{"session.paused", SessionPaused{}}, {"session.resumed", SessionResumed{}}, {"session.ended", SessionEnded{}},
		{"assessment.ready", AssessmentReady{}},
		{TypeHello, Hello{}}, {TypeDelta, Delta{}}, {TypeThinking, Thinking{}}, {TypeError, Error{}}, {TypeDraining, Draining{}},
	}
}

// FrameSchema is the JSON Schema (2020-12) of the wire: $defs holds every frame, and ClientFrame and ServerFrame as
// unions told apart by the constant in type. The document itself is an object with one of each, so that generators
// that start from the root reach both.
func FrameSchema() []byte {
	defs := jsonschema.Definitions{}
	defs["ClientFrame"] = union(defs, "Client", clientFrames())
	defs["ServerFrame"] = union(defs, "Server", serverFrames())
	root := &jsonschema.Schema{
		Version:              jsonschema.Version,
		Title:                "Frames",
		Description:          "The frames of the live protocol: what a client may send and what the server sends.",
		Type:                 "object",
		Properties:           jsonschema.NewProperties(),
		Required:             []string{"client", "server"},
		AdditionalProperties: jsonschema.FalseSchema,
		Definitions:          defs,
	}
	root.Properties.Set("client", &jsonschema.Schema{Ref: "#/$defs/ClientFrame"})
	root.Properties.Set("server", &jsonschema.Schema{Ref: "#/$defs/ServerFrame"})
	doc, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // the structs are fixed at compile time; a test renders them
	}
	return append(doc, '\n')
}

// union adds the schema of every frame to defs, its name prefixed with the side that sends it, and returns their union.
func union(defs jsonschema.Definitions, side string, frames []frame) *jsonschema.Schema {
	one := &jsonschema.Schema{}
	for _, f := range frames {
		reflector := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true}
		schema := reflector.Reflect(f.value)
		schema.Version = ""
		if kind, ok := schema.Properties.Get("type"); ok {
			kind.Const = f.wire
		}
		name := side + reflect.TypeOf(f.value).Name()
		defs[name] = schema
		one.OneOf = append(one.OneOf, &jsonschema.Schema{Ref: "#/$defs/" + name})
	}
	return one
}
