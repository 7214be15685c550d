package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Rules of k_contingency_record.

var writingWords = regexp.MustCompile(`书面|文字|邮件|微信|短信|盖个?章|签字|签个|一页纸|写成|写几行|写[两三]行|白纸黑字|发您确认|回.{0,3}确认|写下来|对账单|writing|written|e-?mail|text (me|you)|message|letter|sign(ed)? |reply|confirm by|whatsapp`)

// slipWords name what shows that a payment was made. It records no agreement.
var slipWords = regexp.MustCompile(`回单|水单|凭证|截图|底单|流水|\b(slip|remittance|receipt|proof|confirmation of payment|payment confirmation|bank confirmation)\b`)

// inWriting lists the sentences that ask to have what was agreed on paper, the ones about a slip of payment last. Asking for
// the slip of a payment the debtor claims to have made is a test, not a record.
func (c *Call) inWriting() []act {
	var asked, slips []act
	for _, a := range c.credited(coach.ActRecap, coach.ActAskProof, coach.ActAgreeFallback, coach.ActOfferHelp) {
		_, test := c.in(a.at, coach.ActVerifyClaim)
		if _, again := c.in(a.at, coach.ActRecap); test && !again {
			continue
		}
		for _, s := range sentences(c.turns[a.at].text) {
			words := c.turns[a.at].text[s.start:s.end]
			switch folded := deliveryWords.ReplaceAllString(fold(words), ""); {
			case !writingWords.MatchString(folded):
			case slipWords.MatchString(folded):
				slips = append(slips, act{at: a.at, kind: a.kind, quote: c.turns[a.at].sentence(words)})
			default:
				asked = append(asked, act{at: a.at, kind: a.kind, quote: c.turns[a.at].sentence(words)})
			}
		}
	}
	return append(asked, slips...)
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
		if t.barren() {
			continue
		}
		if a, agreed := c.in(i, coach.ActAgreeFallback); agreed && t.timed(t.text) {
			return met(a.found())
		}
		if said, ok := t.nextContact(); ok && len(t.heard.Acts) > 0 {
			return met(found{i, said})
		}
	}
	return missed(c.lastSaid())
}

// nextContact returns the sentence of the turn that speaks of the next contact, where it or the one after it has a time. The
// call that is being held is none.
func (t turn) nextContact() (string, bool) {
	spans := sentences(t.text)
	for n, s := range spans {
		one, end := t.text[s.start:s.end], spans[min(n+1, len(spans)-1)].end
		if contactWords.MatchString(thisCall.ReplaceAllString(fold(one), "")) && t.timed(t.text[s.start:end]) {
			return t.sentence(one), true
		}
	}
	return "", false
}

// thisCall are words for the call that is being held.
var thisCall = regexp.MustCompile(`(今天|这次|这回|这会儿|这时候|刚才|上午|下午)?(特地|专门)?(给[您你])?打(这个|这通|个)?电话(过?来)?[,，]?(就?是|为|想|主要)`)

// timed reports whether a passage of the turn names a time.
func (t turn) timed(passage string) bool {
	return timeWords.MatchString(fold(passage)) || slices.ContainsFunc(t.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return d.Precision != coach.Vague && strings.Contains(passage, d.Quote)
	})
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
