package assess

import "huikuan/server/coach"

func dealCases() []answers {
	asks := func(s *script) *script {
		return hello(s).trainee("Which day will you pay, and how much?", does(coach.ActAskCommitment))
	}
	busy := func(s *script) *script {
		return hello(s).trainee("You owe us 80,000. Why? When will it come?",
			does(coach.ActStateDebt, "You owe us 80,000."), does(coach.ActProbeReason, "Why? When will it come?"), does(coach.ActAskCommitment, "When will it come?"))
	}
	full := coach.Promise{Amount: yuan(40000), Date: "2026-05-20", Method: "transfer", Owner: "Ms Su", Proof: "slip", Fallback: "call at nine"}
	promised := func(s *script, p coach.Promise) *script {
		return asks(s).debtor("Forty thousand on the twentieth, then.", promises(coach.MovePromise, p))
	}
	bound := full
	bound.By, bound.Authority = "clerk", coach.AuthorityExecute
	none := coach.Promise{Vague: true}
	var cases []answers
	for check, elements := range map[string]coach.Promise{
		"promise_amount": {Date: "2026-05-20"}, "promise_date": {Amount: yuan(40000)},
		"promise_method_or_owner": {Amount: yuan(40000), Date: "2026-05-20", Proof: "slip"},
		"promise_proof":           {Amount: yuan(40000), Date: "2026-05-20", Owner: "Ms Su"},
		"promise_fallback":        {Amount: yuan(40000), Date: "2026-05-20", Owner: "Ms Su"},
	} {
		cases = append(cases,
			answers{check, "settled", func(s *script) *script { return promised(s, full) }, coach.Met},
			answers{check, "left out", func(s *script) *script { return promised(s, elements) }, coach.NotMet},
			answers{check, "only soon", func(s *script) *script { return promised(s, none) }, coach.NotMet},
			answers{check, "by somebody who cannot promise", func(s *script) *script { return promised(s, bound) }, coach.NotMet},
			answers{check, "cut short before it was said", func(s *script) *script {
				return asks(s).debtor("Forty thou", promises(coach.MovePromise, full), cutShort)
			}, coach.NotMet},
		)
	}
	return append(cases, []answers{
		{"promise_recap_agreed", "agreed", func(s *script) *script {
			return promised(s, full).trainee("So: 40,000 on the 20th by transfer, right?", does(coach.ActRecap)).debtor("Right.", move(coach.MoveConfirm))
		}, coach.Met},
		{"promise_recap_agreed", "corrected", func(s *script) *script {
			return promised(s, full).trainee("So: 80,000 on the 20th, right?", does(coach.ActRecap)).debtor("No, forty.", move(coach.MoveCorrect))
		}, coach.NotMet},
		{"promise_recap_agreed", "cut off before the yes", func(s *script) *script {
			return promised(s, full).trainee("So: 40,000 on the 20th, right?", does(coach.ActRecap)).debtor("Ri", move(coach.MoveConfirm), cutShort)
		}, coach.NotMet},
		{"promise_recap_agreed", "no recap", func(s *script) *script { return promised(s, full).trainee("Thanks.") }, coach.NotMet},

		{"negotiate_no_free_gift", "nothing was negotiated", busy, coach.NotObserved},
		{"negotiate_no_free_gift", "kept", func(s *script) *script {
			return busy(s).debtor("Hm.").trainee("All on Friday or half today?", does(coach.ActProposeChoice))
		}, coach.Met},
		{"negotiate_no_free_gift", "waived for nothing", func(s *script) *script {
			return busy(s).debtor("Hm.").trainee("I'll waive the interest.", does(coach.ActOfferIncentive))
		}, coach.NotMet},
		{"negotiate_no_free_gift", "waived in return", func(s *script) *script {
			return busy(s).debtor("Hm.").trainee("If it is here by Friday I'll waive the interest.", does(coach.ActOfferIncentive))
		}, coach.Met},
		{"negotiate_no_free_gift", "beyond authority", func(s *script) *script {
			return busy(s).debtor("Hm.").trainee("Six instalments, if you start today.", does(coach.ActOfferInstalments), plan(6))
		}, coach.NotMet},
		{"negotiate_no_free_gift", "silence", func(s *script) *script { return hello(s).trainee("Mm.") }, coach.NotObserved},
		{"negotiate_narrows_delay", "narrowed", func(s *script) *script {
			return asks(s).debtor("Soon, soon.", move(coach.MoveDodge)).trainee("Soon won't do. Friday?", does(coach.ActRejectDelay))
		}, coach.Met},
		{"negotiate_narrows_delay", "taken", func(s *script) *script {
			return asks(s).debtor("Soon, soon.", move(coach.MoveDodge)).trainee("All right, soon then.", does(coach.ActAcceptVague))
		}, coach.NotMet},
		{"negotiate_narrows_delay", "no delay", asks, coach.NotObserved},
		{"negotiate_part_or_choice", "a choice", func(s *script) *script {
			return asks(s).debtor("Hm.").trainee("All on Friday or half today?", does(coach.ActProposeChoice))
		}, coach.Met},
		{"negotiate_part_or_choice", "nothing", asks, coach.NotMet},
		{"negotiate_part_or_choice", "all of it came at once", func(s *script) *script {
			return asks(s).debtor("All of it on Friday.", promises(coach.MovePromise, coach.Promise{Amount: yuan(80000), Date: "2026-05-15"}))
		}, coach.NotObserved},
		{"negotiate_betters_offer", "more money", func(s *script) *script {
			return asks(s).debtor("Twenty thousand.", promises(coach.MoveOffer, coach.Promise{Amount: yuan(20000), Date: "2026-05-29"})).
				trainee("Not enough, please.", does(coach.ActRejectDelay)).
				debtor("Forty, then.", promises(coach.MovePromise, coach.Promise{Amount: yuan(40000), Date: "2026-05-29"}))
		}, coach.Met},
		{"negotiate_betters_offer", "the same money sooner", func(s *script) *script {
			return asks(s).debtor("Twenty thousand.", promises(coach.MoveOffer, coach.Promise{Amount: yuan(20000), Date: "2026-05-29"})).
				trainee("That's late, please.", does(coach.ActRejectDelay)).
				debtor("Friday, then.", promises(coach.MovePromise, coach.Promise{Amount: yuan(20000), Date: "2026-05-15"}))
		}, coach.Met},
		{"negotiate_betters_offer", "the first taken", func(s *script) *script {
			return asks(s).debtor("Twenty thousand.", promises(coach.MoveOffer, coach.Promise{Amount: yuan(20000), Date: "2026-05-29"})).trainee("Thanks a lot.")
		}, coach.NotMet},
		{"negotiate_betters_offer", "nothing offered", asks, coach.NotObserved},

		{"record_in_writing", "asked", func(s *script) *script {
			return asks(s).debtor("Friday.", promises(coach.MovePromise, coach.Promise{Amount: yuan(40000), Date: "2026-05-15"})).
				trainee("Could you confirm that by email?", does(coach.ActAskProof))
		}, coach.Met},
		{"record_in_writing", "nothing to write down", func(s *script) *script {
			return asks(s).debtor("No.").trainee("Please confirm that by email.", does(coach.ActAskProof))
		}, coach.NotMet},
		{"record_in_writing", "the slip of a claimed payment is a test", func(s *script) *script {
			return asks(s).debtor("It's sent.").trainee("Message me the slip then.", does(coach.ActAskProof), does(coach.ActVerifyClaim))
		}, coach.NotMet},
		{"record_in_writing", "not asked", asks, coach.NotMet},
		{"record_next_contact", "with a time", func(s *script) *script {
			return asks(s).debtor("Friday.").trainee("I'll call you Friday at three.", does(coach.ActAgreeFallback), on("2026-05-15", "Friday at three"))
		}, coach.Met},
		{"record_next_contact", "some time", func(s *script) *script {
			return asks(s).debtor("Friday.").trainee("We'll speak again some time.", does(coach.ActAgreeFallback))
		}, coach.NotMet},
		{"record_no_vague_close", "on a recap", func(s *script) *script {
			return asks(s).debtor("Friday.").trainee("So 40,000 on Friday by transfer.", does(coach.ActRecap))
		}, coach.Met},
		{"record_no_vague_close", "on soon", func(s *script) *script {
			return asks(s).debtor("Soon.").trainee("Great, soon then.", does(coach.ActAcceptVague))
		}, coach.NotMet},
		{"record_no_vague_close", "on nothing", func(s *script) *script {
			return hello(s).trainee("Mm.").debtor("Yes?").trainee("Mm.")
		}, coach.NotMet},
	}...)
}
