// Package coach is the domain of Huikuan: the words the trade and the product share (scenario, playbook, session,
// event, act, move, promise, assessment) and the rules that hold for all of them. It imports the standard library only.
package coach
