package pool

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"huikuan/server/coach"
	"huikuan/server/llm"
)

// Book keeps what was spent.
type Book interface {
	// AddUsage adds to what is kept.
	AddUsage(ctx context.Context, spent []coach.ModelSpend) error
	// TokensOfDay and TokensOfSession tell what is kept.
	TokensOfDay(ctx context.Context, day string) (int64, error)
	TokensOfSession(ctx context.Context, sessionID string) (int64, error)
}

const (
	writeEvery   = time.Second // how long spending may be unwritten
	writeTimeout = 5 * time.Second
	maxSessions  = 4096 // calls whose spending is remembered; others are read anew
	maxUnsaved   = 4096 // rows kept while the book cannot be written; more go without their call
)

// Ledger counts tokens against the budgets of calls and days. What is spent is written about once a second by a
// goroutine of its own, so that no turn waits for it; a crash forgets at most that second.
type Ledger struct {
	book       Book
	log        *slog.Logger
	now        func() time.Time
	perSession int64
	perDay     int64

	mu       sync.Mutex
	unsaved  map[coach.ModelSpend]coach.ModelSpend // by its key fields
	sessions map[string]int64
	day      string
	today    int64

	stop context.CancelFunc
	done chan struct{}
}

// NewLedger starts a ledger with budgets in tokens, 0 for none. Close ends it.
func NewLedger(book Book, perSession, perDay int64, now func() time.Time, log *slog.Logger) *Ledger {
	ctx, stop := context.WithCancel(context.Background())
	l := &Ledger{
		book: book, log: log, now: now, perSession: perSession, perDay: perDay, unsaved: map[coach.ModelSpend]coach.ModelSpend{}, sessions: map[string]int64{},
		stop: stop, done: make(chan struct{}),
	}
	go l.run(ctx)
	return l
}

// Close writes what is unwritten and ends the goroutine.
func (l *Ledger) Close() {
	if l != nil {
		l.stop()
		<-l.done
	}
}

func (l *Ledger) run(ctx context.Context) {
	defer close(l.done)
	tick := time.NewTicker(writeEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			l.write()
		case <-ctx.Done():
			l.write()
			return
		}
	}
}

// write moves what is unwritten into the book; what cannot be written is kept for the next time.
func (l *Ledger) write() {
	l.mu.Lock()
	rows := make([]coach.ModelSpend, 0, len(l.unsaved))
	for _, row := range l.unsaved {
		rows = append(rows, row)
	}
	clear(l.unsaved)
	l.mu.Unlock()
	if len(rows) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), writeTimeout)
	defer cancel()
	if err := l.book.AddUsage(ctx, rows); err != nil {
		l.log.Error("what models cost could not be written; it is tried again", "err", err)
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, row := range rows {
			l.gather(row)
		}
	}
}

// allow fails with KindBudget when the call or the day has spent its tokens.
func (l *Ledger) allow(ctx context.Context, session string) error {
	if l == nil || l.perDay == 0 && l.perSession == 0 {
		return nil
	}
	if err := l.load(ctx, session); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.perDay > 0 && l.today >= l.perDay:
		return &llm.Error{Kind: llm.KindBudget, Detail: "the day's tokens are spent"}
	case l.perSession > 0 && session != "" && l.sessions[session] >= l.perSession:
		return &llm.Error{Kind: llm.KindBudget, Detail: "the call's tokens are spent"}
	}
	return nil
}

// load reads what was spent before this process, or before it forgot.
func (l *Ledger) load(ctx context.Context, session string) error {
	day := l.now().UTC().Format(time.DateOnly)
	l.mu.Lock()
	needDay := l.perDay > 0 && l.day != day
	_, known := l.sessions[session]
	needSession := l.perSession > 0 && session != "" && !known
	l.mu.Unlock()
	if !needDay && !needSession {
		return nil
	}
	l.write() // the book then has everything
	ofDay, err := l.book.TokensOfDay(ctx, day)
	if err != nil {
		return err
	}
	var ofSession int64
	if needSession {
		if ofSession, err = l.book.TokensOfSession(ctx, session); err != nil {
			return err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if needDay && l.day != day {
		l.day, l.today = day, ofDay
	}
	if needSession {
		if len(l.sessions) >= maxSessions {
			clear(l.sessions)
		}
		l.sessions[session] = max(ofSession, l.sessions[session])
	}
	return nil
}

// spend counts one request.
func (l *Ledger) spend(s coach.ModelSpend) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	tokens := s.PromptTokens + s.CompletionTokens
	if s.Day == l.day {
		l.today += tokens
	}
	if _, known := l.sessions[s.SessionID]; known {
		l.sessions[s.SessionID] += tokens
	}
	l.gather(s)
}

// gather adds to what is unwritten.
func (l *Ledger) gather(s coach.ModelSpend) {
	key := coach.ModelSpend{Day: s.Day, SessionID: s.SessionID, Role: s.Role, Endpoint: s.Endpoint}
	sum, there := l.unsaved[key]
	if !there && len(l.unsaved) >= maxUnsaved {
		key.SessionID = ""
		sum, there = l.unsaved[key]
	}
	if !there {
		sum = key
	}
	sum.Calls += s.Calls
	sum.Failed += s.Failed
	sum.PromptTokens += s.PromptTokens
	sum.CompletionTokens += s.CompletionTokens
	sum.CostMicros += s.CostMicros
	l.unsaved[key] = sum
}
