package coach

// Act is a trainee dialogue act: what an utterance does, not which words it uses.
type Act string

// The trainee's dialogue acts (the label guide's ids).
const (
	ActGreet                Act = "greet"
	ActStateDebt            Act = "state_debt"
	ActProbeReason          Act = "probe_reason"
	ActProbeProcess         Act = "probe_process"
	ActProbeDecisionMaker   Act = "probe_decision_maker"
	ActProbeFinances        Act = "probe_finances"
	ActVerifyClaim          Act = "verify_claim"
	ActChallengeClaim       Act = "challenge_claim"
	ActEmpathise            Act = "empathise"
	ActAcknowledgeGrievance Act = "acknowledge_grievance"
	ActGiveFace             Act = "give_face"
	ActAppealReciprocity    Act = "appeal_reciprocity"
	ActStateHardship        Act = "state_hardship"
	ActThirdPartyPressure   Act = "third_party_pressure"
	ActStandFirm            Act = "stand_firm"
	ActRejectDelay          Act = "reject_delay"
	ActConsequenceCurrent   Act = "consequence_current"
	ActConsequenceFuture    Act = "consequence_future"
	ActConsequenceCompany   Act = "consequence_company"
	ActConsequencePersonal  Act = "consequence_personal"
	ActFormalNotice         Act = "formal_notice"
	ActOfferHelp            Act = "offer_help"
	ActOfferIncentive       Act = "offer_incentive"
	ActOfferInstalments     Act = "offer_instalments"
	ActProposeChoice        Act = "propose_choice"
	ActAskCommitment        Act = "ask_commitment"
	ActAskProof             Act = "ask_proof"
	ActRecap                Act = "recap"
	ActAgreeFallback        Act = "agree_fallback"
	ActGrovel               Act = "grovel"
	ActAcceptVague          Act = "accept_vague"
	ActInviteComplaint      Act = "invite_complaint"
	ActThreatViolence       Act = "threat_violence"
	ActThreatPrivateLife    Act = "threat_private_life"
	ActThreatPolice         Act = "threat_police"
	ActThreatExposure       Act = "threat_exposure"
	ActHarass               Act = "harass"
	ActInsult               Act = "insult"
	ActDeceive              Act = "deceive"
	ActBribe                Act = "bribe"
	ActMeta                 Act = "meta"
)

// Acts lists every act in the order of the label guide.
func Acts() []Act {
	return []Act{
		ActGreet, ActStateDebt, ActProbeReason, ActProbeProcess, ActProbeDecisionMaker, ActProbeFinances,
		ActVerifyClaim, ActChallengeClaim, ActEmpathise, ActAcknowledgeGrievance, ActGiveFace, ActAppealReciprocity,
		ActStateHardship, ActThirdPartyPressure, ActStandFirm, ActRejectDelay, ActConsequenceCurrent,
		ActConsequenceFuture, ActConsequenceCompany, ActConsequencePersonal, ActFormalNotice, ActOfferHelp,
		ActOfferIncentive, ActOfferInstalments, ActProposeChoice, ActAskCommitment, ActAskProof, ActRecap,
		ActAgreeFallback, ActGrovel, ActAcceptVague, ActInviteComplaint, ActThreatViolence, ActThreatPrivateLife,
		ActThreatPolice, ActThreatExposure, ActHarass, ActInsult, ActDeceive, ActBribe, ActMeta,
	}
}

// RedLine reports whether the act by itself crosses a compliance red line.
func (a Act) RedLine() bool {
	switch a {
	case ActThreatViolence, ActThreatPrivateLife, ActThreatPolice, ActThreatExposure, ActHarass, ActInsult, ActDeceive, ActBribe:
		return true
	}
	return false
}

// ActHit is one act heard in an utterance.
type ActHit struct {
	Act     Act     `json:"act"`
	Score   float64 `json:"score"`              // 0..1, how sure the reading is
	Quote   string  `json:"quote"`              // the exact words that carry it, a substring of the utterance
	RedLine string  `json:"red_line,omitempty"` // rl_… id when the words cross a red line
	// Doubtful marks a red line that was heard, but not surely enough to end or fail a call: a person has to look.
	Doubtful bool `json:"doubtful,omitempty"`
}

// Understanding is what the NLU heard in one utterance.
type Understanding struct {
	Acts  []ActHit `json:"acts"`
	Slots Slots    `json:"slots"`
}

// Has reports whether act was heard.
func (u Understanding) Has(act Act) bool {
	_, ok := u.Hit(act)
	return ok
}

// Hit returns the first hit of act.
func (u Understanding) Hit(act Act) (ActHit, bool) {
	for _, h := range u.Acts {
		if h.Act == act {
			return h, true
		}
	}
	return ActHit{}, false
}

// Precision says how far a slot can be relied on.
type Precision string

// Slot precisions.
const (
	Exact     Precision = "exact"
	Ambiguous Precision = "ambiguous" // two readings are fair ("next Friday" said on a weekend)
	Vague     Precision = "vague"     // no value at all ("end of the month-ish", "soon")
)

// Slots are the values heard in an utterance, in order of appearance.
type Slots struct {
	Money       []MoneySlot `json:"money,omitempty"`
	Dates       []DateSlot  `json:"dates,omitempty"`
	Methods     []TermSlot  `json:"methods,omitempty"`   // transfer, cheque, bill, cash, portal
	Documents   []TermSlot  `json:"documents,omitempty"` // the case-desk vocabulary: invoice, original_invoice, statement, delivery_note, …
	People      []TermSlot  `json:"people,omitempty"`    // a role id (boss, finance_head, accountant, …) or contact:<id> for a named contact
	Percents    []int       `json:"percents,omitempty"`  // 0..1000 in permille
	Instalments int         `json:"instalments,omitempty"`
	Days        []int       `json:"days,omitempty"`
	Vague       []string    `json:"vague,omitempty"` // quotes of vague time words
}

// MoneySlot is an amount: absolute (Amount) or a share of the open balance (Share; 1000 is "the balance").
type MoneySlot struct {
	Amount    *Money    `json:"amount,omitempty"`
	Share     Permille  `json:"share,omitempty"`
	Precision Precision `json:"precision"`
	Quote     string    `json:"quote"`
}

// DateSlot is a day or a span of days on the case's calendar; Earliest equals Latest for one day.
type DateSlot struct {
	Earliest  Date      `json:"earliest,omitempty"`
	Latest    Date      `json:"latest,omitempty"`
	Clock     string    `json:"clock,omitempty"` // "15:00" where an hour was named
	Precision Precision `json:"precision"`
	Quote     string    `json:"quote"`
}

// TermSlot is a value from a closed vocabulary.
type TermSlot struct {
	Value string `json:"value"`
	Quote string `json:"quote"`
}
