package studio

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/content"
)

// Limits of the drafts folder.
const (
	maxDrafts   = 500
	maxVersions = 2000 // of one draft that were tried
	maxSource   = 256 << 10
)

const (
	suffix        = ".yaml"
	versionFolder = "tried" // versions that calls were made with, by draft and content hash
	hashDigits    = 16      // hexadecimal digits of a version's name
)

// Draft is a case that is being written, as its file holds it.
type Draft struct {
	ID      string
	Source  string
	Version string // of the content: its hash
	SavedAt time.Time
}

// shelf keeps drafts as files of one folder. The folder is opened once and every name is looked up inside it, so that no
// name can lead out of it.
type shelf struct {
	root *os.Root
	mu   sync.Mutex // one save at a time: what is compared is what is replaced
}

func openShelf(dir string) (*shelf, error) {
	root, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	if err := root.MkdirAll(versionFolder, 0o700); err != nil {
		return nil, errors.Join(coach.Wrap(coach.CodeStorage, err, "the drafts folder cannot be written to"), root.Close())
	}
	return &shelf{root: root}, nil
}

func (s *shelf) close() error { return s.root.Close() }

// version names a content.
func version(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:])[:hashDigits]
}

func checkID(id string) error {
	if !content.ValidCaseID(id) {
		return coach.Errorf(coach.CodeInvalid, "a case is named with small letters, digits and hyphens, at most 60; mend its id")
	}
	return nil
}

// get reads a draft; CodeNotFound when there is none.
func (s *shelf) get(id string) (Draft, error) {
	if err := checkID(id); err != nil {
		return Draft{}, err
	}
	source, saved, err := readFile(s.root, id+suffix)
	if errors.Is(err, fs.ErrNotExist) {
		return Draft{}, coach.Errorf(coach.CodeNotFound, "there is no draft %q", id)
	}
	if err != nil {
		return Draft{}, coach.Wrap(coach.CodeStorage, err, "the draft %q cannot be read", id)
	}
	return Draft{ID: id, Source: source, Version: version(source), SavedAt: saved}, nil
}

// list returns the ids of the drafts with when they were saved, by id.
func (s *shelf) list() ([]Draft, error) {
	entries, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, coach.Wrap(coach.CodeStorage, err, "the drafts cannot be listed")
	}
	var drafts []Draft
	for _, e := range entries {
		id, yaml := strings.CutSuffix(e.Name(), suffix)
		info, err := e.Info()
		if !yaml || !content.ValidCaseID(id) || err != nil || !info.Mode().IsRegular() {
			continue
		}
		drafts = append(drafts, Draft{ID: id, SavedAt: info.ModTime().UTC()})
	}
	slices.SortFunc(drafts, func(a, b Draft) int { return strings.Compare(a.ID, b.ID) })
	return drafts, nil
}

// save replaces a draft that still is the version it was based on; base is empty for one that is not there yet. It fails
// with CodeConflict and changes nothing when somebody else saved meanwhile.
func (s *shelf) save(id, source, base string) (Draft, error) {
	if err := checkID(id); err != nil {
		return Draft{}, err
	}
	if len(source) > maxSource {
		return Draft{}, coach.Errorf(coach.CodeTooLarge, "a case may have %d KiB; shorten its texts", maxSource>>10)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := s.get(id)
	switch {
	case coach.CodeOf(err) == coach.CodeNotFound:
		if base != "" {
			return Draft{}, coach.Errorf(coach.CodeConflict, "the draft %q was removed meanwhile; save it as a new one", id)
		}
		if drafts, err := s.list(); err != nil || len(drafts) >= maxDrafts {
			return Draft{}, errors.Join(err, coach.Errorf(coach.CodeTooLarge, "there are %d drafts already; remove some", maxDrafts))
		}
	case err != nil:
		return Draft{}, err
	case now.Version != base && now.Source != source:
		return Draft{}, coach.Errorf(coach.CodeConflict, "the draft %q was changed meanwhile; compare before you replace it", id)
	}
	if err := writeWhole(s.root, id+suffix, source); err != nil {
		return Draft{}, err
	}
	return s.get(id)
}

// remove takes a draft away; the versions that calls were made with stay.
func (s *shelf) remove(id, base string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := s.get(id)
	if err != nil {
		return err
	}
	if now.Version != base {
		return coach.Errorf(coach.CodeConflict, "the draft %q was changed meanwhile; look at it before you remove it", id)
	}
	if err := s.root.Remove(id + suffix); err != nil {
		return coach.Wrap(coach.CodeStorage, err, "the draft %q cannot be removed", id)
	}
	return nil
}

// keepVersion keeps a content that a call is made with, for as long as there are drafts.
func (s *shelf) keepVersion(id, source string) (string, error) {
	if err := checkID(id); err != nil {
		return "", err
	}
	name := version(source)
	folder := path.Join(versionFolder, id)
	file := path.Join(folder, name+suffix)
	if _, err := s.root.Stat(file); err == nil {
		return name, nil
	}
	if err := s.root.MkdirAll(folder, 0o700); err != nil {
		return "", coach.Wrap(coach.CodeStorage, err, "the version cannot be kept")
	}
	if tried, err := fs.ReadDir(s.root.FS(), folder); err != nil || len(tried) >= maxVersions {
		return "", errors.Join(err, coach.Errorf(coach.CodeTooLarge, "%d versions of %q were tried already; give the case a new id", maxVersions, id))
	}
	return name, writeWhole(s.root, file, source)
}

// keptVersion reads a content that a call was made with.
func (s *shelf) keptVersion(id, name string) (string, error) {
	source, _, err := readFile(s.root, path.Join(versionFolder, id, name+suffix))
	if err == nil && version(source) != name {
		err = fmt.Errorf("its content does not fit its name")
	}
	if err != nil {
		return "", coach.Wrap(coach.CodeNotFound, err, "the draft this call was made with is no longer there")
	}
	return source, nil
}
