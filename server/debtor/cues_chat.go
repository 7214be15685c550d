package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// chatCues are the words by which talk of no consequence is known, by the rule that answers it.
func chatCues(lang coach.Lang) map[string][]string {
	if lang == coach.Chinese {
		return map[string][]string{
			ruleReceived:   {"收到", "看到了吗", "看一下", "看看", "发您", "发你", "发过去", "发给", "送到", "发了", "传给", "传过去"},
			ruleHere:       {"还在吗", "您在吗", "你在吗", "听得见", "听得到", "听见了吗", "能听到"},
			ruleMoment:     {"在开会吗", "您忙吗", "你忙吗", "方便吗", "方便说话", "方便接", "耽误您", "耽误你", "打扰您", "打扰你", "有空吗", "有时间吗"},
			rulePleasantry: {"吃饭了", "吃了吗", "最近怎么样", "最近咋样", "最近好吗", "最近还好", "生意怎么样", "生意咋样", "生意还好", "生意好吗", "身体好吗", "身体还好", "天气", "周末过得", "新年好", "节日快乐"},
			ruleHold:       {"稍等", "等一下", "等一等", "等等", "等会", "等下", "等我", "我查一下", "我翻一下", "我看一下", "我找一下"},
			rulePardon:     {"不好意思", "抱歉", "对不起", "对不住", "话重了", "收回"},
			ruleThanks:     {"谢谢", "多谢", "感谢", "谢了", "谢啦", "麻烦您了", "麻烦你了", "辛苦您", "辛苦你", "辛苦了"},
		}
	}
	return map[string][]string{
		ruleReceived:   {"sent you", "sent it", "sent that", "just sent", "have sent", "did you get", "have you got it", "received", "come through", "get it?", "see it?", "have a look"},
		ruleHere:       {"still there", "you there", "can you hear", "are you on the line"},
		ruleMoment:     {"are you busy", "good time", "bad time", "got a minute", "have a minute", "got a moment", "have a moment", "take a minute", "take long", "keep you long", "sorry to bother", "sorry to disturb"},
		rulePleasantry: {"how are you", "how're you", "how's business", "how is business", "how are things", "how's things", "how's it going", "how have you been", "how is life", "how's life", "how's the family", "weather", "keeping well", "good weekend", "nice weekend"},
		ruleHold:       {"hold on", "hang on", "one moment", "one second", "one sec", "just a second", "just a sec", "just a moment", "just a minute", "give me a second", "give me a moment", "bear with me", "let me check", "let me see", "let me look", "let me find"},
		rulePardon:     {"sorry", "apolog", "take that back", "shouldn't have said", "didn't mean"},
		ruleThanks:     {"thank", "cheers", "appreciate"},
	}
}

// isQuestion reports whether words ask something, with or without a question mark.
func isQuestion(lang coach.Lang, text string) bool {
	if strings.ContainsAny(text, "?？") {
		return true
	}
	low := strings.TrimRight(strings.ToLower(strings.ReplaceAll(text, "\u2019", "'")), " .。!！…")
	if lang == coach.Chinese {
		ends := []string{"吗", "么", "呢", "没", "没有"}
		words := []string{"什么", "怎么", "哪", "谁", "为啥", "咋", "多少", "几号", "几次", "多久", "是不是", "能不能", "行不行", "有没有", "要不要", "可不可以"}
		return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(low, end) }) ||
			slices.ContainsFunc(words, func(word string) bool { return strings.Contains(low, word) })
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(low, "so "), "and "), " ")
	return slices.Contains([]string{"what", "what's", "how", "how's", "who", "who's", "when", "when's", "where", "where's", "why", "which",
		"can", "could", "do", "does", "did", "is", "are", "will", "would", "have", "has", "any", "isn't", "aren't", "don't", "didn't"}, first)
}

// asksMeaning reports whether words say that what the debtor said was not understood.
func asksMeaning(lang coach.Lang, text string) bool {
	cues := []string{"what do you mean", "don't follow", "sure i follow", "don't understand", "didn't understand", "meaning what", "what does that mean", "not following"}
	if lang == coach.Chinese {
		cues = []string{"什么意思", "您的意思是", "你的意思是", "不太明白", "没明白", "没听懂", "听不懂", "指的是什么", "是指什么"}
	}
	low := strings.ToLower(strings.ReplaceAll(text, "\u2019", "'"))
	return len([]rune(low)) <= windUpRunes && slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// nods reports whether a text in small letters is made of nothing but words that say "yes, I heard".
func nods(lang coach.Lang, low string) bool {
	if lang == coach.English {
		words := []string{"ok", "okay", "right", "yes", "yeah", "yep", "sure", "fine", "i see", "got it", "great", "good", "brilliant", "lovely", "understood", "of course", "alright", "all right", "yes please", "no problem", "mm", "hm", "hmm", "uh huh", "noted", "cool", "perfect", "right then", "fair enough", "i understand", "very well"}
		parts := strings.FieldsFunc(low, func(r rune) bool { return strings.ContainsRune(",.!;…", r) })
		return len(parts) > 0 && !slices.ContainsFunc(parts, func(part string) bool { return !slices.Contains(words, strings.TrimSpace(part)) })
	}
	words := []string{"知道了", "没关系", "没问题", "明白", "清楚", "了解", "这样", "可以", "没事", "好的", "是的", "对的", "ok", "嗯", "好", "行", "哦", "噢", "对", "是", "那", "我", "了", "吧", "啊", "嘞", "呀", "哈"}
	rest := strings.Map(func(r rune) rune {
		if strings.ContainsRune("，。！；、…～~,.!; ", r) {
			return -1
		}
		return r
	}, low)
	said := rest != ""
	for rest != "" {
		i := slices.IndexFunc(words, func(word string) bool { return strings.HasPrefix(rest, word) })
		if i < 0 {
			return false
		}
		rest = strings.TrimPrefix(rest, words[i])
	}
	return said
}
