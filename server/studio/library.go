package studio

import (
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/content"
)

// prefix begins the id of a scenario that is a tried version of a draft: draft.<case>.<version>.
const prefix = coach.DraftScenario

// maxLoaded is how many tried versions and editions are kept read.
const maxLoaded = maxPublished + 100 // so that listing the library reads none twice

// Scenario finds a scenario of the library, the offered edition of a published case, any edition of one by its name
// (my-case@2), or a version of a draft that was tried. A case of the content folder goes before a published one of its id.
func (s *Studio) Scenario(id string) (*coach.Scenario, error) {
	if strings.HasPrefix(id, prefix) {
		return s.tried(id)
	}
	if name, number := parseEdition(id); number > 0 {
		return s.edition(name, number)
	}
	if offered := s.editions.offered(id); offered != nil && !s.inContent(id) {
		return s.edition(id, offered.Number)
	}
	return s.library.Scenario(id)
}

func (s *Studio) tried(id string) (*coach.Scenario, error) {
	if loaded := s.read(id); loaded != nil {
		return loaded, nil
	}
	caseID, name, ok := strings.Cut(strings.TrimPrefix(id, prefix), ".")
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
	checked.Scenario.Case.Status = "draft" // whatever its source says
	return s.keep(id, checked.Scenario), nil
}

// edition reads what was published. Its number is its version, and it is no draft, whatever its source says.
func (s *Studio) edition(caseID string, number int) (*coach.Scenario, error) {
	id := coach.EditionID(caseID, number)
	if loaded := s.read(id); loaded != nil {
		return loaded, nil
	}
	source, err := s.editions.source(caseID, number)
	if err != nil {
		return nil, err
	}
	checked := s.bench.Check([]byte(source))
	if checked.Scenario == nil {
		return nil, coach.Wrap(coach.CodeNotFound, checked.Faults, "edition %d of %q no longer fits the playbook; mend its draft and publish it anew", number, caseID)
	}
	checked.Scenario.Case.Status, checked.Scenario.Case.Version = "published", number
	return s.keep(id, checked.Scenario), nil
}

// Scenarios lists the scenarios offered to trainees, those published here among them, easiest first, then by id.
func (s *Studio) Scenarios() []*coach.Scenario {
	all := slices.Clone(s.library.Scenarios())
	for _, one := range s.Published() {
		if one.scenario != nil {
			all = append(all, one.scenario)
		}
	}
	slices.SortStableFunc(all, easiestFirst)
	return all
}

// Measured returns how a case went for scripted trainees; nil when this version of it was not played.
func (s *Studio) Measured(id string) *coach.Measured {
	caseID, number := parseEdition(id)
	if number == 0 && !s.inContent(id) {
		caseID, number = id, s.editions.of(id).Offered
	}
	if played := s.editions.of(caseID).edition(number); played != nil {
		return &played.Measured
	}
	return s.library.Measured(id)
}

// inContent reports whether a case of the content folder has this id, offered or not.
func (s *Studio) inContent(id string) bool {
	_, err := s.library.Scenario(id)
	return err == nil
}

// read returns a scenario that was read before, nil when it was not.
func (s *Studio) read(id string) *coach.Scenario {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loaded[id]
}

// keep remembers a scenario under the id it is played by.
func (s *Studio) keep(id string, scenario *coach.Scenario) *coach.Scenario {
	scenario.Case.ID = id
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.loaded) >= maxLoaded {
		clear(s.loaded)
	}
	s.loaded[id] = scenario
	return scenario
}
