package debtor

import (
	"slices"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// heardCall is the log of a short call: the phone is answered, the trainee says something, the debtor answers as given.
func heardCall(t *testing.T, s *coach.Scenario, lang coach.Lang, said string, answers ...coach.TurnCompleted) []coach.Event {
	t.Helper()
	state := NewState(s, lang)
	var log []coach.Event
	add := func(body coach.EventBody) {
		e := coach.Event{Seq: int64(len(log) + 1), At: s.Case.Today.Time().Add(time.Duration(len(log)) * time.Second), Body: body}
		log = append(log, e)
		state.Apply(e)
	}
	start := coach.SessionStarted{ScenarioID: s.Case.ID, Lang: lang, Mode: coach.Practice, Seed: 1, Contact: s.Case.Contacts[0].ID}
	add(start)
	add(coach.TurnCompleted{Turn: 0, Contact: start.Contact, Text: "…", Moves: []coach.Move{{Kind: coach.MoveGreet}}, Voice: "scripted"})
	for _, answer := range answers {
		add(coach.TurnAccepted{Turn: state.Turn(), ClientTurnID: said, Text: said, Contact: start.Contact, Decision: coach.Decision{Moves: answer.Moves}})
		answer.Turn, answer.Contact = state.Turn(), start.Contact
		add(answer)
	}
	add(coach.SessionEnded{Reason: coach.EndedByTrainee})
	return log
}

// TestTheSimulatorIsAudited: every kind of fault is found in the log, weighed, and voids the call where it must.
func TestTheSimulatorIsAudited(t *testing.T) {
	s := shippedScenarios(t)[slices.IndexFunc(shippedScenarios(t), func(s *coach.Scenario) bool { return s.Case.ID == "charming-dealer" })]
	ear, locked := nlu.New(), s.Case.Facts[0]
	model := func(text string, flags ...string) coach.TurnCompleted {
		return coach.TurnCompleted{Text: text, Moves: []coach.Move{dodgeMove}, Voice: "model", Flags: flags}
	}
	scripted := func(flags ...string) coach.TurnCompleted {
		return coach.TurnCompleted{Text: "Let's talk about it some other time.", Moves: []coach.Move{dodgeMove}, Voice: "scripted", Flags: flags}
	}
	late := func(millis int64) coach.TurnCompleted {
		b := model("Another time, all right?")
		b.Usage.FirstTokenMillis = millis
		return b
	}
	promise := model("No, I cannot do anything for you.")
	promise.Moves = []coach.Move{{Kind: coach.MovePromise, Promise: &coach.Promise{Amount: &coach.Money{Minor: 5_000_000, Currency: "CNY"}, Date: s.Case.Today.AddDays(2)}}}
	again := model("Let us not rush into anything today.")
	chinese := model("这个事情我知道了，你先放心，我这边会安排的。")
	for name, c := range map[string]struct {
		answers []coach.TurnCompleted
		kinds   []coach.FaultKind
		effect  coach.FaultEffect
		because coach.FaultKind
	}{
		"nothing wrong":               {[]coach.TurnCompleted{model("Let us not rush into anything."), scripted()}, nil, "", ""},
		"the model failed":            {[]coach.TurnCompleted{scripted("fallback:timeout_first")}, []coach.FaultKind{coach.FaultFallback}, coach.FaultMinor, ""},
		"the guard cut and it failed": {[]coach.TurnCompleted{scripted("guard_cut:role", "fallback:guard")}, []coach.FaultKind{coach.FaultCut, coach.FaultFallback}, coach.FaultMinor, ""},
		"cut in mid-sentence":         {[]coach.TurnCompleted{model("Well, I – let's talk some other time.", "guard_cut:figure", "completed:dodge")}, []coach.FaultKind{coach.FaultCut}, coach.FaultMinor, ""},
		"broken off":                  {[]coach.TurnCompleted{model("Well, I – let's talk some other time.", "broken:cut", "completed:dodge")}, []coach.FaultKind{coach.FaultBroken}, coach.FaultMinor, ""},
		"tidied":                      {[]coach.TurnCompleted{model("Another time, all right?", "guard_dropped")}, []coach.FaultKind{coach.FaultTidied}, coach.FaultMinor, ""},
		"slow":                        {[]coach.TurnCompleted{late(9000)}, []coach.FaultKind{coach.FaultSlow}, coach.FaultMinor, ""},
		"stuck":                       {[]coach.TurnCompleted{late(25000)}, []coach.FaultKind{coach.FaultStuck}, coach.FaultHindered, ""},
		"said twice":                  {[]coach.TurnCompleted{again, again}, []coach.FaultKind{coach.FaultRepeated}, coach.FaultMinor, ""},
		"another language":            {[]coach.TurnCompleted{chinese}, []coach.FaultKind{coach.FaultLanguage}, coach.FaultHindered, ""},
		"another language for good":   {[]coach.TurnCompleted{chinese, chinese, chinese}, []coach.FaultKind{coach.FaultLanguage, coach.FaultRepeated, coach.FaultLanguage, coach.FaultRepeated, coach.FaultLanguage}, "", coach.FaultLanguage},
		"says no to its own promise":  {[]coach.TurnCompleted{promise}, []coach.FaultKind{coach.FaultContradicts}, coach.FaultHindered, ""},
		"gives a sum away":            {[]coach.TurnCompleted{model("I will pay you 80,000 on Friday.")}, []coach.FaultKind{coach.FaultConcession}, coach.FaultHelped, coach.FaultConcession},
		"gives a fact away":           {[]coach.TurnCompleted{model("All right then: " + locked.Secret.En[0] + ".")}, []coach.FaultKind{coach.FaultLeak}, coach.FaultHelped, coach.FaultLeak},
		"steps out of the role":       {[]coach.TurnCompleted{model("As an AI language model I have no money.")}, []coach.FaultKind{coach.FaultRole}, coach.FaultHindered, coach.FaultRole},
		"silent": {[]coach.TurnCompleted{{Moves: []coach.Move{dodgeMove}, Voice: "scripted", Interrupted: true, Flags: []string{"voice_panic"}}},
			[]coach.FaultKind{coach.FaultSilent}, coach.FaultHindered, coach.FaultSilent},
		"cut short by the trainee": {[]coach.TurnCompleted{{Text: "Let us not", Moves: []coach.Move{dodgeMove}, Voice: "model", Interrupted: true}}, nil, "", ""},
	} {
		log := heardCall(t, s, coach.English, "When will you pay, and how much?", c.answers...)
		audit := Audit(s, coach.English, log, ear)
		var kinds []coach.FaultKind
		for _, f := range audit.Faults {
			kinds = append(kinds, f.Kind)
			if c.effect != "" && f.Effect != c.effect {
				t.Errorf("%s: %s %s, want %s", name, f.Kind, f.Effect, c.effect)
			}
		}
		if !slices.Equal(kinds, c.kinds) {
			t.Errorf("%s: found %v, want %v", name, kinds, c.kinds)
		}
		if audit.Because != c.because || audit.Void != (c.because != "") {
			t.Errorf("%s: void %v because of %q, want %q", name, audit.Void, audit.Because, c.because)
		}
		if audit.Helped+audit.Hindered+audit.Minor != len(audit.Faults) {
			t.Errorf("%s: %d + %d + %d of %d faults", name, audit.Helped, audit.Hindered, audit.Minor, len(audit.Faults))
		}
	}
}
