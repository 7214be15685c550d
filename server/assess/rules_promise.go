package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// What an element of the promise rests on: the rules of k_promise.

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
	for i := len(c.turns) - 1; i >= 0 && c.turns[i].promise.Has(e) && sameElement(c.turns[i].promise, c.ledger.Promise, e); i-- {
		at = i
	}
	if at == len(c.turns) {
		return nil
	}
	var asked, settled []found
	named := false
	if i := c.lastSaidBefore(at + 1); i >= 0 {
		var quote string
		quote, named = c.words(i, e)
		asked = []found{{i, quote}}
	}
	if t := c.turns[at]; t.speaker == coach.Debtor {
		quote := t.gist()
		if names := c.namesOf(t, e); len(names) > 0 {
			quote = t.sentence(names[0])
		}
		settled = []found{{at, quote}}
	}
	if !named { // they said it unasked, or named another: their words show it
		return append(settled, asked...)
	}
	return append(asked, settled...)
}

// sameElement reports whether two promises have an element alike. Of the means only that there are any counts: they are
// worded anew as a call goes on.
func sameElement(p, q coach.Promise, e coach.Element) bool {
	switch e {
	case coach.ElementAmount:
		return p.Amount != nil && q.Amount != nil && *p.Amount == *q.Amount
	case coach.ElementDate:
		return p.Date == q.Date
	}
	return true
}

// words returns what to quote of a trainee's turn that brought an element, and whether it speaks of the element as it stands (a
// sum or a day that was not got is shown behind the one that was): the observation or the sentence that names it, else an observation that asks for anything, else the gist.
func (c *Call) words(at int, e coach.Element) (quote string, named bool) {
	t := c.turns[at]
	switch e {
	case coach.ElementProof:
		if a, ok := c.in(at, coach.ActAskProof); ok {
			return a.quote, true
		}
	case coach.ElementFallback:
		if a, ok := c.in(at, coach.ActAgreeFallback); ok {
			if said, ok := t.ifMissedIn(a.quote); ok {
				return said, true
			}
			return a.quote, true
		}
	}
	if names := c.namesOf(t, e); len(names) > 0 {
		value := names[0]
		named := e == coach.ElementMethod || e == coach.ElementOwner || slices.Contains(c.standing(t, e), value)
		for _, a := range c.acts {
			if a.at == at && strings.Contains(a.quote, value) {
				return a.quote, named
			}
		}
		return t.sentence(value), named
	}
	if words := asksFor(e); words != nil {
		if said, ok := t.sentenceThat(words.MatchString); ok {
			return said, true
		}
	}
	if a, ok := c.in(at, append(demands(), coach.ActOfferInstalments, coach.ActAskProof, coach.ActAgreeFallback, coach.ActRecap)...); ok {
		return a.quote, false
	}
	return t.gist(), false
}

var (
	asksSum = regexp.MustCompile(`多少|几成|几万|整笔|全款|全部|一半|\bhow much|\bthe (full|whole)|\ball of it|\bin full|\bhalf\b`)
	asksDay = regexp.MustCompile(`哪天|哪一天|几号|什么时候|啥时候|何时|周几|日子|日期|什么时间|\bwhen\b|\b(which|what) (day|date)|\ba (day|date)\b`)
)

// asksFor is what words that ask for a sum or a day are made of; nil for the other elements.
func asksFor(e coach.Element) *regexp.Regexp {
	switch e {
	case coach.ElementAmount:
		return asksSum
	case coach.ElementDate:
		return asksDay
	}
	return nil
}

// namesOf lists the words of a turn that name a value of an element, the value of the standing promise first.
func (c *Call) namesOf(t turn, e coach.Element) []string {
	return append(c.standing(t, e), t.names(e)...)
}

// standing lists the words of a turn that name the sum or the day of the standing promise.
func (c *Call) standing(t turn, e coach.Element) []string {
	var words []string
	switch p := c.ledger.Promise; e {
	case coach.ElementAmount:
		for _, m := range t.heard.Slots.Money {
			if a := c.amount(m); a != nil && p.Amount != nil && *a == *p.Amount {
				words = append(words, m.Quote)
			}
		}
	case coach.ElementDate:
		for _, d := range t.heard.Slots.Dates {
			if d.Latest == p.Date {
				words = append(words, d.Quote)
			}
		}
	}
	return words
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
