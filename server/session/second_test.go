package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"huikuan/prompts"
	"huikuan/server/coach"
	"huikuan/server/content"
	"huikuan/server/debtor"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/nlu"
	"huikuan/server/nlu/second"
	"huikuan/server/session"
	"huikuan/server/sqlite"
)

// withReader is a service with a second reader, and a way to shut it down once.
func withReader(t *testing.T, reader session.SecondReader) (fixture, func() time.Duration) {
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
	service := session.New(session.Options{Log: log, Library: library, Voice: debtor.NewScripted(debtor.Pace{}), Labeller: labeller(), Second: reader})
	var closed atomic.Bool
	shutdown := func() time.Duration {
		if closed.Swap(true) {
			return 0
		}
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		began := time.Now()
		if err := errors.Join(service.Shutdown(ctx), store.Close()); err != nil {
			t.Error(err)
		}
		return time.Since(began)
	}
	t.Cleanup(func() { shutdown() })
	return fixture{t: t, log: log, service: service}, shutdown
}

// modelReader is the real reader and client before a fake endpoint.
func modelReader(t *testing.T, endpoint *llmtest.Endpoint) session.SecondReader {
	t.Helper()
	texts, err := content.LoadPrompts(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	client, err := openai.New(openai.Config{BaseURL: endpoint.BaseURL, Model: "fake-1", RetryBase: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return second.New(client, texts)
}

// observed waits until the log of a session holds an observation.
func (f fixture) observed(id string) (coach.ObservationAdded, bool) {
	f.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		events, err := f.log.Events(f.t.Context(), id, 0)
		if err != nil {
			f.t.Fatal(err)
		}
		for _, e := range events {
			if o, ok := e.Body.(coach.ObservationAdded); ok {
				return o, true
			}
		}
	}
	return coach.ObservationAdded{}, false
}

func TestAReadingThatDiffersIsLoggedAndShownToNobody(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Answer(llmtest.Say(`{"acts":[{"act":"give_face","quote":"could you tell me"},{"act":"bribe","quote":"here is a hundred"}]}`)...)
	endpoint.Always(llmtest.Say(`{"acts":[]}`)...)
	f, _ := withReader(t, modelReader(t, endpoint))
	s, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	accepted := sc.event("turn.accepted").Body.(coach.TurnAccepted)
	sc.event("turn.completed")
	got, ok := f.observed(s.ID)
	if !ok {
		t.Fatal("no observation was logged")
	}
	want := coach.ObservationAdded{
		Turn: 1, Source: "model", Model: "fake-1", Prompt: "understand/acts.en@1", Dropped: 1,
		OnlyModel: []coach.ActHit{{Act: coach.ActGiveFace, Quote: "could you tell me"}},
	}
	for _, hit := range accepted.Heard.Acts {
		want.OnlyRules = append(want.OnlyRules, hit.Act)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("logged %+v, want %+v", got, want)
	}
	seat.Say("t2", "Could you send me the approval sheet by Friday?")
	sc.event("turn.completed")
	_, again := f.join(s.ID, 0) // gets everything once more
	again.event("turn.completed")
	for _, shown := range [][]any{sc.all(), again.all()} {
		for _, entry := range shown {
			if e, ok := entry.(coach.Event); ok && coach.Private(e.Body) {
				t.Errorf("a screen was sent %s", e.Body.Kind())
			}
		}
	}
}

func TestASecondReadingChangesNothingInTheCall(t *testing.T) {
	play := func(reader session.SecondReader) []coach.Event {
		f, _ := withReader(t, reader)
		s, seat, sc := f.picked(coach.Practice)
		seat.Say("t1", question)
		sc.event("turn.completed")
		if reader != nil {
			f.observed(s.ID)
		}
		seat.Say("t2", "I can wait, there is no hurry at all.")
		sc.event("turn.completed")
		events, err := f.log.Events(t.Context(), s.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		var rest []coach.Event
		for _, e := range events {
			if !coach.Private(e.Body) {
				rest = append(rest, coach.Event{Body: e.Body})
			}
		}
		return rest
	}
	without, with := play(nil), play(slowReader{acts: []coach.ActHit{{Act: coach.ActInsult, Quote: "Hello"}}})
	if !reflect.DeepEqual(without, with) {
		t.Errorf("with a second reader the call went another way:\n%+v\n%+v", without, with)
	}
}

// slowReader answers when it is let go, or when the context ends.
type slowReader struct {
	hold  chan struct{}
	begun chan struct{}
	acts  []coach.ActHit
}

func (r slowReader) Read(ctx context.Context, _ nlu.Input) (coach.SecondReading, error) {
	if r.begun != nil {
		select {
		case r.begun <- struct{}{}:
		default:
		}
	}
	if r.hold != nil {
		select {
		case <-r.hold:
		case <-ctx.Done():
			return coach.SecondReading{}, ctx.Err()
		}
	}
	return coach.SecondReading{Acts: r.acts}, nil
}

func TestATurnNeverWaitsForTheSecondReading(t *testing.T) {
	reader := slowReader{hold: make(chan struct{}), begun: make(chan struct{}, 1)}
	f, _ := withReader(t, reader)
	for range 6 { // more turns than the queue takes
		_, seat, sc := f.picked(coach.Practice)
		for _, id := range []string{"t1", "t2"} {
			seat.Say(id, question)
			sc.event("turn.accepted")
			sc.event("turn.completed")
		}
	}
	<-reader.begun // all turns were answered while the first reading is still under way
	close(reader.hold)
}

func TestShutdownGivesAReadingUp(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Stall())
	f, shutdown := withReader(t, modelReader(t, endpoint))
	_, seat, sc := f.picked(coach.Practice)
	seat.Say("t1", question)
	sc.event("turn.completed")
	for len(endpoint.Requests()) == 0 {
		time.Sleep(time.Millisecond)
	}
	if took := shutdown(); took > patience/2 {
		t.Errorf("the shutdown waited %v for the model", took)
	}
}

func TestAReaderThatPanicsOrFailsCostsItsReadingOnly(t *testing.T) {
	for name, reader := range map[string]session.SecondReader{"panics": badReader{panics: true}, "fails": badReader{}} {
		t.Run(name, func(t *testing.T) {
			f, _ := withReader(t, reader)
			_, seat, sc := f.picked(coach.Practice)
			for _, id := range []string{"t1", "t2"} {
				seat.Say(id, question)
				sc.event("turn.completed")
			}
		})
	}
}

type badReader struct{ panics bool }

func (r badReader) Read(context.Context, nlu.Input) (coach.SecondReading, error) {
	if r.panics {
		panic("a bad reader")
	}
	return coach.SecondReading{}, coach.Errorf(coach.CodeUnavailable, "down")
}
