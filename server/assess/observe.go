package assess

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"huikuan/server/coach"
)

// act is an observation: what the trainee did in a turn, with words that verify against that turn.
type act struct {
	at      int // position in Call.turns
	kind    coach.Act
	quote   string
	redLine string
	doubt   bool // a red line that is not sure: for a person to look at, and nothing else
}

// observe collects the trainee's acts. What the debtor says is never technique, so only the trainee's turns are read.
// An act whose quote does not stand in its turn is dropped.
func (c *Call) observe() {
	for i, t := range c.turns {
		if t.speaker != coach.Trainee {
			continue
		}
		c.said = append(c.said, i)
		c.uttered.Add(t.text)
		for _, hit := range t.heard.Acts {
			quote, ok := t.quote(hit.Quote)
			if !ok {
				continue
			}
			if asksSomething(hit.Act) {
				quote = t.question(hit, quote)
			}
			c.acts = append(c.acts, act{at: i, kind: hit.Act, quote: quote, redLine: hit.RedLine, doubt: hit.Doubtful})
		}
		if question := c.drewOut(i); question != "" {
			c.acts = append(c.acts, act{at: i, kind: coach.ActProbeReason, quote: question})
		}
	}
}

// asksSomething reports the acts that are mostly done by asking.
func asksSomething(a coach.Act) bool { return slices.Contains(append(tests(), probes()...), a) }

// question is the quote of an act done by asking: where the words it was heard in ask nothing and do something else, the
// sentence of the turn that asks.
func (t turn) question(asked coach.ActHit, quote string) string {
	shared := slices.ContainsFunc(t.heard.Acts, func(h coach.ActHit) bool {
		return h.Act != asked.Act && !asksSomething(h.Act) && h.Quote == asked.Quote
	})
	if !shared || asking.MatchString(fold(t.sentence(quote))) {
		return quote
	}
	if question, ok := t.sentenceThat(asking.MatchString); ok {
		return question
	}
	return quote
}

// drewOut returns the question of a transcript's turn to which the debtor told how things stand: whatever its words, it asked
// for the reason. Empty where a question for it was heard anyway, or where they were asked for a sum or a day.
func (c *Call) drewOut(at int) string {
	t := c.turns[at]
	if at+1 >= len(c.turns) || t.barren() || c.turns[at+1].told == nil || !c.turns[at+1].told.Has(coach.DebtorDisclose) {
		return ""
	}
	if _, ok := c.hears(at, append(append(demands(), probes()...), coach.ActVerifyClaim, coach.ActRecap)...); ok {
		return ""
	}
	for _, s := range slices.Backward(sentences(t.text)) {
		if question := t.text[s.start:s.end]; drawsOut.MatchString(fold(question)) {
			return strings.TrimSpace(question)
		}
	}
	return ""
}

// drawsOut are folded words that ask how things stand.
var drawsOut = regexp.MustCompile(`[?？]|哪儿|哪里|哪一|为什么|为啥|怎么|咋|什么|啥|是不是|\b(what|why|where|which|how|is (it|there)|are (there|you)|has|have you)\b`)

// quote returns words of the turn that carry q: q itself, or the sentence around it where q alone is too short or cuts
// a word. An observation without words of its own rests on the whole turn.
func (t turn) quote(q string) (string, bool) {
	if strings.TrimSpace(q) == "" {
		whole := strings.TrimSpace(t.text)
		return whole, whole != ""
	}
	if verifies(t.folded, fold(q)) {
		return q, true
	}
	if !strings.Contains(t.text, q) {
		return "", false
	}
	return sentenceWith(t.text, q), true
}

// sentence returns the sentence around q as a quote of the turn.
func (t turn) sentence(q string) string { return sentenceWith(t.text, q) }

// sentenceThat returns the first sentence of the turn whose folded words are of a kind, as a quote.
func (t turn) sentenceThat(is func(folded string) bool) (string, bool) {
	for _, s := range sentences(t.text) {
		if part := t.text[s.start:s.end]; is(fold(part)) {
			return t.sentence(part), true
		}
	}
	return "", false
}

// How many characters of a turn are quoted where no sentence of it stands out. Chinese says as much in fewer.
const (
	maxGistHan   = 80
	maxGistOther = 200
)

// gist returns what to quote of a turn as a whole: all of it when short, else as many of its last sentences as are short
// together, at least one: they are what the other side answers to.
func (t turn) gist() string {
	text, most := strings.TrimSpace(t.text), maxGistOther
	if strings.ContainsFunc(text, wide) {
		most = maxGistHan
	}
	spans := sentences(text)
	for n, s := range spans {
		rest := text[s.start:]
		if utf8.RuneCountInString(rest) <= most {
			return rest
		}
		if n == len(spans)-1 {
			return sentenceWith(text, rest)
		}
	}
	return text
}

// sentenceFirst returns the first sentence of the turn that is of a kind by itself, as a quote; else the first with
// something to quote in it, else all of the turn.
func (t turn) sentenceFirst(is func(one turn) bool) string {
	first := ""
	for _, s := range sentences(t.text) {
		one := t
		one.text = t.text[s.start:s.end]
		one.folded = fold(one.text)
		if !verifies(t.folded, one.folded) {
			continue
		}
		if is(one) {
			return one.text
		}
		if first == "" {
			first = one.text
		}
	}
	if first == "" {
		return strings.TrimSpace(t.text)
	}
	return first
}

// credited lists the observations of any of kinds that earn credit, in order. Turns spoken to the simulator earn none,
// neither do words that cross a red line, nor words the other side could make nothing of: what did nothing is no skill.
func (c *Call) credited(kinds ...coach.Act) []act {
	var found []act
	for _, a := range c.acts {
		if slices.Contains(kinds, a.kind) && a.redLine == "" && !c.turns[a.at].barren() && !c.lost(a.at) {
			found = append(found, a)
		}
	}
	return found
}

// lost reports whether the answer to a turn says that it made no sense. The debtors of our own cases show that by what
// they do; only in transcripts has it to be read from words.
func (c *Call) lost(at int) bool {
	return !c.logged && at+1 < len(c.turns) && c.turns[at+1].speaker == coach.Debtor && bewildered.MatchString(c.turns[at+1].folded)
}

var bewildered = regexp.MustCompile(`听不懂|没听明白|没听懂|你在说什么|您在说什么|你说的什么|说的什么呀|什么跟什么|哪跟哪|答应你?什么了|什么时候答应|没答应过|没说过这|没有?(承诺|答应|说定|定过)|什么都没(说|定|答应)|怎么就|复述什么|确认什么|定什么了|(什么|啥子?)(后果|凭证|台阶|共识|方案)|确认啥|没说(呀|哪天)|你先说你是|` +
	`what (are you (asking|talking|on about|saying)|on earth)|no idea what you|don't (understand|follow) (you|what)|confirm what|agreed what|(haven't|have not|hadn't) (agreed|promised|said)|nothing.{0,12}(agreed|promised)|i (never|didn't) (said|say|agree)|which one do you mean|what (consequences|recap)|recapping|of what\?|make no sense|not with you`)

// any lists the observations of any of kinds, creditable or not: for what must not happen. What is in doubt did not happen.
func (c *Call) any(kinds ...coach.Act) []act {
	var found []act
	for _, a := range c.acts {
		if slices.Contains(kinds, a.kind) && !a.doubt {
			found = append(found, a)
		}
	}
	return found
}

// in returns the first credited observation of any of kinds at a position.
func (c *Call) in(at int, kinds ...coach.Act) (act, bool) {
	if at < 0 || c.turns[at].barren() || c.lost(at) {
		return act{}, false
	}
	for _, a := range c.acts {
		if a.at == at && a.redLine == "" && slices.Contains(kinds, a.kind) {
			return a, true
		}
	}
	return act{}, false
}

// engaged reports whether the trainee did enough for the absence of faults to mean anything: silence is not tact.
func (c *Call) engaged() bool {
	useful := 0
	for _, a := range c.acts {
		if !idle(a.kind) && !c.turns[a.at].barren() {
			useful++
		}
	}
	return useful >= 3
}

// idle acts do nothing for the call.
func idle(a coach.Act) bool {
	switch a {
	case coach.ActGreet, coach.ActMeta, coach.ActGrovel, coach.ActAcceptVague, coach.ActInviteComplaint:
		return true
	}
	return a.RedLine()
}

// Groups of acts that do one job.
func probes() []coach.Act {
	return []coach.Act{coach.ActProbeReason, coach.ActProbeProcess, coach.ActProbeDecisionMaker, coach.ActProbeFinances}
}

func tests() []coach.Act { return []coach.Act{coach.ActVerifyClaim, coach.ActChallengeClaim} }

func consequences() []coach.Act {
	return []coach.Act{coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany,
		coach.ActConsequencePersonal, coach.ActFormalNotice}
}

func warmth() []coach.Act {
	return []coach.Act{coach.ActEmpathise, coach.ActGiveFace, coach.ActAcknowledgeGrievance}
}

func demands() []coach.Act {
	return []coach.Act{coach.ActStandFirm, coach.ActRejectDelay, coach.ActAskCommitment, coach.ActProposeChoice}
}

func trades() []coach.Act {
	return []coach.Act{coach.ActOfferIncentive, coach.ActOfferInstalments, coach.ActProposeChoice, coach.ActOfferHelp}
}

// made reports whether the debtor's turn holds one of the moves and was heard to its end.
func (t turn) made(kinds ...coach.MoveKind) bool {
	if t.interrupted {
		return false
	}
	return slices.ContainsFunc(t.moves, func(m coach.Move) bool { return slices.Contains(kinds, m.Kind) })
}

// warmNothing is the excuse that is no reason at all: assurances without a day.
const warmNothing = "x_warm_no_date"

// evades reports whether the debtor's turn puts the trainee off, with a delay or with assurances.
func (t turn) evades() bool {
	return t.delays() || !t.interrupted && slices.ContainsFunc(t.moves, func(m coach.Move) bool {
		return m.Excuse == warmNothing && (m.Kind == coach.MoveRaiseExcuse || m.Kind == coach.MoveDetailExcuse)
	})
}

// delays reports whether the debtor's turn is a warm nothing or a promise without a day. Of a transcript only the words
// are known.
func (t turn) delays() bool {
	if t.speaker != coach.Debtor || t.interrupted {
		return false
	}
	if t.made(coach.MoveDodge, coach.MoveBored) {
		return true
	}
	for _, m := range t.moves {
		if m.Promise != nil && m.Promise.Vague && m.Promise.Date == "" {
			return true
		}
	}
	if t.told != nil {
		return t.open || t.told.Promise.Vague && t.told.Promise.Date == nil
	}
	if len(t.moves) > 0 || len(t.heard.Slots.Vague) == 0 {
		return false
	}
	return !slices.ContainsFunc(t.heard.Slots.Dates, func(d coach.DateSlot) bool { return d.Precision == coach.Exact })
}

// brushOffs lists the positions of the debtor's evasions that the trainee answered.
func (c *Call) brushOffs() []int {
	var found []int
	for i, t := range c.turns {
		if t.evades() && c.reply(i) >= 0 {
			found = append(found, i)
		}
	}
	return found
}

// excuse is an excuse the debtor gave, with the position of that turn and of the trainee's answer.
type excuse struct {
	id            string
	given, answer int
}

// raised lists the excuses given and answered, each once, in order: from the log, or as heard in the debtor's words.
func (c *Call) raised() []excuse {
	var found []excuse
	seen := map[string]bool{}
	for i, t := range c.turns {
		if t.told == nil || c.reply(i) < 0 {
			continue
		}
		if hit, ok := t.told.Excuse(); ok && hit.ID != warmNothing && !seen[hit.ID] {
			seen[hit.ID] = true
			found = append(found, excuse{id: hit.ID, given: i, answer: c.reply(i)})
		}
	}
	for _, s := range c.steps {
		e := s.effect
		if e.Kind != coach.EffectExcuse || e.Value != string(coach.ExcuseRaised) || seen[e.Target] {
			continue
		}
		at := max(s.at, 0)
		if at < len(c.turns) && c.turns[at].speaker == coach.Trainee {
			at++ // decided while listening, spoken in the answer
		}
		if at < len(c.turns) && c.reply(at) >= 0 {
			seen[e.Target] = true
			found = append(found, excuse{id: e.Target, given: at, answer: c.reply(at)})
		}
	}
	return found
}

// position returns where in the call the turn with the given number is, -1 when there is none.
func (c *Call) position(number int) int {
	return slices.IndexFunc(c.turns, func(t turn) bool { return t.index == number })
}
