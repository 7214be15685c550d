package casedraft

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// TestEveryPlaceLeftToTheWriterIsFoundUntilItIsDecided reads a draft of which little was heard, without a model and with one.
func TestEveryPlaceLeftToTheWriterIsFoundUntilItIsDecided(t *testing.T) {
	silent := call(coach.English, "Good morning, accounts at your supplier.", "Hm.")
	p := proposal()
	for name, source := range map[string]string{"nobody proposed": string(written(t, silent, nil)), "a model did": string(written(t, bossAway(), &p))} {
		marks := Marks(source)
		if name == "nobody proposed" && len(marks) < 20 {
			t.Errorf("only %d places are open in\n%s", len(marks), source)
		}
		for i, line := range strings.Split(source, "\n") {
			open := strings.Contains(line, "待填") || strings.Contains(strings.ToLower(line), "to fill in") || strings.Contains(line, "(Their firm)") ||
				strings.Contains(line, "proposed by the model") || strings.Contains(line, "not in the call")
			remark := strings.HasPrefix(strings.TrimSpace(line), "#")
			found := slices.ContainsFunc(marks, func(m Mark) bool { return m.Line == i+1 })
			if found != (open && !remark) {
				t.Errorf("%s, line %d: found %t: %s", name, i+1, found, line)
			}
		}
	}
}

func TestWhatAWriterWroteIsNoMark(t *testing.T) {
	for _, line := range []string{
		`  - "There is a vendor form to fill in first." # their words`,
		`  - "They said it was not in the call-off contract."`,
		"# to fill in: what a writer notes for later",
		`  - "表还没填。"`,
	} {
		if marks := Marks(line); len(marks) != 0 {
			t.Errorf("%s: %v", line, marks)
		}
	}
}
