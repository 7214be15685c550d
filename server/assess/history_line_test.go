package assess

import (
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// TestTheLineForTheHistoryClaimsOnlyWhatIsOnFile: it speaks of a day promised where one was, of a signed delivery where one was,
// and, said, meets its check in every case.
func TestTheLineForTheHistoryClaimsOnlyWhatIsOnFile(t *testing.T) {
	library, err := readLibrary()
	if err != nil {
		t.Fatal(err)
	}
	ears, kinds := nlu.New(), map[string]int{}
	for _, scenario := range library.Scenarios() {
		check := playbookCheck(t, scenario.Playbook, "prepare_uses_history")
		for _, tongue := range []coach.Lang{coach.Chinese, coach.English} {
			begin := func() *script {
				s := newScript(t)
				s.scenario, s.lang, s.contact = scenario, tongue, scenario.Case.Contacts[0].ID
				return hello(s)
			}
			call := begin().trainee("Hm.").debtor("Yes?").call()
			line := call.lineFor(check, 1)
			if line == "" || strings.Contains(line, "{") {
				t.Errorf("%s %s: the line is %q", scenario.Case.ID, tongue, line)
				continue
			}
			claims := func(zh, en string) bool { return strings.Contains(line, coach.Text{Zh: zh, En: en}.In(tongue)) }
			promised, signed := promisedBefore(scenario.Case), signedFor(scenario.Case.Account)
			if said := claims("您这边说的是", "you said"); said != (promised != "") {
				t.Errorf("%s %s: %q, promised %q", scenario.Case.ID, tongue, line, promised)
			}
			if claims("签收", "signed for") && signed == "" {
				t.Errorf("%s %s: %q, signed for %q", scenario.Case.ID, tongue, line, signed)
			}
			if claims("说好", "agreed") {
				t.Errorf("%s %s: %q claims an agreement", scenario.Case.ID, tongue, line)
			}
			kinds[string(promised)[:min(1, len(promised))]+"/"+string(signed)[:min(1, len(signed))]]++
			s := begin()
			heard := ears.Understand(nlu.Input{Lang: tongue, Text: line, Today: scenario.Case.Today, Balance: scenario.Case.Account.Balance()})
			s.trainee(line, func(turn *coach.TurnAccepted) { turn.Heard = heard })
			call = s.debtor("Well.").call()
			if got := usesHistory(&call); got.verdict != coach.Met {
				t.Errorf("%s %s: %q meets nothing: %+v", scenario.Case.ID, tongue, line, heard.Acts)
			}
		}
	}
	if len(kinds) < 3 {
		t.Errorf("the cases try only %v", kinds)
	}
}
