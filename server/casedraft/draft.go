package casedraft

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"huikuan/server/coach"
)

//go:embed case.yaml.tmpl
var form string

// What stands where nothing was heard.
const (
	defaultMinor = 10000000 // 100,000.00
	defaultDays  = 30
)

// Material is the content a draft refers to.
type Material struct {
	Like  *coach.Scenario   // a case of the playbook it is for; its law holds where Among is empty
	Among []*coach.Scenario // cases of that playbook to pick the law from, where the call is about none of them
	Today coach.Date        // the draft's calendar
}

// Draft is what a call told of a case, and what it left open.
type Draft struct {
	material Material
	heard    heard
	open     Open
	lawMark  string // where the law is known from
}

// Read hears a call. It fails with CodeInvalid when nobody of the debtor's says a word in it.
func Read(call coach.Transcript, m Material, l Labeller) (*Draft, error) {
	h := hear(call, m.Today, l)
	if h.first == "" {
		return nil, coach.Errorf(coach.CodeInvalid, "the debtor does not say a word in this call; mark the speakers and try again")
	}
	d := &Draft{material: m, heard: h, open: Open{Call: call}}
	if len(m.Among) > 0 {
		like, mark, err := lawOf(call, h, m.Among)
		if err != nil {
			return nil, err
		}
		d.material.Like, d.lawMark = cmp.Or(like, m.Like), mark
	}
	m = d.material
	for _, t := range m.Like.Playbook.DebtorTypes {
		d.open.DebtorTypes = append(d.open.DebtorTypes, Choice{t.ID, t.Name.In(call.Lang)})
	}
	for _, r := range m.Like.Playbook.Reasons {
		d.open.Reasons = append(d.open.Reasons, Choice{r.ID, r.Name.In(call.Lang)})
	}
	for _, x := range h.excuses {
		for _, known := range m.Like.Playbook.Excuses {
			if known.ID == x.id {
				d.open.Excuses = append(d.open.Excuses, HeardExcuse{Choice{x.id, known.Name.In(call.Lang)}, x.words})
			}
		}
	}
	return d, nil
}

// Open is what a model may be asked for.
func (d *Draft) Open() Open { return d.open }

// YAML writes the draft as a case with this id, which has to be a case id. proposed is nil where no model was asked.
func (d *Draft) YAML(id string, proposed *Proposal) ([]byte, error) {
	parsed, err := template.New("case").Funcs(template.FuncMap{"q": quoted, "text": bilingual, "lines": lines, "either": textOr, "guess": guessed, "id": idOr}).Parse(form)
	if err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the form of a draft cannot be read")
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, d.page(id, proposed)); err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the draft could not be written")
	}
	return out.Bytes(), nil
}

// quoted writes words as a YAML string on one line.
func quoted(s string) string {
	s = strings.Join(strings.Fields(strings.NewReplacer("{", "(", "}", ")").Replace(s)), " ")
	return strconv.Quote(s)
}

// guess marks what a model proposed.
const guess = " # proposed by the model: a guess to check"

// guessed is the mark behind a text that a model proposed; empty behind any other.
func guessed(proposed coach.Text) string {
	if proposed.Zh == "" {
		return ""
	}
	return guess
}

// idOr writes a proposed value with its mark, or the default with its own.
func idOr(proposed, standard, mark string) string {
	if proposed == "" {
		return standard + " # " + mark
	}
	return proposed + guess
}

// textOr is a proposed text, or what stands where none was proposed.
func textOr(proposed coach.Text, zh, en string) coach.Text {
	if proposed.Zh == "" {
		return coach.Text{Zh: zh, En: en}
	}
	return proposed
}

// bilingual writes a text in two languages; lines writes it as the only wording of each.
func bilingual(t coach.Text) string {
	return fmt.Sprintf("{ zh: %s, en: %s }", quoted(t.Zh), quoted(t.En))
}
func lines(t coach.Text) string {
	return fmt.Sprintf("{ zh: [%s], en: [%s] }", quoted(t.Zh), quoted(t.En))
}

// both is a text of which what was heard stands on the side it was said in, and otherwise on the other.
func (h heard) both(words string, otherwise coach.Text) coach.Text {
	if words != "" && h.lang == coach.Chinese {
		otherwise.Zh = words
	} else if words != "" {
		otherwise.En = words
	}
	return otherwise
}

// page is what the form is filled with.
type page struct {
	ID, Playbook, LawPack, LawMark, Persona, Type, Reason, Types, Reasons string
	Currency                                                              string
	Minor                                                                 int64
	AmountHeard, DaysHeard                                                bool
	Today, Issued, Due, Soon, Later                                       coach.Date
	Method, Owner, Proof                                                  coach.Text
	Excuses                                                               []drafted
	NoExcuse                                                              bool
	People                                                                []string
	Asked, NoneUsable                                                     bool // whether a model was asked, and gave nothing to use
	Proposal                                                              Proposal
}

// drafted is an excuse as the form takes it.
type drafted struct {
	ProposedExcuse
	RaiseMark string
}

func (d *Draft) page(id string, proposed *Proposal) page {
	m, h := d.material, d.heard
	p := page{
		ID: id, Playbook: m.Like.Playbook.ID, LawPack: m.Like.LawPack.ID, LawMark: cmp.Or(d.lawMark, "that of the case the call is about"), Persona: m.Like.Case.Contacts[0].Persona,
		Type: m.Like.Playbook.DebtorTypes[0].ID, Reason: m.Like.Playbook.Reasons[0].ID,
		Types: strings.Join(ids(d.open.DebtorTypes), ", "), Reasons: strings.Join(ids(d.open.Reasons), ", "),
		Currency: m.Like.Case.Account.Currency, Minor: defaultMinor, Today: m.Today, People: h.people,
		Method: h.both(h.method, coach.Text{Zh: "银行转账", En: "bank transfer"}), Owner: h.both(h.owner, coach.Text{Zh: "会计", En: "the accountant"}), Proof: h.both(h.proof, coach.Text{Zh: "银行回单", En: "the bank slip"}),
	}
	if proposed != nil {
		p.Asked, p.NoneUsable, p.Proposal = true, proposed.Empty(d.open), proposed.usable(d.open)
	}
	if h.amount != nil {
		p.Minor, p.Currency, p.AmountHeard = h.amount.Minor, h.amount.Currency, true
	}
	days := defaultDays
	if h.days > 0 && h.days < 3650 {
		days, p.DaysHeard = h.days, true
	}
	p.Due, p.Issued = shift(m.Today, -days), shift(m.Today, -days-30)
	p.Soon, p.Later = shift(m.Today, 7), shift(m.Today, 21)
	for _, x := range d.open.Excuses {
		p.Excuses = append(p.Excuses, d.excuse(x, p.Proposal))
	}
	if len(p.Excuses) == 0 && len(m.Like.Playbook.Excuses) > 0 {
		p.NoExcuse, p.Excuses = true, []drafted{d.excuse(HeardExcuse{Choice: Choice{ID: m.Like.Playbook.Excuses[0].ID}}, p.Proposal)}
	}
	return p
}

// excuse is what was heard of an excuse, and in the other language and from there on what was proposed.
func (d *Draft) excuse(x HeardExcuse, proposed Proposal) drafted {
	out := drafted{ProposedExcuse: ProposedExcuse{ID: x.ID}}
	if at := slices.IndexFunc(proposed.Excuses, func(p ProposedExcuse) bool { return p.ID == x.ID }); at >= 0 {
		out.ProposedExcuse = proposed.Excuses[at]
	}
	if out.Raise.Zh != "" {
		out.RaiseMark = " # heard in the one language, proposed by the model in the other"
	}
	out.Raise = d.heard.both(x.Words, textOr(out.Raise, "（待填：怎么开口）", "(To fill in: how they put it.)"))
	return out
}

// shift moves a day; a day that cannot be read stays.
func shift(d coach.Date, days int) coach.Date {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return coach.Date(at.AddDate(0, 0, days).Format(time.DateOnly))
}
