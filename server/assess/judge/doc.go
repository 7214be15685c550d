// Package judge asks a model the questions about a finished call that rules cannot answer. A model answers with verdicts
// and quotes, never with numbers; every quote is checked against its turn, every question is asked twice in opposite
// order, and whatever does not hold is left to a person or left unscored.
package judge
