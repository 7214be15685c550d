package assess

import (
	"regexp"
	"slices"

	"huikuan/server/coach"
)

const (
	anchorOne = 25 // what level 1 of 4 is in points
	anchorTwo = 50 // what level 2 of 4 is in points
	oneLevel  = 25 // what one level of 4 is in points
)

// modified applies what the stage and the kind of debtor demand of a criterion beyond its checks (domain rubric, stage
// modifiers). It only ever lowers a score.
func (c *Call) modified(criterion string, score int) int {
	level := c.ledger.Promise.Level()
	if (criterion == "k_promise" || criterion == "k_contingency_record") && c.invents() {
		score = min(score, anchorOne)
	}
	switch criterion {
	case "k_promise":
		if c.late() && level < coach.P4 {
			score -= oneLevel
		}
		if c.charmed() || c.isType("d_process_bound") && c.ledger.Promise.Date == "" {
			score = min(score, anchorTwo)
		}
	case "k_diagnose":
		if c.charmed() {
			score = min(score, anchorTwo)
		}
	case "k_contingency_record":
		if c.late() && len(c.inWriting()) == 0 {
			score = min(score, anchorTwo)
		}
	case "k_adaptivity":
		if c.worn {
			score = min(score, anchorOne)
		}
	case "k_tone":
		if c.worn {
			score = min(score, anchorOne)
		}
		if c.isType("d_grievance") && len(c.credited(coach.ActAcknowledgeGrievance)) == 0 {
			score = min(score, anchorTwo)
		}
	case "k_negotiate":
		if c.isType("d_distressed") && !c.asksSecurity() {
			score = min(score, anchorTwo)
		}
	}
	return max(0, score)
}

// invents reports that the trainee read back an agreement nobody had made, was told so, and never got one agreed. A slip
// that is put right does no harm.
func (c *Call) invents() bool {
	denied := false
	for _, a := range c.credited(coach.ActRecap) {
		if a.at+1 >= len(c.turns) || c.turns[a.at+1].speaker != coach.Debtor {
			continue
		}
		if c.agrees(a.at + 1) {
			return false
		}
		denied = denied || c.turns[a.at+1].made(coach.MoveDeny, coach.MoveCorrect)
	}
	return denied
}

// late reports a debt a month overdue or beyond, or a debtor who is a habitual non-payer.
func (c *Call) late() bool {
	if c.inStage("st_late_30", "st_broken_promise", "st_hardcore", "st_formal_letter", "st_mal_promise", "st_mal_delay", "st_mal_silence") {
		return true
	}
	return c.daysLate() >= 30
}

// daysLate is how long the oldest invoice is overdue; 0 when the case is unknown.
func (c *Call) daysLate() int {
	if c.scenario == nil || c.scenario.Case.Account.OldestDue() == "" {
		return 0
	}
	return c.scenario.Case.Account.OldestDue().DaysUntil(c.scenario.Case.Today)
}

// charmed reports that a malicious debtor's friendly stage was let pass without a signed balance or something done at
// once: neither proof asked for nor a day named within three days.
func (c *Call) charmed() bool {
	if !c.isType("d_malicious") || !c.inStage("st_mal_sincere") {
		return false
	}
	p := c.ledger.Promise
	soon := p.Date != "" && c.scenario.Case.Today.DaysUntil(p.Date) <= 3
	return !soon && len(c.inWriting()) == 0
}

// misused reports a consequence named where the stage has no place for one.
func (c *Call) misused() bool { return len(c.any(consequences()...)) > 0 }

// securityWords ask for something to fall back on when a firm is close to failing; no dialogue act stands for it.
var securityWords = regexp.MustCompile(`担保|抵押|质押|保证人|退货|债权转让|security|guarantee|collateral|charge over|assign(ment)? of|return the goods`)

func (c *Call) asksSecurity() bool {
	return slices.ContainsFunc(c.said, func(i int) bool {
		t := c.turns[i]
		return !t.barren() && len(t.heard.Acts) > 0 && securityWords.MatchString(t.folded)
	})
}
