package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// commonPersona is the persona whose wordings every contact falls back to; each scenario carries it where it exists.
const commonPersona = "common"

// entry is a document with what was read from it.
type entry[T any] struct {
	doc  *document
	body T
}

// shelf is everything that could be read, right or wrong, by id.
type shelf struct {
	documents []*document
	playbooks map[string]entry[coach.Playbook]
	lawPacks  map[string]entry[coach.LawPack]
	personas  map[string]entry[coach.Persona]
	cases     map[string]entry[coach.Case]
	unread    map[kind]map[string]bool // files that are there but could not be read
}

// read reads every content file below fsys and checks each by itself.
func read(fsys fs.FS, compiled schemas) (*shelf, Faults) {
	s := &shelf{playbooks: map[string]entry[coach.Playbook]{}, lawPacks: map[string]entry[coach.LawPack]{},
		personas: map[string]entry[coach.Persona]{}, cases: map[string]entry[coach.Case]{}, unread: map[kind]map[string]bool{}}
	var faults Faults
	for _, k := range kinds() {
		s.unread[k] = map[string]bool{}
		names, found := list(fsys, k)
		faults = append(faults, found...)
		for _, name := range names {
			faults = append(faults, s.readFile(fsys, compiled, k, name)...)
		}
	}
	if len(s.documents) == 0 && len(faults) == 0 {
		faults = append(faults, Fault{File: ".", Message: "no content files here",
			Mend: "name the folder that holds playbooks/, lawpacks/, personas/ and cases/"})
	}
	return s, faults
}

// list returns the content files of a kind, by name.
func list(fsys fs.FS, k kind) (names []string, faults []Fault) {
	entries, err := fs.ReadDir(fsys, k.folder())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, []Fault{{File: k.folder(), Message: "the folder cannot be read", Mend: err.Error()}}
	}
	for _, e := range entries {
		switch file := path.Join(k.folder(), e.Name()); path.Ext(e.Name()) {
		case ".yaml":
			if e.IsDir() {
				continue
			}
			names = append(names, file)
		case ".yml":
			faults = append(faults, Fault{File: file, Message: "content files end in .yaml",
				Mend: "rename it to " + strings.TrimSuffix(e.Name(), ".yml") + ".yaml"})
		}
	}
	return names, faults
}

// readFile reads one file, holds it against the schema and puts it on the shelf.
func (s *shelf) readFile(fsys fs.FS, compiled schemas, k kind, name string) []Fault {
	id := strings.TrimSuffix(path.Base(name), ".yaml")
	data, err := readBounded(fsys, name)
	if err != nil {
		s.unread[k][id] = true
		return []Fault{{File: name, Message: "the file cannot be read", Mend: err.Error()}}
	}
	doc, faults := parse(k, name, id, data)
	s.documents = append(s.documents, doc)
	if doc.root == nil {
		s.unread[k][id] = true
		return faults
	}
	faults = append(faults, compiled.check(doc)...)
	var own string
	switch k {
	case kindPlaybook:
		s.playbooks[id], own = fill[coach.Playbook](doc, func(b coach.Playbook) string { return b.ID })
	case kindLawPack:
		s.lawPacks[id], own = fill[coach.LawPack](doc, func(b coach.LawPack) string { return b.ID })
	case kindPersona:
		s.personas[id], own = fill[coach.Persona](doc, func(b coach.Persona) string { return b.ID })
	case kindCase:
		s.cases[id], own = fill[coach.Case](doc, func(b coach.Case) string { return b.ID })
	}
	if own != "" && own != id {
		node := find(doc.root, place{"id"})
		faults = append(faults, faultAt(doc, node, place{"id"}, fmt.Sprintf("the id %q is not the file's name", own),
			fmt.Sprintf("write id: %s, or rename the file to %s.yaml", id, own)))
	}
	return faults
}

// readBounded reads a file without ever holding much more than the limit.
func readBounded(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, maxFileBytes+1))
	return data, errors.Join(err, file.Close())
}

// fill reads the document into its type. Parts that do not fit stay zero: the schema check has reported them.
func fill[T any](doc *document, id func(T) string) (entry[T], string) {
	e := entry[T]{doc: doc}
	_ = doc.root.Decode(&e.body)
	return e, id(e.body)
}

// check looks at what the schema cannot see: references, sums, orders, reachability.
func (s *shelf) check() Faults {
	var faults Faults
	for _, id := range slices.Sorted(maps.Keys(s.playbooks)) {
		faults = append(faults, checkPlaybook(s.playbooks[id])...)
	}
	for _, id := range slices.Sorted(maps.Keys(s.lawPacks)) {
		faults = append(faults, checkLawPack(s.lawPacks[id])...)
	}
	for _, id := range slices.Sorted(maps.Keys(s.personas)) {
		faults = append(faults, checkPersona(s.personas[id])...)
	}
	for _, id := range slices.Sorted(maps.Keys(s.cases)) {
		faults = append(faults, checkCase(s, s.cases[id])...)
	}
	return faults
}

// scenario joins a case with what it names. Only for content without faults.
func (s *shelf) scenario(c entry[coach.Case]) *coach.Scenario {
	playbook, lawPack := s.playbooks[c.body.Playbook], s.lawPacks[c.body.LawPack]
	parts := []*document{c.doc, playbook.doc, lawPack.doc}
	scenario := &coach.Scenario{Case: c.body, Playbook: playbook.body, LawPack: lawPack.body, Personas: map[string]coach.Persona{}}
	spoken := []string{commonPersona}
	for _, contact := range c.body.Contacts {
		spoken = append(spoken, contact.Persona)
	}
	for _, id := range spoken {
		persona, exists := s.personas[id]
		if _, known := scenario.Personas[id]; exists && !known {
			scenario.Personas[id] = persona.body
			parts = append(parts, persona.doc)
		}
	}
	scenario.Hash = digest(parts)
	return scenario
}
