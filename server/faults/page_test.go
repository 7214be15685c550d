//go:build faults

package faults

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"huikuan/server/coach"
	"huikuan/server/loadtest"
)

// page follows a call as a browser's page does: it remembers the last event it has, reconnects when the line breaks, and
// sends a sentence again until it is ticked. It checks every frame: after the event it has comes the next one, once.
type page struct {
	client     *loadtest.Client
	session    string
	tab        string
	copies     int // of each sentence sent; 1 unless a test wants more
	call       *loadtest.Call
	events     []loadtest.Frame // by seq, from 1
	ticks      map[string]int64 // seq by client turn id
	cuts       int              // lines that broke
	heardOut   bool             // the turn under way was spoken to its end
	ended      bool
	reconnects []time.Duration // from the break to the next hello
	giveUp     time.Duration   // for one wait; 0: loadtest.Patience
}

func newPage(client *loadtest.Client, session string) *page {
	return &page{client: client, session: session, tab: session, copies: 1, ticks: map[string]int64{}, giveUp: 2 * time.Second}
}

func (p *page) last() int64 { return int64(len(p.events)) }

// wrong is a frame that breaks a promise of the wire.
type wrong struct{ says string }

func (w *wrong) Error() string { return w.says }

// connect opens the socket, trying again until ctx ends.
func (p *page) connect(ctx context.Context) error {
	began := time.Now()
	for {
		call, err := p.client.Join(ctx, p.session, p.last(), "&tab="+p.tab)
		if err == nil {
			p.call = call
			var f loadtest.Frame
			if f, err = p.next(); err == nil && f.Type == loadtest.FrameHello {
				p.reconnects = append(p.reconnects, time.Since(began))
				return nil
			}
			if w := (*wrong)(nil); errors.As(err, &w) {
				return err
			}
		}
		p.hangUp()
		if refused := (*loadtest.Refused)(nil); errors.As(err, &refused) && refused.Status == 404 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (p *page) hangUp() {
	if p.call != nil {
		p.call.Close()
		p.call = nil
		p.cuts++
	}
}

// next reads a frame and holds it against what the page has.
func (p *page) next() (loadtest.Frame, error) {
	f, err := p.call.NextWithin(p.giveUp)
	if err != nil {
		return f, err
	}
	if f.Seq > 0 {
		return f, p.take(f)
	}
	return f, nil
}

func (p *page) take(f loadtest.Frame) error {
	switch {
	case f.Seq == p.last()+1:
		p.events = append(p.events, f)
	case f.Seq <= p.last() && f.Type == loadtest.FrameAccepted && p.events[f.Seq-1].Text == f.Text:
		return nil // the tick of a sentence sent again
	default:
		return &wrong{fmt.Sprintf("after event %d came %d (%s)", p.last(), f.Seq, f.Type)}
	}
	switch f.Type {
	case loadtest.FrameAccepted:
		if before, twice := p.ticks[f.ClientTurnID]; twice {
			return &wrong{fmt.Sprintf("%s is stored twice, as event %d and %d", f.ClientTurnID, before, f.Seq)}
		}
		p.ticks[f.ClientTurnID] = f.Seq
	case loadtest.FrameEnded:
		p.ended = true
	}
	return nil
}

// talk says a sentence and follows the call until the debtor has answered it, over as many lines as it takes. A refusal
// other than to wait is an error.
func (p *page) talk(ctx context.Context, key, text string) error {
	for ctx.Err() == nil {
		if p.call == nil {
			if err := p.connect(ctx); err != nil {
				return err
			}
		}
		done, err := p.try(key, text)
		if done || errors.As(err, new(*wrong)) {
			return err
		}
		p.hangUp()
	}
	return ctx.Err()
}

// try goes on with a turn on the line there is; an error means that the line broke.
func (p *page) try(key, text string) (done bool, err error) {
	if _, ticked := p.ticks[key]; !ticked {
		for range p.copies {
			if err := p.call.Say(key, text); err != nil {
				return false, err
			}
		}
	}
	for {
		if seq, ticked := p.ticks[key]; p.ended || ticked && p.answered(seq) {
			return true, nil
		}
		f, err := p.next()
		if err != nil {
			return false, err
		}
		if f.Type != loadtest.FrameError || f.ClientTurnID != key {
			continue
		}
		switch coach.Code(f.Code) {
		case coach.CodeBusy, coach.CodeUnavailable: // the debtor still answers, or the line was used too much
			if _, ticked := p.ticks[key]; !ticked {
				time.Sleep(5 * time.Millisecond)
				return false, errGivenUp
			}
		case coach.CodeEnded:
			p.ended = true
		default:
			return false, &wrong{fmt.Sprintf("%s was refused: %s: %s", key, f.Code, f.Message)}
		}
	}
}

// answered reports whether the debtor has finished an answer after the given event.
func (p *page) answered(seq int64) bool {
	for _, f := range p.events[seq:] {
		if f.Type == loadtest.FrameCompleted {
			return true
		}
	}
	return false
}

// through has a client reach its server by another address.
func through(addr, other string) *loadtest.Client {
	client := loadtest.NewClient(addr)
	client.Wait = 2 * time.Second
	client.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, other)
	}
	return client
}

// startTurn says a sentence once the debtor is silent, and returns with the first word of the answer.
func (p *page) startTurn(key, text string) error {
	p.heardOut = false
	for len(p.ticks) == 0 && p.last() < 2 { // the debtor picks up
		if _, err := p.next(); err != nil {
			return err
		}
	}
	if p.ended {
		p.heardOut = true
		return nil
	}
	if err := p.call.Say(key, text); err != nil {
		return err
	}
	for {
		f, err := p.next()
		switch {
		case err != nil:
			return err
		case p.ended, f.Type == loadtest.FrameError && f.ClientTurnID == key && coach.Code(f.Code) == coach.CodeEnded:
			p.ended, p.heardOut = true, true // the debtor hung up on the sentence before
			return nil
		case f.Type == loadtest.FrameError && f.ClientTurnID == key:
			return fmt.Errorf("refused: %s", f.Message)
		case f.Type == loadtest.FrameDelta && p.ticks[key] > 0, f.Type == loadtest.FrameCompleted && p.ticks[key] > 0:
			p.heardOut = f.Type == loadtest.FrameCompleted
			return nil
		}
	}
}

// hearOut listens until the line breaks, and notes whether the turn was spoken to its end before.
func (p *page) hearOut(ctx context.Context) error {
	defer p.hangUp()
	for ctx.Err() == nil {
		f, err := p.next()
		if errors.As(err, new(*wrong)) {
			return err
		}
		if err != nil {
			return nil // the server has gone, as it should
		}
		if f.Type == loadtest.FrameCompleted && !f.Interrupted {
			p.heardOut = true
		}
	}
	return ctx.Err()
}

// finishTurn makes sure that the sentence is stored and answered on the new line.
func (p *page) finishTurn(ctx context.Context, key, text string) error {
	if p.ended {
		return nil
	}
	return p.talk(ctx, key, text)
}
