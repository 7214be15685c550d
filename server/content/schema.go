package content

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	generator "github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"huikuan/server/coach"
)

// Schemas returns the JSON Schema (2020-12) of each kind of content file, by file name: case.schema.json and so on. They
// are generated from the domain types.
func Schemas() map[string][]byte {
	files := map[string][]byte{}
	for _, k := range kinds() {
		files[k.schemaFile()] = generate(k)
	}
	return files
}

func (k kind) schemaFile() string { return string(k) + ".schema.json" }

func generate(k kind) []byte {
	reflector := generator.Reflector{Anonymous: true, RequiredFromJSONSchemaTags: true, FieldNameTag: "yaml", ExpandedStruct: true,
		LookupComment: explainer()}
	schema := reflector.ReflectFromType(k.shape())
	schema.Title = "Huikuan " + string(k)
	complete(schema, k.shape(), schema.Definitions, map[reflect.Type]bool{})
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(schema); err != nil {
		panic(fmt.Sprintf("the schema of %s cannot be written: %v", k, err)) // of our own types: a fault in the program
	}
	return out.Bytes()
}

// comments.json holds the comments of the domain types, so that an author's editor can explain every key. It is taken
// from the source by the test that keeps it up to date.
//
//go:embed comments.json
var commentsJSON []byte

// explainer returns the comment on a type, or on one of its fields.
func explainer() func(t reflect.Type, field string) string {
	var comments map[string]string
	if err := json.Unmarshal(commentsJSON, &comments); err != nil {
		panic(fmt.Sprintf("comments.json is broken: %v", err)) // embedded: a fault in the program
	}
	return func(t reflect.Type, field string) string {
		if field == "" {
			return comments[t.Name()]
		}
		return comments[t.Name()+"."+field]
	}
}

// complete adds what the struct tags do not say: the closed vocabularies of the domain and the form of dates.
func complete(schema *generator.Schema, t reflect.Type, definitions generator.Definitions, seen map[reflect.Type]bool) {
	if seen[t] || schema == nil || schema.Properties == nil {
		return
	}
	seen[t] = true
	for i := range t.NumField() {
		property, ok := schema.Properties.Get(yamlName(t.Field(i)))
		if !ok {
			continue
		}
		inner := t.Field(i).Type
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Map {
			if inner.Kind() == reflect.Slice {
				property = property.Items
			}
			inner = inner.Elem()
		}
		switch {
		case inner.Kind() == reflect.Struct:
			complete(definitions[inner.Name()], inner, definitions, seen)
		case inner == reflect.TypeFor[coach.Date]():
			property.Pattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
		case len(property.Enum) == 0:
			property.Enum = vocabulary(inner)
		}
	}
}

// vocabulary lists the values of a type with a closed set of them; nil for any other.
func vocabulary(t reflect.Type) []any {
	switch t {
	case reflect.TypeFor[coach.Act]():
		return anys(coach.Acts())
	case reflect.TypeFor[coach.MoveKind]():
		return anys(coach.MoveKinds())
	case reflect.TypeFor[coach.Affect]():
		return anys(affects())
	}
	return nil
}

func affects() []coach.Affect {
	return []coach.Affect{coach.Calm, coach.FlatEvasive, coach.Upset, coach.Hostile, coach.Ashamed}
}

func anys[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// schemas holds the compiled schema of each kind.
type schemas map[kind]*validator.Schema

func compileSchemas() schemas {
	compiled := schemas{}
	for _, k := range kinds() {
		doc, err := validator.UnmarshalJSON(bytes.NewReader(generate(k)))
		if err != nil {
			panic(fmt.Sprintf("the schema of %s is not JSON: %v", k, err))
		}
		compiler := validator.NewCompiler()
		if err := compiler.AddResource(k.schemaFile(), doc); err != nil {
			panic(fmt.Sprintf("the schema of %s cannot be added: %v", k, err))
		}
		compiled[k] = compiler.MustCompile(k.schemaFile())
	}
	return compiled
}

// check holds a document against the schema of its kind.
func (s schemas) check(doc *document) []Fault {
	faults := pointed(doc, doc.root, doc.kind.shape(), nil)
	err := s[doc.kind].Validate(value(doc.root, doc.kind.shape()))
	if err == nil {
		return faults
	}
	top, ok := errors.AsType[*validator.ValidationError](err)
	if !ok {
		return []Fault{{File: doc.file, Line: 1, Column: 1, Message: "cannot be checked against the schema", Mend: err.Error()}}
	}
	for _, leaf := range leaves(top) {
		if faults = append(faults, schemaFaults(doc, leaf)...); len(faults) >= maxFaults {
			break
		}
	}
	return withoutTwins(faults)
}

func leaves(e *validator.ValidationError) []*validator.ValidationError {
	if len(e.Causes) == 0 {
		return []*validator.ValidationError{e}
	}
	var all []*validator.ValidationError
	for _, cause := range e.Causes {
		all = append(all, leaves(cause)...)
	}
	return slices.Clip(all)
}
