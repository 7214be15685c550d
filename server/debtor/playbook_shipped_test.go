package debtor

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// ofType is the fixture with the shipped playbook and a debtor of a type.
func ofType(shipped coach.Playbook, kind, stage string) *coach.Scenario {
	s := fixture()
	s.Playbook = shipped
	s.Case.Stage, s.Case.Truth.DebtorType = stage, kind
	s.Case.Permitted = nil
	for _, act := range []coach.Act{coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal, coach.ActFormalNotice} {
		s.Case.Permitted = append(s.Case.Permitted, coach.Permission{Act: act, What: both("so")})
	}
	return s
}

func TestThePlaybookKnowsEverybodyAndEverythingOfTheTrade(t *testing.T) {
	p := shippedScenarios(t)[0].Playbook
	if len(p.DebtorTypes) != 12 || len(p.Excuses) != 26 || len(p.Reasons) != 22 {
		t.Fatalf("%d types, %d excuses, %d reasons", len(p.DebtorTypes), len(p.Excuses), len(p.Reasons))
	}
	moods := map[string]map[coach.Group]coach.StageMood{}
	for _, stage := range p.Stages {
		moods[stage.ID] = map[coach.Group]coach.StageMood{}
		for _, m := range stage.Moods {
			moods[stage.ID][m.Group] = m
		}
	}
	for _, d := range p.DebtorTypes {
		for _, stage := range []string{"st_predue", "st_due", "st_late_1_3", "st_late_7", "st_late_30", "st_broken_promise", "st_hardcore", "st_formal_letter"} {
			if _, ok := moods[stage][d.Group]; !ok {
				t.Errorf("nothing says how %s meets %s", d.ID, stage)
			}
		}
	}
	for _, stage := range []string{"st_mal_sincere", "st_mal_promise", "st_mal_delay", "st_mal_silence"} {
		if _, ok := moods[stage][coach.GroupSlippery]; !ok {
			t.Errorf("nothing says how the slippery meet %s", stage)
		}
	}
}

func TestEveryTypeMeetsEveryStageInItsOwnManner(t *testing.T) {
	shipped := shippedScenarios(t)[0]
	common, playbook := shipped.Personas[commonPersona], shipped.Playbook
	worded := map[string]bool{}
	for _, w := range common.Wordings {
		if w.Move == coach.MoveAcknowledge && len(w.Lines.Zh) >= 3 && len(w.Lines.En) >= 3 {
			worded[w.Topic] = true
		}
	}
	for _, stage := range playbook.Stages {
		seen := map[string]coach.Group{}
		for _, m := range stage.Moods {
			if m.Manner != "" && !worded[stageRule+m.Manner] {
				t.Errorf("%s, %s: no words for the manner %s", stage.ID, m.Group, m.Manner)
			}
			seen[m.Manner] = m.Group
		}
		if len(stage.Moods) > 1 && len(seen) < 3 {
			t.Errorf("at %s nearly everybody is alike: %v", stage.ID, seen)
		}
	}
}

// A consequence as an opener and after diagnosis: the same words do visibly different things to every type. The
// aggrieved give way to it at no time.
func TestNoTypeGivesWayToAConsequenceThatComesTooEarly(t *testing.T) {
	playbook := shippedScenarios(t)[0].Playbook
	for _, kind := range playbook.DebtorTypes {
		for _, act := range []coach.Act{coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal, coach.ActFormalNotice} {
			opener := ring(t, ofType(playbook, kind.ID, "st_late_30"), 1)
			before := opener.state.Willingness()
			early := moved(opener, "What is shipped next stays here.", act)
			if early.Urgency > 0 || early.Irritation <= 0 || opener.state.Willingness() > before {
				t.Errorf("%s gives way to %s as an opener: %+v", kind.ID, act, early)
			}
			later := ring(t, ofType(playbook, kind.ID, "st_late_30"), 1)
			later.state.ledger.Diagnosed = true
			later.state.affect = coach.Calm
			after := moved(later, "What is shipped next stays here.", act)
			if after.Irritation >= early.Irritation+2 || kind.ID != "d_grievance" && after.Urgency <= early.Urgency {
				t.Errorf("%s takes %s after diagnosis as it does before: %+v, %+v", kind.ID, act, after, early)
			}
		}
	}
}

func TestAConsequenceBeforeTheDueDayMovesNobody(t *testing.T) {
	playbook := shippedScenarios(t)[0].Playbook
	for _, kind := range playbook.DebtorTypes {
		c := ring(t, ofType(playbook, kind.ID, "st_predue"), 1)
		c.state.ledger.Diagnosed = true
		if got := moved(c, "What is shipped next stays here.", coach.ActConsequenceCurrent); got.Urgency > 0 {
			t.Errorf("%s: %+v", kind.ID, got)
		}
	}
}

func TestTheSoftHandWorksOnThoseItIsMeantFor(t *testing.T) {
	playbook := shippedScenarios(t)[0].Playbook
	for _, test := range []struct {
		kind  string
		act   coach.Act
		helps bool
	}{
		{"d_technical", coach.ActEmpathise, true}, {"d_distressed", coach.ActEmpathise, true}, {"d_malicious", coach.ActEmpathise, false},
		{"d_grievance", coach.ActAcknowledgeGrievance, true}, {"d_malicious", coach.ActAcknowledgeGrievance, false},
		{"d_dominant", coach.ActGiveFace, true}, {"d_malicious", coach.ActGiveFace, false},
		{"d_old_friend", coach.ActAppealReciprocity, true}, {"d_dominant", coach.ActGrovel, false}, {"d_competitive", coach.ActGrovel, false},
		{"d_competitive", coach.ActStateHardship, false}, {"d_old_friend", coach.ActStateHardship, true},
		{"d_forgetful", coach.ActProposeChoice, true}, {"d_evasive", coach.ActProposeChoice, true}, {"d_process_bound", coach.ActProbeProcess, true},
	} {
		c := ring(t, ofType(playbook, test.kind, "st_late_30"), 1)
		c.state.ledger.Diagnosed = true
		before := c.state.Willingness()
		d := Decide(c.state, "Words.", understood("Words.", test.act))
		c.state.change(d.Heard)
		if after := c.state.Willingness(); after > before != test.helps {
			t.Errorf("%s on %s: will %d from %d", test.act, test.kind, after, before)
		}
	}
}

// TestWhoWeighsASumOrADayAsksForNone: the trainee may have named one in the same breath.
func TestWhoWeighsASumOrADayAsksForNone(t *testing.T) {
	n := 0
	for _, s := range shippedScenarios(t) {
		for _, persona := range s.Personas {
			for _, w := range persona.Wordings {
				for _, line := range append(slices.Clone(w.Lines.Zh), w.Lines.En...) {
					if w.Topic != "weighs" {
						continue
					}
					if n++; strings.ContainsAny(line, "?？") || strings.Contains(line, "Give me") || strings.Contains(line, "你先说") {
						t.Errorf("%s: %q", persona.ID, line)
					}
				}
			}
		}
	}
	if n == 0 {
		t.Fatal("no line was read")
	}
}

// TestNoTwoPeopleDriftInTheSameWords: what is said to words that moved nothing is heard often, and shows who is speaking.
func TestNoTwoPeopleDriftInTheSameWords(t *testing.T) {
	said, n := map[string]string{}, 0
	for _, s := range shippedScenarios(t) {
		for _, persona := range s.Personas {
			for _, w := range persona.Wordings {
				if w.Topic != ruleDrift {
					continue
				}
				for _, line := range append(slices.Clone(w.Lines.Zh), w.Lines.En...) {
					n++
					if other := said[line]; other != "" && other != persona.ID {
						t.Errorf("%s and %s both say %q", other, persona.ID, line)
					}
					said[line] = persona.ID
				}
			}
		}
	}
	if n == 0 {
		t.Fatal("no line was read")
	}
}
