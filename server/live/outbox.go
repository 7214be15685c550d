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
// let go, and resumes from the log. A frame before which nothing waits does not wait either: whoever puts it writes it, as
// far as the client takes it at once.
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
	wake    func() // there is something to do for the socket's writer; it must not block
	pen     pen
	direct  func(item) bool // writes a frame without waiting, or reports that it cannot; nil while there is no socket
}

// pen is who writes at the moment. There is one, so frames neither mix nor overtake each other.
type pen int

const (
	penFree   pen = iota
	penWriter     // the socket's writer, with what it took last
	penDirect     // who put a frame before which nothing waited
)

// item is a frame, or the pieces of a turn not written yet.
type item struct {
	frame any
	turn  int
	text  string // of a delta, when frame is nil
	more  []byte // what joined it since
	size  int    // 0 when it does not count
}

func newOutbox(wake func()) *outbox { return &outbox{wake: wake} }

// open puts hello before whatever waits and starts to count: what the client missed (events up to lastSeq) must be sent
// at whatever length, what comes after only as fast as the client reads.
func (o *outbox) open(hello any, lastSeq int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.items = append([]item{{frame: hello}}, o.items[o.written:]...)
	o.written = 0
	o.opened, o.free = true, lastSeq
	o.wake()
}

// writeThrough lets frames be written by those who put them, from when nothing waits any more.
func (o *outbox) writeThrough(direct func(item) bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.direct = direct
}

// put adds a frame; seq is 0 for one without a place in the log.
func (o *outbox) put(frame any, seq int64, textBytes int) {
	it := item{frame: frame}
	if o.line(&it, seq, textBytes) {
		o.write(it)
	}
}

// putDelta adds a piece of a turn. It joins the piece before it when that has not been written yet, so a client that
// lags gets fewer, longer frames, and one that does not gets every piece as it comes.
func (o *outbox) putDelta(turn int, text string) {
	it := item{turn: turn, text: text}
	if o.line(&it, 0, len(text)) {
		o.write(it)
	}
}

// line puts an item into the line, or hands the caller the pen to write it with: then it returns true.
func (o *outbox) line(it *item, seq int64, textBytes int) (yours bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closing {
		return false
	}
	if it.frame == nil || o.opened && (seq == 0 || seq > o.free) {
		it.size = frameBytes + textBytes
	}
	n := len(o.items)
	switch {
	case n == o.written && o.direct != nil && o.pen == penFree:
		o.pen = penDirect
		return true
	case it.frame == nil && n > o.written && o.items[n-1].frame == nil && o.items[n-1].turn == it.turn:
		last := &o.items[n-1]
		last.more = append(last.more, it.text...)
		last.size += len(it.text)
		o.bytes += len(it.text)
		o.limit()
	default:
		o.add(*it)
	}
	return false
}

// write writes an item with the pen; one that the client does not take at once goes to the head of the line.
func (o *outbox) write(it item) {
	taken := false
	defer func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.pen = penFree
		if !taken {
			o.items, o.written = append([]item{it}, o.items[o.written:]...), 0
			o.count(it)
		}
		if o.closing || len(o.items) > o.written {
			o.wake()
		}
	}()
	taken = o.direct(it)
}

func (o *outbox) add(it item) {
	o.items = append(o.items, it)
	o.count(it)
	o.wake()
}

// count counts an item that waits from now on.
func (o *outbox) count(it item) {
	if it.size > 0 {
		o.frames++
		o.bytes += it.size
	}
	o.limit()
}

func (o *outbox) limit() {
	if o.opened && (o.frames > maxFrames || o.bytes > maxBytes) {
		o.items, o.written = nil, 0
		o.closing, o.code, o.reason = true, websocket.CloseTryAgainLater, "slow"
		o.wake()
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
	o.wake()
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

// next takes the oldest item for the socket's writer, who has written the one before by now. ok is false when nothing
// waits, or when somebody else writes, who wakes the writer then; closing is the end.
func (o *outbox) next() (it item, ok, closing bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pen == penDirect {
		return item{}, false, false
	}
	if o.pen = penFree; len(o.items) == o.written {
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
	o.pen = penWriter
	return it, true, o.closing
}

func errorFrame(err error, clientTurnID string, retryMillis int64) Error {
	return Error{Type: TypeError, Code: coach.CodeOf(err), Message: coach.MessageOf(err), ClientTurnID: clientTurnID, RetryAfterMS: retryMillis}
}
