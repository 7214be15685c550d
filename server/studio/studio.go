package studio

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/playtest"
)

// Folders of the data folder that the studio keeps.
const (
	draftsFolder    = "drafts"    // what is being written, and what was tried of it
	publishedFolder = "published" // editions
)

// MadeFolders are the folders that Open makes in a data folder, each before those in it.
func MadeFolders() []string {
	return []string{draftsFolder, filepath.Join(draftsFolder, versionFolder), publishedFolder}
}

// Library is the content folder.
type Library interface {
	Scenario(id string) (*coach.Scenario, error)
	Scenarios() []*coach.Scenario
	Drafts() []*coach.Scenario
	Measured(id string) *coach.Measured
}

// Studio checks, keeps and plays cases that are being written. Its methods may be called from any goroutine.
type Studio struct {
	library  Library
	bench    *content.Workbench
	shelf    *shelf
	editions *editions
	ears     playtest.Labeller
	gate     playtest.Plan // what is played before a case is published
	playing  chan struct{} // holds a token while a playtest runs
	stopping chan struct{} // closed by Stop
	stop     func()

	mu     sync.Mutex // guards loaded
	loaded map[string]*coach.Scenario
}

// Open opens the studio of a data folder, making its folders when they are missing. Close must be called to end it.
func Open(data string, library Library, bench *content.Workbench, ears playtest.Labeller) (*Studio, error) {
	shelf, err := openShelf(filepath.Join(data, draftsFolder))
	if err != nil {
		return nil, err
	}
	editions, err := openEditions(filepath.Join(data, publishedFolder))
	if err != nil {
		return nil, errors.Join(err, shelf.close())
	}
	stopping := make(chan struct{})
	return &Studio{
		library: library, bench: bench, shelf: shelf, editions: editions, ears: ears, gate: gateOf(GateRuns),
		playing: make(chan struct{}, 1), stopping: stopping, stop: sync.OnceFunc(func() { close(stopping) }), loaded: map[string]*coach.Scenario{},
	}, nil
}

// Stop ends the playtest that runs, if any, and lets none begin: a server that drains does not wait for it.
func (s *Studio) Stop() { s.stop() }

// Close lets the folders go.
func (s *Studio) Close() error { return errors.Join(s.shelf.close(), s.editions.close()) }

// Check checks the source of a case.
func (s *Studio) Check(source string) content.Checked { return s.bench.Check([]byte(source)) }

// Entry is a case of the content folder to start from.
type Entry struct {
	ID    string
	Title coach.Text
	Draft bool // not offered to trainees
}

// Cases lists the cases of the content folder, drafts in it too.
func (s *Studio) Cases() []Entry {
	var entries []Entry
	for _, scenario := range append(s.library.Scenarios(), s.library.Drafts()...) {
		entries = append(entries, Entry{ID: scenario.Case.ID, Title: scenario.Case.Title, Draft: scenario.Case.Draft()})
	}
	return entries
}

// Source returns the file of a case of the content folder, or what is offered of a published one.
func (s *Studio) Source(id string) (string, error) {
	if offered := s.editions.offered(id); offered != nil && !s.inContent(id) {
		return s.editions.source(id, offered.Number)
	}
	data, err := s.bench.Source(id)
	return string(data), err
}

// Drafts lists the drafts without their source.
func (s *Studio) Drafts() ([]Draft, error) { return s.shelf.list() }

// Draft returns a draft; CodeNotFound when there is none.
func (s *Studio) Draft(id string) (Draft, error) { return s.shelf.get(id) }

// Save keeps a draft, faults and all. base is the version it was made from, empty for a new one: when another one is there
// it fails with CodeConflict and changes nothing.
func (s *Studio) Save(id, source, base string) (Draft, error) { return s.shelf.save(id, source, base) }

// Remove takes a draft away when it still is the given version. Calls made with it keep theirs.
func (s *Studio) Remove(id, base string) error { return s.shelf.remove(id, base) }

// Try makes a source playable as it is and returns the id to call it by. It fails with CodeInvalid while it has faults.
func (s *Studio) Try(source string) (scenarioID string, err error) {
	checked, err := s.sound(source)
	if err != nil {
		return "", err
	}
	name, err := s.shelf.keepVersion(checked.ID, source)
	if err != nil {
		return "", err
	}
	id := prefix + checked.ID + "." + name
	checked.Scenario.Case.Status = "draft" // whatever its source says
	s.keep(id, checked.Scenario)
	return id, nil
}

func (s *Studio) sound(source string) (content.Checked, error) {
	checked := s.Check(source)
	if checked.Scenario == nil {
		return checked, coach.Wrap(coach.CodeInvalid, checked.Faults, "the case has %s; mend what is named first", coach.Count(len(checked.Faults), "fault"))
	}
	return checked, nil
}

// MaxRuns is the most calls a trainee makes in a playtest of the studio: enough to see, not enough to publish by.
const MaxRuns = 30

// Play lets scripted trainees play a case: runs calls each, at most MaxRuns. One playtest runs at a time: another one waits a
// moment for it, then fails with CodeBusy. It stops when ctx ends.
func (s *Studio) Play(ctx context.Context, source string, lang coach.Lang, runs int) (playtest.Sheet, error) {
	if runs < 1 || runs > MaxRuns || !lang.Valid() {
		return playtest.Sheet{}, coach.Errorf(coach.CodeInvalid, "a playtest takes a language, zh or en, and 1 to %d calls a trainee", MaxRuns)
	}
	checked, err := s.sound(source)
	if err != nil {
		return playtest.Sheet{}, err
	}
	sheets, err := s.play(ctx, checked.Scenario, playtest.Plan{Runs: runs, Seed: 1, Jobs: 1}, lang)
	if err != nil {
		return playtest.Sheet{}, err
	}
	return sheets[0], nil
}
