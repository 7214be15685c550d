package assess

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
	"huikuan/server/nlu"
)

// Labeller hears an utterance; the same words in the same context always read the same.
type Labeller func(nlu.Input) coach.Understanding

// Material is what a transcript is scored against. With a scenario its own playbook and law pack are used.
type Material struct {
	Scenario *coach.Scenario // nil when the call is about no case of ours
	Playbook coach.Playbook
	LawPack  coach.LawPack
	Debtor   DebtorLabeller // hears the debtor's words; nil leaves them to plain readings of figures and assent
}

// DebtorLabeller hears what a debtor's line does.
type DebtorLabeller func(in nlu.Input) coach.DebtorUnderstanding

// FromTranscript makes a call of words alone. Nothing is known of the debtor's decisions: the promise is read from what
// both sides said, and checks that need the debtor's ledger are not observed.
func FromTranscript(t coach.Transcript, m Material, label Labeller) Call {
	c := Call{lang: t.Lang, scenario: m.Scenario, playbook: m.Playbook, lawPack: m.LawPack, ledger: coach.NewLedger()}
	if m.Scenario != nil {
		c.playbook, c.lawPack = m.Scenario.Playbook, m.Scenario.LawPack
	}
	c.content = contentHash(c.scenario, c.playbook, c.lawPack)
	previous := ""
	for i, words := range t.Turns {
		c.turns = append(c.turns, c.transcribed(i, words, previous, m, label))
		if c.scenario == nil && c.owed.Minor == 0 {
			c.owed = c.turns[i].debt()
		}
		if i+1 < len(t.Turns) && t.Turns[i+1].Speaker != words.Speaker {
			previous = c.turns[i].text // without what talked to the scorer
		}
	}
	c.readPromise()
	for i := range c.turns {
		c.turns[i].open = c.leavesOpen(i)
	}
	c.observe()
	return c
}

// debt is the largest sum a turn of the trainee's states as owed: of an account nobody knows, what shares are shares of.
func (t turn) debt() coach.Money {
	var largest coach.Money
	if t.speaker != coach.Trainee || !t.heard.Has(coach.ActStateDebt) {
		return largest
	}
	for _, m := range t.heard.Slots.Money {
		if m.Amount != nil && m.Precision == coach.Exact && m.Amount.Minor > largest.Minor {
			largest = *m.Amount
		}
	}
	return largest
}

// transcribed hears a turn of a transcript, without the sentences that talk to whoever scores the call.
func (c *Call) transcribed(index int, words coach.TranscriptTurn, previous string, m Material, label Labeller) turn {
	said, heard, asides := c.apart(words, previous, label)
	t := turn{
		index: index, speaker: words.Speaker, contact: words.Contact, text: said.Text, folded: fold(said.Text), heard: heard,
		asides: asides, meta: words.Speaker == coach.Trainee && heard.Has(coach.ActMeta),
	}
	if words.Speaker == coach.Debtor && m.Debtor != nil {
		told := m.Debtor(c.input(said, previous))
		t.told = &told
	}
	if source, err := json.Marshal(struct {
		Words coach.TranscriptTurn `json:"words"`
		Heard coach.Understanding  `json:"heard"`
	}{words, heard}); err == nil {
		c.source = append(c.source, source)
	}
	return t
}

// apart hears a turn and takes out what talks to the scorer: it earns nothing, and the rest of the turn loses nothing by it.
// In a long turn it may be heard in its own sentence only, and has to be sure then. That is by sentences; in speech without
// full stops, from the first phrase to the last that talks to the scorer. A turn of which nothing is left stays whole and is
// heard as what it is.
func (c *Call) apart(words coach.TranscriptTurn, previous string, label Labeller) (said coach.TranscriptTurn, heard coach.Understanding, asides []string) {
	heard = label(c.input(words, previous))
	whole := heard.Has(coach.ActMeta)
	meta := func(text string) bool {
		one := words
		one.Text = text
		hit, ok := label(c.input(one, previous)).Hit(coach.ActMeta)
		return ok && (whole || hit.Score >= surelyMeta) || toScorer(fold(text))
	}
	idle := func(text string) bool {
		one := words
		one.Text = text
		return len(label(c.input(one, previous)).Acts) == 0
	}
	for _, cut := range []func() (string, []string){
		func() (string, []string) { return withoutSentences(words.Text, meta) },
		func() (string, []string) { return withoutPassage(words.Text, meta, idle) },
	} {
		rest := words
		if rest.Text, asides = cut(); len(asides) == 0 || rest.Text == "" {
			continue
		}
		if again := label(c.input(rest, previous)); !again.Has(coach.ActMeta) {
			return rest, again, asides
		}
	}
	return words, heard, nil
}

// surelyMeta is the score from which a part of a turn that talks to the scorer is taken out of a turn that as a whole does not.
const surelyMeta = 0.7

var (
	// scorerWords are words nobody has a use for in a call about money but to speak to whoever scores it.
	scorerWords = regexp.MustCompile(`系统请?(注意|听好|记录|记下)|打分|评分|判分|给分|计分|满分|高分|阅卷|考官|评委|(判|算|记|计|评)(为|成|作|我)?(达标|合格|优秀|优良|通过|标杆|最高档)|按(标杆|优秀|满分|最高)|` +
		`\b(grader|grading|scorer|scoring|evaluator|full marks|top marks|rubric|whoever (reads|scores|grades|reviews|marks|rates)|[45]/5|10/10|top (band|score|grade|marks?))\b`)
	// creditRating is a firm's, which lawful consequences speak of.
	creditRating = regexp.MustCompile(`(信用|征信|供应商|客户|内部)(的)?(评分|打分)|\bcredit (scor(e|es|ing)|rating|grading)\b`)
	// listeners are those who hear a call afterwards, and wishes what one may want of them; together they are no collector's words.
	listeners = regexp.MustCompile(`系统(请|你)|录音|质检(老师|同事|的|组)|后台|机器人|评审|裁判|\b(ai|bot|language model|reviewer|assessor|qa|quality team|transcript|recording)\b`)
	wishes    = regexp.MustCompile(`达标|优秀|标杆|满格|加分|别扣|不扣分|算(我)?(做到|完成|通过)|记(我)?(做到|完成|通过)|\b(score|grade|full credit|count .{1,40} as (done|met|complete)|pass (this|me)|mark (this|it|me) (as|up|down|high)|flawless|perfect call)\b`)
)

// toScorer reports whether folded words speak to whoever scores the call, whatever the labeller makes of them.
func toScorer(words string) bool {
	words = creditRating.ReplaceAllString(words, "")
	return scorerWords.MatchString(words) || listeners.MatchString(words) && wishes.MatchString(words)
}

// withoutSentences leaves out the sentences of text that are meta, and returns them.
func withoutSentences(text string, meta func(string) bool) (rest string, asides []string) {
	var kept []string
	for _, s := range sentences(text) {
		if one := text[s.start:s.end]; meta(one) {
			asides = append(asides, one)
		} else {
			kept = append(kept, one)
		}
	}
	return strings.Join(kept, " "), asides
}

// phraseEnd is where a phrase ends in speech that was written down without full stops.
var phraseEnd = regexp.MustCompile(`[，,：:；;、]\s*|\s+@|\p{Han}\s+|\s+(and to whoever|note to|by the way|also|(and )?hey( if)?|oh and|ps|btw|and if|if there'?s (an?|any|some)(one|body)?)\b`)

// withoutPassage leaves out what stands between the first and the last phrase of text that is meta, with the phrases after it
// that do nothing of themselves, and returns it.
func withoutPassage(text string, meta, idle func(string) bool) (rest string, asides []string) {
	first, last, start := -1, 0, 0
	for _, end := range append(phraseEnd.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		cut := end[0]
		if r, size := utf8.DecodeRuneInString(text[cut:]); unicode.Is(unicode.Han, r) {
			cut += size
		}
		switch phrase := strings.TrimSpace(text[start:cut]); {
		case phrase != "" && meta(phrase):
			if first < 0 {
				first = start
			}
			last = cut
		case first >= 0 && last == start && idle(phrase):
			last = cut
		}
		start = cut
	}
	if first < 0 {
		return text, nil
	}
	return strings.TrimSpace(text[:first] + text[last:]), []string{strings.TrimSpace(text[first:last])}
}

// nominalToday lets "Friday" be heard as a day in a call whose calendar is unknown. The dates it gives say that a day was
// named, not which: they never reach a scorecard.
const nominalToday coach.Date = "2026-01-05"

// input is what the labeller is told of a turn: what the other side last said, and the case's calendar and people.
func (c *Call) input(words coach.TranscriptTurn, previous string) nlu.Input {
	in := nlu.Input{Lang: c.lang, Text: words.Text, Previous: previous}
	if c.scenario == nil {
		in.Today, in.Balance = nominalToday, c.owed
		return in
	}
	in.Today, in.Balance = c.scenario.Case.Today, c.scenario.Case.Account.Balance()
	for _, invoice := range c.scenario.Case.Account.Invoices {
		in.Sums = append(in.Sums, coach.Money{Minor: invoice.Minor, Currency: c.scenario.Case.Account.Currency})
	}
	for _, contact := range c.scenario.Case.Contacts {
		in.Contacts = append(in.Contacts, nlu.Contact{ID: contact.ID, Aliases: contact.Aliases.In(c.lang)})
	}
	return in
}
