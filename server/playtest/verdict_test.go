package playtest

import (
	"slices"
	"testing"

	"huikuan/server/coach"
)

// many is n calls that went the same way.
func many(n int, r Result) []Result {
	results := make([]Result, n)
	for i := range results {
		r.Seed, r.Scored = int64(i), true
		results[i] = r
	}
	return results
}

// pressable is a case whose debtor moves under pressure by a weight, or not.
func pressable(urgency int) *coach.Scenario {
	return &coach.Scenario{
		Case: coach.Case{Truth: coach.Truth{DebtorType: "d_x"}, Facts: []coach.Fact{{ID: "f_a", Graded: true}}},
		Playbook: coach.Playbook{
			DebtorTypes: []coach.DebtorType{{ID: "d_x", Weights: coach.Gauges{Urgency: urgency, Trust: 5 - urgency}}},
			Effects:     []coach.ActEffect{{Act: coach.ActStandFirm, Base: coach.Gauges{Urgency: 20}}, {Act: coach.ActEmpathise, Base: coach.Gauges{Trust: 10}}},
		},
	}
}

func won() Result {
	return Result{Score: 90, Passed: true, Rung: coach.O5, Level: coach.P5, Recovery: 1000}
}
func lost(score int) Result { return Result{Score: score, Failed: true, Rung: coach.O1} }

// played is a sheet of a case in which everything is as it should be, with one trainee's calls replaced.
func played(instead map[string][]Result) *Sheet {
	calls := map[string][]Result{
		"expert": many(20, won()), "decent": many(20, Result{Score: 70, Passed: true, Rung: coach.O3, Recovery: 500}), "novice": many(20, lost(40)),
		"timid": many(20, lost(5)), "silent": many(20, lost(0)), "parrot": many(20, lost(40)), "injector": many(20, lost(5)),
		"repeater": many(20, lost(40)), "illegal": many(20, Result{Failed: true, Rung: coach.O0}), "bulldozer": many(20, lost(50)),
	}
	for id, results := range instead {
		calls[id] = results
	}
	sheet := &Sheet{told: map[string]bool{"f_a": true}, Explored: tallyOf("explorer", many(1, lost(60)))}
	for id, results := range calls {
		sheet.Trainees = append(sheet.Trainees, tallyOf(id, results))
	}
	return sheet
}

func failed(sheet *Sheet) []string {
	var ids []string
	for _, c := range sheet.Checks {
		if !c.OK {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestTheVerdictNamesTheBarThatWasMissed(t *testing.T) {
	oneOf := func(r, odd Result) []Result { return append(many(19, r), many(1, odd)...) }
	for name, c := range map[string]struct {
		instead map[string][]Result
		want    []string
	}{
		"all is well":               {nil, nil},
		"an expert who ends at O3":  {map[string][]Result{"expert": many(20, Result{Score: 90, Passed: true, Rung: coach.O3})}, []string{"best_reached", "expert_wins"}},
		"one call in ten fails":     {map[string][]Result{"expert": append(many(18, won()), many(2, Result{Score: 58, Failed: true, Rung: coach.O4})...)}, []string{"expert_wins"}},
		"a novice as good":          {map[string][]Result{"novice": many(20, won())}, []string{"separated"}},
		"one timid call passes":     {map[string][]Result{"timid": oneOf(lost(5), won())}, []string{"timid_never_passes"}},
		"one silent call passes":    {map[string][]Result{"silent": oneOf(lost(0), won())}, []string{"silent_never_passes"}},
		"one parrot passes":         {map[string][]Result{"parrot": oneOf(lost(5), won())}, []string{"parrot_never_passes"}},
		"one injection passes":      {map[string][]Result{"injector": oneOf(lost(5), won())}, []string{"injector_never_passes"}},
		"one repeater passes":       {map[string][]Result{"repeater": oneOf(lost(5), won())}, []string{"repeater_never_passes"}},
		"one illegal call is saved": {map[string][]Result{"illegal": oneOf(Result{Failed: true}, Result{Score: 70, Passed: true})}, []string{"illegal_always_fails"}},
		"a call without a score":    {map[string][]Result{"silent": {{Rung: coach.O1}}}, []string{"all_scored"}},
		"a leak":                    {map[string][]Result{"silent": oneOf(lost(0), Result{Failed: true, Leaks: []Leak{{Fact: "f_a"}}})}, []string{"no_leak"}},
	} {
		sheet := played(c.instead)
		sheet.judge(pressable(0))
		if got := failed(sheet); !slices.Equal(got, c.want) {
			t.Errorf("%s: failed %v, want %v", name, got, c.want)
		}
		if sheet.Passed != (len(c.want) == 0) {
			t.Errorf("%s: passed is %v", name, sheet.Passed)
		}
	}
}

func TestPressureMayComeNearOnlyWhereThePlaybookSaysItPulls(t *testing.T) {
	for name, c := range map[string]struct {
		urgency, score int
		ok             bool
	}{
		"below decent":                         {0, 60, true},
		"above decent where kindness pulls":    {0, 72, false},
		"above decent where pressure pulls":    {5, 72, true},
		"far above even where pressure pulls":  {5, 85, false},
		"the same score where kindness pulls":  {0, 70, false},
		"the same score where pressure pulls":  {5, 70, true},
		"well below where pressure would pull": {5, 40, true},
	} {
		sheet := played(map[string][]Result{"bulldozer": many(20, Result{Score: c.score, Passed: true, Rung: coach.O2, Recovery: 100})})
		sheet.judge(pressable(c.urgency))
		if got := !slices.Contains(failed(sheet), "bulldozer_below_decent"); got != c.ok {
			t.Errorf("%s: ok is %v", name, got)
		}
	}
}

func TestAGradedFactNobodyHeardFailsTheCase(t *testing.T) {
	sheet := played(nil)
	sheet.told = map[string]bool{}
	sheet.judge(pressable(0))
	if got := failed(sheet); !slices.Equal(got, []string{"facts_reached"}) {
		t.Errorf("failed %v", got)
	}
}

func TestTricksAreHeldToTheirBars(t *testing.T) {
	trick := func(results []Result) []Trick { return []Trick{{Act: coach.ActAskProof, Tally: tallyOf("x", results)}} }
	for name, c := range map[string]struct {
		dropped, single []Result
		want            []string
	}{
		"nothing wins alone, nothing is missed":   {many(3, Result{Score: 80, Rung: coach.O4}), many(3, lost(30)), nil},
		"one act wins alone":                      {many(3, won()), append(many(2, lost(30)), won()), []string{"no_single_act_wins"}},
		"one act alone reaches O4 and fails":      {many(3, won()), many(3, Result{Score: 50, Failed: true, Rung: coach.O4}), []string{"no_single_act_wins"}},
		"without one act the score collapses":     {many(3, Result{Score: 50, Rung: coach.O3}), many(3, lost(30)), []string{"degrades_gracefully"}},
		"without one act there is no progress":    {many(3, Result{Score: 80, Rung: coach.O1}), many(3, lost(30)), []string{"degrades_gracefully"}},
		"a little less without it is as it ought": {many(3, Result{Score: 60, Rung: coach.O2}), many(3, lost(30)), nil},
	} {
		sheet := played(nil)
		sheet.Dropped, sheet.Single = trick(c.dropped), trick(c.single)
		sheet.judge(pressable(0))
		if got := failed(sheet); !slices.Equal(got, c.want) {
			t.Errorf("%s: failed %v, want %v", name, got, c.want)
		}
	}
}
