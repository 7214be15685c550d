// Package practice works out what to practise next and why, from the calls somebody has held. It is pure: the same calls
// at the same moment give the same plan, and nothing of it is stored.
//
// Skills (criteria) and excuses are remembered and forgotten like anything learned: each is a card of FSRS, the scheduler
// of open-spaced-repetition, and every assessed call reviews the cards it touched.
package practice

const (
	// callsADay is the most calls a day asks for. More than two role plays in a row tire without teaching.
	callsADay = 2
	// goalDays is how many days of a week are to see a call.
	goalDays = 3
	// window is how many calls a running median looks back on.
	window = 5
	// ends is how many calls at either end of a curve are compared for the gain.
	ends = 3
	// fading is what a call weighs in a mean against the call after it.
	fading = 0.7
	// longestBreak is the most days between two goes at the same skill, however well it sits.
	longestBreak = 60
)
