package assess

import (
	"slices"

	"huikuan/server/coach"
)

// What each belief weighs in a diagnosis. The excuses share one weight, as do the facts brought out.
const (
	weighType    = 20
	weighReason  = 25
	weighDecides = 15
	weighExcuses = 15
	weighFacts   = 15
	weighNext    = 10
)

// Sheet lists what a trainee may choose from after the call, in the language it is told in. It reveals nothing: types, reasons
// and steps are the playbook's, people the ones of the case file, excuses the ones heard.
func Sheet(call Call) coach.DiagnosisSheet {
	c, s := &call, call.scenario
	sheet := coach.DiagnosisSheet{
		DebtorTypes: []coach.Choice{}, Reasons: []coach.Choice{}, Contacts: []coach.Choice{}, Excuses: []coach.Choice{}, Next: []coach.Choice{},
	}
	for _, d := range s.Playbook.DebtorTypes {
		sheet.DebtorTypes = append(sheet.DebtorTypes, coach.Choice{ID: d.ID, Name: d.Name.In(c.telling())})
	}
	for _, r := range s.Playbook.Reasons {
		sheet.Reasons = append(sheet.Reasons, coach.Choice{ID: r.ID, Name: r.Name.In(c.telling())})
	}
	for _, p := range s.Case.Contacts {
		sheet.Contacts = append(sheet.Contacts, coach.Choice{ID: p.ID, Name: personName(p, c.telling())})
	}
	for _, x := range c.heardExcuses() {
		sheet.Excuses = append(sheet.Excuses, coach.Choice{ID: x.Excuse, Name: c.excuseName(x.Excuse)})
	}
	for _, n := range s.Playbook.NextSteps {
		sheet.Next = append(sheet.Next, coach.Choice{ID: n.ID, Name: n.Name.In(c.telling())})
	}
	return sheet
}

func personName(p coach.Contact, lang coach.Lang) string {
	if lang == coach.Chinese {
		return p.Name.In(lang) + "（" + p.Role.In(lang) + "）"
	}
	return p.Name.In(lang) + " (" + p.Role.In(lang) + ")"
}

// heardExcuses are the case's excuses that came up in the call.
func (c *Call) heardExcuses() []coach.CaseExcuse {
	var heard []coach.CaseExcuse
	for _, x := range c.scenario.Case.Excuses {
		if c.ledger.Excuses[x.Excuse] != coach.ExcuseUnraised {
			heard = append(heard, x)
		}
	}
	return heard
}

func (c *Call) excuseName(id string) string {
	for _, x := range c.scenario.Playbook.Excuses {
		if x.ID == id {
			return x.Name.In(c.telling())
		}
	}
	return id
}

// Diagnose compares a trainee's diagnosis with the truth. It fails with CodeInvalid when an id is none of the sheet's.
func Diagnose(call Call, given coach.Diagnosis) (coach.DiagnosisResult, error) {
	sheet := Sheet(call)
	for _, chosen := range []struct {
		what, id string
		from     []coach.Choice
	}{
		{"debtor type", given.DebtorType, sheet.DebtorTypes}, {"reason", given.Reason, sheet.Reasons},
		{"contact", given.Decides, sheet.Contacts}, {"next step", given.Next, sheet.Next},
	} {
		if chosen.id != "" && nameOf(chosen.from, chosen.id) == "" {
			return coach.DiagnosisResult{}, coach.Errorf(coach.CodeInvalid, "the sheet has no %s %q; choose one it lists", chosen.what, chosen.id)
		}
	}
	for _, x := range given.Excuses {
		if nameOf(sheet.Excuses, x.Excuse) == "" {
			return coach.DiagnosisResult{}, coach.Errorf(coach.CodeInvalid, "the excuse %q did not come up in this call; leave it out", x.Excuse)
		}
	}
	d := &diagnosing{call: &call, sheet: sheet, given: given}
	d.person()
	d.excuses()
	d.next()
	return d.result(), nil
}

func nameOf(choices []coach.Choice, id string) string {
	for _, choice := range choices {
		if choice.ID == id {
			return choice.Name
		}
	}
	return ""
}

// diagnosing collects items and their marks, in halves of a point.
type diagnosing struct {
	call  *Call
	sheet coach.DiagnosisSheet
	given coach.Diagnosis
	items []coach.DiagnosisItem
}

func (d *diagnosing) item(what, about, given, truth string, verdict coach.DiagnosisMarker) {
	d.items = append(d.items, coach.DiagnosisItem{What: what, About: about, Given: given, Truth: truth, Verdict: verdict})
}

func rightIf(right bool) coach.DiagnosisMarker {
	if right {
		return coach.DiagnosisRight
	}
	return coach.DiagnosisWrong
}

// person compares type, reason and decider. A reason with the same ability and will to pay is near: the next step would be
// much the same.
func (d *diagnosing) person() {
	truth := d.call.scenario.Case.Truth
	d.item("debtor_type", "", nameOf(d.sheet.DebtorTypes, d.given.DebtorType), nameOf(d.sheet.DebtorTypes, truth.DebtorType),
		rightIf(d.given.DebtorType == truth.DebtorType))
	verdict := rightIf(d.given.Reason == truth.Reason)
	given, ok := d.call.reason(d.given.Reason)
	if actual, _ := d.call.reason(truth.Reason); ok && verdict == coach.DiagnosisWrong && given.Able == actual.Able && given.Willing == actual.Willing {
		verdict = coach.DiagnosisNear
	}
	d.item("reason", "", nameOf(d.sheet.Reasons, d.given.Reason), nameOf(d.sheet.Reasons, truth.Reason), verdict)
	d.item("decides", "", nameOf(d.sheet.Contacts, d.given.Decides), nameOf(d.sheet.Contacts, truth.Decides), rightIf(d.given.Decides == truth.Decides))
}

func (c *Call) reason(id string) (coach.Reason, bool) {
	for _, r := range c.scenario.Playbook.Reasons {
		if r.ID == id {
			return r, true
		}
	}
	return coach.Reason{}, false
}

// excuses compares what is believed of each excuse heard. Half true is near to both.
func (d *diagnosing) excuses() {
	for _, x := range d.call.heardExcuses() {
		var believed coach.TruthValue
		for _, belief := range d.given.Excuses {
			if belief.Excuse == x.Excuse {
				believed = belief.Truth
			}
		}
		verdict := rightIf(believed == x.Truth)
		if believed != "" && verdict == coach.DiagnosisWrong && (believed == coach.Half || x.Truth == coach.Half) {
			verdict = coach.DiagnosisNear
		}
		d.item("excuse", d.call.excuseName(x.Excuse), string(believed), string(x.Truth), verdict)
	}
}

// next compares the next step with the ones that fit how the call ended, whom it reached and the true reason.
func (d *diagnosing) next() {
	if len(d.sheet.Next) == 0 {
		return
	}
	ending := d.call.ending()
	var fits []coach.NextStep
	for _, n := range d.call.scenario.Playbook.NextSteps {
		if n.Fits(ending) {
			fits = append(fits, n)
		}
	}
	if len(fits) == 0 {
		return
	}
	right := slices.ContainsFunc(fits, func(n coach.NextStep) bool { return n.ID == d.given.Next })
	best := fits[0]
	if right {
		best = fits[slices.IndexFunc(fits, func(n coach.NextStep) bool { return n.ID == d.given.Next })]
	}
	d.item("next", "", nameOf(d.sheet.Next, d.given.Next), best.Name.In(d.call.telling()), rightIf(right))
}

// reachedDecider reports whether the one who decides was on the line, in this call or one before.
func (c *Call) reachedDecider() bool {
	return slices.Contains(c.before, c.decides()) || slices.ContainsFunc(c.turns, func(t turn) bool { return t.contact != "" && t.contact == c.decides() })
}

// sentPapers reports whether what a true excuse waited for was sent from the desk.
func (c *Call) sentPapers() bool {
	return slices.ContainsFunc(c.scenario.Case.Excuses, func(x coach.CaseExcuse) bool {
		return x.Truth != coach.False && len(x.Close.Actions) > 0 &&
			!slices.ContainsFunc(x.Close.Actions, func(action string) bool { return !slices.Contains(c.done, action) })
	})
}

// ending is what the call came to, as next steps see it.
func (c *Call) ending() coach.Ending {
	e := coach.Ending{After: "no_promise", Reason: c.scenario.Case.Truth.Reason, Reached: c.reachedDecider(), Sent: c.sentPapers()}
	switch {
	case c.ledger.Locked:
		e.After = "locked"
	case c.ledger.Promise.Level() >= coach.P2:
		e.After = "promise"
	}
	return e
}

// result weighs the items. Excuses count together, and so do facts; what there was nothing of counts for nothing.
func (d *diagnosing) result() coach.DiagnosisResult {
	result := coach.DiagnosisResult{Given: d.given, Items: d.items}
	if result.Given.Excuses == nil {
		result.Given.Excuses = []coach.ExcuseBelief{}
	}
	for _, f := range d.call.scenario.Case.Facts {
		if f.Graded {
			result.Facts.Of++
			if d.call.ledger.Facts[f.ID] == coach.FactElicited {
				result.Facts.Elicited++
			}
		}
	}
	heard := len(d.call.heardExcuses())
	weights := map[string]int{"debtor_type": weighType, "reason": weighReason, "decides": weighDecides, "excuse": weighExcuses, "next": weighNext}
	points, of := 0, 0 // in thousandths of a weight, halves included
	for _, item := range d.items {
		share := weights[item.What] * 1000
		if item.What == "excuse" {
			share /= heard
		}
		of += share
		switch item.Verdict {
		case coach.DiagnosisRight:
			points += share
		case coach.DiagnosisNear:
			points += share / 2
		}
	}
	if result.Facts.Of > 0 {
		of += weighFacts * 1000
		points += weighFacts * 1000 * result.Facts.Elicited / result.Facts.Of
	}
	if of > 0 {
		result.Score = (points*100 + of/2) / of
	}
	return result
}
