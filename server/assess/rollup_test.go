package assess

import (
	"testing"

	"huikuan/server/coach"
)

// results answers checks of weight 1, 2, 3, … in order.
func results(verdicts ...coach.Verdict) ([]coach.Check, []coach.CheckResult) {
	var checks []coach.Check
	var answered []coach.CheckResult
	for i, v := range verdicts {
		checks = append(checks, coach.Check{Weight: i + 1})
		answered = append(answered, coach.CheckResult{Verdict: v})
	}
	return checks, answered
}

func TestChecksRollUpByWeightAndLeaveOutWhatCouldNotBeSeen(t *testing.T) {
	none := -1
	for _, tc := range []struct {
		name     string
		verdicts []coach.Verdict
		score    int
		verdict  coach.Verdict
	}{
		{"all met", []coach.Verdict{coach.Met, coach.Met, coach.Met}, 100, coach.Met},
		{"none met", []coach.Verdict{coach.NotMet, coach.NotMet}, 0, coach.NotMet},
		{"by weight", []coach.Verdict{coach.Met, coach.NotMet, coach.Met}, 67, coach.Met},
		{"below the mark", []coach.Verdict{coach.Met, coach.Met, coach.NotMet}, 50, coach.NotMet},
		{"not observed gives its weight away", []coach.Verdict{coach.Met, coach.NotObserved, coach.NotMet}, 25, coach.NotMet},
		{"unscored gives its weight away", []coach.Verdict{coach.Met, coach.Unscored}, 100, coach.Met},
		{"nothing observed", []coach.Verdict{coach.NotObserved, coach.NotObserved}, none, coach.NotObserved},
		{"nothing judged", []coach.Verdict{coach.Unscored, coach.Unscored}, none, coach.Unscored},
		{"a little of both", []coach.Verdict{coach.Unscored, coach.NotObserved}, none, coach.NotObserved},
	} {
		score, verdict := rollUp(results(tc.verdicts...))
		got := none
		if score != nil {
			got = *score
		}
		if got != tc.score || verdict != tc.verdict {
			t.Errorf("%s: %d %s, want %d %s", tc.name, got, verdict, tc.score, tc.verdict)
		}
	}
}

func TestTheTotalIsTheWeightedMeanOfWhatWasScored(t *testing.T) {
	score := func(n int) *int { return &n }
	criteria := []coach.CriterionResult{{Weight: 10, Score: score(100)}, {Weight: 30, Score: score(50)}, {Weight: 60}}
	line := func(level coach.Level, turn int) coach.RedLineHit {
		return coach.RedLineHit{Level: level, Turn: turn, Quote: "words"}
	}
	for _, tc := range []struct {
		name    string
		lines   []coach.RedLineHit
		points  int
		verdict string
	}{
		{"no red line", nil, 63, Passed},
		{"one minor", []coach.RedLineHit{line(coach.Minor, 1)}, 58, Failed},
		{"minors cost fifteen at most", []coach.RedLineHit{line(coach.Minor, 1), line(coach.Minor, 3), line(coach.Minor, 5), line(coach.Minor, 7)}, 48, Failed},
		{"one major", []coach.RedLineHit{line(coach.Major, 1)}, 59, Failed},
		{"two majors", []coach.RedLineHit{line(coach.Major, 1), line(coach.Major, 3)}, 59, Failed},
		{"a critical one", []coach.RedLineHit{line(coach.Critical, 1)}, 0, Failed},
	} {
		points, verdict := total(criteria, gateOf(tc.lines))
		if points == nil || *points != tc.points || verdict != tc.verdict {
			t.Errorf("%s: %v %s, want %d %s", tc.name, points, verdict, tc.points, tc.verdict)
		}
	}
	if points, verdict := total([]coach.CriterionResult{{Weight: 10}}, gate{}); points != nil || verdict != NotScored {
		t.Errorf("nothing scored gives %v %s", points, verdict)
	}
}

func TestOneIncidentCountsOnce(t *testing.T) {
	insult := func(s *script) *script {
		return s.trainee("You crook, you deadbeat!", does(coach.ActInsult, "You crook"), does(coach.ActInsult, "you deadbeat"))
	}
	once := insult(hello(newScript(t))).card()
	if len(once.RedLines) != 1 || once.RedLines[0].Level != coach.Major || once.RedLines[0].SayInstead != "instead of rl_insult" {
		t.Errorf("two words of one outburst: %+v", once.RedLines)
	}
	twice := insult(insult(hello(newScript(t))).debtor("How dare you.")).card()
	if len(twice.RedLines) != 2 || gateOf(twice.RedLines).majors != 2 {
		t.Errorf("an outburst in each of two turns: %+v", twice.RedLines)
	}
	shared := hello(newScript(t)).trainee("That is a crime by law.", crosses("rl_false_legal", coach.ActConsequenceCompany), crosses("rl_insult", coach.ActInsult)).card()
	if len(shared.RedLines) != 2 || gateOf(shared.RedLines).majors != 1 {
		t.Errorf("two lines on the same words: %+v", shared.RedLines)
	}
}

func TestWhatTheCaseForbidsIsARedLine(t *testing.T) {
	for _, tc := range []struct {
		name string
		call func(*script) *script
		want string
	}{
		{"a formal step nobody approved", func(s *script) *script { return s.trainee("We sue tomorrow.", does(coach.ActFormalNotice)) }, "rl_bluff"},
		{"a consequence the case permits", func(s *script) *script { return s.trainee("Supply stops.", does(coach.ActConsequenceCurrent)) }, ""},
		{"talk of credit loses its check only", func(s *script) *script { return s.trainee("Your credit suffers.", does(coach.ActConsequenceCompany)) }, ""},
		{"more instalments than allowed", func(s *script) *script { return s.trainee("In six parts.", does(coach.ActOfferInstalments), plan(6)) }, "rl_unauthorised"},
		{"as many as allowed", func(s *script) *script { return s.trainee("In two parts.", does(coach.ActOfferInstalments), plan(2)) }, ""},
		{"more, if approved", func(s *script) *script {
			return s.trainee("In six parts, if my boss gives approval.", does(coach.ActOfferInstalments), plan(6))
		}, ""},
		{"more discount than allowed", func(s *script) *script {
			return s.trainee("If today, 10% off.", does(coach.ActOfferIncentive), percent(100))
		}, "rl_unauthorised"},
		{"a share asked for is no discount", func(s *script) *script {
			return s.trainee("If 20% comes today, we ship.", does(coach.ActOfferIncentive), percent(200))
		}, ""},
		{"a balance above what is owed", func(s *script) *script {
			return s.trainee("You owe 95,000.", does(coach.ActStateDebt), sum(9500000, "95,000"))
		}, "rl_misstate_amount"},
		{"a slip of a few per cent", func(s *script) *script {
			return s.trainee("You owe 82,000.", does(coach.ActStateDebt), sum(8200000, "82,000"))
		}, ""},
		{"the balance beside a larger sum", func(s *script) *script {
			return s.trainee("Of the 200,000 contract 80,000 is open.", does(coach.ActStateDebt), sum(20000000, "200,000"), sum(8000000, "80,000"))
		}, ""},
	} {
		lines := tc.call(hello(newScript(t))).card().RedLines
		got := ""
		if len(lines) > 0 {
			got = lines[0].ID
		}
		if got != tc.want || len(lines) > 1 {
			t.Errorf("%s: %+v, want %q", tc.name, lines, tc.want)
		}
	}
}

func TestADebtorWhoLockedTheCallFailsItWithoutAQuote(t *testing.T) {
	card := hello(newScript(t)).trainee("Well, well.", does(coach.ActStandFirm), moves(coach.Effect{Kind: coach.EffectLock})).card()
	if card.Verdict != Failed || points(card) != 0 || card.Outcome.Rung != coach.O0 {
		t.Errorf("verdict %s, total %v, outcome %s", card.Verdict, card.Total, card.Outcome.Rung)
	}
}

func TestTheStageAndTheDebtorDemandMore(t *testing.T) {
	p3 := coach.Promise{Amount: yuan(48000), Date: "2026-05-20", Method: "", Proof: "slip", Fallback: "call"}
	deal := func(stage, kind string, p coach.Promise) *script {
		s := newScript(t)
		s.scenario.Case.Stage = stage
		if kind != "" {
			s.scenario.Case.Truth.DebtorType = kind
		}
		return hello(s).trainee("Which day, how much?", does(coach.ActAskCommitment)).
			debtor("48,000 on the 20th.", promises(coach.MovePromise, p)).
			trainee("So 48,000 on the 20th?", does(coach.ActRecap)).debtor("Yes.", move(coach.MoveConfirm))
	}
	score := func(s *script, id string) int {
		k := criterionOf(t, s.card(), id)
		if k.Score == nil {
			return -1
		}
		return *k.Score
	}
	base := score(deal("st_late_7", "", p3), "k_promise")
	for _, tc := range []struct {
		name, id string
		call     *script
		want     int
	}{
		{"a month late, below P4 loses a level", "k_promise", deal("st_late_30", "", p3), base - oneLevel},
		{"a charmer let off without paper or a near day", "k_promise", deal("st_mal_sincere", "d_malicious", p3), anchorTwo},
		{"a process payer without a run date", "k_promise", deal("st_late_7", "d_process_bound", coach.Promise{Amount: yuan(48000), Method: "x", Owner: "x", Proof: "x", Fallback: "x"}), anchorTwo},
		{"a consequence has no place before the due day", "k_consequence", deal("st_predue", "", p3), -1},
	} {
		if got := score(tc.call, tc.id); got != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got, tc.want)
		}
	}
	misused := deal("st_predue", "", p3).trainee("Supply stops at once.", does(coach.ActConsequenceCurrent))
	if got := score(misused, "k_consequence"); got < 0 {
		t.Error("a consequence out of place goes unscored")
	}
	warm := func(kind string, parts ...heard) *script {
		s := newScript(t)
		s.scenario.Case.Truth.DebtorType = kind
		return hello(s).trainee("You owe us 80,000, why is that, and when will it come?", does(coach.ActStateDebt), does(coach.ActProbeReason), does(coach.ActAskCommitment)).
			debtor("It broke.").trainee("I see, that must be annoying.", append(parts, does(coach.ActEmpathise))...)
	}
	if got := score(warm("d_grievance"), "k_tone"); got != anchorTwo {
		t.Errorf("a grievance nobody took up: %d, want %d", got, anchorTwo)
	}
	if got := score(warm("d_grievance", does(coach.ActAcknowledgeGrievance)), "k_tone"); got != 100 {
		t.Errorf("a grievance taken up: %d, want 100", got)
	}
}

func TestTheOutcomeClimbsWithWhatTheCallBrought(t *testing.T) {
	ask := func() *script {
		return hello(newScript(t)).trainee("Which day, how much?", does(coach.ActAskCommitment))
	}
	promise := func(p coach.Promise) *script { return ask().debtor("Right then.", promises(coach.MovePromise, p)) }
	whole := coach.Promise{Amount: yuan(30000), Date: "2026-05-20", Method: "x", Owner: "x", Proof: "x", Fallback: "x"}
	best, late := whole, whole
	best.Amount, late.Amount, late.Date = yuan(48000), yuan(48000), "2026-05-21"
	part := coach.Promise{Amount: yuan(30000), Date: "2026-05-20", Method: "x"}
	plan := part
	plan.Rest = []coach.Part{{Amount: *yuan(18000), Date: "2026-06-10"}}
	clerk := whole
	clerk.By, clerk.Authority = "clerk", coach.AuthorityExecute
	for _, tc := range []struct {
		name string
		call *script
		rung coach.OutcomeRung
		p    coach.PromiseLevel
	}{
		{"nothing", ask().debtor("No."), coach.O1, coach.P0},
		{"soon", promise(coach.Promise{Vague: true}), coach.O1, coach.P1},
		{"an earned fact", ask().debtor("We wait for our own customer.", effect(coach.Effect{Kind: coach.EffectFact, Target: "f_x", Value: string(coach.FactElicited)})), coach.O2, coach.P0},
		{"a fact given away", ask().debtor("We wait for our own customer.", effect(coach.Effect{Kind: coach.EffectFact, Target: "f_x", Value: string(coach.FactDonated)})), coach.O1, coach.P0},
		{"somebody else on the line", ask().to("clerk").debtor("Su Min."), coach.O2, coach.P0},
		{"a day", promise(coach.Promise{Date: "2026-05-20"}), coach.O2, coach.P2},
		{"a sum and a day", promise(coach.Promise{Amount: yuan(30000), Date: "2026-05-20"}), coach.O3, coach.P3},
		{"a complete promise", promise(whole), coach.O4, coach.P5},
		{"a part and its method", promise(part), coach.O3, coach.P4},
		{"a part now and a plan", promise(plan), coach.O4, coach.P4},
		{"the debtor's best", promise(best), coach.O5, coach.P5},
		{"the best sum a day late", promise(late), coach.O4, coach.P5},
		{"the word of somebody who cannot decide", promise(clerk), coach.O1, coach.P1},
		{"a promise cut short", ask().debtor("Right th", promises(coach.MovePromise, whole), cutShort), coach.O1, coach.P0},
	} {
		got := tc.call.card().Outcome
		if got.Rung != tc.rung || got.Promise.Level != tc.p {
			t.Errorf("%s: %s %s, want %s %s", tc.name, got.Rung, got.Promise.Level, tc.rung, tc.p)
		}
	}
}

func TestAPromiseIsWorthWhatThisDebtorKeeps(t *testing.T) {
	worth := func(p coach.Promise, change func(*script)) int64 {
		s := newScript(t)
		if change != nil {
			change(s)
		}
		hello(s).trainee("Which day, how much?", does(coach.ActAskCommitment)).debtor("Right.", promises(coach.MovePromise, p))
		return s.card().ExpectedRecovery.Minor
	}
	p3 := coach.Promise{Amount: yuan(40000), Date: "2026-05-20"}
	p5 := coach.Promise{Amount: yuan(40000), Date: "2026-05-20", Method: "x", Owner: "x", Proof: "x", Fallback: "x"}
	agreed := p5
	agreed.Confirmed = true
	if a, b, c := worth(p3, nil), worth(p5, nil), worth(agreed, nil); a <= 0 || a >= b || b >= c || c >= 4000000*8/10 {
		t.Errorf("worth rises with completeness below what is kept: %d, %d, %d", a, b, c)
	}
	plan, more := agreed, agreed
	plan.Rest = []coach.Part{{Amount: *yuan(20000), Date: "2026-06-10"}}
	more.Amount = yuan(60000)
	if a, b, c := worth(agreed, nil), worth(plan, nil), worth(more, nil); a >= b || b >= c {
		t.Errorf("a later part is worth something, but less than the same sum now: %d, %d, %d", a, b, c)
	}
	rogue := worth(agreed, func(s *script) { s.scenario.Playbook.DebtorTypes[0].Keeps = 100 })
	if rogue <= 0 || rogue >= 400000 {
		t.Errorf("the word of one who keeps one in ten is worth %d of 4000000", rogue)
	}
	if none := worth(coach.Promise{Vague: true}, nil); none != 0 {
		t.Errorf("soon is worth %d", none)
	}
}

func TestTheDebtorsBestIncludesThePlan(t *testing.T) {
	for _, tc := range []struct {
		name string
		rest []coach.Part
		rung coach.OutcomeRung
	}{
		{"no plan", nil, coach.O4},
		{"the plan", []coach.Part{{Amount: *yuan(32000), Date: "2026-06-20"}}, coach.O5},
		{"the plan too late", []coach.Part{{Amount: *yuan(32000), Date: "2026-06-25"}}, coach.O4},
	} {
		s := newScript(t)
		offers := s.scenario.Case.Truth.Offers
		offers[len(offers)-1].Rest = []coach.Share{{Share: 400, Date: "2026-06-20"}}
		p := coach.Promise{Amount: yuan(48000), Date: "2026-05-20", Rest: tc.rest, Method: "x", Owner: "x", Proof: "x", Fallback: "x"}
		got := hello(s).trainee("Which day, how much?", does(coach.ActAskCommitment)).debtor("Right.", promises(coach.MovePromise, p)).card().Outcome.Rung
		if got != tc.rung {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.rung)
		}
	}
}

func TestEfficiencyTellsHowTheCallWasSpent(t *testing.T) {
	e := hello(newScript(t)).
		trainee("When will you pay?", does(coach.ActAskCommitment)).debtor("Soon.").
		trainee("When will you pay?", does(coach.ActAskCommitment)).debtor("Soon.").
		trainee("When? By the 20th?", does(coach.ActAskCommitment), on("2026-05-20", "the 20th")).
		debtor("All right.", promises(coach.MovePromise, coach.Promise{Amount: yuan(1), Date: "2026-05-20"})).card().Efficiency
	if e.Turns != 3 || e.RepeatedAsks != 1 || e.TurnsToP3 == nil || *e.TurnsToP3 != 3 {
		t.Errorf("%+v", e)
	}
	// trainee 18+18+18 characters, debtor 16+5+5+10
	if e.TalkShare != 60 {
		t.Errorf("talk share %d, want 60", e.TalkShare)
	}
}

func TestTheBetterLineStandsWhereTheChanceWasAndSpeaksOfTheCase(t *testing.T) {
	s := newScript(t)
	s.lang = coach.Chinese
	hello(s).trainee("喂，是我。").debtor("哪位？").trainee("那笔钱的事。", does(coach.ActStateDebt))
	k := criterionOf(t, s.card(), "k_prepare")
	if k.Better == nil || k.Better.Turn != 3 || k.Better.Line != "账上现在是8万元，一分不多一分不少，咱们先把数对上。" {
		t.Errorf("better line %+v", k.Better)
	}
	card := s.card()
	if card.Coaching.Start == nil || card.Coaching.Start.Text == "" || card.Coaching.Keep != nil && card.Coaching.Keep.Quote == "" {
		t.Errorf("coaching %+v", card.Coaching)
	}
}

func TestCoachingQuotesWholeSentences(t *testing.T) {
	asked := "Where has it got to? Which step is it stuck at, and is any paper missing?"
	card := hello(newScript(t)).trainee(asked, does(coach.ActProbeReason, "Which step is it stuck at")).debtor("The acceptance sheet is missing.").
		trainee("I see. Well, no rush then, just pay us whenever it comes through.", does(coach.ActGrovel, "no rush then")).card()
	if keep := card.Coaching.Keep; keep == nil || keep.Quote != "Which step is it stuck at, and is any paper missing?" {
		t.Errorf("keep %+v", keep)
	}
	if stop := card.Coaching.Stop; stop == nil || stop.Quote != "Well, no rush then, just pay us whenever it comes through." {
		t.Errorf("stop %+v", stop)
	}
}

func TestCoachingStopsTheGravestFaultFirst(t *testing.T) {
	s := hello(newScript(t)).trainee("No rush at all, whenever.", does(coach.ActGrovel)).debtor("Soon.").trainee("You crook!", does(coach.ActInsult))
	if stop := s.card().Coaching.Stop; stop == nil || stop.Quote != "You crook!" || *stop.Turn != 3 {
		t.Errorf("stop %+v", stop)
	}
	soft := hello(newScript(t)).trainee("No rush at all, whenever.", does(coach.ActGrovel)).card().Coaching.Stop
	if soft == nil || soft.Criterion != "k_tone" {
		t.Errorf("stop %+v", soft)
	}
}

func TestWearingTheDebtorOutIsNeitherGoodToneNorAdapting(t *testing.T) {
	call := func(rule string) coach.Scorecard {
		s := hello(newScript(t)).trainee("I see the trouble you are in. Which day will you pay?", does(coach.ActEmpathise), does(coach.ActAskCommitment)).
			debtor("Soon.", move(coach.MoveDodge), mood(coach.Upset)).
			trainee("I understand, but which day?", does(coach.ActEmpathise), does(coach.ActRejectDelay))
		s.add(coach.TurnCompleted{
			Turn: 4, Contact: "clerk", Text: "I've had enough of this.", Moves: []coach.Move{{Kind: coach.MoveHangUp, Cause: coach.Cause{Rule: rule}}},
		})
		return s.add(coach.SessionEnded{Reason: coach.EndedByDebtor}).card()
	}
	for _, id := range []string{"k_tone", "k_adaptivity"} {
		vanished, worn := criterionOf(t, call("vanishes"), id), criterionOf(t, call("patience"), id)
		if vanished.Score == nil || *vanished.Score <= anchorOne {
			t.Errorf("%s is %v when the debtor slips away, want more than %d", id, vanished.Score, anchorOne)
		}
		if worn.Score == nil || *worn.Score > anchorOne {
			t.Errorf("%s is %v when the debtor has had enough, want %d at most", id, worn.Score, anchorOne)
		}
	}
}

func TestAnInventedAgreementIsWorseThanNone(t *testing.T) {
	full := coach.Promise{Amount: yuan(40000), Date: "2026-05-20", Method: "transfer", Owner: "Ms Su", Proof: "slip", Fallback: "a call"}
	call := func(answers ...coach.MoveKind) coach.Scorecard {
		s := hello(newScript(t)).trainee("How much can you pay, and when?", does(coach.ActAskCommitment)).debtor("Forty thousand on the twentieth, then.", promises(coach.MovePromise, full))
		for _, kind := range answers {
			s = s.trainee("So it is 80,000 on Friday, as agreed.", does(coach.ActRecap)).debtor("Hm.", move(kind))
		}
		return s.card()
	}
	for _, id := range []string{"k_promise", "k_contingency_record"} {
		if got := criterionOf(t, call(coach.MoveDeny), id); got.Score == nil || *got.Score > anchorOne {
			t.Errorf("%s is %v after an agreement the debtor denies, want %d at most", id, got.Score, anchorOne)
		}
	}
	if slip := criterionOf(t, call(coach.MoveCorrect, coach.MoveConfirm), "k_promise"); slip.Score == nil || *slip.Score <= anchorOne {
		t.Errorf("k_promise is %v after a slip that was put right, want more than %d", slip.Score, anchorOne)
	}
}
