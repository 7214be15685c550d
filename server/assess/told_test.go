package assess

import (
	"strings"
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// realCall hears a transcript of a real call with the labeller that ships.
func realCall(t *testing.T, language coach.Lang, turns ...string) Call {
	t.Helper()
	l := nlu.New()
	transcript := coach.Transcript{Lang: language}
	for i, text := range turns {
		speaker := coach.Trainee
		if i%2 == 1 {
			speaker = coach.Debtor
		}
		transcript.Turns = append(transcript.Turns, coach.TranscriptTurn{Speaker: speaker, Text: text})
	}
	return FromTranscript(transcript, Material{Debtor: l.UnderstandDebtor}, l.Understand)
}

func TestThePromiseOfARealCallIsHeardInTheDebtorsWords(t *testing.T) {
	c := realCall(t, coach.Chinese,
		"您好，三月那笔二十八万到期两周了，是卡在哪儿了？", "老板出差了，20号才回来，章在他那儿",
		"那您先定个日子，哪天付，付多少？", "行，22号先给你打十五万，转账，打完回单发你",
		"22号十五万，转账，打完发回单，没到我23号给您打电话，对吧？", "对，就这么定")
	if got := c.turns[1].promise; got.Date != "" || got.Amount != nil {
		t.Errorf("an excuse with a day in it promises %+v", got)
	}
	p := c.ledger.Promise
	if p.Amount == nil || p.Amount.Minor != 15_000_000 || p.Date == "" || p.Method == "" || p.Proof == "" {
		t.Errorf("the promise is heard as %+v", p)
	}
}

func TestAnExcuseOfARealCallWantsATest(t *testing.T) {
	untested := realCall(t, coach.English,
		"Morning, the £48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory",
		"Right, I understand. I'll ring you again some time.", "Okay, bye")
	if x := untested.raised(); len(x) != 1 || x[0].id != "x_boss_away" || x[0].answer != 2 {
		t.Fatalf("excuses %+v", x)
	}
	if a := testsExcuse(&untested); a.verdict != coach.NotMet {
		t.Errorf("an excuse let pass is %v", a.verdict)
	}
	if a := testsEveryExcuse(&untested); a.verdict != coach.NotMet {
		t.Errorf("with an excuse let pass, every excuse tested is %v", a.verdict)
	}
	tested := realCall(t, coach.English,
		"Morning, the £48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory",
		"When exactly is he back, and can I check that date with his assistant?", "Friday")
	if a := testsExcuse(&tested); a.verdict != coach.Met {
		t.Errorf("an excuse put to the test is %v", a.verdict)
	}
	if a := testsEveryExcuse(&tested); a.verdict != coach.Met {
		t.Errorf("with the only excuse put to the test, every excuse tested is %v", a.verdict)
	}
}

func TestAssurancesOfARealCallAreEvasions(t *testing.T) {
	c := realCall(t, coach.Chinese, "那笔货款哪天能付？", "放心，少不了你的，回头给你安排", "回头是哪天？", "20号，给你打十万")
	if off := c.brushOffs(); len(off) != 1 || off[0] != 1 {
		t.Errorf("evasions at %v", off)
	}
	if len(c.raised()) != 0 {
		t.Errorf("a warm nothing counts as an excuse: %+v", c.raised())
	}
}

func TestWhatARealDebtorsWordsShow(t *testing.T) {
	zh := func(turns ...string) Call { return realCall(t, coach.Chinese, turns...) }
	en := func(turns ...string) Call { return realCall(t, coach.English, turns...) }
	for _, tc := range []struct {
		name string
		rule rule
		call Call
		want coach.Verdict
	}{
		{"asked, the reason is told", findsReason,
			zh("您好，二期那笔二十四万卡在哪一步了？", "跟你说实话，后加的几项超了预算，我没敢跟老板讲"), coach.Met},
		{"asked, another reason comes than the first", findsReason,
			en("Morning, what is holding up the 48,250?", "The boss is away.", "And apart from him, what is it stuck on?", "Cash is tight, we can't make payroll."), coach.Met},
		{"asked, nothing recognisable comes and nothing is promised", findsReason,
			en("Morning, what is holding up the 48,250?", "Hm."), coach.NotMet},
		{"asked, nothing recognisable comes but a day does", findsReason,
			en("Morning, what is holding up the 48,250?", "Hm.", "Which day can you pay it?", "We'll pay it on Friday."), coach.NotObserved},
		{"never asked", findsReason,
			en("Morning, you owe us 48,250. Pay it by Friday, please.", "Hm.", "Friday, then?", "Hm."), coach.NotMet},
		{"who decides is no reason", findsReason,
			en("Who signs these off at your end?", "Mr Thorne signs them."), coach.NotMet},

		{"an excuse looked into, then a day and a sum", closesExcuse,
			en("The 48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory.",
				"When exactly is he back, and who stands in for him?", "Tomorrow. We'll pay 48,250 on Friday."), coach.Met},
		{"an excuse given again after the promise", closesExcuse,
			en("The 48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory.",
				"When exactly is he back, and who stands in for him?", "We'll pay 48,250 on Friday.", "Good, by transfer?", "Hm, the boss is away, nobody else can sign."), coach.NotObserved},
		{"an excuse let pass", closesExcuse,
			en("Morning, the £48,250 is two weeks over, what's holding it up?", "The boss is away and he's the only signatory", "Right. Bye then.", "Bye"), coach.NotMet},

		{"hurt, and met with warmth", warmsWhenUpset,
			zh("王总您好，那笔货款哪天能付？", "你们上回当着客人的面催我，我真是下不来台", "这事是我们不对，给您添堵了，我先跟您赔个不是", "唉，算了"), coach.Met},
		{"hurt, and met with the demand again", warmsWhenUpset,
			en("When will you pay the 48,250?", "I'm fed up with you people, it's humiliating.", "Pay it by Friday.", "No."), coach.NotMet},
		{"nothing felt in words", warmsWhenUpset,
			en("When will you pay the 48,250?", "Friday.", "Which account?", "Barclays."), coach.NotObserved},

		{"put off, and asked for a day in other words", firmsWhenFlat,
			zh("那笔款哪天能付？", "祝总不在。", "那您今天先给我定个日子，周四还是周五？", "周五"), coach.Met},
		{"put off, and asked in the very same words", firmsWhenFlat,
			zh("那我们能不能确认一个具体的付款日期？", "祝总不在。", "那我们能不能确认一个具体的付款日期？", "我说了祝总不在。"), coach.NotMet},

		{"no case, and a sum stated as the debt", preparesSum,
			en("Invoice 0311, 98,600 pounds, fell due on 25 April.", "I know."), coach.Met},
		{"no case, and no sum", preparesSum, en("It's about that invoice of ours, it's late.", "I know."), coach.NotMet},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.rule(&tc.call); got.verdict != tc.want {
				t.Errorf("%s, want %s", got.verdict, tc.want)
			}
		})
	}
}

func TestAYesSettlesOnlyTermsThatWerePut(t *testing.T) {
	c := realCall(t, coach.English, "Which of the two, and who has them? Your desk closed both jobs at the end of September.", "Very well. They're approved.")
	if got := c.ledger.Promise.Date; got != "" {
		t.Errorf("a yes to a fact of September promises a day: %s", got)
	}
}

func TestPeopleIntroduceThemselvesAsPeopleDo(t *testing.T) {
	for _, tc := range []struct {
		language      coach.Lang
		said          string
		named, person coach.Verdict
	}{
		{coach.Chinese, "马理事长，禾丰种业宋岚。三月那批苗的款，卡在哪儿了？", coach.Met, coach.Met},
		{coach.Chinese, "喂，我禾丰的，姓宋，问下那笔苗款。", coach.Met, coach.NotMet},
		{coach.Chinese, "钱总 我小林 枫叶的 那笔款几号能付", coach.Met, coach.Met},
		{coach.Chinese, "罗哥，打扰了，就问问那笔款。", coach.NotMet, coach.Met},
		{coach.Chinese, "您好，我理解您的难处，请问什么时候付款？", coach.NotMet, coach.NotMet},
		{coach.English, "hey brett, luke from topline, when's the 7,500 going out?", coach.Met, coach.Met},
		{coach.English, "hello there, its about the invoice, when will you pay it?", coach.NotMet, coach.NotMet},
		{coach.English, "Good morning, I'd like to know what happened to our invoice from March.", coach.NotMet, coach.NotMet},
	} {
		c := realCall(t, tc.language, tc.said, "Hm.")
		if got := namesSelf(&c); got.verdict != tc.named {
			t.Errorf("%s: names self %s, want %s", tc.said, got.verdict, tc.named)
		}
		if got := checksPerson(&c); got.verdict != tc.person {
			t.Errorf("%s: checks the person %s, want %s", tc.said, got.verdict, tc.person)
		}
	}
}

func TestAPromisePlayedBackInAnyFormIsARecap(t *testing.T) {
	yes := realCall(t, coach.Chinese, "那笔款哪天付，付多少？", "周四11号，47850，网银", "好，周四11号47850，您网银走，对吧", "对")
	if a := recapAgreed(&yes); a.verdict != coach.Met {
		t.Errorf("sum and day said again, and a yes: %s", a.verdict)
	}
	no := realCall(t, coach.Chinese, "那笔款哪天付，付多少？", "再说吧", "周四11号47850，您网银走，对吧", "再说吧")
	if a := recapAgreed(&no); a.verdict == coach.Met {
		t.Errorf("nothing promised, and no yes: %s", a.verdict)
	}
}

func TestTheAnswerToWhatIfIsTheFallbackAndNoNewPromise(t *testing.T) {
	for name, test := range map[string]struct {
		lang          coach.Lang
		whatIf, reply string
		holds         bool
	}{
		"a day's call":        {coach.Chinese, "要是礼拜五出点什么岔子呢？", "那礼拜六一早我打给你，先补一万", true},
		"without a full stop": {coach.Chinese, "五号要是客人钱迟了呢", "当天下午打给你 先给你一万", true},
		"a wire instead":      {coach.English, "Say it's Friday morning and it isn't there. What do we do?", "I wire it that morning and I call you myself.", true},
		"chat":                {coach.English, "and if the bank slips past the 5th how", "then i tell you by 5pm and pay you 3k from my own account first", true},
		"nothing to hold":     {coach.English, "And what happens if it isn't with us on Friday?", "It won't happen, don't worry.", false},
		"no question":         {coach.English, "If that's what it is, I'd sooner have it than not.", "I'll call you then.", false},
	} {
		t.Run(name, func(t *testing.T) {
			turns := []string{"三月那笔款，您哪天付，付多少？", "五号，先打八万，转账", test.whatIf, test.reply}
			if test.lang == coach.English {
				turns = []string{"Which day can you pay, and how much?", "The 5th of February, eight thousand, by transfer.", test.whatIf, test.reply}
			}
			c := realCall(t, test.lang, turns...)
			before, after := c.turns[1].promise, c.ledger.Promise
			if before.Amount == nil || before.Date == "" {
				t.Fatalf("nothing stood before: %+v", before)
			}
			if (after.Fallback != "") != test.holds {
				t.Errorf("fallback %q", after.Fallback)
			}
			if after.Amount == nil || *after.Amount != *before.Amount || after.Date != before.Date {
				t.Errorf("%+v became %+v", before, after)
			}
		})
	}
}

func TestAYesComesInManyWords(t *testing.T) {
	for _, words := range []string{"没出入", "没有错", "就按这个", "对，七月十号那个得看结论", "Quite right.", "You got it all.", "You have it exactly.", "can", "can lah", "She does, same day.",
		"She will send it.", "I suppose. Yes."} {
		if !affirms(fold(words)) {
			t.Errorf("%q is no yes", words)
		}
	}
	for _, words := range []string{"没有", "有出入", "没钱", "can you wait", "not quite right", "She won't send it.", "I suppose", "可以是可以，没法今天付"} {
		if affirms(fold(words)) {
			t.Errorf("%q is a yes", words)
		}
	}
}

func TestAPlanAgreedToWithItsDaysIsNoCounterOffer(t *testing.T) {
	c := realCall(t, coach.Chinese,
		"那我说一遍：二月三号两万，二月十号两万三，网银转，回单给我，对吧？", "对，二月十号那笔两万三")
	if !c.accepts(1) {
		t.Error("saying one part of the plan again is taken for another offer")
	}
	other := realCall(t, coach.Chinese,
		"那我说一遍：二月三号两万，二月十号两万三，网银转，回单给我，对吧？", "行，二月二十号两万三")
	if other.accepts(1) {
		t.Error("another day is taken for a yes")
	}
}

func TestAQuestionThatDrawsTheReasonOutAskedForIt(t *testing.T) {
	c := realCall(t, coach.Chinese, "到了那就不赖学校，是那笔款进来以后拐弯了。拐哪儿了？", "不瞒你，投标交保证金了，一时腾不开")
	if a := asksOpen(&c); a.verdict != coach.Met {
		t.Errorf("the question that drew it out is %v", a.verdict)
	}
	told := realCall(t, coach.Chinese, "您今天必须把款打过来。", "不瞒你，投标交保证金了，一时腾不开")
	if a := asksOpen(&told); a.verdict == coach.Met {
		t.Error("what the debtor told without a question counts as asked for")
	}
}

func TestAQuestionBeforeTheDebtIsNamedIsSmallTalk(t *testing.T) {
	for _, words := range [][]string{
		{"罗哥，最近生意咋样？", "好得很，要开四店了"},
		{"Hello sir, how is the labels quality, any complaints?", "Some cans had wrinkles."},
	} {
		c := realCall(t, langOf(words[0]), words...)
		if a := asksOpen(&c); a.verdict == coach.Met {
			t.Errorf("%q asks why a debt nobody has named is unpaid", words[0])
		}
		if a := asksBeforePressure(&c); a.verdict == coach.Met {
			t.Errorf("%q looks for the cause of a debt nobody has named", words[0])
		}
	}
	named := realCall(t, coach.English, "It's about the overdue invoice.", "Ah. That.", "What's holding it up?", "Cash is tight.")
	if a := asksOpen(&named); a.verdict != coach.Met {
		t.Errorf("after the debt was named: %v", a.verdict)
	}
}

func TestTheDebtIsTheSubjectOnceItsNameFalls(t *testing.T) {
	for words, want := range map[string]coach.Verdict{
		"就是那个货款，您看您看，又得麻烦您了。":                                     coach.Met,
		"春节那个款，好像还没到，我就是问一下。":                                     coach.Met,
		"It's about the open balance, we were wondering.":         coach.Met,
		"Sir, regarding payment, please do the needful.":          coach.Met,
		"Did you get the invoices we sent in August okay?":        coach.NotMet,
		"钱总好，我枫棠小林，没别的事，就是问候您一下。":                                 coach.NotMet,
		"How's the ledger team? Everything fine with deliveries?": coach.NotMet,
	} {
		c := realCall(t, langOf(words), words, "嗯")
		if a := comesToPoint(&c); a.verdict != want {
			t.Errorf("%q: %v, want %v", words, a.verdict, want)
		}
	}
}

func langOf(words string) coach.Lang {
	for _, r := range words {
		if wide(r) {
			return coach.Chinese
		}
	}
	return coach.English
}

func TestWhatWasReadBackInAnyFormIsARecap(t *testing.T) {
	for name, tc := range map[string]struct {
		words []string
		want  coach.Verdict
	}{
		"a plan, its last part what stands": {[]string{"7.5这周五，一万一二三十号，行吗？", "行，三十号一万一二付清。",
			"那就这周五七千五，三十号一万一千二，对吧？", "对，就这么着"}, coach.Met},
		"the day agreed to before, with the sum": {[]string{"Both invoices are overdue. Which day can you pay?", "The 22nd, by transfer.",
			"Both of them on the 22nd, then, $66,200?", "Both, yes."}, coach.Met},
		"another day": {[]string{"Both invoices are overdue. Which day can you pay?", "We'll pay 66,200 on the 22nd.",
			"66,200 on the 15th, then?", "Yes."}, coach.NotMet},
	} {
		c := realCall(t, langOf(tc.words[0]), tc.words...)
		if a := recapAgreed(&c); a.verdict != tc.want {
			t.Errorf("%s: %v, want %v", name, a.verdict, tc.want)
		}
	}
}

func TestASharePromisedIsOneOfTheDebtTheTraineeNamed(t *testing.T) {
	c := realCall(t, coach.English, "You owe us $40,000 and it's overdue. What can you pay this Friday?", "Half of it on Friday, by transfer.")
	if p := c.ledger.Promise; p.Amount == nil || p.Amount.Minor != 2000000 {
		t.Errorf("half of 40,000 is %+v", p.Amount)
	}
}

func TestFiguresOfSmallTalkPromiseNothing(t *testing.T) {
	c := realCall(t, coach.English, "Good for you, before the rain too. What'd they run?", "Fifty-two, fifty-four.", "Not bad for as dry as it was.", "Sunday, the whole field.")
	if p := c.ledger.Promise; p.Level() != coach.P0 {
		t.Errorf("a call without a word of the debt promises %+v", p)
	}
}

func TestWhatWasReadBackIsNotMovedByTheDayOfTheNextCall(t *testing.T) {
	c := realCall(t, coach.Chinese, "那我复述一遍：八月十号，三万，公户，小柯转，对不对？", "对的",
		"我微信发您一份，九号下午我提醒您一下。", "好的好的")
	if p := c.ledger.Promise; p.Amount == nil || !strings.HasSuffix(string(p.Date), "-08-10") {
		t.Errorf("the promise is of %s", p.Date)
	}
}

func TestTheGoalOfACallIsSaidInManyWords(t *testing.T) {
	for _, said := range []struct {
		language coach.Lang
		words    string
		states   bool
	}{
		{coach.Chinese, "两张票二十八万，到期三周了。今儿我就跟您定一件事，哪天走、走多少。", true},
		{coach.Chinese, "春节那批礼盒款拖了两周，今天咱俩把它了了，中间绊在哪儿了？", true},
		{coach.Chinese, "春节那批礼盒款拖了两周，什么时候能付？", false},
		{coach.English, "Two invoices, 64,000, three weeks late. Before we hang up I'd like a person and a day.", true},
		{coach.English, "Two of ours are open since September. What I'm after today is a date for both.", true},
		{coach.English, "Two of ours are open since September, 64,000. When will you pay?", false},
		{coach.English, "You owe us £6,200, due in September. I'd like us to work out how that gets paid while I have you.", true},
		{coach.English, "You owe us £6,200, due in September. I'm hoping to get it scheduled with you.", true},
		{coach.English, "You owe us £6,200, due in September. How did that work out with the schedule?", false},
		{coach.Chinese, "两张票二十八万，到期三周了。今天就想跟您敲个准日子。", true},
		{coach.Chinese, "两张票二十八万，到期三周了。想跟您把这个事儿说明白，怎么走。", true},
		{coach.Chinese, "两张票二十八万，到期三周了，您那边弄明白了没有？", false},
	} {
		c := realCall(t, said.language, said.words, "嗯")
		if a := statesGoal(&c); (a.verdict == coach.Met) != said.states {
			t.Errorf("%s: %s", said.words, a.verdict)
		}
	}
}

func TestAQuestionThatBringsItsAnswerIsNotOpen(t *testing.T) {
	for words, want := range map[string]coach.Verdict{
		"那笔尾款逾期了，是不是老板没签字？":                                        coach.NotMet,
		"那笔尾款逾期了，是不是还没批下来？":                                        coach.NotMet,
		"那笔尾款逾期了，是不是有什么难处？":                                        coach.Met,
		"那笔尾款逾期了，是卡在哪个环节了？":                                        coach.Met,
		"The invoice is overdue. Is it because your boss is away?": coach.NotMet,
		"The invoice is overdue. What's holding it up?":            coach.Met,
	} {
		c := realCall(t, langOf(words), words, "嗯")
		if a := asksOpen(&c); a.verdict != want {
			t.Errorf("%q: %v, want %v", words, a.verdict, want)
		}
	}
}

func TestOneIsGreetedByNameInManyWays(t *testing.T) {
	for words, want := range map[string]coach.Verdict{
		"钱经理早，我是枫棠的小林。":                                 coach.Met,
		"方姐下午好，枫棠小林。":                                   coach.Met,
		"早啊，我是枫棠的小林。":                                   coach.NotMet,
		"Hiya Brett, it's Joan from Millfield.":         coach.Met,
		"Good evening Brett, it's Joan from Millfield.": coach.Met,
		"Hiya, it's Joan from Millfield.":               coach.NotMet,
	} {
		c := realCall(t, langOf(words), words, "嗯")
		if a := checksPerson(&c); a.verdict != want {
			t.Errorf("%q: %v, want %v", words, a.verdict, want)
		}
	}
}
