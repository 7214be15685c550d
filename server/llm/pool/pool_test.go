package pool_test

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/coach"
	"huikuan/server/llm"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
	"huikuan/server/llm/pool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// ask makes a pool endpoint of a fake one.
func ask(t testing.TB, baseURL, model string) pool.Endpoint {
	t.Helper()
	client, err := openai.New(openai.Config{BaseURL: baseURL, Model: "unused", RetryBase: time.Millisecond, FirstByte: time.Minute, Total: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return pool.Endpoint{Label: model, Model: model, Ask: client}
}

func whole(ctx context.Context, client llm.Client) (string, llm.Usage, error) {
	return llm.Whole(ctx, client, llm.Request{Messages: []llm.Message{{Role: llm.Instruction, Text: "Speak, please."}}}, 1<<10)
}

func TestTheNextEndpointAnswersWhenOneFailsBeforeItsFirstWords(t *testing.T) {
	for name, fault := range map[string][]llmtest.Step{
		"wrong key":  {llmtest.Status(401, "")},
		"no model":   {llmtest.Status(404, "")},
		"too many":   {llmtest.Status(429, "", "Retry-After: 120")},
		"overloaded": {llmtest.Status(529, "")},
		"empty":      {llmtest.Finish("stop"), llmtest.Done()},
		"no stream":  {llmtest.ContentType("text/html"), llmtest.Raw("<html>")},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
			first.Always(fault...)
			second.Always(llmtest.Say("Hello", " there.")...)
			client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{ask(t, first.BaseURL, "a"), ask(t, second.BaseURL, "b")}})
			text, usage, err := whole(t.Context(), client)
			if text != "Hello there." || err != nil || usage.Estimated {
				t.Errorf("got %q %+v, %v", text, usage, err)
			}
			if len(first.Requests()) == 0 || second.Requests()[0].Body.Model != "b" {
				t.Errorf("asked the first %d times, then %+v", len(first.Requests()), second.Requests())
			}
		})
	}
}

func TestNoOtherEndpointIsAskedOnceWordsWereHeard(t *testing.T) {
	first, second := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
	first.Always(llmtest.Token("Well,"), llmtest.Cut())
	second.Always(llmtest.Say("Hello.")...)
	client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{ask(t, first.BaseURL, "a"), ask(t, second.BaseURL, "b")}})
	if _, _, err := whole(t.Context(), client); llm.KindOf(err) != llm.KindCut || len(second.Requests()) != 0 {
		t.Errorf("%v, and the second endpoint was asked %d times", err, len(second.Requests()))
	}
}

func TestTheTotalTimeHoldsForAllEndpointsTogether(t *testing.T) {
	first, second := llmtest.NewEndpoint(t), llmtest.NewEndpoint(t)
	first.Always(llmtest.Stall())
	second.Always(llmtest.Stall())
	client := pool.New(pool.Options{Role: "voice", Total: 100 * time.Millisecond, Endpoints: []pool.Endpoint{ask(t, first.BaseURL, "a"), ask(t, second.BaseURL, "b")}})
	began := time.Now()
	_, _, err := whole(t.Context(), client)
	if llm.KindOf(err) != llm.KindTimeout || time.Since(began) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestAnEndedCallerIsToldOfItsOwnEnd(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Token("Well,"), llmtest.Stall())
	client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{ask(t, endpoint.BaseURL, "a")}})
	ctx, cancel := context.WithCancel(t.Context())
	stream, err := client.Stream(ctx, llm.Request{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for err == nil {
		_, err = stream.Next()
	}
	if err != context.Canceled { //nolint:errorlint // it is to be the context's own
		t.Errorf("%v", err)
	}
}

func TestAReplyThatTellsNoUsageIsEstimated(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Token("一二三"), llmtest.Finish("stop"), llmtest.Done())
	book := &book{}
	ledger := pool.NewLedger(book, 0, 0, time.Now, slog.New(slog.DiscardHandler))
	e := ask(t, endpoint.BaseURL, "a")
	e.Price = pool.Price{In: 1, Out: 2}
	_, usage, err := whole(coach.InSession(t.Context(), "ses_1"), pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{e}, Ledger: ledger}))
	ledger.Close()
	if err != nil || !usage.Estimated || usage.CompletionTokens != 3 || usage.PromptTokens != 8 {
		t.Errorf("%+v, %v", usage, err)
	}
	if got := book.rows[0]; len(book.rows) != 1 || got.SessionID != "ses_1" || got.Role != "voice" || got.Calls != 1 || got.CostMicros != 8+2*3 {
		t.Errorf("the book has %+v", book.rows)
	}
}

// book is a Book in memory.
type book struct {
	mu            sync.Mutex
	rows          []coach.ModelSpend
	day, sessions int64 // spent before
}

func (b *book) AddUsage(_ context.Context, spent []coach.ModelSpend) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rows = append(b.rows, spent...)
	return nil
}

func (b *book) TokensOfDay(context.Context, string) (int64, error) { return b.day, nil }

func (b *book) TokensOfSession(context.Context, string) (int64, error) { return b.sessions, nil }

func TestBudgetsEndWhatMayBeAsked(t *testing.T) {
	for name, c := range map[string]struct {
		perSession, perDay int64
		day, session       int64 // spent before
		replies            int   // of 110 tokens each
	}{
		"no limit":                            {replies: 3},
		"a call's own":                        {perSession: 200, replies: 2},
		"a call's own, some of it spent":      {perSession: 200, session: 150, replies: 1},
		"the day's":                           {perDay: 100, replies: 1},
		"the day's, spent before the start":   {perDay: 100, day: 100, replies: 0},
		"the day's, where a call's is larger": {perSession: 1000, perDay: 200, replies: 2},
	} {
		t.Run(name, func(t *testing.T) {
			endpoint := llmtest.NewEndpoint(t)
			endpoint.Always(llmtest.Token("Well."), llmtest.Finish("stop"), llmtest.Usage(100, 10), llmtest.Done())
			before := &book{day: c.day, sessions: c.session}
			ledger := pool.NewLedger(before, c.perSession, c.perDay, time.Now, slog.New(slog.DiscardHandler))
			defer ledger.Close()
			client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{ask(t, endpoint.BaseURL, "a")}, Ledger: ledger})
			for i := range 3 {
				_, _, err := whole(coach.InSession(t.Context(), "ses_1"), client)
				if want := i >= c.replies; (llm.KindOf(err) == llm.KindBudget) != want || !want && err != nil {
					t.Fatalf("reply %d: %v", i, err)
				}
			}
			if len(endpoint.Requests()) != c.replies {
				t.Errorf("the endpoint was asked %d times", len(endpoint.Requests()))
			}
		})
	}
}

func TestAStreamThatIsGivenUpGivesItsSlotBack(t *testing.T) {
	endpoint := llmtest.NewEndpoint(t)
	endpoint.Always(llmtest.Token("Well,"), llmtest.Stall())
	e := ask(t, endpoint.BaseURL, "a")
	e.Slots = pool.NewSlots(1)
	client := pool.New(pool.Options{Role: "voice", Endpoints: []pool.Endpoint{e}, Patience: time.Minute})
	for range 3 {
		stream, err := client.Stream(t.Context(), llm.Request{})
		if err != nil {
			t.Fatal(err)
		}
		if live, _ := e.Slots.Held(); live != 1 {
			t.Fatalf("%d slots are held while one reply is under way", live)
		}
		_ = stream.Close()
		if _, err := stream.Next(); err == nil || err == io.EOF { //nolint:errorlint // as it comes
			t.Errorf("a closed stream goes on: %v", err)
		}
		_ = stream.Close()
	}
	if live, background := e.Slots.Held(); live+background != 0 {
		t.Errorf("%d slots are held by nobody", live+background)
	}
}
