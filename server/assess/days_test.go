package assess

import (
	"testing"

	"huikuan/server/coach"
)

func TestADayIsOneHoweverItIsNamed(t *testing.T) {
	for name, tc := range map[string]struct {
		words []string
		want  coach.Verdict
	}{
		"by its number, then with its month": {[]string{"The £4,800 for the pallets is overdue. What day can you pay it?", "I can pay 4,800 on the twelfth.",
			"Let me repeat that: £4,800 on the twelfth of May, by bank transfer. Is that right?", "Yes, that's right."}, coach.Met},
		"by the day of the week, then with its date": {[]string{"那笔六千块的运费到期了，哪天付？", "礼拜四给你付六千。",
			"那我复述一下：五月十四号付六千，对公转，对不对？", "对，没错。"}, coach.Met},
		"the day the debtor has just corrected theirs to": {[]string{"那笔两万四的货款到期了，哪天付？", "会计礼拜二打款，先给你两万四。",
			"这个礼拜二行吗？", "这周赶不上了，五月十二号吧。",
			"那我复述一遍：五月十二号，两万四，对公转，对不对？", "对。"}, coach.Met},
		"another number": {[]string{"The £4,800 for the pallets is overdue. What day can you pay it?", "I can pay 4,800 on the twelfth.",
			"Let me repeat that: £4,800 on the fifth of May, by bank transfer. Is that right?", "Yes."}, coach.NotMet},
		"another day of the week": {[]string{"那笔六千块的运费到期了，哪天付？", "礼拜四给你付六千。",
			"那我复述一下：礼拜二付六千，对公转，对不对？", "对。"}, coach.NotMet},
	} {
		c := realCall(t, langOf(tc.words[0]), tc.words...)
		if a := recapAgreed(&c); a.verdict != tc.want {
			t.Errorf("%s: %v, want %v", name, a.verdict, tc.want)
		}
	}
}

func TestAYesWithTheSameDayInOtherWordsIsAYes(t *testing.T) {
	same := realCall(t, coach.English, "So that's 4,800 on the twelfth of May by transfer, right?", "Yes, on the twelfth.")
	if !same.accepts(1) {
		t.Error("the same day without its month is taken for a counter-offer")
	}
	other := realCall(t, coach.English, "So that's 4,800 on the twelfth of May by transfer, right?", "Yes, on the nineteenth.")
	if other.accepts(1) {
		t.Error("another day is taken for a yes")
	}
}
