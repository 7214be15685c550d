package coach

import "slices"

// Scenario is a playable whole: a case with the playbook, law pack and personas it names.
type Scenario struct {
	Case     Case
	Playbook Playbook
	LawPack  LawPack
	Personas map[string]Persona
	Hash     string // of all content it is made of, hex SHA-256
}

// Contact returns the contact with the given id.
func (s *Scenario) Contact(id string) (Contact, bool) {
	for _, c := range s.Case.Contacts {
		if c.ID == id {
			return c, true
		}
	}
	return Contact{}, false
}

// DebtorType returns the debtor type of the case's truth.
func (s *Scenario) DebtorType() DebtorType {
	for _, d := range s.Playbook.DebtorTypes {
		if d.ID == s.Case.Truth.DebtorType {
			return d
		}
	}
	return DebtorType{}
}

// Excuse returns the case's use of an excuse.
func (s *Scenario) Excuse(id string) (CaseExcuse, bool) {
	for _, x := range s.Case.Excuses {
		if x.Excuse == id {
			return x, true
		}
	}
	return CaseExcuse{}, false
}

// Fact returns the fact with the given id.
func (s *Scenario) Fact(id string) (Fact, bool) {
	for _, f := range s.Case.Facts {
		if f.ID == id {
			return f, true
		}
	}
	return Fact{}, false
}

// Permits reports whether the case lets the trainee name a consequence truthfully.
func (s *Scenario) Permits(act Act) bool {
	for _, p := range s.Case.Permitted {
		if p.Act == act {
			return true
		}
	}
	return false
}

// PermitsAll reports whether the case permits every one of some consequences.
func (s *Scenario) PermitsAll(acts []Act) bool {
	return !slices.ContainsFunc(acts, func(act Act) bool { return !s.Permits(act) })
}
