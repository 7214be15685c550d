package debtor

import (
	"strings"

	"huikuan/server/coach"
)

// earlier tells what this contact did before the words that are shown, from the log alone: a line for each reason, the
// last sum and day, what was added to them, what was refused, denied, received. It is as long as the case allows and no
// longer, however long the call. Empty when nothing of it happened.
func (v *ModelVoice) earlier(b Brief) (string, error) {
	past := &past{at: map[string]int{}}
	for _, made := range b.Earlier {
		if made.Contact != b.Contact.ID {
			if who, ok := b.Scenario.Contact(made.Contact); ok {
				past.put("spoke:"+made.Contact, pastLine{"spoke", map[string]string{"contact": who.Name.In(b.Lang)}})
			}
			continue
		}
		for _, m := range made.Moves {
			past.move(b, m)
		}
	}
	if len(past.parts) == 0 {
		return "", nil
	}
	lines := make([]string, len(past.parts))
	for i, p := range past.parts {
		text, err := v.prompts.Render("debtor/earlier."+string(b.Lang)+"#"+p.name, p.values)
		if err != nil {
			return "", err
		}
		lines[i] = strings.TrimSpace(text)
	}
	return v.prompts.Render("debtor/earlier."+string(b.Lang)+"#head", map[string]string{"lines": strings.Join(lines, "\n")})
}

// past is what happened, each thing once, in the order in which it first did.
type past struct {
	parts []pastLine
	at    map[string]int // of parts, by what they are about
}

// pastLine is a line of the prompt with its values.
type pastLine struct {
	name   string
	values map[string]string
}

func (p *past) put(key string, line pastLine) {
	if i, there := p.at[key]; there {
		p.parts[i] = line
		return
	}
	p.at[key] = len(p.parts)
	p.parts = append(p.parts, line)
}

// move notes what a move leaves behind.
func (p *past) move(b Brief, m coach.Move) {
	slots := slotValues(b, m)
	sum := map[string]string{"amount": orUnsettled(slots["amount"], b.Lang), "date": orUnsettled(slots["date"], b.Lang)}
	switch m.Kind {
	case coach.MoveRaiseExcuse, coach.MoveDetailExcuse:
		p.reason(b, "reason", m.Excuse)
	case coach.MoveSettleExcuse, coach.MoveCloseExcuse:
		p.reason(b, "withdrawn", m.Excuse)
	case coach.MoveOffer:
		p.put("sum", pastLine{"offered", sum})
	case coach.MovePromise:
		p.put("sum", pastLine{"promised", sum})
	case coach.MoveAddElement:
		if text := elementText(b, m); text != "" {
			p.put("added:"+string(m.Element), pastLine{"added", map[string]string{"element": text}})
		}
	case coach.MoveRefuse:
		p.put("refused", pastLine{name: "refused"})
	case coach.MoveDeny:
		p.put("denied", pastLine{name: "denied"})
	case coach.MoveThankDesk:
		p.put("received:"+m.Action, pastLine{"received", map[string]string{"document": orUnsettled(slots["document"], b.Lang)}})
	case coach.MoveObject:
		p.put("objected", pastLine{name: "objected"})
	}
}

func (p *past) reason(b Brief, name, excuse string) {
	x, ok := b.Scenario.Excuse(excuse)
	if lines := x.Raise.In(b.Lang); ok && len(lines) > 0 {
		if line, filled := fill(lines[0], slotValues(b, coach.Move{Excuse: excuse})); filled {
			p.put("reason:"+excuse, pastLine{name, map[string]string{"line": line}})
		}
	}
}
