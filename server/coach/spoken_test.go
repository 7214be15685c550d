package coach_test

import (
	"testing"

	"huikuan/server/coach"
)

func TestALineWasSaidHoweverItIsWritten(t *testing.T) {
	var spoken coach.Spoken
	if spoken.Add("  …"); spoken.Has("") || spoken.Has("Which day?") {
		t.Error("nothing was said, and a line was")
	}
	spoken.Add("好的。是周三，还是周四？ＡＢ１２３ 那张，您定一个")
	spoken.Add("I SEE – which day's it to be, then?  Wednesday or Thursday?")
	for line, want := range map[string]bool{
		"是周三还是周四？":                       true,
		"是周三還是周四？":                       false,
		"AB-123那张":                       true,
		"which day’s it to be then":      true,
		"Which day?":                     true,
		"Wednesday, or Friday?":          false,
		"then Wednesday":                 true,
		"I see which day's it to be now": false,
		"？！":                             false,
	} {
		if got := spoken.Has(line); got != want {
			t.Errorf("%q was said: %t, want %t", line, got, want)
		}
	}
}

func TestALineWasSaidInWholeWords(t *testing.T) {
	var spoken coach.Spoken
	spoken.Add("We cannot accept that today, 2800 is due. 请打到AB账户")
	for line, want := range map[string]bool{
		"We can":          false,
		"except that":     false,
		"accept that":     true,
		"to day":          true, // however it is spaced
		"that to":         false,
		"280":             false,
		"2800":            true,
		"打到AB账户":          true,
		"打到A":             false,
		"到A B账":           true,
		"day, 2800 is du": false,
	} {
		if got := spoken.Has(line); got != want {
			t.Errorf("%q was said: %t, want %t", line, got, want)
		}
	}
	spoken = coach.Spoken{}
	spoken.Add("Thanks, than")
	if !spoken.Has("than") {
		t.Error("a word was missed because it began another one before")
	}
}
