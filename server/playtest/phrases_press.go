package playtest

import "huikuan/server/coach"

// pressingPhrases are firm and lawful; those that name a consequence are said only where the case permits it.
func pressingPhrases() []phrase {
	return []phrase{
		{id: "firm", acts: does(coach.ActStandFirm),
			zh: []string{"这笔不能再拖了，今天必须有个结果。", "我把话说明白，今天咱们得定下来，不能再往后推了。", "拖到现在已经到头了，今天我必须要一个答复。"},
			en: []string{"This can't go on any longer. We have to settle it today.", "Let me be clear: this has to be fixed today, it can't be put off again.", "We've reached the limit here, I must have an answer today."}},
		{id: "decline", acts: does(coach.ActStandFirm),
			zh: []string{"这个我们公司不允许，我个人也不会做。咱们公对公，按合同走，今天得有个结果。", "您的意思我听到了，这种事我们不做。款照合同走公司账，这一条没得商量。"},
			en: []string{"Our company doesn't do that and neither do I. It stays between the two firms, by the contract, and it has to be settled.", "I hear you, but that's not something we do. It goes company to company, in writing, and that's final."}},
		{id: "c_current", acts: does(coach.ActConsequenceCurrent),
			zh: []string{
				"我真不愿意走到那一步，可账没清，系统会停{supply}，我拦不住。", "逾期不清，{supply}按规定就得停下来，我也不想耽误您，所以想请您先把日子定了。",
				"实话跟您说，这笔没付，{supply}就得停着，您把这笔理顺，那边马上放行。",
			},
			en: []string{
				"I'd hate for it to come to that, but while the account is overdue our system holds {supply} and I can't override it.",
				"If this stays open, {supply} stops, those are our rules. I don't want to hold you up, so let's fix a day.",
				"To be honest, as long as this is unpaid {supply} won't go ahead. Clear it, and it's released at once.",
			}},
		{id: "c_future", acts: does(coach.ActConsequenceFuture),
			zh: []string{
				"付款记录会影响咱们后面的账期和价格，这次理顺了，以后都好谈。", "这次要是再拖，公司就会把您的账期收掉，以后改成先款后货，我不想走到那一步。",
				"明年续约要看付款记录，您把这笔了了，条件我好帮您争取。",
			},
			en: []string{
				"Your payment record decides what terms and prices we can offer you next, so let's put this one right and keep them.",
				"If it slips again, the company will take away your credit terms and you'd be paying up front from then on. I'd rather it didn't come to that.",
				"When the contract comes up for renewal they look at the payment record. Settle this and I can argue for good terms.",
			}},
		{id: "c_company", acts: does(coach.ActConsequenceCompany),
			zh: []string{
				"再拖下去，贵公司在我们系统里的信用等级会下调，还要算逾期利息，对您公司也划不来。", "逾期记录会影响贵公司的信用，利息也一天天在加，早点了了对公司有好处。",
				"这样下去对贵公司的信誉不好，其他供应商查信用也看得到，现在付清就没事了。",
			},
			en: []string{
				"The longer it runs, the further your company's credit rating drops with us, and interest is adding up. Paying now stops both.",
				"An overdue entry harms your firm's credit standing and the interest grows every day, so it pays you to clear it.",
				"This isn't doing your company's reputation any good, other suppliers see credit records too. Settle it now and it's gone.",
			}},
		{id: "c_personal", acts: does(coach.ActConsequencePersonal),
			zh: []string{"这笔一直挂着，到时候领导问起来，还得您去解释，我也不想让您为难。", "当初是您担保的，拖久了您在公司里不好交代，咱们早点办了您也轻松。"},
			en: []string{"If it's still open, you'll be the one who has to explain it to your management, and I'd like to spare you that.", "You vouched for this one, so it puts you in an awkward spot at work the longer it drags on. Let's get it off your desk."}},
		{id: "notice", acts: does(coach.ActFormalNotice),
			zh: []string{
				"如果还是定不下来，我们接下来只能发书面催款函了，这是公司批好的流程。", "再没有日期，下一步就是正式的书面催款函，然后转法务，这个我提前跟您说清楚。",
				"我实话告诉您，这次不定，正式的催款函就要寄出了，我希望用不上。",
			},
			en: []string{
				"If we can't fix anything, the next step is a formal written demand. That's been approved on our side.",
				"Without a date the next thing you'll get is a formal letter of demand, and then it goes to our legal department. I'm telling you beforehand.",
				"I'll be straight with you: if nothing is fixed now, the formal letter of demand goes out. I hope we won't need it.",
			}},
		{id: "third", acts: does(coach.ActThirdPartyPressure),
			zh: []string{
				"我们领导每周都要过逾期名单，就盯着这笔，我得给他一个有日子的答复。", "财务月底关账，天天催我，这笔我必须有个交代。", "我们审计也在问这笔，我这边压力很大。",
			},
			en: []string{
				"My manager goes through the overdue list every week and this one's on it. He wants a dated answer from me.", "Our finance team is closing the month and they're on at me every day about it.",
				"Our auditors are asking about this one, and I have to give them something.",
			}},
		{id: "choice", acts: does(coach.ActProposeChoice),
			zh: []string{"您看是{soon}安排，还是{later}安排？两个里面您挑一个。", "是先付一半，还是一次付清，您选一个，咱们定日子。", "{soon}付还是{later}付，您定一个。"},
			en: []string{"Shall we say {soon}, or {later} at the latest? You choose.", "Would you rather pay half first or the whole lot at once? Pick one and we'll fix the day.", "Would {soon} suit you, or {later}?"}},
	}
}

// tradingPhrases give something for something.
func tradingPhrases() []phrase {
	return []phrase{
		{id: "waive", acts: does(coach.ActOfferIncentive), needs: needsWaiver,
			zh: []string{"如果您{soon}之前付清，这段时间的逾期利息我就给您免了。", "您要是这两天能全付，利息这块我可以不收。"},
			en: []string{"If you pay it all by {soon}, I'll waive the interest for the overdue days.", "As long as it's cleared in the next couple of days, I can drop the late interest."}},
		{id: "discount", acts: does(coach.ActOfferIncentive), needs: needsDiscount,
			zh: []string{"如果您{soon}之前一次付清，我可以按公司规定给您一点优惠。", "您要是这周全款付，我这边能按权限给您优惠一点。"},
			en: []string{"If you settle the whole sum by {soon}, I can give you the small discount I'm allowed.", "Provided it's paid in full this week, there's a small reduction I can offer you."}},
		{id: "part", acts: does(coach.ActOfferInstalments),
			zh: []string{"一次付不了，您先付一部分，剩下的咱们排个日子，您看第一笔能先付多少？", "要不先付{part}，余下的等款到了再付，行吗？", "能动的先付一部分，余款咱们写个计划，您看第一笔哪天、多少？"},
			en: []string{"If it can't all go at once, pay a part now and we'll set a day for the rest. How much could the first part be?", "How about {part} first and the remainder when your money comes in?", "Let's have what you can move now, with a plan for the rest. How much could the first part be, and which day?"}},
		{id: "plan", acts: does(coach.ActOfferInstalments), needs: needsPlan,
			zh: []string{"如果您{soon}先付{part}，余款我可以帮您分两笔，您看行吗？", "您要是这周先付一笔，剩下的我可以给您分两次，咱们把日子写下来。"},
			en: []string{"If you pay {part} by {soon}, I can split the rest into two instalments. Would that work?", "If a first payment comes this week, I can let you clear the rest in two instalments, with the dates in writing."}},
		{id: "plan_rest", acts: does(coach.ActOfferInstalments),
			zh: []string{"余下的可以分期，咱们排个计划，您看分几笔、各在哪天？", "剩下的不用一次付，分两笔也行，您看哪两天？"},
			en: []string{"The remainder needn't come all at once. Shall we set it out in instalments, with a day for each?", "You can clear the rest in two instalments. Which two days would that be?"}},
		{id: "better", acts: does(coach.ActRejectDelay),
			zh: []string{"这个日子太晚了，金额也少，我回去没法交代，您再往前提一提。", "{date}太靠后了，我这边接受不了，能不能提前，金额也加一加？", "只有{amount}不够，我不能接受，您再想想办法，多付一点。"},
			en: []string{"That's too late and too little, I can't take that back. Can you bring it forward?", "I can't accept {date}, it's too far off, and the amount is too low. You need to do better than that.", "{amount} isn't enough and I can't agree to it. Please see what more you can do."}},
		{id: "sooner", acts: does(coach.ActRejectDelay),
			zh: []string{"{date}太晚了，我这边等不了，您看能不能往前提一批？", "金额没问题，可{date}这个日子太靠后，我接受不了，得往前提。"},
			en: []string{"The amount is fine, but {date} is too late for us. Can you bring it forward?", "I can't accept {date}, that's too far off. It needs to be sooner."}},
		{id: "better_choice", acts: does(coach.ActProposeChoice),
			zh: []string{"要么日子提前，要么金额加一倍，您看选哪个？", "您看是这周多付一点，还是下周一次付一半以上？"},
			en: []string{"Either an earlier day or a bigger first payment. Which would you rather?", "Would you rather pay more this week, or over half of it next week?"}},
	}
}

// promisePhrases ask for a promise, complete it, repeat it and close.
func promisePhrases() []phrase {
	ask := does(coach.ActAskCommitment)
	return []phrase{
		{id: "ask_day_sum", acts: ask,
			zh: []string{"那咱们定一下，您哪天能付，付多少？", "您给我个准话，几号付，付多少钱？", "我需要一个明确的日期和金额，您看哪天、多少？", "说具体的，哪天付，付多少？"},
			en: []string{"Let's settle it then: which day will you pay, and how much?", "I need something firm from you. What date, and what amount?", "Can you commit to a day and a sum? When, and how much?", "Then let's be concrete: which day will you pay, and how much?"}},
		{id: "ask_sum", acts: ask,
			zh: []string{"好，那天付多少？", "那天您具体能付多少钱？"},
			en: []string{"Good. How much will you pay that day?", "And what amount will that be?"}},
		{id: "ask_day", acts: ask,
			zh: []string{"好，那具体哪天付？", "这笔几号能到？"},
			en: []string{"Good. Which day will that be paid?", "And on what date will you pay it?"}},
		{id: "ask_rest", acts: ask,
			zh: []string{"没争议的那部分，您哪天付、付多少？", "那没问题的部分先走，哪天能付，付多少？"},
			en: []string{"For the part that isn't in dispute, which day will you pay, and how much?", "Then the undisputed part can go first: which day, and what amount?"}},
		{id: "ask_how_who", acts: ask,
			zh: []string{"好。那怎么付，走对公转账吗？您那边具体谁来操作？", "行，那付款方式呢，是转账吗？是谁经办？", "您打算怎么付，转账还是别的？谁来办这笔？"},
			en: []string{"Good. How will you pay, by bank transfer? And who will key it in?", "All right. What payment method will it be, a transfer? And who will do it on your side?", "How will it be paid, by transfer? And who puts it through?"}},
		{id: "ask_rest_plan", acts: does(coach.ActAskCommitment),
			zh: []string{"那剩下的怎么安排？哪天付，分几笔？", "余款呢，您看哪天付清，咱们也定个日子。", "剩下那部分您打算几号付，付多少？"},
			en: []string{"And the rest? Which day will you pay the remainder?", "What about the remainder, by which date, and in how many parts?", "And when will you pay the rest, and how much each time?"}},
		{id: "ask_how", acts: ask,
			zh: []string{"那怎么付，走转账还是别的方式？", "付款方式是哪种，对公转账吗？"},
			en: []string{"And how will you pay, by bank transfer?", "What payment method will it be, a transfer?"}},
		{id: "ask_who", acts: ask,
			zh: []string{"您那边具体谁来办这笔？", "这笔是哪位经办，我好跟他对接？"},
			en: []string{"And who will put it through on your side?", "Who will handle it at your end, so that I know whom to ask for?"}},
		{id: "ask_slip", acts: does(coach.ActAskProof),
			zh: []string{"付完麻烦把回单发我一份，微信就行。", "付款当天把银行回单截图发给我，可以吧？", "到时候凭证发我一下，我这边好销账。", "您把这个安排发个邮件给我，付完再补张回单，行吗？"},
			en: []string{"Once it's paid, please send me the payment slip.", "Could you send me a screenshot of the bank confirmation on the day?", "Please confirm it to me in writing and send the remittance slip.", "Could you put that in an e-mail to me, and send the slip when it's gone?"}},
		{id: "ask_written", acts: does(coach.ActAskProof),
			zh: []string{"麻烦您给我发个邮件，把这个书面确认一下。", "对账单您签字盖章回传给我，咱们有个凭据。"},
			en: []string{"Would you confirm that to me in writing, by e-mail?", "Please sign the statement and send it back, so that we have it on paper."}},
		{id: "ask_fallback", acts: does(coach.ActAgreeFallback),
			zh: []string{"万一{date}没到账，咱们怎么办？先说好，您第二天上午给我打电话，行吗？", "咱们把丑话说前头，如果{date}没付，接下来怎么处理？", "要是到了{date}还没到，咱们约定第二天怎么办？"},
			en: []string{"If it doesn't arrive on {date}, what do we do? Let's agree that now.", "Let's agree what happens if {date} is missed. Will you ring me the next morning?", "And if for any reason the money isn't there on {date}, what happens then?"}},
		{id: "next_contact", acts: does(coach.ActAgreeFallback),
			zh: []string{"要是定的日子没付，咱们第二天上午再通电话，说好接下来怎么办。", "万一没到账，{later}上午我给您打电话，到时候怎么处理咱们先说好。"},
			en: []string{"If the day is missed, let's agree to talk again the next morning and say what happens then.", "If it hasn't arrived, I'll ring you on {later} in the morning. Let's agree now what happens then."}},
		{id: "recap", acts: does(coach.ActRecap),
			zh: []string{"我复述一遍：{date}付{amount}，{method}，{owner}来办，付完发回单，对吧？", "那咱们再确认一下，{amount}，{date}，走{method}，{owner}经办，没错吧？"},
			en: []string{"Let me read that back: {amount} on {date}, by {method}, handled by {owner}, and you send me the slip. Is that right?", "So to confirm, {amount} on {date}, {method}, {owner} does it. Correct?"}},
		{id: "recap_short", acts: does(coach.ActRecap),
			zh: []string{"我复述一遍：{date}付{amount}，对吧？", "那咱们确认一下，{date}之前到账{amount}，没错吧？"},
			en: []string{"Let me read that back: {amount} on {date}. Is that right?", "So to confirm, {amount} will be paid on {date}. Correct?"}},
		{id: "bye_day", acts: nil,
			zh: []string{"好，{date}到账了我跟您说一声。谢谢您，再见。", "行，那就这么定了，谢谢您，再见。"},
			en: []string{"Great, I'll look out for it on {date}. Thank you, goodbye.", "That's agreed then, {date}. Thanks for your time, goodbye."}},
		{id: "bye", acts: nil,
			zh: []string{"那我不打扰您了，您忙，再见。", "好，那先这样，谢谢您，再见。"},
			en: []string{"I'll leave you to it then. Thanks, bye.", "Okay, I won't keep you. Goodbye."}},
	}
}
