package casedraft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huikuan/server/coach"
)

// maxProposed is the longest proposed text in characters; a longer one is left open.
const maxProposed = 300

// Open is what the rules leave open in a draft: what a model is asked to propose.
type Open struct {
	Call        coach.Transcript
	DebtorTypes []Choice
	Reasons     []Choice
	Excuses     []HeardExcuse
}

// HeardExcuse is an excuse of the playbook with the words it came in.
type HeardExcuse struct {
	Choice
	Words string `json:"words"`
}

// Choice is an id of the playbook with its name in the call's language.
type Choice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Proposal is what a model would write where a draft is open: guesses, marked as such in the draft. A part that is empty or
// may not be used is left open.
type Proposal struct {
	Title       coach.Text       `json:"title"`
	Brief       coach.Text       `json:"brief"`
	Goal        coach.Text       `json:"goal"`
	Trade       coach.Text       `json:"trade"`
	InvoiceFor  coach.Text       `json:"invoice_for"`
	Consequence coach.Text       `json:"consequence"`
	Role        coach.Text       `json:"role"`
	Story       coach.Text       `json:"story"`
	DebtKind    string           `json:"debt_kind"`
	DebtorType  string           `json:"debtor_type"`
	Reason      string           `json:"reason"`
	Fact        ProposedFact     `json:"fact"`
	Excuses     []ProposedExcuse `json:"excuses"`
}

// ProposedFact is the true reason as something that can be found out.
type ProposedFact struct {
	Name   coach.Text `json:"name"`
	Line   coach.Text `json:"line"`   // how the debtor tells it
	Secret coach.Text `json:"secret"` // the words that give it away
}

// ProposedExcuse is an excuse of the call with its truth and its wordings.
type ProposedExcuse struct {
	ID      string     `json:"id"`
	Truth   string     `json:"truth"`
	Raise   coach.Text `json:"raise"`
	Detail  coach.Text `json:"detail"`
	Settled coach.Text `json:"settled"`
	Closed  coach.Text `json:"closed"`
}

// DebtKinds are what a case may say its debt is for.
func DebtKinds() []string { return []string{"goods", "services", "project"} }

// Truths are what a case may say of an excuse.
func Truths() []string { return []string{"true", "half", "false"} }

// Empty reports whether nothing of a proposal may be used for what is open.
func (p Proposal) Empty(open Open) bool {
	p = p.usable(open)
	return p.Title.Zh+p.Brief.Zh+p.Goal.Zh+p.Trade.Zh+p.Story.Zh+p.Fact.Name.Zh+p.DebtorType+p.Reason == "" && len(p.Excuses) == 0
}

// usable is what of a proposal a case may hold: texts in both languages, ids that exist, excuses of this call, and a fact
// whose secret no other text tells.
func (p Proposal) usable(open Open) Proposal {
	for _, text := range []*coach.Text{&p.Title, &p.Brief, &p.Goal, &p.Trade, &p.InvoiceFor, &p.Consequence, &p.Role, &p.Story, &p.Fact.Name, &p.Fact.Line, &p.Fact.Secret} {
		keep(text)
	}
	p.DebtKind, p.DebtorType, p.Reason = oneOf(p.DebtKind, DebtKinds()), oneOf(p.DebtorType, ids(open.DebtorTypes)), oneOf(p.Reason, ids(open.Reasons))
	excuses := []ProposedExcuse{}
	for _, x := range p.Excuses {
		if !slices.ContainsFunc(open.Excuses, func(e HeardExcuse) bool { return e.ID == x.ID }) || slices.ContainsFunc(excuses, func(e ProposedExcuse) bool { return e.ID == x.ID }) {
			continue
		}
		x.Truth = oneOf(x.Truth, Truths())
		for _, text := range []*coach.Text{&x.Raise, &x.Detail, &x.Settled, &x.Closed} {
			keep(text)
		}
		excuses = append(excuses, x)
	}
	p.Excuses = excuses
	if f := p.Fact; f.Name.Zh == "" || f.Line.Zh == "" || f.Secret.Zh == "" || p.tells(f.Secret, open.Excuses) {
		p.Fact = ProposedFact{}
	}
	return p
}

// tells reports whether words that are to be found out stand where everybody hears or reads them: in the brief or an excuse.
func (p Proposal) tells(secret coach.Text, heard []HeardExcuse) bool {
	shown := []coach.Text{p.Title, p.Brief, p.Goal, p.Trade, p.InvoiceFor, p.Consequence, p.Role}
	for _, x := range p.Excuses {
		shown = append(shown, x.Raise, x.Detail, x.Settled, x.Closed)
	}
	for _, x := range heard {
		shown = append(shown, coach.Text{Zh: x.Words, En: x.Words})
	}
	return slices.ContainsFunc(shown, func(text coach.Text) bool {
		return holds(text.Zh, secret.Zh) || holds(text.En, secret.En)
	})
}

func holds(text, words string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(words))
}

// keep empties a text that lacks a language, mixes them up or runs on.
func keep(text *coach.Text) {
	text.Zh, text.En = strings.Join(strings.Fields(text.Zh), " "), strings.Join(strings.Fields(text.En), " ")
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	if !han(text.Zh) || text.En == "" || han(text.En) || utf8.RuneCountInString(text.Zh) < 2 ||
		utf8.RuneCountInString(text.Zh) > maxProposed || utf8.RuneCountInString(text.En) > maxProposed {
		*text = coach.Text{}
	}
}

func oneOf(s string, known []string) string {
	if slices.Contains(known, s) {
		return s
	}
	return ""
}

func ids(choices []Choice) []string {
	list := make([]string, len(choices))
	for i, c := range choices {
		list[i] = c.ID
	}
	return list
}
