package assess

import "huikuan/server/coach"

func hello(s *script) *script { return s.debtor("Hello, Rongding.", move(coach.MoveGreet)) }

func openingCases() []answers {
	return []answers{
		{"prepare_states_sum", "the balance", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000 yuan.", does(coach.ActStateDebt), sum(8000000, "80,000 yuan"))
		}, coach.Met},
		{"prepare_states_sum", "one invoice of two", func(s *script) *script {
			return hello(s).trainee("There is 50,000 open on the first.", does(coach.ActStateDebt), sum(5000000, "50,000"))
		}, coach.Met},
		{"prepare_states_sum", "rounded as people speak", func(s *script) *script {
			return hello(s).trainee("There is 79,600 open, give or take.", does(coach.ActStateDebt), sum(7960000, "79,600"))
		}, coach.Met},
		{"prepare_states_sum", "a wrong sum", func(s *script) *script {
			return hello(s).trainee("There is 65,000 open.", does(coach.ActStateDebt), sum(6500000, "65,000"))
		}, coach.NotMet},
		{"prepare_states_sum", "no sum", func(s *script) *script {
			return hello(s).trainee("It's about that payment.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"prepare_states_sum", "a figure that does nothing", func(s *script) *script {
			return hello(s).trainee("Nice weather, 80,000 degrees.", sum(8000000, "80,000"))
		}, coach.NotMet},
		{"prepare_cites_invoice_or_date", "the last digits of the invoice", func(s *script) *script {
			return hello(s).trainee("Invoice 0118 is unpaid.", does(coach.ActStateDebt))
		}, coach.Met},
		{"prepare_cites_invoice_or_date", "the due date", func(s *script) *script {
			return hello(s).trainee("It fell due on the first of May.", does(coach.ActStateDebt), on("2026-05-01", "the first of May"))
		}, coach.Met},
		{"prepare_cites_invoice_or_date", "the days late", func(s *script) *script {
			return hello(s).trainee("You are twelve days over.", does(coach.ActStateDebt), days(12))
		}, coach.Met},
		{"prepare_cites_invoice_or_date", "a wrong number of days", func(s *script) *script {
			return hello(s).trainee("You are sixty days over.", does(coach.ActStateDebt), days(60))
		}, coach.NotMet},
		{"prepare_cites_invoice_or_date", "only that payment", func(s *script) *script {
			return hello(s).trainee("It's about that payment.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"prepare_uses_history", "the old promise held up", func(s *script) *script {
			return hello(s).trainee("Last time you said the tenth, and nothing came.", does(coach.ActChallengeClaim))
		}, coach.Met},
		{"prepare_uses_history", "the delivery record", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("货你们仓库都签收了，这笔款早到期了。", does(coach.ActStateDebt))
		}, coach.Met},
		{"prepare_uses_history", "not used", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"prepare_uses_history", "nothing on file", func(s *script) *script {
			s.scenario.Case.Account.History = nil
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt))
		}, coach.NotObserved},

		{"open_names_self", "name and firm", func(s *script) *script {
			return hello(s).trainee("Good morning, this is Sam from Fengtang.", does(coach.ActGreet))
		}, coach.Met},
		{"open_names_self", "name and firm in Chinese", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("您好，我是枫棠的小林。", does(coach.ActGreet))
		}, coach.Met},
		{"open_names_self", "a name only", func(s *script) *script {
			return hello(s).trainee("Hi, I'm Sam.", does(coach.ActGreet))
		}, coach.NotMet},
		{"open_names_self", "too late", func(s *script) *script {
			return hello(s).trainee("Where is the money?", does(coach.ActAskCommitment)).debtor("Who is this?").
				trainee("Pay up, please.", does(coach.ActAskCommitment)).debtor("Who?").trainee("This is Sam from Fengtang.", does(coach.ActGreet))
		}, coach.NotMet},
		{"open_right_person", "asked", func(s *script) *script {
			return hello(s).trainee("Am I speaking to the owner?", does(coach.ActGreet))
		}, coach.Met},
		{"open_right_person", "named", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("钱总您好！", does(coach.ActGreet))
		}, coach.Met},
		{"open_right_person", "not checked", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"open_no_apology", "straight", func(s *script) *script {
			return hello(s).trainee("This is Sam from Fengtang. You owe us 80,000.", does(coach.ActGreet), does(coach.ActStateDebt))
		}, coach.Met},
		{"open_no_apology", "straight without an opening", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt))
		}, coach.NotObserved},
		{"open_no_apology", "sorry to bother", func(s *script) *script {
			return hello(s).trainee("I'm so sorry to bother you about the 80,000.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"open_no_apology", "politeness is no apology", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("我是枫棠的小林，不好意思打扰您两分钟，那张票到期了。", does(coach.ActGreet), does(coach.ActStateDebt))
		}, coach.Met},
		{"open_no_apology", "apology in Chinese", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("真不好意思，又来催您了。", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"open_no_apology", "no business yet", func(s *script) *script {
			return hello(s).trainee("Good morning!", does(coach.ActGreet))
		}, coach.NotObserved},

		{"purpose_early", "in the second turn", func(s *script) *script {
			return hello(s).trainee("Good morning!", does(coach.ActGreet)).debtor("Morning.").trainee("It's about 0118.", does(coach.ActStateDebt))
		}, coach.Met},
		{"purpose_early", "in the third turn", func(s *script) *script {
			return hello(s).trainee("Good morning!", does(coach.ActGreet)).debtor("Morning.").trainee("Lovely day.").debtor("It is.").
				trainee("It's about 0118.", does(coach.ActStateDebt))
		}, coach.NotMet},
		{"purpose_states_goal", "asks for the money and says no more", func(s *script) *script {
			return hello(s).trainee("Which day will you pay?", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"purpose_states_goal", "says what to come away with", func(s *script) *script {
			return hello(s).trainee("I'd like us to settle the day and the sum. Which day will you pay?", does(coach.ActAskCommitment, "Which day will you pay?"))
		}, coach.Met},
		{"purpose_states_goal", "says what to settle", func(s *script) *script {
			s.lang = coach.Chinese
			return hello(s).trainee("0118那张到期了，今天想跟您把日子定下来。", does(coach.ActStateDebt))
		}, coach.Met},
		{"purpose_states_goal", "never said", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt))
		}, coach.NotMet},
	}
}
