package live

import (
	"sync"

	"github.com/gorilla/websocket"

	"huikuan/server/coach"
)

const (
	maxFrames  = 256     // waiting for one client
	maxBytes   = 1 << 20 // waiting for one client, about
	frameBytes = 128     // what a frame weighs beside its text
	keptItems  = 8       // room that an outbox keeps when nothing waits
)

// The close codes beside those of the WebSocket standard.
const (
	closeInvalid = 4400 // the address asked for something impossible; do not retry as is
	closeBusy    = 4409 // the call is open elsewhere
)

// outbox is what waits to be written to one client. Putting into it never blocks: a client that falls too far behind is
// let go, and resumes from the log.
type outbox struct {
	mu      sync.Mutex
	items   []item
	written int // items[:written] are gone
	frames  int // of items, those that count
	bytes   int // of items, those that count
	free    int64
	opened  bool
	closing bool
	code    int // WebSocket close code, set with closing
	reason  string
	wake    chan struct{} // holds one token when there is something to do
}

// item is a frame, or the pieces of a turn not written yet.
type item struct {
	frame any
	turn  int
	text  string // of a delta, when frame is nil
	more  []byte // what joined it since
	size  int    // 0 when it does not count
}

func newOutbox() *outbox { return &outbox{wake: make(chan struct{}, 1)} }

// open puts hello before whatever waits and starts to count: what the client missed (events up to lastSeq) must be sent
// at whatever length, what comes after only as fast as the client reads.
func (o *outbox) open(hello any, lastSeq int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.items = append([]item{{frame: hello}}, o.items[o.written:]...)
	o.written = 0
	o.opened, o.free = true, lastSeq
	o.signal()
}

// put adds a frame; seq is 0 for one without a place in the log.
func (o *outbox) put(frame any, seq int64, textBytes int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return
	}
	it := item{frame: frame}
	if o.opened && (seq == 0 || seq > o.free) {
		it.size = frameBytes + textBytes
	}
	o.add(it)
}

// putDelta adds a piece of a turn. It joins the piece before it when that has not been written yet, so a client that
// lags gets fewer, longer frames, and one that does not gets every piece as it comes.
func (o *outbox) putDelta(turn int, text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return
	}
	if n := len(o.items); n > o.written && o.items[n-1].frame == nil && o.items[n-1].turn == turn {
		last := &o.items[n-1]
		last.more = append(last.more, text...)
		last.size += len(text)
		o.bytes += len(text)
		o.limit()
		return
	}
	o.add(item{turn: turn, text: text, size: frameBytes + len(text)})
}

func (o *outbox) add(it item) {
	o.items = append(o.items, it)
	if it.size > 0 {
		o.frames++
		o.bytes += it.size
	}
	o.limit()
	o.signal()
}

func (o *outbox) limit() {
	if o.opened && (o.frames > maxFrames || o.bytes > maxBytes) {
		o.items, o.written = nil, 0
		o.closing, o.code, o.reason = true, websocket.CloseTryAgainLater, "slow"
		o.signal()
	}
}

// close ends the outbox after what waits in it, or after last, when that is not nil. Only the first close counts.
func (o *outbox) close(code int, reason string, last any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return
	}
	if last != nil {
		o.items = append(o.items, item{frame: last})
	}
	o.closing, o.code, o.reason = true, code, reason
	o.signal()
}

func (o *outbox) isClosing() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.closing
}

// ending returns the close code and reason; only after closing.
func (o *outbox) ending() (code int, reason string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.code, o.reason
}

// next takes the oldest item. ok is false when nothing waits; closing is then the end.
func (o *outbox) next() (it item, ok, closing bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.items) == o.written {
		return item{}, false, o.closing
	}
	it, o.items[o.written] = o.items[o.written], item{}
	if o.written++; o.written == len(o.items) {
		o.items, o.written = o.items[:0], 0
		if cap(o.items) > keptItems {
			o.items = nil
		}
	}
	if it.size > 0 {
		o.frames--
		o.bytes -= it.size
	}
	return it, true, o.closing
}

func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func errorFrame(err error, clientTurnID string, retryMillis int64) Error {
	return Error{Type: TypeError, Code: coach.CodeOf(err), Message: coach.MessageOf(err), ClientTurnID: clientTurnID, RetryAfterMS: retryMillis}
}
