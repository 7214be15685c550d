package assess

import (
	"strings"
	"testing"
)

// FuzzStands: a quote that stands in a text is there when width, case and space are put aside, stands still when the
// text goes on in a sentence of its own, and does not stand in a text without it.
func FuzzStands(f *testing.F) {
	f.Add("请问这笔款卡在哪个环节？", "卡在哪个环节")
	f.Add("Ｏnce Pete  has signed, what else?", "once pete has signed")
	f.Add("We owe 280,000 yuan.", "80,000 yuan")
	f.Add("ﬁne\u200b print", "fine print")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, text, quote string) {
		if !Stands(text, quote) {
			return
		}
		if !strings.Contains(fold(text), fold(quote)) {
			t.Errorf("%q is said to stand in %q", quote, text)
		}
		if longEnough(fold(quote)) && !Stands(text+"\nAnd so on.", quote) {
			t.Errorf("%q stands in %q and no more when it goes on", quote, text)
		}
		if longEnough(fold(quote)) && (Stands("", quote) || Stands("。", quote)) {
			t.Errorf("%q is said to stand in nothing", quote)
		}
	})
}
