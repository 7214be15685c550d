package debtor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Ear hears what utterances do.
type Ear interface {
	Understand(in nlu.Input) coach.Understanding
	UnderstandDebtor(in nlu.Input) coach.DebtorUnderstanding
}

// Hear understands a line of the debtor's as in a call nobody decided.
func (b Brief) Hear(ear Ear, words string) coach.DebtorUnderstanding {
	return ear.UnderstandDebtor(b.input(words, b.Heard))
}

func (b Brief) input(words, previous string) nlu.Input {
	c := b.Scenario.Case
	in := nlu.Input{Lang: b.Lang, Text: words, Previous: previous, Today: c.Today, Balance: c.Account.Balance()}
	for _, invoice := range c.Account.Invoices {
		in.Sums = append(in.Sums, coach.Money{Minor: invoice.Minor, Currency: c.Account.Currency})
	}
	return in
}

// Concedes finds what words give beyond the turn's moves, u being what was heard in them: a sum or a day that neither a
// promise of the turn nor anything in the open gives, and a yes to the sum the trainee asked for. A yes to a bare day is
// not looked for: too much else is said yes to beside one. Both are empty when there is nothing.
func (b Brief) Concedes(ear Ear, u coach.DebtorUnderstanding, words string) (stated, agreed string) {
	own := func(quote string) bool {
		return quote != "" && strings.Contains(words, quote) &&
			!slices.ContainsFunc(b.OpenTexts(), func(open string) bool { return holdsFigure(Letters(open), Letters(quote)) })
	}
	if m := u.Promise.Amount; m != nil && m.Amount != nil && m.Precision == coach.Exact && !b.grantsSum(m.Amount.Minor) {
		evades := len(u.Excuses) > 0 || u.Has(coach.DebtorDisclose)
		switch {
		case own(m.Quote):
			stated = m.Quote
		case !strings.Contains(words, m.Quote) && !evades && !b.grants() && b.askedToPay(ear):
			agreed = m.Quote
		}
	}
	if d := u.Promise.Date; d != nil && d.Precision == coach.Exact && d.Earliest == d.Latest && !b.grantsDay(d.Earliest) && own(d.Quote) {
		stated = d.Quote
	}
	return stated, agreed
}

// holdsFigure reports whether a figure stands in text, and not as a part of a larger one.
func holdsFigure(text, figure string) bool {
	digit := func(r rune) bool { return unicode.IsNumber(r) || strings.ContainsRune(chineseNumerals, r) }
	for from := 0; figure != ""; {
		at := strings.Index(text[from:], figure)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(figure):])
		if !digit(before) && !digit(after) {
			return true
		}
		from = at + len(figure)
	}
	return false
}

// askedToPay reports whether what the trainee has just said asks for a payment, rather than naming what is open.
func (b Brief) askedToPay(ear Ear) bool {
	heard := ear.Understand(b.input(b.Heard, ""))
	return heard.Has(coach.ActAskCommitment) || heard.Has(coach.ActProposeChoice) || heard.Has(coach.ActOfferInstalments)
}

// grants reports whether a move of the turn gives something.
func (b Brief) grants() bool {
	return slices.ContainsFunc(b.Moves, func(m coach.Move) bool {
		return slices.Contains([]coach.MoveKind{coach.MoveOffer, coach.MovePromise, coach.MoveAddElement, coach.MoveConfirm}, m.Kind)
	})
}

// granted lists the promises that stand or are made in the turn.
func (b Brief) granted() []coach.Promise {
	list := []coach.Promise{b.Promise}
	for _, m := range b.Moves {
		if m.Promise != nil {
			list = append(list, *m.Promise)
		}
	}
	return list
}

func (b Brief) grantsSum(minor int64) bool {
	return slices.ContainsFunc(b.granted(), func(p coach.Promise) bool {
		return p.Amount != nil && p.Amount.Minor == minor || slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return part.Amount.Minor == minor })
	})
}

func (b Brief) grantsDay(day coach.Date) bool {
	return slices.ContainsFunc(b.granted(), func(p coach.Promise) bool {
		return p.Date == day || slices.ContainsFunc(p.Rest, func(part coach.Part) bool { return part.Date == day })
	})
}

// shortestRepeat is the least a sentence must hold for saying it twice to be noticed, in bytes: eight Chinese characters
// or some five English words.
const shortestRepeat = 24

// Repeats finds sentences that were said before.
type Repeats struct{ said map[string]bool }

// In returns a sentence of words that who has said before, empty when there is none, and remembers those of the words.
func (r *Repeats) In(who, words string) string {
	if r.said == nil {
		r.said = map[string]bool{}
	}
	again := ""
	for _, sentence := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("。！？!?；;\n.", r) }) {
		letters := Letters(sentence)
		if len(letters) < shortestRepeat {
			continue
		}
		if r.said[who+letters] {
			again = strings.TrimSpace(sentence)
		}
		r.said[who+letters] = true
	}
	return again
}

// Letters is a text's letters and digits in lower case, for comparing.
func Letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
