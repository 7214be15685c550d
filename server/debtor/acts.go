package debtor

import "huikuan/server/coach"

// isPressure reports whether an act presses the debtor; it works on the evasive and backfires on the upset.
func isPressure(a coach.Act) bool {
	switch a {
	case coach.ActStandFirm, coach.ActRejectDelay, coach.ActConsequenceCurrent, coach.ActConsequenceFuture,
		coach.ActConsequenceCompany, coach.ActConsequencePersonal, coach.ActFormalNotice, coach.ActChallengeClaim:
		return true
	}
	return false
}

// isConsequence reports whether an act names what non-payment leads to; such a claim must be permitted by the case.
func isConsequence(a coach.Act) bool {
	switch a {
	case coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany,
		coach.ActConsequencePersonal, coach.ActFormalNotice:
		return true
	}
	return false
}

// isWarmth reports whether an act encourages the debtor; it works on the upset and the ashamed.
func isWarmth(a coach.Act) bool {
	switch a {
	case coach.ActEmpathise, coach.ActAcknowledgeGrievance, coach.ActGiveFace, coach.ActOfferHelp, coach.ActAppealReciprocity:
		return true
	}
	return false
}

// isFaceExit reports whether an act offers the debtor a way to give in without losing face.
func isFaceExit(a coach.Act) bool {
	return a == coach.ActGiveFace || a == coach.ActEmpathise || a == coach.ActAcknowledgeGrievance
}

// isProbe reports whether an act asks for information.
func isProbe(a coach.Act) bool {
	switch a {
	case coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeDecisionMaker, coach.ActProbeFinances:
		return true
	}
	return false
}

// seeks reports whether an act seeks the truth, by asking or by testing.
func seeks(a coach.Act) bool {
	return isProbe(a) || a == coach.ActVerifyClaim || a == coach.ActChallengeClaim
}

// isAsk reports whether an act asks for something that belongs in a promise.
func isAsk(a coach.Act) bool {
	switch a {
	case coach.ActAskCommitment, coach.ActProposeChoice, coach.ActOfferInstalments, coach.ActAskProof, coach.ActAgreeFallback:
		return true
	}
	return false
}

func anyAct(heard coach.Understanding, is func(coach.Act) bool) bool {
	for _, h := range heard.Acts {
		if is(h.Act) {
			return true
		}
	}
	return false
}

// distinctActs lists the acts heard, each once, in order.
func distinctActs(heard coach.Understanding) []coach.Act {
	acts := make([]coach.Act, 0, len(heard.Acts))
next:
	for _, h := range heard.Acts {
		for _, a := range acts {
			if a == h.Act {
				continue next
			}
		}
		acts = append(acts, h.Act)
	}
	return acts
}

// actSet is a set of acts, a bit each in the order of coach.Acts.
type actSet uint64

func setOf(heard coach.Understanding) actSet {
	var set actSet
	for _, h := range heard.Acts {
		set |= bit(h.Act)
	}
	return set
}

func setOfActs(acts []coach.Act) actSet {
	var set actSet
	for _, a := range acts {
		set |= bit(a)
	}
	return set
}

func bit(act coach.Act) actSet {
	for i, a := range coach.Acts() {
		if a == act {
			return 1 << i
		}
	}
	return 0
}
