package session_test

import (
	"context"
	"testing"
	"time"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
)

// brokenVoice is a debtor who has words of its own for every turn but the first.
type brokenVoice struct {
	debtor.Voice
	words string
}

// Speak implements debtor.Voice.
func (v brokenVoice) Speak(ctx context.Context, brief debtor.Brief, emit func(string) error) (debtor.Speech, error) {
	if brief.Turn == 0 {
		return v.Voice.Speak(ctx, brief, emit)
	}
	err := emit(v.words)
	return debtor.Speech{Text: v.words, Source: "model", Interrupted: err != nil}, nil
}

// TestACallTheSimulatorSpoiltCountsForNothing: it has no total in practice or exam, says why, and stands in no figure; the
// same call without the fault counts.
func TestACallTheSimulatorSpoiltCountsForNothing(t *testing.T) {
	for words, void := range map[string]bool{
		"As an AI language model I have no money to pay you.": true,
		"Well, I shall have to look into it.":                 false,
	} {
		for _, mode := range []coach.Mode{coach.Practice, coach.Exam} {
			f := newFixture(t, debtor.Pace{})
			library, err := demoContent()
			if err != nil {
				t.Fatal(err)
			}
			f.service = session.New(session.Options{Log: f.log, Library: library, Voice: brokenVoice{debtor.NewScripted(debtor.Pace{}), words}, Labeller: labeller()})
			s, seat, sc := f.picked(mode)
			for _, id := range []string{"t1", "t2"} {
				seat.Say(id, question)
				sc.event("turn.completed")
			}
			seat.End()
			sc.event("assessment.ready")
			got, err := f.service.Assessment(t.Context(), s.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			listed, err := f.log.Session(t.Context(), s.ID)
			if err != nil {
				t.Fatal(err)
			}
			plan, err := f.service.Practice(t.Context(), time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			if got.Card.Audit == nil || got.Card.Audit.Void != void || (got.Card.Total == nil) != void || (got.Card.Verdict == coach.VerdictVoid) != void {
				t.Errorf("%s, %q: verdict %s, total %v, audit %+v", mode, words, got.Card.Verdict, got.Card.Total, got.Card.Audit)
			}
			if void && (got.Card.Audit.Because != coach.FaultRole || len(got.Card.Criteria) == 0) {
				t.Errorf("%s: because of %q, %d criteria to read", mode, got.Card.Audit.Because, len(got.Card.Criteria))
			}
			if listed.Void() != void || (listed.Total == nil) != void {
				t.Errorf("%s: listed as %q with %v", mode, listed.Verdict, listed.Total)
			}
			counted := plan.Attempts+len(plan.Curve.Points) > 0
			if counted == void {
				t.Errorf("%s, %q: counts in the figures: %v", mode, words, counted)
			}
			if err := f.service.Shutdown(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}
