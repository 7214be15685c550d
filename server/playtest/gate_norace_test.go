//go:build !race

package playtest_test

import "huikuan/server/playtest"

// gatePlan is what the gate plays in a test.
func gatePlan() playtest.Plan { return playtest.Plan{Runs: 5, Seed: 1} }
