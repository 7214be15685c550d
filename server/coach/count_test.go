package coach_test

import (
	"testing"

	"huikuan/server/coach"
)

func TestOneOfAThingIsNotSeveral(t *testing.T) {
	for n, want := range map[int]string{0: "0 faults", 1: "1 fault", 2: "2 faults", 21: "21 faults"} {
		if got := coach.Count(n, "fault"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
