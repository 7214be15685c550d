package assess

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

var (
	yesWords = regexp.MustCompile(`^嗯嗯?[,. ]*$|^(嗯[,. ]*)*(好|行|发吧|没差|没毛病|可以|没问题|对|是的|没错|成|就这样|就这么|是[,. ]|是这么|就这么[地着]|依[你您]|是啊|一言为定|那就|同意|确认|得嘞|妥|要得|中|定吧|收到|ok)|没问题|一言为定|就这么(定|办)|就按(这|你|您)|^(都|全)对|一字不差|` +
		`^(well[,. ]*|right[,. ]*|um[,. ]*|i suppose( so)?[,. ]*|i guess( so)?[,. ]*)*(yes|yeah|yep|ok|okay|sure|fine|agreed|correct|deal|all right|alright|that's right|that works|will do|right|very well|you (have|do)|(i|we|she|he|they) (will|shall|can)|go on then|done|perfect|sounds (good|right)|yup|absolutely|of course|quite right|exactly|precisely|spot on|bang on|that's everything|you('ve)? (got|have) (it|all|that)|(i|we|she|he|they) (does|do))\b|^can( can)?([,. ]*(lah|lor|ok))?\W*$|\b(i|we|she|he|they)('ll| will) (send|email|forward|confirm)\b|\b(that('s| is) (exactly )?(right|correct|it|fine)|that works|works for (me|us)|you have my word|agreed|confirmed|(i|we) can do that|do that|fine by me|suits me|as you wish|that('s| is) (how|what) i said|word for word|^(both|all of (it|them)|the lot)[,. ]+(yes|yeah|yep)\b|i suppose(\. yes| so))\b|^thats? (it|right|correct)\b`)
	noWords = regexp.MustCompile(`不行|不可以|不是|不对|不能|不了|不会|没法|没有办法|没办法|做不到|不可能|不好说|不一定|保证不了|说不准|定不了|再说|看情况|没有|不是这么|[付打出拿转给凑到]不|` +
		`\b(no|not|can't|cannot|won't|wouldn't|couldn't|don't|didn't|isn't|impossible|unable|depends|maybe|perhaps|might|we'll see)\b`)
	payWords = regexp.MustCompile(`付|打|转|汇|走款|到账|安排|给你|给您|结清|结掉|先走|出款|兑|那就|答应[你您]|号到|给到|算我|\b(pay|paid|send|transfer|wire|settle|remit|release|go out|goes out|with you|clear|do|make|put through)\b`)
	choosing = regexp.MustCompile(`还是|要么|或者|\bor\b`)
	asking   = regexp.MustCompile(`[?吗么呢]\s*$|\?`)
)

// affirms reports whether folded words agree to what was just put to the speaker.
func affirms(folded string) bool {
	plain := strings.NewReplacer("没问题", "", "没有问题", "", "没错", "", "没有错", "", "没出入", "", "没有出入", "", "没漏", "", "没有漏", "", "没意见", "", "没差", "", "没毛病", "", "冇错", "", "差不了", "", "错不了", "", "跑不了", "",
		"没有意见", "", "no problem", "", "not a problem", "", "no objection", "",
		"no argument", "", "no doubt", "", "no worries", "").Replace(folded)
	return (plain != folded || yesWords.MatchString(folded)) && !noWords.MatchString(plain)
}

// accepts reports whether the debtor's turn agrees to what the trainee's turn before it put to them. A yes followed by
// another sum or another day is a counter-offer.
func (c *Call) accepts(at int) bool {
	t := c.turns[at]
	if at == 0 || c.turns[at-1].speaker != coach.Trainee || !affirms(t.folded) {
		return false
	}
	put := c.put(at - 1)
	if t.stated.Amount != nil && put.Amount != nil && *t.stated.Amount != *put.Amount && !c.named(at-1, t.stated.Amount, "") {
		return false
	}
	return t.stated.Date == "" || put.Date == "" || t.stated.Date == put.Date || c.named(at-1, nil, t.stated.Date)
}

// named reports whether the turn at a position names a sum or a day, as one of a plan.
func (c *Call) named(at int, amount *coach.Money, day coach.Date) bool {
	slots := c.turns[at].heard.Slots
	return amount != nil && slices.ContainsFunc(slots.Money, func(m coach.MoneySlot) bool { a := c.amount(m); return a != nil && *a == *amount }) ||
		day != "" && slices.ContainsFunc(slots.Dates, func(d coach.DateSlot) bool { return c.namesDay(at, d, day) })
}

// readPromise reads from a transcript what stands after each turn: the debtor's own figures in a sentence that commits,
// and the trainee's figures where the debtor agreed to them. A figure inside a refusal, a condition or a question
// settles nothing, nor does one that comes before either side has named the debt or the trainee a sum.
func (c *Call) readPromise() {
	var standing coach.Promise
	named := false
	for i := range c.turns {
		t := &c.turns[i]
		named = named || t.namesDebt() || t.speaker == coach.Trainee && len(t.heard.Slots.Money) > 0
		if t.speaker == coach.Debtor && named {
			t.stated = c.stated(*t)
			if c.asksWhatIf(i - 1) { // the sum and the day of the answer are those of the fallback
				t.stated = coach.Promise{Fallback: t.wayOutOf(), Turn: t.index}
			}
			if c.accepts(i) {
				adopt(&standing, c.put(i-1))
				standing.Confirmed = standing.Confirmed || c.turns[i-1].heard.Has(coach.ActRecap)
			}
			if said := t.stated; standing.Confirmed && said.Amount == nil { // what was read back and agreed to is not moved by a day alone
				said.Date = ""
				adopt(&standing, said)
			} else {
				adopt(&standing, said)
			}
			standing.By, standing.Authority = c.speaksFor(*t, standing)
		}
		t.promise = standing
	}
	c.ledger.Promise = standing
}

// speaksFor keeps who made the promise: the contact of the turn that last stated part of it.
func (c *Call) speaksFor(t turn, standing coach.Promise) (string, coach.ContactAuthority) {
	if t.contact == "" || t.stated.Equal(coach.Promise{}) && standing.By != "" {
		return standing.By, standing.Authority
	}
	return t.contact, c.contactAuthority(t.contact)
}

// adopt adds what was settled to what stands; what is newly said replaces what was said before.
func adopt(standing *coach.Promise, said coach.Promise) {
	if said.Amount != nil {
		standing.Amount = said.Amount
	}
	if said.Date != "" {
		standing.Date = said.Date
	}
	for _, element := range []struct {
		to   *string
		from string
	}{
		{&standing.Method, said.Method}, {&standing.Owner, said.Owner},
		{&standing.Proof, said.Proof}, {&standing.Fallback, said.Fallback},
	} {
		if element.from != "" {
			*element.to = element.from
		}
	}
	standing.Vague = standing.Vague || said.Vague
}

// stated reads what the debtor commits to in words of their own.
func (c *Call) stated(t turn) coach.Promise {
	if t.told != nil {
		return c.promised(t)
	}
	asked := c.asked(t)
	p := c.values(t, func(quote string) bool {
		return takesNothingBack(t.text, quote) && (speaksOfPaying(t.text, quote) || asked && t.bare(quote))
	})
	p.Vague = len(t.heard.Slots.Vague) > 0
	p.Turn = t.index
	if p.Equal(coach.Promise{Turn: t.index}) {
		return coach.Promise{}
	}
	return p
}

// promised is what a debtor's words were heard to settle.
func (c *Call) promised(t turn) coach.Promise {
	heard := t.told.Promise
	p := coach.Promise{Method: heard.Method, Owner: heard.Owner, Proof: heard.Proof, Fallback: heard.Fallback, Vague: heard.Vague}
	own := func(quote string) bool { // what was put to them and not said by them is not settled by a word of assent before an excuse
		return strings.Contains(t.text, quote) || len(t.told.Excuses) == 0 || affirms(t.folded)
	}
	if heard.Amount != nil && own(heard.Amount.Quote) {
		p.Amount = c.amount(*heard.Amount)
	}
	if d := heard.Date; d != nil && d.Precision == coach.Exact && d.Earliest == d.Latest && own(d.Quote) {
		p.Date = d.Latest
	}
	if p.Equal(coach.Promise{}) {
		return coach.Promise{}
	}
	p.Turn = t.index
	return p
}

// asked reports whether the trainee's words before a debtor's turn asked for a sum, a day or the way of paying.
func (c *Call) asked(t turn) bool {
	at := c.position(t.index) - 1
	_, ok := c.hears(at, append(demands(), coach.ActOfferInstalments, coach.ActRecap)...)
	return ok
}

// hears returns the first act of kinds heard from the trainee at a position, before observations are made.
func (c *Call) hears(at int, kinds ...coach.Act) (coach.ActHit, bool) {
	if at < 0 || c.turns[at].speaker != coach.Trainee || c.turns[at].meta {
		return coach.ActHit{}, false
	}
	for _, kind := range kinds {
		if hit, ok := c.turns[at].heard.Hit(kind); ok {
			return hit, true
		}
	}
	return coach.ActHit{}, false
}

// Most letters an answer may have beside its figures to be nothing but an answer.
const (
	bareHan   = 4
	bareOther = 10
)

// bare reports whether the sentence around quote holds little but figures: the plain answer to a question for them.
func (t turn) bare(quote string) bool {
	rest := t.sentence(quote)
	for _, e := range coach.Elements() {
		for _, named := range t.names(e) {
			rest = strings.ReplaceAll(rest, named, "")
		}
	}
	han, other := 0, 0
	for _, r := range rest {
		switch {
		case wide(r):
			han++
		case unicode.IsLetter(r):
			other++
		}
	}
	return han <= bareHan && other <= bareOther
}

func speaksOfPaying(text, quote string) bool {
	return payWords.MatchString(fold(sentenceWith(text, quote)))
}

// takesNothingBack reports that the words around quote ask nothing and refuse nothing in the same clause or the next. A
// refusal before it ("not all of it, but…") does not count against it.
func takesNothingBack(text, quote string) bool {
	sentence := sentenceWith(text, quote)
	before, rest, _ := strings.Cut(sentence, quote)
	for _, tail, more := clauseEnd(before); more; _, tail, more = clauseEnd(before) {
		before = tail
	}
	after, tail, _ := clauseEnd(rest)
	next, _, _ := clauseEnd(tail)
	clause := fold(before + quote + after)
	return !asking.MatchString(fold(sentence)) && !noWords.MatchString(clause) && !noWords.MatchString(fold(next))
}

// clauseEnd cuts text after its first clause, if it has more than one. A comma within a number ends none.
func clauseEnd(text string) (clause, rest string, more bool) {
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		if !strings.ContainsRune(",，;；:：", r) || r == ',' && end < len(text) && isDigit(rune(text[end])) {
			continue
		}
		return text[:i], text[end:], true
	}
	return text, "", false
}

// put reads what a trainee's turn put to the debtor to agree to. Of a choice nothing is settled by a bare yes.
func (c *Call) put(at int) coach.Promise {
	t := c.turns[at]
	if t.meta {
		return coach.Promise{}
	}
	slots := t.heard.Slots
	asked := t.heard.Has(coach.ActAskCommitment) || t.heard.Has(coach.ActRecap) || t.heard.Has(coach.ActOfferInstalments) ||
		t.heard.Has(coach.ActProposeChoice) || t.heard.Has(coach.ActAskProof) || t.heard.Has(coach.ActAgreeFallback)
	if !asked && !t.asksAssent() {
		return coach.Promise{}
	}
	p := c.values(t, func(string) bool { return true })
	plan := len(slots.Dates) > 1 && len(slots.Money) > 1
	open := !plan && !t.heard.Has(coach.ActRecap) || choosing.MatchString(t.folded)
	if len(slots.Dates) > 1 && open {
		p.Date = ""
	}
	if len(slots.Money) > 1 && open {
		p.Amount = nil
	}
	if hit, ok := t.heard.Hit(coach.ActAskProof); ok && (t.promise.Date != "" || !t.heard.Has(coach.ActVerifyClaim)) {
		p.Proof = hit.Quote
	}
	if hit, ok := t.heard.Hit(coach.ActAgreeFallback); ok {
		p.Fallback, _ = t.ifMissedIn(hit.Quote)
		if !t.heard.Has(coach.ActRecap) && !t.heard.Has(coach.ActAskCommitment) {
			p.Date = "" // the day is that of the next call
		}
	}
	return p
}

var assent = regexp.MustCompile(`(对吧|对不对|行吧|行不行|可以吧|是吧|没问题吧|漏了啥没|好不好|成吧|成不成|(right|ok|okay|yeah|deal|agreed|correct))[?？吗么 ]*$`)

// asksAssent reports whether a turn with a sum or a day in it ends by asking for a yes.
func (t turn) asksAssent() bool {
	if len(t.heard.Slots.Money)+len(t.heard.Slots.Dates) == 0 {
		return false
	}
	return assent.MatchString(t.folded)
}

// values reads the settled values of a turn from slots whose words count.
func (c *Call) values(t turn, counts func(quote string) bool) coach.Promise {
	var p coach.Promise
	for _, m := range t.heard.Slots.Money {
		if amount := c.amount(m); amount != nil && p.Amount == nil && counts(m.Quote) {
			p.Amount = amount
		}
	}
	for _, d := range t.heard.Slots.Dates {
		if d.Precision == coach.Exact && d.Latest != "" && d.Earliest == d.Latest && p.Date == "" && counts(d.Quote) {
			p.Date = d.Latest
		}
	}
	for _, m := range t.heard.Slots.Methods {
		if p.Method == "" && counts(m.Quote) {
			p.Method = m.Quote
		}
	}
	for _, person := range t.heard.Slots.People {
		if p.Owner == "" && counts(person.Quote) {
			p.Owner = person.Quote
		}
	}
	return p
}

// amount is a money slot as an amount; a share needs what is owed.
func (c *Call) amount(m coach.MoneySlot) *coach.Money {
	if m.Precision != coach.Exact {
		return nil
	}
	if m.Amount != nil {
		return m.Amount
	}
	owed := c.owed
	if c.scenario != nil {
		owed = c.scenario.Case.Account.Balance()
	}
	if owed.Minor == 0 || m.Share <= 0 {
		return nil
	}
	amount := owed.Share(m.Share)
	return &amount
}
