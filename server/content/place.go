package content

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// place is a way into a document: mapping keys (string) and sequence positions (int).
type place []any

// String writes the place as facts[2].unlock.acts[0].
func (p place) String() string {
	var b strings.Builder
	for _, step := range p {
		switch s := step.(type) {
		case int:
			fmt.Fprintf(&b, "[%d]", s)
		case string:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s)
		}
	}
	return b.String()
}

// with returns the place further in; p itself is not changed.
func (p place) with(steps ...any) place {
	return append(append(make(place, 0, len(p)+len(steps)), p...), steps...)
}

// find returns the node at the place, or the nearest one above it that exists.
func find(root *yaml.Node, p place) *yaml.Node {
	node := root
	for _, step := range p {
		next := child(node, step)
		if next == nil {
			return node
		}
		node = next
	}
	return node
}

// findKey returns the node of the key itself that the place ends in.
func findKey(root *yaml.Node, p place) *yaml.Node {
	if len(p) == 0 {
		return root
	}
	parent := find(root, p[:len(p)-1])
	for i := 0; i+1 < len(parent.Content) && parent.Kind == yaml.MappingNode; i += 2 {
		if parent.Content[i].Value == p[len(p)-1] {
			return parent.Content[i]
		}
	}
	return parent
}

func child(node *yaml.Node, step any) *yaml.Node {
	switch s := step.(type) {
	case int:
		if node.Kind == yaml.SequenceNode && s >= 0 && s < len(node.Content) {
			return node.Content[s]
		}
	case string:
		for i := 0; i+1 < len(node.Content) && node.Kind == yaml.MappingNode; i += 2 {
			if node.Content[i].Value == s {
				return node.Content[i+1]
			}
		}
	}
	return nil
}

// typeAt follows a place through the Go type a document is read into; nil when it leads nowhere.
func typeAt(t reflect.Type, p place) reflect.Type {
	for _, step := range p {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch {
		case t.Kind() == reflect.Slice:
			t = t.Elem()
		case t.Kind() == reflect.Map:
			t = t.Elem()
		case t.Kind() == reflect.Struct:
			name, _ := step.(string)
			field, ok := fieldNamed(t, name)
			if !ok {
				return nil
			}
			t = field
		default:
			return nil
		}
	}
	return t
}

// fieldNamed returns the type of the field with the given YAML name.
func fieldNamed(t reflect.Type, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		if yamlName(t.Field(i)) == name {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

// fieldNames lists the YAML names of a struct's fields.
func fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		names = append(names, yamlName(t.Field(i)))
	}
	return names
}

func yamlName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name
}

// value turns a node into what the JSON Schema checker reads, guided by the type it will become: where a text is wanted,
// a plain true, 30 or 2026-01-05 is a text.
func value(n *yaml.Node, t reflect.Type) any {
	switch n.Kind {
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			name := n.Content[i].Value
			var inner reflect.Type
			if t != nil {
				inner = typeAt(t, place{name})
			}
			object[name] = value(n.Content[i+1], inner)
		}
		return object
	case yaml.SequenceNode:
		var inner reflect.Type
		if t != nil && t.Kind() == reflect.Slice {
			inner = t.Elem()
		}
		list := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			list = append(list, value(item, inner))
		}
		return list
	}
	return scalar(n, t)
}

func scalar(n *yaml.Node, t reflect.Type) any {
	if n.Tag == "!!null" {
		return nil
	}
	if t != nil && t.Kind() == reflect.String {
		return n.Value
	}
	switch n.Tag {
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int":
		if i, err := strconv.ParseInt(strings.ReplaceAll(n.Value, "_", ""), 0, 64); err == nil {
			return i
		}
	case "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return f
		}
	}
	return n.Value
}
