package assess

import (
	"regexp"
	"slices"

	"huikuan/server/coach"
)

// Words that will not hear of a complaint, and words that take it up or set the disputed part apart, which is the lawful way.
var (
	dismissing = regexp.MustCompile(`(我|我们)(可|才)?不管|(不|没)(关|干)我(们)?(什么)?事|(跟|和|与)我(们)?(没|无)关|(别|少)(跟|和|拿|来).{0,6}(质量|问题|毛病|瑕疵|坏|短少|验收|说事|当借口|扯)|不想听|没(兴趣|空|工夫)听|懒得听|质量.{0,4}(再|又)?(怎么|咋)样?.{0,6}(都得|也得|必须)(付|给|打|结)` +
		`|\b(i|we) (don't|do not|couldn't|could not) care\b|\bnot (my|our) (problem|concern|department)\b|\bnothing to do with (me|us|the (money|payment|bill|invoice))\b|\bdon't (give|start) (me|us)\b|\bnot interested in (your|the|any)\b|\bdon't want to hear\b|\bnever mind (the|your|that|about)\b|\b(spare|save) me\b|\bforget (about )?(the|your) (defect|damage|complaint|quality|fault|problem)`)
	settingApart = regexp.MustCompile(`(没|无|不)(有)?争议|其余|其他的?部分|好的那|先(登记|记|查|核)|我(来|去|给您)(查|核|登记|记)|undisputed|not in dispute|the rest|log (it|that)|look(ed)? (into|at)|\bcheck(ed|ing)?\b|report it`)
)

// contested are the excuses that complain of the goods, the service or the bill.
func contested() []string {
	return []string{"x_dissatisfied", "x_invoice_wrong", "x_hold_all_for_part"}
}

// complains reports whether the debtor's turn complains of the goods, the service or the bill.
func (t turn) complains() bool {
	if t.speaker != coach.Debtor || t.interrupted {
		return false
	}
	if t.told != nil {
		hit, ok := t.told.Excuse()
		return t.told.Has(coach.DebtorDispute) || ok && slices.Contains(contested(), hit.ID)
	}
	return slices.ContainsFunc(t.moves, func(m coach.Move) bool { return slices.Contains(contested(), m.Excuse) })
}

// dismissals lists the answers to a complaint that will not hear of it: no act of its own, since the same words are
// harmless where nobody complained.
func (c *Call) dismissals() []act {
	var found []act
	for i, t := range c.turns {
		at := c.reply(i)
		if at < 0 || !t.complains() {
			continue
		}
		if words, ok := c.turns[at].dismisses(); ok {
			found = append(found, act{at: at, kind: coach.ActStandFirm, quote: words, redLine: "rl_ignore_dispute"})
		}
	}
	return found
}

// dismisses returns the sentence of a turn that will not hear of a complaint.
func (t turn) dismisses() (string, bool) {
	if settingApart.MatchString(t.folded) {
		return "", false
	}
	for _, s := range sentences(t.text) {
		if words := t.text[s.start:s.end]; dismissing.MatchString(fold(words)) {
			return words, true
		}
	}
	return "", false
}
