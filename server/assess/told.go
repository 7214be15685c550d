package assess

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
)

// Readings of a transcript, whose debtor is known by words alone. They say what was seen and never guess what was not: a
// question that brought nothing recognisable leaves the reason not observed.

// leavesOpen reports whether the debtor's turn at a position leaves open what the trainee just asked them to commit to: no
// sum, no day, no yes, nothing told, nothing asked back.
func (c *Call) leavesOpen(at int) bool {
	t := c.turns[at]
	if t.told == nil {
		return false
	}
	if _, ok := c.hears(at-1, append(demands(), coach.ActOfferInstalments)...); !ok {
		return false
	}
	settled := t.stated.Amount != nil || t.stated.Date != "" || c.accepts(at)
	return !settled && !t.tells() && !asksBack(t.text)
}

// tells reports whether the words say how things stand, or what is wrong with the goods or the bill.
func (t turn) tells() bool {
	return t.told != nil && (t.told.Has(coach.DebtorDisclose) || t.told.Has(coach.DebtorDispute))
}

// asksBack reports whether the last thing said is a question.
func asksBack(text string) bool {
	text = strings.TrimRight(strings.TrimSpace(text), `"'”’）)`)
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// toldReason is findsReason of a transcript: met when, asked, the debtor told how things stand or gave another reason than
// the first. Where nobody asked, or nothing told and nothing promised came of it, the chance was missed.
func (c *Call) toldReason() answer {
	openers := append(append(tests(), warmth()...), coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeFinances)
	if len(c.credited(openers...)) == 0 {
		return missed(c.asking())
	}
	first := ""
	for i, t := range c.turns {
		if t.told == nil {
			continue
		}
		given, ok := t.told.Excuse()
		another := ok && given.ID != warmNothing && first != "" && given.ID != first
		if first == "" && ok && given.ID != warmNothing {
			first = given.ID
		}
		if question, answers := c.asks(i-1, openers...); answers && (another || t.told.Has(coach.DebtorDisclose)) {
			return met(question.found(), found{i, t.gist()})
		}
	}
	if c.ledger.Promise.Level() < coach.P2 || len(c.credited(append(tests(), probes()...)...)) == 0 {
		return missed(c.asking())
	}
	return notObserved()
}

// asks returns an act of kinds at a position, the last one that asks something before others.
func (c *Call) asks(at int, kinds ...coach.Act) (act, bool) {
	best, ok := c.in(at, kinds...)
	for _, a := range c.acts {
		if ok && a.at == at && a.redLine == "" && slices.Contains(kinds, a.kind) && asking.MatchString(fold(c.turns[at].sentence(a.quote))) {
			best = a
		}
	}
	return best, ok
}

// letGo is closesExcuse of a transcript: met when the debtor committed to a sum or a day after an excuse was looked into, and
// did not come back to it. An excuse nobody looked into in a call that brought nothing was let stand.
func (c *Call) letGo(excuses []excuse) answer {
	asking := append(append(tests(), probes()...), coach.ActAcknowledgeGrievance, coach.ActOfferHelp)
	looked := false
	for _, x := range excuses {
		a, ok := c.in(x.answer, asking...)
		if !ok {
			a, ok = c.in(c.nextSaid(x.answer), asking...)
		}
		looked = looked || ok
		if at := c.commits(a.at); ok && at >= 0 && !c.repeated(x, at) {
			return met(a.found(), found{at, c.turns[at].gist()})
		}
	}
	if !looked && c.ledger.Promise.Level() < coach.P2 {
		return missed(excuses[len(excuses)-1].answer)
	}
	return notObserved()
}

// commits returns the position of the first debtor's turn after at with a sum or a day of their own or agreed to, -1 when there is
// none.
func (c *Call) commits(at int) int {
	for i := at + 1; i < len(c.turns); i++ {
		t := c.turns[i]
		if t.speaker == coach.Debtor && (t.stated.Amount != nil || t.stated.Date != "" || c.accepts(i) && c.put(i-1).Date != "") {
			return i
		}
	}
	return -1
}

// repeated reports whether an excuse was given again from a position on.
func (c *Call) repeated(x excuse, from int) bool {
	for _, t := range c.turns[from:] {
		if t.told == nil {
			continue
		}
		for _, hit := range t.told.Excuses {
			if hit.ID == x.id {
				return true
			}
		}
	}
	return false
}

var upsetWords = regexp.MustCompile(`气死|火大|窝火|恼火|心寒|寒心|丢人|丢脸|没面子|下不来台|当着.{0,8}面|受够|烦死|烦透|欺人太甚|太过分|过分了|没完没了|还好意思|有脸|你们什么态度|什么玩意|难受|愁死|没脸|不好意思见` +
	`|\b(disgrace(ful)?|outrageous|insult(ed|ing)?|humiliat\w+|embarrass\w+|furious|fed up|sick (of|and tired)|had enough|ridiculous|how dare|ashamed|shame on|upset|angry|not happy|unacceptable|appalling|rude|hounding|let (us|me) down)\b`)

// upsetAt lists the answers to a transcript's debtor who shows anger, hurt or shame in words.
func (c *Call) upsetAt() []int {
	var positions []int
	for i, t := range c.turns {
		if t.speaker == coach.Debtor && c.reply(i) >= 0 && upsetWords.MatchString(t.folded) {
			positions = append(positions, i)
		}
	}
	return positions
}
