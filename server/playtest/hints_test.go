package playtest_test

import (
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

// TestHintsFitTheMoment asks for every hint at every moment of played calls: no line was said before, has a hole in it, asks for
// what stands, or has it read back again once it was confirmed; an excuse gets the line made for it.
func TestHintsFitTheMoment(t *testing.T) {
	labeller := nlu.New()
	seen := map[string]int{}
	for _, s := range library(t).Scenarios() {
		for _, id := range []string{"expert", "decent", "novice"} {
			for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
				log, err := playtest.Play(s, lang, trainee(t, id), 6, labeller)
				if err != nil {
					t.Fatal(err)
				}
				st, words := debtor.NewState(s, lang), coach.Spoken{}
				again := map[string]bool{}
				for i, e := range log {
					st.Apply(e)
					if said, ok := e.Body.(coach.TurnAccepted); ok {
						words.Add(said.Text)
					}
					if _, ok := e.Body.(coach.TurnCompleted); ok {
						when, text := debtor.HintFor(st, 3)
						seen[when]++
						fits(t, s, st, words, when, text, lang)
						if text != "" && !again[when] {
							again[when] = true
							if _, next := debtor.HintFor(saying(s, lang, log[:i+1], text), 3); next == text {
								t.Errorf("%s, %s: %q is offered to one who just said it", s.Case.ID, when, text)
							}
						}
					}
				}
			}
		}
	}
	for _, when := range []string{"opening", "diagnose", "excuse", "contact", "commitment", "complete", "calm"} {
		if seen[when] == 0 {
			t.Errorf("no call came to %q: %v", when, seen)
		}
	}
}

// saying is the debtor after a log and one more sentence, in another dress.
func saying(s *coach.Scenario, lang coach.Lang, log []coach.Event, text string) *debtor.State {
	st := debtor.NewState(s, lang)
	for _, e := range log {
		st.Apply(e)
	}
	st.Apply(coach.Event{Body: coach.TurnAccepted{Turn: st.Turn(), Contact: st.Contact().ID, Text: "  " + strings.ToUpper(text) + " …"}})
	return st
}

func fits(t *testing.T, s *coach.Scenario, st *debtor.State, words coach.Spoken, when, text string, lang coach.Lang) {
	t.Helper()
	if strings.ContainsAny(text, "{}") || words.Has(text) {
		t.Errorf("%s, %s: %q is offered", s.Case.ID, when, text)
	}
	p := st.Ledger().Promise
	if when == "close" && p.Confirmed {
		t.Errorf("%s: what was confirmed is to be read back: %q", s.Case.ID, text)
	}
	slip := strings.Contains(text, "回单") || strings.Contains(text, "slip")
	if when == "complete" && slip && p.Proof != "" {
		t.Errorf("%s: the slip is agreed, and asked for: %q", s.Case.ID, text)
	}
	method := strings.Contains(text, "电汇") || strings.Contains(text, "transfer")
	if when == "complete" && method && p.Method != "" {
		t.Errorf("%s: the way of paying is agreed, and asked for: %q", s.Case.ID, text)
	}
	if when != "excuse" || text == "" {
		return
	}
	for _, x := range s.Playbook.Excuses {
		if x.ID == "x_already_sent" && strings.HasPrefix(x.Mend.In(lang), text[:min(len(text), 24)]) && st.Ledger().Excuses[x.ID] != coach.ExcuseRaised && st.Ledger().Excuses[x.ID] != coach.ExcuseTested {
			t.Errorf("%s: nobody claimed to have paid: %q", s.Case.ID, text)
		}
	}
}
