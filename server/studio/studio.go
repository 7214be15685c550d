package studio

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/playtest"
)

// Library is the published content.
type Library interface {
	Scenario(id string) (*coach.Scenario, error)
	Scenarios() []*coach.Scenario
	Drafts() []*coach.Scenario
	Measured(id string) *coach.Measured
}

// Studio checks, keeps and plays cases that are being written. Its methods may be called from any goroutine.
type Studio struct {
	library Library
	bench   *content.Workbench
	shelf   *shelf
	ears    playtest.Labeller
	playing chan struct{} // holds a token while a playtest runs

	mu     sync.Mutex // guards loaded
	loaded map[string]*coach.Scenario
}

// Open opens the studio of a drafts folder, making it when it is missing. Close must be called to end it.
func Open(dir string, library Library, bench *content.Workbench, ears playtest.Labeller) (*Studio, error) {
	shelf, err := openShelf(dir)
	if err != nil {
		return nil, err
	}
	return &Studio{
		library: library, bench: bench, shelf: shelf, ears: ears, playing: make(chan struct{}, 1), loaded: map[string]*coach.Scenario{},
	}, nil
}

// Close lets the drafts folder go.
func (s *Studio) Close() error { return s.shelf.close() }

// Check checks the source of a case.
func (s *Studio) Check(source string) content.Checked { return s.bench.Check([]byte(source)) }

// Entry is a case of the library to start from.
type Entry struct {
	ID    string
	Title coach.Text
	Draft bool // not offered to trainees
}

// Cases lists the cases of the library, drafts in it too.
func (s *Studio) Cases() []Entry {
	var entries []Entry
	for _, scenario := range append(s.library.Scenarios(), s.library.Drafts()...) {
		entries = append(entries, Entry{ID: scenario.Case.ID, Title: scenario.Case.Title, Draft: scenario.Case.Draft()})
	}
	return entries
}

// Source returns the file of a case of the library.
func (s *Studio) Source(id string) (string, error) {
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
	s.keep(id, checked.Scenario)
	return id, nil
}

func (s *Studio) sound(source string) (content.Checked, error) {
	checked := s.Check(source)
	if checked.Scenario == nil {
		return checked, coach.Wrap(coach.CodeInvalid, checked.Faults, "the case has %d faults; mend them first", len(checked.Faults))
	}
	return checked, nil
}

// MaxRuns is the most calls a trainee makes in a playtest of the studio: enough to see, not enough to publish by.
const MaxRuns = 30

// Play lets scripted trainees play a case: runs calls each, at most MaxRuns. One playtest runs at a time: another one fails
// with CodeBusy. It stops when ctx ends.
func (s *Studio) Play(ctx context.Context, source string, lang coach.Lang, runs int) (sheet playtest.Sheet, err error) {
	if runs < 1 || runs > MaxRuns || !lang.Valid() {
		return sheet, coach.Errorf(coach.CodeInvalid, "a playtest takes a language, zh or en, and 1 to %d calls a trainee", MaxRuns)
	}
	checked, err := s.sound(source)
	if err != nil {
		return sheet, err
	}
	select {
	case s.playing <- struct{}{}:
	default:
		return sheet, coach.Errorf(coach.CodeBusy, "another playtest is running; wait for it, or stop it")
	}
	defer func() { <-s.playing }()
	sheet, err = playtest.Verdict(ctx, checked.Scenario, lang, playtest.Plan{Runs: runs, Seed: 1, Jobs: 1}, s.ears)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return sheet, coach.Wrap(coach.CodeUnavailable, err, "the playtest was stopped")
	}
	if err != nil {
		return sheet, coach.Wrap(coach.CodeInvalid, fmt.Errorf("playtest: %w", err), "the scripted trainees cannot play this case to its end; look at its contacts and conditions")
	}
	return sheet, nil
}
