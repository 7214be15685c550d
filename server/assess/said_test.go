package assess

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// lines are the lines a card and a fuller card recommend.
func recommended(call Call) []string {
	var lines []string
	for _, k := range Score(call).Criteria {
		if k.Better != nil {
			lines = append(lines, k.Better.Line)
		}
	}
	for _, point := range FullerCard(call) {
		lines = append(lines, point.Line)
	}
	return lines
}

// TestNoLineIsRecommendedThatTheTraineeSaid says every line that is recommended, in another dress, until nothing is left to
// recommend: none comes back, and none is empty.
func TestNoLineIsRecommendedThatTheTraineeSaid(t *testing.T) {
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		s := newScript(t)
		s.lang = lang
		hello(s).trainee("喂？").debtor("Well?").trainee("Mm, I see.")
		said := coach.Spoken{}
		for round := range 8 {
			lines := recommended(s.call())
			if round == 0 && len(lines) < 8 {
				t.Fatalf("%s: only %d lines are recommended", lang, len(lines))
			}
			for _, line := range lines {
				if line == "" || said.Has(line) || strings.ContainsAny(line, "{}") {
					t.Errorf("%s, round %d: %q is recommended", lang, round, line)
				}
			}
			for _, line := range lines {
				dressed := "  " + strings.ToUpper(strings.NewReplacer("，", " ", "。", "！", ",", " –").Replace(line)) + " ……"
				s.debtor("Go on.").trainee(dressed)
				said.Add(line)
			}
		}
		if left := recommended(s.call()); len(left) > 0 {
			t.Errorf("%s: everything was said, and %q is recommended", lang, left)
		}
	}
}

// TestAConsequenceIsRecommendedOnlyWhereTheCasePermitsIt goes through what a case may permit.
func TestAConsequenceIsRecommendedOnlyWhereTheCasePermitsIt(t *testing.T) {
	consequence := func(permitted ...coach.Act) []string {
		s := newScript(t)
		s.scenario.Case.Permitted = nil
		for _, act := range permitted {
			s.scenario.Case.Permitted = append(s.scenario.Case.Permitted, coach.Permission{Act: act, What: both("true")})
		}
		hello(s).trainee("It's about 80,000.", does(coach.ActStateDebt)).debtor("Soon.").
			trainee("We will tell the court tomorrow.", does(coach.ActConsequenceCompany)).debtor("Soon.").trainee("Mm.").debtor("Soon.").trainee("Mm, well.")
		check := playbookCheck(t, s.scenario.Playbook, "consequence_named")
		truth := playbookCheck(t, s.scenario.Playbook, "consequence_true")
		c := s.call()
		return []string{c.lineFor(check, 1), c.lineFor(truth, 1)}
	}
	named, truth := playbookCheck(t, shippedPlaybook(t), "consequence_named"), playbookCheck(t, shippedPlaybook(t), "consequence_true")
	for _, tc := range []struct{ permitted []coach.Act }{
		{[]coach.Act{coach.ActConsequenceCurrent}}, {[]coach.Act{coach.ActConsequenceFuture}}, {[]coach.Act{coach.ActFormalNotice}},
		{[]coach.Act{coach.ActConsequenceFuture, coach.ActFormalNotice}}, {nil},
	} {
		for i, line := range consequence(tc.permitted...) {
			check := []coach.Check{named, truth}[i]
			if (line == "") != (len(tc.permitted) == 0) {
				t.Errorf("%s with %v permitted: %q", check.ID, tc.permitted, line)
			}
			for _, one := range check.Sayings() {
				if one.En == line && slices.ContainsFunc(one.Names, func(a coach.Act) bool { return !slices.Contains(tc.permitted, a) }) {
					t.Errorf("%s recommends %q, which names %v where %v is permitted", check.ID, line, one.Names, tc.permitted)
				}
			}
		}
	}
}

func playbookCheck(tb testing.TB, p coach.Playbook, id string) coach.Check {
	tb.Helper()
	for _, k := range p.Criteria {
		for _, check := range k.Checks {
			if check.ID == id {
				return check
			}
		}
	}
	tb.Fatalf("the playbook has no check %s", id)
	return coach.Check{}
}

// TestALineForACallOfNoCaseReadsAsPlainWords: figures and names nobody knows leave no holes and no doubled words.
func TestALineForACallOfNoCaseReadsAsPlainWords(t *testing.T) {
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		l := words()
		l.transcript.Lang = lang
		call := l.debtor("Hello?").trainee("Hm.").debtor("Yes?").trainee("Hm hm.").debtor("Well?").trainee("Hm hm hm.").call(Material{Playbook: shippedPlaybook(t), LawPack: lawPack()})
		makeshift := strings.NewReplacer(call.plainSlots()...)
		for _, k := range call.playbook.Criteria {
			for _, check := range k.Checks {
				line, first := call.lineFor(check, 1), check.Say.In(lang)
				if strings.Contains(first, "{") && (line == "" || line == makeshift.Replace(first)) {
					t.Errorf("%s recommends %q", check.ID, line)
				}
			}
		}
	}
}
