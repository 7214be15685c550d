package debtor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

// Limits of what the guard holds back. They bound its memory and the longest silence it can cause.
const (
	maxSpanBytes     = 240  // of one figure, date or bracket
	maxSentenceBytes = 1200 // of a sentence that has to be seen whole
)

// Why the guard cut a sentence.
const (
	cutFigure = "figure"   // an amount, a day or a number that may not be said
	cutSecret = "secret"   // words that give a locked fact away, or the canary
	cutRole   = "role"     // steps out of the role
	cutCommit = "commit"   // agrees to more than the moves do
	cutLang   = "language" // goes on in another language than the call's
	cutLong   = "long"     // a figure, bracket or sentence without end
)

// guard decides which words of a model may leave. Words pass as they come until something sensitive may have begun; from
// there they are held until it is plain what it is. What may not be said is never given out, and neither is anything
// after it: the guard is then cut and stays so.
type guard struct {
	brief    Brief
	figures  *figures // made when the first figure comes
	secrets  phrases
	told     string          // the debtor's own lines of this turn, squeezed; made when the first secret comes
	prompt   []*watches      // clauses of the prompt, which may not be read out
	begin    screen          // letters that something forbidden may begin with
	held     string          // not given out yet
	half     string          // the first bytes of a character that came apart
	sentence strings.Builder // of the sentence under way, as far as it was given out
	last     rune            // the last character given out
	count    int             // whole sentences given out
	reason   string          // why it was cut; empty while it was not
	dropped  bool            // stage directions or formatting were left out
}

// newGuard makes the guard of one answer. Neither the locked facts' words, nor the canary, nor the prompt's rules leave.
func newGuard(b Brief, canary string, rules *watches) *guard {
	return (*guardTexts)(nil).guard(b, canary, rules)
}

// guard is newGuard with what is known of the texts by now.
func (k *guardTexts) guard(b Brief, canary string, rules *watches) *guard {
	g := &guard{brief: b, prompt: []*watches{rules}}
	if persona, ok := b.Scenario.Personas[b.Contact.Persona]; ok {
		g.prompt = append(g.prompt, k.clausesOf(persona.Register.In(b.Lang)))
	}
	if canary != "" {
		g.secrets.add(canary)
	}
	for _, id := range b.Locked {
		fact, _ := b.Scenario.Fact(id)
		for _, lang := range []coach.Lang{coach.Chinese, coach.English} {
			for _, words := range fact.Secret.In(lang) {
				g.secrets.addSqueezed(k.squeeze(words))
			}
		}
	}
	for _, begin := range []*screen{&g.secrets.begin, &roleBreaks.begin, &roleStarts.begin} {
		g.begin.join(begin)
	}
	for _, texts := range g.prompt {
		if texts != nil {
			g.begin.join(&texts.begin)
		}
	}
	return g
}

// Write takes the next words and returns those that may leave now. ok is false once the guard has cut; what it returns
// with that is the last that may leave.
func (g *guard) Write(delta string) (safe string, ok bool) {
	if g.reason != "" {
		return "", false
	}
	words := g.half + delta
	whole := wholeRunes(words)
	g.held, g.half = g.held+strings.Map(visible, words[:whole]), words[whole:]
	return g.scan(false)
}

// Close takes the end of the words and returns what was still held.
func (g *guard) Close() (safe string, ok bool) {
	if g.reason != "" {
		return "", false
	}
	return g.scan(true)
}

// visible drops the marks that nobody can say and that take words apart unseen: zero-width and directional marks,
// controls, strokes laid over letters.
func visible(r rune) rune {
	if r < utf8.RuneSelf && (r >= ' ' || r == '\n' || r == '\t') {
		return r
	}
	if unicode.In(r, unicode.Cf, unicode.Cc, unicode.Mn, unicode.Me) || r == utf8.RuneError {
		return -1
	}
	return r
}

// wholeRunes is the length of s without the beginning of a character at its end.
func wholeRunes(s string) int {
	for i := len(s) - 1; i >= 0 && i >= len(s)-utf8.UTFMax; i-- {
		if utf8.RuneStart(s[i]) {
			if !utf8.FullRuneInString(s[i:]) {
				return i
			}
			break
		}
	}
	return len(s)
}

// open reports whether a sentence was begun and not ended.
func (g *guard) open() bool { return strings.TrimSpace(g.sentence.String()) != "" }

// pass is one walk over the held words.
type pass struct {
	from    int // held[:from] leaves
	at      int // held[:at] is decided
	soft    int // where words began that only their whole sentence can decide; -1 when there are none
	softEnd int
}

// scan gives out what is decided of the held words.
func (g *guard) scan(final bool) (string, bool) {
	p := pass{soft: -1}
	for p.at < len(g.held) && g.reason == "" {
		tok := g.next(p.at, final)
		if tok.class == tokenUndecided {
			break
		}
		g.take(&p, tok)
	}
	if final && g.reason == "" {
		g.decide(&p)
	}
	if p.soft >= 0 && (g.reason != "" || !final) {
		p.at = p.soft
	}
	g.give(&p, p.at)
	safe := g.held[:p.from]
	g.held = g.held[p.at:]
	switch {
	case g.reason != "":
		g.held = ""
	case p.soft >= 0 && len(g.held) > maxSentenceBytes, p.soft < 0 && len(g.held) > maxSpanBytes:
		g.reason, g.held = cutLong, ""
	}
	return safe, g.reason == ""
}

// take deals with one token.
func (g *guard) take(p *pass, tok guardToken) {
	end := p.at + tok.size
	switch tok.class {
	case tokenForbidden:
		g.reason = tok.reason
		return
	case tokenSpan:
		switch g.judge(tok.lead+g.held[p.at:end], tok.whole) {
		case denied:
			g.reason = cutFigure
			return
		case doubtful:
			if p.soft < 0 {
				p.soft = p.at
			}
			p.softEnd = end
		}
	case tokenDrop:
		g.dropped = true
		g.held = g.held[:p.at] + g.held[end:]
		return
	case tokenEnd:
		p.at = end
		if g.decide(p); g.reason == "" {
			g.give(p, end)
			g.endSentence()
			p.soft = -1
		}
		return
	}
	p.at = end
}

// decide judges the words that waited for the rest of their sentence.
func (g *guard) decide(p *pass) {
	shift := g.sentence.Len() - p.from
	if p.soft < 0 {
		return
	}
	sentence := g.sentence.String() + g.held[p.from:p.at]
	if commits(sentence, shift+p.soft, shift+p.softEnd) && !g.figures.ours(sentence) {
		g.reason = cutCommit
	}
}

// give lets the held words up to the given place leave.
func (g *guard) give(p *pass, to int) {
	if to <= p.from {
		return
	}
	text := g.held[p.from:to]
	p.from = to
	if g.sentence.Len() < maxSentenceBytes {
		g.sentence.WriteString(text)
	}
	g.last, _ = utf8.DecodeLastRuneInString(text)
}

// judge asks the figures, which are made when the first of them comes. whole says that the span begins with words for a
// whole sum.
func (g *guard) judge(span string, whole bool) judgement {
	if g.figures == nil {
		g.figures = newFigures(g.brief)
	}
	verdict := g.figures.judge(span)
	if whole && !g.figures.whole {
		verdict = max(verdict, doubtful)
	}
	return verdict
}

func (g *guard) endSentence() {
	letters := 0
	for _, r := range g.sentence.String() {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			letters++
		}
	}
	if letters >= 3 {
		g.count++
	}
	g.sentence.Reset()
}

// before is the character in front of held[i].
func (g *guard) before(i int) rune {
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(g.held[:i])
		return r
	}
	return g.last
}

// OpenTexts are the texts whose words and figures the debtor may use in this turn: lines of the moves and what was told.
func (b Brief) OpenTexts() []string { return openTexts(b) }

// secret reports whether text begins with words that give something away; more says that it may yet. Words that stand in the
// debtor's own lines of this turn give nothing away.
func (g *guard) secret(text string) (found, more bool) {
	size, more := g.secrets.match(text, false)
	if size == 0 {
		return false, more
	}
	first, _ := utf8.DecodeRuneInString(text)
	first, _ = foldRune(first)
	for _, phrase := range g.secrets.by[first] {
		if n, _ := follow(phrase, text, false); n > 0 && !strings.Contains(g.ownLines(), phrase) {
			return true, false
		}
	}
	return false, more
}

func (g *guard) ownLines() string {
	if g.told == "" {
		var lines strings.Builder
		for _, text := range openTexts(g.brief) {
			lines.WriteString(squeeze(text))
			lines.WriteByte('\n')
		}
		g.told = lines.String()
	}
	return g.told
}

// openTexts are the texts whose words the debtor may use in this turn: the moves' own lines and what was told.
func openTexts(b Brief) []string {
	var texts []string
	for _, m := range b.Moves {
		values := slotValues(b, m)
		for _, bank := range banks(b, m) {
			for _, line := range bank.lines {
				if text, ok := fill(line, values); ok {
					texts = append(texts, text)
				}
			}
		}
		texts = append(texts, values["method"], values["owner"], values["proof"], values["fallback"], values["document"])
	}
	for _, id := range b.Told {
		if fact, ok := b.Scenario.Fact(id); ok {
			texts = append(texts, fact.Lines.In(b.Lang)...)
		}
	}
	return texts
}
