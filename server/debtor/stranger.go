package debtor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

// introduces reports whether the utterance says who is calling or which bill it is about: the firm's name or the caller's,
// a greeting with "I am", or the facts of the debt.
func introduces(s *coach.Scenario, lang coach.Lang, text string, heard coach.Understanding) bool {
	low := strings.ToLower(strings.ReplaceAll(text, "\u2019", "'"))
	in := func(cue string) bool { return strings.Contains(low, cue) }
	named := func(name string) bool { return saysName(low, name) }
	if heard.Has(coach.ActStateDebt) || slices.ContainsFunc(callerNames(s, lang), named) {
		return true
	}
	cues := []string{"i'm ", "i am ", "this is ", "my name", "calling from", "it's "}
	if lang == coach.Chinese {
		cues = []string{"我是", "这里是", "这边是", "我姓", "我叫", "我们是", "我这儿是", "我这里是"}
	}
	return heard.Has(coach.ActGreet) && slices.ContainsFunc(cues, in)
}

// saysName reports whether a name stands in a text and not inside another word.
func saysName(text, name string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			return false
		}
		start, end := from+at, from+at+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		first, _ := utf8.DecodeRuneInString(name)
		if first >= utf8.RuneSelf || !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		from = end
	}
}

// callerNames are the names of our firm, whole and as people shorten them, and of the caller.
func callerNames(s *coach.Scenario, lang coach.Lang) []string {
	firm := strings.ToLower(s.Case.Creditor.Name.In(lang))
	short := firm
	if lang == coach.Chinese {
		if runes := []rune(firm); len(runes) > 2 {
			short = string(runes[:2])
		}
	} else if first, _, ok := strings.Cut(firm, " "); ok && len(first) > 3 {
		short = first
	}
	var names []string
	for _, name := range []string{firm, short, strings.ToLower(s.Case.Creditor.Trainee.In(lang))} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// isStranger reports whether the utterance wants something from a contact who does not know who is calling. Somebody who
// has been handed the phone is told by whoever handed it over, and asks once at most.
func (st *State) isStranger(text string, heard coach.Understanding) bool {
	m := &st.memory
	if m.known[st.contact] || introduces(st.scenario, st.lang, text, heard) || m.strange[st.contact] > 0 && !st.answered(st.contact) {
		return false
	}
	return anyAct(heard, func(act coach.Act) bool {
		return act != coach.ActGreet && act != coach.ActEmpathise && act != coach.ActGiveFace && !act.RedLine() && act != coach.ActMeta
	})
}

// answered reports whether a contact is the one who answered the phone.
func (st *State) answered(contactID string) bool { return st.scenario.Case.Contacts[0].ID == contactID }

// stranger answers somebody who has not said who they are: twice by asking, then with less and less patience.
func (a *answer) stranger() {
	if !a.was.isStranger(a.text, a.heard) {
		return
	}
	act := a.firstOf(func(coach.Act) bool { return true })
	switch n := a.was.memory.strange[a.was.contact]; {
	case n < 2:
		a.say(a.move(coach.MoveIdentify, act, ruleIdentity))
	case n < 4:
		a.say(a.move(coach.MoveAskBack, act, ruleStranger))
	default:
		a.say(a.move(coach.MoveHangUp, act, ruleStranger))
		a.end()
	}
	a.done = true
}

// strangerCost is what it costs to want something without saying who one is; nothing the words do helps.
func (st *State) strangerCost() []coach.Effect {
	n := st.memory.strange[st.contact]
	return []coach.Effect{st.gaugeEffect("", ruleStranger, coach.Gauges{Patience: -4 - 5*n, Irritation: 2 + 2*n, Credibility: -2})}
}

// dark reports whether nothing has been said yet of any bill: neither side has spoken of money, of a reason not to pay, of a
// promise. That goods were delivered or signed for names no bill.
func (st *State) dark() bool {
	quiet := setOfActs([]coach.Act{coach.ActGreet, coach.ActChallengeClaim, coach.ActVerifyClaim, coach.ActEmpathise, coach.ActGiveFace})
	return st.sequel == nil && !st.memory.billed && st.memory.said&^quiet == 0 && len(st.ledger.Excuses) == 0 && st.ledger.Promise.Level() == coach.P0
}

// whichBill asks what it is about, of a caller who leaves it open; twice at most.
func (a *answer) whichBill() bool {
	if !a.now.dark() || a.was.memory.moves[coach.MoveIdentify] >= 2 {
		return false
	}
	a.identify(a.firstOf(func(act coach.Act) bool { return true }))
	return true
}

// namesBill reports whether words speak of a bill or of money, whatever act they carry.
func namesBill(lang coach.Lang, text string, heard coach.Understanding) bool {
	cues := []string{"invoice", "bill", "pay", "paid", "owe", "owing", "balance", "account", "statement", "money", "overdue", "amount"}
	if lang == coach.Chinese {
		cues = []string{"票", "款", "账", "钱", "付", "结清", "欠", "逾期", "到期", "对账"}
	}
	low := strings.ToLower(text)
	return len(heard.Slots.Money) > 0 || slices.ContainsFunc(cues, func(cue string) bool { return strings.Contains(low, cue) })
}
