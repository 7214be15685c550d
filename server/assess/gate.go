package assess

import (
	"cmp"
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// gate is what the red lines of a call do to its total.
type gate struct {
	critical bool
	majors   int
	minors   int
}

// gateOf counts incidents. Two red lines that rest on the same words of a turn are one incident to the count of majors.
func gateOf(lines []coach.RedLineHit) gate {
	var g gate
	type words struct {
		turn  int
		quote string
	}
	seen := map[words]bool{}
	for _, l := range lines {
		switch l.Level {
		case coach.Critical:
			g.critical = true
		case coach.Major:
			at := words{l.Turn, fold(l.Quote)}
			if !seen[at] {
				g.majors++
			}
			seen[at] = true
		case coach.Minor:
			g.minors++
		}
	}
	return g
}

// gate is what stands against the call as a whole. A debtor who locked the call heard a critical red line, whether or
// not its words can be quoted.
func (c *Call) gate(lines []coach.RedLineHit) gate {
	g := gateOf(lines)
	g.critical = g.critical || c.ledger.Locked
	return g
}

// apply lowers a total by the red lines short of critical.
func (g gate) apply(points int) int {
	points -= min(minorLimit, g.minors*minorCost)
	if g.majors > 0 {
		points = min(points, majorCap)
	}
	return max(0, points)
}

// redLines lists the incidents of a call in order: each red line once per turn.
func (c *Call) redLines() []coach.RedLineHit {
	hits := []coach.RedLineHit{}
	add := func(id string, kind coach.Act, at int, quote string) {
		index := c.turns[at].index
		if slices.ContainsFunc(hits, func(h coach.RedLineHit) bool { return h.ID == id && h.Turn == index }) {
			return
		}
		level, instead := c.rule(id, kind)
		instead = c.fill(instead, at)
		hits = append(hits, coach.RedLineHit{ID: id, Act: kind, Level: level, Turn: index, Quote: quote, SayInstead: instead})
	}
	for _, a := range c.acts {
		if id := redLineOf(a); id != "" && !a.doubt {
			add(id, a.kind, a.at, a.quote)
		}
	}
	for _, a := range slices.Concat(c.bluffs(), c.overreaches(), c.dismissals()) {
		add(a.redLine, a.kind, a.at, a.quote)
	}
	slices.SortStableFunc(hits, func(a, b coach.RedLineHit) int { return cmp.Compare(a.Turn, b.Turn) })
	return hits
}

// redLineOf names the red line an observation crosses: the one heard, else the one its act stands for.
func redLineOf(a act) string {
	if a.redLine != "" {
		return a.redLine
	}
	switch a.kind {
	case coach.ActThreatViolence:
		return "rl_violence"
	case coach.ActThreatPrivateLife:
		return "rl_family_private"
	case coach.ActThreatPolice:
		return "rl_police_false"
	case coach.ActThreatExposure:
		return "rl_defame_disclose"
	case coach.ActHarass:
		return "rl_harass"
	case coach.ActInsult:
		return "rl_insult"
	case coach.ActDeceive:
		return "rl_fabricate"
	case coach.ActBribe:
		return "rl_bribery"
	}
	return ""
}

// rule returns a red line's level and lawful alternative from the law pack. A line the pack does not know is judged by
// the act: what harms a person is critical, the rest major.
func (c *Call) rule(id string, kind coach.Act) (coach.Level, string) {
	for _, r := range c.lawPack.RedLines {
		if r.ID == id {
			return r.Level, r.SayInstead.In(c.lang)
		}
	}
	switch kind {
	case coach.ActThreatViolence, coach.ActThreatPrivateLife, coach.ActThreatPolice, coach.ActThreatExposure, coach.ActHarass, coach.ActBribe:
		return coach.Critical, ""
	}
	return coach.Major, ""
}

// bluffs lists steps announced that the case does not permit. Only definite steps count: stopping supply and formal
// proceedings. Talk of credit or standing that is not permitted loses its check instead.
func (c *Call) bluffs() []act {
	if c.scenario == nil {
		return nil
	}
	var found []act
	for _, a := range c.credited(coach.ActFormalNotice, coach.ActConsequenceCurrent) {
		if !c.scenario.Permits(a.kind) {
			a.redLine = "rl_bluff"
			found = append(found, a)
		}
	}
	return found
}

// asksLeave are words that make an offer subject to approval, which keeps it within the trainee's authority.
var asksLeave = regexp.MustCompile(`申请|请示|汇报|争取|问一下|问问|批下来|apply for|ask (my|our|the) |check with|subject to|put it to|approval|take it to`)

// overreaches lists offers beyond the trainee's authority, and balances stated above what is owed.
func (c *Call) overreaches() []act {
	if c.scenario == nil {
		return nil
	}
	var found []act
	for _, a := range c.credited(coach.ActOfferIncentive, coach.ActOfferInstalments) {
		t := c.turns[a.at]
		if asksLeave.MatchString(t.folded) || !beyond(t, a.kind, c.scenario) {
			continue
		}
		a.redLine = "rl_unauthorised"
		found = append(found, a)
	}
	for _, a := range c.credited(coach.ActStateDebt) {
		if c.overstates(a) {
			a.redLine = "rl_misstate_amount"
			found = append(found, a)
		}
	}
	return found
}

// cutWords say that something is taken off, not paid; interestWords that it is interest, not part of the debt.
var (
	cutWords      = regexp.MustCompile(`折|优惠|减|让利|免|抹|去掉|discount|\boff\b|reduc|knock|waive`)
	interestWords = regexp.MustCompile(`利息|滞纳金|违约金|罚息|interest|late (fee|charge)|penalt`)
)

// muchOff is the share of the balance, in thousandths, over which a sum named beside a cut is no cut but the rest to be paid.
const muchOff = 300

// beyond reports whether an offer goes further than the trainee may go.
func beyond(t turn, kind coach.Act, scenario *coach.Scenario) bool {
	slots, limits := t.heard.Slots, scenario.Case.Authority
	if kind == coach.ActOfferInstalments {
		return slots.Instalments > max(1, limits.MaxInstalments)
	}
	if !cutWords.MatchString(t.folded) {
		return false
	}
	if interestWords.MatchString(t.folded) {
		return !limits.MayWaiveInterest
	}
	balance := scenario.Case.Account.Balance()
	cuts := slices.Clone(slots.Percents)
	for _, m := range slots.Money {
		if m.Amount == nil || m.Precision != coach.Exact || m.Amount.Currency != balance.Currency || balance.Minor <= 0 {
			continue
		}
		if share := int(m.Amount.Minor * 1000 / balance.Minor); share > 0 {
			cuts = append(cuts, share)
		}
	}
	return slices.ContainsFunc(cuts, func(cut int) bool { return cut < muchOff && cut > int(limits.MaxDiscount) })
}

// overstates reports that the only sums of a turn that states the debt are well above the whole balance. A slip of the
// tongue by a few per cent loses the check on the sum instead.
func (c *Call) overstates(a act) bool {
	balance := c.scenario.Case.Account.Balance()
	above, sums := 0, 0
	for _, m := range c.turns[a.at].heard.Slots.Money {
		if m.Amount == nil || m.Precision != coach.Exact || m.Amount.Currency != balance.Currency {
			continue
		}
		sums++
		if m.Amount.Minor*100 > balance.Minor*105 {
			above++
		}
	}
	return sums > 0 && above == sums
}
