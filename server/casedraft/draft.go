package casedraft

import (
	"bytes"
	_ "embed"
	"fmt"
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

// Material is the content a draft refers to: any case of the playbook it is for.
type Material struct {
	Like  *coach.Scenario
	Today coach.Date // the draft's calendar
}

// New writes the draft of a case as YAML. id has to be a case id. It fails with CodeInvalid when nobody of the debtor's
// says a word in the call.
func New(id string, call coach.Transcript, m Material, l Labeller) ([]byte, error) {
	h := hear(call, m.Today, l)
	if h.first == "" {
		return nil, coach.Errorf(coach.CodeInvalid, "the debtor does not say a word in this call; mark the speakers and try again")
	}
	parsed, err := template.New("case").Funcs(template.FuncMap{"q": quoted, "both": h.both}).Parse(form)
	if err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the form of a draft cannot be read")
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, h.page(id, m)); err != nil {
		return nil, coach.Wrap(coach.CodeInternal, err, "the draft could not be written")
	}
	return out.Bytes(), nil
}

// quoted writes words as a YAML string on one line.
func quoted(s string) string {
	s = strings.Join(strings.Fields(strings.NewReplacer("{", "(", "}", ")").Replace(s)), " ")
	return strconv.Quote(s)
}

// both is a text in two languages: what was heard stands on the side it was said in, the other side says it is missing.
func (h heard) both(words, zh, en string) string {
	if words != "" && h.lang == coach.Chinese {
		zh = words
	} else if words != "" {
		en = words
	}
	return fmt.Sprintf("{ zh: %s, en: %s }", quoted(zh), quoted(en))
}

// page is what the form is filled with.
type page struct {
	ID, Playbook, LawPack, Persona, Type, Reason, Types, Reasons string
	Currency, Lang                                               string
	Minor                                                        int64
	AmountHeard, DaysHeard                                       bool
	Today, Issued, Due, Soon, Later                              coach.Date
	Method, Owner, Proof, First                                  string
	Excuses                                                      []drafted
	NoExcuse                                                     bool
	People                                                       []string
}

type drafted struct{ ID, Words string }

func (h heard) page(id string, m Material) page {
	p := page{
		ID: id, Playbook: m.Like.Playbook.ID, LawPack: m.Like.LawPack.ID, Persona: m.Like.Case.Contacts[0].Persona,
		Type: m.Like.Playbook.DebtorTypes[0].ID, Reason: m.Like.Playbook.Reasons[0].ID,
		Currency: m.Like.Case.Account.Currency, Minor: defaultMinor, Today: m.Today,
		Lang: string(h.lang), Method: h.method, Owner: h.owner, Proof: h.proof, First: h.first, People: h.people,
	}
	var types, reasons []string
	for _, d := range m.Like.Playbook.DebtorTypes {
		types = append(types, d.ID)
	}
	for _, r := range m.Like.Playbook.Reasons {
		reasons = append(reasons, r.ID)
	}
	p.Types, p.Reasons = strings.Join(types, ", "), strings.Join(reasons, ", ")
	if h.amount != nil {
		p.Minor, p.Currency, p.AmountHeard = h.amount.Minor, h.amount.Currency, true
	}
	days := defaultDays
	if h.days > 0 && h.days < 3650 {
		days, p.DaysHeard = h.days, true
	}
	p.Due, p.Issued = shift(m.Today, -days), shift(m.Today, -days-30)
	p.Soon, p.Later = shift(m.Today, 7), shift(m.Today, 21)
	for _, x := range h.excuses {
		for _, known := range m.Like.Playbook.Excuses {
			if known.ID == x.id {
				p.Excuses = append(p.Excuses, drafted{x.id, x.words})
			}
		}
	}
	if len(p.Excuses) == 0 && len(m.Like.Playbook.Excuses) > 0 {
		p.NoExcuse, p.Excuses = true, []drafted{{ID: m.Like.Playbook.Excuses[0].ID}}
	}
	return p
}

// shift moves a day; a day that cannot be read stays.
func shift(d coach.Date, days int) coach.Date {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return coach.Date(at.AddDate(0, 0, days).Format(time.DateOnly))
}
