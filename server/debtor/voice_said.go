package debtor

import (
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// sharedWords is the least share of a text's character pairs that have to come back for it to count as said.
const sharedWords = 0.4

// unsaid lists the moves that the words do not carry yet. A move with a sum, a day, an element or a fact is said when
// those are in the words; any other is said once a sentence of its own is whole, or the model ended of itself.
func unsaid(b Brief, words string, g *guard, whole bool) []coach.Move {
	var missing []coach.Move
	for i, m := range b.Moves {
		said := whole || g.count > i
		switch m.Kind {
		case coach.MoveOffer, coach.MovePromise:
			said = said && saysPromise(b, m, words)
		case coach.MoveAddElement:
			said = said && saysElement(b, m, words)
		case coach.MoveDisclose:
			said = said && saysFact(b, m, words)
		}
		if !said {
			missing = append(missing, m)
		}
	}
	return missing
}

func saysPromise(b Brief, m coach.Move, words string) bool {
	p := b.Promise
	if m.Promise != nil {
		p = *m.Promise
	}
	return saysAmount(b, p.Amount, words) && saysDate(b, p.Date, words)
}

func saysAmount(b Brief, amount *coach.Money, words string) bool {
	if amount == nil {
		return true
	}
	f := figures{balance: b.Scenario.Case.Account.Balance()}
	for _, m := range lang.FindMoney(lang.Normalize(words), string(b.Lang), amount.Currency) {
		if f.worth(m) == amount.Minor {
			return true
		}
	}
	return false
}

func saysDate(b Brief, date coach.Date, words string) bool {
	if date == "" {
		return true
	}
	for _, d := range lang.FindDates(lang.Normalize(words), string(b.Scenario.Case.Today)) {
		if d.Earliest == string(date) && d.Latest == string(date) {
			return true
		}
	}
	return false
}

func saysElement(b Brief, m coach.Move, words string) bool {
	p := b.Promise
	if m.Promise != nil {
		p = *m.Promise
	}
	switch m.Element {
	case coach.ElementAmount:
		return saysAmount(b, p.Amount, words)
	case coach.ElementDate:
		return saysDate(b, p.Date, words)
	case coach.ElementRest:
		return !slices.ContainsFunc(p.Rest, func(part coach.Part) bool {
			return !saysAmount(b, &part.Amount, words) || !saysDate(b, part.Date, words)
		})
	}
	return shares(words, elementText(b, m))
}

func saysFact(b Brief, m coach.Move, words string) bool {
	fact, ok := b.Scenario.Fact(m.Fact)
	if !ok {
		return true
	}
	if mentionsAny(words, fact.Secret.In(b.Lang)) {
		return true
	}
	for _, line := range fact.Lines.In(b.Lang) {
		if shares(words, line) {
			return true
		}
	}
	return false
}

func mentionsAny(words string, phrases []string) bool {
	squeezed := squeeze(words)
	for _, phrase := range phrases {
		if strings.Contains(squeezed, squeeze(phrase)) {
			return true
		}
	}
	return false
}

// shares reports whether enough of text's character pairs come back in words.
func shares(words, text string) bool {
	pairs := pairsOf(text)
	if len(pairs) == 0 {
		return true
	}
	there, found := pairsOf(words), 0
	for pair := range pairs {
		if there[pair] {
			found++
		}
	}
	return float64(found) >= sharedWords*float64(len(pairs))
}

func pairsOf(text string) map[[2]rune]bool {
	pairs := map[[2]rune]bool{}
	var last rune
	for _, r := range squeeze(text) {
		if last != 0 {
			pairs[[2]rune{last, r}] = true
		}
		last = r
	}
	return pairs
}
