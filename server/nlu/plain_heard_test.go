package nlu

import (
	"testing"

	"huikuan/server/coach"
)

// TestWhatIsPlainlySaidIsHeard: forms the classifier alone missed or mistook, and their neighbours that mean something else.
func TestWhatIsPlainlySaidIsHeard(t *testing.T) {
	l := New()
	for _, c := range []struct {
		lang       coach.Lang
		prev, text string
		act        coach.Act
		heard      bool
	}{
		{"en", "This is ridiculous, every week it's something.", "I can see you're not happy.", coach.ActEmpathise, true},
		{"en", "Fine goods, I'd say.", "I know you're happy with the goods.", coach.ActEmpathise, false},
		{"en", "You ring every day.", "I'm not hounding you.", coach.ActHarass, false},
		{"en", "All right, Friday then.", "Which account will it come from?", coach.ActAskCommitment, true},
		{"en", "Six thousand on Friday.", "And the balance?", coach.ActAskCommitment, true},
		{"en", "Friday, by transfer.", "And if it slips?", coach.ActAgreeFallback, true},
		{"en", "There's a query on it.", "What kind of query?", coach.ActVerifyClaim, true},
		{"en", "And the leaking batch?", "Batch 0777 stays out of it.", coach.ActConsequenceCurrent, false},
		{"en", "Do what you like.", "I'll tell the other dealers you don't pay.", coach.ActThreatExposure, true},
		{"en", "Do they all get this price?", "I'll tell the other dealers about the new price list.", coach.ActThreatExposure, false},
		{"en", "We'll pay when we pay.", "Other suppliers always talk.", coach.ActThreatExposure, false},
		{"en", "We'll pay when we pay.", "Other suppliers always talk.", coach.ActConsequenceCompany, true},
		{"en", "£9,140 on Friday, then.", "Friday, £9,140.", coach.ActRecap, true},
		{"en", "£9,140 on Friday, then.", "£9,140 by Friday if the bank is open?", coach.ActRecap, false},
		{"en", "Found it. The acceptance sheet is missing.", "Well, no rush then, pay us whenever it comes through.", coach.ActGrovel, true},
		{"en", "It sits with finance, second signature.", "There's no rush on our side.", coach.ActGrovel, true},
		{"en", "The acceptance sheet is missing.", "No rush on the paperwork for the other order, but this one is due.", coach.ActGrovel, false},
		{"zh", "您说的是哪件事？", "你们欠我们钱那个", coach.ActThreatExposure, false},
		{"zh", "喂，哪位？", "您好，现在讲电话方便吗？", coach.ActGreet, true},
		{"zh", "现在讲电话方便。", "现在讲电话方便吗？", coach.ActGreet, true},
		{"zh", "行，周五给你打。", "好的，那我不打扰您了，周五见。", coach.ActAcceptVague, false},
		{"zh", "原件我们没收到。", "那今天再送一份过去，您看行吗？", coach.ActAskCommitment, false},
		{"zh", "第三行价格开错了。", "那我重开那一行。", coach.ActConsequenceCurrent, false},
		{"zh", "我们没收到原件。", "原件不是四月就寄给你们了吗", coach.ActChallengeClaim, true},
		{"zh", "我这边数跟你不一样。", "多少钱您跟我对一下", coach.ActVerifyClaim, true},
		{"zh", "再等等吧。", "这几年给您的那些好处，转账记录我都留着。", coach.ActThreatPrivateLife, true},
		{"zh", "我们没收到货。", "签收的底单我都留着，您要看我发您。", coach.ActThreatPrivateLife, false},
	} {
		u := l.Understand(Input{Lang: c.lang, Text: c.text, Previous: c.prev, Today: "2026-05-13"})
		if u.Has(c.act) != c.heard {
			t.Errorf("%q after %q: %s heard %v, want %v", c.text, c.prev, c.act, !c.heard, c.heard)
		}
		for _, h := range u.Acts {
			if c.act == coach.ActThreatPrivateLife && h.Act == c.act && !h.Doubtful {
				t.Errorf("%q: a veiled hint is not doubtful", c.text)
			}
		}
	}
}
