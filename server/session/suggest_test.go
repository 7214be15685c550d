package session_test

import (
	"context"
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/session"
)

// wording is a suggester that answers when it is let to.
type wording struct {
	line  string // empty gives none
	begun chan coach.Moment
	let   chan struct{}
}

// Line implements session.Suggester.
func (w wording) Line(ctx context.Context, m coach.Moment) (string, bool) {
	w.begun <- m
	select {
	case <-w.let:
		return w.line, w.line != ""
	case <-ctx.Done():
		return "", false
	}
}

func withSuggester(t *testing.T, prover session.Prover, s session.Suggester) fixture {
	t.Helper()
	f := newFixture(t, debtor.Pace{})
	library, err := demoContent()
	if err != nil {
		t.Fatal(err)
	}
	f.service = session.New(session.Options{
		Log: f.log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller(), Suggester: s, Prover: prover,
	})
	t.Cleanup(func() { _ = f.service.Shutdown(context.Background()) })
	return f
}

// TestALineOfAHintIsTheModelsOrTheHandbooks: the third rung waits for the model, the first two do not; without a line that may
// be shown the handbook's is given; who moved on gets none.
func TestALineOfAHintIsTheModelsOrTheHandbooks(t *testing.T) {
	for _, line := range []string{"Which day this week can it go out?", ""} {
		w := wording{line: line, begun: make(chan coach.Moment, 1), let: make(chan struct{}, 1)}
		f := withSuggester(t, nil, w)
		_, seat, sc := f.picked(coach.Practice)
		for range 2 {
			seat.Hint()
			sc.event("hint.given")
		}
		seat.Hint()
		m := <-w.begun
		if m.Sample == "" || m.Want == "" || len(m.Recent) == 0 || len(m.Locked) == 0 {
			t.Errorf("the model was told %+v", m)
		}
		w.let <- struct{}{}
		given := sc.event("hint.given").Body.(coach.HintGiven)
		if line != "" && (given.Text != line || given.Source != coach.SourceModel) || line == "" && (given.Text != m.Sample || given.Source != coach.SourceScripted) || given.Rung != 3 {
			t.Errorf("the model said %q, the trainee was given %+v", line, given)
		}

		seat.Hint() // asked again, and then the trainee speaks
		<-w.begun
		seat.Hint()
		if got := sc.fault(); got.code != coach.CodeBusy {
			t.Errorf("asked twice: %v", got)
		}
		seat.Say("t1", question)
		sc.event("turn.completed")
		w.let <- struct{}{}
		seat.Hint()
		if late := sc.event("hint.given").Body.(coach.HintGiven); late.Turn != 3 || late.Rung != 1 {
			t.Errorf("a hint for a moment that is over was given: %+v", late)
		}
	}
}

// rating proves lines by what they say.
type rating map[string]int

// Prove implements session.Prover.
func (r rating) Prove(_ context.Context, _ *coach.Scenario, _ []coach.Event, _ int, line string) (coach.LineProof, error) {
	return coach.LineProof{Runs: 5, Better: max(1, r[line])}, nil
}

// TestAModelsBetterLineIsShownOnlyWhenItProvesBetter: it stands beside the scripted one, is tried the same way, and is marked.
func TestAModelsBetterLineIsShownOnlyWhenItProvesBetter(t *testing.T) {
	const line = "Which day this week can it go out?"
	for worth, source := range map[int]string{4: coach.SourceModel, 1: coach.SourceScripted} {
		w := wording{line: line, begun: make(chan coach.Moment, 9), let: make(chan struct{}, 9)}
		for range 9 {
			w.let <- struct{}{}
		}
		f := withSuggester(t, rating{line: worth}, w)
		lines, err := f.service.BetterLines(t.Context(), f.over(), "")
		if err != nil || len(lines) == 0 {
			t.Fatal(lines, err)
		}
		for _, one := range lines {
			if one.Source != source || (one.Line == line) != (source == coach.SourceModel) {
				t.Errorf("worth %d: shown %q of %s", worth, one.Line, one.Source)
			}
		}
		if m := <-w.begun; m.Said != question || m.Want == "" || m.Sample == "" {
			t.Errorf("the model was told %+v", m)
		}
	}
}

// TestALineSaidInTheCallIsNotShown: what the trainee said in any turn is neither a better line nor a model's hint, however it
// is written.
func TestALineSaidInTheCallIsNotShown(t *testing.T) {
	again := "  " + strings.ToUpper(strings.TrimSuffix(question, "?")) + " ?!"
	w := wording{line: again, begun: make(chan coach.Moment, 9), let: make(chan struct{}, 9)}
	for range 9 {
		w.let <- struct{}{}
	}
	f := withSuggester(t, rating{again: 5}, w)
	lines, err := f.service.BetterLines(t.Context(), f.over(), "")
	if err != nil || len(lines) == 0 {
		t.Fatal(lines, err)
	}
	for _, one := range lines {
		if one.Line == again || one.Source != coach.SourceScripted {
			t.Errorf("shown %q of %s", one.Line, one.Source)
		}
	}

	_, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	for range 3 {
		seat.Hint()
		if given := sc.event("hint.given").Body.(coach.HintGiven); given.Text == again || given.Source != coach.SourceScripted {
			t.Errorf("the trainee was given %+v", given)
		}
	}
}
