package playtest

import "huikuan/server/coach"

// timid apologises for asking, believes what it is told and is glad to hang up.
type timid struct{}

// ID implements Trainee.
func (timid) ID() string { return "timid" }

// Next implements Trainee.
func (timid) Next(v View) Step {
	order := []string{"open", "hardship", "beg", "vague", "nohurry", "vague", "bye", "bye"}
	n := 0
	for _, x := range v.Past {
		if x.Step.Line != "" {
			n++
		}
	}
	if n >= len(order) {
		return Step{HangUp: true}
	}
	return speak(v, timidLines(), order[n], nil)
}

func timidLines() map[string]line {
	return map[string]line{
		"open": {acts: []coach.Act{coach.ActGreet, coach.ActGrovel},
			zh: []string{
				"{title}您好您好，我是{creditor}的{trainee}，真不好意思又来打扰您。",
				"喂，{title}，我{creditor}的{trainee}，实在抱歉占用您时间，就是那个款的事，您别嫌我烦。",
				"{title}您好，{creditor}的{trainee}，不好意思啊，其实也不急，就是例行问一声。",
			},
			en: []string{
				"Hi {title}, it's {trainee} from {creditor}. I'm so sorry to bother you again.",
				"Hello {title}, {trainee} at {creditor} here. Sorry to take up your time, it's only about that payment, I hope you don't mind me asking.",
				"Hello {title}, this is {trainee} from {creditor}. Sorry, there's really no rush, I just thought I'd check in.",
			}},
		"hardship": {acts: []coach.Act{coach.ActStateHardship},
			zh: []string{
				"这个款不回来，我这个月奖金就没了，领导天天说我。",
				"您不知道，我们公司也难，我这个月的绩效全压在您这笔上了。",
				"款一直没到，我绩效都扣光了，日子也不好过。",
			},
			en: []string{
				"If this doesn't come in I lose my bonus this month, my boss is on at me every day.",
				"Things are hard at our place too, my whole commission hangs on your account.",
				"My numbers look terrible because of this, I'm really struggling over here.",
			}},
		"beg": {acts: []coach.Act{coach.ActGrovel},
			zh: []string{
				"求求您帮帮忙，方便的时候付一点就行，不着急的。",
				"拜托您了，您就当可怜可怜我，什么时候有空什么时候付。",
				"我也不敢催您，求您抽空看一眼就好，不急不急。",
			},
			en: []string{
				"Please, I'm begging you, just a little whenever it suits you, there's no hurry.",
				"I'd be so grateful, please, only whenever you get a moment, no rush at all.",
				"I hate to ask, really, please just help me out when it's convenient, no pressure.",
			}},
		"vague": {acts: []coach.Act{coach.ActAcceptVague},
			zh: []string{
				"好的好的，那您方便的时候安排一下就行，我等您消息。",
				"行行，那就等您有空再说，我不催了。",
				"没事没事，您说尽快那就尽快，我回去跟领导说一声。",
			},
			en: []string{
				"Okay, whenever you can then, I'll just wait to hear from you.",
				"That's fine, soon is fine, I'll tell my boss it's coming.",
				"No problem, just let me know when you get round to it.",
			}},
		"nohurry": {acts: []coach.Act{coach.ActGrovel},
			zh: []string{
				"真不好意思老来烦您，您别生我的气，晚点付也没关系。",
				"都怪我老打电话，对不起啊，您先忙您的，不急。",
				"给您添麻烦了，实在抱歉，款的事您慢慢来。",
			},
			en: []string{
				"I'm really sorry for pestering you, please don't be cross, later is absolutely fine.",
				"Sorry, I feel awful for calling so much, you take your time.",
				"I apologise for the trouble, honestly, there's no hurry with the money.",
			}},
		"bye": {acts: nil,
			zh: []string{"那我不打扰您了，您忙，再见。", "好，那先这样，您忙，拜拜。", "那就这样，谢谢您，再见。"},
			en: []string{"I'll leave you to it then. Thanks, bye.", "Okay, I won't keep you. Goodbye.", "Right, thanks so much, bye bye."}},
	}
}
