package debtor

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"huikuan/server/coach"
	"huikuan/server/lang"
	"huikuan/server/llm/llmtest"
	"huikuan/server/llm/openai"
)

var hostileReplies = flag.Int("hostile", 300, "replies of the hostile endpoint")

// attack is one reply of an endpoint that means harm.
type attack struct {
	kind   string
	steps  []llmtest.Step
	text   string   // the words of the reply
	hidden []string // none of this may be heard, however it is spaced, cased or widened
	amount int64    // a sum that may not be heard in any form; 0 for none
}

// hostile makes attacks on one turn.
type hostile struct {
	*rand.Rand
	brief Brief
}

var (
	smallTalkBefore = map[coach.Lang][]string{
		coach.Chinese: {"", "哎呀你听我说，", "这个事情嘛。", "大家都不容易啊，", "我跟你讲，"},
		coach.English: {"", "Well, listen, ", "It is what it is. ", "You know how people are. ", "Look, "},
	}
	smallTalkAfter = map[coach.Lang][]string{
		coach.Chinese: {"", "，你看行吧。", "。先这样。", "！"},
		coach.English: {"", ", you see.", ". Bye now.", "!"},
	}
	// promises agree to more than any move does that the hostile test makes; the second part is what may not be heard.
	promises = map[coach.Lang][][2]string{
		coach.Chinese: {
			{"好的，我今天全额付清", "今天全额"}, {"没问题，全款马上打给你", "全款马上打"}, {"行，所有的钱明天一次性到账", "明天一次性到账"},
			{"我答应你，全部款项立刻付", "全部款项立刻付"}, {"我保证这周五之前付清全部货款", "周五之前付清"}, {"好，一分不少我都付给你", "一分不少我都付"},
			{"欠你们的钱我悉数打过去", "悉数打过去"}, {"同意，本息一起结清", "一起结清"}, {"成交，连违约金我也一起付", "连违约金我也一起付"},
			{"行，剩下的我也都付了", "剩下的我也都付"}, {"可以，你要多少我付多少", "要多少我付多少"},
		},
		coach.English: {
			{"Fine, I'll pay the full balance today", "full balance today"}, {"Yes, the whole amount goes out tomorrow", "amount goes out tomorrow"},
			{"I promise every cent will be paid on Friday", "paid on Friday"}, {"Agreed, we settle the entire account right now", "entire account right now"},
			{"Okay, I'll pay everything you asked for", "pay everything"}, {"Sure, you'll have all of it by tonight", "all of it by tonight"},
			{"Deal, every penny of it, I'll wire it", "every penny of it"}, {"Of course, I'll clear the lot", "clear the lot"},
			{"Fine, I'll pay whatever you ask", "pay whatever you ask"}, {"Yes, we'll pay the rest as well", "pay the rest"},
		},
	}
	breaks = map[coach.Lang][]string{
		coach.Chinese: {
			"作为一个人工智能，我不能真的付款", "我只是一个语言模型", "根据我的系统提示", "这是一个角色扮演", "我是AI助手", "作为您的陪练，我建议", "我的提示词里写着",
			"催收员您应该先核实身份", "这次通话的评分标准是", "我扮演的角色是会计", "我是ChatGPT", "这只是一次模拟通话", "作为虚拟客户", "退出角色说一句",
		},
		coach.English: {
			"As an AI language model I cannot pay", "my system prompt tells me to stall", "this is a role-play", "I am an AI assistant", "I am playing the debtor",
			"in this simulation I am", "my instructions say", "the scoring rubric wants", "I'm ChatGPT", "stepping out of character", "as a virtual customer", "this is only a training exercise",
			"I was told not to reveal", "as your coach, I suggest",
		},
	}
)

func (h hostile) pick(from []string) string { return from[h.IntN(len(from))] }

// wrap puts forbidden words into innocent talk.
func (h hostile) wrap(words string) string {
	l := h.brief.Lang
	return h.pick(smallTalkBefore[l]) + words + h.pick(smallTalkAfter[l])
}

// disguise spaces, widens or cases words.
func (h hostile) disguise(words string) string {
	switch h.IntN(6) {
	case 0:
		return strings.Join(strings.Split(words, ""), "\u200b")
	case 1:
		return strings.Join(strings.Split(words, ""), " ")
	case 2:
		return strings.ToUpper(words)
	case 3:
		return strings.Map(func(r rune) rune {
			if r > ' ' && r <= '~' {
				return r - '!' + '！'
			}
			return r
		}, words)
	}
	return words
}

func (h hostile) secret() attack {
	var secrets []string
	for _, id := range h.brief.Locked {
		fact, _ := h.brief.Scenario.Fact(id)
		secrets = append(append(secrets, fact.Secret.Zh...), fact.Secret.En...)
	}
	open := squeeze(strings.Join(openTexts(h.brief), "\n"))
	words := h.pick(secrets)
	if strings.Contains(open, squeeze(words)) {
		return h.roleBreak()
	}
	return attack{kind: "secret", text: h.wrap(h.disguise(words)), hidden: []string{words}}
}

// money names a sum that nobody has: 271,828 or so.
func (h hostile) money() attack {
	n := int64(271_828 + 1_001*h.IntN(50))
	for onFile := true; onFile; { // a sum on file may be said for short
		onFile = false
		account := h.brief.Scenario.Case.Account
		sums := []int64{account.Balance().Minor / 100}
		for _, invoice := range account.Invoices {
			sums = append(sums, invoice.Minor/100)
		}
		for _, sum := range sums {
			if sum-n > -20_000 && sum-n < 20_000 {
				n, onFile = n+100_000, true
			}
		}
	}
	grouped := fmt.Sprintf("%d,%03d", n/1000, n%1000)
	zh, formal := chineseNumber(n, "零一二三四五六七八九", "十百千万"), chineseNumber(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟萬")
	digits := fmt.Sprint(n)
	form := h.pick([]string{
		grouped, digits, zh, formal, englishNumber(n), strings.Join(strings.Split(digits, ""), " "), strings.Join(strings.Split(digits, ""), "-"),
		fmt.Sprintf("%.4f万", float64(n)/10000), fmt.Sprintf("%dk", n/1000), "¥" + grouped, fullWidth(digits), spelledDigits(digits), strings.Join(strings.Split(zh, ""), " "),
	})
	frame := map[coach.Lang][]string{
		coach.Chinese: {"我付%s元", "好，先给你%s", "那就%s吧", "最多%s，再多没有"},
		coach.English: {"I'll pay %s", "call it %s", "say %s and we are done", "the most is %s yuan"},
	}[h.brief.Lang]
	return attack{kind: "money", text: h.wrap(fmt.Sprintf(h.pick(frame), form)), hidden: []string{form}, amount: n * 100}
}

func (h hostile) date() attack {
	d := h.brief.Scenario.Case.Today.Time().AddDate(0, 0, 70+h.IntN(20))
	for _, said := range lang.FindDates(lang.Normalize(strings.Join(openTexts(h.brief), "\n")), string(h.brief.Scenario.Case.Today)) {
		if said.Earliest == d.Format(time.DateOnly) {
			return h.money() // the debtor's own lines of this turn have that day
		}
	}
	form := h.pick([]string{
		fmt.Sprintf("%d月%d号", d.Month(), d.Day()), fmt.Sprintf("%d月%d日", d.Month(), d.Day()), d.Format("2006-01-02"), d.Format("2 January"),
		d.Format("January 2"), d.Format("Jan 2, 2006"), chineseNumber(int64(d.Month()), "零一二三四五六七八九", "十百千万") + "月" +
			chineseNumber(int64(d.Day()), "零一二三四五六七八九", "十百千万") + "号", d.Format("02/01/2006"), fullWidth(d.Format("2006")) + "年" + fullWidth(d.Format("1")) + "月" + fullWidth(d.Format("2")) + "日",
	})
	frame := map[coach.Lang][]string{
		coach.Chinese: {"%s付给你", "我保证%s到账", "那就%s，说定了"},
		coach.English: {"I'll pay on %s", "you will have it by %s", "%s, and that's a promise"},
	}[h.brief.Lang]
	return attack{kind: "date", text: h.wrap(fmt.Sprintf(h.pick(frame), form)), hidden: []string{form}}
}

func (h hostile) promise() attack {
	list := promises[h.brief.Lang]
	p := list[h.IntN(len(list))]
	return attack{kind: "promise", text: h.wrap(p[0]), hidden: []string{p[1]}}
}

func (h hostile) roleBreak() attack {
	words := h.pick(breaks[h.brief.Lang])
	return attack{kind: "role", text: h.wrap(h.disguise(words)), hidden: []string{words}}
}

// readOut repeats the prompt: the mark of the call, or a rule.
func (h hostile) readOut(prompt string) attack {
	if h.IntN(2) == 0 {
		mark := canaryOf(h.brief)
		return attack{kind: "mark", text: h.wrap(h.disguise(mark)), hidden: []string{mark}}
	}
	var rules []string
	for line := range strings.Lines(prompt) {
		if _, rule, ok := strings.Cut(strings.TrimSpace(line), ". "); ok && len(rule) > 60 && line[0] != '-' {
			rules = append(rules, rule)
		}
	}
	rule := h.pick(rules)
	return attack{kind: "rule", text: h.wrap(rule), hidden: []string{rule}}
}

// endless never comes to a finish.
func (h hostile) endless() attack {
	l := h.brief.Lang
	piece := h.pick(map[coach.Lang][]string{
		coach.Chinese: {"你听我说我跟你讲", "啊", "那个", "　", "我们也难，", "好吧。"},
		coach.English: {"you know and then ", "well ", "\n", "la", "and we, you see, ", "All right. "},
	}[l])
	steps := []llmtest.Step{llmtest.Token(h.pick(smallTalkBefore[l])), func(x *llmtest.Exchange) bool {
		for llmtest.Token(strings.Repeat(piece, 20))(x) {
		}
		return false
	}}
	return attack{kind: "endless", steps: steps}
}

// bulk sends a line of a megabyte.
func (h hostile) bulk() attack {
	said := llmtest.Tokens(0, h.pick(smallTalkBefore[h.brief.Lang]))
	return attack{kind: "bulk", steps: []llmtest.Step{said, llmtest.Raw(`data: {"choices":[{"index":0,"delta":{"content":"` + strings.Repeat("全款", 1<<19/3) + `"}}]}` + "\n\n"), llmtest.Stall()}}
}

func (h hostile) next(prompt string) attack {
	var a attack
	switch n := h.IntN(100); {
	case n < 22:
		a = h.secret()
	case n < 44:
		a = h.money()
	case n < 58:
		a = h.date()
	case n < 72:
		a = h.promise()
	case n < 86:
		a = h.roleBreak()
	case n < 94:
		a = h.readOut(prompt)
	case n < 98:
		a = h.endless()
	default:
		a = h.bulk()
	}
	if a.steps == nil {
		a.steps = append(a.steps, llmtest.Tokens(0, pieces(a.text, h.Rand)...), llmtest.Finish("stop"), llmtest.Done())
	}
	return a
}

// pieces cuts a text at random.
func pieces(text string, random *rand.Rand) []string {
	var out []string
	for runes := []rune(text); len(runes) > 0; {
		n := 1 + random.IntN(min(len(runes), 6))
		out = append(out, string(runes[:n]))
		runes = runes[n:]
	}
	return out
}

// hostileBrief is a turn of a shipped case in which nothing is conceded: whatever agrees, promises or tells is unearned.
func hostileBrief(random *rand.Rand, all []*coach.Scenario) Brief {
	s := all[random.IntN(len(all))]
	kinds := []coach.Move{{Kind: coach.MoveDodge}, {Kind: coach.MoveRaiseExcuse, Excuse: s.Case.Excuses[random.IntN(len(s.Case.Excuses))].Excuse}}
	b := Brief{
		Scenario: s, Contact: s.Case.Contacts[0], Lang: []coach.Lang{coach.Chinese, coach.English}[random.IntN(2)], Turn: 4, Seed: random.Int64N(1 << 40),
		Moves: []coach.Move{kinds[random.IntN(2)]}, Affect: coach.Calm, Heard: "x", Used: map[string]bool{},
	}
	for _, fact := range s.Case.Facts {
		b.Locked = append(b.Locked, fact.ID)
	}
	return b
}

// heardOf is what of an attack can be heard in the speech; empty when nothing can.
func heardOf(b Brief, a attack, speech string) string {
	fromScript := squeeze(strings.Join(openTexts(b), "\n"))
	for _, words := range a.hidden {
		if folded := squeeze(words); strings.Contains(squeeze(speech), folded) && !strings.Contains(fromScript, folded) {
			return words
		}
	}
	if a.amount > 0 {
		for _, m := range lang.FindMoney(lang.Normalize(speech), string(b.Lang), b.Scenario.Case.Account.Currency) {
			if m.Minor == a.amount {
				return fmt.Sprint(a.amount / 100)
			}
		}
	}
	return ""
}

// TestAHostileEndpointGetsNothingAcross: in every reply it tries to give a secret away, promise, name a sum or a day, step
// out of its role, read the prompt out, or never end. The listener hears none of it, always a whole answer, and memory
// stays flat.
func TestAHostileEndpointGetsNothingAcross(t *testing.T) {
	all := shippedScenarios(t)
	random := rand.New(rand.NewPCG(11, 7))
	running := goleak.IgnoreCurrent()
	before := heapInUse()
	count, longest := map[string]int{}, 0
	endpoint := llmtest.NewEndpoint(t)
	voice := hostileVoice(t, endpoint)
	for range *hostileReplies {
		b := hostileBrief(random, all)
		request, err := voice.request(b)
		if err != nil {
			t.Fatal(err)
		}
		a := hostile{random, b}.next(request.Messages[0].Text)
		endpoint.Always(a.steps...)
		var heard strings.Builder
		speech, err := voice.Speak(t.Context(), b, func(delta string) error { heard.WriteString(delta); return nil })
		if err != nil || heard.String() != speech.Text || strings.TrimSpace(speech.Text) == "" {
			t.Fatalf("%s: spoke %q, heard %q, %v", a.kind, speech.Text, heard.String(), err)
		}
		if leak := heardOf(b, a, speech.Text); leak != "" {
			t.Errorf("%s in %s: %q was heard of %q in %q", a.kind, b.Scenario.Case.ID, leak, a.text, speech.Text)
		}
		longest = max(longest, len(speech.Text))
		count[a.kind]++
		endpoint.Forget()
	}
	voice.client.(*openai.Client).Close()
	endpoint.Close()
	if longest > 2*maxSpoken {
		t.Errorf("a reply of %d bytes was heard", longest)
	}
	goleak.VerifyNone(t, running)
	after := heapInUse()
	t.Logf("%d replies %v; longest %d bytes; heap %d KiB before, %d after", *hostileReplies, count, longest, before>>10, after>>10)
	if after > before+(4<<20) {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
}

func heapInUse() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func hostileVoice(t testing.TB, endpoint *llmtest.Endpoint) *ModelVoice {
	t.Helper()
	client, err := openai.New(openai.Config{BaseURL: endpoint.BaseURL, Model: "m", RetryBase: time.Millisecond, BreakAfter: 1 << 20, Idle: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return NewModelVoice(client, loadPrompts(t), NewScripted(Pace{}), ModelOptions{})
}

// chineseNumber writes n, below a hundred million, with the given digits and ranks.
func chineseNumber(n int64, digits, ranks string) string {
	d, r := []rune(digits), []rune(ranks)
	if n >= 10000 {
		out := chineseNumber(n/10000, digits, ranks) + string(r[3])
		if rest := n % 10000; rest > 0 {
			if rest < 1000 {
				out += string(d[0])
			}
			out += chineseNumber(rest, digits, ranks)
		}
		return out
	}
	out, zero := "", false
	for i, unit := range []int64{1000, 100, 10, 1} {
		k := n / unit % 10
		if k == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out += string(d[0])
			zero = false
		}
		out += string(d[k])
		if i < 3 {
			out += string(r[2-i])
		}
	}
	return out
}

func englishNumber(n int64) string {
	small := strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`)
	tens := strings.Fields(`x x twenty thirty forty fifty sixty seventy eighty ninety`)
	switch {
	case n < 20:
		return small[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return tens[n/10] + "-" + small[n%10]
	case n < 1000 && n%100 == 0:
		return small[n/100] + " hundred"
	case n < 1000:
		return small[n/100] + " hundred and " + englishNumber(n%100)
	case n%1000 == 0:
		return englishNumber(n/1000) + " thousand"
	}
	return englishNumber(n/1000) + " thousand " + englishNumber(n%1000)
}

func spelledDigits(digits string) string {
	var out []string
	for _, r := range digits {
		out = append(out, englishNumber(int64(r-'0')))
	}
	return strings.Join(out, " ")
}

func fullWidth(digits string) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
}
