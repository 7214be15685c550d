// Package playtest plays calls by itself: scripted trainees speak real sentences, the real understanding hears them, and
// the debtor answers. It shows that a scenario can be won by skill and lost by the lack of it.
package playtest
