//go:build race

package playtest_test

import "huikuan/server/playtest"

// gatePlan is what the gate plays in a test. Under the race detector a call takes about ten times as long.
func gatePlan() playtest.Plan { return playtest.Plan{Runs: 2, Seed: 1} }
