package playtest

import "huikuan/server/coach"

// expertLines are the expert's sentences. Slots: {creditor} {trainee} {title} {other} {balance} {invoice} {due} {days} of
// the file, {amount} {date} {method} {owner} {proof} of the promise as it stands.
func expertLines() map[string]line {
	book := map[string]line{}
	for _, part := range []map[string]line{openingLines(), testingLines(), closingLines(), promiseLines()} {
		for id, l := range part {
			book[id] = l
		}
	}
	return book
}

func openingLines() map[string]line {
	return map[string]line{
		"open": {acts: []coach.Act{coach.ActGreet, coach.ActStateDebt},
			zh: []string{
				"您好，是{title}吧？我是{creditor}的{trainee}。今天打给您是为{invoice}那张票，{due}到期，到今天{days}天了，两张加起来{balance}。",
				"{title}您好，{creditor}的{trainee}，打扰两分钟。咱们账上{balance}没到，最早那张{invoice}是{due}到期的。",
				"喂，{title}，我{creditor}{trainee}。跟您对一下账：{invoice}，{due}到期，已经过了{days}天，一共欠着{balance}。",
			},
			en: []string{
				"Hello, is that {title}? It's {trainee} from {creditor}. I'm calling about invoice {invoice}, which fell due on {due}. That's {days} days ago, and {balance} is open in all.",
				"Good morning {title}, {trainee} at {creditor}, have you got two minutes? We have {balance} outstanding, and the oldest invoice, {invoice}, was due on {due}.",
				"Hi {title}, {trainee} here from {creditor}. Invoice {invoice} was due on {due}, so it's {days} days overdue, and the balance stands at {balance}.",
			}},
		"open_next": {acts: []coach.Act{coach.ActGreet, coach.ActStateDebt},
			zh: []string{
				"{title}您好，我是{creditor}的{trainee}。为{invoice}这笔找您，{due}到期，余额{balance}，情况我刚才跟您同事对过了。",
				"您好{title}，{creditor}的{trainee}。咱们有{balance}已经过期，{invoice}那张{due}就该付了，想跟您把日子定下来。",
			},
			en: []string{
				"Hello {title}, {trainee} from {creditor}. It's about invoice {invoice}, due on {due}. {balance} is open, and I've just been through the details with your colleague.",
				"Good morning {title}, this is {trainee} at {creditor}. We have {balance} overdue, and {invoice} should have been paid on {due}.",
			}},
		"identify": {acts: []coach.Act{coach.ActGreet, coach.ActStateDebt},
			zh: []string{"我是{creditor}的{trainee}，说的是{invoice}这张票，{due}到期，余额{balance}。", "{creditor}，{trainee}。{invoice}，{balance}，{due}就到期了。"},
			en: []string{"It's {trainee} from {creditor}, about invoice {invoice}. It was due on {due} and the balance is {balance}.", "{trainee}, from {creditor}. Invoice {invoice}, {balance} open, due on {due}."}},
		"restate": {acts: []coach.Act{coach.ActStateDebt},
			zh: []string{"我这边记录是{balance}，{invoice}那张{due}到期。", "我再报一遍，余额{balance}，最早的{invoice}，{due}到期。"},
			en: []string{"My records say {balance}, with invoice {invoice} due on {due}.", "Let me give it again: {balance} open, the oldest being {invoice}, due {due}."}},
		"soothe": {acts: []coach.Act{coach.ActEmpathise, coach.ActGiveFace},
			zh: []string{"我知道您也不容易，我没有为难您的意思，咱们就是一起想个办法。", "您别往心里去，我信您是讲信用的人，就是想把这事顺顺当当办了。", "理解，换我也着急。您一向爽快，咱们好好商量。"},
			en: []string{"I understand this isn't easy for you, and I'm not here to make it harder. Let's find a way together.", "Please don't take it the wrong way. I know you're someone who keeps his word, I just want to get this sorted.", "I can see why that's frustrating. You've always been straight with us, so let's work it out calmly."}},
		"ask_why": {acts: []coach.Act{coach.ActProbeReason},
			zh: []string{"这笔款一直没付，是卡在什么地方了？您给我透个底。", "我想先弄明白，到底什么原因拖到现在？", "您跟我说说，这笔没付主要是什么原因？"},
			en: []string{"What's actually holding this payment up on your side?", "Before anything else, can you tell me why it hasn't been paid yet?", "Help me understand, what's the reason this one is still open?"}},
		"ask_process": {acts: []coach.Act{coach.ActProbeProcess},
			zh: []string{"您那边付款要走哪几步？这笔现在到哪一步了？", "除了发票，付款还差什么单据？你们每月哪几天付款？", "这笔单子现在在谁手上，流程走到哪儿了，还缺什么材料？"},
			en: []string{"Could you walk me through how a payment gets made there, and which step this one is at?", "Besides the invoice, what other documents do you need, and which days are your payment runs?", "Where is it in the process right now, and is anything missing from the file?"}},
		"ask_decider": {acts: []coach.Act{coach.ActProbeDecisionMaker},
			zh: []string{"这笔付款最后是谁拍板？", "您定不了没关系，这个是哪位领导批的？", "那放款是谁说了算，您看找哪位合适？"},
			en: []string{"Who makes the final decision on this payment?", "I understand it's not your call. Who approves it in the end?", "Who has the last word on releasing it?"}},
		"put_through": {acts: []coach.Act{coach.ActProbeDecisionMaker},
			zh: []string{"麻烦您帮我转接一下{other}，我直接跟他说，省得您两头传话。", "那能不能请{other}接一下电话？我两分钟就说完。", "您看方便的话，把电话转给{other}，我跟他对一下。"},
			en: []string{"Could you put me through to {other}, please? Then you won't have to pass messages back and forth.", "Would you mind if I speak to {other} for two minutes? Please put me through.", "Can you transfer me to {other}, so that I can settle it there?"}},
		"ask_cash": {acts: []coach.Act{coach.ActProbeFinances},
			zh: []string{"现在账上资金大概什么情况？最近有没有款要进来？", "我问句实在的，眼下能动的资金有多少，还有别家也在等吗？", "缺口大概多大，接下来哪笔进账是有数的？"},
			en: []string{"How is your cash position at the moment, and is any money due in soon?", "May I ask plainly, what funds do you have available now, and are other suppliers waiting too?", "How big is the shortfall, and which receipts can you count on?"}},
		"feel": {acts: []coach.Act{coach.ActEmpathise},
			zh: []string{"我理解您现在压力不小，夹在中间确实难。", "听得出来您也不好受，换谁碰上都不容易。", "您这段时间不容易，我都明白。"},
			en: []string{"I can hear this is a lot of pressure for you, being stuck in the middle is hard.", "I understand, that must be a difficult spot to be in.", "That sounds really tough, I do appreciate it isn't easy."}},
	}
}

func testingLines() map[string]line {
	verify, challenge := coach.ActVerifyClaim, coach.ActChallengeClaim
	return map[string]line{
		"test_vague": {acts: []coach.Act{coach.ActRejectDelay},
			zh: []string{"“回头”“过两天”我没法回去交差，您得给我一个具体的日子。", "光说放心不行，过两天是哪一天？我要个准日子。", "这个说法太含糊了，您给我个具体日期。"},
			en: []string{"I can't take 'soon' back to my manager. I need an actual date.", "With respect, 'leave it with me' isn't enough this time. Give me a specific day.", "That's too vague for me, I need a firm date."}},
		"test_record": {acts: []coach.Act{challenge},
			zh: []string{"可是您上次答应的日子已经过了，钱并没有到，这跟您现在说的对不上。", "我这儿有记录，前面说好的日期都没兑现，这个理由站不住。", "货您早就签收了，单据也齐，这不能算不付的理由。"},
			en: []string{"But the date you gave last time has passed and nothing arrived, so that doesn't match what you're telling me.", "My notes show that the earlier dates were missed, so that reason doesn't hold.", "You signed for the goods and the papers are complete, so that's no reason not to pay."}},
		"test_slip": {acts: []coach.Act{verify, coach.ActAskProof},
			zh: []string{"付了的话，麻烦把银行回单发我看一下，哪天付的、付到哪个户？", "您说打过来了，回单号是多少？截个图发给我，我马上让财务核。", "既然转了，那回单发我一份，我今天就去银行查。"},
			en: []string{"If it's been paid, could you send me the bank slip? Which day did it go, and to which account?", "You say it's been sent. What's the reference? Send me a screenshot and I'll have our bank check it.", "Since it went across, please send me the payment slip and I'll trace it today."}},
		"test_bank": {acts: []coach.Act{verify},
			zh: []string{"是从哪家银行、哪天转出的？金额是多少？我们账上查过，没有这笔。", "具体是谁经手转的、几号转的？我去跟银行核实。", "我们昨天刚查过银行，没有到账。您核实一下是哪一笔？"},
			en: []string{"Which bank did it leave from, on what day, and for what amount? We've checked our account and it isn't there.", "Who exactly made that transfer, and on which date? I'll verify it with the bank.", "We checked with our bank and nothing came in. Can you confirm which payment you mean?"}},
		"test_defect": {acts: []coach.Act{verify},
			zh: []string{"您说有质量问题，具体是哪一批、几台、什么时候发现的？有照片或者报修单吗？", "是哪个型号、几件有问题，哪天发现的，跟我们谁报过？", "哪天发现的、多少件？把照片和客户反馈发我核实一下。"},
			en: []string{"You mention a fault. Which batch, how many units, and when was it found? Are there photos or a report?", "Which model, how many pieces, on what day, and who at our company was told?", "When exactly did that come up, and how many are affected? Please send me the photos so I can check."}},
		"test_signed": {acts: []coach.Act{challenge},
			zh: []string{"可是送货单上是签收无异议的，到今天我们也没收到过任何报修，这跟您说的对不上。", "货签收两个月了，从没提过问题，今天一催款才说，这站不住脚。"},
			en: []string{"But the delivery was signed for without remarks and no fault was ever reported to us, so that doesn't fit.", "The goods were accepted two months ago and nobody raised this until I asked for payment. That doesn't hold up."}},
		"own_defect": {acts: []coach.Act{coach.ActAcknowledgeGrievance, coach.ActAskCommitment},
			zh: []string{"质量的事我记下来，今天就报售后单独处理；跟这笔货款分开，没争议的部分您哪天付？", "真有问题我们负责到底，我来跟。但没有问题的那部分，您今天给我定个日子。"},
			en: []string{"I've noted the complaint and I'll have after-sales deal with it separately today. For the undisputed part, which day will you pay?", "If something is wrong we'll put it right, I'll see to that myself. Now, for the part that isn't in dispute, what date can you give me?"}},
		"test_node": {acts: []coach.Act{verify},
			zh: []string{"您说还没批，具体是哪天提交的、现在卡在哪个人那里？", "审批单号是多少，几号提的，停在哪一级？我核实一下。", "那是什么时候报上去的，谁在审？系统里能查到吗？"},
			en: []string{"You say it isn't approved. When exactly was it submitted, and whose desk is it on?", "What's the approval number, which day did it go in, and at which level has it stopped?", "When was it put in, and who is reviewing it now? Can you check that in the system?"}},
		"test_original": {acts: []coach.Act{verify, coach.ActProbeProcess},
			zh: []string{"具体缺的是哪一张原件？除了这张还差别的吗？补齐了能进哪一批付款？", "您帮我核实一下，缺哪张单子的原件，收件人写谁？到了当天能走下一步吗？"},
			en: []string{"Which original exactly is missing? Is anything else needed, and once you have it, which run does it go into?", "Could you check which document you need the original of? And once it's there, does the payment move the same day?"}},
		"test_missing": {acts: []coach.Act{coach.ActOfferHelp},
			zh: []string{"缺什么我今天就给您补上，我让人送过去，您当面签收。", "原件我马上安排人送到您手上，别的材料我也一起备齐。"},
			en: []string{"Whatever's missing, I'll get it to you today. I'll have it handed over to you in person.", "I'll arrange for the original to be brought to you right away, along with anything else you need."}},
		"test_terms": {acts: []coach.Act{challenge},
			zh: []string{"咱们这张订单白纸黑字是六十天，九十天的规定不适用于这张，所以已经逾期了。", "订单上写的付款条件是开票后六十天，不是九十天，您可以核对一下订单。"},
			en: []string{"This order says sixty days in black and white. The ninety-day rule doesn't apply to it, so it is overdue.", "The terms on our order are sixty days from invoice, not ninety. You can check the order."}},
		"test_order": {acts: []coach.Act{verify},
			zh: []string{"订单号是PO-7716，您调出来核实一下上面的付款条件。", "您说九十天，有书面文件吗？我们签的订单上是怎么写的，您查一下。"},
			en: []string{"The order number is PO-7716, could you pull it up and check the payment terms on it?", "You say ninety days. Is that in writing anywhere? Please check what the order we signed says."}},
		"test_gap": {acts: []coach.Act{coach.ActProbeFinances},
			zh: []string{"资金紧我信，缺口大概多大，要紧到什么时候？账上现在能动的有多少？", "您给我交个实底，账上还有多少，最近有哪些款要出？"},
			en: []string{"I believe you that it's tight. How big is the gap, how long will it last, and what do you have in the account now?", "Can you give me the real picture, how much cash is there and what has to go out soon?"}},
		"test_upstream": {acts: []coach.Act{verify},
			zh: []string{"您说甲方没付，是哪个项目、欠您多少、他们书面答应哪天付了吗？", "方便的话，甲方的付款承诺函能给我看一下吗？具体是哪天、多少钱？"},
			en: []string{"You say your client hasn't paid. Which project is it, how much do they owe you, and have they confirmed a date in writing?", "Could I see your client's confirmation? Which day is it for, and how much?"}},
		"test_next_month": {acts: []coach.Act{verify},
			zh: []string{"下个月具体是哪笔款、谁付的、几号到，有凭据吗？", "您说下月有款，是哪个合同、多少钱、哪天进账？"},
			en: []string{"Which payment exactly is coming next month, from whom, on what day, and is there anything in writing?", "You say there's money next month. Under which contract, how much, and on which date?"}},
		"reject": {acts: []coach.Act{coach.ActRejectDelay},
			zh: []string{"再等一个月我这边接受不了，时间太长了，这周能先安排多少？", "月底太晚了，我不能接受，得往前提。", "不能再往后拖了，这个时间我没法答应。"},
			en: []string{"I can't accept waiting another month, that's too late for us. It has to be sooner.", "The end of the month is too late, I can't agree to that.", "We can't push it back again. That date doesn't work for me."}},
	}
}
