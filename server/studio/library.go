package studio

import (
	"strings"

	"huikuan/server/coach"
	"huikuan/server/content"
)

// prefix begins the id of a scenario that is a tried version of a draft: draft.<case>.<version>.
const prefix = coach.DraftScenario

// maxLoaded is how many tried versions are kept read.
const maxLoaded = 32

// Scenario finds a scenario of the library, or a version of a draft that was tried.
func (s *Studio) Scenario(id string) (*coach.Scenario, error) {
	rest, draft := strings.CutPrefix(id, prefix)
	if !draft {
		return s.library.Scenario(id)
	}
	s.mu.Lock()
	loaded := s.loaded[id]
	s.mu.Unlock()
	if loaded != nil {
		return loaded, nil
	}
	caseID, name, ok := strings.Cut(rest, ".")
	if !ok || !content.ValidCaseID(caseID) || !content.ValidCaseID(name) {
		return nil, coach.Errorf(coach.CodeNotFound, "there is no scenario %q", id)
	}
	source, err := s.shelf.keptVersion(caseID, name)
	if err != nil {
		return nil, err
	}
	checked := s.bench.Check([]byte(source))
	if checked.Scenario == nil {
		return nil, coach.Wrap(coach.CodeNotFound, checked.Faults, "the draft this call was made with no longer fits the playbook")
	}
	return s.keep(id, checked.Scenario), nil
}

// Scenarios lists the published scenarios.
func (s *Studio) Scenarios() []*coach.Scenario { return s.library.Scenarios() }

// Measured returns how a published case went for scripted trainees; nil when this version of it was not played.
func (s *Studio) Measured(id string) *coach.Measured { return s.library.Measured(id) }

// keep remembers a scenario under the id it is played by. It is a draft, whatever its source says.
func (s *Studio) keep(id string, scenario *coach.Scenario) *coach.Scenario {
	scenario.Case.ID, scenario.Case.Status = id, "draft"
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.loaded) >= maxLoaded {
		clear(s.loaded)
	}
	s.loaded[id] = scenario
	return scenario
}
