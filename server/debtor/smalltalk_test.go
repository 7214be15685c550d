package debtor

import (
	"testing"

	"huikuan/server/coach"
)

func TestWhatBelongsToAnyTelephoneCallIsAnswered(t *testing.T) {
	for _, tt := range []struct {
		lang coach.Lang
		text string
		rule string
	}{
		{coach.Chinese, "……", ruleSilence},
		{coach.English, "...", ruleSilence},
		{coach.Chinese, "Could you speak English with me please", ruleOtherLanguage},
		{coach.English, "你会说中文吗", ruleOtherLanguage},
		{coach.Chinese, "请问您是哪位？", ruleWho},
		{coach.English, "Who am I speaking to?", ruleWho},
		{coach.Chinese, "张总，最近怎么样", ruleWrongName},
		{coach.English, "Hello Mr Smithers, how is life?", ruleWrongName},
		{coach.Chinese, "多少钱来着？", ruleAgain},
		{coach.English, "Sorry, what was the amount again?", ruleAgain},
	} {
		c := ringIn(t, fixture(), tt.lang)
		c.say("Suchuan, about the 300,000.", coach.ActGreet, coach.ActProbeProcess)
		d := c.say(tt.text)
		if len(d.Moves) != 1 || d.Moves[0].Cause.Rule != tt.rule {
			t.Errorf("%q: %+v", tt.text, d.Moves)
		}
	}
}

func TestAQuestionThatOnlySoundsLikeItIsNoWishToHearItAgain(t *testing.T) {
	for text, lang := range map[string]coach.Lang{
		"您说什么时候能付？": coach.Chinese, "你说啥时候给": coach.Chinese, "What was the reason it stopped?": coach.English,
	} {
		if asksAgain(lang, text) {
			t.Errorf("%q is taken for a wish to hear it again", text)
		}
	}
}

func TestAPlainWishToBePutThroughNeedsNoOtherWords(t *testing.T) {
	for lang, text := range map[coach.Lang]string{coach.Chinese: "帮我转一下", coach.English: "Put me through, please."} {
		c := ringIn(t, withClerkFirst(), lang)
		if d := c.say(text); !has(d, coach.MoveNoTransfer) && !has(d, coach.MoveTransfer) {
			t.Errorf("%q: %v", text, kinds(d))
		}
	}
}

// withClerkFirst is the fixture with somebody on the phone who cannot decide.
func withClerkFirst() *coach.Scenario {
	s := fixture()
	s.Case.Contacts[0], s.Case.Contacts[1] = s.Case.Contacts[1], s.Case.Contacts[0]
	return s
}

func TestAPromiseIsSaidAgainWhenAskedFor(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	before := c.promise()
	if before.Level() < coach.P3 {
		t.Fatalf("no promise to repeat: %s", before.Level())
	}
	d := c.say("Sorry, which date did you say?")
	if !has(d, coach.MoveConfirm) || d.Moves[0].Promise == nil || d.Moves[0].Promise.Date != before.Date || !sameTerms(c.promise(), before) {
		t.Fatalf("%+v", d.Moves)
	}
	if d = c.say("And who will enter it?"); !has(d, coach.MoveAddElement) || c.promise().Owner == "" {
		t.Fatalf("a plain question about the owner: %+v", d.Moves)
	}
}
