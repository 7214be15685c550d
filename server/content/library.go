package content

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"slices"

	"huikuan/server/coach"
)

// Library is all content of a folder, checked. It does not change after loading; what it returns must not be changed.
type Library struct {
	Hash      string // over every file, hex SHA-256
	scenarios map[string]*coach.Scenario
	measured  map[string]coach.Measured
}

// Load reads and checks all content below fsys: playbooks, lawpacks, personas and cases, each a folder of .yaml files.
// When anything is wrong the error has coach.CodeInvalid and its cause is Faults, all of them.
func Load(fsys fs.FS) (*Library, error) {
	shelf, faults := read(fsys, compileSchemas())
	faults = append(faults, shelf.check()...)
	if len(faults) > 0 {
		faults = faults.sorted()
		return nil, coach.Wrap(coach.CodeInvalid, faults, "the content has %s", coach.Count(len(faults), "fault"))
	}
	measured, err := readMeasured(fsys)
	if err != nil {
		return nil, err
	}
	library := &Library{measured: measured, Hash: digest(shelf.documents), scenarios: map[string]*coach.Scenario{}}
	for _, c := range shelf.cases {
		scenario := shelf.scenario(c)
		library.scenarios[scenario.Case.ID] = scenario
	}
	return library, nil
}

// Check reports everything wrong with the content below fsys, in order of file and line.
func Check(fsys fs.FS) []Fault {
	shelf, faults := read(fsys, compileSchemas())
	return append(faults, shelf.check()...).sorted()
}

// Scenario returns the scenario of the case with the given id, or an error with coach.CodeNotFound.
func (l *Library) Scenario(id string) (*coach.Scenario, error) {
	if s, ok := l.scenarios[id]; ok {
		return s, nil
	}
	return nil, coach.Errorf(coach.CodeNotFound, "there is no scenario %q", id)
}

// Scenarios lists the published scenarios, easiest first, then by id.
func (l *Library) Scenarios() []*coach.Scenario { return l.list(false) }

// Drafts lists the scenarios that are not published yet, in the same order.
func (l *Library) Drafts() []*coach.Scenario { return l.list(true) }

func (l *Library) list(draft bool) []*coach.Scenario {
	all := make([]*coach.Scenario, 0, len(l.scenarios))
	for _, s := range l.scenarios {
		if s.Case.Draft() == draft {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *coach.Scenario) int {
		return cmp.Or(cmp.Compare(a.Case.Difficulty, b.Case.Difficulty), cmp.Compare(a.Case.ID, b.Case.ID))
	})
	return all
}

// digest hashes documents in order of kind and id, each framed by its name and length.
func digest(documents []*document) string {
	sorted := slices.SortedFunc(slices.Values(documents), func(a, b *document) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id))
	})
	sum := sha256.New()
	for _, d := range slices.Compact(sorted) {
		frame(sum, d)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func frame(sum hash.Hash, d *document) {
	fmt.Fprintf(sum, "%s/%s %d\n", d.kind, d.id, len(d.bytes)) // a hash never fails to write
	sum.Write(d.bytes)
}
