package content

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits of a content file. They keep a hostile or broken file from costing more than reading it.
const (
	maxFileBytes = 256 << 10
	maxDepth     = 32
	maxNodes     = 20_000
)

// document is one content file: its bytes and, when it could be read, its YAML tree.
type document struct {
	kind  kind
	file  string
	id    string // file name without the extension
	bytes []byte // line ends and byte order mark removed, so that a checkout's settings do not change the hash
	root  *yaml.Node
}

// parse reads one file into a document. Where the tree cannot be trusted root stays nil; the faults say why.
func parse(k kind, file, id string, data []byte) (*document, []Fault) {
	doc := &document{kind: k, file: file, id: id}
	if len(data) > maxFileBytes {
		return doc, []Fault{{File: file, Line: 1, Column: 1,
			Message: fmt.Sprintf("the file is larger than the %d KiB allowed", maxFileBytes>>10),
			Mend:    "split it, or shorten its texts"}}
	}
	if line, column, ok := invalidUTF8(data); ok {
		return doc, []Fault{{File: file, Line: line, Column: column, Message: "this byte is not UTF-8", Mend: "save the file as UTF-8"}}
	}
	doc.bytes = canonical(data)
	text := string(doc.bytes)
	if faults := lint(file, text); len(faults) > 0 {
		return doc, faults
	}
	if faults := probe(file, text); len(faults) > 0 {
		return doc, faults
	}
	var tree yaml.Node
	if err := yaml.Load(doc.bytes, &tree); err != nil {
		return doc, []Fault{syntaxFault(file, text, err)}
	}
	if tree.Kind != yaml.DocumentNode || len(tree.Content) != 1 || tree.Content[0].Kind != yaml.MappingNode {
		return doc, []Fault{{File: file, Line: 1, Column: 1, Message: "the file does not hold keys and values",
			Mend: "start it with `id: " + id + "`"}}
	}
	faults, trusted := checkTree(file, tree.Content[0])
	if trusted {
		doc.root = tree.Content[0]
	}
	return doc, faults
}

// canonical removes what an editor or a checkout may change without changing the content.
func canonical(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

// invalidUTF8 returns the place of the first byte that is not UTF-8.
func invalidUTF8(data []byte) (line, column int, found bool) {
	if utf8.Valid(data) {
		return 0, 0, false
	}
	line, column = 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
		data = data[size:]
	}
	return line, column, true
}

var documentMark = regexp.MustCompile(`^(?:---|\.\.\.)(?:\s|$)`)

// probe bounds nesting before the parser recurses into it, and finds a second document.
func probe(file, text string) []Fault {
	depth, seen := 0, false
	for i, line := range strings.Split(text, "\n") {
		if documentMark.MatchString(line) && seen {
			return []Fault{{File: file, Line: i + 1, Column: 1, Message: "a second document starts here",
				Mend: "keep one document per file; remove this line"}}
		}
		if trimmed := strings.TrimSpace(line); trimmed != "" && !strings.HasPrefix(trimmed, "#") {
			seen = true
		}
		for column, r := range []rune(line) {
			switch r {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > 4*maxDepth {
				return []Fault{tooDeep(file, i+1, column+1)}
			}
		}
		if indent := len(line) - len(strings.TrimLeft(line, " -?:")); indent > 8*maxDepth {
			return []Fault{tooDeep(file, i+1, indent)}
		}
	}
	return nil
}

func tooDeep(file string, line, column int) Fault {
	return Fault{File: file, Line: line, Column: column, Message: fmt.Sprintf("nested more than %d levels deep", maxDepth),
		Mend: "content never needs this; check brackets and indentation"}
}

// syntaxFault turns the parser's error into a fault with a place and a mend.
func syntaxFault(file, text string, err error) Fault {
	fault := Fault{File: file, Line: 1, Column: 1, Message: "not valid YAML", Mend: "check indentation, quotes and brackets around this place"}
	var cause *yaml.LoadError
	if !errors.As(err, &cause) {
		return fault
	}
	if strings.Contains(cause.Message, "no documents") {
		fault.Message, fault.Mend = "the file is empty", "write the content, or remove the file"
		return fault
	}
	if column := apostrophe(text, cause.Mark.Line); column > 0 {
		fault.Line, fault.Column = cause.Mark.Line, column
		fault.Message, fault.Mend = "the apostrophe ends the text in single quotes here", `double it (''), or put the whole text in double quotes "…"`
		return fault
	}
	mark := cause.Mark
	if cause.ContextMark.Line > 0 && cause.ContextMark.Line < mark.Line && !inBlock(cause.Message) {
		mark = cause.ContextMark
	}
	if mark.Line > 0 {
		fault.Line, fault.Column = mark.Line, max(1, mark.Column)
	}
	fault.Message = oneLine("not valid YAML: " + cause.Message)
	switch {
	case strings.Contains(cause.Message, "mapping values are not allowed"):
		fault.Mend = `if the text itself holds ": ", put it in straight quotes; else check the indentation`
	case strings.Contains(cause.Message, "unexpected end of stream"):
		fault.Mend = "close the quote that opens here"
	case strings.Contains(cause.Message, "unknown anchor"):
		fault.Mend = `references (*name) are not allowed; write the value out, or quote a text that starts with "*"`
	case strings.Contains(cause.Message, "cannot start any token"):
		fault.Mend = "put the value in straight quotes"
	case strings.Contains(cause.Message, "or ']'"), strings.Contains(cause.Message, "or '}'"):
		fault.Mend = "close the bracket or the quote that opens before it, or put the text in straight quotes"
	}
	return fault
}

// inBlock tells the errors whose context is the start of the block around, however far above it is.
func inBlock(message string) bool {
	return strings.Contains(message, "did not find expected key") || strings.Contains(message, "did not find expected '-' indicator")
}

// singleQuoted is a value in single quotes as the parser reads it; a doubled quote is one of its characters. The groups
// are the closing quote and what follows it on the line.
var singleQuoted = regexp.MustCompile(`(?:^|[:,-][ ]+|[\[{,][ ]*)'(?:[^']|'')*(')([^'].*)?$`)

// afterQuoted is what may follow a value in quotes on its line.
var afterQuoted = regexp.MustCompile(`^(?:[ ]*$|[ ]*[,:\]}]|[ ]+#)`)

// apostrophe returns the 1-based column of an apostrophe that ends a text in single quotes before its end, on a 1-based
// line; 0 when there is none.
func apostrophe(text string, line int) int {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) {
		return 0
	}
	standing := lines[line-1]
	for from := 0; ; {
		at := singleQuoted.FindStringSubmatchIndex(standing[from:])
		if at == nil {
			return 0
		}
		closing := from + at[2]
		if !afterQuoted.MatchString(standing[closing+1:]) {
			return utf8.RuneCountInString(standing[:closing]) + 1
		}
		from = closing + 1
	}
}

// checkTree refuses what content never needs: anchors, aliases, tags, merge keys, duplicate keys, excess size. trusted is
// false when walking the tree further would not be safe or not make sense.
func checkTree(file string, root *yaml.Node) (faults []Fault, trusted bool) {
	nodes, trusted := 0, true
	add := func(n *yaml.Node, message, mend string) {
		faults = append(faults, Fault{File: file, Line: n.Line, Column: n.Column, Message: oneLine(message), Mend: oneLine(mend)})
	}
	var walk func(n *yaml.Node, depth int) bool
	walk = func(n *yaml.Node, depth int) bool {
		nodes++
		switch {
		case depth > maxDepth:
			faults, trusted = append(faults, tooDeep(file, n.Line, n.Column)), false
			return false
		case nodes > maxNodes:
			add(n, fmt.Sprintf("the file has more than %d values", maxNodes), "split it, or shorten it")
			trusted = false
			return false
		case n.Kind == yaml.AliasNode:
			add(n, "an alias (*"+n.Value+")", "write the value out; content has no references")
			trusted = false
			return true
		}
		if n.Anchor != "" {
			add(n, "an anchor (&"+n.Anchor+")", "remove it; content has no references")
		}
		if n.Style&yaml.TaggedStyle != 0 {
			add(n, "a tag ("+n.Tag+")", "remove it; the schema knows the types")
		}
		if n.Kind == yaml.MappingNode && !checkKeys(n, add) {
			trusted = false
		}
		for _, child := range n.Content {
			if !walk(child, depth+1) {
				return false
			}
		}
		return true
	}
	walk(root, 1)
	return faults, trusted
}

// checkKeys reports keys that are not plain words or appear twice.
func checkKeys(n *yaml.Node, add func(n *yaml.Node, message, mend string)) bool {
	lines, ok := map[string]int{}, true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch first, twice := lines[key.Value]; {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			add(key, "this key is not a plain word", "use the keys of the schema only")
			ok = false
		case twice:
			add(key, fmt.Sprintf("the key %q is here twice", key.Value), fmt.Sprintf("remove one; the other is on line %d", first))
		default:
			lines[key.Value] = key.Line
		}
	}
	return ok
}
