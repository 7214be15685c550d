package assess

import "huikuan/server/coach"

func mannerCases() []answers {
	busy := func(s *script) *script {
		return hello(s).trainee("You owe us 80,000. Why? When will it come?",
			does(coach.ActStateDebt, "You owe us 80,000."), does(coach.ActProbeReason, "Why? When will it come?"), does(coach.ActAskCommitment, "When will it come?"))
	}
	dodged := func(s *script) *script { return busy(s).debtor("Don't you worry about that.", move(coach.MoveDodge)) }
	flat := func(s *script) *script {
		return busy(s).debtor("Don't you worry about that.", move(coach.MoveDodge), mood(coach.FlatEvasive))
	}
	return []answers{
		{"tone_no_abuse", "civil", busy, coach.Met},
		{"tone_no_abuse", "an insult", func(s *script) *script {
			return busy(s).debtor("Soon.").trainee("You crook of a man!", does(coach.ActInsult))
		}, coach.NotMet},
		{"tone_no_abuse", "silence is not civility", func(s *script) *script { return hello(s).trainee("Mm.") }, coach.NotObserved},
		{"tone_no_grovel", "upright", busy, coach.Met},
		{"tone_no_grovel", "begging", func(s *script) *script {
			return busy(s).debtor("Soon.").trainee("There's no rush at all, please, whenever.", does(coach.ActGrovel))
		}, coach.NotMet},
		{"tone_no_grovel", "silence", func(s *script) *script { return hello(s).trainee("Mm.") }, coach.NotObserved},
		{"tone_offers_face", "understanding", func(s *script) *script {
			return busy(s).debtor("It's hard.").trainee("That must be hard for you.", does(coach.ActEmpathise))
		}, coach.Met},
		{"tone_offers_face", "none", func(s *script) *script {
			return busy(s).debtor("It's hard.").trainee("When will you pay?", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"tone_offers_face", "one turn leaves no room", busy, coach.NotObserved},
		{"tone_stays_firm", "held", func(s *script) *script {
			return dodged(s).trainee("I do need a day from you.", does(coach.ActStandFirm))
		}, coach.Met},
		{"tone_stays_firm", "gave in", func(s *script) *script {
			return dodged(s).trainee("Okay, soon is fine.", does(coach.ActAcceptVague))
		}, coach.NotMet},
		{"tone_stays_firm", "let it pass", func(s *script) *script { return dodged(s).trainee("How is business?") }, coach.NotMet},
		{"tone_stays_firm", "never put off", busy, coach.NotObserved},

		{"adapt_warm_when_upset", "warmth first", func(s *script) *script {
			return busy(s).debtor("I haven't slept in weeks.", mood(coach.Upset)).trainee("That sounds rough.", does(coach.ActEmpathise))
		}, coach.Met},
		{"adapt_warm_when_upset", "pressed on", func(s *script) *script {
			return busy(s).debtor("I haven't slept in weeks.", mood(coach.Upset)).trainee("When will you pay?", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"adapt_warm_when_upset", "nobody was upset", busy, coach.NotObserved},
		{"adapt_firm_when_flat", "tightened", func(s *script) *script {
			return flat(s).trainee("Wednesday or Thursday?", does(coach.ActProposeChoice))
		}, coach.Met},
		{"adapt_firm_when_flat", "charmed", func(s *script) *script { return flat(s).trainee("You're so kind.") }, coach.NotMet},
		{"adapt_firm_when_flat", "nobody evaded", busy, coach.NotObserved},
		{"adapt_changes_approach", "three ways", func(s *script) *script {
			return busy(s).debtor("No.").trainee("I understand it's hard.", does(coach.ActEmpathise)).debtor("It is.").
				trainee("Half today, then?", does(coach.ActOfferInstalments)).
				debtor("Half on Friday.", promises(coach.MovePromise, coach.Promise{Amount: yuan(40000), Date: "2026-05-15"}))
		}, coach.Met},
		{"adapt_changes_approach", "three ways that moved nothing", func(s *script) *script {
			return busy(s).debtor("No.").trainee("I understand it's hard.", does(coach.ActEmpathise)).debtor("It is.").
				trainee("Half today, then?", does(coach.ActOfferInstalments))
		}, coach.NotMet},
		{"adapt_changes_approach", "the same again and again", func(s *script) *script {
			return hello(s).trainee("When will you pay?", does(coach.ActAskCommitment)).debtor("Soon.").
				trainee("When will you pay?", does(coach.ActAskCommitment)).debtor("Soon.").trainee("When will you pay?", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"adapt_changes_approach", "too short to tell", busy, coach.NotObserved},

		{"consequence_named", "named", func(s *script) *script {
			return dodged(s).trainee("Then the next order waits.", does(coach.ActConsequenceCurrent))
		}, coach.Met},
		{"consequence_named", "missing when needed", func(s *script) *script {
			return dodged(s).trainee("Please do.", does(coach.ActAskCommitment)).debtor("Soon.", move(coach.MoveDodge)).trainee("Well, please.", does(coach.ActAskCommitment))
		}, coach.NotMet},
		{"consequence_named", "unlawful words earn nothing", func(s *script) *script {
			return dodged(s).trainee("You'd be jailed.", crosses("rl_police_false", coach.ActConsequencePersonal)).debtor("What?").trainee("You heard me.")
		}, coach.NotMet},
		{"consequence_named", "not needed", func(s *script) *script {
			return busy(s).debtor("80,000 on Friday.", promises(coach.MovePromise, coach.Promise{Amount: yuan(80000), Date: "2026-05-15"})).
				trainee("Thank you very much.").debtor("Bye.").trainee("Goodbye then.")
		}, coach.NotObserved},
		{"consequence_true", "permitted", func(s *script) *script {
			return dodged(s).trainee("Then the next order waits.", does(coach.ActConsequenceCurrent))
		}, coach.Met},
		{"consequence_true", "not permitted", func(s *script) *script {
			return dodged(s).trainee("Our lawyers write tomorrow.", does(coach.ActFormalNotice))
		}, coach.NotMet},
		{"consequence_true", "false law", func(s *script) *script {
			return dodged(s).trainee("You'd be blacklisted by law.", crosses("rl_false_legal", coach.ActConsequenceCurrent))
		}, coach.NotMet},
		{"consequence_true", "none named", busy, coach.NotObserved},
		{"consequence_after_cause", "after", func(s *script) *script {
			return dodged(s).trainee("Then the next order waits.", does(coach.ActConsequenceCurrent))
		}, coach.Met},
		{"consequence_after_cause", "before", func(s *script) *script {
			return hello(s).trainee("The next order waits.", does(coach.ActConsequenceCurrent))
		}, coach.NotMet},
		{"consequence_after_cause", "none named", busy, coach.NotObserved},
		{"consequence_with_exit", "in the same breath", func(s *script) *script {
			return dodged(s).trainee("The next order waits. Give me a day and it won't.",
				does(coach.ActConsequenceCurrent, "The next order waits."), does(coach.ActAskCommitment, "Give me a day"))
		}, coach.Met},
		{"consequence_with_exit", "in the next", func(s *script) *script {
			return dodged(s).trainee("The next order waits.", does(coach.ActConsequenceCurrent)).debtor("Hey!").
				trainee("Half today or all on Friday?", does(coach.ActProposeChoice))
		}, coach.Met},
		{"consequence_with_exit", "a bare threat of it", func(s *script) *script {
			return dodged(s).trainee("The next order waits.", does(coach.ActConsequenceCurrent))
		}, coach.NotMet},
		{"consequence_with_exit", "none named", busy, coach.NotObserved},
	}
}
