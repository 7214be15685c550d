package playtest

import (
	"slices"
	"strings"

	"huikuan/server/coach"
)

// expert finds the reason, tests what is claimed, hands over what is missing, presses where pressing is called for and
// leaves a way out, asks for every part of the promise, repeats it and says goodbye. It knows the trade and the file,
// not the case.
type expert struct {
	book    *book
	without coach.Act // an act it may not use, to see what it is worth; empty for none
}

// ID implements Trainee.
func (expert) ID() string { return "expert" }

// Next implements Trainee.
func (e expert) Next(v View) Step {
	for _, rule := range []func(View) (Step, bool){e.open, e.repair, e.soothe, e.excuse, e.powerless, e.diagnose, e.commit, e.complete} {
		if step, ok := rule(v); ok {
			return step
		}
	}
	return Step{HangUp: true}
}

// say joins those of the phrases that can be said and do not use what it may not use.
func (e expert) say(v View, ids ...string) (Step, bool) {
	var left []string
	for _, id := range ids {
		if e.book.can(v, id) && (e.without == "" || !slices.Contains(e.book.phrases[id].acts, e.without)) {
			left = append(left, id)
		}
	}
	return e.book.say(v, left...)
}

// choose says the option least used with this contact, the earlier one first, none more often than most.
func (e expert) choose(v View, most int, options ...[]string) (Step, bool) {
	best, fewest := Step{}, most
	for _, ids := range options {
		step, ok := e.say(v, ids...)
		if n := usedHere(v, step.Line); ok && n < fewest {
			best, fewest = step, n
		}
	}
	return best, fewest < most
}

// usedHere counts how often exactly this was said to the contact on the line.
func usedHere(v View, line string) int {
	n := 0
	for _, x := range v.Past {
		if x.Contact == v.Contact.ID && x.Step.Line == line {
			n++
		}
	}
	return n
}

// one is a list of options of one phrase each.
func one(ids ...string) [][]string {
	options := make([][]string, len(ids))
	for i, id := range ids {
		options[i] = []string{id}
	}
	return options
}

// open greets whoever comes to the line and says what it is about.
func (e expert) open(v View) (Step, bool) {
	if met(v, v.Contact.ID) {
		return Step{}, false
	}
	return e.say(v, "hello", e.debt(v))
}

func (e expert) debt(v View) string {
	if e.book.can(v, "debt") {
		return "debt"
	}
	return "debt_due"
}

// repair puts right what went wrong in the last answer before going on.
func (e expert) repair(v View) (Step, bool) {
	switch x := last(v); {
	case did(x, coach.MoveIdentify):
		return e.choose(v, 2, []string{"hello", "debt_again"})
	case did(x, coach.MoveBristle, coach.MoveScorn):
		return e.choose(v, 2, []string{"feel", "face"}, []string{"feel"}, []string{"face"})
	case did(x, coach.MoveCorrect) && !strings.HasPrefix(x.Step.Line, "recap"):
		return e.choose(v, 2, []string{"debt_again"})
	}
	return Step{}, false
}

// sore reports whether there is bad blood: a complaint or a break-off on the table, or offence taken.
func sore(v View) bool {
	return moved(v, coach.MoveBristle) > 0 || slices.ContainsFunc(v.Past, func(x Exchange) bool {
		return slices.ContainsFunc(x.Moves, func(m coach.Move) bool {
			return m.Kind == coach.MoveRaiseExcuse && slices.Contains([]string{"x_dissatisfied", "x_end_relationship", "x_hold_all_for_part", "x_sue_me"}, m.Excuse)
		})
	})
}

// soothe answers bad blood with understanding before anything else, once.
func (e expert) soothe(v View) (Step, bool) {
	if !sore(v) {
		return Step{}, false
	}
	return e.choose(v, 1, []string{"grievance", "feel"})
}

// powerless gets from somebody who cannot decide what they know, and then to who can.
func (e expert) powerless(v View) (Step, bool) {
	if v.Contact.Authority.Binds() || promiseOf(v).Amount != nil {
		return Step{}, false
	}
	options := one("ask_process", "ask_why", "ask_decider")
	if did(last(v), coach.MoveDisclose, coach.MoveDeflect) {
		options = append(options, []string{"feel"}, []string{"help", "ask_process"})
		if smallFirm(v) {
			options = append(options, []string{"ask_cash"})
		}
	}
	if step, ok := e.choose(v, 1, options...); ok {
		return step, true
	}
	if did(last(v), coach.MoveNoTransfer) {
		if step, ok := e.choose(v, 1, []string{"feel", "help"}, []string{"third"}, []string{"face"}); ok {
			return step, true
		}
	}
	if step, ok := e.choose(v, 3, []string{"put_through"}); ok {
		return step, true
	}
	if other, ok := colleague(v); ok && asked(v, other.ID) < 2 {
		return Step{Contact: other.ID, Line: "switchboard"}, true
	}
	return Step{}, false
}

// asked counts how often the switchboard was asked for a contact.
func asked(v View, contact string) int {
	n := 0
	for _, x := range v.Past {
		if x.Step.Contact == contact {
			n++
		}
	}
	return n
}

// diagnose makes sure of the reason before anything is asked for, and asks on as long as it brings something.
func (e expert) diagnose(v View) (Step, bool) {
	if promiseOf(v).Level() >= coach.P2 {
		return Step{}, false
	}
	options := one("ask_why", "ask_process")
	if smallFirm(v) {
		options = append(options, []string{"feel", "ask_cash"})
	}
	most := 1
	if did(last(v), coach.MoveDisclose) {
		most = 2
	}
	if step, ok := e.choose(v, most, options...); ok {
		return step, true
	}
	return e.secondOpinion(v)
}

// smallFirm reports whether it makes sense to ask whoever is on the line about the firm's cash.
func smallFirm(v View) bool {
	return slices.Contains([]string{"micro", "small", "medium"}, v.Case.Debtor.Size)
}

// secondOpinion asks somebody else in the house what they know, where the decider's story leaves something open.
func (e expert) secondOpinion(v View) (Step, bool) {
	other, ok := colleague(v)
	if !ok || other.Authority.Binds() || met(v, other.ID) || moved(v, coach.MoveRaiseExcuse) == 0 || v.Seed%2 == 0 {
		return Step{}, false
	}
	return e.choose(v, 1, []string{"put_through"})
}

// commit asks for a sum and a day, and betters them.
func (e expert) commit(v View) (Step, bool) {
	p, x := promiseOf(v), last(v)
	switch {
	case p.Level() < coach.P2 && did(x, coach.MoveDodge, coach.MoveRefuse, coach.MoveDeflect, coach.MoveBored, coach.MoveAcknowledge, coach.MoveThaw):
		return e.press(v)
	case p.Level() < coach.P2:
		if step, ok := e.choose(v, 3, []string{"ask_day_sum"}); ok {
			return step, true
		}
		return e.press(v)
	case p.Amount == nil:
		return e.choose(v, 2, one("ask_sum", "part", "choice")...)
	case p.Date == "":
		return e.choose(v, 2, one("ask_day", "choice")...)
	case p.Method == "" && p.Proof == "" && (refusals(v) == 0 || refusals(v) == 1 && !sore(v)):
		return e.better(v, p)
	}
	return Step{}, false
}

// refusals counts how often a better offer was refused.
func refusals(v View) int {
	n := 0
	for _, x := range v.Past {
		if did(x, coach.MoveRefuse) {
			n++
		}
	}
	return n
}

// press goes on where no promise comes: firm, then what it means for them, then a way out, then what is on offer.
func (e expert) press(v View) (Step, bool) {
	if sore(v) {
		if step, ok := e.choose(v, 1, []string{"feel", "ask_day_sum"}, []string{"choice"}, []string{"face", "part"}, []string{"help", "ask_day_sum"}, []string{"grievance", "choice"}, []string{"face", "ask_day_sum"}); ok {
			return step, true
		}
	}
	return e.choose(v, 2,
		[]string{"firm", "ask_day_sum"}, []string{"c_current", "face"}, []string{"choice"}, []string{"ask_day_sum"}, []string{"c_future", "ask_day_sum"},
		[]string{"waive", "ask_day_sum"}, []string{"part"}, []string{"third", "ask_day_sum"}, []string{"notice", "ask_day_sum"},
		[]string{"face", "ask_day_sum"}, []string{"c_company", "choice"}, []string{"feel", "plan"})
}

// better tries for an earlier day or a larger sum, each way once.
func (e expert) better(v View, p coach.Promise) (Step, bool) {
	tries := [][]string{{"better"}, {"c_current", "face"}, {"waive", "better_choice"}, {"better_choice"}, {"c_future"}, {"c_company"}}
	if sore(v) {
		tries = [][]string{{"better_choice"}, {"face", "choice"}, {"waive", "better_choice"}, {"c_current", "face"}}
	} else if p.Amount.Minor == v.Case.Account.Balance().Minor {
		tries = [][]string{{"sooner"}, {"c_current", "face"}, {"waive"}, {"choice"}, {"c_future"}}
	}
	spent := 0
	for _, ids := range tries {
		spent += usedHere(v, strings.Join(ids, "+"))
	}
	if spent >= 4 || spent >= 2 && refusals(v) > 0 {
		return Step{}, false
	}
	return e.choose(v, 1, tries...)
}

// complete asks for what the promise still lacks, repeats it and takes leave.
func (e expert) complete(v View) (Step, bool) {
	p := promiseOf(v)
	wanted := []struct {
		open    bool
		options []string
	}{
		{restOpen(v, p), []string{"ask_rest_plan", "plan_rest"}},
		{p.Method == "" && p.Owner == "", []string{"ask_how_who"}},
		{p.Method == "", []string{"ask_how"}},
		{p.Owner == "", []string{"ask_who"}},
		{p.Proof == "", []string{"ask_slip", "ask_written"}},
		{p.Fallback == "", []string{"ask_fallback", "next_contact"}},
		{!p.Confirmed && p.Method != "" && p.Owner != "", []string{"recap"}},
		{!p.Confirmed, []string{"recap_short"}},
	}
	for _, w := range wanted {
		if !w.open || p.Level() < coach.P2 {
			continue
		}
		if step, ok := e.choose(v, 2, one(w.options...)...); ok {
			return step, true
		}
	}
	return e.choose(v, 2, one("bye_day", "bye")...)
}

// restOpen reports whether a part is promised and nobody has yet been refused a plan for what is left.
func restOpen(v View, p coach.Promise) bool {
	if p.Amount == nil || p.Amount.Minor >= v.Case.Account.Balance().Minor || len(p.Rest) > 0 || refusals(v) > 2 || used(v, "ask_rest_plan")+used(v, "plan_rest") >= 2 {
		return false
	}
	return !slices.ContainsFunc(v.Past, func(x Exchange) bool {
		return (x.Step.Line == "ask_rest_plan" || x.Step.Line == "plan_rest") && did(x, coach.MoveRefuse, coach.MoveDodge)
	})
}
