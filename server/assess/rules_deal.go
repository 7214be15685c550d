package assess

import (
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// Rules of k_negotiate, and of what was read back.

var (
	giftWords = regexp.MustCompile(`免了|不收了|算了吧|给您打.{0,3}折|宽限您|再给您.{0,4}天|再缓|i'll waive|we'll waive|waive (it|that|the)|take another|knock .{0,12}off|have another`)
	ifWords   = regexp.MustCompile(`如果|要是|只要|前提|的话|您.{0,12}我(就|再|才|给|去|帮|放)|\bif\b|provided|as long as|once (you|it|the)|in return|on condition|when you`)
)

// givesNothingFree is met when nothing was granted without something in return or beyond the trainee's authority.
func givesNothingFree(c *Call) answer {
	for _, a := range c.overreaches() {
		if a.redLine == "rl_unauthorised" {
			return broken(a.found())
		}
	}
	for _, a := range c.acts {
		if a.redLine == "rl_unauthorised" {
			return broken(a.found())
		}
	}
	var traded []found
	for _, i := range c.said {
		t := c.turns[i]
		for _, s := range sentences(t.text) {
			switch words := fold(t.text[s.start:s.end]); {
			case giftWords.MatchString(words) && !ifWords.MatchString(words):
				return broken(found{i, t.text[s.start:s.end]})
			case giftWords.MatchString(words):
				traded = append(traded, found{i, t.text[s.start:s.end]})
			}
		}
	}
	if len(traded) > 0 {
		return met(traded[0])
	}
	if !c.engaged() {
		return notObserved()
	}
	return avoided()
}

// delays lists the positions of debtor's turns that were vague or offered less than asked, and were answered.
func (c *Call) delays() []int {
	var positions []int
	for i, t := range c.turns {
		if t.speaker == coach.Debtor && c.reply(i) >= 0 && (t.delays() || t.made(coach.MoveOffer)) {
			positions = append(positions, i)
		}
	}
	return positions
}

// narrowsDelay is met when vague or late words were narrowed more often than taken.
func narrowsDelay(c *Call) answer {
	if taken := c.any(coach.ActAcceptVague); len(taken) > 0 && len(c.credited(coach.ActRejectDelay, coach.ActProposeChoice)) < len(taken) {
		return broken(taken[0].found())
	}
	if len(c.delays()) == 0 {
		if hits := c.credited(coach.ActRejectDelay); len(hits) > 0 {
			return met(hits[0].found())
		}
		return notObserved()
	}
	return c.heldAnswer(c.delays(), append(demands(), coach.ActProbeProcess, coach.ActVerifyClaim, coach.ActOfferInstalments))
}

// offersChoice is met by a plan, a part payment or a choice; a call that brought all of it at once had no need.
func offersChoice(c *Call) answer {
	if hits := c.credited(coach.ActProposeChoice, coach.ActOfferInstalments); len(hits) > 0 {
		return met(hits[0].found())
	}
	p := c.ledger.Promise
	if c.scenario != nil && p.Level() >= coach.P3 && p.Amount.Minor >= c.scenario.Case.Account.Balance().Minor {
		return notObserved()
	}
	if delays := c.delays(); len(delays) > 0 {
		return missed(c.reply(delays[len(delays)-1]))
	}
	return missed(c.lastSaid())
}

// bettersOffer compares the first sum the debtor named with the promise that stood at the end. It is not observed when
// no sum was named, or the first left nothing to better.
func bettersOffer(c *Call) answer {
	first, at := c.firstOffer()
	if first == nil {
		return notObserved()
	}
	last := c.ledger.Promise
	if last.Amount != nil && last.Amount.Currency == first.Amount.Currency {
		more := last.Amount.Minor > first.Amount.Minor
		sooner := last.Amount.Minor == first.Amount.Minor && last.Date != "" && (first.Date == "" || last.Date < first.Date)
		if more || sooner {
			return met(c.pushed(at)...)
		}
	}
	if c.scenario != nil && (first.Amount.Minor >= c.scenario.Case.Account.Balance().Minor || c.bestReached(*first)) {
		return notObserved()
	}
	if next := c.nextSaid(at); next >= 0 {
		return missed(next)
	}
	return missed(c.lastSaid())
}

// firstOffer returns the first promise or offer with a sum, and where it was made.
func (c *Call) firstOffer() (*coach.Promise, int) {
	for i, t := range c.turns {
		if t.speaker != coach.Debtor || t.interrupted {
			continue
		}
		for _, m := range t.moves {
			if m.Promise != nil && m.Promise.Amount != nil {
				return m.Promise, i
			}
		}
		if t.stated.Amount != nil {
			return &t.stated, i
		}
	}
	return nil, -1
}

// pushed returns the trainee's last words after at that asked for better before it came.
func (c *Call) pushed(at int) []found {
	last := len(c.turns) - 1
	for last > at && sameTerms(c.turns[last-1].promise, c.ledger.Promise) {
		last--
	}
	var words []found
	for _, a := range c.credited(append(append(demands(), consequences()...), trades()...)...) {
		if a.at > at && a.at <= last {
			words = []found{a.found()}
		}
	}
	return words
}

func sameTerms(p, q coach.Promise) bool {
	return p.Amount != nil && q.Amount != nil && *p.Amount == *q.Amount && p.Date == q.Date
}

// recapAgreed is met when the trainee played the promise back and the debtor agreed.
func recapAgreed(c *Call) answer {
	recaps := c.credited(coach.ActRecap)
	if !c.logged {
		recaps = slices.DeleteFunc(recaps, func(a act) bool { return c.anotherDay(a.at) })
		recaps = append(recaps, c.playedBack()...)
	}
	for _, a := range recaps {
		next := a.at + 1
		if next < len(c.turns) && c.turns[next].speaker == coach.Debtor && c.agrees(next) {
			return met(a.found(), found{next, c.turns[next].gist()})
		}
	}
	if len(recaps) > 0 {
		return broken(recaps[len(recaps)-1].found())
	}
	return missed(c.lastSaid())
}

// playedBack lists a transcript's turns that name a sum and a day of which one at least is what the debtor has promised
// before and neither is another than that, in whatever form.
func (c *Call) playedBack() []act {
	var found []act
	for _, i := range c.said {
		t := c.turns[i]
		if i == 0 || t.barren() || t.heard.Has(coach.ActRecap) {
			continue
		}
		before, again := c.turns[i-1].promise, c.values(t, func(string) bool { return true })
		sum, day := before.Amount != nil && c.named(i, before.Amount, ""), before.Date != "" && c.named(i, nil, before.Date)
		if sum && (day || before.Date == "" && again.Date != "") || day && before.Amount == nil && again.Amount != nil {
			found = append(found, act{at: i, kind: coach.ActRecap, quote: t.gist()})
		}
	}
	return found
}

// agrees reports whether the debtor's turn confirms what was read back.
func (c *Call) agrees(at int) bool {
	t := c.turns[at]
	if t.interrupted {
		return false
	}
	if c.logged {
		return t.made(coach.MoveConfirm) || t.promise.Confirmed && !t.made(coach.MoveCorrect, coach.MoveDeny)
	}
	return c.accepts(at)
}
