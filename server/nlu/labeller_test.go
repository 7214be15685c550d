package nlu

import "testing"

func TestNewReadsEveryPattern(t *testing.T) {
	l := New()
	for language, b := range l.books {
		t.Logf("%s: %d sets, %d literals, %d sequences", language, len(b.sets), len(b.literals), len(b.patterns))
	}
}
