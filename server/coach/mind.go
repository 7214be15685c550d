package coach

// Mind is how a contact feels at a moment of a call.
type Mind struct {
	Gauges Gauges `json:"gauges"`
	Affect Affect `json:"affect"`
}

// Group is a kind of debtor types that meet a stage of lateness in the same way.
type Group string

// The groups.
const (
	GroupBenign     Group = "benign"     // means to pay and can
	GroupProcedural Group = "procedural" // pays by rules or by somebody else's word
	GroupSqueezed   Group = "squeezed"   // would pay and is short
	GroupLeveraged  Group = "leveraged"  // could pay and picks whom
	GroupAggrieved  Group = "aggrieved"  // holds the money over a quarrel
	GroupSlippery   Group = "slippery"   // puts off on purpose
	GroupEvasive    Group = "evasive"    // puts off for fear of the talk
)

// TypeOf returns the debtor type a contact takes things as: their own, or the case's.
func (s *Scenario) TypeOf(contactID string) DebtorType {
	c, _ := s.Contact(contactID)
	return s.typeOf(c)
}

func (s *Scenario) typeOf(c Contact) DebtorType {
	wanted := s.Case.Truth.DebtorType
	if c.DebtorType != "" {
		wanted = c.DebtorType
	}
	for _, d := range s.Playbook.DebtorTypes {
		if d.ID == wanted {
			return d
		}
	}
	return DebtorType{}
}

// StageMood returns how debtors of a group meet the case's stage; false when the playbook says nothing of it.
func (s *Scenario) StageMood(group Group) (StageMood, bool) {
	for _, stage := range s.Playbook.Stages {
		if stage.ID != s.Case.Stage {
			continue
		}
		for _, mood := range stage.Moods {
			if mood.Group == group && group != "" {
				return mood, true
			}
		}
	}
	return StageMood{}, false
}

// StartOf is how a contact picks up the phone: as their type does, at this stage, and with what is their own. Without
// any of it they are calm.
func (s *Scenario) StartOf(contactID string) Mind {
	c, _ := s.Contact(contactID)
	return s.startOf(c)
}

func (s *Scenario) startOf(c Contact) Mind {
	kind := s.typeOf(c)
	mind := Mind{Gauges: Gauges{}.Add(kind.Start), Affect: kind.Affect}
	if mood, ok := s.StageMood(kind.Group); ok {
		mind.Gauges = mind.Gauges.Add(mood.Shift)
		if mood.Affect != "" {
			mind.Affect = mood.Affect
		}
	}
	mind.Gauges = mind.Gauges.Add(c.Start)
	if c.Affect != "" {
		mind.Affect = c.Affect
	}
	if mind.Affect == "" {
		mind.Affect = Calm
	}
	return mind
}

// Minds keeps how every contact of a call was left, for when they come back to the phone. Trust, irritation, face,
// patience and affect are each one's own; the other gauges go round the house.
type Minds struct {
	scenario *Scenario
	on       string
	left     map[string]Mind
}

// NewMinds returns the minds of a call that a contact answers.
func NewMinds(s *Scenario, contactID string) *Minds {
	return &Minds{scenario: s, on: contactID, left: map[string]Mind{}}
}

// Left returns the mind a contact left the phone in; false for who has not been on it, or still is.
func (m *Minds) Left(contactID string) (Mind, bool) {
	mind, ok := m.left[contactID]
	return mind, ok && contactID != m.on
}

// Put puts a contact on the line in place of the one who leaves it in the given mind, and returns theirs. Somebody new
// has heard half of what the one before them thinks of the trainee.
func (m *Minds) Put(contactID string, leaving Mind) Mind {
	before := m.scenario.StartOf(m.on)
	m.left[m.on] = leaving
	m.on = contactID
	back, known := m.left[contactID]
	if !known {
		back = m.scenario.StartOf(contactID)
		heard := Gauges{
			Trust:      (leaving.Gauges.Trust - before.Gauges.Trust) / 2,
			Irritation: (leaving.Gauges.Irritation - before.Gauges.Irritation) / 2,
		}
		back.Gauges = back.Gauges.Add(heard)
	}
	house := leaving.Gauges
	if c, ok := m.scenario.Contact(contactID); ok && !known {
		house = house.Add(Gauges{Urgency: c.Start.Urgency, Credibility: c.Start.Credibility, Obligation: c.Start.Obligation})
	}
	back.Gauges.Urgency, back.Gauges.Credibility, back.Gauges.Obligation = house.Urgency, house.Credibility, house.Obligation
	return back
}
