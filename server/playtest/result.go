package playtest

import (
	"huikuan/server/assess"
	"huikuan/server/coach"
)

// Result is one played call as the tables count it.
type Result struct {
	Seed     int64
	Score    int // 0..100; 0 when the call could not be scored
	Scored   bool
	Passed   bool
	Failed   bool
	Level    coach.PromiseLevel
	Rung     coach.OutcomeRung
	Recovery int64 // expected recovery in minor units of the account's currency
	Turns    int   // the trainee's
	Facts    int   // graded facts told
	Closed   int   // excuses closed
	Told     []string
	Leaks    []Leak
	Misheard []Misheard
	Ended    coach.EndReason
	Lines    map[string]string // ids of the wordings spoken, each with a turn it was spoken in
}

// Misheard is an act a scripted sentence meant and the labeller did not hear, or a red line it heard in a lawful one.
type Misheard struct {
	Lang  coach.Lang `json:"lang"`
	Text  string     `json:"text"`
	Act   coach.Act  `json:"act"`
	Extra bool       `json:"extra"` // heard though not meant
}

// judge scores a played call and counts what the tables show.
func judge(s *coach.Scenario, seed int64, played record) Result {
	card := assess.Score(assess.FromLog(s, played.log))
	r := Result{
		Seed: seed, Level: card.Outcome.Promise.Level, Rung: card.Outcome.Rung, Passed: card.Verdict == assess.Passed,
		Failed: card.Verdict == assess.Failed, Turns: card.Efficiency.Turns, Leaks: Leaks(s, played.log), Misheard: misheard(played),
		Lines: linesOf(played.log),
	}
	if card.Total != nil {
		r.Score, r.Scored = *card.Total, true
	}
	if card.ExpectedRecovery != nil {
		r.Recovery = card.ExpectedRecovery.Minor
	}
	for _, f := range s.Case.Facts {
		if played.ledger.Facts[f.ID].Told() {
			r.Told = append(r.Told, f.ID)
			if f.Graded {
				r.Facts++
			}
		}
	}
	for _, status := range played.ledger.Excuses {
		if status == coach.ExcuseClosed {
			r.Closed++
		}
	}
	if end, ok := played.log[len(played.log)-1].Body.(coach.SessionEnded); ok {
		r.Ended = end.Reason
	}
	return r
}

// misheard compares what the sentences of a call meant with what was heard in them. A sentence that crosses a line on
// purpose may be heard to cross another one too.
func misheard(played record) []Misheard {
	var found []Misheard
	spoken := 0
	for _, e := range played.log {
		turn, ok := e.Body.(coach.TurnAccepted)
		if !ok {
			continue
		}
		intends := played.intends[spoken]
		spoken++
		foul := false
		for _, act := range intends {
			foul = foul || act.RedLine() || act == coach.ActMeta
			if !turn.Heard.Has(act) {
				found = append(found, Misheard{Lang: played.lang, Text: turn.Text, Act: act})
			}
		}
		for _, h := range turn.Heard.Acts {
			if !foul && (h.Act.RedLine() || h.Act == coach.ActMeta || h.RedLine != "") {
				found = append(found, Misheard{Lang: played.lang, Text: turn.Text, Act: h.Act, Extra: true})
			}
		}
	}
	return found
}
