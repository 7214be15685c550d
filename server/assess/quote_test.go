package assess

import (
	"testing"

	"huikuan/server/coach"
)

func TestQuotesOfTheTurnVerify(t *testing.T) {
	for _, tc := range []struct{ name, text, quote string }{
		{"word for word", "You owe us 80,000 yuan since the first of May.", "80,000 yuan"},
		{"the whole turn", "You owe us.", "You owe us."},
		{"a short whole turn", "No.", "No."},
		{"other case", "You OWE us 80,000.", "you owe us"},
		{"runs of space", "You  owe\n us 80,000.", "You owe us 80,000"},
		{"typographic apostrophe", "I don’t have a date.", "I don't have"},
		{"typographic quotes", "He said “next week” again.", "\"next week\""},
		{"dashes", "Friday – not later.", "Friday - not"},
		{"non-breaking space", "80 000 is due.", "80 000 is due"},
		{"zero-width characters", "You o\u200bwe us.", "You owe us"},
		{"right-to-left mark", "\u200fYou owe us.", "You owe us"},
		{"ligature", "The ﬁnal invoice is open.", "final invoice"},
		{"full-width digits", "欠款８０，０００元。", "80,000元"},
		{"full-width letters", "发票ＦＴ－２６", "发票FT-26"},
		{"Chinese comma as ASCII", "您好，这笔款到期了。", "您好,这笔款到期了"},
		{"Chinese full stop as ASCII", "到期了。请安排。", "到期了.请安排"},
		{"enumeration comma", "合同、发票、签收单都有。", "合同,发票,签收单"},
		{"Chinese quotation marks", "您说“下周”付。", "您说\"下周\"付"},
		{"corner brackets", "您说「下周」付。", "“下周”付"},
		{"space between Chinese and digits", "欠款 28 万。", "欠款28万"},
		{"space missing in the turn", "欠款28万。", "欠款 28 万"},
		{"space between Chinese words", "请 您 安排。", "请您安排"},
		{"two Chinese characters", "请您安排付款。", "付款"},
		{"Chinese number in full", "这笔是二十八万四。", "二十八万四"},
		{"decimal in full", "That makes 1,250.50 in all.", "1,250.50 in all"},
		{"later occurrence stands alone", "15号不行，5号行。", "5号行"},
		{"question mark width", "周三还是周四？", "周三还是周四?"},
		{"compatibility ideograph", "请您⽀付。", "请您支付"},
		{"emoji aside", "好的😊周五付款", "周五付款"},
		{"end of a quotation", "He said 'pay later' to me.", "'pay later'"},
	} {
		if !verifies(fold(tc.text), fold(tc.quote)) {
			t.Errorf("%s: %q should stand in %q", tc.name, tc.quote, tc.text)
		}
	}
}

func TestNearMissesDoNotVerify(t *testing.T) {
	for _, tc := range []struct{ name, text, quote string }{
		{"empty", "You owe us.", ""},
		{"only space", "You owe us.", "   "},
		{"only punctuation", "You owe us...", "..."},
		{"only invisible characters", "You owe us.", "\u200b\u200d"},
		{"too short", "You owe us.", "us"},
		{"too short in Chinese", "请您安排付款。", "付"},
		{"one word changed", "You owe us 80,000.", "You owed us 80,000"},
		{"one figure changed", "You owe us 80,000.", "owe us 90,000"},
		{"one digit more", "You owe us 80,000.", "owe us 80,0000"},
		{"zeros lost", "You owe us 80,000.", "owe us 80"},
		{"thousands lost", "You owe us 28,000.", "You owe us 28"},
		{"decimals lost", "That is 1250.75 now.", "That is 1250"},
		{"head of the number lost", "Pay 125,000 now.", "25,000 now"},
		{"head digits of thousands lost", "Pay 125,000 now.", "000 now."},
		{"per cent sign lost", "We pay 30% today.", "We pay 30"},
		{"day cut to one digit", "On May 15 we pay.", "On May 1"},
		{"ordinal cut", "on the 15th of May", "on the 15"},
		{"clock cut", "call at 10:30 please", "call at 10"},
		{"date cut", "due 2026-05-13 at last", "due 2026-05"},
		{"currency suffix cut", "we owe 280k now", "we owe 280"},
		{"invoice cut", "invoice FT260118 is open", "invoice FT2601"},
		{"start of a word", "The payment is late.", "The pay"},
		{"end of a word", "The payment is late.", "ment is late"},
		{"inside a word", "We repay everything.", "epay"},
		{"negation dropped", "I can't pay on Friday.", "I can pay on Friday"},
		{"contraction cut", "I can't pay on Friday.", "So I can"},
		{"half a contraction", "We don't have it.", "We don"},
		{"contraction's tail", "You don't pay us.", "t pay us"},
		{"negation added", "I will pay on Friday.", "I will not pay on Friday"},
		{"ellipsis over the middle", "I will, if the boss agrees, pay on Friday.", "I will ... pay on Friday"},
		{"ellipsis character", "I will, if he agrees, pay on Friday.", "I will… pay on Friday"},
		{"words left out", "I will maybe pay on Friday.", "I will pay on Friday"},
		{"order changed", "On Friday I will pay.", "I will pay on Friday"},
		{"two sentences spliced", "I will pay. Not on Friday.", "I will pay on Friday"},
		{"paraphrase", "You owe us 80,000.", "You have an open balance of 80,000"},
		{"translated", "您欠我们八万。", "You owe us 80,000"},
		{"translated the other way", "You owe us 80,000.", "您欠我们八万"},
		{"figure in words", "You owe us 80,000.", "eighty thousand"},
		{"numeral in Chinese", "欠款80000元。", "八万元"},
		{"digits for Chinese numerals", "欠款八万元。", "8万元"},
		{"singular for plural", "Two invoices are open.", "Two invoice are open"},
		{"tense changed", "We sent the invoice.", "We send the invoice"},
		{"speaker added", "You owe us 80,000.", "Trainee: You owe us"},
		{"annotation added", "You owe us 80,000.", "You owe us [firmly] 80,000"},
		{"typo", "You owe us 80,000.", "You ow us 80,000"},
		{"letters swapped", "The payment is late.", "The paymnet is late"},
		{"hyphen for a space", "pay by Friday noon", "pay-by Friday"},
		{"question made a statement", "Will you pay by Friday?", "you will pay by Friday"},
		{"from no turn at all", "You owe us 80,000.", "I'll have you arrested"},
		{"longer than the turn", "You owe us.", "You owe us. Pay now."},
		{"negation dropped in Chinese", "我们不会报警。", "我们会报警"},
		{"negation cut to an odd half", "周五不能付款。", "周五能付款"},
		{"Chinese head of number lost", "欠十五万。", "五万"},
		{"Chinese tail of number lost", "百分之十五可以。", "百分之十"},
		{"unit lost", "先付15万。", "先付15"},
		{"Chinese unit lost", "先付三万。", "先付三"},
		{"unit and rest lost", "一共5万6千。", "一共5万"},
		{"Arabic head lost before a unit", "一共25万。", "5万"},
		{"month changed", "五月十五号付。", "六月十五号付"},
		{"day changed", "五月十五号付。", "五月十六号付"},
		{"weekday changed", "周三还是周四？", "周二还是周四"},
		{"order changed in Chinese", "我周五付款。", "周五我付款"},
		{"word left out in Chinese", "我周五一定付款。", "我周五付款"},
		{"particle added", "我周五付款。", "我周五付款了"},
		{"homophone", "请您安排付款。", "请您按排付款"},
		{"traditional character for another word", "发票已寄。", "法票已寄"},
		{"Chinese ellipsis", "我想想，周五付款。", "我……周五付款"},
		{"spliced clauses in Chinese", "周五不行，下周付款。", "周五付款"},
		{"wrong name", "陈总您好。", "程总您好"},
		{"wrong title", "陈总您好。", "陈经理您好"},
		{"one bracket too many", "付款（含税）。", "付款((含税)"},
		{"different currency", "欠款80000元。", "80000美元"},
	} {
		if verifies(fold(tc.text), fold(tc.quote)) {
			t.Errorf("%s: %q should not stand in %q", tc.name, tc.quote, tc.text)
		}
	}
}

func TestAQuoteBelongsToItsTurnAndItsSpeaker(t *testing.T) {
	s := hello(newScript(t)).trainee("What is holding it up?", does(coach.ActProbeReason, "Our own customer is late.")).
		debtor("Our own customer is late.")
	if got := checkOf(t, s.card(), "diagnose_asks_open"); got.Verdict != "not_met" {
		t.Errorf("an act quoting the debtor's turn was credited: %v", got)
	}
}

func TestAShortObservationRestsOnItsSentence(t *testing.T) {
	s := hello(newScript(t)).trainee("Fine. Why? I need to know.", does(coach.ActProbeReason, "Why"))
	got := checkOf(t, s.card(), "diagnose_asks_open")
	if len(got.Evidence) == 0 || got.Evidence[0].Quote == "Why" {
		t.Fatalf("evidence is %v", got.Evidence)
	}
}

func TestSentencesEndWhereTheyEndInBothLanguages(t *testing.T) {
	text := "我明白。那周五呢？ Fine! It is 1.5 in all. Right"
	want := []string{"我明白。", "那周五呢？", "Fine!", "It is 1.5 in all.", "Right"}
	spans := sentences(text)
	if len(spans) != len(want) {
		t.Fatalf("found %d sentences, want %d", len(spans), len(want))
	}
	for i, s := range spans {
		if got := text[s.start:s.end]; got != want[i] {
			t.Errorf("sentence %d is %q, want %q", i, got, want[i])
		}
	}
}
