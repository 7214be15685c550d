package debtor

import (
	"testing"

	"huikuan/server/coach"
)

// twoMinds is the fixture with a clerk of their own nature: a powerless one who picks up annoyed.
func twoMinds() *coach.Scenario {
	s := fixture()
	s.Playbook.DebtorTypes = append(s.Playbook.DebtorTypes, coach.DebtorType{
		ID: "d_powerless", Affect: coach.Calm, Weights: coach.Gauges{Trust: 1},
		Start: coach.Gauges{Trust: 60, Irritation: 20, Urgency: 25, Credibility: 40, Face: 45, Obligation: 30, Patience: 55},
	})
	clerk := &s.Case.Contacts[1]
	clerk.DebtorType, clerk.Affect, clerk.Start = "d_powerless", coach.Upset, coach.Gauges{Trust: -15, Irritation: 10, Urgency: 7}
	for i := range s.Playbook.Effects {
		if e := &s.Playbook.Effects[i]; e.Act == coach.ActStandFirm {
			e.Types = map[string]coach.Gauges{"d_powerless": {Irritation: 12, Trust: -4}}
		}
	}
	return s
}

func (c *talk) putThrough(contact string) {
	c.t.Helper()
	c.add(coach.ContactChanged{Contact: contact, Turn: c.state.Turn() - 1})
	c.answer(Greet(c.state), false)
}

func TestEverybodyOnTheLineHasAMindOfTheirOwn(t *testing.T) {
	c := ring(t, twoMinds(), 1)
	c.say("Good morning.", coach.ActGreet)
	c.say("I see how hard it is.", coach.ActEmpathise)
	owner := c.state.Gauges()
	c.putThrough("clerk")
	clerk := c.state.Gauges()
	heard := owner.Trust - 50
	if heard <= 0 || clerk.Trust != 45+heard/2 || clerk.Patience != 55 || c.state.Affect() != coach.Upset {
		t.Fatalf("the clerk picks up with %+v, %s, after the owner's %+v", clerk, c.state.Affect(), owner)
	}
	if clerk.Credibility != owner.Credibility || clerk.Urgency != owner.Urgency+7 {
		t.Fatalf("what goes round the house: %+v after %+v", clerk, owner)
	}
	d := c.say("I insist.", coach.ActStandFirm)
	if got := c.state.Gauges(); got.Trust >= clerk.Trust || got.Irritation <= clerk.Irritation {
		t.Fatalf("the clerk takes it as the owner would: %+v (%v)", got, kinds(d))
	}
	annoyed := c.state.Gauges()
	c.putThrough("owner")
	if back := c.state.Gauges(); back.Trust != owner.Trust || back.Patience != owner.Patience || back.Irritation != owner.Irritation || c.state.Affect() == coach.Upset {
		t.Fatalf("the owner forgot: %+v, left with %+v", back, owner)
	}
	c.putThrough("clerk")
	if again := c.state.Gauges(); again.Irritation != annoyed.Irritation || again.Trust != annoyed.Trust {
		t.Fatalf("the clerk forgot: %+v, left with %+v", again, annoyed)
	}
}

func TestAStageShiftsHowThePhoneIsPickedUp(t *testing.T) {
	s := fixture()
	s.Case.Stage = "st_late_30"
	s.Playbook.DebtorTypes[0].Group = coach.GroupSlippery
	before := NewState(s, coach.English)
	s.Playbook.Stages = []coach.Stage{
		{ID: "st_due", Moods: []coach.StageMood{{Group: coach.GroupSlippery, Shift: coach.Gauges{Trust: 30}}}},
		{ID: "st_late_30", Moods: []coach.StageMood{
			{Group: coach.GroupBenign, Shift: coach.Gauges{Trust: 20}},
			{Group: coach.GroupSlippery, Shift: coach.Gauges{Irritation: 9, Patience: -6}, Affect: coach.Upset},
		}},
	}
	after := NewState(s, coach.English)
	want := before.Gauges().Add(coach.Gauges{Irritation: 9, Patience: -6})
	if after.Gauges() != want || after.Affect() != coach.Upset {
		t.Fatalf("%+v %s, want %+v upset", after.Gauges(), after.Affect(), want)
	}
}
