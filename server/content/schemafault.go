package content

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	validator "github.com/santhosh-tekuri/jsonschema/v6"
	is "github.com/santhosh-tekuri/jsonschema/v6/kind"

	"go.yaml.in/yaml/v4"

	"huikuan/server/coach"
)

// schemaFaults turns one finding of the schema checker into faults with a place in the file and a mend.
func schemaFaults(doc *document, e *validator.ValidationError) []Fault {
	at := locate(doc.root, e.InstanceLocation)
	node := find(doc.root, at)
	one := func(message, mend string) []Fault { return []Fault{faultAt(doc, node, at, message, mend)} }
	switch k := e.ErrorKind.(type) {
	case *is.Required:
		var faults []Fault
		for _, name := range k.Missing {
			faults = append(faults, faultAt(doc, node, at.with(name), fmt.Sprintf("%q is missing%s", name, in(at)),
				fmt.Sprintf("add `%s: …`", name)))
		}
		return faults
	case *is.AdditionalProperties:
		var faults []Fault
		for _, name := range k.Properties {
			key := findKey(doc.root, at.with(name))
			faults = append(faults, faultAt(doc, key, at.with(name), fmt.Sprintf("unknown key %q%s", name, in(at)), mendKey(doc, at, name)))
		}
		return faults
	case *is.Enum:
		var known []string
		for _, w := range k.Want {
			known = append(known, fmt.Sprint(w))
		}
		return one(fmt.Sprintf("%q is not a value of %s", fmt.Sprint(k.Got), leafName(at)), suggest(fmt.Sprint(k.Got), known))
	case *is.Type:
		return one(mistyped(leafName(at), k.Got, k.Want), cmp.Or(mendSum(leafName(at), node.Value), mendType(k.Want)))
	case *is.Pattern:
		return one(fmt.Sprintf("%q is not written as %s must be", fmt.Sprint(k.Got), leafName(at)), mendPattern(k.Want))
	case *is.Minimum:
		return one(fmt.Sprintf("%s is %s, too small", leafName(at), k.Got.RatString()), "write "+k.Want.RatString()+" or more")
	case *is.Maximum:
		return one(fmt.Sprintf("%s is %s, too large", leafName(at), k.Got.RatString()), "write "+k.Want.RatString()+" or less")
	case *is.MinItems:
		return one(fmt.Sprintf("%s has %s, too few", leafName(at), coach.Count(k.Got, "item")), fmt.Sprintf("give at least %d", k.Want))
	case *is.MaxItems:
		return one(fmt.Sprintf("%s has %s, too many", leafName(at), coach.Count(k.Got, "item")), fmt.Sprintf("give at most %d", k.Want))
	case *is.MinLength:
		return one(leafName(at)+" is empty", "write the text")
	}
	return one(leafName(at)+" does not fit the schema", "see "+doc.kind.schemaFile())
}

// faultAt makes a fault at a node.
func faultAt(doc *document, node *yaml.Node, at place, message, mend string) Fault {
	return Fault{File: doc.file, Line: max(1, node.Line), Column: max(1, node.Column), Path: at.String(), Message: oneLine(message), Mend: oneLine(mend)}
}

// maxFaultRunes bounds a message: a file may hold anything, and messages quote it.
const maxFaultRunes = 300

// oneLine makes text fit to be printed as part of a line.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxFaultRunes {
		return string(runes[:maxFaultRunes-1]) + "…"
	}
	return text
}

// locate turns a JSON pointer's steps into a place, guided by the tree.
func locate(root *yaml.Node, steps []string) place {
	var at place
	node := root
	for _, step := range steps {
		var next any = step
		if node != nil && node.Kind == yaml.SequenceNode {
			if i, err := strconv.Atoi(step); err == nil {
				next = i
			}
		}
		at = append(at, next)
		if node != nil {
			node = child(node, next)
		}
	}
	return at
}

func in(at place) string {
	if len(at) == 0 {
		return ""
	}
	return " in " + at.String()
}

func leafName(at place) string {
	for i := len(at) - 1; i >= 0; i-- {
		if name, ok := at[i].(string); ok {
			return name
		}
	}
	return "the file"
}

// mendKey says what an unknown key probably should be.
func mendKey(doc *document, at place, name string) string {
	t := typeAt(doc.kind.shape(), at)
	if t == nil || t.Kind() != reflect.Struct {
		return "remove it"
	}
	names := fieldNames(t)
	if near := nearest(name, names); near != "" {
		return didYouMean(near)
	}
	return "remove it; the keys here are " + enumerate(names)
}

func mistyped(name, got string, want []string) string {
	if got == "null" {
		return name + " is empty"
	}
	return fmt.Sprintf("%s is %s where %s is wanted", name, plain(got), plain(strings.Join(want, " or ")))
}

func plain(jsonType string) string {
	switch jsonType {
	case "object":
		return "a block of keys"
	case "array":
		return "a list"
	case "string":
		return "a text"
	case "integer":
		return "a whole number"
	case "number":
		return "a number"
	case "boolean":
		return "true or false"
	case "null":
		return "nothing"
	}
	return jsonType
}

func mendType(want []string) string {
	switch strings.Join(want, " ") {
	case "object":
		return "write its keys below it, indented; a text in both languages is {zh: \"…\", en: \"…\"}"
	case "array":
		return "write it as a list: [a, b], or one `- …` per line"
	case "string":
		return "write a text, or leave the key out if it is optional"
	case "integer", "number":
		return "write a whole number without quotes"
	case "boolean":
		return "write true or false"
	}
	return "see the schema"
}

// majorSum is a sum in whole units of a currency, its decimals apart.
var majorSum = regexp.MustCompile(`^([0-9]{1,12})\.([0-9]{1,2})$`)

// mendSum says how a sum with a decimal point is written in minor units; empty for anything else.
func mendSum(name, value string) string {
	at := majorSum.FindStringSubmatch(strings.ReplaceAll(value, ",", ""))
	if name != "minor" || at == nil {
		return ""
	}
	minor := strings.TrimLeft(at[1]+(at[2] + "0")[:2], "0")
	return fmt.Sprintf("write the sum in minor units (cents, fen), without a decimal point: %s is written %s", value, cmp.Or(minor, "0"))
}

// pointed finds whole numbers that are written with a decimal point or an exponent. To the schema 8400.00 is the integer
// 8400; who writes it means 840000 minor units.
func pointed(doc *document, n *yaml.Node, t reflect.Type, at place) []Fault {
	var faults []Fault
	switch {
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			name := n.Content[i].Value
			faults = append(faults, pointed(doc, n.Content[i+1], inner(t, name), at.with(name))...)
		}
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			faults = append(faults, pointed(doc, item, inner(t, i), at.with(i))...)
		}
	case n.Tag == "!!float" && t != nil && t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64:
		if f, ok := scalar(n, t).(float64); ok && f == math.Trunc(f) { // the schema itself refuses the rest
			faults = []Fault{faultAt(doc, n, at, mistyped(leafName(at), "number", []string{"integer"}),
				cmp.Or(mendSum(leafName(at), n.Value), mendType([]string{"integer"})))}
		}
	}
	return faults
}

// inner is the type of a part of t, nil where nothing is known of it.
func inner(t reflect.Type, step any) reflect.Type {
	if t == nil {
		return nil
	}
	return typeAt(t, place{step})
}

func mendPattern(pattern string) string {
	switch {
	case strings.Contains(pattern, "{4}-"):
		return "write the date as YYYY-MM-DD"
	case strings.Contains(pattern, "[A-Z]{3}"):
		return "write the three-letter currency code, such as CNY"
	case strings.HasPrefix(pattern, "^[a-z0-9-]"):
		return "use small letters, digits and hyphens only"
	case strings.HasPrefix(pattern, "^[a-z"):
		return "use small letters, digits and underscores only"
	}
	prefix, _, _ := strings.Cut(strings.TrimPrefix(pattern, "^"), "[")
	return "start it with " + prefix + " and use small letters and underscores"
}

// withoutTwins drops "missing" faults whose key is there under a misspelt name: that fault says it already.
func withoutTwins(faults []Fault) []Fault {
	return slices.DeleteFunc(faults, func(missing Fault) bool {
		parent, name := cutLast(missing.Path)
		return strings.HasPrefix(missing.Message, strconv.Quote(name)+" is missing") &&
			slices.ContainsFunc(faults, func(other Fault) bool {
				otherParent, _ := cutLast(other.Path)
				return otherParent == parent && other.Mend == didYouMean(name)
			})
	})
}

func cutLast(path string) (parent, name string) {
	if i := strings.LastIndex(path, "."); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}
