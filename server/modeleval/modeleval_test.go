package modeleval_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"huikuan/scenarios"
	"huikuan/server/assess/calibrate"
	"huikuan/server/assess/judge"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/llm/llmtest"
	"huikuan/server/modeleval"
	"huikuan/server/playtest"
)

func library(t *testing.T) *content.Library {
	t.Helper()
	l, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// measure plays a few calls against recorded answers and reports on them.
func measure(t *testing.T, calls int, files ...string) modeleval.Report {
	t.Helper()
	loaded, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	var trainees []playtest.Trainee
	for _, trainee := range playtest.Trainees() {
		if id := trainee.ID(); id == "expert" || id == "bulldozer" || id == "decent" {
			trainees = append(trainees, trainee)
		}
	}
	plan := modeleval.Plan{
		Scenarios: library(t).Scenarios(), Langs: []coach.Lang{coach.Chinese, coach.English}, Trainees: trainees, Calls: calls, Seed: 1, Jobs: 2,
	}
	modelled, scripted, err := modeleval.Play(t.Context(), plan, modeleval.Voices{Client: speaking(t, recorded(t, files...)), Prompts: loaded, Ears: ears()})
	if err != nil {
		t.Fatal(err)
	}
	return modeleval.NewReport(modeleval.NewVoiceReport("recorded", modelled, scripted, nil, ears()), nil)
}

// TestAModelThatDoesAsItIsToldPasses: the whole way over HTTP, with answers written by hand.
func TestAModelThatDoesAsItIsToldPasses(t *testing.T) {
	report := measure(t, 6, "zh", "en")
	for _, bar := range report.Bars {
		if !bar.OK {
			t.Errorf("%s is %.2f, the bar %.2f (%s)", bar.ID, bar.Value, bar.Limit, bar.Says)
		}
	}
	if !report.Passed || len(report.Voice.Sides) != 2 || report.Voice.PromptTokens == 0 || len(report.Voice.Moves) < 3 {
		t.Errorf("reported %+v", report.Voice)
	}
}

// TestABadModelIsFound: what it does wrong is counted, and the guard keeps what is forbidden from the trainee.
func TestABadModelIsFound(t *testing.T) {
	report := measure(t, 8, "zh", "en", "bad")
	for _, side := range report.Voice.Sides {
		for _, fault := range []modeleval.Fault{modeleval.RoleBreak, modeleval.Switch} { // the guard stops both
			if side.Faults[fault].Written == 0 {
				t.Errorf("%s: no %s was found: %+v", side.Lang, fault, side.Faults)
			}
		}
		if side.Faults[modeleval.RoleBreak].Heard+side.Faults[modeleval.Unearned].Heard+side.Faults[modeleval.Switch].Heard > 0 {
			t.Errorf("%s: the trainee heard %+v: %+v", side.Lang, side.Faults, report.Voice.Findings)
		}
	}
	if report.Passed {
		t.Error("the report passes it")
	}
}

// TestFaultsAreToldApart looks at single lines, as they would be heard without a guard.
func TestFaultsAreToldApart(t *testing.T) {
	s, err := library(t).Scenario("charming-dealer")
	if err != nil {
		t.Fatal(err)
	}
	locked := s.Case.Facts[0]
	brief := func(lang coach.Lang, moves ...coach.Move) debtor.Brief {
		return debtor.Brief{Scenario: s, Contact: s.Case.Contacts[0], Lang: lang, Turn: 4, Moves: moves, Heard: "x", Locked: []string{locked.ID}}
	}
	dodge := coach.Move{Kind: coach.MoveDodge}
	paid := coach.Move{Kind: coach.MovePromise, Promise: &coach.Promise{Amount: &coach.Money{Minor: 50_000_00, Currency: s.Case.Account.Currency}, Date: s.Case.Today.AddDays(3)}}
	for name, c := range map[string]struct {
		lang  coach.Lang
		moves []coach.Move
		heard string
		say   []string
		want  modeleval.Fault // empty: nothing
	}{
		"plain":              {coach.English, []coach.Move{dodge}, "", []string{"Leave it with me, we will see."}, ""},
		"a model speaks":     {coach.English, []coach.Move{dodge}, "", []string{"As an AI, I cannot pay."}, modeleval.RoleBreak},
		"a reference":        {coach.Chinese, []coach.Move{dodge}, "", []string{"编号是HK-0123456789。"}, modeleval.RoleBreak},
		"a secret":           {coach.Chinese, []coach.Move{dodge}, "", []string{"跟你说吧，" + locked.Secret.Zh[0] + "。"}, modeleval.Leak},
		"a promised sum":     {coach.English, []coach.Move{dodge}, "When will you pay, and how much?", []string{"I'll pay 80,000 then."}, modeleval.Unearned},
		"the sum of a move":  {coach.English, []coach.Move{paid}, "When will you pay, and how much?", []string{"I'll pay 50,000 then."}, ""},
		"another language":   {coach.Chinese, []coach.Move{dodge}, "", []string{"Let me see what we can do about it."}, modeleval.Switch},
		"said before":        {coach.English, []coach.Move{dodge}, "", []string{"We are looking into it as we speak.", "Well. We are looking into it as we speak!"}, modeleval.Repeat},
		"short and repeated": {coach.English, []coach.Move{dodge}, "", []string{"All right.", "All right."}, ""},
	} {
		call := modeleval.Call{Scenario: s, Lang: c.lang, Trainee: "t"}
		for _, words := range c.say {
			b := brief(c.lang, c.moves...)
			b.Heard = c.heard
			call.Lines = append(call.Lines, modeleval.Line{Brief: b, Said: words, Speech: debtor.Speech{Text: words, Source: "model"}, Asked: true, Raw: words})
		}
		none := modeleval.Call{Scenario: s, Lang: c.lang}
		report := modeleval.NewVoiceReport("x", []modeleval.Call{call}, []modeleval.Call{none}, nil, ears())
		var found []modeleval.Fault
		for _, f := range report.Findings {
			found = append(found, f.Fault)
		}
		want := []modeleval.Fault{}
		if c.want != "" {
			want = append(want, c.want)
		}
		if !slices.Equal(found, want) && len(found)+len(want) > 0 {
			t.Errorf("%s: found %v, want %v: %+v", name, found, want, report.Findings)
		}
	}
}

// TestWhatIsStoppedIsNotHeard: a fault in the model's words that the guard kept back counts as written only.
func TestWhatIsStoppedIsNotHeard(t *testing.T) {
	s, err := library(t).Scenario("charming-dealer")
	if err != nil {
		t.Fatal(err)
	}
	line := modeleval.Line{
		Brief: debtor.Brief{Scenario: s, Contact: s.Case.Contacts[0], Lang: coach.English, Moves: []coach.Move{{Kind: coach.MoveDodge}}},
		Said:  "Leave it with me.", Asked: true, Raw: "As a language model I cannot.", Took: 40 * time.Millisecond, First: 30 * time.Millisecond,
		Speech: debtor.Speech{Text: "Leave it with me.", Source: "scripted", Flags: []string{"guard_cut:role", "fallback:guard"}},
	}
	call := modeleval.Call{Scenario: s, Lang: coach.English, Lines: []modeleval.Line{line}}
	spent := []coach.ModelSpend{{PromptTokens: 700, CompletionTokens: 20, CostMicros: 1500}}
	report := modeleval.NewVoiceReport("x", []modeleval.Call{call}, []modeleval.Call{{Scenario: s, Lang: coach.English}}, spent, ears())
	side := report.Sides[0]
	if got := side.Faults[modeleval.RoleBreak]; got.Written != 1 || got.Heard != 0 {
		t.Errorf("counted %+v", got)
	}
	if side.Handed != 1 || side.Whole != 0 || side.Flags["guard_cut:role"] != 1 || side.FirstMS.P95 != 30 || side.TotalMS.P50 != 40 {
		t.Errorf("side %+v", side)
	}
	if report.PromptTokens != 700 || report.CostPerCall != 0.0015 {
		t.Errorf("spent %+v", report)
	}
	if full := modeleval.NewReport(report, nil); full.Passed {
		t.Error("a voice that never speaks passes")
	}
}

func judged(t *testing.T, answers *llmtest.Answers) *modeleval.JudgeReport {
	t.Helper()
	set, err := calibrate.Read(os.DirFS("../../scenarios/calibration"))
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	first := library(t).Scenarios()[0]
	plan := modeleval.JudgePlan{Set: set, Playbook: first.Playbook, LawPack: first.LawPack}
	report, err := modeleval.Judged(t.Context(), plan, judge.New(speaking(t, answers), loaded), ears())
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestAJudgeIsHeldAgainstTheRaters: answers written by hand agree with the raters about as far as those with each other.
func TestAJudgeIsHeldAgainstTheRaters(t *testing.T) {
	report := judged(t, recorded(t, "judge"))
	if report.Calls != 12 || report.Answers != 12 || report.Failed != 0 || report.Quotes != 3 || report.QuotesStand != 3 {
		t.Errorf("judged %+v", report)
	}
	if report.Pooled == nil || len(report.Pooled.Rules) != 2 || report.Pooled.Rules[0].N != 12 {
		t.Fatalf("agreement %+v", report.Pooled)
	}
	if full := modeleval.NewReport(nil, report); !full.Passed {
		t.Errorf("bars %+v", full.Bars)
	}
}

// TestAJudgeThatInventsQuotesFails: its answers are left to a person, and the report says so.
func TestAJudgeThatInventsQuotesFails(t *testing.T) {
	answers, err := llmtest.ReadAnswers([]byte(`{"when":"\"turn\"","say":["{\"checks\":[{\"id\":\"truth_asks_next_obstacle\",\"verdict\":\"met\",\"evidence\":[{\"turn\":1,\"quote\":\"words nobody ever said\"}]}]}"]}`))
	if err != nil {
		t.Fatal(err)
	}
	report := judged(t, answers)
	if report.Doubts["quote"] != 12 {
		t.Errorf("doubts %v", report.Doubts)
	}
	full := modeleval.NewReport(nil, report)
	if full.Passed {
		t.Errorf("it passes: %+v", full.Bars)
	}
	var page strings.Builder
	if err := modeleval.Print(&page, full); err != nil || !strings.Contains(page.String(), "FAIL") {
		t.Errorf("printed %q, %v", page.String(), err)
	}
}

// TestAnEvaluationStopsWhenItIsToldTo: no call outlives the context.
func TestAnEvaluationStopsWhenItIsToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	loaded, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	plan := modeleval.Plan{Scenarios: library(t).Scenarios(), Langs: []coach.Lang{coach.English}, Trainees: playtest.Trainees(), Calls: 3, Jobs: 1}
	if _, _, err := modeleval.Play(ctx, plan, modeleval.Voices{Client: llmtest.NewClient(t), Prompts: loaded, Ears: ears()}); err == nil {
		t.Error("it played on")
	}
}
