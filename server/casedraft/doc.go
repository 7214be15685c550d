// Package casedraft makes the draft of a case of a real call: what was heard is filled in, and everything a trainer has to
// decide is there in a form that passes the check, with a comment that says it was not in the call, or that a model
// proposed it. A draft is a start for a person's work, never a case to play as it is.
package casedraft
