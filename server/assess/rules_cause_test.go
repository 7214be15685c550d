package assess

import "huikuan/server/coach"

func causeCases() []answers {
	const excuse = "x_already_sent"
	excused := func(s *script) *script {
		return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt)).debtor("We sent it last week.", givesExcuse(excuse))
	}
	return []answers{
		{"diagnose_asks_open", "why", func(s *script) *script {
			return hello(s).trainee("What has kept it from going out?", does(coach.ActProbeReason))
		}, coach.Met},
		{"diagnose_asks_open", "never", func(s *script) *script {
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"diagnose_asks_open", "the debtor's words are no technique", func(s *script) *script {
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment)).debtor("Why do you ask what is blocking it?")
		}, coach.NotMet},
		{"diagnose_before_pressure", "cause first", func(s *script) *script {
			return hello(s).trainee("What is holding it up?", does(coach.ActProbeReason)).debtor("Nothing.").
				trainee("Then we stop the next order.", does(coach.ActConsequenceCurrent))
		}, coach.Met},
		{"diagnose_before_pressure", "pressure first", func(s *script) *script {
			return hello(s).trainee("We stop the next order.", does(coach.ActConsequenceCurrent)).debtor("What?").
				trainee("What is holding it up?", does(coach.ActProbeReason))
		}, coach.NotMet},
		{"diagnose_before_pressure", "neither", func(s *script) *script {
			return hello(s).trainee("Hello there.", does(coach.ActGreet))
		}, coach.NotMet},
		{"diagnose_follow_up", "another question", func(s *script) *script {
			return hello(s).trainee("What is holding it up?", does(coach.ActProbeReason)).debtor("The process.").
				trainee("Whose desk is it on?", does(coach.ActProbeProcess))
		}, coach.Met},
		{"diagnose_follow_up", "the same question again", func(s *script) *script {
			return hello(s).trainee("What is holding it up?", does(coach.ActProbeReason)).debtor("The process.").
				trainee("What is holding it up?", does(coach.ActProbeReason))
		}, coach.NotMet},
		{"diagnose_follow_up", "questions, none of them after the cause", func(s *script) *script {
			return hello(s).trainee("Who decides?", does(coach.ActProbeDecisionMaker)).debtor("The owner.").
				trainee("Which bank did it leave from?", does(coach.ActVerifyClaim))
		}, coach.NotMet},
		{"diagnose_follow_up", "two questions in one breath", func(s *script) *script {
			return hello(s).trainee("What is holding it up? Whose desk?", does(coach.ActProbeReason, "What is holding it up?"), does(coach.ActProbeProcess, "Whose desk?"))
		}, coach.NotMet},
		{"diagnose_finds_reason", "it came out", func(s *script) *script {
			return hello(s).trainee("What is holding it up?", does(coach.ActProbeReason)).
				debtor("Our own customer is late.", effect(coach.Effect{Kind: coach.EffectDiagnosed}))
		}, coach.Met},
		{"diagnose_finds_reason", "given away unasked", func(s *script) *script {
			return hello(s).trainee("Good morning there.", does(coach.ActGreet)).
				debtor("Our own customer is late.", effect(coach.Effect{Kind: coach.EffectDiagnosed}))
		}, coach.NotMet},
		{"diagnose_finds_reason", "it stayed hidden", func(s *script) *script {
			return hello(s).trainee("What is holding it up?", does(coach.ActProbeReason)).debtor("This and that.")
		}, coach.NotMet},

		{"truth_tests_excuse", "asked for the slip", func(s *script) *script {
			return excused(s).trainee("Which account, and when exactly?", does(coach.ActVerifyClaim))
		}, coach.Met},
		{"truth_tests_excuse", "swallowed", func(s *script) *script {
			return excused(s).trainee("Oh good, thank you.", does(coach.ActAcceptVague))
		}, coach.NotMet},
		{"truth_tests_excuse", "tested before it was given", func(s *script) *script {
			return hello(s).trainee("Can you prove it?", does(coach.ActVerifyClaim)).debtor("We sent it.", givesExcuse(excuse)).trainee("Oh, good.")
		}, coach.NotMet},
		{"truth_tests_excuse", "no excuse was given", func(s *script) *script {
			return hello(s).trainee("You owe us 80,000.", does(coach.ActStateDebt)).debtor("I know.")
		}, coach.NotObserved},
		{"truth_tests_every_excuse", "both", func(s *script) *script {
			return excused(s).trainee("Which account?", does(coach.ActVerifyClaim), moves(excuseIs(excuse, coach.ExcuseExposed))).
				debtor("Well, it isn't approved.", givesExcuse("x_not_approved")).
				trainee("Who approves it?", does(coach.ActVerifyClaim), moves(excuseIs("x_not_approved", coach.ExcuseVerified)))
		}, coach.Met},
		{"truth_tests_every_excuse", "one let pass", func(s *script) *script {
			return excused(s).trainee("Which account?", does(coach.ActVerifyClaim), moves(excuseIs(excuse, coach.ExcuseExposed))).
				debtor("Well, it isn't approved.", givesExcuse("x_not_approved")).trainee("I see, thanks.")
		}, coach.NotMet},
		{"truth_tests_every_excuse", "an excuse on the way out is not held against anyone", func(s *script) *script {
			return excused(s).trainee("Which account?", does(coach.ActVerifyClaim), moves(excuseIs(excuse, coach.ExcuseExposed))).
				debtor("It isn't approved, bye.", givesExcuse("x_not_approved"))
		}, coach.Met},
		{"truth_closes_excuse", "closed", func(s *script) *script {
			return excused(s).trainee("So that one is off the table?", does(coach.ActRecap)).
				debtor("Agreed.", effect(excuseIs(excuse, coach.ExcuseClosed)))
		}, coach.Met},
		{"truth_closes_excuse", "left standing", func(s *script) *script {
			return excused(s).trainee("Which account?", does(coach.ActVerifyClaim))
		}, coach.NotMet},
		{"truth_keeps_face", "a plain request", func(s *script) *script {
			return excused(s).trainee("I just need the slip for our file.", does(coach.ActVerifyClaim))
		}, coach.Met},
		{"truth_keeps_face", "called a liar", func(s *script) *script {
			return excused(s).trainee("You're lying, show me the slip.", does(coach.ActVerifyClaim))
		}, coach.NotMet},
		{"truth_keeps_face", "called a liar in Chinese", func(s *script) *script {
			s.lang = coach.Chinese
			return excused(s).trainee("别骗我了，回单拿出来。", does(coach.ActVerifyClaim))
		}, coach.NotMet},
		{"truth_keeps_face", "no test", func(s *script) *script { return excused(s).trainee("Fine by me.") }, coach.NotObserved},

		{"people_asks_who_decides", "asked", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Who signs this off?", does(coach.ActProbeDecisionMaker))
		}, coach.Met},
		{"people_asks_who_decides", "never with a clerk", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"people_asks_who_decides", "the owner answered", func(s *script) *script {
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment))
		}, coach.NotObserved},
		{"people_reaches_decider", "put through", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Could you put me through to the owner?", does(coach.ActProbeDecisionMaker)).
				debtor("One moment.", move(coach.MoveTransfer)).to("owner").debtor("Qian speaking.")
		}, coach.Met},
		{"people_reaches_decider", "stayed with the clerk", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment)).debtor("Not mine to say.")
		}, coach.NotMet},
		{"people_reaches_decider", "the owner answered", func(s *script) *script {
			return hello(s).trainee("Pay today, please.", does(coach.ActAskCommitment))
		}, coach.NotObserved},
		{"people_spares_powerless", "pressed three times", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Pay today.", does(coach.ActAskCommitment)).debtor("I can't.").
				trainee("Pay it now.", does(coach.ActStandFirm)).debtor("I can't.").trainee("I insist on it.", does(coach.ActStandFirm))
		}, coach.NotMet},
		{"people_spares_powerless", "used for the route", func(s *script) *script {
			s.contact = "clerk"
			return hello(s).trainee("Where is it stuck?", does(coach.ActProbeProcess)).debtor("With the boss.").
				trainee("Who is that, please?", does(coach.ActProbeDecisionMaker))
		}, coach.Met},
		{"people_spares_powerless", "nobody without power", func(s *script) *script {
			return hello(s).trainee("Pay today.", does(coach.ActAskCommitment))
		}, coach.NotObserved},
	}
}
