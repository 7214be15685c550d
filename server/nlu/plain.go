package nlu

import (
	"regexp"
	"slices"
	"strings"

	"huikuan/server/coach"
	"huikuan/server/lang"
)

// unheardMark begins the labels of forms that do not perform an act, however much they sound like it.
const unheardMark = "not:"

// withWords adds the word classes and vocabularies of a language to the files of a book.
func withWords(language coach.Lang, files map[string]string) map[string]string {
	for name, text := range patternFolder("patterns/" + string(language)) {
		if name == "words.txt" || name == "vocab.txt" {
			files[name] = text
		}
	}
	return files
}

// plainly lets plain forms have their way over the classifier: an act they perform is heard, one they only sound like is not.
// A red line that a pattern heard stays heard.
func (t *turn) plainly(rules, hits []coach.ActHit) []coach.ActHit {
	u := &t.utterance
	t.plainMatches(func(m match) {
		p := m.pattern
		if act, is := strings.CutPrefix(p.label, unheardMark); is {
			hits = u.withhold(coach.Act(act), m, rules, hits)
		} else {
			hits = u.grant(found{act: coach.Act(p.label), weight: p.weight, rule: p.rule, span: m.span, clause: m.clause}, hits)
		}
	})
	if at, echoed := u.echoes(&t.before); echoed && !slices.ContainsFunc(hits, contradicts) {
		hits = u.grant(found{act: coach.ActRecap, weight: echoWeight, span: at, clause: max(int(u.clauseAt[at.Start]), 0)}, hits)
	}
	order := coach.Acts()
	slices.SortStableFunc(hits, func(a, b coach.ActHit) int { return slices.Index(order, a.Act) - slices.Index(order, b.Act) })
	return hits
}

// plainMatches calls yield for each plain form of the turn that holds after what was said before.
func (t *turn) plainMatches(yield func(m match)) {
	for _, m := range t.utterance.plain {
		if p := m.pattern; (p.prev == "" || anyOf(t.before.did, p.prev)) && !t.utterance.isUnsaid(m.span) {
			yield(m)
		}
	}
}

// grant adds an act that is not heard yet.
func (u *utterance) grant(f found, hits []coach.ActHit) []coach.ActHit {
	if slices.ContainsFunc(hits, func(h coach.ActHit) bool { return h.Act == f.act || h.Act == coach.ActMeta }) {
		return hits
	}
	doubtful := f.act.RedLine() && f.weight < sureRedLine
	return append(hits, coach.ActHit{Act: f.act, Score: f.weight, Quote: u.quote(f), RedLine: f.rule, Doubtful: doubtful})
}

// withhold takes back an act that only the classifier heard, in the clauses of the match.
func (u *utterance) withhold(act coach.Act, m match, rules, hits []coach.ActHit) []coach.ActHit {
	said := u.quote(found{clause: m.clause, span: m.span})
	return slices.DeleteFunc(hits, func(h coach.ActHit) bool {
		backed := act.RedLine() && slices.ContainsFunc(rules, func(r coach.ActHit) bool { return r.Act == act })
		return h.Act == act && !backed && (strings.Contains(said, h.Quote) || strings.Contains(h.Quote, said))
	})
}

// echoWeight is how surely a sum and a day said back are a recap.
const echoWeight = 0.8

// echoes reports whether the turn says back a sum and a day of the line before, and where the two stand.
func (u *utterance) echoes(before *earlier) (lang.Span, bool) {
	if len(before.words) == 0 || len(u.values.money) == 0 || len(u.values.dates) == 0 {
		return lang.Span{}, false
	}
	sum := slices.IndexFunc(u.values.money, func(m lang.Money) bool {
		return !m.Goods && slices.ContainsFunc(before.values.money, func(x lang.Money) bool {
			return m.Minor > 0 && m.Minor == x.Minor && m.Currency == x.Currency
		})
	})
	day := slices.IndexFunc(u.values.dates, func(d lang.Date) bool {
		return d.Earliest != "" && d.Earliest == d.Latest && slices.ContainsFunc(before.values.dates, func(x lang.Date) bool { return x.Earliest == d.Earliest && x.Latest == d.Latest })
	})
	if sum < 0 || day < 0 {
		return lang.Span{}, false
	}
	a, b := u.values.money[sum].Span, u.values.dates[day].Span
	at := lang.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
	k := max(int(u.clauseAt[at.Start]), 0)
	said := u.sentence(k)
	return at, at.End <= said.End && !slices.Contains(u.asks, true) && !conditions.MatchString(u.text.Slice(said))
}

// conditions make a sum and a day said again something other than what was agreed.
var conditions = regexp.MustCompile(`要是|如果|万一|没到|怎么|可是|但是|不过|只有|\b(if|unless|but|sent|until|not)\b`)

// contradicts reports whether an act takes back what is said again beside it, or says it of something else.
func contradicts(h coach.ActHit) bool {
	switch h.Act {
	case coach.ActRejectDelay, coach.ActChallengeClaim, coach.ActStateDebt, coach.ActVerifyClaim, coach.ActMeta, coach.ActProbeReason, coach.ActInsult:
		return true
	}
	return false
}
