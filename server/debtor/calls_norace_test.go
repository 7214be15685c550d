//go:build !race

package debtor_test

// randomCalls is how many calls of random acts are played over all cases.
const randomCalls = 10_000
