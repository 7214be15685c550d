package playtest

import "huikuan/server/coach"

func does(acts ...coach.Act) []coach.Act { return acts }

// openingPhrases greet, state the debt and ask who, how and why.
func openingPhrases() []phrase {
	return []phrase{
		{id: "hello", acts: does(coach.ActGreet),
			zh: []string{
				"您好，是{title}吧？我是{creditor}的{trainee}。",
				"{title}您好，我{creditor}的{trainee}，现在说话方便吗？",
				"喂，{title}，您好，{creditor}{trainee}。",
				"{title}，您好您好，我是{creditor}这边的{trainee}，耽误您两分钟。",
			},
			en: []string{
				"Hello, is that {title}? This is {trainee} from {creditor}.",
				"Good morning {title}, {trainee} at {creditor} here. Is now a good time?",
				"Hi {title}, it's {trainee} from {creditor}.",
				"Hello {title}, {trainee} calling from {creditor}. Have you got two minutes?",
			}},
		{id: "debt", acts: does(coach.ActStateDebt),
			zh: []string{
				"打给您是为{invoice}那张票，{due}到期，到今天过了{days}天，现在一共欠{balance}，今天想跟您把付款的日子定下来。",
				"咱们账上还有{balance}没到，最早那张{invoice}是{due}到期的，已经{days}天了，今天想跟您把这事定下来。",
				"跟您对一下账：{invoice}，{due}到期，逾期{days}天，余额{balance}，今天得跟您说定哪天付。",
				"{invoice}这张{due}就到期了，到现在{days}天，总共{balance}没付，今天想把怎么付说清楚。",
			},
			en: []string{
				"I'm calling about invoice {invoice}, which fell due on {due}, {days} days ago. {balance} is open in all, and I'd like to settle today when it gets paid.",
				"We have {balance} outstanding. The oldest invoice, {invoice}, was due on {due}, so it's {days} days over, and I'd like us to fix a payment date today.",
				"Invoice {invoice} was due on {due} and is {days} days overdue. The balance stands at {balance}, and I want to agree with you today how it gets paid.",
				"It's about {balance} on your account. {invoice} fell due on {due}, {days} days ago, and today I'd like to settle a date with you.",
			}},
		{id: "debt_due", acts: does(coach.ActStateDebt),
			zh: []string{
				"打给您是为{invoice}那张票，{balance}，{due}到期，想跟您先对一下，看到期能不能顺利付。",
				"{invoice}这张{due}到期，金额{balance}，我提前跟您确认一下付款安排。",
				"咱们{invoice}，{balance}，{due}就到日子了，今天跟您把付款说定。",
			},
			en: []string{
				"I'm calling about invoice {invoice} for {balance}, due on {due}. I'd like to make sure with you today that it goes out on time.",
				"Invoice {invoice}, {balance}, falls due on {due}, and I'd like to settle the payment arrangements with you today.",
				"It's about {invoice}. {balance} is due on {due}, and I wanted to agree the payment with you now.",
			}},
		{id: "debt_again", acts: does(coach.ActStateDebt),
			zh: []string{
				"我这边记录是{balance}，{invoice}那张{due}到期。",
				"我再报一遍，余额{balance}，最早的{invoice}，{due}到期。",
				"说的是{invoice}这张票，{due}到期，余额{balance}。",
			},
			en: []string{
				"My records say {balance}, with invoice {invoice} due on {due}.",
				"Let me give it again: {balance} open, the oldest being {invoice}, due {due}.",
				"It's about invoice {invoice}. It was due on {due} and the balance is {balance}.",
			}},
		{id: "ask_why", acts: does(coach.ActProbeReason),
			zh: []string{
				"这笔款一直没付，是卡在什么地方了？您给我透个底。", "我想先弄明白，到底什么原因拖到现在？",
				"您跟我说说，这笔没付主要是什么原因？", "是哪里不顺，还是有什么难处，怎么一直没付出来？",
			},
			en: []string{
				"What's actually holding this payment up on your side?", "Before anything else, can you tell me why it hasn't been paid yet?",
				"Help me understand, what's the reason this one is still open?", "What's been getting in the way of paying this?",
			}},
		{id: "ask_process", acts: does(coach.ActProbeProcess),
			zh: []string{
				"您那边付款要走哪几步？这笔现在到哪一步了？", "除了发票，付款还差什么单据？你们每月哪几天付款？",
				"这笔单子现在在谁手上，流程走到哪儿了，还缺什么材料？", "你们付款一般怎么走，哪天付款，要哪些单子？",
			},
			en: []string{
				"Could you walk me through how a payment gets made there, and which step this one is at?",
				"Besides the invoice, what other documents do you need, and which days are your payment runs?",
				"Where is it in the process right now, and is anything missing from the file?",
				"How do payments normally go through at your end, on which days, and what papers do you need?",
			}},
		{id: "ask_decider", acts: does(coach.ActProbeDecisionMaker),
			zh: []string{
				"这笔付款最后是谁拍板？", "您定不了没关系，这个是哪位领导批的？", "那放款是谁说了算，您看找哪位合适？", "这种款要谁点头，谁来签字？",
			},
			en: []string{
				"Who makes the final decision on this payment?", "I understand it's not your call. Who approves it in the end?",
				"Who has the last word on releasing it?", "Whose signature does a payment like this need?",
			}},
		{id: "put_through", acts: does(coach.ActProbeDecisionMaker),
			zh: []string{
				"麻烦您帮我转接一下{other}，我直接跟他说，省得您两头传话。", "那能不能请{other}接一下电话？我两分钟就说完。",
				"您看方便的话，把电话转给{other}，我跟他对一下。", "这事我想直接跟{other}说两句，您帮我转一下好吗？",
			},
			en: []string{
				"Could you put me through to {other}, please? Then you won't have to pass messages back and forth.",
				"Would you mind if I speak to {other} for two minutes? Please put me through.",
				"Can you transfer me to {other}, so that I can settle it there?",
				"I'd like to speak to {other} directly, could you connect me?",
			}},
		{id: "ask_cash", acts: does(coach.ActProbeFinances),
			zh: []string{
				"现在账上资金大概什么情况？最近有没有款要进来？", "我问句实在的，眼下能动的资金有多少，还有别家也在等吗？",
				"缺口大概多大，接下来哪笔进账是有数的？", "您这边最近回款怎么样，手头资金够安排这笔吗？",
			},
			en: []string{
				"How is your cash position at the moment, and is any money due in soon?",
				"May I ask plainly, what funds do you have available now, and are other suppliers waiting too?",
				"How big is the shortfall, and which receipts can you count on?",
				"How are your own receipts coming in, and is there enough in the account to cover this?",
			}},
	}
}

// warmPhrases see the other side, own what went wrong and leave a way out.
func warmPhrases() []phrase {
	return []phrase{
		{id: "feel", acts: does(coach.ActEmpathise),
			zh: []string{
				"我理解您现在压力不小，夹在中间确实难。", "听得出来您也不好受，换谁碰上都不容易。", "您这段时间不容易，我都明白。", "理解，换我也着急。",
			},
			en: []string{
				"I can hear this is a lot of pressure for you, being stuck in the middle is hard.", "I understand, that must be a difficult spot to be in.",
				"That sounds really tough, I do appreciate it isn't easy.", "I can see why that's frustrating.",
			}},
		{id: "face", acts: does(coach.ActGiveFace),
			zh: []string{
				"我知道您是讲信用的人，咱们合作这么久，我相信您能处理好。", "您一向爽快，这点事对您来说不难，我是信您的。",
				"谁都有忙漏的时候，我信您不是赖账的人。", "您别往心里去，我知道您不是故意拖，就是想把这事顺顺当当办了。",
			},
			en: []string{
				"I know you keep your word, and after all this time I trust you to sort it out.", "You've always dealt fairly with us, and I'm sure you will now.",
				"It happens to everyone when it's busy, and I know you're good for it.", "Please don't take it the wrong way. I'm sure you never meant to let it slip.",
			}},
		{id: "grievance", acts: does(coach.ActAcknowledgeGrievance),
			zh: []string{
				"您说的这个问题确实是我们没做好，我记下来，今天就报上去单独处理。", "这事您说得对，是我们的责任，我来跟到底，处理完给您回话。",
				"让您受气了，这个毛病我们认，我今天就安排人解决。", "您反映的问题我都记下了，我们负责处理，跟这笔款分开办。",
			},
			en: []string{
				"You're right, that was our fault. I've noted it and I'll have it dealt with separately today.",
				"I'm sorry you had that trouble, it's for us to put right, and I'll follow it through myself.",
				"I accept that we got that wrong, and I'll get someone on it today.",
				"I've taken your complaint down and we'll deal with it, separately from the part that isn't in dispute.",
			}},
		{id: "favour", acts: does(coach.ActAppealReciprocity),
			zh: []string{
				"去年您那边急着要，我们可是连夜给您安排的，这回您也帮我们一把。", "您有难处的时候我们没催过，先给您办了，这次轮到我们，您也支持一下。",
				"咱们这么多年，您急用的时候我们哪次没帮忙？这回也请您照应照应我们。",
			},
			en: []string{
				"When you were in a rush last year we turned it round overnight for you, so I'm asking you to help us this time.",
				"We stood by you when things were difficult and didn't chase, so please return the favour now.",
				"We've always stepped in when you needed something quickly. I'd ask you to do the same for us.",
			}},
		{id: "hardship", acts: does(coach.ActStateHardship),
			zh: []string{
				"款一直没到，我绩效都扣光了，日子也不好过。", "我们公司也难，这笔不回来，下个月工资都紧张。", "这个款不回来，我这个月奖金就没了。",
			},
			en: []string{
				"My numbers look terrible because of this, I'm really struggling over here.", "Things are hard at our place too, without this we'll be tight on wages next month.",
				"If this doesn't come in I lose my bonus this month.",
			}},
		{id: "help", acts: does(coach.ActOfferHelp),
			zh: []string{
				"缺什么材料我现在就给您补齐发过去。", "需要我配合的您直说，对账单、发票我马上重新发您一份。", "您那边流程要是麻烦，我来帮您把资料都备好，您只管提交。", "要不我去跟您财务对接，手续我来跑。",
			},
			en: []string{
				"Whatever papers are missing, I'll send them over to you right now.", "Tell me what you need from me, I can resend the invoice and statement straight away.",
				"If the paperwork's a nuisance, let me prepare everything so that you only have to submit it.", "I can speak to your accounts people directly and take care of the formalities.",
			}},
		{id: "send", acts: does(coach.ActOfferHelp),
			zh: []string{"这个好办，我现在就给您<desk>。", "我马上办，这就给您<desk>，您收到看一下。", "行，我来弄，这会儿就给您<desk>。"},
			en: []string{"That's easily fixed, I'll <desk> for you right now.", "Leave that to me, I'll <desk> straight away.", "I can sort that out straight away, I'll <desk> as we speak."}},
		{id: "invite", acts: does(coach.ActInviteComplaint),
			zh: []string{"您对我们有什么不满意的地方吗？", "是不是我们哪里服务没做到位，您尽管提意见。"},
			en: []string{"Is there anything about us you've been unhappy with?", "Have we done something wrong on our side? Do tell me if you have any complaints."}},
	}
}
