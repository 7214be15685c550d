package debtor

import (
	"slices"
	"strings"
	"testing"

	"huikuan/server/coach"
)

// What belongs to any talk is answered as what it is, though no act is heard in it.
func TestTalkOfNoConsequenceIsAnsweredAsWhatItIs(t *testing.T) {
	for _, tt := range []struct {
		lang coach.Lang
		text string
		rule string
	}{
		{coach.Chinese, "稍等一下，我翻一下记录", ruleHold},
		{coach.English, "Hang on a second, let me check.", ruleHold},
		{coach.Chinese, "谢谢您", ruleThanks},
		{coach.English, "Thanks, I appreciate it.", ruleThanks},
		{coach.Chinese, "嗯嗯，好的我知道了", ruleNod},
		{coach.English, "OK, I see.", ruleNod},
		{coach.Chinese, "不好意思，刚才话重了", rulePardon},
		{coach.English, "I shouldn't have said that, sorry.", rulePardon},
		{coach.Chinese, "您在开会吗？", ruleMoment},
		{coach.English, "Are you busy?", ruleMoment},
		{coach.Chinese, "喂，您还在吗？", ruleHere},
		{coach.English, "Hello, can you hear me?", ruleHere},
		{coach.Chinese, "最近生意怎么样？", rulePleasantry},
		{coach.English, "How's business?", rulePleasantry},
		{coach.Chinese, "单号A-1，30万", ruleNoted},
		{coach.English, "It's A-1.", ruleNoted},
		{coach.Chinese, "您的意思是？", ruleNothingSaid},
		{coach.English, "I'm not sure I follow.", ruleNothingSaid},
		{coach.Chinese, "您是钱总吗", ruleWho},
		{coach.Chinese, "那批卫浴卖得动吗", ruleUnclear},
		{coach.English, "Which of the shops is it in?", ruleUnclear},
	} {
		c := smallTalking(t, tt.lang)
		d := c.say(tt.text)
		if len(d.Moves) != 1 || d.Moves[0].Cause.Rule != tt.rule {
			t.Errorf("%q: %+v", tt.text, d.Moves)
		}
		if moved := c.state.Ledger(); moved.Promise.Level() != coach.P0 || len(moved.Excuses) != 0 {
			t.Errorf("%q moved the ledger", tt.text)
		}
	}
}

// smallTalking is a call with somebody who gives no reasons, past the introductions.
func smallTalking(t *testing.T, lang coach.Lang) *talk {
	s := fixture()
	s.Case.Excuses, s.Case.Facts = nil, nil
	c := ringIn(t, s, lang)
	c.say("Fengtang, about the 300,000.", coach.ActGreet, coach.ActProbeProcess)
	return c
}

func TestWhatTheDeskSentHasComeWhenAskedFor(t *testing.T) {
	for lang, text := range map[coach.Lang]string{coach.Chinese: "资料发您了，收到了吗？", coach.English: "Did you get it?"} {
		c := smallTalking(t, lang)
		if d := c.say(text); d.Moves[0].Cause.Rule == ruleReceived {
			t.Errorf("%q: come, and nothing was sent", text)
		}
		c.desk("send_statement")
		if d := c.say(text + " "); d.Moves[0].Cause.Rule != ruleReceived {
			t.Errorf("%q: %+v", text, d.Moves)
		}
	}
}

// A reason that stands in the way is the answer to what was not understood, but not in two answers running; asked what is
// meant by it, the debtor says more of it.
func TestAReasonInTheWayIsTheAnswerToWhatIsNotUnderstood(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.say("We have 300,000 open.", coach.ActStateDebt)
	c.say("And how does it go, with you?", coach.ActProbeProcess)
	open := c.state.openExcuse()
	if open == "" {
		t.Fatal("no reason stands in the way")
	}
	var leant []bool
	for _, text := range []string{"That is not how we do it.", "Our people saw it otherwise.", "We had it otherwise before.", "It was otherwise in spring."} {
		d := c.say(text)
		leant = append(leant, slices.ContainsFunc(d.Moves, func(m coach.Move) bool { return m.Excuse == open }))
	}
	if !slices.Contains(leant, true) {
		t.Fatal("the reason was never leaned on")
	}
	for i := 1; i < len(leant); i++ {
		if leant[i] && leant[i-1] {
			t.Fatalf("leaned on in two answers running: %v", leant)
		}
	}
	if d := c.say("What do you mean?"); d.Moves[0].Kind != coach.MoveDetailExcuse || d.Moves[0].Excuse != open {
		t.Fatalf("asked what it means: %+v", d.Moves)
	}
}

// What has been agreed is said again, part by part, and a day named offhand changes nothing.
func TestWhatStandsIsSaidAgainPartByPart(t *testing.T) {
	c := readyToPromise(t)
	c.say("Which day, and how much?", coach.ActAskCommitment)
	c.say("How will you pay?", coach.ActAskCommitment)
	before := c.promise()
	if before.Method == "" || before.Level() < coach.P3 {
		t.Fatalf("nothing to say again: %+v", before)
	}
	for _, d := range []coach.Decision{c.say("And how will you pay, again, by bank transfer?"), c.say("So how will you pay?", coach.ActAskCommitment)} {
		if !has(d, coach.MoveConfirm) || d.Moves[0].Element != coach.ElementMethod {
			t.Fatalf("asked for the method again: %+v", d.Moves)
		}
	}
	other := before.Date.AddDays(3)
	d := c.hears("Or the other day?", withDate(coach.Understanding{}, other))
	if d.Moves[0].Kind != coach.MoveRefuse || d.Moves[0].Promise == nil || d.Moves[0].Promise.Date != before.Date {
		t.Fatalf("another day named offhand: %+v", d.Moves)
	}
	if d = c.hears("That day, then?", withDate(coach.Understanding{}, before.Date)); d.Moves[0].Kind != coach.MoveConfirm || d.Moves[0].Element != coach.ElementDate {
		t.Fatalf("the agreed day named offhand: %+v", d.Moves)
	}
	if !sameTerms(before, c.promise()) {
		t.Fatalf("the promise moved: %+v", c.promise())
	}
}

func TestAFactIsToldOnceMoreWhenItWasNotHeard(t *testing.T) {
	c := ring(t, fixture(), 1)
	c.say("How does it go, with you?", coach.ActProbeProcess)
	d := c.say("How is your cash?", coach.ActProbeFinances)
	if !has(d, coach.MoveDisclose) {
		t.Fatalf("nothing was told: %v", kinds(d))
	}
	said := c.said
	if d = c.say("What did you say?"); !has(d, coach.MoveDisclose) || d.Moves[0].Fact != "f_sold" || c.said == said {
		t.Fatalf("%q, then %q: %+v", said, c.said, d.Moves)
	}
}

// Words that do nothing earn nobody; a plain wish to be put through is heard.
func TestWordsThatDoNothingEarnNobody(t *testing.T) {
	s := fixture()
	s.Case.Contacts[1].Reach = coach.Condition{State: coach.Gauges{Trust: 1}}
	c := ring(t, s, 1)
	if d := c.say("It is a fine day."); len(d.Heard) != 0 && slices.ContainsFunc(d.Heard, func(e coach.Effect) bool { return e.Kind == coach.EffectContact }) {
		t.Fatalf("a contact was earned: %+v", d.Heard)
	}
	if d := c.say("Put me through to Ms Su, please."); !c.state.Ledger().Reachable["clerk"] && !has(d, coach.MoveTransfer) {
		t.Fatalf("%+v", d)
	}
}

func TestTheFamilyNameWithAnotherTitleIsNoWrongName(t *testing.T) {
	s := fixture()
	s.Case.Contacts[0].Name = coach.Text{Zh: "钱广泰", En: "Qian Guangtai"}
	s.Case.Contacts[0].Title = coach.Text{Zh: "钱总", En: "Mr Qian"}
	c := ringIn(t, s, coach.Chinese)
	c.say("枫棠的，三十万的事。", coach.ActGreet, coach.ActProbeProcess)
	for text, wrong := range map[string]bool{"钱经理，听得清不": false, "孙经理，听得清不": true} {
		if got := c.say(text).Moves[0].Cause.Rule == ruleWrongName; got != wrong {
			t.Errorf("%s: wrong name %t", text, got)
		}
	}
}

// Who has been told who is calling asks which bill, and not for the name again.
func TestWhoWasToldTheNameAsksForTheBill(t *testing.T) {
	for text, want := range map[string]string{"Hello, this is Sam from Fengtang.": ruleWhich, "Hello there.": ruleIdentity} {
		c := ring(t, fixture(), 1)
		c.state.memory.known = map[string]bool{}
		if d := c.say(text, coach.ActGreet); d.Moves[0].Kind != coach.MoveIdentify || d.Moves[0].Cause.Rule != want {
			t.Errorf("%q: %+v", text, d.Moves)
		}
	}
}

// A goodbye speaks of terms only where there are some.
func TestAGoodbyeKnowsWhetherAnythingWasAgreed(t *testing.T) {
	agreed := readyToPromise(t)
	agreed.say("Which day, and how much?", coach.ActAskCommitment)
	for want, c := range map[string]*talk{ruleLeaveAgreed: agreed, ruleLeave: smallTalking(t, coach.English)} {
		if d := c.say("Goodbye then."); d.Moves[0].Kind != coach.MoveGoodbye || d.Moves[0].Cause.Rule != want {
			t.Errorf("%s: %+v", want, d.Moves)
		}
	}
}

// Each answer to something particular has common words of its own in both languages, so that it never falls back on words
// that answer something else.
func TestEveryParticularAnswerHasWordsOfItsOwn(t *testing.T) {
	common := shippedScenarios(t)[0].Personas[commonPersona]
	for kind, topics := range map[coach.MoveKind][]string{
		coach.MoveAcknowledge: {
			ruleHold, ruleThanks, ruleNod, rulePardon, ruleMoment, ruleHere, rulePleasantry, ruleReceived, ruleNoted, ruleNothingSaid,
			ruleSilence, ruleOtherLanguage, ruleWho, ruleAgain, ruleWrongName, ruleTold, ruleDecider, ruleWeighs, ruleLooks, ruleNothingYet,
			string(coach.ActGreet), string(coach.ActVerifyClaim), string(coach.ActChallengeClaim), string(coach.ActInviteComplaint), string(coach.ActGrovel),
		},
		coach.MoveIdentify: {ruleWhich},
		coach.MoveBristle:  {ruleRecapFalse, ruleRedLine, ruleEarly},
		coach.MoveDeny:     {ruleRecapFalse},
		coach.MoveDodge:    {string(coach.ElementProof), string(coach.ElementFallback), string(coach.ElementRest), ruleVague},
		coach.MoveConfirm: {
			ruleAgain, string(coach.ElementDate), string(coach.ElementAmount), string(coach.ElementMethod), string(coach.ElementOwner),
			string(coach.ElementProof), string(coach.ElementFallback), string(coach.ElementRest),
		},
		coach.MoveGoodbye: {ruleLeaveAgreed},
	} {
		for _, topic := range topics {
			i := slices.IndexFunc(common.Wordings, func(w coach.Wording) bool { return w.Move == kind && w.Topic == topic && w.Affect == "" })
			if i < 0 || len(common.Wordings[i].Lines.Zh) < 3 || len(common.Wordings[i].Lines.En) < 3 {
				t.Errorf("%s/%s: the common persona has not three lines for it", kind, topic)
			}
		}
	}
}

// personaLines goes through all the lines of the shipped personas.
func personaLines(t *testing.T, each func(persona string, w coach.Wording, lang coach.Lang, line string)) {
	seen := map[string]bool{}
	for _, s := range shippedScenarios(t) {
		for id, p := range s.Personas {
			if seen[id] {
				continue
			}
			seen[id] = true
			for _, w := range p.Wordings {
				for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
					for _, line := range w.Lines.In(lang) {
						each(id, w, lang, line)
					}
				}
			}
		}
	}
}

// A persona talks in any case: its lines know nobody by name, and not whether who does the work is a man or a woman.
func TestPersonasKnowNobodyOfACase(t *testing.T) {
	var names []string
	for _, s := range shippedScenarios(t) {
		for _, c := range s.Case.Contacts {
			names = append(names, c.Name.Zh, c.Name.En, c.Title.Zh, c.Title.En)
			for _, alias := range c.Aliases.Zh {
				if runes := []rune(alias); len(runes) == 2 && strings.ContainsRune("老小", runes[0]) && alias != "老板" {
					names = append(names, alias)
				}
			}
		}
	}
	gendered := []string{" he ", " she ", " him", " her ", " his ", " her.", " she'", " he'", "他", "她"}
	personaLines(t, func(persona string, w coach.Wording, lang coach.Lang, line string) {
		if i := slices.IndexFunc(names, func(name string) bool { return strings.Contains(line, name) }); i >= 0 {
			t.Errorf("%s %s/%s names %s: %q", persona, w.Move, w.Topic, names[i], line)
		}
		bare := strings.ReplaceAll(strings.ReplaceAll(line, "其他", ""), "他们", "")
		if (strings.Contains(line, "{owner}") || strings.Contains(line, "{contact}")) && slices.ContainsFunc(gendered, func(word string) bool { return strings.Contains(bare, word) }) {
			t.Errorf("%s %s/%s says whether it is a man or a woman: %q", persona, w.Move, w.Topic, line)
		}
	})
}

// A crossed line may be a lie, a bribe or a veiled threat as well as an insult, and nobody hears how loud typed words are.
func TestReproachesFitWhateverWasSaid(t *testing.T) {
	crossed := []string{"骂", "威胁", "insult", "abusive", "threat", "swear", "call me names", "calling names"}
	loud := []string{"这么大声", "那么大声", "别大声", "小声一些", "raise your voice", "not so loud", "don't shout", "more quietly"}
	personaLines(t, func(persona string, w coach.Wording, lang coach.Lang, line string) {
		low := strings.ToLower(line)
		in := func(word string) bool { return strings.Contains(low, word) }
		if (w.Move == coach.MoveObject || w.Topic == ruleRedLine) && slices.ContainsFunc(crossed, in) {
			t.Errorf("%s %s/%s takes it for one kind: %q", persona, w.Move, w.Topic, line)
		}
		if (w.Move == coach.MoveBristle || w.Move == coach.MoveAcknowledge) && slices.ContainsFunc(loud, in) {
			t.Errorf("%s %s/%s hears loudness: %q", persona, w.Move, w.Topic, line)
		}
	})
}

// The same words never stand in two banks a call may draw from, or they would be said twice.
func TestNoLineStandsInTwoBanks(t *testing.T) {
	type words struct{ persona, letters string }
	banks := map[words]map[string]bool{}
	personaLines(t, func(persona string, w coach.Wording, lang coach.Lang, line string) {
		key := words{persona, string(lang) + Letters(line)}
		if len(Letters(line)) < shortestRepeat/2 {
			return // "Mm." may be said again
		}
		if banks[key] == nil {
			banks[key] = map[string]bool{}
		}
		banks[key][string(w.Move)+"/"+w.Topic+"/"+string(w.Affect)] = true
	})
	for key, places := range banks {
		shared := banks[words{commonPersona, key.letters}]
		if len(places) > 1 || key.persona != commonPersona && len(shared) > 0 {
			t.Errorf("%s says %q under %v, and the common persona under %v", key.persona, key.letters, places, shared)
		}
	}
}
