package coach

import (
	"errors"
	"fmt"
)

// Code classifies an error for machines: the HTTP status and the socket's error frame are derived from it.
type Code string

// The error codes of the product.
const (
	CodeInvalid      Code = "invalid"      // the request is malformed or out of range; the message says the mend
	CodeNotFound     Code = "not_found"    // no such scenario, session, contact, action or turn
	CodeConflict     Code = "conflict"     // contradicts what is stored (same client_turn_id, other text; wrong state)
	CodeBusy         Code = "busy"         // a turn is under way, or the session is open elsewhere
	CodeTooLarge     Code = "too_large"    // over a stated size limit
	CodeEnded        Code = "ended"        // the session is over
	CodeForbidden    Code = "forbidden"    // not allowed in this mode (a hint in an exam) or from this origin
	CodeUnavailable  Code = "unavailable"  // overloaded or shutting down; retry later
	CodeModelFailed  Code = "model_failed" // the model endpoint failed; the scripted voice took over
	CodeStorage      Code = "storage"      // the store refused the write; nothing was acknowledged
	CodeUnauthorized Code = "unauthorized" // the model endpoint refused the key
	CodeInternal     Code = "internal"     // a fault of ours; the message says nothing of the cause
)

// Error is the product's one error type. Message is safe to show: it never holds a transcript, a prompt or a key.
type Error struct {
	Code    Code
	Message string
	Cause   error
}

// Error returns the safe message, followed by the cause for the log.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error with a safe message and no cause.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes an Error around cause with a safe message.
func Wrap(code Code, cause error, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// CodeOf returns the code of the first Error in err's chain, CodeInternal for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// MessageOf returns the safe message of the first Error in err's chain; any other error shows nothing of itself.
func MessageOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "something went wrong on our side; what you said is kept"
}
