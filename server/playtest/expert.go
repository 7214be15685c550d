package playtest

import (
	"slices"

	"huikuan/server/coach"
	"huikuan/server/debtor"
)

// expert finds the reason, tests what is claimed, presses where pressing works and leaves a way out, asks for every part
// of the promise, repeats it and says goodbye.
type expert struct{}

// ID implements Trainee.
func (expert) ID() string { return "expert" }

// Next implements Trainee.
func (e expert) Next(v View) Step {
	book := expertLines()
	switch x := last(v); {
	case !spokenTo(v):
		return speak(v, book, e.opening(v), nil)
	case did(x, coach.MoveIdentify):
		return speak(v, book, "identify", nil)
	case did(x, coach.MoveBristle, coach.MoveScorn):
		return speak(v, book, "soothe", nil)
	case did(x, coach.MoveCorrect) && x.Step.Line != "recap":
		return speak(v, book, "restate", nil)
	}
	if step, ok := e.excuse(v, book); ok {
		return step
	}
	if !v.Contact.Authority.Binds() && promiseOf(v).Amount == nil {
		return e.powerless(v, book)
	}
	if step, ok := e.diagnose(v, book); ok {
		return step
	}
	return e.commit(v, book)
}

// spokenTo reports whether anything was said to whoever is on the line.
func spokenTo(v View) bool {
	return slices.ContainsFunc(v.Past, func(x Exchange) bool { return x.Contact == v.Contact.ID && x.Step.Line != "" })
}

func (expert) opening(v View) string {
	if slices.ContainsFunc(v.Past, func(x Exchange) bool { return x.Step.Line != "" }) {
		return "open_next"
	}
	return "open"
}

// excuse tests the excuse that stands, or closes the one that has been settled.
func (e expert) excuse(v View, book map[string]line) (Step, bool) {
	open, settled := excuses(v)
	if settled != "" {
		if settled == "x_original_only" && !deskDone(v, "send_original") {
			if used(v, "offer_original") == 0 {
				return speak(v, book, "offer_original", nil), true
			}
			return Step{Desk: "send_original", Line: "desk"}, true
		}
		return speak(v, book, pickLine(v, settleLines(settled)), nil), true
	}
	if open == "" {
		return Step{}, false
	}
	lines := testLines(open)
	if id := pickLine(v, lines); used(v, id) < 3 {
		return speak(v, book, id, nil), true
	}
	return Step{}, false
}

// pickLine takes the least used of the lines, the earlier one first.
func pickLine(v View, ids []string) string {
	best := ids[0]
	for _, id := range ids {
		if used(v, id) < used(v, best) {
			best = id
		}
	}
	return best
}

func testLines(excuse string) []string {
	if lines, ok := map[string][]string{
		"x_warm_no_date":     {"test_vague", "test_record", "reject"},
		"x_already_sent":     {"test_slip", "test_bank", "test_record"},
		"x_dissatisfied":     {"test_defect", "test_signed", "own_defect"},
		"x_not_approved":     {"test_node", "ask_process", "ask_decider"},
		"x_original_only":    {"test_original", "ask_process", "test_missing"},
		"x_we_pay_90":        {"test_terms", "test_order", "test_record"},
		"x_cash_tight":       {"test_gap", "ask_cash", "feel"},
		"x_upstream":         {"test_upstream", "ask_cash", "feel"},
		"x_money_next_month": {"test_next_month", "reject", "ask_cash"},
	}[excuse]; ok {
		return lines
	}
	return []string{"test_record", "ask_process", "test_node"}
}

func settleLines(excuse string) []string {
	switch excuse {
	case "x_cash_tight", "x_upstream", "x_money_next_month":
		return []string{"close_part", "close_day", "close_choice"}
	case "x_not_approved", "x_original_only":
		return []string{"close_help", "close_day", "close_choice"}
	case "x_dissatisfied":
		return []string{"own_defect", "close_day", "close_choice"}
	}
	return []string{"close_face", "close_day", "close_choice"}
}

// excuses reads off the moves which excuse stands and which one was settled but not yet given up.
func excuses(v View) (open, settled string) {
	for _, x := range v.Past {
		for _, m := range x.Moves {
			switch m.Kind {
			case coach.MoveRaiseExcuse, coach.MoveDetailExcuse:
				if x.Contact == v.Contact.ID {
					open = m.Excuse
				}
			case coach.MoveSettleExcuse:
				settled = m.Excuse
				if open == m.Excuse {
					open = ""
				}
			case coach.MoveCloseExcuse:
				if settled == m.Excuse {
					settled = ""
				}
				if open == m.Excuse {
					open = ""
				}
			}
		}
	}
	if did(last(v), coach.MoveRaiseExcuse, coach.MoveDetailExcuse) {
		return open, ""
	}
	return open, settled
}

func deskDone(v View, action string) bool {
	return slices.ContainsFunc(v.Past, func(x Exchange) bool { return x.Step.Desk == action })
}

// powerless gets from somebody who cannot decide what they know, and then to who can.
func (e expert) powerless(v View, book map[string]line) Step {
	if used(v, "ask_process") == 0 {
		return speak(v, book, "ask_process", nil)
	}
	if used(v, "ask_decider") == 0 {
		return speak(v, book, "ask_decider", nil)
	}
	if did(last(v), coach.MoveNoTransfer) {
		return speak(v, book, pickLine(v, []string{"feel", "ask_process"}), nil)
	}
	return speak(v, book, "put_through", nil)
}

// diagnose makes sure of the reason before anything is asked for.
func (e expert) diagnose(v View, book map[string]line) (Step, bool) {
	if promiseOf(v).Level() >= coach.P2 {
		return Step{}, false
	}
	for _, id := range []string{"ask_why", "ask_cash"} {
		if used(v, id) == 0 && (id == "ask_why" || v.Case.Debtor.Size == "micro" || v.Case.Debtor.Size == "small") {
			return speak(v, book, id, nil), true
		}
	}
	return Step{}, false
}

// commit asks for a sum and a day, betters them, completes the promise and repeats it.
func (e expert) commit(v View, book map[string]line) Step {
	p, x := promiseOf(v), last(v)
	switch {
	case p.Level() < coach.P2 && did(x, coach.MoveDodge, coach.MoveRefuse, coach.MoveDeflect, coach.MoveBored):
		return speak(v, book, pickLine(v, []string{"firm", "consequence", "choice", "notice", "face"}), nil)
	case p.Level() < coach.P2:
		return speak(v, book, "ask_day_sum", nil)
	case p.Amount == nil:
		return speak(v, book, "ask_sum", nil)
	case p.Date == "":
		return speak(v, book, "ask_day", nil)
	case !did(x, coach.MoveRefuse) && used(v, "better")+used(v, "sooner")+used(v, "consequence")+used(v, "better_choice") < 4 && p.Method == "":
		if p.Amount.Minor == v.Case.Account.Balance().Minor {
			return speak(v, book, pickLine(v, []string{"sooner", "consequence"}), nil)
		}
		return speak(v, book, pickLine(v, []string{"better", "consequence", "better_choice"}), nil)
	case p.Method == "" && used(v, "ask_how_who") < 2:
		return speak(v, book, "ask_how_who", nil)
	case p.Proof == "" && used(v, "ask_slip") < 3:
		return speak(v, book, "ask_slip", nil)
	case p.Fallback == "" && used(v, "ask_fallback") < 3:
		return speak(v, book, "ask_fallback", nil)
	case !p.Confirmed && used(v, "recap") < 2:
		return speak(v, book, "recap", nil)
	}
	return speak(v, book, "bye", map[string]string{"date": debtor.SpokenDate(p.Date, v.Case.Today, v.Lang)})
}
