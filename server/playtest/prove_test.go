package playtest_test

import (
	"testing"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/nlu"
	"huikuan/server/playtest"
)

func TestTheSameWordsProveNothing(t *testing.T) {
	labeller := nlu.NewRules()
	s := library(t).Scenarios()[0]
	log, err := playtest.Play(s, coach.English, trainee(t, "decent"), 3, labeller)
	if err != nil {
		t.Fatal(err)
	}
	for _, turn := range coach.Turns(log) {
		proof, err := playtest.NewProver(labeller).Prove(t.Context(), s, log, turn.Index, turn.Text)
		if turn.Speaker == coach.Debtor {
			if coach.CodeOf(err) != coach.CodeInvalid {
				t.Errorf("turn %d is the debtor's: %v, want invalid", turn.Index, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if proof.Helps() || proof.Better != proof.Yours || proof.BetterRecovery != proof.YoursRecovery {
			t.Errorf("turn %d: the same words prove %+v", turn.Index, proof)
		}
	}
}

func TestCallsThatFellShortHaveLinesThatWouldHaveDoneBetter(t *testing.T) {
	labeller := nlu.New()
	prover := playtest.NewProver(labeller)
	for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
		helps := 0
		for _, id := range []string{"group-treasury", "upstream-squeeze"} {
			s, err := library(t).Scenario(id)
			if err != nil {
				t.Fatal(err)
			}
			for _, who := range []string{"novice", "decent"} {
				helps += helpful(t, prover, s, lang, who, labeller)
			}
		}
		if helps == 0 {
			t.Errorf("%s: no line proves anything in four calls that left something to be had", lang)
		}
	}
}

// helpful counts the lines that prove something in a call of a scripted trainee; tried again, a line proves the same.
func helpful(t *testing.T, prover *playtest.Prover, s *coach.Scenario, lang coach.Lang, who string, labeller playtest.Labeller) int {
	t.Helper()
	log, err := playtest.Play(s, lang, trainee(t, who), 1, labeller)
	if err != nil {
		t.Fatal(err)
	}
	costly, helps := assess.Costliest(assess.Score(assess.FromLog(s, log))), 0
	for i, k := range costly[:min(4, len(costly))] {
		proof, err := prover.Prove(t.Context(), s, log, k.Better.Turn, k.Better.Line)
		if err != nil {
			t.Fatal(err)
		}
		if proof.Helps() {
			helps++
		}
		if i > 0 {
			continue
		}
		again, err := prover.Prove(t.Context(), s, log, k.Better.Turn, k.Better.Line)
		if err != nil || again != proof {
			t.Errorf("%s: a second trial gave %+v, %v; the first %+v", k.ID, again, err, proof)
		}
	}
	return helps
}

func TestALineIsNotPraisedForNotHangingUp(t *testing.T) {
	labeller := nlu.New()
	s, err := library(t).Scenario("group-treasury")
	if err != nil {
		t.Fatal(err)
	}
	log, err := playtest.Play(s, coach.Chinese, trainee(t, "novice"), 1, labeller)
	if err != nil {
		t.Fatal(err)
	}
	turns := coach.Turns(log)
	last := turns[len(turns)-1]
	if last.Speaker == coach.Debtor {
		last = turns[len(turns)-2]
	}
	proof, err := playtest.NewProver(labeller).Prove(t.Context(), s, log, last.Index, "嗯。")
	if err != nil {
		t.Fatal(err)
	}
	if !proof.EndedCall || proof.Helps() {
		t.Errorf("merely listening on in place of goodbye proves %+v", proof)
	}
}

// TestALineThatTiesIsNotShown: in the calls of weak trainees, what is shown brought more promises, or more money in most of the
// pairs of calls that differ in the line alone.
func TestALineThatTiesIsNotShown(t *testing.T) {
	labeller := nlu.New()
	prover := playtest.NewProver(labeller)
	tried := 0
	for _, id := range []string{"always-in-a-meeting", "price-exception"} {
		s, err := library(t).Scenario(id)
		if err != nil {
			t.Fatal(err)
		}
		log, err := playtest.Play(s, coach.Chinese, trainee(t, "decent"), 2, labeller)
		if err != nil {
			t.Fatal(err)
		}
		costly := assess.Costliest(assess.Score(assess.FromLog(s, log)))
		for _, k := range costly[:min(3, len(costly))] {
			proof, err := prover.Prove(t.Context(), s, log, k.Better.Turn, k.Better.Line)
			if err != nil {
				t.Fatal(err)
			}
			tried++
			if proof.Won+proof.Lost > proof.Runs {
				t.Errorf("%s: more pairs than runs: %+v", id, proof)
			}
			if proof.Helps() && proof.Better == proof.Yours && proof.Won*2 <= proof.Runs {
				t.Errorf("%s: %q ties and is shown: %+v", id, k.Better.Line, proof)
			}
		}
	}
	if tried == 0 {
		t.Error("no line was tried")
	}
}
