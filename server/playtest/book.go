package playtest

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"huikuan/server/coach"
)

// phrase is something a trainee can say, in several wordings, with what it is meant to do.
type phrase struct {
	id     string
	acts   []coach.Act
	needs  need
	zh, en []string
}

// need is what a phrase takes to be true or within the trainee's authority.
type need string

// Needs. A phrase that names a consequence also needs the case to permit it, unless it is said regardless.
const (
	needsNothing  need = ""
	needsWaiver   need = "waiver"   // may waive interest
	needsDiscount need = "discount" // may grant a discount
	needsPlan     need = "plan"     // may grant instalments
	regardless    need = "regardless"
)

// book is all a trainee can say. It does not change once made.
type book struct {
	phrases map[string]phrase
	ids     []string // in order
}

func newBook(parts ...[]phrase) *book {
	b := &book{phrases: map[string]phrase{}}
	for _, part := range parts {
		for _, p := range part {
			b.phrases[p.id] = p
			b.ids = append(b.ids, p.id)
		}
	}
	return b
}

// saying lists the phrases that do act and nothing else.
func (b *book) saying(act coach.Act) []string {
	var ids []string
	for _, id := range b.ids {
		if acts := b.phrases[id].acts; len(acts) == 1 && acts[0] == act {
			ids = append(ids, id)
		}
	}
	return ids
}

// can reports whether the phrase can be said in the view: what it claims is true, and its slots have values.
func (b *book) can(v View, id string) bool {
	p, ok := b.phrases[id]
	if !ok || !v.may(p) {
		return false
	}
	return len(p.wordings(v)) > 0
}

// may reports whether what the phrase claims or grants is the trainee's to claim or grant.
func (v View) may(p phrase) bool {
	switch p.needs {
	case regardless:
		return true
	case needsWaiver:
		return v.Case.Authority.MayWaiveInterest
	case needsDiscount:
		return v.Case.Authority.MaxDiscount > 0
	case needsPlan:
		return v.Case.Authority.MaxInstalments > 1
	}
	for _, act := range p.acts {
		if consequential(act) && !v.permits(act) {
			return false
		}
	}
	return true
}

func consequential(act coach.Act) bool {
	return slices.Contains([]coach.Act{
		coach.ActConsequenceCurrent, coach.ActConsequenceFuture, coach.ActConsequenceCompany, coach.ActConsequencePersonal,
		coach.ActFormalNotice, coach.ActThirdPartyPressure,
	}, act)
}

func (v View) permits(act coach.Act) bool {
	return slices.ContainsFunc(v.Case.Permitted, func(p coach.Permission) bool { return p.Act == act })
}

// wordings fills the slots of a phrase; a wording with a slot that has no value is left out.
func (p phrase) wordings(v View) []string {
	bank := p.en
	if v.Lang == coach.Chinese {
		bank = p.zh
	}
	var filled []string
	var values map[string]string
	for _, text := range bank {
		if strings.Contains(text, "{") {
			if values == nil {
				values = v.slotValues()
			}
			var ok bool
			if text, ok = fill(text, values); !ok {
				continue
			}
		}
		filled = append(filled, text)
	}
	return filled
}

// fill puts values into the slots of a line; it fails when a slot has none.
func fill(text string, values map[string]string) (string, bool) {
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return text, true
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			return "", false
		}
		value := values[text[open+1:open+end]]
		if value == "" {
			return "", false
		}
		text = text[:open] + value + text[open+end+1:]
	}
}

// say joins phrases into one utterance, each in a wording not used before in the call while there is one. It fails when
// a phrase cannot be said.
func (b *book) say(v View, ids ...string) (Step, bool) {
	var texts []string
	var acts []coach.Act
	for _, id := range ids {
		if !b.can(v, id) {
			return Step{}, false
		}
		p := b.phrases[id]
		bank := p.wordings(v)
		start := int(mix(v.Seed, id) % uint64(len(bank)))
		texts = append(texts, bank[(start+used(v, id))%len(bank)])
		acts = append(acts, p.acts...)
	}
	glue := " "
	if v.Lang == coach.Chinese {
		glue = ""
	}
	return Step{Say: strings.Join(texts, glue), Line: strings.Join(ids, "+"), Intends: acts}, len(texts) > 0
}

// mix turns a seed and words into a number that looks random.
func mix(seed int64, words string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strconv.FormatInt(seed, 10) + "/" + words))
	return h.Sum64() >> 8
}

// used counts how often a phrase was spoken in the call.
func used(v View, id string) int {
	n := 0
	for _, x := range v.Past {
		if x.Step.Line == id || x.Step.Line != "" && slices.Contains(strings.Split(x.Step.Line, "+"), id) {
			n++
		}
	}
	return n
}

// spoken counts the sentences the trainee has said.
func spoken(v View) int {
	n := 0
	for _, x := range v.Past {
		if x.Step.Say != "" {
			n++
		}
	}
	return n
}
