package pool

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"huikuan/server/llm"
)

func TestLiveTurnsGoBeforeTheBackground(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slots := NewSlots(2)
		type holder struct {
			name string
			free func()
		}
		order := make(chan holder, 8)
		release := map[string]func(){}
		take := func(name string, background bool) {
			go func() {
				free, err := slots.acquire(t.Context(), background, time.Hour)
				if err != nil {
					t.Error(err)
				}
				order <- holder{name, free}
			}()
			synctest.Wait()
		}
		got := func() string {
			select {
			case got := <-order:
				release[got.name] = got.free
				return got.name
			default:
				return ""
			}
		}
		take("judge 1", true)
		take("judge 2", true) // half of two slots is one
		take("live 1", false)
		take("live 2", false)
		for i, want := range []string{"judge 1", "live 1", ""} {
			if name := got(); name != want {
				t.Fatalf("%d: %q got a slot, want %q", i, name, want)
			}
		}
		for _, step := range []struct{ done, next string }{{"judge 1", "live 2"}, {"live 1", "judge 2"}, {"live 2", ""}, {"judge 2", ""}} {
			release[step.done]()
			release[step.done]() // twice counts once
			synctest.Wait()
			if name := got(); name != step.next {
				t.Fatalf("after %s %q got its slot, want %q", step.done, name, step.next)
			}
		}
		if live, background := slots.Held(); live+background != 0 {
			t.Errorf("%d and %d slots are still held", live, background)
		}
	})
}

func TestALiveTurnWaitsOnlySoLongForASlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slots := NewSlots(1)
		free, _ := slots.acquire(t.Context(), false, time.Second)
		began := time.Now()
		if _, err := slots.acquire(t.Context(), false, 3*time.Second); llm.KindOf(err) != llm.KindBusy || time.Since(began) != 3*time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := slots.acquire(ctx, true, time.Second); err != context.DeadlineExceeded || time.Since(began) != 63*time.Second { //nolint:errorlint // the context's own
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		free()
		if _, err := slots.acquire(t.Context(), true, 0); err != nil {
			t.Errorf("those who gave up still stand in the queue: %v", err)
		}
	})
}

func TestWithoutALimitOnlyTheBackgroundWaits(t *testing.T) {
	slots := NewSlots(0)
	for range 1000 {
		if _, err := slots.acquire(t.Context(), false, 0); err != nil {
			t.Fatal(err)
		}
	}
	for range freeBackground {
		if _, err := slots.acquire(t.Context(), true, 0); err != nil {
			t.Fatal(err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := slots.acquire(ended, true, 0); err == nil {
		t.Errorf("more than %d requests of the background are under way", freeBackground)
	}
}
