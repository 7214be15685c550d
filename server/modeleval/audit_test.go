package modeleval_test

import (
	"reflect"
	"slices"
	"testing"

	"huikuan/server/assess"
	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/playtest"
)

// marked is a log in which every turn of the debtor's was spoken and flagged as given.
func marked(log []coach.Event, voice string, flags ...string) []coach.Event {
	log = slices.Clone(log)
	for i, e := range log {
		if b, ok := e.Body.(coach.TurnCompleted); ok {
			b.Voice, b.Flags = voice, flags
			log[i].Body = b
		}
	}
	return log
}

// TestTheSimulatorsTroublesAreNotTheTrainees: a model that failed at every turn changes neither the total nor a check; and
// words that are right void no call, whoever spoke them.
func TestTheSimulatorsTroublesAreNotTheTrainees(t *testing.T) {
	calls := 0
	for i, s := range library(t).Scenarios() {
		for _, trainee := range playtest.Trainees() {
			if id := trainee.ID(); id != "expert" && id != "novice" || i%2 > 0 {
				continue
			}
			lang := []coach.Lang{coach.Chinese, coach.English}[(i+calls)%2]
			log, err := playtest.Play(s, lang, trainee, int64(i), ears())
			if err != nil {
				t.Fatal(err)
			}
			calls++
			score := func(log []coach.Event) coach.Scorecard {
				return assess.Audited(assess.Score(assess.FromLog(s, log)), debtor.Audit(s, lang, log, ears()))
			}
			plain, failed := score(log), score(marked(log, "scripted", "guard_cut:figure", "fallback:timeout_first"))
			if !reflect.DeepEqual(plain.Total, failed.Total) || plain.Verdict != failed.Verdict || !reflect.DeepEqual(plain.Criteria, failed.Criteria) ||
				!reflect.DeepEqual(plain.Outcome, failed.Outcome) || plain.Total == nil {
				t.Errorf("%s %s %s: %v %s became %v %s", s.Case.ID, lang, trainee.ID(), plain.Total, plain.Verdict, failed.Total, failed.Verdict)
			}
			if failed.Audit.Minor == 0 || failed.Audit.Void || len(plain.Audit.Faults) != 0 {
				t.Errorf("%s %s: audited as %+v, without a fault %+v", s.Case.ID, lang, failed.Audit, plain.Audit)
			}
			if audit := debtor.Audit(s, lang, marked(log, "model"), ears()); audit.Void {
				t.Errorf("%s %s %s: words of the case void the call: %+v", s.Case.ID, lang, trainee.ID(), audit)
			}
		}
	}
}
