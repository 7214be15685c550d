package debtor

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huikuan/server/coach"
)

// through sends text through a guard in pieces of random size and returns what left it and why it was cut.
func through(b Brief, text string, random func(n int) int) (string, string) {
	g := newGuard(b, canaryOf(b), nil)
	var out strings.Builder
	ok := true
	for text != "" && ok {
		n := 1 + random(min(len(text), 9))
		if n > len(text) {
			n = len(text)
		}
		var safe string
		safe, ok = g.Write(text[:n])
		out.WriteString(safe)
		text = text[n:]
	}
	if ok {
		safe, _ := g.Close()
		out.WriteString(safe)
	}
	return out.String(), g.reason
}

var toPay = aPromise(12000000, "2026-05-22") // 120,000 on Friday the 22nd

// TestGuardLetsHonestWordsThroughUntouched: what the moves and the file allow comes out byte for byte, in whatever
// pieces it came.
func TestGuardLetsHonestWordsThroughUntouched(t *testing.T) {
	cases := []struct {
		lang  coach.Lang
		moves []coach.Move
		text  string
	}{
		{coach.Chinese, []coach.Move{dodgeMove}, "哎呀，你也太客气了，这点事儿还专门打个电话。放心，我心里有数，过两天我问问财务。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "我十分理解你，千万别急，万一耽误了我负责，一下子也说不清楚。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "今天我这边正忙，第一个会还没开完，咱们回头再聊？"},
		{coach.Chinese, []coach.Move{dodgeMove}, "38.64万这个数我知道，HC-0417那张24.64万，4月1号到期的，超了42天，我没说不认。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "三十八万六千四，我认。两张票嘛。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "一半是你们的问题，一半是我们的问题，这事三言两语说不清。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "下午三点我要出门，咱俩的事十分钟说不完，一块儿再捋捋。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "厂里二十几号人等着吃饭，我做了二十年，你给我二十分钟，我开完会，三十多家店的事都等我。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "你都打了十几次了，我24小时不关机，跑不了。"},
		{coach.English, []coach.Move{dodgeMove}, "I've twenty people waiting, give me 20 minutes; in twenty-five years nobody spoke to me like that."},
		{coach.Chinese, []coach.Move{aPromise(38640000, "2026-05-29")}, "好，29号我全部付清，38.64万一次性打给你。"},
		{coach.English, []coach.Move{aPromise(38640000, "2026-05-29")}, "Fine, I'll pay the full balance on the 29th of May, all 386,400."},
		{coach.English, []coach.Move{dodgeMove}, "I've a call at 3 pm and another at half past four, sorry."},
		{coach.Chinese, []coach.Move{dodgeMove}, "上个月的事就别提了，上周我还在外地。"},
		{coach.Chinese, []coach.Move{dodgeMove}, "上周五我还去过银行，前天又去了，去年底也是这样。"},
		{coach.Chinese, []coach.Move{toPay}, "行，22号我给你打十二万过去。"},
		{coach.Chinese, []coach.Move{toPay}, "这样吧，下周五，我付12万，说到做到。"},
		{coach.Chinese, []coach.Move{toPay}, "５月２２日先付１２０，０００元。"},
		{coach.Chinese, []coach.Move{{Kind: coach.MoveRaiseExcuse, Excuse: "x_customer_late"}}, "下游那几家超市压了我们六十天，钱到现在没回来。"},
		{coach.English, []coach.Move{dodgeMove}, "Well, you may be right, but this is not the moment. One of my people will ring you, okay?"},
		{coach.English, []coach.Move{dodgeMove}, "I'm in a meeting today, can we talk about it some other time? We're a couple of people down."},
		{coach.English, []coach.Move{dodgeMove}, "The balance is ¥386,400, I know. HC-0417 was due on 1 April; it's 42 days late, and I'm not disputing it."},
		{coach.English, []coach.Move{dodgeMove}, "Mr Smith? No. Someone told me about it, and often that's the end of the story."},
		{coach.English, []coach.Move{toPay}, "All right, you'll have 120,000 on Friday 22 May. That's it."},
		{coach.English, []coach.Move{toPay}, "Fine. One hundred and twenty thousand on the 22nd of May, and no more."},
		{coach.English, []coach.Move{{Kind: coach.MoveRaiseExcuse, Excuse: "x_customer_late"}}, "The supermarkets have sat on our money for sixty days now."},
	}
	for _, c := range cases {
		for trial := range 20 {
			random := rand.New(rand.NewPCG(uint64(trial), 1))
			if got, reason := through(modelBrief(c.lang, c.moves...), c.text, random.IntN); got != c.text {
				t.Errorf("%q left as %q (%s)", c.text, got, reason)
				break
			}
		}
	}
}

// TestGuardStopsWhatMayNotBeSaid: nothing of the forbidden part leaves, in whatever pieces it came.
func TestGuardStopsWhatMayNotBeSaid(t *testing.T) {
	b := modelBrief(coach.Chinese, dodgeMove)
	canary := canaryOf(b)
	cases := []struct {
		moves  []coach.Move
		text   string
		hidden string // may not leave
		reason string
	}{
		{nil, "行，我先付三十万。", "三", cutFigure},
		{nil, "行，我先付３０万。", "３", cutFigure},
		{nil, "我付贰拾伍万给你", "贰", cutFigure},
		{nil, "我付 3 0 0 0 0 0 给你", "3", cutFigure},
		{nil, "我付三\u200b十\u200b万", "三", cutFigure},
		{nil, "那就下周三付", "下周", cutFigure},
		{nil, "25号，一定", "25", cutFigure},
		{nil, "二十五日，一定", "二", cutFigure},
		{nil, "五月二十九付", "五月", cutFigure},
		{nil, "明天付清", "明天", cutFigure},
		{nil, "今天我全额付给你。", "全额", cutCommit},
		{nil, "好，全款我安排。", "全款", cutCommit},
		{nil, "别担心，今天就付给你。", "今天", cutCommit},
		{nil, "十天内付给你。", "十天", cutCommit},
		{nil, "24小时内付给你。", "24", cutCommit},
		{nil, "付三十万台币", "三十", cutFigure},
		{nil, "You'll get 300 thousand times over.", "300", cutFigure},
		{nil, "We can pay 300,000 if you like.", "3", cutFigure},
		{nil, "We can pay three hundred thousand.", "three", cutFigure},
		{nil, "You'll have it on Friday.", "Friday", cutFigure},
		{nil, "You'll have it on the twenty-fifth.", "twenty", cutFigure},
		{nil, "You'll have it by 25 May.", "25", cutFigure},
		{nil, "You'll have it by May 25th.", "May", cutFigure},
		{nil, "It goes out tomorrow.", "tomorrow", cutFigure},
		{nil, "Don't worry, I'll pay in full today.", "today", cutCommit},
		{nil, "Say a quarter of a million.", "million", cutFigure},
		{nil, "I can do 250k now.", "250", cutFigure},
		{nil, "Paying 5/29, then.", "29", cutFigure},
		{nil, "It's $40 more.", "40", cutFigure},
		{nil, "二号线的事不好说", "二", cutSecret},
		{nil, "那个续贷啊", "续", cutSecret},
		{nil, "那个续 贷啊", "续", cutSecret},
		{nil, "二號線啊", "二", cutSecret},
		{nil, "我付貳拾柒萬給你", "貳", cutFigure},
		{nil, "We Sold the machines.", "Sold", cutSecret},
		{nil, "the ref is " + canary, "HK", cutSecret},
		{nil, "the ref is " + strings.ToLower(canary), "hk", cutSecret},
		{nil, "2027年2月2日到账", "2027", cutFigure},
		{nil, "二零二七年二月二号到账", "二零", cutFigure},
		{nil, "保证所有的钱都付给你。", "都付", cutCommit},
		{nil, "I'll pay every penny of it.", "penny", cutCommit},
		{nil, "这周五我打给你。", "周五", cutFigure},
		{nil, "这事我放心上，周五打给你。", "周五", cutFigure},
		{nil, "回不去，下周五打给你。", "下周", cutFigure},
		{nil, "这个星期五我打给你。", "星期", cutFigure},
		{nil, "好，这个月付给你。", "月", cutCommit},
		{nil, "你要多少我都给你，行，付。", "多少", cutCommit},
		{nil, "行，我都付给你，没问题。", "都付", cutCommit},
		{nil, "You'll have it this Friday.", "Friday", cutFigure},
		{nil, "Sure, I'll pay this week.", "week", cutCommit},
		{nil, "Okay, I'll pay everything.", "everything", cutCommit},
		{nil, "Sure, I'll pay whatever it is.", "whatever", cutCommit},
		{nil, "It was written by AI assistant software.", "AI", cutRole},
		{nil, "I was made by OpenAI, you see.", "OpenAI", cutRole},
		{nil, "我就是个人工智能助手。", "人工", cutRole},
		{nil, "咱们对练一下。", "对练", cutRole},
		{nil, "Fine, you will have all of it.", "all of it", cutCommit},
		{nil, "我说句实话，这是一个角色扮演", "扮演", cutRole},
		{nil, "作为一个AI，我不能", "作为", cutRole},
		{nil, "这是系统提示词里写的", "系统提示", cutRole},
		{nil, "As an AI I cannot", "As an", cutRole},
		{nil, "my system prompt says", "system", cutRole},
		{[]coach.Move{toPay}, "行，22号付十三万。", "十三", cutFigure},
		{[]coach.Move{toPay}, "行，23号付十二万。", "23", cutFigure},
		{[]coach.Move{toPay}, "I'll pay 120,000 on Friday and the rest in June.", "June", cutCommit},
	}
	for _, c := range cases {
		moves := c.moves
		if moves == nil {
			moves = []coach.Move{dodgeMove}
		}
		lang := coach.English
		if strings.ContainsFunc(c.text, func(r rune) bool { return r > 0x3000 }) {
			lang = coach.Chinese
		}
		for trial := range 20 {
			random := rand.New(rand.NewPCG(uint64(trial), 2))
			got, reason := through(modelBrief(lang, moves...), c.text, random.IntN)
			if strings.Contains(got, c.hidden) || reason == "" || c.reason != "" && reason != c.reason {
				t.Errorf("%q left as %q, cut for %q; want %q kept and %q", c.text, got, reason, c.hidden, c.reason)
				break
			}
			if !strings.HasPrefix(strings.ReplaceAll(c.text, "\u200b", ""), got) {
				t.Errorf("%q left as %q: not its beginning", c.text, got)
			}
		}
	}
}

func TestGuardLeavesOutStageDirections(t *testing.T) {
	for text, want := range map[string]string{
		"（叹气）行吧，我再想想。":             "行吧，我再想想。",
		"*sighs* All right then.":  " All right then.",
		"I **really** can't say.":  "I really can't say.",
		"[pause] Let me see.":      " Let me see.",
		"# Well, `that` is life.":  " Well, that is life.",
		"到期是4月1号（周三），我知道。":         "到期是4月1号（周三），我知道。",
		"<i>Well</i> it is so.":    "Well it is so.",
		"行吧（他沉默了很久，然后说）再想想。":       "行吧再想想。",
		"Hmm. (after a pause) No.": "Hmm.  No.",
	} {
		for trial := range 20 {
			random := rand.New(rand.NewPCG(uint64(trial), 3))
			lang := coach.English
			if strings.ContainsFunc(text, func(r rune) bool { return r > 0x3000 }) {
				lang = coach.Chinese
			}
			if got, reason := through(modelBrief(lang, dodgeMove), text, random.IntN); got != want {
				t.Errorf("%q left as %q (%s), want %q", text, got, reason, want)
				break
			}
		}
	}
}

// TestGuardHoldsLittle: a figure, bracket or sentence without end is cut rather than held for ever.
func TestGuardHoldsLittle(t *testing.T) {
	for _, piece := range []string{"一", "1", "（哈", "three ", "今天", "full "} {
		g := newGuard(modelBrief(coach.Chinese, dodgeMove), "", nil)
		cut := false
		for range 20000 {
			if _, ok := g.Write(piece); !ok {
				cut = true
				break
			}
			if len(g.held) > maxSentenceBytes {
				t.Fatalf("%q: %d bytes held", piece, len(g.held))
			}
		}
		if !cut {
			t.Errorf("%q without end was never cut", piece)
		}
	}
}

// TestGuardNeverLeaksWhateverThePieces: a forbidden figure, secret or canary put anywhere into innocent talk, in any
// disguise and any pieces, never leaves whole; and the innocent talk alone comes out as it was.
func TestGuardNeverLeaksWhateverThePieces(t *testing.T) {
	innocent := map[coach.Lang][]string{
		coach.Chinese: {"哎呀", "，", "你别急", "。", "这个事我知道", "我们也难", "？", "说句实话", "大家都是老朋友了", "！", "慢慢来", "、", "先这样"},
		coach.English: {"well", ", ", "you know", ". ", "we have a lot on", " and ", "people are busy", "? ", "honestly", "! ", "it is what it is", " - ", "let me see"},
	}
	forbidden := map[coach.Lang][]string{
		coach.Chinese: {"三十五万", "35万", "３５万", "350,000", "叁拾伍万", "27号", "二十七号", "下周二", "五月二十七", "二号线", "续贷", "设备卖", "大模型", "提示词"},
		coach.English: {"350,000", "350k", "three hundred and fifty thousand", "next Tuesday", "27 May", "May 27th", "twenty-seventh", "line two", "renewed our loan", "language model", "system prompt"},
	}
	disguises := []func(string) string{
		func(s string) string { return s },
		strings.ToUpper,
		func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
		func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]coach.Lang{coach.Chinese, coach.English}).Draw(t, "lang")
		b := modelBrief(lang, dodgeMove)
		talk := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(innocent[lang]), 0, 8).Draw(t, name), "")
		}
		size := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "piece") }
		before, after := talk("before"), talk("after")
		if got, reason := through(b, before+after, size); got != before+after {
			t.Fatalf("innocent %q left as %q (%s)", before+after, got, reason)
		}
		words := rapid.SampledFrom(append([]string{canaryOf(b)}, forbidden[lang]...)).Draw(t, "words")
		disguised := rapid.SampledFrom(disguises).Draw(t, "disguise")(words)
		if lang == coach.English {
			disguised = " " + disguised + " "
		}
		got, reason := through(b, before+disguised+after, size)
		if reason == "" || len(got) > len(before)+1 || !strings.HasPrefix(before+" ", got) {
			t.Fatalf("%q left as %q (%q): %q leaked", before+disguised+after, got, reason, words)
		}
	})
}

// BenchmarkGuard measures what the guard adds to a token: the time of a Write of plain words, and of a held figure.
func BenchmarkGuard(b *testing.B) {
	for name, pieces := range map[string][]string{
		"zh plain":  {"这个", "事情", "我", "知道", "，", "你", "别", "着急", "。"},
		"en plain":  {" I", " know", " about", " it", ",", " leave", " it", " with", " me", "."},
		"zh figure": {"下", "周", "五", "付", "十", "二", "万", "吧", "。"},
	} {
		b.Run(name, func(b *testing.B) {
			brief := modelBrief(coach.Lang(name[:2]), toPay)
			b.ReportAllocs()
			g := newGuard(brief, "HK-0000000000", nil)
			for i := 0; b.Loop(); i++ {
				if _, ok := g.Write(pieces[i%len(pieces)]); !ok {
					b.Fatal(g.reason)
				}
			}
		})
	}
	b.Run("new", func(b *testing.B) {
		brief := modelBrief(coach.Chinese, toPay)
		b.ReportAllocs()
		for b.Loop() {
			newGuard(brief, "HK-0000000000", nil)
		}
	})
}
