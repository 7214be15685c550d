package session

import (
	"context"
	"strings"
	"testing"

	"huikuan/scenarios"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/nlu"
	"huikuan/server/transcript"
)

// TestCallsHeldElsewhereAreReadOneAfterAnother: a long one takes many seconds, and many at once would take every processor
// from the calls held here. Whoever gives up waiting is told so, and costs nothing more.
func TestCallsHeldElsewhereAreReadOneAfterAnother(t *testing.T) {
	library, err := content.Load(scenarios.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Library: library, Labeller: nlu.New()})
	t.Cleanup(func() { _ = s.Shutdown(context.WithoutCancel(t.Context())) })
	full, finish := make(chan struct{}), make(chan struct{})
	for range s.readingLong.places {
		go s.readingLong.do(func() {
			full <- struct{}{}
			<-finish
		})
		<-full
	}
	short := "me: Hello, Sam about invoice 204. Which day will it be paid?\nthem: Friday.\n"
	talk := []byte(short + strings.Repeat("\n", longCall))
	gone, leave := context.WithCancel(t.Context())
	leave()
	for what, ask := range map[string]func(context.Context) error{
		"score": func(ctx context.Context) error {
			_, err := s.ScoreTranscript(ctx, talk, transcript.Source{})
			return err
		},
		"read": func(ctx context.Context) error {
			_, err := s.ReadTranscript(ctx, talk, transcript.Source{})
			return err
		},
		"draft": func(ctx context.Context) error {
			_, err := s.DraftCase(ctx, "a-case", talk, transcript.Source{})
			return err
		},
	} {
		if err := ask(gone); coach.CodeOf(err) != coach.CodeUnavailable || !strings.Contains(coach.MessageOf(err), "try again") {
			t.Errorf("%s while others are read: %v", what, err)
		}
	}
	if card, err := s.ScoreTranscript(t.Context(), []byte(short), transcript.Source{}); err != nil || card.Total == nil {
		t.Errorf("a short one beside a long one: %v, total %v", err, card.Total)
	}
	if _, err := s.ScoreTranscript(gone, make([]byte, longCall), transcript.Source{}); coach.CodeOf(err) != coach.CodeInvalid {
		t.Errorf("what is no call at all: %v", err)
	}
	close(finish)
	if card, err := s.ScoreTranscript(t.Context(), talk, transcript.Source{}); err != nil || card.Total == nil {
		t.Errorf("afterwards: %v, total %v", err, card.Total)
	}
}
