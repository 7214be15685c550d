package judge

import (
	"slices"
	"testing"

	"huikuan/server/assess"
	"huikuan/server/coach"
)

// FuzzAnswer: whatever a model answers, every question has one verdict of those it may give, or the answer is malformed;
// and every quote kept stands in its turn, in the trainee's own where it shows something done.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"checks":[{"id":"next","verdict":"met","evidence":[{"turn":1,"quote":"anything else in the way"}]},{"id":"kind","verdict":"not_met","evidence":[]}]}`,
		`{"checks":[{"id":"next","verdict":"met","evidence":[{"turn":2,"quote":"No, then it goes straight out."}]},{"id":"kind","verdict":"no_occasion","evidence":[null]}]}`,
		`{"checks":[{"id":"next","verdict":"met"},{"id":"next","verdict":"met"}]}`, `{"total":100,"passed":true}`, `[]`, ``,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, reply string) {
		a := &asking{brief: brief()}
		read, malformed := a.read(a.brief.Questions, reply)
		if malformed {
			return
		}
		if len(read.findings) != len(a.brief.Questions) {
			t.Fatalf("%d findings for %d questions", len(read.findings), len(a.brief.Questions))
		}
		for id, found := range read.findings {
			if !slices.Contains([]string{answerMet, answerPartly, answerNotMet, answerNoOccasion}, found.verdict) {
				t.Errorf("%s has verdict %q", id, found.verdict)
			}
			for _, e := range found.evidence {
				turn := a.brief.Turns[e.Turn]
				done := found.verdict == answerMet || found.verdict == answerPartly
				if !assess.Stands(turn.Text, e.Quote) || done && turn.Speaker != coach.Trainee {
					t.Errorf("%s keeps %q of turn %d", id, e.Quote, e.Turn)
				}
			}
		}
	})
}
