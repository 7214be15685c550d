package playtest_test

import (
	"slices"
	"testing"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// TestTheTrueNextStepFitsWhatHappened plays every case with trainees of all kinds: nobody is told to reach the one they spoke to,
// nor to send what they sent, and nobody who was kept from the decider is told to go on without them.
func TestTheTrueNextStepFitsWhatHappened(t *testing.T) {
	labeller := nlu.New()
	said := map[string]int{}
	for _, s := range library(t).Scenarios() {
		for _, id := range []string{"expert", "decent", "novice", "timid", "bulldozer", "illegal"} {
			log, err := playtest.Play(s, coach.English, trainee(t, id), 4, labeller)
			if err != nil {
				t.Fatal(err)
			}
			call := assess.FromLog(s, log)
			result, err := assess.Diagnose(call, coach.Diagnosis{})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(result.Items, func(item coach.DiagnosisItem) bool { return item.What == "next" })
			if i < 0 {
				t.Errorf("%s, %s: no next step is right", s.Case.ID, id)
				continue
			}
			step := stepNamed(t, s, result.Items[i].Truth)
			said[step]++
			reached := slices.ContainsFunc(coach.Turns(log), func(turn coach.Turn) bool { return turn.Contact == s.Case.Truth.Decides })
			if step == "ns_reach_decider" && reached || step == "ns_back_to_decider" && !reached {
				t.Errorf("%s, %s: the decider was on the line: %t, and the next step is %s", s.Case.ID, id, reached, step)
			}
			if step == "ns_send_papers" && sentWhatWasMissing(s, log) || step == "ns_ask_the_run" && !sentWhatWasMissing(s, log) {
				t.Errorf("%s, %s: the next step is %s", s.Case.ID, id, step)
			}
		}
	}
	for _, step := range []string{"ns_reach_decider", "ns_back_to_decider", "ns_send_papers", "ns_remind_then_thank", "ns_report_and_hand_over"} {
		if said[step] == 0 {
			t.Errorf("no call ended so that %s is right: %v", step, said)
		}
	}
}

func stepNamed(t *testing.T, s *coach.Scenario, name string) string {
	t.Helper()
	for _, n := range s.Playbook.NextSteps {
		if n.Name.En == name {
			return n.ID
		}
	}
	t.Fatalf("the playbook has no step %q", name)
	return ""
}

// sentWhatWasMissing reports whether every document some excuse of the case that is not false waits for went out.
func sentWhatWasMissing(s *coach.Scenario, log []coach.Event) bool {
	sent := map[string]bool{}
	for _, e := range log {
		if done, ok := e.Body.(coach.ActionDone); ok {
			sent[done.Action] = true
		}
	}
	for _, x := range s.Case.Excuses {
		missing := slices.ContainsFunc(x.Close.Actions, func(a string) bool { return !sent[a] })
		if x.Truth != coach.False && len(x.Close.Actions) > 0 && !missing {
			return true
		}
	}
	return false
}
