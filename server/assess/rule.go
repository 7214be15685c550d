package assess

import "huikuan/server/coach"

// rule answers one check of the playbook.
type rule func(*Call) answer

// answer is a rule's verdict with the words it rests on. Chance is the position of the trainee's turn in which a missed
// check could have been met, -1 when there is none.
type answer struct {
	verdict  coach.Verdict
	evidence []found
	chance   int
	avoids   bool // met by doing no harm; it earns nothing unless something of the criterion was done
}

// found is a piece of evidence at a position of the call.
type found struct {
	at    int
	quote string
}

func notObserved() answer { return answer{verdict: coach.NotObserved, chance: -1} }

func met(evidence ...found) answer { return answer{verdict: coach.Met, evidence: evidence, chance: -1} }

// avoided is met because a fault was not made.
func avoided(evidence ...found) answer {
	return answer{verdict: coach.Met, evidence: evidence, chance: -1, avoids: true}
}

// missed is not met for want of something at a position.
func missed(chance int) answer { return answer{verdict: coach.NotMet, chance: chance} }

// broken is not met because of something said.
func broken(evidence found) answer {
	return answer{verdict: coach.NotMet, evidence: []found{evidence}, chance: evidence.at}
}

// leftOpen is for a person to decide by words that may be a fault.
func leftOpen(evidence found) answer {
	return answer{verdict: coach.NeedsReview, evidence: []found{evidence}, chance: -1}
}

// FaultChecks are the checks met by a fault not made: they earn nothing in a criterion of which nothing was done.
func FaultChecks() []string {
	return []string{"open_no_apology", "truth_keeps_face", "people_spares_powerless", "negotiate_no_free_gift"}
}

func (a act) found() found { return found{a.at, a.quote} }

// metBy is met by the first of the acts, else missed at a position.
func metBy(acts []act, chance int) answer {
	if len(acts) == 0 {
		return missed(chance)
	}
	return met(acts[0].found())
}

// newRules maps every rule check of the playbook to the rule that answers it.
func newRules() map[string]rule {
	return map[string]rule{
		"prepare_states_sum":            preparesSum,
		"prepare_cites_invoice_or_date": preparesReference,
		"prepare_uses_history":          usesHistory,
		"open_names_self":               namesSelf,
		"open_right_person":             checksPerson,
		"open_no_apology":               opensUnapologetic,
		"purpose_early":                 comesToPoint,
		"purpose_states_goal":           statesGoal,
		"diagnose_asks_open":            asksOpen,
		"diagnose_before_pressure":      asksBeforePressure,
		"diagnose_follow_up":            followsUp,
		"diagnose_finds_reason":         findsReason,
		"truth_tests_excuse":            testsExcuse,
		"truth_tests_every_excuse":      testsEveryExcuse,
		"truth_closes_excuse":           closesExcuse,
		"truth_keeps_face":              testsKeepingFace,
		"people_asks_who_decides":       asksWhoDecides,
		"people_reaches_decider":        reachesDecider,
		"people_spares_powerless":       sparesPowerless,
		"tone_no_abuse":                 staysCivil,
		"tone_no_grovel":                staysUpright,
		"tone_offers_face":              offersFace,
		"tone_stays_firm":               staysFirm,
		"adapt_warm_when_upset":         warmsWhenUpset,
		"adapt_firm_when_flat":          firmsWhenFlat,
		"adapt_changes_approach":        changesApproach,
		"consequence_named":             namesConsequence,
		"consequence_true":              namesOnlyTrue,
		"consequence_after_cause":       namesAfterCause,
		"consequence_with_exit":         namesWithExit,
		"negotiate_no_free_gift":        givesNothingFree,
		"negotiate_narrows_delay":       narrowsDelay,
		"negotiate_part_or_choice":      offersChoice,
		"negotiate_betters_offer":       bettersOffer,
		"promise_amount":                settles(coach.ElementAmount),
		"promise_date":                  settles(coach.ElementDate),
		"promise_method_or_owner":       settles(coach.ElementMethod, coach.ElementOwner),
		"promise_proof":                 settles(coach.ElementProof),
		"promise_fallback":              settles(coach.ElementFallback),
		"promise_recap_agreed":          recapAgreed,
		"record_in_writing":             asksWriting,
		"record_next_contact":           fixesNextContact,
		"record_no_vague_close":         closesFirm,
	}
}
