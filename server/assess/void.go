package assess

import "huikuan/server/coach"

// Audited adds to a scorecard how the simulator did. Where it erred critically the call is void: the card keeps its checks
// and quotes for reading, and has no total.
func Audited(card coach.Scorecard, audit coach.Audit) coach.Scorecard {
	card.Audit = &audit
	if audit.Void {
		card.Total, card.Verdict = nil, Void
	}
	return card
}
