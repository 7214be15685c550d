package content

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"sync"

	"go.yaml.in/yaml/v4"

	"huikuan/server/coach"
)

// Workbench checks a case while it is being written, against the playbooks, law packs and personas of a folder. Its methods
// may be called from any goroutine.
type Workbench struct {
	files fs.FS
	tools func() tools
}

// tools are what a case is checked with.
type tools struct {
	shelf    *shelf
	compiled schemas
}

// NewWorkbench makes a workbench of the content below fsys, which is read when the first case is checked. What is wrong in
// other files than the case at hand does not matter to it.
func NewWorkbench(fsys fs.FS) *Workbench {
	return &Workbench{files: fsys, tools: sync.OnceValue(func() tools {
		compiled := compileSchemas()
		read, _ := read(fsys, compiled)
		return tools{shelf: read, compiled: compiled}
	})}
}

// CaseID is how the id of a case is written.
var CaseID = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// maxCaseID is the longest id of a case, in bytes.
const maxCaseID = 60

// ValidCaseID reports whether an id may name a case, and so a file.
func ValidCaseID(id string) bool { return len(id) <= maxCaseID && CaseID.MatchString(id) }

// Source returns the file of a case in the folder, or an error with coach.CodeNotFound.
func (w *Workbench) Source(id string) ([]byte, error) {
	if !ValidCaseID(id) {
		return nil, coach.Errorf(coach.CodeNotFound, "there is no case %q", id)
	}
	data, err := readBounded(w.files, path.Join(kindCase.folder(), id+".yaml"))
	if err != nil {
		return nil, coach.Wrap(coach.CodeNotFound, err, "there is no case %q", id)
	}
	return data, nil
}

// Checked is what became of a case that was checked.
type Checked struct {
	ID       string          // as the source says; empty when it cannot be read
	Scenario *coach.Scenario // nil when there are faults
	Faults   Faults          // in order of line
	Outline  []OutlinePart
}

// Check reads the source of a case as if its file had the name the case's id says.
func (w *Workbench) Check(source []byte) Checked {
	const unnamed = "case.yaml"
	with := w.tools()
	doc, faults := parse(kindCase, unnamed, "my-case", source)
	if doc.root == nil {
		return Checked{Faults: Faults(faults).sorted()}
	}
	filled, id := fill[coach.Case](doc, func(b coach.Case) string { return b.ID })
	faults = append(faults, with.compiled.check(doc)...)
	if id != "" && !ValidCaseID(id) && len(faults) == 0 {
		node := find(doc.root, place{"id"})
		faults = append(faults, faultAt(doc, node, place{"id"}, "the id cannot name a file", "use small letters, digits and hyphens, at most 60"))
	}
	doc.id = id
	desk := *with.shelf
	desk.cases = maps.Clone(with.shelf.cases)
	desk.cases[id] = filled
	faults = append(faults, checkCase(&desk, filled)...)
	checked := Checked{ID: id, Faults: Faults(faults).sorted(), Outline: outline(doc.root)}
	if len(faults) == 0 {
		checked.Scenario = desk.scenario(filled)
	}
	return checked
}

// OutlinePart is a part of a case's file: one of its keys, with what it lists.
type OutlinePart struct {
	Key   string        `json:"key"`
	Line  int           `json:"line"` // 1-based
	Items []OutlineItem `json:"items" nullable:"false"`
}

// OutlineItem is one entry of a part, such as a contact or an excuse.
type OutlineItem struct {
	ID   string     `json:"id"`
	Name coach.Text `json:"name"` // empty where it has none
	Note string     `json:"note"` // authority, truth, or the like
	Line int        `json:"line"`
}

// outline lists the parts of a case that are lists of named things, and the others by their key alone.
func outline(root *yaml.Node) []OutlinePart {
	var parts []OutlinePart
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		part := OutlinePart{Key: key.Value, Line: key.Line, Items: []OutlineItem{}}
		if value.Kind == yaml.SequenceNode {
			for _, item := range value.Content {
				if item.Kind == yaml.MappingNode {
					part.Items = append(part.Items, OutlineItem{
						ID: word(item, "id", "excuse", "act", "number"), Name: named(item), Note: word(item, "authority", "truth", "level"), Line: item.Line,
					})
				}
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// word is the first of some keys that a mapping holds a plain value for.
func word(n *yaml.Node, keys ...string) string {
	for _, key := range keys {
		if v := child(n, key); v != nil && v.Kind == yaml.ScalarNode {
			return v.Value
		}
	}
	return ""
}

// named is what an entry is called in both languages.
func named(n *yaml.Node) coach.Text {
	for _, key := range []string{"name", "what", "title"} {
		if v := child(n, key); v != nil && v.Kind == yaml.MappingNode {
			return coach.Text{Zh: word(v, "zh"), En: word(v, "en")}
		}
	}
	return coach.Text{}
}
