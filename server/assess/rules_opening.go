package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Rules of k_prepare, k_open and k_purpose.

// preparesSum is met when the trainee states a sum that is on the account, give or take what rounding does in speech. Of an
// account nobody knows, any exact sum stated as the debt will do.
func preparesSum(c *Call) answer {
	stated := []coach.Act{coach.ActStateDebt, coach.ActRecap, coach.ActAskCommitment}
	if c.scenario == nil {
		stated = stated[:1]
	}
	for _, a := range c.credited(stated...) {
		t := c.turns[a.at]
		for _, m := range t.heard.Slots.Money {
			if m.Amount != nil && m.Precision == coach.Exact && (c.scenario == nil || owed(c.scenario.Case.Account, *m.Amount)) {
				return met(found{a.at, t.sentence(m.Quote)})
			}
		}
	}
	return missed(c.stating())
}

// owed reports whether an amount is the balance or the sum of some invoices, within one per cent.
func owed(a coach.Account, m coach.Money) bool {
	if m.Currency != a.Currency {
		return false
	}
	sums := []int64{0}
	for _, invoice := range a.Invoices {
		if len(sums) > 1<<10 {
			break
		}
		for _, sum := range slices.Clone(sums) {
			sums = append(sums, sum+invoice.Minor)
		}
	}
	return slices.ContainsFunc(append(sums[1:], a.Balance().Minor), func(sum int64) bool {
		return max(sum-m.Minor, m.Minor-sum)*100 <= sum
	})
}

// stating is where the debt was or should have been stated: the first turn that speaks of it, else the second turn.
func (c *Call) stating() int {
	if hits := c.credited(coach.ActStateDebt); len(hits) > 0 {
		return hits[0].at
	}
	if at := c.business(); at >= 0 {
		return at
	}
	first := c.opening(2)
	return first[len(first)-1]
}

// business is the trainee's first turn that speaks of the money, -1 when there is none.
func (c *Call) business() int {
	for _, i := range c.said {
		if c.turns[i].namesDebt() && !c.turns[i].barren() {
			return i
		}
	}
	return -1
}

// preparesReference is met when the debt is stated with its invoice, its due date or how late it is.
func preparesReference(c *Call) answer {
	for _, a := range c.credited(coach.ActStateDebt, coach.ActRecap) {
		t := c.turns[a.at]
		if quote, ok := c.reference(t); ok {
			return met(found{a.at, t.sentence(quote)})
		}
	}
	return missed(c.stating())
}

// reference finds the words of a turn that say which debt it is. Of a known case they have to be right.
func (c *Call) reference(t turn) (string, bool) {
	if quote, ok := c.invoiceNumber(t); ok {
		return quote, true
	}
	for _, d := range t.heard.Slots.Dates {
		if d.Precision != coach.Vague && c.dueWithin(d) {
			return d.Quote, true
		}
	}
	for _, days := range t.heard.Slots.Days {
		if c.scenario == nil || abs(days-c.daysLate()) <= max(2, c.daysLate()/10) {
			if said, ok := t.sentenceThat(lateWords.MatchString); ok {
				return said, true
			}
			return t.gist(), true
		}
	}
	return "", false
}

// lateWords say for how long.
var lateWords = regexp.MustCompile(`天|日|周|星期|月|\b(days?|weeks?|months?)\b`)

// dueWithin reports whether a date slot holds the due or issue date of an open invoice.
func (c *Call) dueWithin(d coach.DateSlot) bool {
	if c.scenario == nil {
		return true
	}
	return slices.ContainsFunc(c.scenario.Case.Account.Invoices, func(i coach.Invoice) bool {
		return d.Earliest <= i.Due && i.Due <= d.Latest || d.Earliest <= i.Issued && i.Issued <= d.Latest
	})
}

var digits = regexp.MustCompile(`\d{3,}`)

// invoiceNumber finds an open invoice's number, or the last digits people say of it.
func (c *Call) invoiceNumber(t turn) (string, bool) {
	if c.scenario == nil {
		return "", false
	}
	for _, said := range digits.FindAllString(t.text, -1) {
		for _, i := range c.scenario.Case.Account.Invoices {
			if strings.HasSuffix(strings.Join(digits.FindAllString(i.Number, -1), ""), said) {
				return said, true
			}
		}
	}
	return "", false
}

func abs(n int) int { return max(n, -n) }

// What happened on the account before this call is spoken of by a time and a saying, or by the delivery that was signed for.
var (
	earlierWords  = regexp.MustCompile(`上次|上回|上个?月|上周|之前|先前|前几次|头一回|last (time|month|week|call)|before|earlier|already|previous|back (in|on)|(on|by) the \d|twice`)
	saidWords     = regexp.MustCompile(`说|答应|承诺|讲|回复|said|promis|agreed|told|confirmed|your word`)
	deliveryWords = regexp.MustCompile(`签收|验收单|送货单|收货单|答应过|承诺过|说好的|signed (for|by you\w*)|signed delivery|delivery (note|record)|proof of delivery`)
)

// saidForThen is a day that may lie before the call or after it, in one clause with what was said of it.
var saidForThen = regexp.MustCompile(`(月初|月底|\d号|那天)[^,;:]{0,8}(答应|承诺|讲|回复|说)(过|好|的|了|是|会|给|要|能|一定)|(答应|承诺|讲|回复|说)(过|好|的|了|是)[^,;:]{0,8}(月初|月底|\d号|那天)`)

func refersBack(sentence string) bool {
	return deliveryWords.MatchString(sentence) || earlierWords.MatchString(sentence) && saidWords.MatchString(sentence) || saidForThen.MatchString(sentence)
}

// usesHistory is met when an earlier promise or the delivery record is put to use in an argument. Whether an account nobody
// knows has a history to use cannot be told.
func usesHistory(c *Call) answer {
	if c.scenario != nil && len(c.scenario.Case.Account.History) == 0 {
		return notObserved()
	}
	uses := c.credited(coach.ActStateDebt, coach.ActVerifyClaim, coach.ActChallengeClaim, coach.ActRejectDelay,
		coach.ActStandFirm, coach.ActAskCommitment, coach.ActProbeReason, coach.ActProbeProcess)
	last := -1
	for _, a := range uses {
		if a.at == last {
			continue
		}
		last = a.at
		t := c.turns[a.at]
		if said, ok := t.sentenceThat(refersBack); ok {
			return met(found{a.at, said})
		}
		for _, d := range t.heard.Slots.Dates {
			if d.Precision == coach.Exact && c.inHistory(d.Earliest) {
				return met(found{a.at, t.sentence(d.Quote)})
			}
		}
	}
	if c.scenario == nil {
		return notObserved()
	}
	return missed(c.stating())
}

func (c *Call) inHistory(d coach.Date) bool {
	return c.scenario != nil && slices.ContainsFunc(c.scenario.Case.Account.History, func(h coach.HistoryEntry) bool { return h.Date == d })
}

var (
	selfWords = regexp.MustCompile(`我(这边|这里|们)?(是|叫|姓)|这里是|这边是|(this is|i'm|i am|my name is|my name's|it's) \w+|\w+ (here|speaking|calling)`)
	firmWords = regexp.MustCompile(`我(这边|这里|们)?是.{1,14}(的|公司|财务|厂)|(from|with|at|of) [a-z]\w+|calling from|here from`)
)

// shortIntroduction is a name and a firm in one breath, as people who ring often say it: 顺拓物流小高, Dana at Northpoint.
var shortIntroduction = regexp.MustCompile(`\p{Han}{2,10}的?[小老阿]\p{Han}{1,2}([，。！？,.!? ]|$)|我(是|叫)?[小老阿]\p{Han}[，。,. ]+\p{Han}{2,6}的|我(是)?\p{Han}{2,6}的[，。,. ]+(我)?(姓|叫)\p{Han}|\p{Han}{2,8}[，。,. ]+我?姓\p{Han}|\p{Han}{2,6}[，,]\s*[老小阿]\p{Han}([，。！？,.!? ]|$)|\b[A-Z][a-z]+,? (over )?(at|from|with|of) [A-Z]|(?i:\b(it'?s|this is|i'?m|my name'?s) [a-z]+( [a-z]+)?,? (over )?(at|from|with) [a-z]{3}|\b(hi|hey|hello|morning|afternoon) [a-z]+,? [a-z]+ (from|at) [a-z]{3})`)

// firmAndName is a firm and a full name run together as one phrase: 禾禧种苗宋岚. A common surname in its place tells it from others.
var firmAndName = regexp.MustCompile(`^\p{Han}{2,6}[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚]\p{Han}{1,2}$`)

// introduces reports whether the turn that opens a call names caller and firm in the short ways of speech.
func (t turn) introduces() bool {
	if shortIntroduction.MatchString(t.text) {
		return true
	}
	phrases := strings.FieldsFunc(t.text, func(r rune) bool { return strings.ContainsRune("，。！？,.!? 、：", r) })
	return len(phrases) > 1 && calledByName.MatchString(phrases[0]) && firmAndName.MatchString(phrases[1])
}

// namesSelf is met when the trainee says at the start who is calling and from which firm.
func namesSelf(c *Call) answer {
	first := c.opening(2)
	for _, i := range first {
		t := c.turns[i]
		_, ok := c.in(i, coach.ActGreet, coach.ActStateDebt, coach.ActAskCommitment, coach.ActProbeReason)
		if !ok && c.logged && (!c.saysOwnNames(t) || t.barren()) {
			continue
		}
		name, firm := c.callerIn(t)
		if name && firm {
			return met(found{i, t.sentenceFirst(c.saysWho)})
		}
	}
	return missed(first[0])
}

// saysOwnNames reports whether words hold the caller's name and the firm's as the case has them: who says both has said who is
// calling, however short, and the debtor knows it too.
func (c *Call) saysOwnNames(t turn) bool {
	return c.scenario != nil && mentions(t, c.scenario.Case.Creditor.Trainee.In(c.lang)) && mentions(t, c.scenario.Case.Creditor.Name.In(c.lang))
}

// callerIn reports whether words name the caller, and the caller's firm.
func (c *Call) callerIn(t turn) (name, firm bool) {
	if t.introduces() {
		return true, true
	}
	name, firm = selfWords.MatchString(t.folded), firmWords.MatchString(t.folded)
	if c.scenario != nil {
		name = name || mentions(t, c.scenario.Case.Creditor.Trainee.In(c.lang))
		firm = firm || mentions(t, c.scenario.Case.Creditor.Name.In(c.lang))
	}
	return name, firm
}

// saysWho reports whether words name caller or firm and do not ask who the other is.
func (c *Call) saysWho(t turn) bool {
	name, firm := c.callerIn(t)
	return name && firm || (name || firm) && !c.asksWho(t)
}

// asksWho reports whether words ask who is on the line, or call them by name.
func (c *Call) asksWho(t turn) bool {
	return personWords.MatchString(t.folded) || c.addresses(t) || !c.logged && (calledByName.MatchString(t.text) || askedByName.MatchString(t.text) || greetsByName(t.folded) || c.namedFirst(t))
}

// mentions reports whether a turn holds a name as people shorten it: all of it, its first word, or in Chinese its
// first two characters.
func mentions(t turn, name string) bool {
	name = fold(name)
	if name == "" {
		return false
	}
	if strings.Contains(t.folded, name) {
		return true
	}
	if runes := []rune(name); wide(runes[0]) {
		return len(runes) > 2 && strings.Contains(t.folded, string(runes[:2]))
	}
	first, _, _ := strings.Cut(name, " ")
	return len(first) > 2 && strings.Contains(t.folded, first)
}

var apology = regexp.MustCompile(`(不好意思|对不起|抱歉).{0,8}(又|老|总|催|烦)|实在(不好意思|抱歉)|真(的)?不好意思|(sorry|apologi[sz]e).{0,20}(bother|trouble|disturb|chas|calling|ringing|pester)|hate to (bother|ask|chase)`)

// opensUnapologetic is met when the trainee gets to business without apologising for the call.
func opensUnapologetic(c *Call) answer {
	first := c.opening(2)
	business := false
	for _, i := range first {
		t := c.turns[i]
		if a, ok := c.in(i, coach.ActGrovel); ok {
			return broken(a.found())
		}
		if said, ok := t.sentenceThat(apology.MatchString); ok {
			return broken(found{i, said})
		}
		_, ok := c.in(i, coach.ActStateDebt, coach.ActAskCommitment, coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeDecisionMaker)
		business = business || ok
	}
	if !business && c.logged {
		return notObserved()
	}
	return avoided()
}

// comesToPoint is met when the debt comes up within the trainee's first two turns, be it by name alone ("it's about the
// balance").
func comesToPoint(c *Call) answer {
	first := c.opening(2)
	for _, i := range first {
		if a, ok := c.in(i, coach.ActStateDebt, coach.ActAskCommitment); ok {
			return met(a.found())
		}
		if a, ok := c.in(i, coach.ActProbeReason); ok && c.logged {
			return met(a.found())
		}
		if said, ok := c.turns[i].sentenceThat(debtWords.MatchString); ok && !c.turns[i].barren() && !c.lost(i) {
			return met(found{i, said})
		}
	}
	return missed(first[len(first)-1])
}

// debtWords name money that is owed. An account or an invoice alone does not: it may be asked after without a word of money.
var debtWords = regexp.MustCompile(`(货|尾|余|欠|账|[期季月年度票批场笔单])的?(款|账)|款子|工程款|服务费|[那这]个?笔?(款|钱|账)|[那这两几](张|笔|单).{0,4}(票|发票|单子)|[千万亿块]的?(款|账)|(付|打|回|结|收|催|欠)[个一了]?[下]?(款|账|钱)|账(上|期|款|单)|结账|欠着|(发票|款|账|笔钱|的钱).{0,12}(没|逾期|过期|到期|拖)|(逾期|过期|到期)` +
	`|\b(balance|payments?|paid|pay|paying|owe[ds]?|owing|overdue|outstanding (invoice|bill|balance|amount|sum|payment)s?|past due|unpaid|(our|the) money|amount due|arrears)\b|\b(about|regarding|re|chasing|concern(s|ing)) (that|those|these|this|the|your|our|two|an?|them|some) ([\w-]+ ){0,3}(invoices?|bills?)\b|\b(days|weeks?|months?) over( now| already)?([.,;!?]|$)|[£$€¥] ?\d|\d,\d{3}`)

var goalWords = regexp.MustCompile(`(今天|这通|这次|这回|咱们|想|希望|需要|得).{0,14}(定下|敲定|落实|说定|定个|定死|敲个|敲准|确定|定一下|定了|确认一下|有个(说法|准|日子|结果)|(给|要|拿)(我)?(个|一个)(准话|准信|说法|日子|准日子|日期|时间))|(今天|就|想).{0,6}问(您|你)?.{0,2}(两|三|2|3)(样|件|个)|今天.{0,10}(落个|落定|有个着落|捋清楚|说清楚|弄明白)|(想|今天).{0,12}把.{0,16}(说|讲|谈|聊|理|捋|弄|掰扯)(清楚|明白|利索)|把.{0,12}(讲定|说定|谈定|谈妥|敲定|定死|定下来|了了|说透)|就(跟您|和您|为|奔).{0,6}一件事|(today|this call|like|want|need|hoping|here to) .{0,60}(settle|agree|schedul|work out|figure out|straighten out|sort|fix|pin|nail|land on|confirm a|get a (date|day)|(leave|come away|finish|hang up|ring off|get off|walk away) .{0,20}with(out)?)|before (we|i|you) (hang up|ring off|go)\b|(what )?i('m| am) after .{0,20}(is|date|day|answer)|(hang|put) a .{0,10}date on|not (ring|hang|get) (off|up) without`)

// statesGoal is met when the trainee says within three turns what the call is to bring. A question for the money alone
// ("when will you pay?") states no goal.
func statesGoal(c *Call) answer {
	first := c.opening(3)
	business := []coach.Act{coach.ActStateDebt, coach.ActProbeReason, coach.ActProbeProcess, coach.ActStandFirm, coach.ActAskCommitment, coach.ActProposeChoice, coach.ActGreet}
	for _, i := range first {
		t := c.turns[i]
		if _, ok := c.in(i, business...); ok && goalWords.MatchString(t.folded) {
			said, ok := t.sentenceThat(goalWords.MatchString)
			if !ok {
				said = t.gist()
			}
			return met(found{i, said})
		}
	}
	return missed(first[len(first)-1])
}
