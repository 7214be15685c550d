package debtor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// watch is something that may not be said: words that mean nothing by themselves, and what makes them one. Only the second
// part is held back, so that harmless beginnings are not delayed.
type watch struct {
	head string // as squeeze makes it; empty when the tail says enough
	last rune   // of the head
	tail string // as squeeze makes it
}

// watches are found by the first letter of their tails. A nil one finds nothing.
type watches struct {
	begin screen
	by    map[rune][]watch
}

// newWatches takes phrases written "head|tail".
func newWatches(list ...string) *watches {
	all := &watches{by: map[rune][]watch{}}
	for _, phrase := range list {
		head, tail, cut := strings.Cut(phrase, "|")
		if !cut {
			head, tail = "", phrase
		}
		all.add(squeeze(head), squeeze(tail))
	}
	return all
}

func (all *watches) add(head, tail string) {
	first, _ := utf8.DecodeRuneInString(tail)
	last, _ := utf8.DecodeLastRuneInString(head)
	all.by[first] = append(all.by[first], watch{head: head, last: last, tail: tail})
	all.begin.add(tail)
}

// roleBreaks are words that no debtor on the phone says.
var roleBreaks = newWatches(
	"作为|AI", "作为|一个AI", "作为|人工智能", "作为|一个人工智能", "作为|一名人工智能", "作为|虚拟", "作为|模拟", "作为|机器人", "作为|你的教练", "作为|您的教练", "作为|助手", "作为|您的陪练", "作为|你的陪练",
	"我是|AI", "我是|一个AI", "我是|人工智能", "我是|一个人工智能", "我是|机器人", "我是|虚拟", "我只是|一个程序", "我只是|程序", "我只是|一个语言",
	"AI助手", "人|工智能助手", "智能助手", "语言模型", "大模型", "提示词", "系统提示", "系统指令", "系统设定", "我的|设定", "角色扮演", "扮演的|角色", "我|扮演", "扮演|债务人", "扮演|客户", "扮演|被催",
	"模拟客户", "模拟债务人", "模拟通话", "模拟电话", "模拟对话", "模拟场景", "一次|模拟", "虚拟客户", "虚拟债务人", "虚拟角色", "退|出角色", "跳出角色", "脱离角色", "陪练", "训练场景", "对|练",
	"催收员您应该", "催收员你应该", "催款技巧", "催收技巧", "这一句|要做的事", "已经|说开的事", "内部|编号", "评分标准", "评分规则", "给你|打分", "给您|打分",
	"ChatGPT", "OpenAI", "open|AI", "通|义千问", "DeepSeek", "文|心一言", "豆包大", "Claude",
	"as an |AI", "as a |language model", "as a |virtual", "as a |simulated", "as a |bot", "as your |coach", "as your |trainer", "as your |assistant",
	"I am an |AI", "I'm an |AI", "I am a |language model", "I am a |virtual", "I am a |simulated", "I'm a |simulated", "I am a |bot", "I'm a |bot", "I am a |chatbot", "just a |program",
	"AI assistant", "AI model", "a|I assistant", "a|I model", "language model", "chatbot", "system prompt", "my |instructions", "my |prompt", "the |prompt says", "the |instructions say",
	"role-play", "roleplaying", "stay in |character", "break |character", "out of |character", "playing the |debtor", "playing the |customer", "play the |debtor", "playing a |debtor", "playing the |role",
	"this |simulation", "a |simulation", "simulated debtor", "simulated customer", "virtual customer", "virtual debtor",
	"training |exercise", "training |scenario", "what this |answer does", "internal |reference", "I cannot |assist", "I can't |assist", "I'm unable to |assist",
	"scoring rubric", "told not to |reveal", "not allowed to |reveal", "I suggest you |open with", "collection technique", "collections technique",
)

// roleStarts begin a sentence that steps out of the role. They are held from their first letter, but only there: in
// mid-sentence their beginnings are common words.
var roleStarts = newPhrases(
	"作为AI", "作为一个AI", "作为人工智能", "作为一个人工智能", "作为一名人工智能", "作为虚拟", "作为模拟", "作为机器人",
	"As an AI", "As a language model", "As a virtual", "As a simulated", "As a bot", "As your coach", "As your trainer", "As your assistant",
)

// breaksRole reports whether words at held[i] complete a way of stepping out of the role; more says that they may yet.
func (g *guard) breaksRole(i int, final bool) (size int, more bool) {
	if !g.open() && strings.TrimSpace(g.held[:i]) == "" {
		if n, longer := roleStarts.match(g.held[i:], false); n > 0 {
			return n, false
		} else if longer && !final {
			more = true
		}
	}
	n, longer := g.watched(roleBreaks, i, final)
	return n, more || longer && !commonWords[strings.ToLower(g.held[i:])]
}

// grownIntoRole is breaksRole for what goes on with a common word that has left already: an a that becomes AI.
func (g *guard) grownIntoRole(i int, final bool) (size int, more bool) {
	lead := g.goesOn(i)
	if lead == "" {
		return 0, false
	}
	text := lead + g.held[i:]
	first, _ := utf8.DecodeRuneInString(text)
	for _, w := range roleBreaks.by[first] {
		if w.head != "" {
			continue
		}
		n, longer := follow(w.tail, text, false)
		if n > 0 {
			return n - len(lead), false
		}
		more = more || longer && !final
	}
	return 0, more
}

// watched looks for the tails of watches at held[i], behind their heads. A short tail has to end where a word does.
func (g *guard) watched(all *watches, i int, final bool) (size int, more bool) {
	_, size, more = g.watchedFor(all, i, final)
	return size, more
}

// watchedFor is watched with which of the watches was found.
func (g *guard) watchedFor(all *watches, i int, final bool) (found watch, size int, more bool) {
	if all == nil {
		return watch{}, 0, false
	}
	text := g.held[i:]
	first, may := all.begin.may(text)
	if !may {
		return watch{}, 0, false
	}
	list := all.by[first]
	if len(list) == 0 {
		return watch{}, 0, false
	}
	letter, before := g.letterBefore(i), ""
	for _, w := range list {
		if w.head != "" && letter != 0 && letter != w.last {
			continue
		}
		n, longer := follow(w.tail, text, false)
		if n > 0 && n <= maxShortTail && latinLetter(rune(text[n-1])) {
			switch next, _ := utf8.DecodeRuneInString(text[n:]); {
			case n == len(text):
				longer, n = true, n*boolToInt(final)
			case latinLetter(next):
				n = 0
			}
		}
		if n == 0 && (!longer || final) {
			continue
		}
		if w.head != "" {
			if before == "" {
				before = squeeze(tail(g.sentence.String(), maxHead) + g.held[:i])
			}
			if !strings.HasSuffix(before, w.head) {
				continue
			}
		}
		if n > 0 {
			return w, n, false
		}
		more = true
	}
	return watch{}, 0, more
}

// letterBefore is the letter in front of held[i], as squeeze makes it; 0 when only more of the text can tell. Nearly every head
// is ruled out by it.
func (g *guard) letterBefore(i int) rune {
	for _, text := range [2]string{g.held[:i], g.sentence.String()} {
		for text != "" {
			r, size := utf8.DecodeLastRuneInString(text)
			switch {
			case r >= firstHan && r <= lastHan, r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)):
				r, _ = foldRune(r)
				return r
			case r >= utf8.RuneSelf:
				return 0
			}
			text = text[:len(text)-size]
		}
	}
	return 0
}

// maxShortTail is how long, in bytes, a tail may be to be the beginning of another word.
const maxShortTail = 5

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tail is the end of a text, about n bytes of it and whole characters.
func tail(text string, n int) string {
	if len(text) <= n {
		return text
	}
	text = text[len(text)-n:]
	for text != "" && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

// inWord reports whether held[i] goes on with a word of letters or a number, so that no phrase begins there.
func (g *guard) inWord(i int) bool {
	r, _ := utf8.DecodeRuneInString(g.held[i:])
	if r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return false
	}
	before := g.before(i)
	if (before == '\'' || before == '’') && unicode.IsLetter(r) { // what's, I'll
		return g.wordBefore(i-utf8.RuneLen(before)) != ""
	}
	return latinLetter(before)
}

func latinLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return (r < firstHan || r > lastHan) && unicode.Is(unicode.Latin, r)
}

// maxHead is how many bytes in front of a tail are looked at for its head; spaced out, a head may take three times its own.
const maxHead = 400

// clausesOf are the clauses of texts of the prompt, long enough that nobody says them by chance: a model that speaks one
// reads its prompt out. The last third of a clause is what is held back.
func clausesOf(texts ...string) *watches {
	all := &watches{by: map[rune][]watch{}}
	for _, text := range texts {
		for _, clause := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("，。；：、,.;:“”\"\n", r) }) {
			if folded := squeeze(clause); len(folded) >= minClauseBytes {
				head, last := parted(clause)
				all.add(squeeze(head), squeeze(last))
			}
		}
	}
	return all
}

// parted cuts a clause after two thirds, between words.
func parted(clause string) (head, last string) {
	if words := strings.Fields(clause); len(words) >= 3 {
		cut := len(words) * 2 / 3
		return strings.Join(words[:cut], " "), strings.Join(words[cut:], " ")
	}
	runes := []rune(clause)
	cut := len(runes) * 2 / 3
	return string(runes[:cut]), string(runes[cut:])
}

// minClauseBytes is seven Chinese characters, or some four English words.
const minClauseBytes = 20
