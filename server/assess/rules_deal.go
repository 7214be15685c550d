package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Rules of k_negotiate, k_promise and k_contingency_record.

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

// settles is met when the standing promise, made by somebody who may make it, has one of the elements.
func settles(elements ...coach.Element) rule {
	return func(c *Call) answer {
		p := c.ledger.Promise
		if p.Authority == "" || p.Authority.Binds() {
			for _, e := range elements {
				if p.Has(e) {
					return met(c.obtained(e)...)
				}
			}
		}
		return missed(c.unasked())
	}
}

// obtained returns the words that brought an element of the standing promise: the trainee's turn before it was settled
// for good, and the debtor's turn that settled it.
func (c *Call) obtained(e coach.Element) []found {
	at := len(c.turns)
	for i := len(c.turns) - 1; i >= 0 && c.turns[i].promise.Has(e); i-- {
		at = i
	}
	if at == len(c.turns) {
		return nil
	}
	var words []found
	if asked := c.lastSaidBefore(at + 1); asked >= 0 {
		words = append(words, found{asked, c.words(asked, e)})
	}
	if t := c.turns[at]; t.speaker == coach.Debtor {
		words = append(words, found{at, t.gist()})
	}
	return words
}

// words returns what to quote of a trainee's turn that brought an element: the observation or the sentence that names it,
// else an observation that asks for anything, else the gist.
func (c *Call) words(at int, e coach.Element) string {
	t := c.turns[at]
	switch e {
	case coach.ElementProof:
		if a, ok := c.in(at, coach.ActAskProof); ok {
			return a.quote
		}
	case coach.ElementFallback:
		if a, ok := c.in(at, coach.ActAgreeFallback); ok {
			return a.quote
		}
	}
	if names := t.names(e); len(names) > 0 {
		named := names[0]
		for _, a := range c.acts {
			if a.at == at && strings.Contains(a.quote, named) {
				return a.quote
			}
		}
		return t.sentence(named)
	}
	if a, ok := c.in(at, append(demands(), coach.ActOfferInstalments, coach.ActAskProof, coach.ActAgreeFallback, coach.ActRecap)...); ok {
		return a.quote
	}
	return t.gist()
}

// names lists the words of a turn that name a value of an element.
func (t turn) names(e coach.Element) []string {
	var words []string
	switch e {
	case coach.ElementAmount:
		for _, m := range t.heard.Slots.Money {
			words = append(words, m.Quote)
		}
	case coach.ElementDate:
		for _, d := range t.heard.Slots.Dates {
			words = append(words, d.Quote)
		}
	case coach.ElementMethod:
		for _, m := range t.heard.Slots.Methods {
			words = append(words, m.Quote)
		}
	case coach.ElementOwner:
		for _, p := range t.heard.Slots.People {
			words = append(words, p.Quote)
		}
	}
	return words
}

// unasked is where a missing element should have been asked for: the answer to the last delay, else the last turn.
func (c *Call) unasked() int {
	if delays := c.delays(); len(delays) > 0 {
		return c.reply(delays[len(delays)-1])
	}
	return c.lastSaid()
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

// anotherDay reports whether a transcript's turn names a day, but not the one the debtor has just promised.
func (c *Call) anotherDay(i int) bool {
	if i == 0 || c.turns[i-1].promise.Date == "" {
		return false
	}
	again := c.values(c.turns[i], func(string) bool { return true })
	return again.Date != "" && !c.named(i, nil, c.turns[i-1].promise.Date)
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

var writingWords = regexp.MustCompile(`书面|文字|邮件|微信|短信|盖个?章|签字|签个|一页纸|写成|写几行|写[两三]行|白纸黑字|发您确认|回.{0,3}确认|写下来|对账单|writing|written|e-?mail|text (me|you)|message|letter|sign(ed)? |reply|confirm by|whatsapp`)

// inWriting lists the turns that ask to have what was agreed on paper. Asking for the slip of a payment the debtor
// claims to have made is a test, not a record.
func (c *Call) inWriting() []act {
	var asked []act
	for _, a := range c.credited(coach.ActRecap, coach.ActAskProof, coach.ActAgreeFallback, coach.ActOfferHelp) {
		_, test := c.in(a.at, coach.ActVerifyClaim)
		if _, again := c.in(a.at, coach.ActRecap); (!test || again) && writingWords.MatchString(c.turns[a.at].folded) {
			asked = append(asked, a)
		}
	}
	return asked
}

// asksWriting is met by asking to have it in writing. Where nothing was said to put on paper, asking records nothing.
func asksWriting(c *Call) answer {
	if c.empty() {
		return missed(c.lastSaid())
	}
	return metBy(c.inWriting(), c.lastSaid())
}

// empty reports whether the call ended without a word that could be held to: no sum, no day, nobody and no way of paying.
func (c *Call) empty() bool {
	for _, e := range coach.Elements() {
		if c.ledger.Promise.Has(e) {
			return false
		}
	}
	return true
}

var (
	contactWords = regexp.MustCompile(`给您(打|来|去|回)|再(打|联系|跟您|找您)|打(电话|给您)|联系您|找您|跟您(核|确认|对)|(call|ring|phone|speak to|check (back )?with|chase|contact|follow up with) (you|back)|give you a (call|ring)|i'll (call|ring|check|be in touch|come back)|speak (again|then|on)|talk (again|on)`)
	timeWords    = regexp.MustCompile(`[0-9一二三四五六七八九十两]+(点|:\d\d)|上午|下午|中午|明早|明天|后天|周[一二三四五六日天]|星期|\d+ ?(am|pm|o'clock)|at (noon|one|two|three|four|five|nine|ten|eleven)|tomorrow|monday|tuesday|wednesday|thursday|friday|morning|afternoon`)
)

// fixesNextContact is met when the next contact has a time.
func fixesNextContact(c *Call) answer {
	for _, i := range c.said {
		t := c.turns[i]
		a, agreed := c.in(i, coach.ActAgreeFallback)
		if t.barren() || !agreed && !contactWords.MatchString(t.folded) {
			continue
		}
		timed := slices.ContainsFunc(t.heard.Slots.Dates, func(d coach.DateSlot) bool { return d.Precision != coach.Vague }) ||
			timeWords.MatchString(t.folded)
		if !timed {
			continue
		}
		if agreed {
			return met(a.found())
		}
		if len(t.heard.Acts) > 0 {
			return met(found{i, t.gist()})
		}
	}
	return missed(c.lastSaid())
}

// closesFirm is met when the call ends on something to hold the debtor to.
func closesFirm(c *Call) answer {
	last := c.said[max(0, len(c.said)-2):]
	for _, i := range last {
		if a, ok := c.in(i, coach.ActAcceptVague, coach.ActGrovel); ok {
			return broken(a.found())
		}
	}
	kinds := append(demands(), consequences()...)
	if !c.empty() {
		kinds = append(kinds, coach.ActRecap, coach.ActAgreeFallback, coach.ActAskProof)
	}
	for _, i := range slices.Backward(last) {
		if a, ok := c.in(i, kinds...); ok {
			return met(a.found())
		}
	}
	if c.ledger.Promise.Level() >= coach.P3 {
		return met(found{last[len(last)-1], c.turns[last[len(last)-1]].gist()})
	}
	return missed(c.lastSaid())
}
