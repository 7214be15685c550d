package assess

import (
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
