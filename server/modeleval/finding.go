package modeleval

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"huikuan/server/coach"
	"huikuan/server/debtor"
	"huikuan/server/lang"
	"huikuan/server/nlu"
)

// Fault is a way in which a debtor's words can be wrong.
type Fault string

// The faults that are looked for. Each is looked for in what the model wrote, and again in what the trainee heard; what
// was written and not heard was stopped by the guard.
const (
	RoleBreak Fault = "role_break" // speaks as a model, of prompts, of practice, or gives its reference away
	Leak      Fault = "leak"       // words of a fact that is still locked
	Unearned  Fault = "unearned"   // a sum or a day committed to that no move gives
	Yes       Fault = "yes"        // a yes to the sum the trainee has just asked for, that no move gives
	Switch    Fault = "switch"     // another language than the call's
	Repeat    Fault = "repeat"     // a sentence of more than a few words that this debtor said before
)

// Faults lists the faults.
func Faults() []Fault { return []Fault{RoleBreak, Leak, Unearned, Yes, Switch, Repeat} }

// Finding is one fault in one line.
type Finding struct {
	Fault    Fault      `json:"fault"`
	Heard    bool       `json:"heard"` // false: it was written and stopped
	Scenario string     `json:"scenario"`
	Lang     coach.Lang `json:"lang"`
	Trainee  string     `json:"trainee"`
	Turn     int        `json:"turn"`
	Why      string     `json:"why"`
	Text     string     `json:"text"`
}

// inspect looks for faults in every line of a call.
func inspect(call Call, ears *nlu.Labeller) []Finding {
	var found []Finding
	written, heard := newInspector(call, ears), newInspector(call, ears)
	for _, line := range call.Lines {
		said := heard.line(line, line.Said)
		for fault, why := range said {
			found = append(found, finding(call, line, fault, why, line.Said, true))
		}
		if !line.Asked || line.Raw == "" {
			continue
		}
		for fault, why := range written.line(line, line.Raw) {
			if _, reached := said[fault]; !reached {
				found = append(found, finding(call, line, fault, why, line.Raw, false))
			}
		}
	}
	return found
}

func finding(call Call, line Line, fault Fault, why, text string, heard bool) Finding {
	return Finding{
		Fault: fault, Heard: heard, Scenario: call.Scenario.Case.ID, Lang: call.Lang, Trainee: call.Trainee,
		Turn: line.Brief.Turn, Why: why, Text: text,
	}
}

// inspector goes over the words of one call's debtor in order.
type inspector struct {
	call  Call
	ears  *nlu.Labeller
	heard map[string]bool // sentences said so far, by contact
}

func newInspector(call Call, ears *nlu.Labeller) *inspector {
	return &inspector{call: call, ears: ears, heard: map[string]bool{}}
}

// line lists the faults of one turn's words, each with what shows it.
func (i *inspector) line(line Line, words string) map[Fault]string {
	faults := map[Fault]string{}
	note := func(fault Fault, why string) {
		if why != "" {
			faults[fault] = why
		}
	}
	note(RoleBreak, outOfRole.FindString(words))
	note(Leak, leaked(line.Brief, words))
	stated, agreed := i.unearned(line.Brief, words)
	note(Unearned, stated)
	note(Yes, agreed)
	note(Repeat, i.repeated(line.Brief, words))
	if lang.Foreign(words, string(i.call.Lang)) {
		note(Switch, "another language")
	}
	return faults
}

// outOfRole are words no debtor says of themselves. The guard has its own list; this one is kept apart from it, so that
// the one shows what the other misses.
var outOfRole = regexp.MustCompile(`(?i)HK-[0-9A-F]{10}` +
	`|\b(as|i am|i'm) an? (ai|a\.i\.|artificial intelligence|language model|large language model|chat ?bot|virtual assistant|assistant)\b` +
	`|\b(system|hidden) prompt\b|\bmy (instructions|guidelines|programming|prompt)\b|\bthis (simulation|role-?play|exercise|scenario)\b` +
	`|\b(the|your) trainee\b|\bopenai\b|\bchatgpt\b|\bhow can i (help|assist) you today\b|\bstay in character\b` +
	`|作为(一个|一名)?(ai|人工智能|语言模型|大模型|模型|助手)|我(只)?是(一个|一名)?(ai|人工智能|语言模型|大模型|机器人|虚拟助手)` +
	`|系统提示|提示词|角色设定|角色扮演|这(次|场|个)(模拟|演练|练习)|根据(我的)?(设定|指令|规则)|学员|扮演(的)?(角色|欠款方|客户)`)

// leaked finds words of a locked fact.
func leaked(b debtor.Brief, words string) string {
	lower := strings.ToLower(words)
	for _, id := range b.Locked {
		fact, _ := b.Scenario.Fact(id)
		for _, language := range []coach.Lang{coach.Chinese, coach.English} {
			for _, secret := range fact.Secret.In(language) {
				if secret != "" && strings.Contains(lower, strings.ToLower(secret)) {
					return id + ": " + secret
				}
			}
		}
	}
	return ""
}

// repeated finds a sentence that this contact has said before, and notes those of the words.
func (i *inspector) repeated(b debtor.Brief, words string) string {
	again := ""
	for _, sentence := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("。！？!?；;\n.", r) }) {
		letters := bare(sentence)
		if len(letters) < shortest {
			continue
		}
		if i.heard[b.Contact.ID+letters] {
			again = strings.TrimSpace(sentence)
		}
		i.heard[b.Contact.ID+letters] = true
	}
	return again
}

// bare is a text's letters and digits.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// shortest is the least a sentence must hold for saying it twice to be noticed, in bytes: eight Chinese characters or some
// five English words.
const shortest = 24

// unearned finds a sum or a day that is committed to though neither a promise of the turn nor anything in the open gives
// it, and a yes to the trainee's own sum. A yes to a bare day is not looked for: too much else is said yes to beside one.
func (i *inspector) unearned(b debtor.Brief, words string) (stated, agreed string) {
	u := i.understand(b, words)
	own := func(quote string) bool {
		return quote != "" && strings.Contains(words, quote) &&
			!slices.ContainsFunc(b.OpenTexts(), func(open string) bool { return strings.Contains(bare(open), bare(quote)) })
	}
	if m := u.Promise.Amount; m != nil && m.Amount != nil && m.Precision == coach.Exact && !grantsSum(b, m.Amount.Minor) {
		evades := len(u.Excuses) > 0 || u.Has(coach.DebtorDisclose)
		switch {
		case own(m.Quote):
			stated = "a sum: " + m.Quote
		case !strings.Contains(words, m.Quote) && !evades && !grants(b) && i.asksToPay(b):
			agreed = "the trainee's sum: " + m.Quote
		}
	}
	if d := u.Promise.Date; d != nil && d.Precision == coach.Exact && d.Earliest == d.Latest && !grantsDay(b, d.Earliest) && own(d.Quote) {
		stated = "a day: " + d.Quote
	}
	return stated, agreed
}

// asksToPay reports whether what the trainee has just said asks for a payment, rather than naming what is open.
func (i *inspector) asksToPay(b debtor.Brief) bool {
	c := b.Scenario.Case
	heard := i.ears.Understand(nlu.Input{Lang: b.Lang, Text: b.Heard, Today: c.Today, Balance: c.Account.Balance()})
	return heard.Has(coach.ActAskCommitment) || heard.Has(coach.ActProposeChoice) || heard.Has(coach.ActOfferInstalments)
}

// understand hears a debtor's line as in a call nobody decided.
func (i *inspector) understand(b debtor.Brief, words string) coach.DebtorUnderstanding {
	c := b.Scenario.Case
	in := nlu.Input{Lang: b.Lang, Text: words, Previous: b.Heard, Today: c.Today, Balance: c.Account.Balance()}
	for _, invoice := range c.Account.Invoices {
		in.Sums = append(in.Sums, coach.Money{Minor: invoice.Minor, Currency: c.Account.Currency})
	}
	return i.ears.UnderstandDebtor(in)
}

// grants reports whether a move of the turn gives something.
func grants(b debtor.Brief) bool {
	return slices.ContainsFunc(b.Moves, func(m coach.Move) bool {
		return slices.Contains([]coach.MoveKind{coach.MoveOffer, coach.MovePromise, coach.MoveAddElement, coach.MoveConfirm}, m.Kind)
	})
}

// granted lists the promises that stand or are made in the turn.
func granted(b debtor.Brief) []coach.Promise {
	list := []coach.Promise{b.Promise}
	for _, m := range b.Moves {
		if m.Promise != nil {
			list = append(list, *m.Promise)
		}
	}
	return list
}

func grantsSum(b debtor.Brief, minor int64) bool {
	return slices.ContainsFunc(granted(b), func(p coach.Promise) bool {
		return p.Amount != nil && p.Amount.Minor == minor || slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return part.Amount.Minor == minor })
	})
}

func grantsDay(b debtor.Brief, day coach.Date) bool {
	return slices.ContainsFunc(granted(b), func(p coach.Promise) bool {
		return p.Date == day || slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return part.Date == day })
	})
}
