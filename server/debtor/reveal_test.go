package debtor

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"huikuan/server/coach"
)

func TestEveryRuleHasASentence(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "rule") {
			return true
		}
		n++
		rule, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			if text := Why(rule, lang); text == rule || text == "" {
				t.Errorf("%s has no sentence in %s", rule, lang)
			}
		}
		return true
	})
	if n < 40 {
		t.Fatalf("found only %d rules", n)
	}
}

func TestEveryActHasAName(t *testing.T) {
	for _, act := range coach.Acts() {
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			if ActName(act, lang) == string(act) && act != "insult" && act != "harassment" {
				t.Errorf("%s has no name in %s", act, lang)
			}
		}
	}
}

func TestRevealTellsTheCall(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	p := c.promise()
	c.hears("So that on that day.", withMoney(withDate(understood("So that on that day.", coach.ActRecap), p.Date), p.Amount.Minor/100))
	c.say("Thank you, goodbye.")
	d := Reveal(c.state.scenario, coach.English, c.log, coach.English)

	if d.Truth.Reason != "never meant to pay" || d.Truth.Decides != "Qian Guangtai" || d.Truth.DebtorType == "" {
		t.Errorf("truth: %+v", d.Truth)
	}
	if last := d.Timeline[len(d.Timeline)-1]; last.Gauges != c.state.Gauges() || last.Willingness != c.state.Willingness() {
		t.Errorf("the timeline ends at %+v, the call at %+v", last.Gauges, c.state.Gauges())
	}
	for _, p := range d.Timeline[1:] {
		if len(p.Moves) == 0 {
			t.Errorf("turn %d has no moves", p.Turn)
		}
		for _, cause := range p.Causes {
			if cause.Text == "" || cause.Text == cause.Rule {
				t.Errorf("turn %d: %+v", p.Turn, cause)
			}
		}
	}
	if got := d.Excuses[0]; got.Name != "warm, no date" || len(got.Steps) != 4 || got.Steps[3].Status != string(coach.ExcuseClosed) {
		t.Errorf("excuse: %+v", got)
	}
	if len(d.Ladder) != 1 || d.Ladder[0].Level != coach.P3 {
		t.Errorf("ladder: %+v", d.Ladder)
	}
	if len(d.Facts) != 2 || d.Facts[0].Turn == nil || d.Facts[1].Turn != nil || !strings.Contains(d.Facts[1].How, "Ms Su") {
		t.Errorf("facts: %+v", d.Facts)
	}
}

// TestEveryChangeOfMindHasACauseThatSaysSo: in calls that go well, wear the debtor out, cross a line and change hands, what
// moved a gauge between two points is among the causes of the second, and who hangs up does so for a reason.
func TestEveryChangeOfMindHasACauseThatSaysSo(t *testing.T) {
	calls := map[string]*talk{"worn": ring(t, fixture(), 1), "line": ring(t, fixture(), 2), "passed on": ring(t, fixture(), 3), "agreed": readyToPromise(t)}
	for i := 0; i < 60 && !calls["worn"].ended; i++ {
		calls["worn"].again("Well well.")
	}
	calls["line"].say("I know where you live.", coach.ActThreatViolence)
	c := calls["passed on"]
	c.say("300,000 is open.", coach.ActStateDebt)
	c.say("Pay up now.", coach.ActStandFirm)
	c.add(coach.ContactChanged{Contact: "clerk", Turn: c.state.Turn()})
	c.answer(Greet(c.state), false)
	c.say("How is it paid?", coach.ActProbeProcess)
	for name, c := range calls {
		line := Reveal(c.state.scenario, coach.English, c.log, coach.English).Timeline
		for i, p := range line[1:] {
			var told [7]int
			for _, cause := range p.Causes {
				if cause.Text == "" || cause.Text == cause.Rule {
					t.Errorf("%s, turn %d: %+v", name, p.Turn, cause)
				}
				for k, d := range gaugeList(cause.Delta) {
					told[k] += d
				}
			}
			for k, moved := range gaugeList(difference(p.Gauges, line[i].Gauges)) {
				bound := gaugeList(p.Gauges)[k] // at either end of the scale a change may be told larger than it could be
				if moved != told[k] && !(bound == 0 && told[k] < moved || bound == 100 && told[k] > moved) {
					t.Errorf("%s, turn %d: gauge %d moved by %d, the causes say %d: %+v", name, p.Turn, k, moved, told[k], p.Causes)
				}
			}
			if p.Affect != line[i].Affect && len(p.Causes) == 0 {
				t.Errorf("%s, turn %d: %s for no reason", name, p.Turn, p.Affect)
			}
		}
		if last := line[len(line)-1]; c.ended && !slices.ContainsFunc(last.Causes, func(cause coach.MindCause) bool { return cause.Rule == rulePatience || cause.Rule == ruleRedLine }) {
			t.Errorf("%s: hung up for %+v", name, last.Causes)
		}
	}
	if !calls["worn"].ended || !calls["line"].ended {
		t.Error("nobody hung up")
	}
}

func TestHintsFollowTheCall(t *testing.T) {
	c := ring(t, fixture(), 1)
	for rung, want := range map[int]string{0: "Say who you are.", 2: "Name the sum.", 9: "It's ¥300,000 on A-1."} {
		if when, text := HintFor(c.state, rung); when != "opening" || text != want {
			t.Errorf("rung %d: %s, %q", rung, when, text)
		}
	}
	situations := map[string]bool{}
	note := func() {
		when, _ := HintFor(c.state, 1)
		situations[when] = true
	}
	c.say("Hello, 300,000 is open.", coach.ActGreet, coach.ActStateDebt)
	note()
	c = readyToPromise(t)
	note()
	c.say("Which day, and how much?", coach.ActAskCommitment)
	note()
	c.say("You crook.", coach.ActInsult)
	note()
	for _, when := range []string{"excuse", "commitment", "complete", "calm"} {
		if !situations[when] {
			t.Errorf("never in %q: %v", when, situations)
		}
	}
}
