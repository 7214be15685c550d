package content

import (
	"fmt"
	"slices"

	"huikuan/server/coach"
)

// stages lists the stages of a debt (domain ids st_…) in the order it goes through them.
func stages() []string {
	return []string{"st_precontract", "st_predue", "st_due", "st_late_1_3", "st_late_7", "st_late_30", "st_broken_promise", "st_hardcore", "st_formal_letter",
		"st_mal_sincere", "st_mal_promise", "st_mal_delay", "st_mal_silence"}
}

// hintSituations lists what help can be asked for in; every playbook has an answer to each.
func hintSituations() []string {
	return []string{"opening", "diagnose", "excuse", "contact", "consequence", "commitment", "complete", "close", "calm"}
}

func checkPlaybook(e entry[coach.Playbook]) []Fault {
	c, p := &checker{doc: e.doc}, e.body
	c.languages()
	types := unique(c, place{"debtor_types"}, "id", "debtor type", p.DebtorTypes, func(d coach.DebtorType) string { return d.ID })
	unique(c, place{"reasons"}, "id", "reason", p.Reasons, func(r coach.Reason) string { return r.ID })
	unique(c, place{"excuses"}, "id", "excuse", p.Excuses, func(x coach.Excuse) string { return x.ID })
	for i, d := range p.DebtorTypes {
		c.gauges(place{"debtor_types", i, "start"}, d.Start, 0, 100)
		c.gauges(place{"debtor_types", i, "weights"}, d.Weights, -100, 100)
		if d.Weights == (coach.Gauges{}) {
			c.fault(place{"debtor_types", i, "weights"}, "nothing makes this type willing to pay", "weigh at least one gauge")
		}
		if d.Keeps < 0 || d.Keeps > 1000 {
			c.fault(place{"debtor_types", i, "keeps"}, "keeps is a share in thousandths", "write 0 to 1000")
		}
	}
	excuses := make([]string, len(p.Excuses))
	for i, x := range p.Excuses {
		excuses[i] = x.ID
	}
	for i, x := range p.Excuses {
		c.text(place{"excuses", i, "mend"}, x.Mend, coachingSlots())
		if x.Next != "" {
			c.known(place{"excuses", i, "next"}, "excuse", x.Next, excuses)
		}
	}
	c.effects(p, types)
	c.timing(p, types)
	c.stages(p)
	c.criteria(p)
	c.hints(p)
	c.nextSteps(p)
	return c.faults
}

// nextSteps checks that steps name reasons the playbook has and that every end of call has one for every reason.
func (c *checker) nextSteps(p coach.Playbook) {
	unique(c, place{"next_steps"}, "id", "next step", p.NextSteps, func(n coach.NextStep) string { return n.ID })
	if len(p.NextSteps) == 0 {
		return
	}
	for i, n := range p.NextSteps {
		for k, id := range n.Reasons {
			if !slices.ContainsFunc(p.Reasons, func(r coach.Reason) bool { return r.ID == id }) {
				c.fault(place{"next_steps", i, "reasons", k}, fmt.Sprintf("the playbook has no reason %q", id), "name one of its reasons")
			}
		}
	}
	for _, after := range []string{"promise", "no_promise", "locked"} {
		for _, r := range p.Reasons {
			if !rightInAnyCall(p.NextSteps, after, r.ID) {
				c.fault(place{"next_steps"}, fmt.Sprintf("nothing is right after %s with the reason %s", after, r.ID), "add the reason to a step")
			}
		}
	}
}

// rightInAnyCall reports whether some step fits whoever was reached and whatever was sent.
func rightInAnyCall(steps []coach.NextStep, after, reason string) bool {
	for _, call := range []coach.Ending{{}, {Reached: true}, {Sent: true}, {Reached: true, Sent: true}} {
		call.After, call.Reason = after, reason
		if !slices.ContainsFunc(steps, func(n coach.NextStep) bool { return n.Fits(call) }) {
			return false
		}
	}
	return true
}

// gauges reports gauges outside a range.
func (c *checker) gauges(at place, g coach.Gauges, low, high int) {
	for _, v := range []struct {
		name  string
		value int
	}{{"trust", g.Trust}, {"irritation", g.Irritation}, {"urgency", g.Urgency}, {"credibility", g.Credibility},
		{"face", g.Face}, {"obligation", g.Obligation}, {"patience", g.Patience}} {
		if v.value < low || v.value > high {
			c.fault(at.with(v.name), fmt.Sprintf("%s is %d", v.name, v.value), fmt.Sprintf("write %d to %d", low, high))
		}
	}
}

// effects checks that every act is listed once and every debtor type it names exists.
func (c *checker) effects(p coach.Playbook, types []string) {
	acts := unique(c, place{"effects"}, "act", "act", p.Effects, func(e coach.ActEffect) string { return string(e.Act) })
	for _, act := range coach.Acts() {
		if len(p.Effects) > 0 && !slices.Contains(acts, string(act)) {
			c.fault(place{"effects"}, fmt.Sprintf("the act %s has no effect", act), fmt.Sprintf("add `- act: %s`, with base {} if it moves nothing", act))
		}
	}
	for i, e := range p.Effects {
		at := place{"effects", i}
		c.gauges(at.with("base"), e.Base, -100, 100)
		for name, g := range e.Types {
			if !slices.Contains(types, name) {
				key := findKey(c.doc.root, at.with("types", name))
				c.faults = append(c.faults, faultAt(c.doc, key, at.with("types", name),
					fmt.Sprintf("there is no debtor type %q", name), suggest(name, types)))
			}
			c.gauges(at.with("types", name), g, -100, 100)
		}
	}
}

// timing checks what acts need and what they do out of time.
func (c *checker) timing(p coach.Playbook, types []string) {
	for i, t := range p.Timing {
		at := place{"timing", i}
		c.allKnown(at.with("types"), "debtor type", t.Types, types)
		c.gauges(at.with("needs", "state"), t.Needs.State, 0, 100)
		c.gauges(at.with("backfires"), t.Backfires, -30, 30)
		if t.Act.RedLine() {
			c.fault(at.with("act"), fmt.Sprintf("%s is a red line: it has no right time", t.Act), "time lawful acts only")
		}
		for name, g := range t.TypesBack {
			if !slices.Contains(types, name) {
				key := findKey(c.doc.root, at.with("backfires_types", name))
				c.faults = append(c.faults, faultAt(c.doc, key, at.with("backfires_types", name),
					fmt.Sprintf("there is no debtor type %q", name), suggest(name, types)))
			}
			c.gauges(at.with("backfires_types", name), g, -30, 30)
		}
	}
}

// maxShift is how far a stage may move how a debtor picks up, in points.
const maxShift = 30

// stages checks the stages, and the steps debtors slip away in.
func (c *checker) stages(p coach.Playbook) {
	unique(c, place{"stages"}, "id", "stage", p.Stages, func(s coach.Stage) string { return s.ID })
	for i, s := range p.Stages {
		at := place{"stages", i}
		c.known(at.with("id"), "stage", s.ID, stages())
		if s.Consequence < 0 || s.Consequence > 2000 {
			c.fault(at.with("consequence"), fmt.Sprintf("consequence is %d", s.Consequence), "write 0 to 2000, in thousandths")
		}
		unique(c, at.with("moods"), "group", "group", s.Moods, func(m coach.StageMood) string { return string(m.Group) })
		for j, m := range s.Moods {
			c.gauges(at.with("moods", j, "shift"), m.Shift, -maxShift, maxShift)
		}
	}
	for i, d := range p.DebtorTypes {
		for j, step := range d.Path {
			at := place{"debtor_types", i, "path", j}
			c.known(at.with("stage"), "stage", step.Stage, stages())
			c.gauges(at.with("shift"), step.Shift, -maxShift, maxShift)
		}
	}
}

// criteria checks weights, check ids, stages and sample lines.
func (c *checker) criteria(p coach.Playbook) {
	unique(c, place{"criteria"}, "id", "criterion", p.Criteria, func(k coach.Criterion) string { return k.ID })
	seen, total := map[string]string{}, 0
	for i, k := range p.Criteria {
		total += k.Weight
		c.allKnown(place{"criteria", i, "not_in"}, "stage", k.NotIn, stages())
		for j, check := range k.Checks {
			at := place{"criteria", i, "checks", j}
			if other, twice := seen[check.ID]; twice && check.ID != "" {
				c.fault(at.with("id"), fmt.Sprintf("the check %q is in %s already", check.ID, other), "give it an id of its own")
			}
			seen[check.ID] = k.ID
			c.text(at.with("say"), check.Say, checkSlots())
			for n, other := range check.Or {
				c.text(at.with("or", n), other.Text(), checkSlots())
			}
		}
	}
	if len(p.Criteria) > 0 && total != 100 {
		c.fault(place{"criteria"}, fmt.Sprintf("the weights of the criteria add up to %d", total), "make them add up to 100")
	}
}

// hints checks that every situation has its three rungs, once.
func (c *checker) hints(p coach.Playbook) {
	given := unique(c, place{"hints"}, "when", "situation", p.Hints, func(h coach.Hint) string { return h.When })
	for _, when := range hintSituations() {
		if !slices.Contains(given, when) {
			c.fault(place{"hints"}, fmt.Sprintf("there is no hint for the situation %s", when),
				fmt.Sprintf("add `- when: %s` with three rungs", when))
		}
	}
	for i, h := range p.Hints {
		for j, rung := range h.Rungs {
			c.text(place{"hints", i, "rungs", j}, rung, coachingSlots())
		}
		for j, other := range h.Or {
			c.text(place{"hints", i, "or", j}, other.Text(), coachingSlots())
		}
	}
}

func checkLawPack(e entry[coach.LawPack]) []Fault {
	c, p := &checker{doc: e.doc}, e.body
	c.languages()
	unique(c, place{"red_lines"}, "id", "red line", p.RedLines, func(r coach.RedLine) string { return r.ID })
	laws := unique(c, place{"laws"}, "id", "law", p.Laws, func(l coach.Law) string { return l.ID })
	for i, r := range p.RedLines {
		c.allKnown(place{"red_lines", i, "basis"}, "law", r.Basis, laws)
		c.text(place{"red_lines", i, "say_instead"}, r.SayInstead, coachingSlots())
	}
	return c.faults
}

func checkPersona(e entry[coach.Persona]) []Fault {
	c, p := &checker{doc: e.doc}, e.body
	c.languages()
	for i, w := range p.Wordings {
		at := place{"wordings", i}
		c.lines(at.with("lines"), w.Lines, debtorSlots())
		if w.Move == coach.MoveAddElement && w.Topic != "" {
			c.known(at.with("topic"), "element of a promise", w.Topic, elementNames())
		}
	}
	return c.faults
}

func elementNames() []string {
	var names []string
	for _, e := range coach.Elements() {
		names = append(names, string(e))
	}
	return append(names, string(coach.ElementRest))
}
