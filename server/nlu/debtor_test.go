package nlu

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

func debtorIn(language coach.Lang, text, previous string) Input {
	return Input{Lang: language, Text: text, Previous: previous, Today: "2026-05-13", Balance: coach.Money{Minor: 28_000_000, Currency: "CNY"}}
}

func TestADebtorsYesTakesOverWhatWasPut(t *testing.T) {
	l := New()
	u := l.UnderstandDebtor(debtorIn(coach.Chinese, "行，就这么定", "那就5月20号付28万，可以吗？"))
	p := u.Promise
	if !u.Has(coach.DebtorAgree) || p.Amount == nil || p.Amount.Amount.Minor != 28_000_000 || p.Date == nil || p.Date.Latest != "2026-05-20" {
		t.Errorf("a yes to a sum and a day: %+v", u)
	}
	if u := l.UnderstandDebtor(debtorIn(coach.Chinese, "行，你说", "我有个事想问您")); u.Has(coach.DebtorAgree) || u.Promise.Amount != nil {
		t.Errorf("a yes to nothing agrees to nothing: %+v", u)
	}
	u = l.UnderstandDebtor(debtorIn(coach.Chinese, "20号不行，25号可以", "那就5月20号付28万，可以吗？"))
	if p := u.Promise; p.Date == nil || p.Date.Latest != "2026-05-25" {
		t.Errorf("another day is a counter-offer: %+v", u.Promise)
	}
}

func TestAFigureInARefusalAnExcuseOrAQuestionPromisesNothing(t *testing.T) {
	l := New()
	for _, c := range []struct{ lang, text string }{
		{"zh", "25号付不了"}, {"zh", "修打印机的人25号来"}, {"zh", "你要25号？"}, {"zh", "系统坏了，25号才修好，到时再付"},
		{"en", "I can't pay on the 25th"}, {"en", "you want it on the 25th?"}, {"en", "the printer man comes on the 25th"},
	} {
		if u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, "")); u.Promise.Date != nil || u.Has(coach.DebtorPromise) {
			t.Errorf("%q promises %+v", c.text, u.Promise)
		}
	}
}

func TestOtherMoneyAndWhatHasBeenPromiseNothing(t *testing.T) {
	l := New()
	for _, c := range []struct{ lang, asked, text string }{
		{"zh", "学校最近一次哪天到的账？", "九月底到了一笔。"}, {"zh", "钱拐哪儿了？", "投标保证金八十万。"}, {"zh", "那您哪天付，付多少？", "五月底就打好了，压着呢"},
		{"zh", "月底还有什么要付的？", "三十号要发工资，十二万"}, {"en", "What came first?", "The boiler. Nine thousand eight hundred for a new one."},
		{"en", "And what have you to find before the second, wages?", "Wages on the thirtieth, four and a half."},
		{"en", "Could you look into it?", "There's four hundred of these and two of us."},
	} {
		if u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, c.asked)); u.Promise.Amount != nil || u.Promise.Date != nil {
			t.Errorf("%q promises %+v", c.text, u.Promise)
		}
	}
	for _, c := range []struct{ lang, asked, text string }{
		{"zh", "哪天付，付多少？", "保证金退了，五月二十号给你八万"}, {"en", "Which day, and how much?", "We had wages to find, but you'll have eight thousand on the 20th."},
	} {
		if u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, c.asked)); u.Promise.Amount == nil || u.Promise.Date == nil {
			t.Errorf("%q promises only %+v", c.text, u.Promise)
		}
	}
}

func TestDaysOfOthersAndOfPaymentRunsAreNoPromise(t *testing.T) {
	l := New()
	for _, c := range []struct{ lang, asked, text string }{
		{"zh", "哪天付？", "说是月底"}, {"zh", "那哪天能到？", "他们说是月底"}, {"zh", "那您什么时候付", "业主说是月底给"}, {"zh", "你们付款一般什么时候走？", "二十五号走款"},
		{"en", "When's that coming?", "They're saying end of the month."}, {"en", "When do you pay?", "Pay run's the 25th."},
		{"en", "How do your payments work?", "The run goes out on the 25th."}, {"en", "So when?", "Apparently the 30th."},
	} {
		if u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, c.asked)); u.Promise.Date != nil {
			t.Errorf("%q promises %+v", c.text, u.Promise.Date)
		}
	}
	for _, c := range []struct{ lang, asked, text string }{
		{"zh", "哪天付？", "客户说了月底给，那我月底给您"}, {"zh", "你们付款一般什么时候走？", "这笔二十五号走"}, {"en", "When do you pay?", "It'll be in the run on the 25th."},
		{"en", "When can you pay?", "You'll be in Thursday's run."},
	} {
		if u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, c.asked)); u.Promise.Date == nil {
			t.Errorf("%q promises no day", c.text)
		}
	}
}

func TestADaySaidShortlyIsPromised(t *testing.T) {
	l := New()
	for _, c := range []struct{ lang, asked, text, day string }{
		{"en", "Which day will you pay, and how much?", "I'll pay you the third.", "2026-06-03"}, {"en", "Could you do the third of June?", "Deal. The third.", "2026-06-03"},
		{"en", "Which day, then?", "Next week. Wednesday.", "2026-05-20"}, {"zh", "哪天？", "下周。周三。", "2026-05-20"}, {"zh", "那六月四号付五万，行不行？", "可以的，六月四号", "2026-06-04"},
	} {
		u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, c.asked))
		if p := u.Promise; p.Date == nil || p.Date.Earliest != coach.Date(c.day) || p.Date.Latest != coach.Date(c.day) || !u.Has(coach.DebtorPromise) {
			t.Errorf("%q promises %+v", c.text, u.Promise.Date)
		}
	}
	if u := l.UnderstandDebtor(debtorIn(coach.English, "Right, I thought that had gone. On hold.", "So that's £8,400 on Friday, agreed?")); u.Promise.Amount != nil || u.Has(coach.DebtorAgree) {
		t.Errorf("one that wonders agrees to %+v", u.Promise)
	}
}

func TestNamedPeopleAreOwnersAndThankedOnesAreNot(t *testing.T) {
	l := New()
	for text, owner := range map[string]string{"Phil okays it, Janine sends it.": "Janine", "Friday. Marcus keys it in.": "Marcus", "They send it.": "", "She okays it.": ""} {
		if u := l.UnderstandDebtor(debtorIn(coach.English, text, "Who sends it, and which day?")); u.Promise.Owner != owner {
			t.Errorf("%q: owner %q, want %q", text, u.Promise.Owner, owner)
		}
	}
	for text, want := range map[string]int{"So Phil okays it and Janine sends it": 2, "Thanks, Mr Zhou": 0, "谢谢周经理": 0, "周经理再见": 0, "好的，十二月四号，谢谢周经理，再见": 0, "周经理您看哪天付": 1, "麻烦周经理周三打款": 1, "老刘批单，小顾打款": 2} {
		in := debtorIn(coach.English, text, "")
		if strings.ContainsAny(text, "周老") {
			in.Lang = coach.Chinese
		}
		if got := l.Understand(in).Slots.People; len(got) != want {
			t.Errorf("%q names %+v, want %d", text, got, want)
		}
	}
}

func TestADebtorsQuotesAreTheirWords(t *testing.T) {
	l := New()
	for _, c := range []struct{ lang, text string }{
		{"zh", "系統壞了，　打不開；而且老闆出差，25號之前付不了。"}, {"en", "Boss is away — he’s the only signatory, and cash flow’s shocking."},
		{"zh", "，。！"}, {"en", ""}, {"zh", strings.Repeat("忙疯了 ", 700)},
	} {
		u := l.UnderstandDebtor(debtorIn(coach.Lang(c.lang), c.text, "How about Friday? 周五行吗"))
		for _, h := range append(u.Acts, u.Excuses...) {
			if h.Quote == "" || !strings.Contains(c.text, h.Quote) {
				t.Errorf("%q of %s is not in %q", h.Quote, h.ID, c.text)
			}
			if h.Score < threshold || h.Score > 1 {
				t.Errorf("%s has score %v", h.ID, h.Score)
			}
		}
	}
}

// TestEveryExcuseHasPatterns also reads the debtor's pattern files: a faulty line panics.
func TestEveryExcuseHasPatterns(t *testing.T) {
	const excuses = 26
	for language, b := range debtorBooks() {
		have := map[string]bool{}
		for _, p := range b.patterns {
			have[p.label] = true
		}
		n := 0
		for label := range have {
			if strings.HasPrefix(label, "x_") {
				n++
			}
		}
		if n != excuses {
			t.Errorf("%s: %d excuses have patterns, want %d", language, n, excuses)
		}
		for _, label := range []string{"commit", "agree", "refuse", "dispute", "disclose", "vague", "owner", "proof", "fallback"} {
			if !have[label] {
				t.Errorf("%s: no pattern for %s", language, label)
			}
		}
	}
}

func FuzzUnderstandDebtor(f *testing.F) {
	f.Add("行，二十号先给你打十五万", "那您说个日子", "2026-05-13")
	f.Add("can't do the 20th, earliest is the 25th", "the 20th?", "")
	f.Add("\u200d零零零万亿，，背靠背背靠背", "\xff", "x")
	l := New()
	f.Fuzz(func(t *testing.T, text, previous, today string) {
		for _, language := range []coach.Lang{coach.Chinese, coach.English} {
			u := l.UnderstandDebtor(Input{Lang: language, Text: text, Previous: previous, Today: coach.Date(today), Balance: coach.Money{Minor: 28_000_000, Currency: "CNY"}})
			for _, h := range append(u.Acts, u.Excuses...) {
				if !strings.Contains(text, h.Quote) {
					t.Fatalf("%q is not of the text", h.Quote)
				}
			}
		}
	})
}
