package debtor

import (
	"math/rand/v2"
	"testing"

	"huikuan/server/coach"
)

// TestGuardKeepsTheLanguageOfTheCall: a reply that goes over into another language is cut before it does; names, papers and
// terms are not.
func TestGuardKeepsTheLanguageOfTheCall(t *testing.T) {
	for _, c := range []struct {
		lang      coach.Lang
		say, want string
		cut       string
	}{
		{coach.Chinese, "你把 PO 和 invoice 发给 Kestrel Staffing 的 Mr He，我看看。", "你把 PO 和 invoice 发给 Kestrel Staffing 的 Mr He，我看看。", ""},
		{coach.Chinese, "OK，OK，知道了。", "OK，OK，知道了。", ""},
		{coach.Chinese, "Sure, let me see what we can do about it.", "", cutLang},
		{coach.Chinese, "我们会看的。Then we will see what can be done.", "我们会看的。", cutLang},
		{coach.English, "Please ask 何建明 for the paper.", "Please ask 何建明 for the paper.", ""},
		{coach.English, "Well, we shall see. 我们公司一直都很重视你们。", "Well, we shall see. ", cutLang},
		{coach.English, "好的，我知道了，你放心吧。", "", cutLang},
	} {
		for seed := range uint64(20) {
			random := rand.New(rand.NewPCG(seed, 1))
			got, cut := through(modelBrief(c.lang, dodgeMove), c.say, random.IntN)
			if got != c.want || cut != c.cut {
				t.Fatalf("%q came out as %q, cut %q; want %q, %q", c.say, got, cut, c.want, c.cut)
			}
		}
	}
}
