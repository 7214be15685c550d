package llm

import (
	"errors"
	"fmt"
	"time"
)

// Kind is a way in which a model can fail.
type Kind string

// The kinds of failure.
const (
	KindUnauthorized Kind = "unauthorized"  // the key is refused
	KindNotFound     Kind = "not_found"     // no such model or path, or the address redirects
	KindRejected     Kind = "rejected"      // the endpoint understands the request and will not take it
	KindRateLimited  Kind = "rate_limited"  // too many requests; RetryAfter may say when to come back
	KindServer       Kind = "server"        // the endpoint is overloaded or broken, by status or inside the stream
	KindUnreachable  Kind = "unreachable"   // no connection: refused, name unknown, TLS
	KindTimeoutFirst Kind = "timeout_first" // nothing said in time
	KindTimeout      Kind = "timeout"       // the reply took too long in all
	KindStalled      Kind = "stalled"       // silent in mid-reply
	KindCut          Kind = "cut"           // ended without saying why it finished
	KindMalformed    Kind = "malformed"     // not the protocol: another content type, JSON that cannot be read
	KindEmpty        Kind = "empty"         // finished without a visible word
	KindFiltered     Kind = "filtered"      // stopped by the endpoint's content filter
	KindLength       Kind = "length"        // stopped at the longest allowed reply
	KindTooLarge     Kind = "too_large"     // more bytes than any reply needs
	KindPaused       Kind = "paused"        // not asked: the endpoint failed too often just now
	KindBusy         Kind = "busy"          // not asked: too many requests are under way
	KindBudget       Kind = "budget"        // not asked: the call or the day has spent its tokens
)

// Instead is what an endpoint answered in place of a stream of events.
type Instead string

// What may come instead of a stream.
const (
	InsteadPage  Instead = "page"  // a web page
	InsteadWhole Instead = "whole" // the reply in one piece, as plain JSON
	InsteadOther Instead = "other"
)

// Error is a failure of a model. It never holds a key, a prompt or words of the call.
type Error struct {
	Kind       Kind
	Status     int           // HTTP status, where there was one
	RetryAfter time.Duration // what the endpoint asked for; 0 when it did not
	Detail     string        // short and safe to log
	Instead    Instead       // what a KindMalformed answer was, where that is known
	Param      string        // the setting of a request that a KindRejected endpoint names, where it is a known one
	Cause      error         // safe to log, may be nil
}

// Error implements error.
func (e *Error) Error() string {
	text := "model: " + string(e.Kind)
	if e.Status != 0 {
		text += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Param != "" {
		text += ": it does not take " + e.Param
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// KindOf returns the kind of the first Error in err's chain and "" when there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}
