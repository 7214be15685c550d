package debtor

import (
	"slices"

	"huikuan/server/coach"
)

// nature is how a debtor type takes things.
type nature struct {
	kind    coach.DebtorType
	effects map[coach.Act]coach.Gauges
	timing  map[coach.Act][]coach.ActTiming
}

func naturesOf(s *coach.Scenario) map[string]nature {
	natures := map[string]nature{}
	kinds := []coach.DebtorType{s.DebtorType()}
	for _, c := range s.Case.Contacts {
		kinds = append(kinds, s.TypeOf(c.ID))
	}
	for _, kind := range kinds {
		if _, ok := natures[kind.ID]; !ok {
			natures[kind.ID] = nature{kind: kind, effects: resolveEffects(s, kind.ID), timing: resolveTiming(s, kind.ID)}
		}
	}
	return natures
}

func resolveEffects(s *coach.Scenario, debtorType string) map[coach.Act]coach.Gauges {
	resolved := make(map[coach.Act]coach.Gauges, len(s.Playbook.Effects))
	for _, e := range s.Playbook.Effects {
		delta := e.Base
		if own, ok := e.Types[debtorType]; ok {
			delta = own
		}
		resolved[e.Act] = delta
	}
	return resolved
}

func resolveTiming(s *coach.Scenario, debtorType string) map[coach.Act][]coach.ActTiming {
	resolved := map[coach.Act][]coach.ActTiming{}
	for _, t := range s.Playbook.Timing {
		if len(t.Types) == 0 || slices.Contains(t.Types, debtorType) {
			resolved[t.Act] = append(resolved[t.Act], t)
		}
	}
	return resolved
}
