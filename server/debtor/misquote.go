package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// misquotes reports whether a recap names a day or a sum that contradicts what stands, whatever else in it is right. A day
// or sum turned down, one of what happens beside the payment (the slip, a call if it fails), and one proposed for a rest
// that nothing stands for yet are no claims.
func (a *answer) misquotes(p coach.Promise) bool {
	return a.misquotesDay(p) || a.misquotesSum(p)
}

func (a *answer) misquotesDay(p coach.Promise) bool {
	if p.Date == "" {
		return false
	}
	return slices.ContainsFunc(a.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return claimsDay(d, a.now.scenario.Case.Today) && !promisedWithin(d, p) && !a.besides(d.Quote, p)
	})
}

// misquotesSum holds the sums named against the promise. One that is only on file is what the talk is about, unless it is
// put on a day and is more than was promised.
func (a *answer) misquotesSum(p coach.Promise) bool {
	if p.Amount == nil {
		return false
	}
	right := slices.ContainsFunc(a.heard.Slots.Money, func(slot coach.MoneySlot) bool { return a.now.promisedSum(slot, p) })
	return slices.ContainsFunc(a.heard.Slots.Money, func(slot coach.MoneySlot) bool {
		m, ok := a.now.value(slot)
		if !ok || a.now.promisedSum(slot, p) || a.now.leftOver(slot, p) || a.besides(slot.Quote, p) {
			return false
		}
		return !a.now.onFile(m) || !right && m.Minor > p.Total().Minor && a.putsOnADay(slot.Quote)
	})
}

// claimsDay reports whether a slot names a day to come.
func claimsDay(d coach.DateSlot, today coach.Date) bool {
	return d.Precision != coach.Vague && d.Latest > today
}

// promisedWithin reports whether a day of the promise lies in the span named.
func promisedWithin(d coach.DateSlot, p coach.Promise) bool {
	within := func(day coach.Date) bool { return day != "" && d.Earliest <= day && day <= d.Latest }
	return within(p.Date) || slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return within(part.Date) })
}

// promisedSum reports whether a slot names the first part, all parts together or one of the later ones.
func (st *State) promisedSum(slot coach.MoneySlot, p coach.Promise) bool {
	if p.Amount == nil {
		return false
	}
	return st.names(slot, *p.Amount) || st.names(slot, *p.Total()) ||
		slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return st.names(slot, part.Amount) })
}

// leftOver reports whether a slot names what is still open once parts of the promise are in.
func (st *State) leftOver(slot coach.MoneySlot, p coach.Promise) bool {
	left := st.scenario.Case.Account.Balance()
	for _, part := range p.Parts() {
		left.Minor -= part.Amount.Minor
		if left.Minor > 0 && st.names(slot, left) {
			return true
		}
	}
	return false
}

// names reports whether a slot is a way of saying an amount: a share or "about" is said of what is a twentieth off.
func (st *State) names(slot coach.MoneySlot, exact coach.Money) bool {
	m, ok := st.value(slot)
	if !ok {
		return false
	}
	if slot.Share > 0 || slot.Precision == coach.Vague {
		return max(m.Minor-exact.Minor, exact.Minor-m.Minor)*20 <= exact.Minor
	}
	return nearly(m, exact)
}

// putsOnADay reports whether a quote stands in one clause with a day to come.
func (a *answer) putsOnADay(quote string) bool {
	_, clause := around(a.text, quote)
	return slices.ContainsFunc(a.heard.Slots.Dates, func(d coach.DateSlot) bool {
		return claimsDay(d, a.now.scenario.Case.Today) && strings.Contains(clause, strings.ToLower(d.Quote))
	})
}

// besides reports whether a day or sum is named beside what is read back as agreed.
func (a *answer) besides(quote string, p coach.Promise) bool {
	before, clause := around(a.text, quote)
	if clause == "" {
		return false
	}
	in := func(text string, cues []string) bool {
		return slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(text, cue) })
	}
	lang := a.now.lang
	if slices.ContainsFunc(notCues(lang), func(cue string) bool { return strings.HasSuffix(strings.TrimRight(before, " "), cue) }) {
		return true
	}
	if in(before, slices.Concat(elementCues(lang, coach.ElementFallback), failsCues(lang))) || in(clause, slices.Concat(elementCues(lang, coach.ElementProof), stepCues(lang))) {
		return true
	}
	return len(p.Rest) == 0 && slices.Contains(a.asked, coach.ElementRest) && in(clause, restCues(lang))
}

// around returns what the sentence says before a quote, and the clause it stands in, in small letters; empty when the
// quote is not in the text.
func around(text, quote string) (before, clause string) {
	low, quote := strings.ToLower(strings.ReplaceAll(text, "\u2019", "'")), strings.ToLower(strings.ReplaceAll(quote, "\u2019", "'"))
	at := strings.Index(low, quote)
	if at < 0 || quote == "" {
		return "", ""
	}
	end := at + len(quote)
	start := 0
	for _, stop := range []string{"。", "！", "？", "!", "?", "; ", "；", ". "} {
		if i := strings.LastIndex(low[:at], stop); i >= 0 {
			start = max(start, i+len(stop))
		}
	}
	before = low[start:at]
	from := 0
	for _, mark := range clauseBreaks() {
		if i := strings.LastIndex(before, mark); i >= 0 {
			from = max(from, i+len(mark))
		}
	}
	to := len(low)
	for _, mark := range slices.Concat(clauseBreaks(), []string{"。", "！", "？", "!", "?", ";", "；", ". "}) {
		if i := strings.Index(low[end:to], mark); i >= 0 {
			to = end + i
		}
	}
	return before, before[from:] + low[at:to]
}

func clauseBreaks() []string {
	return []string{"，", ", ", "、", " and ", " then ", "：", ": ", " - ", "—"}
}

func notCues(lang coach.Lang) []string {
	if lang == coach.Chinese {
		return []string{"不是", "不等", "别等", "别拖到", "不拖到", "不能拖到", "不要拖到"}
	}
	return []string{"not", "not by", "not on", "not until", "rather than", "instead of", "and no later than"}
}

func failsCues(lang coach.Lang) []string {
	if lang == coach.Chinese {
		return []string{"没收到", "收不到", "不到账", "没见到", "没看到", "否则", "不然", "逾期"}
	}
	return []string{" if ", "if ", "otherwise", "unless", "failing that", "should the"}
}

func stepCues(lang coach.Lang) []string {
	if lang == coach.Chinese {
		return []string{"打电话", "给您电话", "来电", "联系您", "跟进", "审批", "送签", "录单", "提单", "走流程"}
	}
	return []string{" ring ", " call ", " phone ", "follow up", " check ", "approve", "sign off", "signed off", "keyed", "key it"}
}
