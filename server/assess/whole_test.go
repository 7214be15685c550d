package assess

import (
	"strings"
	"testing"

	"huikuan/server/coach"
)

// chinese is a call that starts well and takes a vague word at its end: a sum and a day from the owner, nothing more.
func chinese(tb testing.TB) *script {
	s := newScript(tb)
	s.lang, s.contact = coach.Chinese, "clerk"
	return s.debtor("喂，你好，荣鼎建材。", move(coach.MoveGreet)).
		trainee("您好，我是枫棠卫浴的小林，请问是苏会计吧？0118和0131两张票8万，5月1号到期，到今天12天了，卡在哪儿了？",
			does(coach.ActGreet, "您好"), does(coach.ActStateDebt, "0118和0131两张票8万"), does(coach.ActProbeReason, "卡在哪儿了"),
			sum(8000000, "8万"), on("2026-05-01", "5月1号"), days(12)).
		debtor("老板没发话，我动不了。", givesExcuse("x_not_approved")).
		trainee("明白，您定不了没关系。这事是哪位拍板？能帮我转一下吗？", does(coach.ActEmpathise, "您定不了没关系"),
			does(coach.ActProbeDecisionMaker, "这事是哪位拍板？能帮我转一下吗"), moves(excuseIs("x_not_approved", coach.ExcuseVerified))).
		debtor("钱总定，我给你转。", move(coach.MoveTransfer)).to("owner").debtor("喂，小林啊，放心放心。", move(coach.MoveDodge), mood(coach.FlatEvasive)).
		trainee("钱总，放心归放心，我得带个日子回去：周三还是周四？付多少？", does(coach.ActRejectDelay, "我得带个日子回去"), does(coach.ActProposeChoice, "周三还是周四"),
			does(coach.ActAskCommitment, "付多少")).
		debtor("行，那就20号付3万。", promises(coach.MovePromise, coach.Promise{Amount: yuan(30000), Date: "2026-05-20"})).
		trainee("好的，那剩下的您尽快啊。", does(coach.ActAcceptVague, "剩下的您尽快")).
		debtor("没问题，回头说。", move(coach.MoveGoodbye)).
		add(coach.SessionEnded{Reason: coach.EndedAgreed})
}

func TestAWholeChineseCallIsReadAsAReviewerWould(t *testing.T) {
	s := chinese(t)
	card := s.card()
	quotesHold(t, s.call(), card)
	for id, want := range map[string]coach.Verdict{
		"prepare_states_sum": coach.Met, "prepare_cites_invoice_or_date": coach.Met, "prepare_uses_history": coach.NotMet,
		"open_names_self": coach.Met, "open_right_person": coach.Met, "purpose_early": coach.Met,
		"diagnose_asks_open": coach.Met, "diagnose_follow_up": coach.Met, "diagnose_finds_reason": coach.NotMet,
		"truth_tests_every_excuse": coach.Met, "truth_closes_excuse": coach.NotMet,
		"people_asks_who_decides": coach.Met, "people_reaches_decider": coach.Met, "people_spares_powerless": coach.Met,
		"tone_offers_face": coach.Met, "tone_stays_firm": coach.Met, "adapt_firm_when_flat": coach.Met, "adapt_warm_when_upset": coach.NotObserved,
		"consequence_named": coach.NotObserved, "negotiate_part_or_choice": coach.Met,
		"promise_amount": coach.Met, "promise_date": coach.Met, "promise_proof": coach.NotMet, "promise_recap_agreed": coach.NotMet,
		"record_in_writing": coach.NotMet, "record_next_contact": coach.NotMet, "record_no_vague_close": coach.NotMet,
	} {
		if got := checkOf(t, card, id); got.Verdict != want {
			t.Errorf("%s is %s with %v, want %s", id, got.Verdict, got.Evidence, want)
		}
	}
	if card.Outcome.Rung != coach.O3 || card.Outcome.Promise.Level != coach.P3 || card.Verdict != Passed {
		t.Errorf("outcome %+v, verdict %s, total %v", card.Outcome, card.Verdict, card.Total)
	}
	if got := checkOf(t, card, "record_no_vague_close").Evidence; len(got) != 1 || got[0].Turn != 8 || got[0].Quote != "剩下的您尽快" {
		t.Errorf("the vague close rests on %v", got)
	}
	if stop := card.Coaching.Stop; stop == nil || stop.Criterion != "k_negotiate" || *stop.Turn != 8 {
		t.Errorf("stop %+v", stop)
	}
	text := Text(card)
	for _, want := range []string{"结果: O3", "承诺: P3，3万元，2026-05-20", "准备与事实", "停止: "} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}
