package playtest

import "huikuan/server/coach"

func closingLines() map[string]line {
	ask := coach.ActAskCommitment
	return map[string]line{
		"close_face": {acts: []coach.Act{coach.ActGiveFace, ask},
			zh: []string{"没事，您事情多，记岔了也正常。那咱们现在定下来，您哪天付，付多少？", "谁都有忙漏的时候，我信您不是赖账的人。那您给个日子吧，哪天能付？", "我知道您是讲信用的人，过去的不提了。您看哪天付、先付多少？"},
			en: []string{"No harm done, with everything on your plate it's easy to mix up. So let's fix it now: which day will you pay, and how much?", "It happens to everyone when it's busy, and I know you're good for it. So what date can you give me?", "I know you're a man of your word, let's leave that behind us. Which day will you pay, and how much to start with?"}},
		"close_day": {acts: []coach.Act{ask},
			zh: []string{"那咱们说具体的，哪天付，付多少？", "好，那您给我一个准日子和金额。"},
			en: []string{"Then let's be concrete: which day will you pay, and how much?", "Right, so give me a firm date and an amount."}},
		"close_choice": {acts: []coach.Act{coach.ActProposeChoice},
			zh: []string{"您看是这周五之前付，还是下周一付？", "那您是明天安排，还是后天安排？"},
			en: []string{"Would you rather pay by this Friday or on Monday?", "Shall we say tomorrow, or the day after?"}},
		"close_part": {acts: []coach.Act{coach.ActOfferInstalments},
			zh: []string{"咱们可以分着来，先付一部分，剩下的排个计划，您看第一笔能先付多少？", "要不分两笔，能动的先付一部分，余下的等款到了再付，行吗？", "一次付不清可以分期，先付一笔，后面的定好日子。"},
			en: []string{"We can do it in stages: a part now and a plan for the rest. How much could the first part be?", "How about two instalments, what you can move now first and the remainder when your money comes in?", "If you can't pay it all at once we can split it, one part now and dates for the rest."}},
		"close_help": {acts: []coach.Act{coach.ActOfferHelp, ask},
			zh: []string{"需要的材料我现在就给您备齐发过去，那补齐以后最快哪天能付？", "我来配合您，缺什么我马上补。那您看排到哪天？"},
			en: []string{"I'll get the papers you need to you right now. Once they're in, what's the earliest day it can be paid?", "Let me help with that, whatever you need I'll send at once. Which day can you put it down for?"}},
		"offer_original": {acts: []coach.Act{coach.ActOfferHelp},
			zh: []string{"原件我马上让人送到您窗口，当面交给您。", "我这就安排同事把原件送过去，您签收就行。"},
			en: []string{"I'll have the original brought to your counter right away.", "I'm sending a colleague over with the original now, you'd only need to sign for it."}},
	}
}

func promiseLines() map[string]line {
	ask := coach.ActAskCommitment
	return map[string]line{
		"ask_day_sum": {acts: []coach.Act{ask},
			zh: []string{"那咱们定一下，您哪天能付，付多少？", "您给我个准话，几号付，付多少钱？", "我需要一个明确的日期和金额，您看哪天、多少？"},
			en: []string{"Let's settle it then: which day will you pay, and how much?", "I need something firm from you. What date, and what amount?", "Can you commit to a day and a sum? When, and how much?"}},
		"ask_sum": {acts: []coach.Act{ask},
			zh: []string{"好，那天付多少？", "那天您具体能付多少钱？"},
			en: []string{"Good. How much will you pay that day?", "And what amount will that be?"}},
		"ask_day": {acts: []coach.Act{ask},
			zh: []string{"好，那具体哪天付？", "这笔几号能到？"},
			en: []string{"Good. Which day will that be paid?", "And on what date will you pay it?"}},
		"firm": {acts: []coach.Act{coach.ActStandFirm, ask},
			zh: []string{"这笔不能再拖了，今天必须定个日子，您说哪天？", "我把话说明白，今天咱们得定下来，不能再往后推了。您哪天付？", "拖到现在已经到头了，今天我一定要一个日期。"},
			en: []string{"This can't go on any longer. We have to fix a day today, so which is it?", "Let me be clear: we need to settle this today, it can't be put off again. Which day will you pay?", "We've reached the limit here. I must have a date today."}},
		"consequence": {acts: []coach.Act{coach.ActConsequenceCurrent},
			zh: []string{"我真不愿意走到那一步，可账没清，系统会停发您后面那批货，我拦不住。", "逾期不清，接下来那批货按规定就发不出去了，我也不想耽误您用货。", "实话跟您说，这笔不到，后面要的货公司就不放了，我是不希望看到这样。"},
			en: []string{"I'd hate for it to come to that, but while the account is overdue our system holds your next delivery and I can't override it.", "If this stays open, the next shipment doesn't leave our warehouse. I don't want that for you.", "To be honest, without this payment we can't release your next order, and I'd rather avoid that."}},
		"choice": {acts: []coach.Act{coach.ActProposeChoice},
			zh: []string{"您看是这周安排，还是下周一安排？两个里面您挑一个。", "是先付一半，还是一次付清，您选一个，咱们定日子。"},
			en: []string{"Shall we say this week, or Monday at the latest? You choose.", "Would you rather pay half first or the whole lot at once? Pick one and we'll fix the day."}},
		"notice": {acts: []coach.Act{coach.ActFormalNotice},
			zh: []string{"如果还是定不下来，我们接下来只能发书面催款函了，这是公司批好的流程。", "再没有日期，下一步就是正式的书面催款函，然后转法务，这个我提前跟您说清楚。"},
			en: []string{"If we can't fix anything, the next step is a formal written demand. That's been approved on our side.", "Without a date the next thing you'll get is a formal letter of demand, and then it goes to our legal department. I'd rather tell you now."}},
		"face": {acts: []coach.Act{coach.ActGiveFace},
			zh: []string{"我知道您是讲信用的人，咱们合作这么久，我相信您能处理好。", "您一向爽快，这点事对您来说不难，我是信您的。"},
			en: []string{"I know you keep your word, and after all this time I trust you to sort it out.", "You've always dealt fairly with us, and I'm sure you will now."}},
		"better": {acts: []coach.Act{coach.ActRejectDelay},
			zh: []string{"这个日子太晚了，金额也少，我回去没法交代，您再往前提一提。", "{date}太靠后了，我这边接受不了，能不能提前，金额也加一加？", "只有{amount}不够，这个方案我没法接受，您再想想办法。"},
			en: []string{"That's too late and too little, I can't take that back. Can you bring it forward?", "I can't accept {date}, it's too far off, and the amount is too low. You need to do better than that.", "{amount} isn't enough, I can't agree to that. What else can you do?"}},
		"better_choice": {acts: []coach.Act{coach.ActProposeChoice},
			zh: []string{"要么日子提前，要么金额加一倍，您看选哪个？", "您看是这周多付一点，还是下周一次付一半以上？"},
			en: []string{"Either an earlier day or a bigger first payment. Which would you rather?", "Would you rather pay more this week, or over half of it next week?"}},
		"ask_how_who": {acts: []coach.Act{ask},
			zh: []string{"好，{date}付{amount}。怎么付，走转账吗？您那边谁来操作？", "行，那付款方式呢，是转账吗？具体谁经办？"},
			en: []string{"Good, {amount} on {date}. How will you pay, by bank transfer? And who will key it in?", "All right. What payment method will it be, a transfer? And who will do it on your side?"}},
		"ask_slip": {acts: []coach.Act{coach.ActAskProof},
			zh: []string{"付完麻烦把回单发我一份，微信就行。", "付款当天把银行回单截图发给我，可以吧？", "到时候凭证发我一下，我这边好销账。"},
			en: []string{"Once it's paid, please send me the payment slip.", "Could you send me a screenshot of the bank confirmation on the day?", "Please confirm it to me in writing and send the remittance slip."}},
		"ask_fallback": {acts: []coach.Act{coach.ActAgreeFallback},
			zh: []string{"万一{date}没到账，咱们怎么办？先说好，您第二天上午给我打电话，行吗？", "咱们把丑话说前头，如果{date}没付，接下来怎么处理？", "要是到了{date}还没到，您打算怎么办？咱们现在约好。"},
			en: []string{"If it doesn't arrive on {date}, what do we do? Let's agree that now.", "Let's agree what happens if {date} is missed. Will you ring me the next morning?", "And if for any reason the money isn't there on {date}, what then? I'd like us to settle that now."}},
		"recap": {acts: []coach.Act{coach.ActRecap},
			zh: []string{"我复述一遍：{date}付{amount}，{method}，{owner}来办，付完发回单，对吧？", "那咱们再确认一下，{amount}，{date}，走{method}，{owner}经办，没错吧？"},
			en: []string{"Let me read that back: {amount} on {date}, by {method}, handled by {owner}, and you send me the slip. Is that right?", "So to confirm, {amount} on {date}, {method}, {owner} does it. Correct?"}},
		"bye": {acts: nil,
			zh: []string{"好，那{date}我等您消息。谢谢您，再见。", "行，那就这么定了，谢谢您，再见。"},
			en: []string{"Great, I'll look out for it on {date}. Thank you, goodbye.", "That's agreed then. Thanks for your time, goodbye."}},
	}
}
