// Package author asks a model to propose what the rules leave open in the draft of a case: the story behind a call, which
// nobody can hear in it. What comes is a proposal for a person to check; casedraft decides what of it may stand.
package author
