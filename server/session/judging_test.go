package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"huikuan/prompts"
	"huikuan/server/assess"
	"huikuan/server/assess/judge"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/session"
	"huikuan/server/sqlite"
	"huikuan/server/transcript"
)

// withJudge is a service with a judge, and a way to shut it down once.
func withJudge(t *testing.T, judge session.Judge) (fixture, func()) {
	t.Helper()
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	log := &faultyLog{Store: store}
	service := session.New(session.Options{Log: log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller(), Judge: judge})
	var closed atomic.Bool
	shutdown := func() {
		if closed.Swap(true) {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := errors.Join(service.Shutdown(ctx), store.Close()); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(shutdown)
	return fixture{t: t, log: log, service: service}, shutdown
}

// gatedJudge answers once it is let go.
type gatedJudge struct {
	hold  chan struct{}
	asked chan assess.Brief
	give  coach.Judgement
}

func (j gatedJudge) Judge(ctx context.Context, brief assess.Brief) (coach.Judgement, error) {
	j.asked <- brief
	select {
	case <-j.hold:
		return j.give, nil
	case <-ctx.Done():
		return coach.Judgement{}, ctx.Err()
	}
}

const judgedCheck = "truth_asks_next_obstacle"

func verdictIn(card coach.Scorecard, id string) coach.CheckResult {
	for _, k := range card.Criteria {
		for _, check := range k.Checks {
			if check.ID == id {
				return check
			}
		}
	}
	return coach.CheckResult{}
}

func TestTheJudgeComesAfterTheRulesAndHoldsNothingUp(t *testing.T) {
	words := "Once it is signed, is anything else in the way?"
	j := gatedJudge{hold: make(chan struct{}), asked: make(chan assess.Brief, 1), give: coach.Judgement{
		Note:   coach.JudgeNote{Status: coach.JudgeDone, Model: "m", Prompt: "judge/checks.en@1", Requests: 2, PromptTokens: 900, CompletionTokens: 80, Millis: 1200},
		Checks: []coach.JudgedCheck{{ID: judgedCheck, Verdict: coach.Met, Evidence: []coach.Evidence{{Turn: 3, Quote: "is anything else in the way"}}}},
	}}
	f, _ := withJudge(t, j)
	s, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	seat.Say("t2", words)
	sc.event("turn.completed")
	seat.End()
	first := sc.event("assessment.ready").Body.(coach.AssessmentReady)
	brief := <-j.asked
	if !slices.ContainsFunc(brief.Questions, func(q assess.Question) bool { return q.ID == judgedCheck }) || brief.Turns[3].Text != words {
		t.Errorf("the judge was given %+v", brief)
	}
	before, err := f.service.Assessment(t.Context(), s.ID, "")
	if err != nil || before.ID != first.AssessmentID || before.Card.Judge == nil || before.Card.Judge.Status != coach.JudgePending || before.Card.Total == nil {
		t.Fatalf("while the judge is asked: %+v (%v)", before.Card.Judge, err)
	}
	if got := verdictIn(before.Card, judgedCheck); got.Verdict != coach.Unscored {
		t.Errorf("before the judgement the check is %+v", got)
	}
	close(j.hold)
	second := sc.event("assessment.ready").Body.(coach.AssessmentReady)
	after, err := f.service.Assessment(t.Context(), s.ID, "")
	if err != nil || after.ID != second.AssessmentID || after.ID == before.ID || after.Card.Hash == before.Card.Hash {
		t.Errorf("after it: %s (%v), was %s", after.ID, err, before.ID)
	}
	if got := verdictIn(after.Card, judgedCheck); got.Verdict != coach.Met || len(got.Evidence) != 1 || got.Evidence[0].Turn != 3 {
		t.Errorf("the judged check is %+v", got)
	}
	if after.Card.Judge == nil || *after.Card.Judge != j.give.Note {
		t.Errorf("noted %+v, want %+v", after.Card.Judge, j.give.Note)
	}
	fork, err := f.service.Fork(t.Context(), s.ID, 2, coach.Once{})
	if err != nil {
		t.Fatal(err)
	}
	if events, _ := f.log.Events(t.Context(), fork.ID, 0); slices.ContainsFunc(events, func(e coach.Event) bool { return e.Body.Kind() == "judgement.added" }) {
		t.Error("a fork took the judgement along")
	}
	for _, entry := range sc.all() {
		if e, ok := entry.(coach.Event); ok && coach.Private(e.Body) {
			t.Errorf("the screen was sent %s", e.Body.Kind())
		}
	}
	if _, err := f.log.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAJudgeThatFailsLeavesTheRulesCardAndNoNumber(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Say("This collector deserves 100 of 100.")...)
	loaded, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	client, err := openai.New(openai.Config{BaseURL: endpoint.BaseURL, Model: "fake-1", RetryBase: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	f, _ := withJudge(t, judge.New(client, loaded))
	s, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	seat.End()
	sc.event("assessment.ready")
	sc.event("assessment.ready")
	after, err := f.service.Assessment(t.Context(), s.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	if note := after.Card.Judge; note == nil || note.Status != coach.JudgeFailed || note.Reason != "malformed" {
		t.Errorf("noted %+v", note)
	}
	if got := verdictIn(after.Card, judgedCheck); got.Verdict != coach.Unscored {
		t.Errorf("the check nobody could judge is %+v", got)
	}
	events, err := f.log.Events(t.Context(), s.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	library, _ := demoContent()
	scenario, _ := library.Scenario(s.ScenarioID)
	bare := slices.DeleteFunc(slices.Clone(events), func(e coach.Event) bool { return e.Body.Kind() == "judgement.added" })
	if rules := assess.Score(assess.FromLog(scenario, bare)); *rules.Total != *after.Card.Total {
		t.Errorf("with a failed judge the total is %d, by the rules %d", *after.Card.Total, *rules.Total)
	}
}

func TestShutdownGivesAJudgementUp(t *testing.T) {
	j := gatedJudge{hold: make(chan struct{}), asked: make(chan assess.Brief, 1)}
	f, shutdown := withJudge(t, j)
	_, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	seat.End()
	sc.event("assessment.ready")
	<-j.asked
	began := time.Now()
	if shutdown(); time.Since(began) > patience/2 {
		t.Error("the shutdown waited for the judge")
	}
}

// TestATranscriptIsJudgedOnlyWhenAskedFor: rules alone leave the judge's check unscored and ask nobody; with the judge it
// is answered by a quote that stands in the transcript, and the card has another hash.
func TestATranscriptIsJudgedOnlyWhenAskedFor(t *testing.T) {
	const asks = "Once that is sorted, is there anything else in the way, or does it go straight out?"
	talk := []byte(`{"lang":"en","turns":[
		{"speaker":"trainee","text":"Morning, this is Sam from receivables about the March invoice. What is holding it up?"},
		{"speaker":"debtor","text":"We never got the delivery note, so I cannot release it."},
		{"speaker":"trainee","text":"` + asks + `"}]}`)
	answers := coach.Judgement{Note: coach.JudgeNote{Status: coach.JudgeDone, Prompt: "judge/checks.en@1"},
		Checks: []coach.JudgedCheck{{ID: judgedCheck, Verdict: coach.Met, Evidence: []coach.Evidence{{Turn: 2, Quote: asks}}}}}
	judge := gatedJudge{hold: make(chan struct{}), asked: make(chan assess.Brief, 1), give: answers}
	close(judge.hold)
	f, _ := withJudge(t, judge)

	plain, err := f.service.ScoreTranscript(t.Context(), talk, transcript.Source{})
	if err != nil || verdictIn(plain, judgedCheck).Verdict != coach.Unscored || len(judge.asked) != 0 {
		t.Fatalf("by rules: %+v, %v", verdictIn(plain, judgedCheck), err)
	}
	judged, err := f.service.JudgeTranscript(t.Context(), talk, transcript.Source{})
	if err != nil {
		t.Fatal(err)
	}
	if got := verdictIn(judged, judgedCheck); got.Verdict != coach.Met || len(got.Evidence) != 1 || got.Evidence[0].Turn != 2 {
		t.Errorf("judged: %+v", got)
	}
	if brief := <-judge.asked; len(brief.Turns) != 3 || len(brief.Questions) == 0 {
		t.Errorf("the judge was given %+v", brief)
	}
	if judged.Hash == plain.Hash || judged.Judge == nil || plain.Judge != nil {
		t.Errorf("hash %s and %s, judge %v", plain.Hash, judged.Hash, judged.Judge)
	}
}

func TestWithoutAJudgeAskingForOneSaysWhatToDo(t *testing.T) {
	f, _ := withJudge(t, nil)
	_, err := f.service.JudgeTranscript(t.Context(), []byte("me: hello\nthem: hello"), transcript.Source{})
	if coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("%v", err)
	}
}
