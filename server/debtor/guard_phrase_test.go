package debtor

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestSqueezeNeedsNoNormalisingWhereItDoesNone: the quick way and the careful one agree on every text.
func TestSqueezeNeedsNoNormalisingWhereItDoesNone(t *testing.T) {
	letters := []rune("aZ9 \n\t'-.,$&款項兩萬〇，。！？：；、（）《》“”‘’—–…ａＢ９①ⅳé\u0301\u200b\u3000＄½ßİ한か\u3099\x00\ufffd")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
		if got, want := squeeze(text), squeezeAny(text); got != want {
			t.Fatalf("%q was squeezed to %q, want %q", text, got, want)
		}
	})
}

// TestPhrasesAreFoundHoweverTheyAreWritten: the longest one counts, and one that may still come is waited for.
func TestPhrasesAreFoundHoweverTheyAreWritten(t *testing.T) {
	list := newPhrases("月底", "月底前", "bad debt", "兩")
	for _, c := range []struct {
		text  string
		exact bool
		size  int
		more  bool
	}{
		{"月底", false, 6, true}, {"月底前付", false, 9, false}, {"月底再说", false, 6, false}, {"月 底 前", false, 11, false}, {"月 底", true, 0, false},
		{"月", false, 0, true}, {"B-A-D d.e.b.t!", false, 13, false}, {"bad day", false, 0, false}, {"bad de", true, 0, false}, {"bade", true, 0, false}, {"badd", true, 0, true},
		{"两", true, 3, false}, {" 月底", false, 0, false}, {"，", false, 0, false}, {"ＢＡＤdebt", false, 13, false},
	} {
		if size, more := list.match(c.text, c.exact); size != c.size || more != c.more {
			t.Errorf("match(%q, %v) = %d %v, want %d %v", c.text, c.exact, size, more, c.size, c.more)
		}
	}
	if size, more := (&phrases{}).match("月底", false); size != 0 || more {
		t.Error("nothing was found in nothing")
	}
	if !slices.Equal(list.by['月'], []string{"月底", "月底前"}) {
		t.Error(list.by)
	}
}

// TestTheScreenHidesNothing: however little of a phrase has come, and however it is written, the screen lets it be looked at.
func TestTheScreenHidesNothing(t *testing.T) {
	list := newPhrases("月底", "天", "bad debt", "AI")
	for _, text := range []string{"月底", "月 ，底", "天", "天亮", "BAD DEBT", "b.a.d-debt", "ＡＩ助手", "a  i"} {
		for end, r := range text {
			begun := text[:end+utf8.RuneLen(r)]
			if _, may := list.begin.may(begun); !may {
				t.Errorf("%q was ruled out", begun)
			}
		}
	}
	for _, text := range []string{"月初", "bed", "am", "，月底"} {
		if _, may := list.begin.may(text); may {
			t.Errorf("%q was not ruled out", text)
		}
	}
}
