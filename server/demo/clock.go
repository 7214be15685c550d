package demo

import (
	"context"
	"sync"
	"time"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/playtest"
	"huikuan/server/session"
)

// clock is the time of a call that is played faster than it would take.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (c *clock) pass(d time.Duration) { c.set(c.now().Add(d)) }

// thinking is how long a trainee takes before a sentence.
const thinking = 4 * time.Second

// before lets the time of a trainee's step pass.
func (c *clock) before(lang coach.Lang) func(playtest.Step) {
	return func(s playtest.Step) { c.pass(thinking + spoken(s.Say, lang)) }
}

// spoken is about how long it takes to say a text.
func spoken(text string, lang coach.Lang) time.Duration {
	each := 65 * time.Millisecond
	if lang == coach.Chinese {
		each = 220 * time.Millisecond
	}
	return time.Duration(utf8.RuneCountInString(text)) * each
}

// voice speaks at once and lets the time it would have taken pass.
type voice struct {
	session.Voice
	clock *clock
}

// Speak implements debtor.Voice.
func (v voice) Speak(ctx context.Context, brief debtor.Brief, emit func(string) error) (debtor.Speech, error) {
	speech, err := v.Voice.Speak(ctx, brief, emit)
	v.clock.pass(spoken(speech.Text, brief.Lang))
	return speech, err
}
