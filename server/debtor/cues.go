package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// A promise is completed element by element, and which element a question is about shows in its question word rather
// than in a slot ("which day?", 谁来办). These word lists only choose among the elements once an asking act was heard;
// words alone move nothing.
func elementCues(lang coach.Lang, e coach.Element) []string {
	if lang == coach.Chinese {
		switch e {
		case coach.ElementDate:
			return []string{"哪天", "哪一天", "几号", "什么时候", "什么时间", "啥时候", "何时", "周几", "星期几", "几点", "日子", "日期", "多久", "哪日"}
		case coach.ElementAmount:
			return []string{"多少", "金额", "全款", "全额", "几成", "多大一笔", "数目", "一次付清", "付清", "结清", "个数"}
		case coach.ElementMethod:
			return []string{"怎么付", "怎么打", "什么方式", "哪种方式", "付款方式", "转账", "电汇", "网银", "承兑", "支票", "哪个户", "哪个账户", "对公", "怎么走", "走什么"}
		case coach.ElementOwner:
			return []string{"谁来", "谁去", "谁办", "谁负责", "谁操作", "谁做", "谁提", "谁点", "谁安排", "哪位", "经办", "找谁", "谁跟进", "谁盯"}
		case coach.ElementProof:
			return []string{"回单", "截图", "凭证", "水单", "书面", "发我", "邮件", "微信", "短信", "盖章", "写一", "回个", "底单", "付款单"}
		case coach.ElementFallback:
			return []string{"万一", "如果没", "要是没", "没到账", "没到的话", "到时候没", "没付的话", "走不了", "付不出"}
		}
		return nil
	}
	switch e {
	case coach.ElementDate:
		return []string{"which day", "what day", "which date", "what date", "when ", "when?", "by when", "what time", "how soon", "a date", "the date", "firm date", "a day"}
	case coach.ElementAmount:
		return []string{"how much", "what amount", "what sum", "the amount", "an amount", "in full", "full amount", "how many", "what figure", "a figure", "all of it", "which part", "the sum"}
	case coach.ElementMethod:
		return []string{"how will you pay", "how will it be paid", "what method", "which method", "bank transfer", "by transfer", "wire", "bacs", "faster payment", "chaps", "cheque", "which account", "payment method", "how are you paying", "how will you send", "how is it going", "how will it", "how would"}
	case coach.ElementOwner:
		return []string{"who will", "who'll", "who is going to", "who's going to", "who keys", "who releases", "who does", "who makes", "who puts", "who presses", "who sets", "whose desk", "who at your", "who in your", "who handles", "who do i", "who should i", "who'd"}
	case coach.ElementProof:
		return []string{"remittance", "confirmation", "screenshot", "in writing", "email", "e-mail", "send me", "slip", "proof", "a copy", "drop me", "message me", "text me", "reference"}
	case coach.ElementFallback:
		return []string{"if it doesn't", "if it does not", "if that slips", "if it slips", "if it's missed", "if that's missed", "if it isn't", "if it's not", "if nothing", "if that doesn't", "what happens if", "if the money", "if for any reason", "should it slip", "if the payment", "if you miss", "if that date", "if it hasn't"}
	}
	return nil
}

// askedElements lists the parts of a promise that the utterance asks for, in order. A bare ask for a commitment asks
// for a day; insisting asks only for what it names.
func askedElements(lang coach.Lang, text string, heard coach.Understanding) []coach.Element {
	bare := heard.Has(coach.ActAskCommitment) || heard.Has(coach.ActProposeChoice) || heard.Has(coach.ActOfferInstalments)
	commit := bare || heard.Has(coach.ActRejectDelay) || heard.Has(coach.ActStandFirm)
	if !commit && !heard.Has(coach.ActAskProof) && !heard.Has(coach.ActAgreeFallback) {
		return nil
	}
	low := strings.ToLower(text)
	want := map[coach.Element]bool{
		coach.ElementProof:    heard.Has(coach.ActAskProof),
		coach.ElementFallback: heard.Has(coach.ActAgreeFallback),
	}
	if commit {
		for _, e := range coach.Elements() {
			want[e] = want[e] || slices.ContainsFunc(elementCues(lang, e), func(cue string) bool { return strings.Contains(low, cue) })
		}
	}
	if bare {
		want[coach.ElementMethod] = want[coach.ElementMethod] || len(heard.Slots.Methods) > 0
		want[coach.ElementAmount] = want[coach.ElementAmount] || len(heard.Slots.Money) > 0 || heard.Slots.Instalments > 0
		want[coach.ElementDate] = want[coach.ElementDate] || len(heard.Slots.Dates) > 0
	}
	var asked []coach.Element
	for _, e := range coach.Elements() {
		if want[e] {
			asked = append(asked, e)
		}
	}
	if bare && len(asked) == 0 {
		asked = append(asked, coach.ElementDate)
	}
	return asked
}

// questioned lists the ways and means that a question names beside what is asked for already.
func questioned(lang coach.Lang, text string, asked []coach.Element) []coach.Element {
	if !strings.ContainsAny(text, "?？") {
		return nil
	}
	return slices.DeleteFunc(namedElements(lang, text), func(e coach.Element) bool {
		return e == coach.ElementAmount || e == coach.ElementDate || slices.Contains(asked, e)
	})
}

// namedElements lists the parts of a promise that a text has words for.
func namedElements(lang coach.Lang, text string) []coach.Element {
	low := strings.ToLower(text)
	var named []coach.Element
	for _, e := range coach.Elements() {
		if slices.ContainsFunc(elementCues(lang, e), func(cue string) bool { return strings.Contains(low, cue) }) {
			named = append(named, e)
		}
	}
	return named
}

// asksAgain reports whether the words ask for something to be said once more.
func asksAgain(lang coach.Lang, text string) bool {
	cues := []string{"say that again", "say again", "come again", "pardon", "didn't catch", "did not catch", "couldn't hear", "what did you say", "did you say", "what was that", "what was the amount", "what was the sum", "what was the figure", "what was the date", "how much again", "amount again", "date again", "repeat that", "one more time"}
	if lang == coach.Chinese {
		cues = []string{"来着", "再说一遍", "再说一次", "再讲一遍", "没听清", "没听见", "没听到", "刚才说几号", "刚才说多少", "刚才说哪天", "刚说几号", "刚说多少", "说的几号", "说的多少", "你说啥？", "您说啥？", "你说什么？", "您说什么？"}
	}
	low := strings.ToLower(strings.ReplaceAll(text, "\u2019", "'"))
	return len([]rune(text)) <= windUpRunes && slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// vocative is the name by which a sentence that begins with one addresses somebody, in small letters: in Chinese a family
// name with what goes with it, in English the name after Mr, Mrs or Ms. Empty when there is none.
func vocative(lang coach.Lang, text string) string {
	first := strings.TrimLeft(strings.ToLower(text), " 　喂")
	if lang == coach.English {
		words := strings.FieldsFunc(first, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == '!' || r == '?' })
		for i, word := range words[:min(4, len(words))] {
			if (word == "mr" || word == "mrs" || word == "ms") && i+1 < len(words) {
				return words[i+1]
			}
		}
		return ""
	}
	first = strings.TrimLeft(first, "，, ")
	for _, title := range []string{"总", "哥", "姐", "经理", "主任", "厂长", "老板", "会计", "老师", "董"} {
		runes := []rune(first)
		if name, rest, ok := strings.Cut(first, title); ok && len([]rune(name)) == 1 && (rest == "" || slices.Contains([]rune("，,。！!？? 您你"), []rune(rest)[0])) {
			return string(runes[:1]) + title
		}
	}
	return ""
}

// asksWho reports whether the words ask who is on the line.
func asksWho(lang coach.Lang, text string) bool {
	cues := []string{"who am i speaking", "who am i talking", "who is this", "who's this", "who is that", "who's that", "your name", "is that the", "am i speaking to", "are you the"}
	if lang == coach.Chinese {
		cues = []string{"您是哪位", "你是哪位", "怎么称呼", "贵姓", "您哪位", "你哪位", "你是谁", "您是谁", "叫什么名字"}
	}
	low := strings.ToLower(strings.ReplaceAll(text, "\u2019", "'"))
	if lang == coach.Chinese && len([]rune(low)) <= briefRunes { // 您是刘主任吗
		bare := strings.TrimRight(strings.TrimLeft(low, "喂请问那，, "), "？?。 ")
		if (strings.HasPrefix(bare, "您是") || strings.HasPrefix(bare, "你是")) && strings.HasSuffix(bare, "吗") {
			return true
		}
	}
	return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// asksRest reports whether the utterance is after a plan for what is left: by offering instalments, and not just as one of two
// to choose from, or by asking for the rest in so many words.
func asksRest(lang coach.Lang, text string, heard coach.Understanding) bool {
	if heard.Has(coach.ActOfferInstalments) && (!heard.Has(coach.ActProposeChoice) || heard.Slots.Instalments > 0) {
		return true
	}
	if !heard.Has(coach.ActAskCommitment) && !heard.Has(coach.ActProposeChoice) && !heard.Has(coach.ActRejectDelay) && !heard.Has(coach.ActStandFirm) {
		return false
	}
	low := strings.ToLower(text)
	return slices.ContainsFunc(restCues(lang), func(cue string) bool { return strings.Contains(low, cue) })
}

// restCues are words for what a first part leaves open.
func restCues(lang coach.Lang) []string {
	if lang == coach.Chinese {
		return []string{"剩下", "余款", "尾款", "其余", "余下", "剩余", "另一半"}
	}
	return []string{"the rest", "remainder", "remaining", "what's left", "what is left", "left over", "other half", "second half", "the balance after"}
}

// recallsPromise reports whether the words refer to something the debtor said before; plainly means that they call it a
// promise or say that it was on an earlier occasion.
func recallsPromise(lang coach.Lang, text string, plainly bool) bool {
	plain := []string{"you promised", "you'd promised", "you had promised", "you assured", "gave me your word", "gave us your word", "given your word", "was promised", "you agreed", "last time you", "on our last call", "when we last spoke"}
	loose := []string{"you said", "you told", "you'd told", "you'd said", "you gave me", "you were going to pay", "you'd pay"}
	if lang == coach.Chinese {
		plain = []string{"答应过", "答应的", "答应了", "答应我们", "答应我", "说好的", "说好了", "讲好的", "讲好了", "承诺过", "承诺的", "承诺了", "保证过", "上次说", "上回说", "上次您说", "上回您说", "上次你说", "上回你说", "上次电话", "上回电话", "上次跟我说", "上回跟我说", "上次您跟我说", "上次你跟我说", "上次告诉我"}
		loose = []string{"您说", "你说", "说过", "讲过", "您讲", "你讲", "定好的"}
	}
	cues := plain
	if !plainly {
		cues = append(cues, loose...)
	}
	low := strings.ToLower(text)
	return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// takesLeave reports whether the words end the talk: a farewell, or a short sentence that winds up. A question never does.
func takesLeave(lang coach.Lang, text string) bool {
	farewell := []string{"goodbye", "good bye", "bye", "talk soon", "speak soon", "have a good day", "have a nice day", "have a good one", "have a good weekend"}
	windUp := []string{"thanks for your time", "thank you for your time", "take care", "see you", "see ya", "that's all", "until then", "i'll leave you to it", "i won't keep you", "i'll let you go"}
	if lang == coach.Chinese {
		farewell = []string{"再见", "拜拜", "我挂了", "先挂了", "那挂了"}
		windUp = []string{"先这样", "就这样", "再联系", "改天再聊", "下次再聊", "您保重", "你保重", "回聊", "那这样", "回头联系", "不打扰您了", "不打扰了", "到时联系", "保持联系", "您先忙", "你先忙", "您忙吧", "那您忙", "先不耽误"}
	}
	low := strings.ToLower(text)
	in := func(cue string) bool { return strings.Contains(low, cue) }
	if strings.ContainsAny(text, "?？") {
		return false
	}
	return slices.ContainsFunc(farewell, in) || len([]rune(text)) <= windUpRunes && slices.ContainsFunc(windUp, in)
}

// windUpRunes is how long a sentence may be for winding-up words in it to end the talk.
const windUpRunes = 60

// asksFor reports whether words that name somebody ask for a moment with them.
func asksFor(lang coach.Lang, text string) bool {
	cues := []string{"minutes with", "a minute with", "a moment with", "a word with", "time with", " available", " free", " in today", " about?", " there?", "get me ", "reach "}
	if lang == coach.Chinese {
		cues = []string{"在吗", "在不在", "在么", "方便吗", "有空", "忙吗", "说话", "聊聊", "找一下", "找下", "帮我找"}
	}
	low := strings.ToLower(text)
	return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}

// asksThrough reports whether the words ask to be put through to somebody, rather than who decides.
func asksThrough(lang coach.Lang, text string) bool {
	cues := []string{"put me through", "transfer me", "connect me", "speak to", "speak with", "talk to", "talk with", "pass me", "on the line", "have a word with", "join us", "can you get him", "can you get her", "could you get him", "could you get her", "get him on", "get her on", "hand me"}
	if lang == coach.Chinese {
		cues = []string{"转接", "转给", "接一下", "接过来", "帮我转", "转一下", "请他", "请她", "叫他", "叫她", "跟他说", "跟她说", "聊两句", "说两句", "接电话", "听电话", "通个话", "直接跟", "直接和", "拉上", "麻烦转", "请转", "转到", "叫一下", "喊一下", "我要找"}
	}
	low := strings.ToLower(text)
	return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}
