package nlu

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// debtorBooks reads the patterns of what debtors say. They share the word classes and vocabularies of the trainee's.
func debtorBooks() map[coach.Lang]*book {
	books := map[coach.Lang]*book{}
	for _, language := range []coach.Lang{coach.Chinese, coach.English} {
		b, err := newBook(language, withWords(language, patternFolder("patterns/debtor/"+string(language))), nil)
		if err != nil {
			panic(err)
		}
		books[language] = b
	}
	return books
}

// patternFolder reads the files of one folder of patterns.
func patternFolder(dir string) map[string]string {
	files := map[string]string{}
	entries, err := patternFiles.ReadDir(dir)
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		data, err := patternFiles.ReadFile(dir + "/" + e.Name())
		if err != nil {
			panic(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

// UnderstandDebtor hears what a debtor's line does after the trainee's line in.Previous: excuses, refusal, dispute,
// disclosure, and the elements of a promise, the debtor's own or those they agreed to. Quotes are exact substrings of in.Text.
func (l *Labeller) UnderstandDebtor(in Input) coach.DebtorUnderstanding {
	heard := coach.DebtorUnderstanding{Acts: []coach.DebtorHit{}, Excuses: []coach.DebtorHit{}}
	u := debtorLine{hits: map[string]debtorHit{}, open: map[int]bool{}}
	if !u.take(in) {
		return heard
	}
	u.values.money = slices.DeleteFunc(u.values.money, func(m lang.Money) bool { return m.Goods })
	for _, b := range booksFor(l.debtors(), in.Lang, u.text.Norm) {
		if b != nil {
			r := b.read(u.text, u.clauses, u.clauseAt)
			r.readTerms(&u.terms)
			u.values.enter(r)
			r.match(u.note)
			for k := range u.clauses {
				u.asks[k] = u.asks[k] || r.asks(k)
			}
			r.done()
		}
	}
	heard.Slots = u.values.slots(u.text, &u.terms)
	put := l.put(in)
	u.excuses(&heard)
	u.acts(&heard, put)
	u.promise(&heard, put, in.Today)
	return heard
}

// put reads what the trainee's line before put to the debtor.
func (l *Labeller) put(in Input) putLine {
	if strings.TrimSpace(in.Previous) == "" {
		return putLine{}
	}
	u := l.Understand(Input{Lang: in.Lang, Text: in.Previous, Today: in.Today, Balance: in.Balance, Sums: in.Sums, Contacts: in.Contacts})
	p := putLine{slots: u.Slots}
	for _, act := range []coach.Act{coach.ActAskCommitment, coach.ActProposeChoice, coach.ActOfferInstalments, coach.ActRecap, coach.ActAskProof,
		coach.ActAgreeFallback, coach.ActStandFirm, coach.ActRejectDelay} {
		p.terms = p.terms || u.Has(act)
	}
	p.next = u.Has(coach.ActAgreeFallback) && !u.Has(coach.ActRecap) && len(u.Slots.Money) == 0
	if aboutOtherMoney.MatchString(lang.Normalize(in.Previous).Norm) && !p.terms {
		p.aside = true
		return p
	}
	p.habit = !p.terms && aboutRuns.MatchString(lang.Normalize(in.Previous).Norm)
	p.asked = p.terms || u.Has(coach.ActProbeProcess) || strings.ContainsAny(in.Previous, "?？") || strings.HasSuffix(strings.TrimRight(in.Previous, "。.! "), "吗")
	return p
}

// aboutOtherMoney are questions for money that is not the debt, or for what has been: an answer to them promises nothing.
var aboutOtherMoney = regexp.MustCompile(`到的账|到账没|上次|上回|最近一次|去哪|哪儿了|哪里了|给了|工资|保证金|押金|材料款|房租|开标|结款|出货|客户.{0,6}(付|给|结)|` +
	`\b(last time|did (you|they|he|she)|have you (paid|spent)|wages|payroll|rent|vat|tax|deposits?|boiler|who else|your (customer|client)s?)\b`)

// otherMoney are words beside a sum or a day that say it is not the debt's, or that it has been.
var (
	otherMoney = regexp.MustCompile(`保证金|押金|工资|房租|水电|税|社保|贷款|月供|利息|定金|订金|进货|材料费|运费|奖金|投标|预算|流水|营业额|垫了|借了|[到收花交打付走抽订]了|打好|过了|` +
		`\b(wages|payroll|rent|vat|tax(es)?|hmrc|loan|deposits?|bond|boiler|overdraft|repairs?|for a new|was|were|died|bought|spent|guests?|boxes|(hundred|thousand|dozen) of (these|those|them|us|you))\b`)
	toThem = regexp.MustCompile(`[给付打转还][你您]|\b(to you|you'll|with you|for you|give you|send you|pay you)\b`)
)

// hearsay are words that report a day or a sum of somebody else, and ofRuns those that tell how payments are run in general.
var (
	hearsay = regexp.MustCompile(`^(就)?说是|(业主|甲方|客户|总包|银行|学校|政府|平台|买家|他们|她们|人家|那边)(那边|那头)?(都|就|也|跟我|跟我们)?(说|说是|讲|答应)|听说|据说|` +
		`\b(they|they're|the bank|the client|the customer|our (customer|client|bank|buyer)|the council|the insurers?)('re| are| have| has)? (say|says|said|saying|told|tell|tells|reckon|reckons|promised|promise)\b|\b(apparently|supposedly|i heard|i hear|i'm told)\b`)
	ofRuns = regexp.MustCompile(`一般|通常|平时都|统一|` +
		`^(the |our |next )?(pay ?run|payment run|cheque run|run|runs|pay ?runs|payment runs|cut-?off)('s| is| are| goes| go| happens| falls)\b|\b(normally|usually|generally|as a rule)\b`)
	aboutRuns = regexp.MustCompile(`一般|通常|平时|你们怎么付款|付款流程|\b(normally|usually|generally|how do your|how does your|when are your|when is your (pay|payment) ?run)\b`)
	yours     = regexp.MustCompile(`\b(it|it's|it'll|this|that|yours|you|your)\b|这笔|你们的|您的|给您|给你`)
)

// putLine is what a trainee's line put to the debtor.
type putLine struct {
	slots coach.Slots
	asked bool // it asked for something
	terms bool // it put terms of paying to them
	aside bool // it asked for money that is not the debt, or for what has been
	habit bool // it asked how payments are run in general
	next  bool // its day is that of the next call
}

// debtorLine is a debtor's utterance being understood.
type debtorLine struct {
	utterance
	hits   map[string]debtorHit // by label
	open   map[int]bool         // clauses looked at: whether something in them takes back what they state
	paying map[int]bool         // sentences with words of paying
	wordy  map[int]bool         // sentences that hold more than an answer of figures has beside them
}

// debtorHit is the evidence for one label.
type debtorHit struct {
	miss    float64 // product of what the patterns leave open
	best    float64
	span    lang.Span
	clauses []int // where it was heard
}

func (u *debtorLine) note(m match) {
	h, seen := u.hits[m.pattern.label]
	if !seen {
		h.miss = 1
	}
	h.miss *= 1 - m.pattern.weight
	if m.pattern.weight > h.best {
		h.best, h.span = m.pattern.weight, m.span
	}
	h.clauses = append(h.clauses, m.clause)
	u.hits[m.pattern.label] = h
}

// heard returns the label with its score and quote, when it is sure enough.
func (u *debtorLine) heard(label string) (coach.DebtorHit, bool) {
	h, ok := u.hits[label]
	score := 1 - h.miss
	if !ok || score < threshold {
		return coach.DebtorHit{}, false
	}
	clause := max(int(u.clauseAt[h.span.Start]), 0)
	return coach.DebtorHit{ID: label, Score: float64(int(score*1000)) / 1000, Quote: u.quote(found{span: h.span, clause: clause})}, true
}

// excuses lists the excuses heard, surest first. A warm nothing beside a real reason is only its tone.
func (u *debtorLine) excuses(heard *coach.DebtorUnderstanding) {
	for label := range u.hits {
		if !strings.HasPrefix(label, "x_") {
			continue
		}
		if hit, ok := u.heard(label); ok {
			heard.Excuses = append(heard.Excuses, hit)
		}
	}
	slices.SortFunc(heard.Excuses, func(a, b coach.DebtorHit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	if len(heard.Excuses) > 1 {
		heard.Excuses = slices.DeleteFunc(heard.Excuses, func(h coach.DebtorHit) bool { return h.ID == warmNothing })
	}
}

// promising reports whether an excuse may hold a vague promise: when money comes, it is yours.
func promising(id string) bool {
	return id == warmNothing || id == "x_money_next_month" || id == "x_upstream"
}

// warmNothing is the excuse that is no reason at all: assurances without a day.
const warmNothing = "x_warm_no_date"

// acts lists the acts heard. A yes agrees only where a sum or a day was put to the debtor.
func (u *debtorLine) acts(heard *coach.DebtorUnderstanding, put putLine) {
	nothing := len(put.slots.Money)+len(put.slots.Dates) == 0
	for _, act := range coach.DebtorActs() {
		if act == coach.DebtorPromise || act == coach.DebtorAgree && nothing {
			continue
		}
		if hit, ok := u.heard(string(act)); ok {
			heard.Acts = append(heard.Acts, hit)
		}
	}
}

// takesBack are words that settle nothing in the clause they stand in.
var takesBack = regexp.MustCompile(`不行|不可以|不能|不了|不会|没法|没办法|做不到|不可能|不好说|不一定|说不准|定不了|再说|看情况|来不及|` +
	`\b(no|not|can't|cannot|won't|couldn't|don't|didn't|isn't|impossible|unable|depends|maybe|perhaps|might|we'll see)\b`)

// settles reports whether the words at s may state an element: nothing takes it back in its clause, it is not asked, and it
// is not of other money or of what has been.
func (u *debtorLine) settles(s lang.Span) bool {
	k := int(u.clauseAt[s.Start])
	if k < 0 || u.asks[k] {
		return false
	}
	open, seen := u.open[k]
	if !seen {
		clause := u.text.Slice(u.clauses[k].Span)
		theirs := otherMoney.MatchString(clause) || hearsay.MatchString(clause) || ofRuns.MatchString(clause) && !yours.MatchString(u.text.Norm)
		open = takesBack.MatchString(clause) || theirs && !toThem.MatchString(clause)
		u.open[k] = open
	}
	return !open
}

// commits reports whether words of paying stand in the sentence of s.
func (u *debtorLine) commits(s lang.Span) bool {
	if u.paying == nil {
		u.paying = map[int]bool{}
		for _, c := range u.hits["commit"].clauses {
			u.paying[u.clauses[c].Sentence] = true
		}
	}
	k := int(u.clauseAt[s.Start])
	return k >= 0 && u.paying[u.clauses[k].Sentence]
}

// Most letters a sentence may have beside its figures to be nothing but an answer.
const (
	bareHan   = 6
	bareOther = 16
)

// bare reports whether the sentence of s holds little but figures: "Friday, the whole sum." It names what was talked of before.
func (u *debtorLine) bare(s lang.Span) bool {
	k := int(u.clauseAt[s.Start])
	if k < 0 {
		return false
	}
	if u.wordy == nil {
		u.wordy = u.wordySentences()
	}
	return !u.wordy[u.clauses[k].Sentence]
}

// wordySentences are those that hold more than an answer of figures has beside them.
func (u *debtorLine) wordySentences() map[int]bool {
	figures := make([]bool, len(u.text.Norm))
	for _, m := range u.values.money {
		for at := m.Start; at < m.End; at++ {
			figures[at] = true
		}
	}
	for _, d := range u.values.dates {
		for at := d.Start; at < d.End; at++ {
			figures[at] = true
		}
	}
	han, other, wordy := map[int]int{}, map[int]int{}, map[int]bool{}
	for _, c := range u.clauses {
		for at, r := range u.text.Slice(c.Span) {
			switch {
			case figures[c.Start+at]:
			case unicode.Is(unicode.Han, r):
				han[c.Sentence]++
			case unicode.IsLetter(r):
				other[c.Sentence]++
			}
		}
		wordy[c.Sentence] = han[c.Sentence] > bareHan || other[c.Sentence] > bareOther
	}
	return wordy
}

// promise gathers the elements stated, and those agreed to.
func (u *debtorLine) promise(heard *coach.DebtorUnderstanding, put putLine, today coach.Date) {
	p := &heard.Promise
	excused := slices.ContainsFunc(heard.Excuses, func(h coach.DebtorHit) bool { return !promising(h.ID) })
	told := heard.Has(coach.DebtorDisclose) && !put.asked || put.habit && !toThem.MatchString(u.text.Norm) && !yours.MatchString(u.text.Norm) // how they pay in general
	counts := func(s lang.Span) bool {
		return u.settles(s) && len(heard.Excuses) == 0 && !told && (put.asked || u.commits(s) || !put.aside && u.bare(s))
	}
	for k, m := range u.values.money {
		if p.Amount == nil && !m.Vague && counts(m.Span) {
			p.Amount = &heard.Slots.Money[k]
		}
	}
	for k, d := range u.values.dates {
		if p.Date == nil && !d.Vague && !d.Ambiguous && counts(d.Span) && !over(heard.Slots.Dates[k], today) {
			p.Date = &heard.Slots.Dates[k]
		}
	}
	own := p.Amount != nil || p.Date != nil
	if put.terms && heard.Has(coach.DebtorAgree) && !heard.Has(coach.DebtorRefuse) {
		adoptPut(p, put)
	}
	u.particulars(p, heard, own || put.asked && !excused)
	if _, ok := u.heard("vague"); ok && !excused && p.Amount == nil && p.Date == nil {
		p.Vague = true
	}
	if !own && p.Method == "" && p.Owner == "" && p.Proof == "" && p.Fallback == "" {
		return
	}
	quote := u.text.Quote(lang.Span{Start: u.clauses[0].Start, End: u.clauses[len(u.clauses)-1].End})
	heard.Acts = slices.Insert(heard.Acts, 0, coach.DebtorHit{ID: string(coach.DebtorPromise), Score: 0.8, Quote: quote})
	heard.Acts = slices.DeleteFunc(heard.Acts, func(h coach.DebtorHit) bool { return own && h.ID == string(coach.DebtorRefuse) })
}

// over reports whether a day lies before today, where that is known: nobody promises it.
func over(d coach.DateSlot, today coach.Date) bool {
	return today != "" && d.Latest != "" && d.Latest < today
}

// particulars adds the way of paying, who pays, the proof and the fallback, where something was promised or asked for.
func (u *debtorLine) particulars(p *coach.PromiseWords, heard *coach.DebtorUnderstanding, counts bool) {
	if !counts {
		return
	}
	if len(heard.Slots.Methods) > 0 && !takesBack.MatchString(u.text.Norm) {
		p.Method = heard.Slots.Methods[0].Quote
	}
	for label, to := range map[string]*string{"owner": &p.Owner, "proof": &p.Proof, "fallback": &p.Fallback} {
		if hit, ok := u.heard(label); ok {
			*to = hit.Quote
		}
	}
	if p.Owner == "" && len(u.values.payers) > 0 {
		p.Owner = u.text.Quote(u.values.payers[len(u.values.payers)-1].Span)
	}
	if p.Fallback != "" { // the day and the person are those of the fallback
		p.Owner = ""
		if p.Amount == nil {
			p.Date = nil
		}
	}
}

// adoptPut takes over the single sum and day that were put to the debtor.
func adoptPut(p *coach.PromiseWords, put putLine) {
	sums := slices.DeleteFunc(slices.Clone(put.slots.Money), func(m coach.MoneySlot) bool { return m.Precision != coach.Exact })
	days := slices.DeleteFunc(slices.Clone(put.slots.Dates), func(d coach.DateSlot) bool { return d.Precision != coach.Exact || put.next })
	if p.Amount == nil && len(sums) == 1 {
		p.Amount = &sums[0]
	}
	if p.Date == nil && len(days) == 1 {
		p.Date = &days[0]
	}
}
