package assess

import (
	"testing"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// A call as people hold it, heard by the labeller the product uses.
func real(lang coach.Lang, lines ...string) coach.Transcript {
	t := coach.Transcript{Lang: lang}
	for i, line := range lines {
		speaker := coach.Trainee
		if i%2 == 1 {
			speaker = coach.Debtor
		}
		t.Turns = append(t.Turns, coach.TranscriptTurn{Speaker: speaker, Text: line})
	}
	return t
}

func pipes() coach.Transcript {
	return real(coach.Chinese,
		"您好，请问是明达建材的周经理吗？我是恒通管业的小李，负责咱们两家的往来账。这会儿方便说两句吧？",
		"嗯，你说。",
		"是这样，三月份那批PE管，发票尾号0931，一共十八万六，合同约的是四月二十号付，到今天过了四十来天了。今天打电话，就是想跟您把付款的日子定下来。",
		"哦，这个事啊。最近公司资金比较紧张，你也知道，工地上的款都没回来。",
		"嗯，理解，这阵子做工程的都不容易。那这笔单子现在是卡在哪一步了？是还没提付款申请，还是提了没批？",
		"申请上个月就提了，老总那边一直没签，他说先保工资。",
		"明白了。那老总一般哪天批款？这事最后是他一个人定，还是财务总监也要过？",
		"就他定，每周三批。不过这周三他出差，下周吧，尽快给你安排。",
		"周经理，您说尽快我相信，可是我这边月底要关账，系统里逾期超过四十五天就自动停发货了，您六号要的那车管就出不来，我也不愿意看到这样。您看这周能不能先走一半，九万三，剩下的下周三批款的时候一起清？",
		"一半啊……我问问吧。这周五先给你打九万，应该可以。",
		"行，周五九万。剩下的九万六下周三，对吧？",
		"对，下周三老总回来就批。",
		"好。是走电汇吗？哪位同事来办？",
		"电汇，出纳小陈办。",
		"打完麻烦把回单发我微信。万一周五没到账，我周六上午十点再跟您联系，您看行吧？",
		"行，没问题。",
		"那我复述一遍：周五九万，下周三九万六，电汇，小陈经办，打完发回单。我待会儿发您微信，您回个确认就行。辛苦您了，周经理。",
		"好，就这样。",
	)
}

func boxes() coach.Transcript {
	return real(coach.English,
		"Good morning, is that Karen Miles? It's Tom Bradley from Alderway Packaging, I look after your account. Have you got two minutes?",
		"Morning Tom. Yes, go on, quickly though.",
		"Thanks. It's about invoice 20418, £14,650, which was due on the 3rd of last month. I'd like us to leave this call with a date for it.",
		"Right. I thought that had gone. Let me look. No, it says it's on hold.",
		"Okay. What's it on hold for? Who put the hold on?",
		"It doesn't say. It'll be Stuart in purchasing, he queries everything.",
		"I see. And what does Stuart need from us to take it off? If it's the delivery note, I've got it here signed by your warehouse on the 12th, I can email it while we talk.",
		"It might be that. He said something about short delivery, two pallets.",
		"That's odd, because your own man signed for all twenty. Send me what Stuart has and I'll go through it this afternoon. Now, two pallets is about £1,400. The other £13,250 isn't in question, is it?",
		"I suppose not. But I can't part pay an invoice, the system doesn't like it.",
		"You've done it before, Karen, in January. Can you get the £13,250 into Friday's run? I'd hate to see your account go on stop on Monday with the seasonal boxes due out.",
		"I'll see what I can do. I'm sure it'll be sorted soon.",
		"I appreciate that, but soon isn't something I can put in my forecast. Friday or Tuesday, which is it?",
		"Friday then. I'll get it in Friday's run, £13,250 by BACS.",
		"Great. Will you send me the remittance when it's gone? And if it isn't there Monday morning, I'll ring you at ten and we sort it there and then.",
		"Fine. Yes.",
		"So that's £13,250 by BACS on Friday, remittance to me, and we settle the two pallets next week. I'll drop you an email now, just reply to say that's right. Thanks Karen.",
		"Will do. Bye.",
	)
}

func cartons() coach.Transcript {
	return real(coach.Chinese,
		"喂，你好。",
		"喂，哪位？",
		"王姐好，好久不见，最近生意还行吧？",
		"还行还行，瞎忙。",
		"那个纸箱的货款一直没见到，我来问问。",
		"知道知道，我记着呢。",
		"那您看着安排吧。",
		"放心，回头就弄。",
		"好嘞，那先这样，谢谢王姐，再见。",
		"再见。",
	)
}

// TestEvidenceIsTheSentenceAPersonWouldPointAt: what was marked by hand in calls of different kinds.
func TestEvidenceIsTheSentenceAPersonWouldPointAt(t *testing.T) {
	for _, tc := range []struct {
		call    coach.Transcript
		check   string
		verdict coach.Verdict
		turn    int
		quote   string // empty: none
	}{
		{pipes(), "open_names_self", coach.Met, 0, "我是恒通管业的小李，负责咱们两家的往来账。"},
		{pipes(), "open_right_person", coach.Met, 0, "您好，请问是明达建材的周经理吗？"},
		{pipes(), "purpose_states_goal", coach.Met, 2, "今天打电话，就是想跟您把付款的日子定下来。"},
		{pipes(), "prepare_uses_history", coach.NotObserved, 0, ""},
		{pipes(), "truth_tests_excuse", coach.Met, 4, "那这笔单子现在是卡在哪一步了？"},
		{pipes(), "record_in_writing", coach.Met, 16, "我待会儿发您微信，您回个确认就行。"},
		{pipes(), "record_next_contact", coach.Met, 14, "万一周五没到账，我周六上午十点再跟您联系"},
		{boxes(), "open_names_self", coach.Met, 0, "It's Tom Bradley from Alderway Packaging, I look after your account."},
		{boxes(), "open_right_person", coach.Met, 0, "Good morning, is that Karen Miles?"},
		{boxes(), "promise_amount", coach.Met, 13, "I'll get it in Friday's run, £13,250 by BACS."},
		{boxes(), "promise_date", coach.Met, 12, "Friday or Tuesday"},
		{boxes(), "promise_method_or_owner", coach.Met, 13, "I'll get it in Friday's run, £13,250 by BACS."},
		{boxes(), "adapt_firm_when_flat", coach.Met, 12, "but soon isn't something I can put in my forecast"},
		{boxes(), "record_in_writing", coach.Met, 16, "I'll drop you an email now, just reply to say that's right."},
		{cartons(), "diagnose_asks_open", coach.NotMet, 6, "那您看着安排吧。"},
		{cartons(), "prepare_states_sum", coach.NotMet, 4, "那个纸箱的货款一直没见到，我来问问。"},
		{cartons(), "promise_date", coach.NotMet, 6, "那您看着安排吧。"},
		{cartons(), "record_in_writing", coach.NotMet, 6, "那您看着安排吧。"},
	} {
		labeller := nlu.New()
		card := Score(FromTranscript(tc.call, Material{Playbook: shippedPlaybook(t), LawPack: lawPack(), Debtor: labeller.UnderstandDebtor}, labeller.Understand))
		got := checkOf(t, card, tc.check)
		if got.Verdict != tc.verdict || (len(got.Evidence) == 0) != (tc.quote == "") {
			t.Errorf("%s: %+v, want %s", tc.check, got, tc.verdict)
			continue
		}
		if tc.quote != "" && got.Evidence[0] != (coach.Evidence{Turn: tc.turn, Quote: tc.quote}) {
			t.Errorf("%s points at turn %d, %q; want turn %d, %q", tc.check, got.Evidence[0].Turn, got.Evidence[0].Quote, tc.turn, tc.quote)
		}
		if keep := card.Coaching.Keep; keep != nil && tc.call.Turns[*keep.Turn].Speaker != coach.Trainee {
			t.Errorf("what the debtor said is to be kept: %q", keep.Quote)
		}
	}
}
