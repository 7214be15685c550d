//go:build race

package debtor_test

// randomCalls is how many calls of random acts are played over all cases. Under the race detector a call takes about ten
// times as long; `make random` plays them all.
const randomCalls = 1_200
