package studio

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/content"
)

// Limits of the published folder.
const (
	maxPublished = 200
	maxEditions  = 500 // of one case; its record stays well below what readFile takes
)

// recordFile says of a published case which editions it has and which is offered.
const recordFile = "editions.json"

// Edition is a draft as it was published. It never changes.
type Edition struct {
	Number      int            `json:"number"`  // from 1
	Version     string         `json:"version"` // of the content: its hash, as of a draft
	PublishedAt time.Time      `json:"published_at"`
	Measured    coach.Measured `json:"measured"` // what the publish gate counted
}

// record is what is kept of a published case beside its editions.
type record struct {
	Offered  int       `json:"offered"` // the edition in the library; 0 when the case was withdrawn
	Editions []Edition `json:"editions"`
}

// edition returns a copy of the edition of a number, nil when there is none.
func (r record) edition(number int) *Edition {
	for _, one := range r.Editions {
		if one.Number == number {
			return &one
		}
	}
	return nil
}

// editions keeps what was published, a folder a case: <case>/<number>.yaml, each written once, and a record. The record is
// written last, so an edition that is in it is there whole. Every name is looked up inside the folder.
type editions struct {
	root *os.Root
	save sync.Mutex // one change at a time

	mu      sync.Mutex // guards records
	records map[string]record
}

func openEditions(dir string) (*editions, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	e := &editions{root: root, records: map[string]record{}}
	if err := e.load(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return e, nil
}

func (e *editions) close() error { return e.root.Close() }

// load reads every record. One that cannot be read is a reason not to start: calls made with its case would be lost quietly.
func (e *editions) load() error {
	folders, err := fs.ReadDir(e.root.FS(), ".")
	if err != nil {
		return coach.Wrap(coach.CodeStorage, err, "the published cases cannot be listed")
	}
	for _, folder := range folders {
		id := folder.Name()
		if !folder.IsDir() || !content.ValidCaseID(id) {
			continue
		}
		written, _, err := readFile(e.root, path.Join(id, recordFile))
		if errors.Is(err, fs.ErrNotExist) {
			continue // broken off before the first edition was published
		}
		var r record
		if err == nil {
			err = json.Unmarshal([]byte(written), &r)
		}
		if err != nil {
			return coach.Wrap(coach.CodeStorage, err, "the record of the published case %q cannot be read; put %s back from a copy, or move the folder %s away", id, path.Join(id, recordFile), id)
		}
		e.records[id] = r
	}
	return nil
}

// of returns what is recorded of a case; nothing when it was never published.
func (e *editions) of(id string) record {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.records[id]
}

// offered returns the edition of a case that is in the library, nil when none is.
func (e *editions) offered(id string) *Edition {
	r := e.of(id)
	return r.edition(r.Offered)
}

// list returns the cases that have an edition in the library, by id.
func (e *editions) list() []Published {
	e.mu.Lock()
	records := e.records // replaced by every change, never written to
	e.mu.Unlock()
	var all []Published
	for _, id := range slices.Sorted(maps.Keys(records)) {
		r := records[id]
		if offered := r.edition(r.Offered); offered != nil {
			all = append(all, Published{ID: id, Edition: *offered})
		}
	}
	return all
}

// source reads an edition.
func (e *editions) source(id string, number int) (string, error) {
	kept := e.of(id).edition(number)
	if kept == nil {
		return "", coach.Errorf(coach.CodeNotFound, "there is no edition %d of %q", number, id)
	}
	source, _, err := readFile(e.root, editionFile(id, number))
	if err == nil && version(source) != kept.Version {
		err = fmt.Errorf("its content does not fit its record")
	}
	if err != nil {
		return "", coach.Wrap(coach.CodeNotFound, err, "edition %d of %q is no longer there as it was published", number, id)
	}
	return source, nil
}

func editionFile(id string, number int) string { return path.Join(id, strconv.Itoa(number)+suffix) }

// add keeps a content and offers it. The one published last is offered again under its number; any other gets a new one.
func (e *editions) add(id, source string, made Edition) (Edition, error) {
	if err := checkID(id); err != nil {
		return Edition{}, err
	}
	e.save.Lock()
	defer e.save.Unlock()
	r := e.of(id)
	made.Version, made.Number = version(source), 1
	if n := len(r.Editions); n > 0 {
		if last := r.Editions[n-1]; last.Version == made.Version {
			return last, e.write(id, record{Offered: last.Number, Editions: r.Editions})
		}
		made.Number = r.Editions[n-1].Number + 1
	}
	if err := e.room(id, len(r.Editions)); err != nil {
		return Edition{}, err
	}
	made.Measured.Case, made.Measured.Version = id, made.Number
	if err := e.root.MkdirAll(id, 0o700); err != nil {
		return Edition{}, coach.Wrap(coach.CodeStorage, err, "the case could not be published; what is offered stays as it was")
	}
	if err := errors.Join(syncFolder(e.root, "."), writeWhole(e.root, editionFile(id, made.Number), source)); err != nil {
		return Edition{}, err
	}
	return made, e.write(id, record{Offered: made.Number, Editions: append(slices.Clone(r.Editions), made)})
}

func (e *editions) room(id string, of int) error {
	e.mu.Lock()
	cases := len(e.records)
	e.mu.Unlock()
	switch {
	case of >= maxEditions:
		return coach.Errorf(coach.CodeTooLarge, "%q was published %d times; begin a draft under another id", id, of)
	case of == 0 && cases >= maxPublished:
		return coach.Errorf(coach.CodeTooLarge, "%d cases were published already; publish a new edition of one of them", cases)
	}
	return nil
}

// withdraw takes a case out of the library when the given edition still is the one offered.
func (e *editions) withdraw(id string, number int) error {
	e.save.Lock()
	defer e.save.Unlock()
	r := e.of(id)
	switch {
	case r.Offered == 0:
		return coach.Errorf(coach.CodeNotFound, "no case %q is published", id)
	case r.Offered != number:
		return coach.Errorf(coach.CodeConflict, "%q was published anew meanwhile; look at it before you withdraw it", id)
	}
	return e.write(id, record{Editions: r.Editions})
}

// write keeps a record, on the disk first.
func (e *editions) write(id string, r record) error {
	written, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return coach.Wrap(coach.CodeInternal, err, "the record of the case cannot be written")
	}
	if err := writeWhole(e.root, path.Join(id, recordFile), string(written)); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.records = maps.Clone(e.records)
	e.records[id] = r
	return nil
}

// parseEdition reads the name of an edition; number is 0 where it is none.
func parseEdition(scenarioID string) (id string, number int) {
	id, digits, _ := strings.Cut(scenarioID, coach.EditionMark)
	number, err := strconv.Atoi(digits)
	if err != nil || !content.ValidCaseID(id) || coach.EditionID(id, number) != scenarioID {
		return "", 0
	}
	return id, max(number, 0)
}

// easiestFirst is the order of the library.
func easiestFirst(a, b *coach.Scenario) int {
	return cmp.Or(cmp.Compare(a.Case.Difficulty, b.Case.Difficulty), cmp.Compare(a.Case.ID, b.Case.ID))
}
