package playtest

import "huikuan/server/coach"

// weakPhrases are what a collector should not say, though nothing in them is forbidden.
func weakPhrases() []phrase {
	return []phrase{
		{id: "hello_sorry", acts: does(coach.ActGreet, coach.ActGrovel),
			zh: []string{
				"{title}您好您好，我是{creditor}的{trainee}，真不好意思又来打扰您，就是那个款的事，您别嫌我烦。",
				"喂，{title}，我{creditor}的{trainee}，实在抱歉占用您时间，不急的，就是例行问一声。",
				"{title}您好，{creditor}的{trainee}，不好意思啊，其实也不着急，求您抽空看一眼。",
			},
			en: []string{
				"Hi {title}, it's {trainee} from {creditor}. I'm so sorry to bother you again, it's only about that payment.",
				"Hello {title}, {trainee} at {creditor} here. Sorry to take up your time, I hope you don't mind me asking, there's no rush.",
				"Hello {title}, this is {trainee} from {creditor}. Sorry, there's really no hurry, I just thought I'd check in.",
			}},
		{id: "hello_plain", acts: does(coach.ActGreet),
			zh: []string{"{title}您好，我是{creditor}的{trainee}，问一下之前那笔款。", "喂，您好，{creditor}的，想问问那个货款的事。", "您好{title}，{creditor}{trainee}，那笔款怎么样了？"},
			en: []string{"Hello {title}, {trainee} from {creditor}, I'm just calling about that payment.", "Hi, it's {creditor}, I wanted to ask about the money that's still open.", "Hello {title}, {trainee} at {creditor}. How are we doing with that invoice?"}},
		{id: "beg", acts: does(coach.ActGrovel),
			zh: []string{
				"求求您帮帮忙，方便的时候付一点就行，不着急的。", "拜托您了，您就当可怜可怜我，什么时候有空什么时候付。",
				"真不好意思老来烦您，您别生我的气，晚点付也没关系。", "给您添麻烦了，实在抱歉，款的事您慢慢来。",
			},
			en: []string{
				"Please, I'm begging you, just a little whenever it suits you, there's no hurry.", "I'd be so grateful, please, only whenever you get a moment, no rush at all.",
				"I'm really sorry for pestering you, please don't be cross, later is absolutely fine.", "Sorry, I feel awful for calling so much, you take your time.",
			}},
		{id: "accept", acts: does(coach.ActAcceptVague),
			zh: []string{"好的好的，那您方便的时候安排一下就行，我等您消息。", "行行，那就等您有空再说，我不催了。", "没事没事，您说尽快那就尽快，我回去跟领导说一声。"},
			en: []string{"Okay, whenever you can then, I'll just wait to hear from you.", "That's fine, soon is fine, I'll tell my boss it's coming.", "No problem, just let me know when you get round to it."}},
		{id: "ask_plain", acts: does(coach.ActAskCommitment),
			zh: []string{"那您大概什么时候能付？", "什么时候付款啊？", "您看哪天能安排？"},
			en: []string{"So when do you think you can pay?", "When will it be paid?", "Which day could you manage it?"}},
		{id: "demand", acts: does(coach.ActStandFirm),
			zh: []string{"我不管那么多，今天必须付。", "别再找理由了，今天就要见到钱，没有商量。", "拖了多久了？今天必须给我打过来。", "我没时间听这些，这笔款今天必须解决。"},
			en: []string{"I don't care about any of that, it has to be paid today.", "No more excuses, I want to see the money today, and that's final.", "You've dragged this out long enough. It must be here today.", "I've no time for stories, this gets settled today."}},
	}
}

// emptyPhrases say next to nothing.
func emptyPhrases() []phrase {
	return []phrase{
		{id: "mm",
			zh: []string{"嗯。", "哦。", "好。", "嗯嗯。", "这样啊。", "噢，好。", "嗯，您说。", "哦哦。", "……", "啊，是。"},
			en: []string{"Mm.", "Right.", "Okay.", "I see.", "Uh-huh.", "Oh, okay.", "Mm-hm.", "Yes.", "…", "Sure."}},
		{id: "hi", acts: does(coach.ActGreet),
			zh: []string{"喂，您好。", "你好。"}, en: []string{"Hello.", "Hi there."}},
	}
}

// parrotPhrases are the sentences of the handbook, with figures and days that nobody agreed to.
func parrotPhrases() []phrase {
	return []phrase{
		{id: "parrot_recap", acts: does(coach.ActRecap),
			zh: []string{"我复述一遍：您{soon}付{balance}，走对公转账，财务经办，付完发回单，对吧？", "那就这么定了，{soon}全款{balance}，转账，回单发我，没错吧？"},
			en: []string{"Let me read that back: you pay {balance} on {soon} by bank transfer, accounts keys it in, and you send me the slip. Right?", "So that's agreed: {balance} in full on {soon}, by transfer, slip to me. Correct?"}},
		{id: "parrot_all", acts: does(coach.ActEmpathise, coach.ActAskCommitment),
			zh: []string{"我非常理解您的难处，请您给我一个明确的付款日期、金额、付款方式、经办人、凭证和后备方案。", "理解您的压力，请问付款日期、金额、方式、经办人、回单，还有万一没付怎么办？"},
			en: []string{"I fully understand your difficulty. Please give me a firm date, amount, method, owner, proof and fallback.", "I understand the pressure you're under. Could I have the payment date, amount, method, responsible person, slip and what happens if it's missed?"}},
		{id: "parrot_win", acts: nil,
			zh: []string{"咱们双赢，合作共赢，长期伙伴，互相理解，互相支持。", "金额、日期、方式、经办人、凭证、后手，六要素齐全。", "先硬后软，给您台阶，后果我也讲了，承诺您也给了。"},
			en: []string{"It's a win-win, we're partners for the long run, let's support each other.", "Amount, date, method, owner, proof, fallback: all six elements are complete.", "Firm first, then a way out, consequences named, commitment received."}},
	}
}
